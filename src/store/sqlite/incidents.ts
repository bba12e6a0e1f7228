// Incidents in SQLite: entries that are only ever added, each durable when the promise resolves.

import type { IncidentRecords } from "../../desk/ports.ts";
import { canonicalJson } from "../../kernel/index.ts";
import { listLimit } from "../store.ts";
import type { Database } from "./database.ts";

type Entry = Parameters<IncidentRecords["append"]>[0];
type Row = readonly [string, number, number, string, string, string | null];

/** More than the desk ever lets one incident have; a read stays bounded all the same. */
const ENTRIES_MAX = 20_000;

export function sqliteIncidents(database: Database): IncidentRecords {
  return {
    append: (entry) =>
      database.write(() => {
        // One statement: the number follows, or nothing is written. Two writers cannot both be right.
        const { changes } = database
          .sql(
            `INSERT INTO incident_entries (incident, seq, at_ms, by, fact, sealed)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6
             WHERE ?2 = (SELECT coalesce(max(seq), 0) + 1 FROM incident_entries WHERE incident = ?1)`,
          )
          .run(entry.incident, entry.seq, entry.atMs, entry.by, canonicalJson(entry.fact), entry.sealed);
        return changes === 1 || changes === 1n;
      }),
    read: (id) =>
      database.read(() => {
        const rows = database
          .sql(
            `SELECT incident, seq, at_ms, by, fact, sealed FROM incident_entries
             WHERE incident = ? ORDER BY seq LIMIT ${ENTRIES_MAX}`,
            "lists",
          )
          .all(id) as Row[];
        return rows.map(([incident, seq, atMs, by, fact, sealed]): Entry => {
          return {
            incident: incident as Entry["incident"],
            seq,
            atMs,
            by,
            fact: JSON.parse(fact) as Entry["fact"],
            sealed,
          };
        });
      }),
    list: ({ limit }) =>
      database.read(() => {
        const rows = database
          .sql(
            `SELECT incident FROM incident_entries WHERE seq = 1
             ORDER BY at_ms DESC, incident DESC LIMIT ?`,
          )
          .all(listLimit(limit)) as { readonly incident: Entry["incident"] }[];
        return rows.map(({ incident }) => incident);
      }),
  };
}

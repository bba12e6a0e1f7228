// Inquiries in SQLite: entries that are only ever added, each durable when the promise resolves.

import type { InquiryRecords } from "../../desk/ports.ts";
import { copiesOf } from "../copies.ts";
import { listLimit } from "../store.ts";
import type { Database } from "./database.ts";

type Entry = Parameters<InquiryRecords["append"]>[0];
type Row = Awaited<ReturnType<InquiryRecords["list"]>>[number];

/** More than the desk ever lets one inquiry have; a read stays bounded all the same. */
const ENTRIES_MAX = 1_000;
/** The first and the newest entry of each inquiry. */
const ENDS = `FROM inquiry_entries f JOIN inquiry_entries l ON l.incident = f.incident AND l.inquiry = f.inquiry
  AND l.seq = (SELECT max(seq) FROM inquiry_entries WHERE incident = f.incident AND inquiry = f.inquiry)
  WHERE f.incident = ?1 AND f.seq = 1`;
const STATE = "CASE l.kind WHEN 'asked' THEN 'open' ELSE 'answered' END";

export function sqliteInquiries(database: Database): InquiryRecords {
  return {
    append: (entry) =>
      database.write(() => {
        const { incident, inquiry, seq, atMs, by, kind, channel, person, sealed } = entry;
        // One statement: the number follows, or nothing is written. Two writers cannot both be right.
        const { changes } = database
          .sql(
            `INSERT INTO inquiry_entries (incident, inquiry, seq, at_ms, by, kind, channel, person, sealed)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE ?3 = (
               SELECT coalesce(max(seq), 0) + 1 FROM inquiry_entries WHERE incident = ?1 AND inquiry = ?2)`,
          )
          .run(incident, inquiry, seq, atMs, by, kind, channel, person, sealed);
        return changes === 1 || changes === 1n;
      }),
    read: (incident, inquiry) =>
      database.read(() => {
        const rows = database
          .sql(
            `SELECT incident, inquiry, seq, at_ms AS atMs, by, kind, channel, person, sealed FROM inquiry_entries
             WHERE incident = ? AND inquiry = ? ORDER BY seq LIMIT ${ENTRIES_MAX}`,
          )
          .all(incident, inquiry);
        return copiesOf(rows as unknown as Entry[]);
      }),
    list: (incident, { state, after, limit }) =>
      database.read(() => {
        const rows = database
          .sql(
            `SELECT f.inquiry, ${STATE} AS state, f.channel, f.person, f.at_ms AS askedAtMs, l.at_ms AS changedAtMs,
               l.by AS changedBy, l.seq AS entries ${ENDS} AND f.inquiry > ?2 AND (?3 IS NULL OR ${STATE} = ?3)
             ORDER BY f.inquiry LIMIT ?4`,
          )
          .all(incident, after, state, listLimit(limit));
        return copiesOf(rows as unknown as Row[]);
      }),
    counts: (incident) =>
      database.read(() => {
        const { open, answered } = database
          .sql(
            `SELECT count(*) FILTER (WHERE l.kind = 'asked') AS open,
               count(*) FILTER (WHERE l.kind = 'answered') AS answered ${ENDS}`,
          )
          .get(incident) as { readonly open: number; readonly answered: number };
        return { open, answered };
      }),
  };
}

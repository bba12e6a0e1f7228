// The journal's entries in SQLite: appended in order, durable when the promise resolves, never changed here.

import type { JournalEntries, JournalEntry } from "../../journal/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { copyOf } from "../copies.ts";
import { listLimit } from "../store.ts";
import type { Database } from "./database.ts";

/** In the order of FIELDS: rows as lists are made and read in half the time, and a million are read to verify. */
type Row = readonly [number, number, string, string, string, string, string];

const FIELDS = "seq, at_ms AS atMs, kind, by, facts, previous, hash";

export function sqliteJournalEntries(database: Database): JournalEntries {
  return {
    append: (entries) =>
      database.write(() => {
        const insert = database.sql("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)");
        let last = (
          database.sql("SELECT max(seq) AS seq FROM journal").get() as { seq: number | null } | undefined
        )?.seq;
        for (const entry of entries) {
          if (entry.seq !== (last ?? 0) + 1) throw outOfSequence(entry.seq, last ?? 0);
          insert.run(entry.seq, entry.atMs, entry.kind, entry.by, entry.facts, entry.previous, entry.hash);
          last = entry.seq;
        }
      }),
    last: () =>
      database.read(() => {
        const row = database.sql(`SELECT ${FIELDS} FROM journal ORDER BY seq DESC LIMIT 1`).get() as
          | JournalEntry
          | undefined;
        return copyOf(row);
      }),
    read: (query) =>
      database.read(() => {
        const rows = database
          .sql(`SELECT ${FIELDS} FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?`, "lists")
          .all(query.fromSeq, listLimit(query.limit));
        return (rows as Row[]).map(([seq, atMs, kind, by, facts, previous, hash]) => {
          return { seq, atMs, kind, by, facts, previous, hash };
        });
      }),
  };
}

function outOfSequence(seq: number, last: number): MisemoriError {
  return new MisemoriError(
    "journal.sequence",
    `entry ${seq} cannot follow entry ${last}`,
    "another process wrote to this journal; read the last entry again",
  );
}

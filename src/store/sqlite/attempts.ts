// Attempts in SQLite. Sums are kept beside the rows in the same transaction (attempt-counts.ts), so that a chart over
// a million attempts reads minutes instead of rows; making room is trim.ts.

import type { AttemptOutcome, AttemptRecord } from "../../gate/facts.ts";
import type { AttemptQuery, AttemptRecords } from "../../gate/ports.ts";
import {
  ATTEMPT_COLUMNS,
  attemptOfRow,
  isOpenOutcome,
  rowOfAttempt,
  type AttemptRow,
} from "../attempt-row.ts";
import { listLimit } from "../store.ts";
import { countAttempts, readOrigins, readSums } from "./attempt-counts.ts";
import { trimAttempts } from "./attempt-trim.ts";
import type { Database } from "./database.ts";

const COLUMNS = ATTEMPT_COLUMNS.join(", ");
const INSERT = `INSERT INTO attempts (${COLUMNS}) VALUES (${ATTEMPT_COLUMNS.map(() => "?").join(", ")})
  ON CONFLICT (id) DO NOTHING`;

export function sqliteAttempts(database: Database): AttemptRecords {
  return {
    append: (records) => append(database, records),
    settle: (id, outcome, declineCode, orderRef) => settle(database, id, outcome, declineCode, orderRef),
    findByOrder: (orderRef) =>
      readOne(
        database,
        `SELECT ${COLUMNS} FROM attempts WHERE order_ref = ? ORDER BY at_ms DESC, id DESC LIMIT 1`,
        orderRef,
      ),
    passedUnheld: (orderRef) =>
      database.read(() => {
        const found = database
          .sql(
            `SELECT 1 FROM attempts WHERE order_ref = ? AND outcome = 'approved' AND hold_id IS NULL
             AND json_extract(rest, '$.n') = 1 LIMIT 1`,
          )
          .get(orderRef);
        return found !== undefined;
      }),
    get: (id) => readOne(database, `SELECT ${COLUMNS} FROM attempts WHERE id = ?`, id),
    list: (query) => list(database, query),
    sums: (query) => database.read(() => readSums(database, query)),
    origins: (query) => database.read(() => readOrigins(database, query)),
    trim: (limits) => trimAttempts(database, limits),
  };
}

function append(database: Database, records: readonly AttemptRecord[]): Promise<void> {
  return database.write(() => {
    const insert = database.sql(INSERT);
    const counted: { row: AttemptRow; asnName: string }[] = [];
    for (const record of records) {
      const row = rowOfAttempt(record);
      // A record handed over twice (a worker that retried) is counted once.
      const { changes } = insert.run(...ATTEMPT_COLUMNS.map((column) => row[column]));
      if (changes === 1) counted.push({ row, asnName: record.facts.origin.asnName });
    }
    countAttempts(database, counted, 1);
  });
}

function settle(
  database: Database,
  id: string,
  outcome: AttemptOutcome,
  declineCode: string | null,
  orderRef: string | null,
): Promise<boolean> {
  return database.write(() => {
    const row = database.sql(`SELECT ${COLUMNS} FROM attempts WHERE id = ?`).get(id) as
      | AttemptRow
      | undefined;
    if (row === undefined) return false;
    const open = isOpenOutcome(row.outcome);
    const after: AttemptRow = {
      ...row,
      outcome: open ? outcome : row.outcome,
      decline_code: open ? declineCode : row.decline_code,
      // An order named late is worth knowing even when the outcome stands already.
      order_ref: row.order_ref ?? orderRef,
    };
    database
      .sql("UPDATE attempts SET outcome = ?, decline_code = ?, order_ref = ? WHERE id = ?")
      .run(after.outcome, after.decline_code, after.order_ref, id);
    countAttempts(database, [{ row, asnName: "" }], -1);
    countAttempts(database, [{ row: after, asnName: "" }], 1);
    return true;
  });
}

function readOne(database: Database, text: string, key: string): Promise<AttemptRecord | undefined> {
  return database.read(() => {
    const row = database.sql(text).get(key) as AttemptRow | undefined;
    return row === undefined ? undefined : attemptOfRow(row);
  });
}

function list(database: Database, query: AttemptQuery): Promise<readonly AttemptRecord[]> {
  return database.read(() => {
    const where = ["at_ms >= ?", "at_ms < ?"];
    const values: (string | number)[] = [query.fromMs, query.toMs];
    if (query.answer !== undefined) {
      where.push("answer = ?");
      values.push(query.answer);
    }
    if (query.beforeId !== undefined) {
      where.push("(at_ms, id) < (SELECT at_ms, id FROM attempts WHERE id = ?)");
      values.push(query.beforeId);
    }
    const rows = database
      .sql(
        `SELECT ${COLUMNS} FROM attempts WHERE ${where.join(" AND ")} ORDER BY at_ms DESC, id DESC LIMIT ?`,
      )
      .all(...values, listLimit(query.limit));
    return (rows as AttemptRow[]).map(attemptOfRow);
  });
}

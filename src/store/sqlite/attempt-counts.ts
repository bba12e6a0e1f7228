// The sums beside the attempts: kept up to date with every append, settle and trim, read for charts. Whole minutes and
// slots come from the sums, the cut ones at the edges of a question from the rows.

import type { Answer } from "../../gate/facts.ts";
import type { AttemptSum, OriginSum } from "../../gate/ports.ts";
import {
  addToMinutes,
  addToOrigins,
  floorTo,
  MINUTE_MS,
  ORIGIN_SLOT_MS,
  type CountedAttempt,
  type MinuteSum,
  type OriginSlotSum,
} from "../attempt-sums.ts";
import { listLimit } from "../store.ts";
import type { Database } from "./database.ts";

/** Inside a transaction of the caller. */
export function countAttempts(
  database: Database,
  counted: readonly { readonly row: CountedAttempt; readonly asnName: string }[],
  sign: 1 | -1,
): void {
  const minutes = new Map<string, MinuteSum>();
  const origins = new Map<string, OriginSlotSum>();
  for (const { row, asnName } of counted) {
    addToMinutes(minutes, row, MINUTE_MS, sign);
    addToOrigins(origins, row, "country", "", ORIGIN_SLOT_MS, sign);
    addToOrigins(origins, row, "asn", asnName, ORIGIN_SLOT_MS, sign);
  }
  const addMinute = database.sql(
    `INSERT INTO minute_sums VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
       attempts = attempts + excluded.attempts, reached = reached + excluded.reached,
       declined = declined + excluded.declined, approved = approved + excluded.approved,
       fees_yen = fees_yen + excluded.fees_yen, saved_yen = saved_yen + excluded.saved_yen, sales_yen = sales_yen + excluded.sales_yen`,
  );
  for (const m of minutes.values()) {
    addMinute.run(
      m.startMs,
      m.answer,
      m.attempts,
      m.reached,
      m.declined,
      m.approved,
      m.feesYen,
      m.savedYen,
      m.salesYen,
    );
  }
  const addOrigin = database.sql(
    `INSERT INTO origin_sums VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
       label = CASE WHEN excluded.label = '' THEN label ELSE excluded.label END,
       attempts = attempts + excluded.attempts, reached = reached + excluded.reached,
       stopped = stopped + excluded.stopped`,
  );
  for (const o of origins.values()) {
    addOrigin.run(o.kind, o.startMs, o.key, o.label, o.attempts, o.reached, o.stopped);
  }
  if (sign === 1) return;
  const dropMinute = database.sql(
    "DELETE FROM minute_sums WHERE minute_ms = ? AND answer = ? AND attempts <= 0",
  );
  for (const m of minutes.values()) dropMinute.run(m.startMs, m.answer);
  const dropOrigin = database.sql(
    "DELETE FROM origin_sums WHERE kind = ? AND slot_ms = ? AND key = ? AND attempts <= 0",
  );
  for (const o of origins.values()) dropOrigin.run(o.kind, o.startMs, o.key);
}

interface SumRow {
  readonly start: number;
  readonly answer: Answer;
  readonly attempts: number;
  readonly reached: number;
  readonly declined: number;
  readonly approved: number;
  readonly fees: number;
  readonly saved: number;
  readonly sales: number;
}

// Numbers arrive as floating point; the casts keep the division whole.
const ROWS_OF_ATTEMPTS = `SELECT (at_ms / CAST(? AS INTEGER)) * CAST(? AS INTEGER) AS start, answer,
    count(*) AS attempts, sum(reached) AS reached, sum(outcome IS 'declined') AS declined,
    sum(outcome IS 'approved') AS approved, sum(fee_yen) AS fees, sum(saved_yen) AS saved,
    sum(CASE WHEN outcome IS 'approved' THEN coalesce(amount_yen, 0) ELSE 0 END) AS sales
  FROM attempts WHERE at_ms >= ? AND at_ms < ? GROUP BY 1, 2`;
const ROWS_OF_MINUTES = `SELECT (minute_ms / CAST(? AS INTEGER)) * CAST(? AS INTEGER) AS start, answer,
    sum(attempts) AS attempts, sum(reached) AS reached, sum(declined) AS declined, sum(approved) AS approved,
    sum(fees_yen) AS fees, sum(saved_yen) AS saved, sum(sales_yen) AS sales
  FROM minute_sums WHERE minute_ms >= ? AND minute_ms < ? GROUP BY 1, 2`;

export function readSums(
  database: Database,
  query: { readonly fromMs: number; readonly toMs: number; readonly bucketMs: number },
): readonly AttemptSum[] {
  const bucketMs = Math.max(1, Math.floor(query.bucketMs));
  const { head, middle, tail } = cut(query, bucketMs % MINUTE_MS === 0 ? MINUTE_MS : Infinity);
  const sums = new Map<string, SumRow>();
  const take = (text: string, span: Span): void => {
    if (span.fromMs >= span.toMs) return;
    const rows = database.sql(text).all(bucketMs, bucketMs, span.fromMs, span.toMs) as SumRow[];
    for (const row of rows) {
      const key = `${row.start} ${row.answer}`;
      const sum = sums.get(key);
      sums.set(key, sum === undefined ? row : plus(sum, row));
    }
  };
  take(ROWS_OF_ATTEMPTS, head);
  take(ROWS_OF_MINUTES, middle);
  take(ROWS_OF_ATTEMPTS, tail);
  return [...sums.values()]
    .sort((a, b) => a.start - b.start || (a.answer < b.answer ? -1 : 1))
    .map((row) => ({
      bucketStartMs: row.start,
      answer: row.answer,
      attempts: row.attempts,
      reachedGateway: row.reached,
      declined: row.declined,
      approved: row.approved,
      feesYen: row.fees,
      savedYen: row.saved,
      salesYen: row.sales,
    }));
}

function plus(a: SumRow, b: SumRow): SumRow {
  return {
    start: a.start,
    answer: a.answer,
    attempts: a.attempts + b.attempts,
    reached: a.reached + b.reached,
    declined: a.declined + b.declined,
    approved: a.approved + b.approved,
    fees: a.fees + b.fees,
    saved: a.saved + b.saved,
    sales: a.sales + b.sales,
  };
}

type OriginRow = { key: string; label: string; attempts: number; reached: number; stopped: number };

const ORIGINS_OF_SLOTS = `SELECT key, max(label) AS label, sum(attempts) AS attempts, sum(reached) AS reached,
    sum(stopped) AS stopped FROM origin_sums WHERE kind = ? AND slot_ms >= ? AND slot_ms < ? GROUP BY key`;
const originsOfRows = (column: "country" | "asn" | "ip"): string => `SELECT CAST(${column} AS TEXT) AS key,
    ${column === "asn" ? "max(rest ->> '$.o[0]')" : column} AS label, count(*) AS attempts, sum(reached) AS reached,
    sum(1 - reached) AS stopped FROM attempts WHERE at_ms >= ? AND at_ms < ? GROUP BY 1`;

export function readOrigins(
  database: Database,
  query: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly by: "country" | "asn" | "ip";
    readonly limit: number;
  },
): readonly OriginSum[] {
  // Addresses have no sums of their own (an attack brings as many addresses as attempts): their index holds all that is asked.
  const { head, middle, tail } = cut(query, query.by === "ip" ? Infinity : ORIGIN_SLOT_MS);
  const sums = new Map<string, OriginRow>();
  const add = (rows: readonly OriginRow[]): void => {
    for (const row of rows) {
      const sum = sums.get(row.key);
      if (sum === undefined) {
        sums.set(row.key, { ...row });
        continue;
      }
      if (row.label > sum.label) sum.label = row.label;
      sum.attempts += row.attempts;
      sum.reached += row.reached;
      sum.stopped += row.stopped;
    }
  };
  for (const span of [head, tail]) {
    if (span.fromMs >= span.toMs) continue;
    add(database.sql(originsOfRows(query.by)).all(span.fromMs, span.toMs) as OriginRow[]);
  }
  if (middle.fromMs < middle.toMs) {
    add(database.sql(ORIGINS_OF_SLOTS).all(query.by, middle.fromMs, middle.toMs) as OriginRow[]);
  }
  return [...sums.values()]
    .sort((a, b) => b.attempts - a.attempts || (a.key < b.key ? -1 : 1))
    .slice(0, listLimit(query.limit))
    .map((row) => ({
      key: row.key,
      label: row.label,
      attempts: row.attempts,
      reachedGateway: row.reached,
      stopped: row.stopped,
    }));
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Cuts a span into the whole slots in the middle and what is left before and after. */
function cut(span: Span, slotMs: number): { head: Span; middle: Span; tail: Span } {
  const { fromMs, toMs } = span;
  const none = { fromMs: toMs, toMs };
  if (slotMs === Infinity) return { head: { fromMs, toMs }, middle: none, tail: none };
  const startMs = floorTo(fromMs + slotMs - 1, slotMs);
  const endMs = floorTo(toMs, slotMs);
  if (startMs >= endMs) return { head: { fromMs, toMs }, middle: none, tail: none };
  return {
    head: { fromMs, toMs: startMs },
    middle: { fromMs: startMs, toMs: endMs },
    tail: { fromMs: endMs, toMs },
  };
}

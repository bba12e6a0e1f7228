// Attempts in memory, as rows in order of time: the same answers as the databases give, by plain counting.

import type { Answer } from "../../gate/facts.ts";
import type { AttemptRecords, AttemptSum, OriginSum } from "../../gate/ports.ts";
import { attemptOfRow, isOpenOutcome, rowOfAttempt, type AttemptRow } from "../attempt-row.ts";
import { addToMinutes, addToOrigins, type MinuteSum, type OriginSlotSum } from "../attempt-sums.ts";
import { listLimit } from "../store.ts";

/** A drill makes some ten thousand; beyond this the oldest go, so that memory stays bounded. */
const ROWS_MAX = 500_000;

type Kept = { row: AttemptRow; readonly asnName: string };

export function memoryAttempts(): AttemptRecords {
  const byId = new Map<string, Kept>();
  const between = (fromMs: number, toMs: number): Kept[] =>
    [...byId.values()].filter(({ row }) => row.at_ms >= fromMs && row.at_ms < toMs);
  const drop = (kept: readonly Kept[]): number => {
    for (const { row } of kept) byId.delete(row.id);
    return kept.length;
  };
  return {
    append: async (records) => {
      for (const record of records) {
        if (byId.has(record.facts.id)) continue;
        byId.set(record.facts.id, { row: rowOfAttempt(record), asnName: record.facts.origin.asnName });
      }
      if (byId.size > ROWS_MAX) drop([...byId.values()].sort(inTime).slice(0, byId.size - ROWS_MAX));
    },
    settle: async (id, outcome, declineCode, orderRef) => {
      const kept = byId.get(id);
      if (kept === undefined) return false;
      const open = isOpenOutcome(kept.row.outcome);
      kept.row = {
        ...kept.row,
        outcome: open ? outcome : kept.row.outcome,
        decline_code: open ? declineCode : kept.row.decline_code,
        order_ref: kept.row.order_ref ?? orderRef,
      };
      return true;
    },
    findByOrder: async (orderRef) => {
      const newest = [...byId.values()]
        .filter(({ row }) => row.order_ref === orderRef)
        .sort(inTime)
        .at(-1);
      return newest === undefined ? undefined : attemptOfRow(newest.row);
    },
    passedUnheld: async (orderRef) =>
      byId.values().some(({ row }) => {
        if (row.order_ref !== orderRef || row.hold_id !== null || row.outcome !== "approved") return false;
        return attemptOfRow(row).shopNamed === true;
      }),
    get: async (id) => {
      const kept = byId.get(id);
      return kept === undefined ? undefined : attemptOfRow(kept.row);
    },
    list: async (query) => {
      const before = query.beforeId === undefined ? undefined : byId.get(query.beforeId);
      if (query.beforeId !== undefined && before === undefined) return [];
      return between(query.fromMs, query.toMs)
        .filter((kept) => query.answer === undefined || kept.row.answer === query.answer)
        .filter((kept) => before === undefined || inTime(kept, before) < 0)
        .sort((a, b) => inTime(b, a))
        .slice(0, listLimit(query.limit))
        .map(({ row }) => attemptOfRow(row));
    },
    sums: async ({ fromMs, toMs, bucketMs }) => {
      const sums = new Map<string, MinuteSum>();
      for (const { row } of between(fromMs, toMs))
        addToMinutes(sums, row, Math.max(1, Math.floor(bucketMs)), 1);
      return sumsInOrder(sums);
    },
    origins: async ({ fromMs, toMs, by, limit }) => {
      const sums = new Map<string, OriginSlotSum>();
      for (const { row, asnName } of between(fromMs, toMs)) addToOrigins(sums, row, by, asnName, 0, 1);
      return originsInOrder(sums, limit);
    },
    trim: async (limits) => drop(beyond([...byId.values()].sort(inTime), limits)),
  };
}

/** About what a row takes, its short columns reckoned at 120 bytes. */
function bytesOf({ row }: Kept): number {
  return 120 + row.rest.length;
}

function sumsInOrder(sums: ReadonlyMap<string, MinuteSum>): readonly AttemptSum[] {
  return [...sums.values()]
    .sort((a, b) => a.startMs - b.startMs || (a.answer < b.answer ? -1 : 1))
    .map((sum) => ({
      bucketStartMs: sum.startMs,
      answer: sum.answer as Answer,
      attempts: sum.attempts,
      reachedGateway: sum.reached,
      declined: sum.declined,
      approved: sum.approved,
      feesYen: sum.feesYen,
      savedYen: sum.savedYen,
      salesYen: sum.salesYen,
    }));
}

function originsInOrder(sums: ReadonlyMap<string, OriginSlotSum>, limit: number): readonly OriginSum[] {
  return [...sums.values()]
    .sort((a, b) => b.attempts - a.attempts || (a.key < b.key ? -1 : 1))
    .slice(0, listLimit(limit))
    .map((sum) => ({
      key: sum.key,
      label: sum.label,
      attempts: sum.attempts,
      reachedGateway: sum.reached,
      stopped: sum.stopped,
    }));
}

/** Of attempts in order of time, those that are too old or too many. */
function beyond(
  oldestFirst: readonly Kept[],
  limits: { readonly keepFromMs: number; readonly bytesMax: number },
): readonly Kept[] {
  let bytes = oldestFirst.reduce((sum, kept) => sum + bytesOf(kept), 0);
  const stays = oldestFirst.findIndex((kept) => {
    if (kept.row.at_ms >= limits.keepFromMs && bytes <= limits.bytesMax) return true;
    bytes -= bytesOf(kept);
    return false;
  });
  return stays === -1 ? oldestFirst : oldestFirst.slice(0, stays);
}

function inTime(a: Kept, b: Kept): number {
  return a.row.at_ms - b.row.at_ms || (a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0);
}

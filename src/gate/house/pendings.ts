// Tries that wait for the bank's last word (hosted page, 3-D Secure): until it comes, the buyer returns, or they count
// as abandoned. Bounded; what does not fit is simply never called abandoned.

import { ABANDONED_AFTER_MS, LATE_OUTCOME_ATTEMPTS_MAX } from "../../kernel/index.ts";
import type { AttemptId, AttemptRecord } from "../facts.ts";
import { createSeats } from "./seats.ts";

export interface Pendings {
  /**
   * Remembers a pending try. Returns the pending try of the same seat that this one goes on from: the buyer came back from
   * 3-D Secure, or his card was checked on one page and charged by the next. Both together cost one fee.
   */
  note(record: AttemptRecord): AttemptRecord | undefined;
  find(id: AttemptId): AttemptRecord | undefined;
  drop(id: AttemptId): void;
  /** Takes out those whose patience is over. */
  due(nowMs: number): readonly AttemptRecord[];
}

/** A buyer sent to 3-D Secure is back within a minute or two; a tester never comes. A later approval still counts. */
const STEP_UP_PATIENCE_MS = 120_000;

export function createPendings(): Pendings {
  const byId = new Map<AttemptId, AttemptRecord>();
  const seats = createSeats();
  const drop = (id: AttemptId): void => {
    const record = byId.get(id);
    if (record !== undefined) seats.drop(record);
    byId.delete(id);
  };
  return {
    drop,
    find: (id) => byId.get(id),
    note: (record) => {
      // A request that is pending itself goes on from the earlier one only when it brings no card of its own.
      const goesOn = record.outcome === "pending" ? record.facts.card === null : record.outcome !== null;
      const before = goesOn ? seats.find(record) : undefined;
      if (before !== undefined) drop(before.facts.id);
      if (record.outcome === "pending" && byId.size < LATE_OUTCOME_ATTEMPTS_MAX) {
        byId.set(record.facts.id, record);
        seats.put(record);
      }
      return before;
    },
    due: (nowMs) => {
      const over: AttemptRecord[] = [];
      for (const record of byId.values()) {
        const ageMs = nowMs - record.facts.atMs;
        if (ageMs < STEP_UP_PATIENCE_MS) break;
        if (ageMs >= (record.judgement.answer === "step-up" ? STEP_UP_PATIENCE_MS : ABANDONED_AFTER_MS))
          over.push(record);
      }
      for (const record of over) drop(record.facts.id);
      return over;
    },
  };
}

// Tries that wait for the bank's last word (hosted page, 3-D Secure): until it comes, the buyer returns, or they count
// as abandoned. Bounded; what does not fit is simply never called abandoned.

import { ABANDONED_AFTER_MS, LATE_OUTCOME_ATTEMPTS_MAX } from "../../kernel/index.ts";
import type { AttemptId, AttemptRecord } from "../facts.ts";

export interface Pendings {
  /**
   * Remembers a pending try. For one that ended, returns the pending try of the same seat that it ends: the buyer came back
   * from 3-D Secure, and that earlier try cost no fee of its own.
   */
  note(record: AttemptRecord): AttemptRecord | undefined;
  drop(id: AttemptId): void;
  /** Takes out those whose patience is over. */
  due(nowMs: number): readonly AttemptRecord[];
}

/** A buyer sent to 3-D Secure is back within a minute or two; a tester never comes. A later approval still counts. */
const STEP_UP_PATIENCE_MS = 120_000;

export function createPendings(): Pendings {
  const byId = new Map<AttemptId, AttemptRecord>();
  const bySeat = new Map<string, AttemptId>();
  const drop = (id: AttemptId): void => {
    const record = byId.get(id);
    if (record !== undefined && bySeat.get(seatOf(record)) === id) bySeat.delete(seatOf(record));
    byId.delete(id);
  };
  return {
    drop,
    note: (record) => {
      const seat = seatOf(record);
      if (record.outcome === "pending") {
        if (byId.size >= LATE_OUTCOME_ATTEMPTS_MAX) return undefined;
        byId.set(record.facts.id, record);
        bySeat.set(seat, record.facts.id);
        return undefined;
      }
      const earlier = record.outcome === null ? undefined : bySeat.get(seat);
      const ended = earlier === undefined ? undefined : byId.get(earlier);
      if (earlier !== undefined) drop(earlier);
      return ended;
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

/** One browser: its device token, else address and client make together. */
export function seatOf({ facts }: AttemptRecord): string {
  return facts.visitor?.id ?? `${facts.origin.ip} ${facts.device.fingerprint}`;
}

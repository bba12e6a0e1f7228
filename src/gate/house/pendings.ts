// Tries that wait for the bank's last word (hosted page, 3-D Secure): until it comes, the visitor returns, or they count
// as abandoned. Bounded; what does not fit is simply never called abandoned.

import { ABANDONED_AFTER_MS, LATE_OUTCOME_ATTEMPTS_MAX } from "../../kernel/index.ts";
import type { AttemptId, AttemptRecord } from "../facts.ts";

export interface Pendings {
  /**
   * Remembers a pending try. For one that ended, returns the pending try of the same visitor that it ends: he came back
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
  const byVisitor = new Map<string, AttemptId>();
  const drop = (id: AttemptId): void => {
    const visitor = byId.get(id)?.facts.visitor?.id;
    if (visitor !== undefined && byVisitor.get(visitor) === id) byVisitor.delete(visitor);
    byId.delete(id);
  };
  return {
    drop,
    note: (record) => {
      const visitor = record.facts.visitor?.id;
      if (record.outcome === "pending") {
        if (byId.size >= LATE_OUTCOME_ATTEMPTS_MAX) return undefined;
        byId.set(record.facts.id, record);
        if (visitor !== undefined) byVisitor.set(visitor, record.facts.id);
        return undefined;
      }
      const earlier = visitor === undefined || record.outcome === null ? undefined : byVisitor.get(visitor);
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

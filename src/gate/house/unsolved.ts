// Challenges that nobody solved: a browser solves by itself in seconds, so a challenge left lying tells nearly as much as
// a decline. Waits a while for the buyer to come back with his ticket. Bounded: the oldest are forgotten unlearned.

import type { AttemptRecord } from "../facts.ts";
import { seatOf } from "./pendings.ts";

export interface Unsolved {
  note(record: AttemptRecord): void;
  /** Takes out those whose time is over. */
  due(nowMs: number): readonly AttemptRecord[];
}

/** Heaviest challenge on a slow phone, a look at the page, and pressing "pay" again. */
const PATIENCE_MS = 90_000;
/** Ninety seconds at two hundred challenged seats a second. */
const WAITING_MAX = 20_000;

export function createUnsolved(): Unsolved {
  const waiting = new Map<string, AttemptRecord>();
  return {
    note: (record) => {
      const seat = seatOf(record);
      if (record.facts.ticketUses !== null) waiting.delete(seat);
      if (record.judgement.answer !== "challenge" || record.reachedGateway) return;
      // A seat that is challenged again and again has left the first one lying: its clock runs from there.
      if (!waiting.has(seat)) waiting.set(seat, record);
      const oldest = waiting.keys().next();
      if (waiting.size > WAITING_MAX && oldest.done !== true) waiting.delete(oldest.value);
    },
    due: (nowMs) => {
      const over: AttemptRecord[] = [];
      for (const [seat, record] of waiting) {
        if (nowMs - record.facts.atMs < PATIENCE_MS) break;
        waiting.delete(seat);
        over.push(record);
      }
      return over;
    },
  };
}

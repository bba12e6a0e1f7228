// Challenges that nobody solved: a browser solves by itself in seconds, so a challenge left lying tells nearly as much as
// a decline. Waits a while for the buyer to come back with his ticket. Bounded: the oldest are forgotten unlearned.

import type { AttemptRecord } from "../facts.ts";
import { createSeats } from "./seats.ts";

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
  const waiting = new Set<AttemptRecord>();
  const seats = createSeats();
  const drop = (record: AttemptRecord): void => {
    waiting.delete(record);
    seats.drop(record);
  };
  return {
    note: (record) => {
      const before = seats.find(record);
      if (record.facts.ticketUses !== null && before !== undefined) drop(before);
      if (record.judgement.answer !== "challenge" || record.reachedGateway) return;
      // A seat that is challenged again and again has left the first one lying: its clock runs from there.
      if (seats.find(record) === undefined) {
        waiting.add(record);
        seats.put(record);
      }
      const oldest = waiting.values().next();
      if (waiting.size > WAITING_MAX && oldest.done !== true) drop(oldest.value);
    },
    due: (nowMs) => {
      const over: AttemptRecord[] = [];
      for (const record of waiting) {
        if (nowMs - record.facts.atMs < PATIENCE_MS) break;
        drop(record);
        over.push(record);
      }
      return over;
    },
  };
}

// How many connections and mails one sender, and all together, may have at a time. Counts are forgotten by the minute.

import type { Clock } from "../../kernel/index.ts";

export interface Pace {
  mayConnect(address: string): boolean;
  left(address: string): void;
  /** Each yes counts. */
  maySend(address: string): boolean;
}

const MINUTE_MS = 60_000;
/** Big mailers open a few side by side. */
const CONNECTIONS_OF_ONE = 10;
/** A mailing to all canaries of a shop comes in a few minutes; a flood is slowed, and its sender told to come later. */
const MAILS_OF_ONE = 120;
/** Each costs some milliseconds of the thread that also keeps the shop's ledger. */
const MAILS_OF_ALL = 600;

export function createPace(clock: Pick<Clock, "monoMs">): Pace {
  const open = new Map<string, number>();
  let sent = new Map<string, number>();
  let [all, minute] = [0, 0];
  return {
    mayConnect: (address) => {
      const now = open.get(address) ?? 0;
      if (now >= CONNECTIONS_OF_ONE) return false;
      open.set(address, now + 1);
      return true;
    },
    left: (address) => {
      const now = (open.get(address) ?? 1) - 1;
      if (now <= 0) open.delete(address);
      else open.set(address, now);
    },
    maySend: (address) => {
      const current = Math.floor(clock.monoMs() / MINUTE_MS);
      // At most as many addresses as mails of one minute are held.
      if (current !== minute) [sent, all, minute] = [new Map(), 0, current];
      const now = sent.get(address) ?? 0;
      if (now >= MAILS_OF_ONE || all >= MAILS_OF_ALL) return false;
      sent.set(address, now + 1);
      all += 1;
      return true;
    },
  };
}

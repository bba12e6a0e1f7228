// How many connections and mails one sender, and all together, may have at a time. Counts are forgotten by the minute.

import type { Clock } from "../../kernel/index.ts";

export interface Pace {
  mayConnect(address: string): boolean;
  left(address: string): void;
  /** Each yes counts. */
  maySend(address: string): boolean;
}

export interface PaceLimits {
  readonly connectionsOfOne: number;
  readonly mailsOfOne: number;
  readonly mailsOfAll: number;
}

const MINUTE_MS = 60_000;
const LIMITS: PaceLimits = {
  /** Big mailers open a few side by side. */
  connectionsOfOne: 10,
  /** A mailing to all canaries of a shop comes in a few minutes; a flood is slowed, and its sender told to come later. */
  mailsOfOne: 120,
  /** Speaking SMTP and recording cost a millisecond each of the thread that also keeps the shop's ledger, reading some of another. */
  mailsOfAll: 600,
};

export function createPace(clock: Pick<Clock, "monoMs">, limits: PaceLimits = LIMITS): Pace {
  const open = new Map<string, number>();
  let sent = new Map<string, number>();
  let [all, minute] = [0, 0];
  return {
    mayConnect: (address) => {
      const now = open.get(address) ?? 0;
      if (now >= limits.connectionsOfOne) return false;
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
      if (now >= limits.mailsOfOne || all >= limits.mailsOfAll) return false;
      sent.set(address, now + 1);
      all += 1;
      return true;
    },
  };
}

// How far a visitor has walked through the shop before paying, and how often a ticket was used: small counts in the
// judge's shared cells, so that it does not matter which worker served which page.

import { CELL, crowdKey, type Cells } from "../judge/cells.ts";
import { kindIndex } from "../judge/kinds.ts";

const SEAT = kindIndex("seat");
const CARD = kindIndex("card");
const PAGES_MAX = 255;

export interface Walks {
  /** A shop page was opened by the bearer of this token. */
  step(visitorId: string, nowMs: number): void;
  /** Pages opened with the token, the one that issued it included. */
  pages(visitorId: string): number;
  /** Does a try of this visitor wait for its end, on whichever worker it was made? */
  isAwaited(visitorId: string, nowMs: number): boolean;
  /** Counts one use of a challenge ticket and returns how often it was used before. */
  useTicket(ticketId: string): number;
}

export function openWalks(cells: Cells, nowMs: () => number): Walks {
  return {
    step: (visitorId, atMs) => {
      const key = crowdKey(SEAT, visitorId);
      const at = cells.claim(SEAT, key.slot, key.tag, Math.floor(atMs / 1000)) + CELL.pages;
      if ((cells.view[at] ?? 0) < PAGES_MAX) Atomics.add(cells.view, at, 1);
    },
    pages: (visitorId) => {
      const key = crowdKey(SEAT, visitorId);
      const cell = cells.find(SEAT, key.slot, key.tag);
      return 1 + (cell < 0 ? 0 : (cells.view[cell + CELL.pages] ?? 0));
    },
    isAwaited: (visitorId, atMs) => {
      const key = crowdKey(SEAT, visitorId);
      const cell = cells.find(SEAT, key.slot, key.tag);
      return cell >= 0 && (cells.view[cell + CELL.pendingSec] ?? 0) >= Math.floor(atMs / 1000);
    },
    useTicket: (ticketId) => {
      // A ticket is counted like a card: a narrow thing that may be used often or not.
      const key = crowdKey(CARD, `ticket ${ticketId}`);
      const cell = cells.claim(CARD, key.slot, key.tag, Math.floor(nowMs() / 1000));
      return Atomics.add(cells.view, cell + CELL.pages, 1);
    },
  };
}

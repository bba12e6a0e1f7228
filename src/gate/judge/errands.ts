// Who is sent to his bank (3-D Secure, hosted page) comes back with a request that names neither card nor e-mail. What
// he had named is kept here meanwhile, as hashes in a cell, so that how the errand ends is learned of the same crowds,
// and so that one errand excuses one request at a time.

import { CELL, type Cells, type CrowdKey } from "./cells.ts";
import type { Crowds } from "./crowds.ts";
import { kindIndex } from "./kinds.ts";

const SEAT = kindIndex("seat");
/** A cell's fields, under names of their own; those that decide what a full bucket gives up stay empty. */
const TAKEN = CELL.llr0;
const CARRIED = [
  { kind: kindIndex("bin"), slot: CELL.tries, tag: CELL.declines },
  { kind: kindIndex("card"), slot: CELL.attack, tag: CELL.rate },
  { kind: kindIndex("email"), slot: 9, tag: 10 },
  { kind: kindIndex("email-shape"), slot: 11, tag: CELL.lastCard },
  { kind: kindIndex("amount"), slot: CELL.streak, tag: CELL.cards },
] as const;
/** Tells an errand's place from the seat's own. */
const ASIDE = 0x2545_f491;

/** A buyer who was sent to his bank comes back within this, or the errand is over. */
const ERRAND_SEC = 900;

/** Remembers what a try that now waits for the bank had named. */
export function beginErrand(cells: Cells, crowds: Crowds, nowSec: number): void {
  const seat = seatOf(crowds);
  const cell = cells.claim(SEAT, slotOf(seat), tagOf(seat), nowSec);
  for (const { kind, slot, tag } of CARRIED) {
    cells.view[cell + slot] = (crowds.keys[kind * 2] ?? 0) | 0;
    cells.view[cell + tag] = crowds.keys[kind * 2 + 1] ?? 0;
  }
  renew(cells, cell, nowSec);
}

/** The next step of the same errand waits for the bank again. */
export function renewErrand(cells: Cells, seats: readonly CrowdKey[], nowSec: number): void {
  for (const seat of seats) {
    const cell = cells.find(SEAT, slotOf(seat), tagOf(seat));
    if (cell >= 0) renew(cells, cell, nowSec);
  }
}

function renew(cells: Cells, cell: number, nowSec: number): void {
  cells.view[cell + CELL.touchedSec] = nowSec;
  Atomics.store(cells.view, cell + TAKEN, 0);
}

/**
 * Takes the errand of one of these seats: the crowds of the request that ends it, with all that the try had named.
 * undefined when there is none, when it is over, or when another request has it.
 */
export function takeErrand(
  cells: Cells,
  seats: readonly CrowdKey[],
  crowds: Crowds,
  nowSec: number,
): Crowds | undefined {
  if (crowds.card !== 0) return undefined;
  for (const seat of seats) {
    const cell = cells.find(SEAT, slotOf(seat), tagOf(seat));
    if (cell < 0 || nowSec - (cells.view[cell + CELL.touchedSec] ?? 0) > ERRAND_SEC) continue;
    if (Atomics.exchange(cells.view, cell + TAKEN, 1) !== 0) continue;
    return withErrand(cells.view, cell, crowds);
  }
  return undefined;
}

function withErrand(view: Int32Array, cell: number, crowds: Crowds): Crowds {
  const keys = crowds.keys.slice();
  for (const { kind, slot, tag } of CARRIED) {
    if (keys[kind * 2 + 1] !== 0) continue;
    keys[kind * 2] = view[cell + slot] ?? 0;
    keys[kind * 2 + 1] = view[cell + tag] ?? 0;
  }
  return { keys, card: crowds.card };
}

/** Has the errand of the try made then been taken? Then how it ended was learned, and it was not abandoned. */
export function cameBack(cells: Cells, crowds: Crowds, sinceSec: number): boolean {
  const seat = seatOf(crowds);
  const cell = cells.find(SEAT, slotOf(seat), tagOf(seat));
  return cell >= 0 && cells.view[cell + TAKEN] === 1 && (cells.view[cell + CELL.touchedSec] ?? 0) >= sinceSec;
}

function seatOf(crowds: Crowds): CrowdKey {
  return { kind: SEAT, slot: crowds.keys[SEAT * 2] ?? 0, tag: crowds.keys[SEAT * 2 + 1] ?? 0 };
}

function slotOf(seat: CrowdKey): number {
  return (seat.slot ^ ASIDE) >>> 0;
}

function tagOf(seat: CrowdKey): number {
  const tag = seat.tag ^ ASIDE;
  return tag === 0 ? 1 : tag;
}

// Who is sent to his bank (3-D Secure, hosted page) comes back with a request that names neither card nor e-mail. What
// he had named is kept here meanwhile, as hashes in a cell, so that how the errand ends is learned of the same crowds,
// and so that one errand excuses one request at a time.

import { CELL, type Cells } from "./cells.ts";
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

/** Remembers what a try that now waits for the bank had named. */
export function noteErrand(cells: Cells, crowds: Crowds, nowSec: number): void {
  const tag = tagOf(crowds);
  const cell = cells.claim(SEAT, slotOf(crowds), tag, nowSec);
  for (const { kind, slot, tag: tagAt } of CARRIED) {
    cells.view[cell + slot] = (crowds.slots[kind] ?? 0) | 0;
    cells.view[cell + tagAt] = crowds.tags[kind] ?? 0;
  }
  cells.view[cell + CELL.touchedSec] = nowSec;
  Atomics.store(cells.view, cell + TAKEN, 0);
}

/** The next step of the same errand waits for the bank again. */
export function renewErrand(cells: Cells, crowds: Crowds): void {
  const cell = cells.find(SEAT, slotOf(crowds), tagOf(crowds));
  if (cell >= 0) Atomics.store(cells.view, cell + TAKEN, 0);
}

/**
 * Takes the seat's errand: the crowds of the request that ends it, with all that the try had named. undefined when
 * another request has taken it; a forgotten errand leaves the crowds as they are.
 */
export function takeErrand(cells: Cells, crowds: Crowds): Crowds | undefined {
  const cell = cells.find(SEAT, slotOf(crowds), tagOf(crowds));
  if (cell < 0) return crowds;
  if (Atomics.exchange(cells.view, cell + TAKEN, 1) !== 0) return undefined;
  const slots = crowds.slots.slice();
  const tags = crowds.tags.slice();
  for (const { kind, slot, tag } of CARRIED) {
    if (tags[kind] !== 0) continue;
    slots[kind] = cells.view[cell + slot] ?? 0;
    tags[kind] = cells.view[cell + tag] ?? 0;
  }
  return { slots, tags, card: crowds.card };
}

function slotOf(crowds: Crowds): number {
  return ((crowds.slots[SEAT] ?? 0) ^ ASIDE) >>> 0;
}

function tagOf(crowds: Crowds): number {
  const tag = (crowds.tags[SEAT] ?? 0) ^ ASIDE;
  return tag === 0 ? 1 : tag;
}

// A buyer's own conduct: another card, the same card again, machine haste; and the proof that a purchase gives.
// Kept in the seat's and the e-mail's cells. A proof is small on purpose: a stolen card that worked buys few tries.

import { CELL, type Cells, type CrowdKey } from "./cells.ts";
import type { Crowds } from "./crowds.ts";
import { addNats, settle } from "./learning.ts";
import { KINDS, kindIndex } from "./kinds.ts";
import type { Ending } from "./rates.ts";

const SEAT = kindIndex("seat");
const PERSONS = [SEAT, kindIndex("email")];

/**
 * Nats per observation, from P(seen | tester) : P(seen | buyer). A tester takes another card nearly every time, a buyer
 * who was declined in about a quarter of his retries; nobody types a new card within three seconds.
 */
const ANOTHER_CARD = 1;
const SAME_CARD = -0.8;
const THIRD_CARD = 0.9;
const HASTE = 1.6;
const PERSISTENCE = 0.6;
/** After so many tries in a row the same card is no excuse any more: 850 tries on one card are on record. */
const SAME_CARD_EXCUSES = 3;
const HASTE_SEC = 3;
/** A proof holds until so many tries, or other cards, in a row brought nothing. */
const PROOF_STREAK_MAX = 3;
const PROOF_CARDS_MAX = 2;

/** Who was sent to another page to pay is waited for that long. */
const AWAITED_SEC = 900;

export interface Conduct {
  /** Tries of this seat since its last approval. */
  readonly streak: number;
  readonly proven: boolean;
}

/** Reads how the seat stands, without a trace; `cell` is its place or -1. */
export function conductOf(view: Int32Array, cell: number, withToken: boolean): Conduct {
  if (cell < 0) return UNKNOWN;
  const streak = view[cell + CELL.streak] ?? 0;
  const bought = withToken && (view[cell + CELL.approvals] ?? 0) > 0;
  const careful = streak < PROOF_STREAK_MAX && (view[cell + CELL.cards] ?? 0) <= PROOF_CARDS_MAX;
  return { streak, proven: bought && careful };
}
const UNKNOWN: Conduct = { streak: 0, proven: false };

/** Notes that this person tries (again), with which card, and how soon. Called once per try, before it is weighed. */
export function noteTry(cells: Cells, crowds: Crowds, nowSec: number): void {
  for (const kind of PERSONS) {
    if (crowds.keys[kind * 2 + 1] === 0) continue;
    const cell = cells.claim(kind, crowds.keys[kind * 2] ?? 0, crowds.keys[kind * 2 + 1] ?? 0, nowSec);
    const { view } = cells;
    const sinceLastSec = nowSec - (view[cell + CELL.touchedSec] ?? 0);
    settle(view, cell, KINDS[kind]?.halfLifeSec ?? 3600, nowSec);
    const streak = view[cell + CELL.streak] ?? 0;
    const last = view[cell + CELL.lastCard] ?? 0;
    const another = crowds.card !== 0 && last !== 0 && crowds.card !== last;
    const nats =
      streak === 0
        ? 0
        : conductNats(
            another,
            crowds.card !== 0 && crowds.card === last,
            streak,
            view[cell + CELL.cards] ?? 0,
            sinceLastSec,
          );
    if (nats !== 0) addNats(view, cell, nats);
    if (crowds.card !== 0 && crowds.card !== last)
      view[cell + CELL.cards] = (view[cell + CELL.cards] ?? 0) + 1;
    if (crowds.card !== 0) view[cell + CELL.lastCard] = crowds.card;
    view[cell + CELL.streak] = streak + 1;
    view[cell + CELL.touchedSec] = nowSec;
  }
}

/** Remembers that this seat was sent to the bank, until it is back. */
function noteAway(cells: Cells, crowds: Crowds, outcome: Ending, nowSec: number): void {
  const cell = cells.find(SEAT, crowds.keys[SEAT * 2] ?? 0, crowds.keys[SEAT * 2 + 1] ?? 0);
  if (cell >= 0) cells.view[cell + CELL.pendingSec] = outcome === "pending" ? nowSec + AWAITED_SEC : 0;
}

/** A solved challenge came from one of these seats. */
export function noteSolved(cells: Cells, seats: readonly CrowdKey[], nowSec: number): void {
  for (const { kind, slot, tag } of seats) {
    const cell = cells.find(kind, slot, tag);
    if (cell >= 0) cells.view[cell + CELL.solvedSec] = nowSec;
  }
}

/** Did this seat bring a solved challenge since then? Whoever was given a token along with it now sits elsewhere. */
export function hasSolved(cells: Cells, crowds: Crowds, sinceSec: number): boolean {
  const cell = cells.find(SEAT, crowds.keys[SEAT * 2] ?? 0, crowds.keys[SEAT * 2 + 1] ?? 0);
  return cell >= 0 && (cells.view[cell + CELL.solvedSec] ?? 0) >= sinceSec;
}

/** Takes a try back that never got an end (it was challenged and will come again). */
export function forgetTry(cells: Cells, crowds: Crowds): void {
  for (const kind of PERSONS) {
    const cell = cells.find(kind, crowds.keys[kind * 2] ?? 0, crowds.keys[kind * 2 + 1] ?? 0);
    if (cell >= 0) cells.view[cell + CELL.streak] = Math.max(0, (cells.view[cell + CELL.streak] ?? 0) - 1);
  }
}

function conductNats(
  another: boolean,
  same: boolean,
  streak: number,
  cards: number,
  sinceLastSec: number,
): number {
  let nats = 0;
  if (another) nats += ANOTHER_CARD + (cards >= 2 ? THIRD_CARD : 0) + (sinceLastSec < HASTE_SEC ? HASTE : 0);
  if (same && streak <= SAME_CARD_EXCUSES) nats += SAME_CARD;
  if (streak >= SAME_CARD_EXCUSES) nats += PERSISTENCE;
  return nats;
}

/** A purchase proves the buyer, unless the try was suspicious in itself. */
export function noteEnd(
  cells: Cells,
  crowds: Crowds,
  outcome: Ending,
  probability: number,
  nowSec: number,
): void {
  noteAway(cells, crowds, outcome, nowSec);
  if (outcome !== "approved" || probability > 0.3) return;
  for (const kind of PERSONS) {
    if (crowds.keys[kind * 2 + 1] === 0) continue;
    const cell = cells.claim(kind, crowds.keys[kind * 2] ?? 0, crowds.keys[kind * 2 + 1] ?? 0, nowSec);
    cells.view[cell + CELL.approvals] = Math.min(1000, (cells.view[cell + CELL.approvals] ?? 0) + 1);
    cells.view[cell + CELL.streak] = 0;
    cells.view[cell + CELL.cards] = 0;
  }
}

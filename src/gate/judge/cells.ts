// Fixed memory for all crowds, shared by every worker thread: two set-associative tables of 64-byte cells in one
// SharedArrayBuffer. A full bucket gives up the cell that knows least. Counts are sketches: a lost race costs one
// count; money is never kept here (see budget).

import { KIND_COUNT, KINDS } from "./kinds.ts";

/** Fields of a cell, Int32 each. Fixed point: nats × 1024, counts × 16. */
export const CELL = {
  /** Unix seconds of the last touch; decay is reckoned from here. */
  touchedSec: 0,
  /** Log likelihood ratios of the three SHARES hypotheses. */
  llr0: 1,
  llr1: 2,
  llr2: 3,
  /** Recent tries and declines (half-life of the kind). */
  tries: 4,
  declines: 5,
  /** Soft count of honest tries, long memory; and of attack tries, short memory: the portrait. */
  honest: 6,
  attack: 7,
  /** Change-point statistic on the arrival rate. */
  rate: 8,
  /** Seats: pages walked; tickets: uses. Shares its place with rate, which only wider kinds have. */
  pages: 8,
  /** Seats: Unix seconds until which a try of theirs waits for the bank (3-D Secure, hosted page). */
  pendingSec: 9,
  /** Seats: Unix seconds of the last try that brought a solved challenge. */
  solvedSec: 10,
  /** Seats and addresses: Unix seconds of the last bait they touched. */
  baitSec: 11,
  /** seat and email: hash of the last card, tries since the last approval, approvals, distinct cards since then. */
  lastCard: 12,
  /** Middle and wide kinds: Unix seconds of the last arrival. Shares its place with lastCard. */
  arrivedSec: 12,
  streak: 13,
  approvals: 14,
  cards: 15,
} as const;

const CELL_INTS = 16;
const WAYS = 8;
export const NATS = 1024;
export const COUNTS = 16;

export interface CellSizes {
  /** Cells for seats, addresses, cards, e-mails: as many as may matter at once. A power of two. */
  readonly narrowCells: number;
  /** Cells for everything wider, kept apart so that a flood of addresses cannot wash them out. A power of two. */
  readonly wideCells: number;
}
/** 128 Ki narrow cells remember every seat and address of several days of a small shop; 32 Ki wide ones hold all networks that matter. 10 MiB + tags. */
export const DEFAULT_CELLS: CellSizes = { narrowCells: 1 << 17, wideCells: 1 << 15 };

/** A crowd's place: kind, bucket hash and tag. */
export interface CrowdKey {
  readonly kind: number;
  readonly slot: number;
  readonly tag: number;
}

/** Offsets of a try's crowds in KINDS order, -1 where there is none: looked up once per decision. Its last place is no offset. */
export type Places = Int32Array;

export function makePlaces(): Places {
  return new Int32Array(KIND_COUNT + 1);
}

export interface Cells {
  /** The Int32 view; `find` and `claim` give offsets into it. */
  readonly view: Int32Array;
  /** Offset of the crowd's cell, or -1. */
  find(kind: number, slot: number, tag: number): number;
  /** Fills `places` with the offsets of all crowds of a try (keys as in Crowds). */
  locate(keys: Int32Array, places: Places): void;
  /** Offset of the crowd's cell, made if need be at the cost of the least telling one in its bucket. */
  claim(kind: number, slot: number, tag: number, nowSec: number): number;
}

export function cellsBytes(sizes: CellSizes): number {
  return (sizes.narrowCells + sizes.wideCells) * (CELL_INTS + 1) * 4;
}

/** Opens the tables over `memory` (of exactly `cellsBytes(sizes)`), fresh or filled by another thread or a restart. */
export function openCells(memory: SharedArrayBuffer, sizes: CellSizes): Cells {
  const total = sizes.narrowCells + sizes.wideCells;
  const tags = new Int32Array(memory, 0, total);
  const view = new Int32Array(memory, total * 4, total * CELL_INTS);
  const narrowMask = sizes.narrowCells / WAYS - 1;
  const wideMask = sizes.wideCells / WAYS - 1;
  const narrow = Uint8Array.from(KINDS, (kind) => (kind.width === "narrow" ? 1 : 0));

  const bucketOf = (kind: number, slot: number): number =>
    narrow[kind] === 1 ? (slot & narrowMask) * WAYS : sizes.narrowCells + (slot & wideMask) * WAYS;

  const find = (kind: number, slot: number, tag: number): number => {
    const start = bucketOf(kind, slot);
    for (let i = start; i < start + WAYS; i++) if (tags[i] === tag) return i * CELL_INTS;
    return -1;
  };

  const claim = (kind: number, slot: number, tag: number, nowSec: number): number => {
    const found = find(kind, slot, tag);
    if (found >= 0) return found;
    const start = bucketOf(kind, slot);
    let victim = start;
    let least = Number.POSITIVE_INFINITY;
    for (let i = start; i < start + WAYS; i++) {
      const worth = tags[i] === 0 ? -1 : worthOf(view, i * CELL_INTS, nowSec);
      if (worth < least) {
        least = worth;
        victim = i;
      }
    }
    const offset = victim * CELL_INTS;
    Atomics.store(tags, victim, 0);
    view.fill(0, offset, offset + CELL_INTS);
    view[offset + CELL.touchedSec] = nowSec;
    Atomics.store(tags, victim, tag);
    return offset;
  };
  // The hottest loop of all: no calls, no objects.
  const locate = (keys: Int32Array, places: Places): void => {
    let warm = 0;
    for (let kind = 0; kind < KIND_COUNT; kind++) {
      const tag = keys[kind * 2 + 1] ?? 0;
      let place = -1;
      if (tag !== 0) {
        const slot = keys[kind * 2] ?? 0;
        const start =
          narrow[kind] === 1 ? (slot & narrowMask) * WAYS : sizes.narrowCells + (slot & wideMask) * WAYS;
        for (let i = start; i < start + WAYS; i++) {
          if (tags[i] === tag) {
            place = i * CELL_INTS;
            // Read here, where nothing waits for it: most cells come from far memory, and so they come together.
            warm ^= view[place] ?? 0;
            break;
          }
        }
      }
      places[kind] = place;
    }
    places[KIND_COUNT] = warm;
  };
  return { view, find, locate, claim };
}

/** What forgetting a cell would lose: proof of honest buyers first, then suspicion, then recency. */
function worthOf(view: Int32Array, offset: number, nowSec: number): number {
  const suspicion = Math.max(view[offset + CELL.llr1] ?? 0, view[offset + CELL.llr2] ?? 0, 0) / NATS;
  const known =
    ((view[offset + CELL.approvals] ?? 0) > 0 ? 20 : 0) +
    Math.min(10, (view[offset + CELL.honest] ?? 0) / COUNTS);
  const ageHours = Math.max(0, nowSec - (view[offset + CELL.touchedSec] ?? 0)) / 3600;
  return (1 + suspicion + known) / (1 + ageHours / 6);
}

/** 64-bit string hash (two murmur-style lanes), cut into slot and a tag that is never 0. */
export function crowdKey(kind: number, text: string): CrowdKey {
  let a = 0x9e3779b9 ^ kind;
  let b = 0x85ebca6b ^ (kind << 8);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x5bd1e995);
    a ^= a >>> 15;
    b = Math.imul(b ^ code, 0x1b873593);
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 16), 0x7feb352d);
  b = Math.imul(b ^ (b >>> 16), 0x846ca68b);
  a ^= a >>> 15;
  b ^= b >>> 16;
  return { kind, slot: a >>> 0, tag: b === 0 ? 1 : b | 0 };
}

/** 2^(−elapsed/halfLife) from a table: fine to 1/16 of a half-life. Time running backwards decays nothing. */
export function fading(elapsedSec: number, halfLifeSec: number): number {
  const steps = (elapsedSec * 16) / halfLifeSec;
  if (steps < 0.5) return 1;
  if (steps >= FADE.length) return 0;
  return FADE[Math.round(steps)] ?? 0;
}
const FADE = Float64Array.from({ length: 20 * 16 }, (_, i) => 2 ** (-i / 16));

/** e^x from a table for x in [−12, 16], step 1/64. */
export function quickExp(nats: number): number {
  const i = ((nats + 12) * 64 + 0.5) | 0;
  return EXP[i < 0 ? 0 : i > EXP_LAST ? EXP_LAST : i] ?? 0;
}
const EXP_LAST = 28 * 64;
const EXP = Float64Array.from({ length: EXP_LAST + 1 }, (_, i) => Math.exp(i / 64 - 12));

/** ln(x) for x > 0 from the binary exponent and a table of the mantissa's first 10 bits: right to 0.001. */
export function quickLog(x: number): number {
  FLOAT[0] = x;
  const bits = BITS[0] ?? 0;
  return ((bits >>> 23) - 127) * Math.LN2 + (LOG[(bits >>> 13) & 1023] ?? 0);
}
/** One number seen as float and as bits: scratch of a single expression, never read across a call. */
const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);
const LOG = Float64Array.from({ length: 1024 }, (_, i) => Math.log(1 + (i + 0.5) / 1024));

export function natsOf(fixed: number): number {
  return fixed / NATS;
}
export function fixedNats(nats: number): number {
  return Math.round(nats * NATS);
}

// Reads the stretches that the sieve names, near ones together, through every writing that shows itself, and chooses among
// readings that claim the same bytes. What a text holds is decided in cards/, how bytes become texts in layers/.

import type { Sight } from "./cards/contract.ts";
import { openKeys } from "./cards/keys.ts";
import { readCards } from "./cards/read.ts";
import type { DecoyCards } from "./decoys.ts";
import type { Certainty } from "./finding.ts";
import { SIGN, type Stretch } from "./kernel/contract.ts";
import type { View } from "./layers/contract.ts";
import { CONTEXT_CHARACTERS } from "./layers/slice.ts";
import { STRETCH_BYTES_MAX, viewsAt } from "./layers/views.ts";

/** A sight with its place in the bytes. */
export interface Placed {
  readonly from: number;
  readonly to: number;
  readonly sight: Sight;
  readonly view: View;
}

/** A longer stretch is read in pieces that share so much: more than one card's writing takes. */
const OVERLAP_BYTES = 1_024;
/**
 * Stretches whose contexts meet are read at once up to this length: a log with a card in every line is read once, not once for
 * each card. Longer ones save nothing more, and what one line is written in is tried on all of them.
 */
const TOGETHER_BYTES_MAX = 8_192;
/** No view begins further before its stretch: a run of base64 with its context and the words at its edge. */
const SHOWN_BEFORE_BYTES_MAX = 4_096;
/** Writings whose beginning, phase or charset is told from the stretch itself: each of these is read alone. */
const ALONE = SIGN.hex | SIGN.base64 | SIGN.wide;

/**
 * Calls `visit` for what the stretches of bytes[0, filled) hold that begins in [from, upTo); by place, never
 * overlapping.
 */
export type EachSight = (
  bytes: Uint8Array,
  filled: number,
  stretches: readonly Stretch[],
  from: number,
  upTo: number,
  visit: (placed: Placed) => void,
) => void;

/** Opens a reader for one stream: it remembers what the keys of its texts mean. */
export function openSights(decoys: DecoyCards | null = null): EachSight {
  const readKey = openKeys();
  return (bytes, filled, stretches, from, upTo, visit) => {
    let waiting: Placed[] = [];
    /** By start. Most of what a second reading shows was seen in the first. */
    const seen = new Map<number, Placed>();
    const take = (view: View): void => {
      for (const sight of readCards(view.text, readKey, decoys)) {
        const start = view.byteAt(sight.from);
        if (start < from || start >= upTo) continue;
        const one = { from: start, to: view.byteAt(sight.to), sight, view };
        const known = seen.get(start);
        if (known !== undefined && known.to === one.to && strength(known, one) <= 0) continue;
        seen.set(start, one);
        waiting.push(one);
      }
    };
    for (const piece of piecesOf(stretches)) {
      // What lies so far back no later piece can show again: it need not be kept.
      const rest = settle(waiting, piece.from - SHOWN_BEFORE_BYTES_MAX, visit);
      for (const { from: start } of waiting.slice(0, waiting.length - rest.length)) seen.delete(start);
      waiting = rest;
      for (const view of viewsAt(bytes, filled, piece)) take(view);
    }
    settle(waiting, Infinity, visit);
  };
}

/** The stretches, near ones together, long ones in pieces that overlap; by place, so that what was passed is settled. */
function piecesOf(stretches: readonly Stretch[]): readonly Stretch[] {
  const pieces: Stretch[] = [];
  for (const { from, to, signs } of together(stretches)) {
    for (let at = from; ; at += STRETCH_BYTES_MAX - OVERLAP_BYTES) {
      pieces.push({ from: at, to: Math.min(to, at + STRETCH_BYTES_MAX), signs });
      if (at + STRETCH_BYTES_MAX >= to) break;
    }
  }
  return pieces.sort((a, b) => a.from - b.from);
}

/** Neighbours as one stretch where each would be read as part of the other's context anyway. */
function together(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    const isJoined =
      last !== undefined &&
      ((last.signs | stretch.signs) & ALONE) === 0 &&
      stretch.from >= last.from &&
      stretch.from - last.to <= CONTEXT_CHARACTERS &&
      stretch.to - last.from <= TOGETHER_BYTES_MAX;
    if (isJoined)
      joined[joined.length - 1] = {
        from: last.from,
        to: Math.max(last.to, stretch.to),
        signs: last.signs | stretch.signs,
      };
    else joined.push(stretch);
  }
  return joined;
}

/** Visits those that stay of the readings that end before `upTo`, by place; answers the rest. */
function settle(placed: Placed[], upTo: number, visit: (placed: Placed) => void): Placed[] {
  placed.sort((a, b) => a.from - b.from);
  let first = 0;
  while (first < placed.length) {
    let end = placed[first]?.to ?? 0;
    let next = first + 1;
    for (; next < placed.length && (placed[next]?.from ?? 0) < end; next += 1)
      end = Math.max(end, placed[next]?.to ?? 0);
    if (end > upTo) break;
    const some = placed.slice(first, next);
    for (const one of some.length === 1 ? some : strongest(some, end)) visit(one);
    first = next;
  }
  return placed.slice(first);
}

/** Of readings that claim the same bytes, none beyond `end`, the strongest stay; by place. */
function strongest(some: Placed[], end: number): readonly Placed[] {
  const start = some[0]?.from ?? 0;
  const claimed = new Uint8Array(end - start);
  const kept = some.sort(strength).filter(({ from, to }) => {
    if (claimed.subarray(from - start, to - start).includes(1)) return false;
    claimed.fill(1, from - start, to - start);
    return true;
  });
  return kept.sort((a, b) => a.from - b.from);
}

/** Negative when `a` is the stronger reading: the surest; among equals the longest, then the plainest, then the first. */
function strength(a: Placed, b: Placed): number {
  return (
    SURENESS[b.sight.certainty] - SURENESS[a.sight.certainty] ||
    b.to - b.from - (a.to - a.from) ||
    a.view.encodings.length - b.view.encodings.length ||
    a.from - b.from
  );
}

const SURENESS: Readonly<Record<Certainty, number>> = {
  possible: 0,
  likely: 1,
  "test-number": 2,
  certain: 3,
  decoy: 4,
};

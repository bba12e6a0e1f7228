// Reads a stream of bytes block by block and tells where card data stands in it and how to hide it. Blocks lie at fixed
// offsets of the stream, so how its bytes arrive never matters. Files, archives and databases are others' matter.

import { createHmac } from "node:crypto";
import { reveal, type Pan } from "../kernel/index.ts";
import type { Sight } from "./cards/contract.ts";
import type { DecoyCards } from "./decoys.ts";
import type { Finding } from "./finding.ts";
import type { Sieve, Stretch } from "./kernel/contract.ts";
import type { Patch, View } from "./layers/contract.ts";
import { openSights, type Placed } from "./sights.ts";

/** A finding and the bytes that hide it (offsets from the start of the stream); null when it cannot be hidden in place. */
export interface Hit {
  readonly finding: Finding;
  readonly patches: readonly Patch[] | null;
}

export interface Scan {
  /** Takes the next bytes of the stream; answers the hits that are settled by now, in order. `chunk` may be reused after. */
  push(chunk: Uint8Array): readonly Hit[];
  /** How many bytes from the start are settled: no later byte changes what is said of them, no hit reaches across. */
  settledBytes(): number;
  /** Settles everything up to the last line end, as if the stream paused there (a log that grows). */
  flush(): readonly Hit[];
  /** The stream ends here. The scan may then be used for another one. */
  end(): readonly Hit[];
}

/** A scan whose window can be written to directly; saves a copy against `push`. */
export interface WindowScan extends Scan {
  /** Where the next bytes of the stream may be written. Never empty. */
  room(): Uint8Array;
  /** Takes the first `bytes` of `room()`. */
  wrote(bytes: number): readonly Hit[];
}

/** Long enough to make a block's own cost vanish, small enough for a processor's second cache. */
export const BLOCK_BYTES = 1_048_576;
/**
 * What is read on either side of a block: the longest writing of one card (a kilobyte when escaped, encoded and wrapped),
 * four kilobytes of a base64 run to find its beat, and the keys before it.
 */
export const AROUND_BYTES = 8_192;

/** Keyed hash of a card number, 32 hex characters: equal cards are counted once and nobody can go back to the number. */
export function cardHash(key: Uint8Array, number: Pan): string {
  return createHmac("sha256", key).update(reveal(number)).digest("hex").slice(0, 32);
}

/** Opens a scan for one stream after another. It owns the sieve's window until it is dropped. */
export function openScan(sieve: Sieve, key: Uint8Array, decoys: DecoyCards | null = null): WindowScan {
  const window = sieve.bytes;
  const read = openReading(sieve, decoys);
  /** Offset in the stream of the window's first byte. */
  let base = 0;
  let filled = 0;
  let settled = 0;
  let line = 1;

  /** `known` is how much of the window counts: the same at a block's end however the bytes arrived. */
  function settle(upTo: number, known: number): Hit[] {
    const from = settled - base;
    const hits: Hit[] = [];
    let counted = from;
    settled = upTo;
    read(known, from, upTo - base, (placed) => {
      line += sieve.lines(counted, placed.from);
      counted = placed.from;
      settled = Math.max(settled, base + placed.to);
      hits.push(hitOf(placed, base, line, { key, decoys }));
    });
    line += sieve.lines(counted, settled - base);
    return hits;
  }

  function settleBlock(): readonly Hit[] {
    const blockEnd = (Math.floor(settled / BLOCK_BYTES) + 1) * BLOCK_BYTES;
    if (base + filled < blockEnd + AROUND_BYTES) return NONE;
    const hits = settle(blockEnd, blockEnd + AROUND_BYTES - base);
    const keep = blockEnd - AROUND_BYTES - base;
    window.copyWithin(0, keep, filled);
    base += keep;
    filled -= keep;
    return hits;
  }

  const room = (): Uint8Array => window.subarray(filled, BLOCK_BYTES + 2 * AROUND_BYTES);
  function wrote(bytes: number): readonly Hit[] {
    filled += bytes;
    return settleBlock();
  }

  return {
    room,
    wrote,
    push(chunk) {
      const hits: Hit[] = [];
      for (let at = 0; at < chunk.length;) {
        const part = chunk.subarray(at, at + room().length);
        room().set(part);
        at += part.length;
        hits.push(...wrote(part.length));
      }
      return hits;
    },
    settledBytes: () => settled,
    flush() {
      const lineEnd = base + window.subarray(0, filled).lastIndexOf(LF) + 1;
      return lineEnd > settled ? settle(lineEnd, filled) : NONE;
    },
    end() {
      const hits = base + filled > settled ? settle(base + filled, filled) : NONE;
      base = 0;
      filled = 0;
      settled = 0;
      line = 1;
      return hits;
    },
  };
}

const NONE: readonly Hit[] = [];
const LF = 0x0a;

/** Visits what begins in window[from, upTo), judged with what is around it; by place, never overlapping. */
type Read = (known: number, from: number, upTo: number, visit: (placed: Placed) => void) => void;

function openReading(sieve: Sieve, decoys: DecoyCards | null): Read {
  const eachSight = openSights(decoys);
  return (known, from, upTo, visit) => {
    const stretches: Stretch[] = [];
    for (let at = Math.max(0, from - AROUND_BYTES); at < known;) at = sieve.sift(at, known, stretches);
    const near = stretches.filter((stretch) => stretch.to + AROUND_BYTES >= from && stretch.from <= upTo);
    eachSight(sieve.bytes, known, near, from, upTo, visit);
  };
}

function hitOf(
  placed: Placed,
  base: number,
  line: number,
  { key, decoys }: { readonly key: Uint8Array; readonly decoys: DecoyCards | null },
): Hit {
  const { sight, view } = placed;
  const isDecoy = sight.certainty === "decoy" && sight.number !== null;
  const decoy = isDecoy ? decoys?.idOf(sight.number) : undefined;
  return {
    finding: {
      offset: base + placed.from,
      bytes: placed.to - placed.from,
      line,
      member: null,
      kind: sight.kind,
      brand: sight.brand,
      encoding: encodingOf(view, sight),
      certainty: sight.certainty,
      masked: sight.masked,
      cardHash: sight.number === null ? null : cardHash(key, sight.number),
      ...(decoy === undefined ? {} : { decoy }),
    },
    patches:
      view.patches(sight.strokes)?.map((patch) => ({ at: base + patch.at, bytes: patch.bytes })) ?? null,
  };
}

function encodingOf(view: View, sight: Sight): string {
  const wide = /[０-９]/.test(view.text.slice(sight.from, sight.to)) ? ["full-width"] : [];
  return [...view.encodings, ...wide].join(">") || "text";
}

// Tells by which of its bytes each key is looked for, and which keys share a bucket. search.ts has chosen them.

import { type Entry, families, type Family, lower } from "./entries.ts";
import { PLACES } from "./places.ts";

export interface Fingerprint {
  readonly entry: Entry;
  /** Where in `entry.bytes` the bytes begin: the kernel's masks look for four, its table of keys knows three. */
  readonly rareAt: number;
}

/** Sixteen bits for each nibble of a byte: which values fit. */
export interface Nibbles {
  readonly lows: number;
  readonly highs: number;
}

export const BUCKETS = 8;
/** One for each of the eight bits of a mask. */
export type Bucket = readonly Nibbles[];

const MASKED = [0, 1, 2, 3];
/** A key of three bytes may have any behind it. */
const ANY: Nibbles = { lows: 0xffff, highs: 0xffff };
export const EMPTY: Bucket = MASKED.map(() => ({ lows: 0, highs: 0 }));

/** Eight buckets of four nibble sets each; every key's bytes fit one of them. Fails when a key has no place there yet. */
export function fingerprints(): {
  readonly prints: readonly Fingerprint[];
  readonly buckets: readonly Bucket[];
} {
  const placed = families().map((family) => {
    const place = PLACES.find(([name]) => name === nameOf(family));
    if (place === undefined)
      throw new RangeError(`no place for the key ${nameOf(family)}: run npm run build:places`);
    return { family, bucket: place[1], rareAt: place[2] };
  });
  return {
    prints: placed.flatMap(({ family, rareAt }) => family.map((entry) => ({ entry, rareAt }))),
    buckets: Array.from({ length: BUCKETS }, (_, bucket) =>
      placed
        .filter((one) => one.bucket === bucket)
        .reduce((sets, { family, rareAt }) => joined(sets, printOf(family, rareAt)), EMPTY),
    ),
  };
}

/** How a family is called in places.ts: its first entry, each byte beyond ASCII as `<ef>`. */
export const nameOf = (family: Family): string =>
  Array.from(family[0]?.bytes ?? [], (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `<${byte.toString(16)}>`,
  ).join("");

/** What the four bytes from `rareAt` on may be in all of a family, with capitals. */
export function printOf(family: Family, rareAt: number): Bucket {
  return family.reduce((sets, { bytes }) => {
    const four = MASKED.map((i): Nibbles => {
      const byte = bytes[rareAt + i];
      if (byte === undefined) return ANY;
      const small = lower(byte);
      const high = small >> 4;
      const isLetter = small >= 0x61 && small <= 0x7a;
      return { lows: 1 << (small & 15), highs: (1 << high) | (isLetter ? 1 << (high - 2) : 0) };
    });
    return joined(sets, four);
  }, EMPTY);
}

export function joined(sets: Bucket, more: Bucket): Bucket {
  return sets.map(({ lows, highs }, i) => ({
    lows: lows | (more[i]?.lows ?? 0),
    highs: highs | (more[i]?.highs ?? 0),
  }));
}

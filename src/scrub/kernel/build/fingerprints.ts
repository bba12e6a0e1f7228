// Chooses for each key the three bytes the kernel looks for: rare in logs, shared with other keys where that can be. Runs when
// the kernel is built, so it may take its time.

import { sampleLog } from "./sample.ts";

/** One writing of a key. */
export interface Entry {
  readonly bytes: Uint8Array;
  readonly flags: number;
}

export interface Fingerprint {
  readonly entry: Entry;
  /** Where in `entry.bytes` the three bytes stand. */
  readonly rareAt: number;
  readonly gram: readonly number[];
}

/** Sixteen bits for each nibble of a byte: which values fit. */
interface Nibbles {
  readonly lows: number;
  readonly highs: number;
}
export type Bucket = readonly Nibbles[];

const BUCKETS = 8;
const EMPTY: Bucket = Array.from({ length: 3 }, () => ({ lows: 0, highs: 0 }));
/** Times each key is placed anew among the others. */
const ROUNDS = 10;

export const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
const isLetter = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;

/** Eight buckets of three nibble sets each; every key's three bytes fit one of them, and few strangers do. */
export function chooseFingerprints(entries: readonly Entry[]): {
  readonly prints: readonly Fingerprint[];
  readonly buckets: readonly Bucket[];
} {
  const strangers = strangersIn(sampleLog());
  const hardest = new Map(
    entries.map((entry) => [
      entry,
      Math.min(...gramsOf(entry).map(({ gram }) => strangers(joined(EMPTY, gram)))),
    ]),
  );
  const order = entries.toSorted((a, b) => (hardest.get(b) ?? 0) - (hardest.get(a) ?? 0));
  const chosen = new Map<Entry, { readonly print: Fingerprint; readonly bucket: number }>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const entry of order) {
      chosen.delete(entry);
      const buckets = bucketsOf([...chosen.values()]);
      const before = buckets.map(strangers);
      let least = Infinity;
      for (const print of gramsOf(entry)) {
        buckets.forEach((sets, bucket) => {
          const growth = strangers(joined(sets, print.gram)) - (before[bucket] ?? 0);
          if (growth >= least) return;
          least = growth;
          chosen.set(entry, { print, bucket });
        });
      }
    }
  }
  const all = [...chosen.values()];
  return { prints: all.map(({ print }) => print), buckets: bucketsOf(all) };
}

function bucketsOf(chosen: readonly { readonly print: Fingerprint; readonly bucket: number }[]): Bucket[] {
  const buckets = Array.from({ length: BUCKETS }, () => EMPTY);
  for (const { print, bucket } of chosen) buckets[bucket] = joined(buckets[bucket] ?? EMPTY, print.gram);
  return buckets;
}

function gramsOf(entry: Entry): Fingerprint[] {
  const bytes = entry.bytes.map(lower);
  return Array.from({ length: bytes.length - 2 }, (_, rareAt) => ({
    entry,
    rareAt,
    gram: [...bytes.subarray(rareAt, rareAt + 3)],
  }));
}

function joined(sets: Bucket, gram: readonly number[]): Bucket {
  return sets.map(({ lows, highs }, i) => {
    const byte = gram[i] ?? 0;
    const high = byte >> 4;
    return {
      lows: lows | (1 << (byte & 15)),
      highs: highs | (1 << high) | (isLetter(byte) ? 1 << (high - 2) : 0),
    };
  });
}

const fits = ({ lows, highs }: Nibbles, byte: number): boolean =>
  ((lows >> (byte & 15)) & (highs >> (byte >> 4)) & 1) === 1;

/** How often a bucket would be hit in the sample, and a little for all bytes it could be hit by elsewhere. */
function strangersIn(sample: Uint8Array): (sets: Bucket) => number {
  const counts = new Map<number, number>();
  for (let i = 0; i + 3 <= sample.length; i++) {
    const gram = ((sample[i] ?? 0) << 16) | ((sample[i + 1] ?? 0) << 8) | (sample[i + 2] ?? 0);
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  const grams = [...counts];
  const known = new Map<string, number>();
  return (sets) => {
    const name = JSON.stringify(sets);
    const before = known.get(name);
    if (before !== undefined) return before;
    const [first, second, third] = sets as [Nibbles, Nibbles, Nibbles];
    let found = 0;
    for (const [gram, count] of grams) {
      if (fits(first, gram >> 16) && fits(second, (gram >> 8) & 255) && fits(third, gram & 255))
        found += count;
    }
    const width = sets.reduce((product, { lows, highs }) => product * bits(lows) * bits(highs), 1);
    found += width / 20_000;
    known.set(name, found);
    return found;
  };
}

function bits(of: number): number {
  let count = 0;
  for (let rest = of; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

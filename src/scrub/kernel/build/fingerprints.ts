// Chooses for each key the three bytes the kernel looks for: rare in logs, shared with other keys where that can be. Runs when
// the kernel is built, so it may take its time.

import { sampleLog } from "./sample.ts";

/** One writing of a key. */
export interface Entry {
  readonly bytes: Uint8Array;
  readonly flags: number;
  /** Entries of one family differ in a byte only: they share a bucket, which then holds few strangers. */
  readonly family?: string;
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
  const families = [...Map.groupBy(entries, (entry) => entry.family ?? entry).values()];
  const hardest = new Map(
    families.map((family) => [
      family,
      Math.min(...printsOf(family).map((prints) => strangers(withPrints(EMPTY, prints)))),
    ]),
  );
  const order = families.toSorted((a, b) => (hardest.get(b) ?? 0) - (hardest.get(a) ?? 0));
  const chosen = new Map<readonly Entry[], Placed>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const family of order) {
      chosen.delete(family);
      const buckets = bucketsOf([...chosen.values()]);
      const before = buckets.map(strangers);
      let least = Infinity;
      for (const prints of printsOf(family)) {
        buckets.forEach((sets, bucket) => {
          const growth = strangers(withPrints(sets, prints)) - (before[bucket] ?? 0);
          if (growth >= least) return;
          least = growth;
          chosen.set(family, { prints, bucket });
        });
      }
    }
  }
  const all = [...chosen.values()];
  return { prints: all.flatMap(({ prints }) => prints), buckets: bucketsOf(all) };
}

/** A family's three bytes, all in one bucket. */
interface Placed {
  readonly prints: readonly Fingerprint[];
  readonly bucket: number;
}

function bucketsOf(chosen: readonly Placed[]): Bucket[] {
  const buckets = Array.from({ length: BUCKETS }, () => EMPTY);
  for (const { prints, bucket } of chosen) buckets[bucket] = withPrints(buckets[bucket] ?? EMPTY, prints);
  return buckets;
}

function withPrints(sets: Bucket, prints: readonly Fingerprint[]): Bucket {
  return prints.reduce((wider, { gram }) => joined(wider, gram), sets);
}

/** Each way to choose the three bytes, at the same place in all of a family. */
function printsOf(family: readonly Entry[]): Fingerprint[][] {
  const length = Math.min(...family.map(({ bytes }) => bytes.length));
  return Array.from({ length: length - 2 }, (_, rareAt) =>
    family.map((entry) => ({
      entry,
      rareAt,
      gram: [...entry.bytes.map(lower).subarray(rareAt, rareAt + 3)],
    })),
  );
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

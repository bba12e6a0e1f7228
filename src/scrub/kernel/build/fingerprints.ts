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
/** So many placings are tried, each with some families placed anew. */
const TRIES = 250;
const SOME = 7;

export const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
const isLetter = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;

/** Eight buckets of three nibble sets each; every key's three bytes fit one of them, and few strangers do. */
export function chooseFingerprints(entries: readonly Entry[]): {
  readonly prints: readonly Fingerprint[];
  readonly buckets: readonly Bucket[];
} {
  const strangers = strangersIn(sampleLog());
  const families: readonly Family[] = [...Map.groupBy(entries, (entry) => entry.family ?? entry).values()];
  const hardest = new Map(
    families.map((family) => [
      family,
      Math.min(...printsOf(family).map((prints) => strangers(withPrints(EMPTY, prints)))),
    ]),
  );
  const order = families.toSorted((a, b) => (hardest.get(b) ?? 0) - (hardest.get(a) ?? 0));
  const dice = openDice();
  let best: Placing = placed(new Map(), order, strangers);
  let fewest = strangersOf(best, strangers);
  for (let i = 0; i < TRIES; i++) {
    // Those of two buckets and a few more are taken out and placed anew, in another order; the better placing stays.
    const emptied = new Set([dice() % BUCKETS, dice() % BUCKETS]);
    const isEmptied = (family: Family): boolean => emptied.has(best.get(family)?.bucket ?? 0);
    const turns = families
      .map((family) => ({ family, isEmptied: isEmptied(family), turn: dice() }))
      .toSorted((a, b) => Number(b.isEmptied) - Number(a.isEmptied) || a.turn - b.turn);
    const some = turns
      .slice(0, turns.filter((turn) => turn.isEmptied).length + SOME)
      .map(({ family }) => family);
    const others = new Map(best);
    for (const family of some) others.delete(family);
    const next = placed(others, some, strangers);
    const found = strangersOf(next, strangers);
    if (found > fewest) continue;
    fewest = found;
    best = next;
  }
  const all = [...best.values()];
  return { prints: all.flatMap(({ prints }) => prints), buckets: bucketsOf(all) };
}

type Family = readonly Entry[];
type Placing = ReadonlyMap<Family, Placed>;

/** Puts each family where it brings the fewest strangers beside those that stand. */
function placed(
  standing: Placing,
  families: readonly Family[],
  strangers: (sets: Bucket) => number,
): Placing {
  const chosen = new Map(standing);
  const buckets = bucketsOf([...chosen.values()]);
  for (const family of families) {
    const before = buckets.map(strangers);
    let least = Infinity;
    let place: Placed | undefined;
    for (const prints of printsOf(family)) {
      buckets.forEach((sets, bucket) => {
        const growth = strangers(withPrints(sets, prints)) - (before[bucket] ?? 0);
        if (growth >= least) return;
        least = growth;
        place = { prints, bucket };
      });
    }
    if (place === undefined) continue;
    chosen.set(family, place);
    buckets[place.bucket] = withPrints(buckets[place.bucket] ?? EMPTY, place.prints);
  }
  return chosen;
}

const strangersOf = (placing: Placing, strangers: (sets: Bucket) => number): number =>
  bucketsOf([...placing.values()]).reduce((sum, sets) => sum + strangers(sets), 0);

/** Knuth's MMIX numbers, so that the kernel comes out the same each time. */
function openDice(): () => number {
  let state = 3n;
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number(state >> 32n);
  };
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
function printsOf(family: Family): Fingerprint[][] {
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

/** Bytes that follow a byte, and how often. */
type Followers<T> = readonly (readonly [byte: number, then: T])[];

/** How often a bucket would be hit in the sample, and a little for all bytes it could be hit by elsewhere. */
function strangersIn(sample: Uint8Array): (sets: Bucket) => number {
  const grams = followersIn(sample);
  const known = new Map<string, number>();
  return (sets) => {
    const name = sets.map(({ lows, highs }) => `${lows},${highs}`).join();
    const before = known.get(name);
    if (before !== undefined) return before;
    const [first, second, third] = sets as [Nibbles, Nibbles, Nibbles];
    let found = 0;
    for (const [a, seconds] of grams) {
      if (!fits(first, a)) continue;
      for (const [b, thirds] of seconds) {
        if (!fits(second, b)) continue;
        for (const [c, count] of thirds) if (fits(third, c)) found += count;
      }
    }
    const width = sets.reduce((product, { lows, highs }) => product * bits(lows) * bits(highs), 1);
    found += width / 20_000;
    known.set(name, found);
    return found;
  };
}

function followersIn(sample: Uint8Array): Followers<Followers<Followers<number>>> {
  const grams = new Map<number, Map<number, Map<number, number>>>();
  for (let i = 0; i + 3 <= sample.length; i++) {
    const [a = 0, b = 0, c = 0] = sample.subarray(i, i + 3);
    const seconds = grams.get(a) ?? new Map<number, Map<number, number>>();
    const thirds = seconds.get(b) ?? new Map<number, number>();
    grams.set(a, seconds.set(b, thirds.set(c, (thirds.get(c) ?? 0) + 1)));
  }
  return [...grams].map(([a, seconds]) => [a, [...seconds].map(([b, thirds]) => [b, [...thirds]])]);
}

function bits(of: number): number {
  let count = 0;
  for (let rest = of; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

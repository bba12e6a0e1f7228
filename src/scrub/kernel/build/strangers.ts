// How often what the kernel looks for would be seen in a sample though no key stands there.

import type { Bucket } from "./fingerprints.ts";

/** How often a bucket is hit, for each byte of the sample; and a little for all bytes it could be hit by elsewhere. */
export type Strangers = (sets: Bucket) => number;

/** What a bucket costs that any four bytes hit: a sample is small, logs are many. */
const ANYTHING = 3e-3;
/** Known costs that are kept: some hundred megabytes. */
const KNOWN_MAX = 1_000_000;

/** A bit for each different row of four bytes, in words of 32. */
type Rows = Int32Array;

export function strangersIn(sample: Uint8Array): Strangers {
  const { counts, withNibble } = rowsIn(sample);
  const known = new Map<string, number>();
  const unions = new Map<number, Rows>();
  /** Those whose `i`th nibble is one of `values`. */
  const rowsWith = (i: number, values: number): Rows => {
    const name = i * 0x1_0000 + values;
    const before = unions.get(name);
    if (before !== undefined) return before;
    const union = new Int32Array(counts.length >> 5);
    for (let value = 0; value < 16; value++) {
      if (((values >> value) & 1) === 0) continue;
      const rows = withNibble[i * 16 + value] ?? [];
      for (let word = 0; word < union.length; word++) union[word] = (union[word] ?? 0) | (rows[word] ?? 0);
    }
    unions.set(name, union);
    return union;
  };
  return (sets) => {
    const nibbles = sets.flatMap(({ lows, highs }) => [lows, highs]);
    const name = nibbles.join();
    const before = known.get(name);
    if (before !== undefined) return before;
    const hits = countOf(
      nibbles.map((values, i) => rowsWith(i, values)),
      counts,
    );
    const width = nibbles.reduce((share, values) => share * (bits(values) / 16), 1);
    const cost = hits / sample.length + width * ANYTHING;
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(name, cost);
    return cost;
  };
}

/** How often those rows stand in the sample that all of eight sets hold. */
function countOf(sets: readonly Rows[], counts: Int32Array): number {
  const [a, b, c, d, e, f, g, h] = sets as [Rows, Rows, Rows, Rows, Rows, Rows, Rows, Rows];
  let found = 0;
  for (let word = 0; word < a.length; word++) {
    // oxlint-disable-next-line typescript/no-non-null-assertion -- eight of equal length; this is what takes the time
    let rows = a[word]! & b[word]! & c[word]! & d[word]! & e[word]! & f[word]! & g[word]! & h[word]!;
    for (; rows !== 0; rows &= rows - 1) found += counts[word * 32 + 31 - Math.clz32(rows & -rows)] ?? 0;
  }
  return found;
}

function rowsIn(sample: Uint8Array): {
  readonly counts: Int32Array;
  readonly withNibble: readonly Rows[];
} {
  const many = new Map<number, number>();
  const view = new DataView(sample.buffer, sample.byteOffset, sample.length);
  for (let i = 0; i + 4 <= sample.length; i++) {
    const row = view.getUint32(i);
    many.set(row, (many.get(row) ?? 0) + 1);
  }
  const words = Math.ceil(many.size / 32);
  const counts = new Int32Array(words * 32);
  const withNibble = Array.from({ length: 8 * 16 }, () => new Int32Array(words));
  for (const [number, [row, count]] of [...many].entries()) {
    counts[number] = count;
    for (let i = 0; i < 8; i++) {
      const byte = row >>> (24 - (i >> 1) * 8);
      // The low nibble of each byte, then the high one.
      const value = (i & 1) === 0 ? byte & 15 : (byte >> 4) & 15;
      const rows = withNibble[i * 16 + value];
      if (rows !== undefined) rows[number >> 5] = (rows[number >> 5] ?? 0) | (1 << (number & 31));
    }
  }
  return { counts, withNibble };
}

function bits(of: number): number {
  let count = 0;
  for (let rest = of; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

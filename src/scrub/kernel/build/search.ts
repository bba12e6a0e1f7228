// `npm run build:places`: searches for each key the bytes the kernel looks for: rare in logs, and shared with other keys where that
// can be. Takes half a minute, so what it finds is committed (places.ts), byte for byte the same each time; to be run again when a key is new.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { families, type Family } from "./entries.ts";
import { type Bucket, BUCKETS, EMPTY, joined, nameOf, printOf } from "./fingerprints.ts";
import { type Strangers, strangersIn } from "./strangers.ts";
import { sampleLog } from "./sample.ts";
import { START } from "./start.ts";

/** So many placings are tried, each with some families placed anew. */
const TRIES = 10_000;
/** Of families placed anew at once; one time in four a whole bucket more. */
const SOME = { least: 3, more: 10 };
/** How much worse a placing may be and still be gone on from, in strangers per byte: at first, and as a share of that at the end. */
const WORSE = { first: 1e-4, last: 0.02 };

interface Place {
  readonly bucket: number;
  readonly rareAt: number;
}
/** By the family's number; undefined where it has no place yet. */
type Placing = readonly (Place | undefined)[];

function search(all: readonly Family[], strangers: Strangers): Placing {
  const prints = all.map(printsOf);
  const hardest = prints.map((some) => Math.min(...some.map(strangers)));
  const order = [...all.keys()].sort((a, b) => (hardest[b] ?? 0) - (hardest[a] ?? 0));
  const dice = openDice();
  const known = all.map((family) => placeIn(family));
  const unknown = order.filter((i) => known[i] === undefined);
  let now = placed(known, unknown, prints, strangers);
  let nowMany = sumOf(now, prints, strangers);
  const nowAtFirst = nowMany;
  let best = now;
  let fewest = nowMany;
  for (let turn = 0; turn < TRIES; turn++) {
    const taken = new Set<number>();
    if (dice() % 4 === 0) {
      const bucket = dice() % BUCKETS;
      for (const [i, place] of now.entries()) if (place?.bucket === bucket) taken.add(i);
    }
    for (let many = SOME.least + (dice() % SOME.more); many > 0; many--) taken.add(dice() % all.length);
    const turns = [...taken]
      .map((i) => ({ i, turn: dice() }))
      .toSorted((a, b) => a.turn - b.turn)
      .map(({ i }) => i);
    const standing = now.map((place, i) => (taken.has(i) ? undefined : place));
    const next = placed(standing, turns, prints, strangers);
    const many = sumOf(next, prints, strangers);
    const warmth = WORSE.first * WORSE.last ** (turn / TRIES);
    if (many > nowMany && dice() / 2 ** 32 >= Math.exp((nowMany - many) / warmth)) continue;
    now = next;
    nowMany = many;
    if (many >= fewest) continue;
    best = next;
    fewest = many;
  }
  process.stderr.write(
    `${(nowAtFirst * 1024).toFixed(2)}, now ${(fewest * 1024).toFixed(2)} strangers in a kilobyte of the sample\n`,
  );
  return best;
}

/** What earlier searches chose: each begins there, so that it ends alike each time. */
function placeIn(family: Family): Place | undefined {
  const place = START.find(([name]) => name === nameOf(family));
  return place === undefined ? undefined : { bucket: place[1], rareAt: place[2] };
}

/** Each way to choose the bytes, at the same place in all of a family. */
function printsOf(family: Family): Bucket[] {
  const length = Math.min(...family.map(({ bytes }) => bytes.length));
  return Array.from({ length: length - 2 }, (_, rareAt) => printOf(family, rareAt));
}

/** Puts each family of `turns` where it brings the fewest strangers beside those that stand. */
function placed(
  standing: Placing,
  turns: readonly number[],
  prints: readonly (readonly Bucket[])[],
  strangers: Strangers,
): Placing {
  const chosen = [...standing];
  const buckets = bucketsOf(standing, prints);
  const before = buckets.map(strangers);
  for (const i of turns) {
    let least = Infinity;
    let place: Place = { bucket: 0, rareAt: 0 };
    for (const [rareAt, print] of (prints[i] ?? []).entries()) {
      for (const [bucket, sets] of buckets.entries()) {
        const growth = strangers(joined(sets, print)) - (before[bucket] ?? 0);
        if (growth >= least) continue;
        least = growth;
        place = { bucket, rareAt };
      }
    }
    chosen[i] = place;
    const wider = joined(buckets[place.bucket] ?? EMPTY, prints[i]?.[place.rareAt] ?? EMPTY);
    buckets[place.bucket] = wider;
    before[place.bucket] = strangers(wider);
  }
  return chosen;
}

function bucketsOf(placing: Placing, prints: readonly (readonly Bucket[])[]): Bucket[] {
  const buckets = Array.from({ length: BUCKETS }, () => EMPTY);
  for (const [i, place] of placing.entries()) {
    if (place === undefined) continue;
    buckets[place.bucket] = joined(buckets[place.bucket] ?? EMPTY, prints[i]?.[place.rareAt] ?? EMPTY);
  }
  return buckets;
}

const sumOf = (placing: Placing, prints: readonly (readonly Bucket[])[], strangers: Strangers): number =>
  bucketsOf(placing, prints).reduce((sum, sets) => sum + strangers(sets), 0);

/** Knuth's MMIX numbers, so that the search ends alike each time. */
function openDice(): () => number {
  let state = 3n;
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number(state >> 32n);
  };
}

const all = families();
const lines = search(all, strangersIn(sampleLog())).map(
  (place, i) =>
    `  [${JSON.stringify(nameOf(all[i] ?? []))}, ${place?.bucket ?? 0}, ${place?.rareAt ?? 0}],\n`,
);
writeFileSync(
  join(import.meta.dirname, "places.ts"),
  `// Where each key is looked for. Written by \`npm run build:places\` (search.ts), not by hand.

/** Its first writing, its bucket, and where in it the bytes begin. */
export const PLACES: readonly (readonly [name: string, bucket: number, rareAt: number])[] = [
${lines.join("")}];
`,
);

// Bracketing: clear cases, simulated leaks whose truth is known, and properties over any input.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bracket } from "./bracket.ts";
import type { CanaryMail, Planting } from "./contract.ts";
import { madeUpLeaks, type MadeUpWishes } from "./leaks.fixture.ts";
import { allSenders, byChance } from "./senders.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);

function weekly(systems: readonly string[], weeks: number): Planting[] {
  return systems.flatMap((system) =>
    Array.from({ length: weeks }, (_, week) => ({
      canary: `${system}-${week}@leak.example.jp`,
      system,
      plantedAtMs: START_MS + week * 7 * DAY_MS,
    })),
  );
}

function mailTo(canary: string, day: number): CanaryMail {
  return { canary, receivedAtMs: START_MS + day * DAY_MS };
}

/** Runs whose truth lies inside a reported stretch of the right system, of all true leaks that were found. */
function coverage(runs: number, wishes: MadeUpWishes): { inside: number; found: number; extra: number } {
  let [inside, found, extra] = [0, 0, 0];
  for (let seed = 1_001; seed <= 1_000 + runs; seed++) {
    const { plantings, mails, truth } = madeUpLeaks(seed, wishes);
    const { leaks } = bracket(plantings, mails);
    found += Math.min(leaks.length, truth.length);
    extra += Math.max(0, leaks.length - truth.length);
    inside += truth.filter(({ system, takenAtMs }) =>
      leaks.some((leak) => leak.system === system && leak.fromMs <= takenAtMs && takenAtMs <= leak.toMs),
    ).length;
  }
  return { inside, found, extra };
}

test("a list taken in the ninth week is bracketed between the last canary that was hit and the first that was not", () => {
  const plantings = weekly(["mail", "shop", "vendor"], 20);
  const mails = Array.from({ length: 9 }, (_, week) => mailTo(`mail-${week}@leak.example.jp`, 90));
  const { leaks, suspicion } = bracket(plantings, mails);
  assert.equal(leaks.length, 1);
  const [leak] = leaks;
  assert.equal(leak?.system, "mail");
  assert.ok((leak?.probability ?? 0) > 0.9, String(leak?.probability));
  assert.equal(leak?.fromMs, START_MS + 8 * 7 * DAY_MS);
  assert.ok((leak?.toMs ?? 0) >= START_MS + 9 * 7 * DAY_MS);
  assert.ok((leak?.toMs ?? 0) <= START_MS + 10 * 7 * DAY_MS);
  assert.equal(leak?.hit, 9);
  assert.ok(suspicion < 0.1);
});

test("the copy is never later than the first mail out of it", () => {
  const plantings = weekly(["mail"], 20);
  const mails = [0, 1, 2, 3, 4, 5].map((week) => mailTo(`mail-${week}@leak.example.jp`, 37));
  const [leak] = bracket(plantings, mails).leaks;
  assert.equal(leak?.toMs, START_MS + 37 * DAY_MS);
});

test("a sender who mails few makes the stretch wide, and one who has mailed all makes it narrow", () => {
  const plantings = weekly(["mail"], 40);
  const few = bracket(
    plantings,
    [2, 7, 11].map((week) => mailTo(`mail-${week}@leak.example.jp`, 270)),
  ).leaks[0];
  const all = bracket(
    plantings,
    Array.from({ length: 12 }, (_, week) => mailTo(`mail-${week}@leak.example.jp`, 270)),
  ).leaks[0];
  assert.ok(few !== undefined && all !== undefined);
  assert.ok(few.toMs - few.fromMs > 2 * (all.toMs - all.fromMs));
});

test("a canary that lies in two systems points to the one whose other canaries were hit as well", () => {
  const own = weekly(["mail", "vendor"], 20);
  const shared = own.map(({ canary, plantedAtMs }) => ({ canary, plantedAtMs, system: "shop" }));
  const mails = Array.from({ length: 9 }, (_, week) => mailTo(`vendor-${week}@leak.example.jp`, 90));
  const [leak, ...more] = bracket([...own, ...shared], mails).leaks;
  assert.equal(leak?.system, "vendor");
  assert.deepEqual(more, []);
});

test("two copies with exactly the same canaries are both named, half and half", () => {
  const one = weekly(["mail"], 20);
  const mails = Array.from({ length: 9 }, (_, week) => mailTo(`mail-${week}@leak.example.jp`, 90));
  const [leak] = bracket(
    [...one, ...one.map(({ canary, plantedAtMs }) => ({ canary, plantedAtMs, system: "twin" }))],
    mails,
  ).leaks;
  assert.equal(leak?.systems.length, 2);
  for (const { probability } of leak?.systems ?? []) assert.ok(Math.abs(probability - 0.5) < 1e-6);
  assert.ok((leak?.probability ?? 1) <= 0.5);
});

test("two leaks out of two systems at once are both found", () => {
  const plantings = weekly(["mail", "shop", "vendor"], 30);
  const mails = [
    ...Array.from({ length: 9 }, (_, week) => mailTo(`mail-${week}@leak.example.jp`, 150)),
    ...Array.from({ length: 20 }, (_, week) => mailTo(`shop-${week}@leak.example.jp`, 151)),
  ];
  const { leaks } = bracket(plantings, mails);
  assert.deepEqual(leaks.map(({ system }) => system).sort(), ["mail", "shop"]);
});

test("nothing planted, nothing arrived, or only mail to strangers and from before the planting: no leak", () => {
  const plantings = weekly(["mail"], 5);
  for (const [planted, mails] of [
    [[], []],
    [plantings, []],
    [[], [mailTo("nobody@leak.example.jp", 3)]],
    [plantings, [mailTo("nobody@leak.example.jp", 3), mailTo("mail-4@leak.example.jp", 1)]],
  ] as const) {
    const { leaks, counts } = bracket(planted, mails);
    assert.deepEqual(leaks, []);
    assert.equal(counts.hit, 0);
  }
});

test("one stray mail among many silent canaries is at most a suspicion", () => {
  const { leaks, suspicion } = bracket(weekly(["a", "b", "c"], 50), [mailTo("b-20@leak.example.jp", 300)]);
  assert.deepEqual(leaks, []);
  assert.ok(suspicion < 0.8);
});

test("without a leak, stray mails lead to no leak in at least 39 of 40 shops", () => {
  const { extra } = coverage(40, { leaks: 0, systems: 3, weeks: 20, perWeek: 1, strayPerYear: 0.005 });
  assert.ok(extra <= 1, String(extra));
});

test("the stretch holds the truth in at least 95 of 100 simulated leaks: partial lists, fractions, waves and slow passes", () => {
  const { inside, found, extra } = coverage(60, { leaks: 1, systems: 3, weeks: 25, perWeek: 1 });
  assert.ok(found >= 50, String(found));
  assert.ok(inside >= 0.95 * found, `${inside} of ${found}`);
  assert.ok(extra <= 1, String(extra));
});

test("the stretches hold the truths of two leaks out of two systems as often", () => {
  const { inside, found } = coverage(25, { leaks: 2, systems: 3, weeks: 25, perWeek: 1 });
  assert.ok(found >= 38, String(found));
  assert.ok(inside >= 0.95 * found, `${inside} of ${found}`);
});

test("whatever the input, probabilities are probabilities, stretches run forward, and the order of rows does not matter", () => {
  const name = fc.constantFrom("a", "b", "c", "d", "e", "f");
  const at = fc.integer({ min: 0, max: 100 }).map((day) => START_MS + day * DAY_MS);
  const planting = fc.record({ canary: name, system: fc.constantFrom("x", "y"), plantedAtMs: at });
  const mail = fc.record({ canary: name, receivedAtMs: at });
  fc.assert(
    fc.property(
      fc.array(planting, { maxLength: 12 }),
      fc.array(mail, { maxLength: 12 }),
      (planted, mails) => {
        const found = bracket(planted, mails);
        for (const { fromMs, toMs, probability, exists, systems } of found.leaks) {
          assert.ok(fromMs < toMs);
          assert.ok(probability >= 0 && probability <= exists + 1e-9 && exists <= 1);
          assert.ok(systems.reduce((sum, one) => sum + one.probability, 0) <= 1 + 1e-9);
        }
        assert.ok(found.suspicion >= 0 && found.suspicion <= 1);
        const turned = bracket(planted.toReversed(), mails.toReversed());
        assert.equal(turned.leaks.length, found.leaks.length);
        for (const [i, { probability }] of turned.leaks.entries())
          assert.ok(Math.abs(probability - (found.leaks[i]?.probability ?? -1)) < 1e-6);
      },
    ),
    { numRuns: 60 },
  );
});

test("every sender's chances sum to one over all that may be heard, whichever wave is the first to come", () => {
  const hits = [1, 40, 7, 12];
  for (const sender of allSenders(hits, 0.3))
    for (const first of [0, 1, 2, 3]) {
      const heard = setsOf(4)
        .filter((waves) => waves.length > 0 && waves.every((wave) => wave >= first))
        .reduce((sum, waves) => sum + sender.own(waves) * (sender.rest[first] ?? 0), 0);
      assert.ok(Math.abs((sender.silent[first] ?? 0) + heard - 1) < 1e-9);
    }
  const all = allSenders(hits, 0.3).reduce((sum, { prior }) => sum + prior, 0);
  assert.ok(Math.abs(all - 1) < 1e-9);
  const stray = setsOf(4)
    .filter((waves) => waves.length > 0)
    .reduce((sum, waves) => sum + byChance(waves, [3, 40, 7, 12]), 0);
  assert.ok(Math.abs(stray - 1) < 1e-9);
});

test("an address that was guessed and is mailed again and again by its own sender is no leak", () => {
  const plantings = weekly(["mail", "shop", "vendor"], 30);
  const mails = [
    ...Array.from({ length: 9 }, (_, week) => mailTo(`mail-${week}@leak.example.jp`, 100 + week)),
    ...[130, 141, 155, 170].map((day) => mailTo("vendor-4@leak.example.jp", day)),
  ];
  const { leaks } = bracket(plantings, mails);
  assert.deepEqual(
    leaks.map(({ system }) => system),
    ["mail"],
  );
});

test("a sender who works through the list in order of joining leaves open how far the copy goes", () => {
  const plantings = weekly(["mail"], 30);
  const inOrder = Array.from({ length: 9 }, (_, week) => mailTo(`mail-${week}@leak.example.jp`, 200 + week));
  const shuffled = inOrder.map(({ canary }, i) => mailTo(canary, 200 + ((i * 4) % 9)));
  const [ordered, mixed] = [inOrder, shuffled].map((mails) => bracket(plantings, mails).leaks[0]);
  assert.ok(ordered !== undefined && mixed !== undefined);
  assert.ok((mixed.toMs - START_MS) / DAY_MS < 140);
  assert.ok((ordered.toMs - START_MS) / DAY_MS > 180);
  const inMinutes = inOrder.map(({ canary }, i) => mailTo(canary, 150 + i / 1_000));
  const finished = bracket(plantings, inMinutes).leaks[0];
  assert.ok(((finished?.toMs ?? 0) - START_MS) / DAY_MS < 140, "sent in order within minutes, and long ago");
});

test("a trickle from an early copy does not move the stretch of a later copy that was mailed in waves", () => {
  const plantings = weekly(["mail", "shop"], 40);
  const trickle = Array.from({ length: 12 }, (_, week) =>
    mailTo(`mail-${(week * 5) % 12}@leak.example.jp`, 150 + 9 * week),
  );
  const waves = [215, 240, 263].flatMap((day) =>
    Array.from({ length: 30 }, (_, week) => mailTo(`mail-${week}@leak.example.jp`, day)).filter(
      (_, week) => (week + day) % 5 > 0,
    ),
  );
  const { leaks } = bracket(plantings, [...trickle, ...waves]);
  const later = leaks.at(-1);
  assert.ok(later !== undefined);
  const [fromDay, toDay] = [later.fromMs, later.toMs].map((ms) => (ms - START_MS) / DAY_MS);
  assert.ok((fromDay ?? 0) <= 205 && (toDay ?? 0) >= 203, `${fromDay} to ${toDay}`);
  assert.ok((toDay ?? 0) < 216);
});

/** All sets of numbers below `count`. */
function setsOf(count: number): number[][] {
  return Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (__, i) => i).filter((i) => (bits >> i) % 2 === 1),
  );
}

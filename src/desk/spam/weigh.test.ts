// The test of who reports: seldom wrong by chance, however often one looks; sees a list that was taken; is not moved by two old customers.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { seededRandom, type Random } from "../../kernel/index.ts";
import { chanceOfSoMany, LEAK_AT, OLDER_TIMES, weigh, type Reporter } from "./weigh.ts";

const DAYS = 1_500;
const START = 18_000;

/** A shop with `size` customers, first orders spread over four years. */
function customersOf(size: number, random: Random): Int32Array {
  return Int32Array.from({ length: size }, () => START + Math.floor(random.unit() * DAYS)).sort();
}

/** One after the other, each from those who were customers by then and have not reported, by weight. */
function reportersOf(
  joined: Int32Array,
  count: number,
  random: Random,
  weightOf: (joinedDay: number, reportedDay: number) => number,
): Reporter[] {
  const days = Array.from({ length: count }, () => START + 300 + Math.floor(random.unit() * (DAYS - 300)));
  const used = new Set<number>();
  const reporters: Reporter[] = [];
  for (const reportedDay of days.sort((a, b) => a - b)) {
    for (let tries = 0; tries < 10_000; tries++) {
      const at = Math.floor(random.unit() * joined.length);
      const joinedDay = joined[at] ?? 0;
      if (used.has(at) || joinedDay > reportedDay) continue;
      if (random.unit() * 2 >= weightOf(joinedDay, reportedDay)) continue;
      used.add(at);
      reporters.push({ joinedDay, reportedDay });
      break;
    }
  }
  return reporters;
}

function falseAlarms(runs: number, weightOf: (joinedDay: number) => number): number {
  let alarms = 0;
  for (let seed = 0; seed < runs; seed++) {
    const random = seededRandom(seed * 7 + 1);
    const joined = customersOf(60 + Math.floor(random.unit() * 600), random);
    const reporters = reportersOf(joined, 4 + Math.floor(random.unit() * 24), random, weightOf);
    // The owner looks after every report; one alarm at any time is an alarm.
    if (reporters.some((_, i) => weigh(joined, reporters.slice(0, i + 1)).bayesFactor >= LEAK_AT)) alarms++;
  }
  return alarms;
}

test("by chance alone at most one shop in a hundred is alarmed, though its owner looks after every report: 2,000 shops", () => {
  assert.ok(falseAlarms(2_000, () => 2) <= 20);
});

test("also where older customers get more spam, up to the stated times, wherever the step lies", () => {
  for (const step of [0.3, 0.6, 0.8]) {
    const weightOf = (joinedDay: number): number => (joinedDay <= START + DAYS * step ? 2 : 2 / OLDER_TIMES);
    assert.ok(falseAlarms(400, weightOf) <= 6, `step ${step}`);
  }
});

test("two reports from the oldest customers are no leak, nor are two from anybody", () => {
  const joined = customersOf(2_000, seededRandom(5));
  const day = START + DAYS;
  const old = [joined[0] ?? 0, joined[1] ?? 0].map((joinedDay) => ({ joinedDay, reportedDay: day }));
  assert.ok(weigh(joined, old).bayesFactor < LEAK_AT);
  assert.equal(weigh(joined, []).bayesFactor, 1);
  assert.equal(weigh(new Int32Array(0), []).bayesFactor, 1);
});

test("a list taken when a third of the customers were there is seen with twelve reports, and its month is found", () => {
  let [seen, found] = [0, 0];
  const taken = START + DAYS * 0.33;
  for (let seed = 0; seed < 100; seed++) {
    const random = seededRandom(seed + 900);
    const joined = customersOf(3_000, random);
    const pool = joined.filter((day) => day <= taken);
    const reporters = Array.from({ length: 12 }, (_, i) => ({
      joinedDay: pool[Math.floor(random.unit() * pool.length)] ?? 0,
      reportedDay: START + DAYS - 60 + i * 4,
    }));
    const { bayesFactor, moments } = weigh(joined, reporters);
    if (bayesFactor >= LEAK_AT) seen++;
    let below = 0;
    const [from, to] = [0.05, 0.95].map((quantile) => {
      below = 0;
      return moments.find(({ share }) => (below += share) >= quantile)?.day ?? 0;
    });
    if ((from ?? 0) - 31 <= taken && taken <= (to ?? 0) + 31) found++;
  }
  assert.ok(seen >= 90, `${seen} of 100 seen`);
  assert.ok(found >= 75, `${found} of 100 found`);
});

test("evidence stays a number and its shares a whole for any input, and the order reports are given in changes nothing", () => {
  const day = fc.integer({ min: 0, max: 3_000 });
  fc.assert(
    fc.property(
      fc.array(day, { minLength: 1, maxLength: 60 }),
      fc.array(fc.tuple(fc.nat(59), fc.nat(500)), { maxLength: 30 }),
      (days, picks) => {
        const joined = Int32Array.from(days).sort();
        const used = new Set<number>();
        const reporters = picks.flatMap(([at, later]): Reporter[] => {
          const joinedDay = joined[at % joined.length] ?? 0;
          if (used.has(at % joined.length)) return [];
          used.add(at % joined.length);
          return [{ joinedDay, reportedDay: joinedDay + later }];
        });
        const { bayesFactor, moments } = weigh(joined, reporters);
        assert.ok(Number.isFinite(bayesFactor) && bayesFactor > 0, String(bayesFactor));
        const whole = moments.reduce((sum, { share }) => sum + share, 0);
        assert.ok(Math.abs(whole - 1) < 1e-9);
        assert.equal(weigh(joined, reporters.toReversed()).bayesFactor, bayesFactor);
      },
    ),
  );
});

test("the chance of so many reports is Poisson's, and stays right far from the middle", () => {
  assert.equal(chanceOfSoMany(0, 3), 1);
  assert.equal(chanceOfSoMany(3, 0), 0);
  assert.ok(Math.abs(chanceOfSoMany(1, 1) - (1 - Math.exp(-1))) < 1e-12);
  assert.ok(Math.abs(chanceOfSoMany(10, 3) - 0.0011024881301154815) < 1e-12);
  assert.ok(Math.abs(chanceOfSoMany(5, 10) - 0.970747311923039) < 1e-9);
  assert.equal(chanceOfSoMany(10, 100_000), 1);
  assert.ok(Math.abs(chanceOfSoMany(1_000, 1_000) - 0.5042) < 1e-3);
  assert.ok(chanceOfSoMany(1_000, 100) < 1e-100);
});

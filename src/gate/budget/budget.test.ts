// The budget's promise by itself: rationing, reserving, giving back, with a ledger in memory.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { yen } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import { pressureOf, withinRation } from "./ration.ts";
import { fullest, openBudget } from "./reserve.ts";

const T0_MS = Date.UTC(2026, 0, 5, 3, 0, 0);
const HOUR_MS = 3_600_000;
const share = fc.double({ min: 0, max: 1, noNaN: true });

test("pressure is 1 while half the budget is left, 4 at its end, and never falls in between", () => {
  assert.equal(pressureOf(0), 1);
  assert.equal(pressureOf(0.5), 1);
  assert.equal(pressureOf(1), 4);
  fc.assert(fc.property(share, share, (a, b) => pressureOf(Math.min(a, b)) <= pressureOf(Math.max(a, b))));
});

test("whoever may still spend may also spend when he is less suspicious or less is used", () => {
  fc.assert(
    fc.property(share, share, share, share, (p, lessP, used, lessUsed) => {
      fc.pre(lessP <= p && lessUsed <= used);
      return !withinRation(p, used) || withinRation(lessP, lessUsed);
    }),
  );
  assert.ok(withinRation(0.99, 0.49));
  assert.ok(!withinRation(0.99, 0.6));
  assert.ok(!withinRation(0.5, 0.75));
  assert.ok(withinRation(0.01, 0.999), "own buyers to the end");
});

test("reservations never exceed the hour, whatever is asked in whatever order, with the clock set back too", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          fee: fc.integer({ min: 1, max: 90 }),
          stepMs: fc.integer({ min: -HOUR_MS, max: 600_000 }),
        }),
        {
          minLength: 1,
          maxLength: 60,
        },
      ),
      async (asks) => {
        const store = openMemoryStore();
        let nowMs = T0_MS;
        let latestMs = T0_MS;
        const granted: { readonly atMs: number; readonly fee: number }[] = [];
        const budget = openBudget(
          store.budget,
          () => ({ perHourYen: 200, perDayYen: 100_000 }),
          () => nowMs,
        );
        for (const [i, { fee, stepMs }] of asks.entries()) {
          nowMs += stepMs;
          latestMs = Math.max(latestMs, nowMs);
          if ((await budget.reserve(`att_${i}`, fee)).granted) granted.push({ atMs: latestMs, fee });
          const inHour = granted.filter((one) => one.atMs > latestMs - HOUR_MS);
          assert.ok(inHour.reduce((sum, one) => sum + one.fee, 0) <= 200);
        }
        await store.close();
      },
    ),
    { numRuns: 60 },
  );
});

test("a fee that was given back can be spent again, once", async () => {
  const store = openMemoryStore();
  const budget = openBudget(
    store.budget,
    () => ({ perHourYen: 20, perDayYen: 100 }),
    () => T0_MS,
  );
  assert.equal((await budget.reserve("att_1", 20)).granted, true);
  assert.equal((await budget.reserve("att_2", 20)).granted, false);
  await budget.giveBack("att_1", 20);
  await budget.giveBack("att_1", 20);
  assert.equal((await budget.reserve("att_3", 20)).granted, true);
  assert.equal((await budget.reserve("att_4", 20)).granted, false);
  await store.close();
});

test("a ledger that cannot be written grants nothing; a free fee needs no ledger; a budget of nothing is used up", async () => {
  const ledger = {
    lease: () => Promise.resolve({ grantedYen: yen(0), leftYen: yen(0), trouble: "store.full" }),
    giveBack: () => Promise.resolve(),
    spent: () => Promise.resolve(yen(0)),
  };
  const budget = openBudget(
    ledger,
    () => ({ perHourYen: 1_000, perDayYen: 1_000 }),
    () => T0_MS,
  );
  assert.equal((await budget.reserve("att_1", 20)).granted, false);
  assert.equal((await budget.reserve("att_2", 0)).granted, true);
  assert.equal(fullest({ hour: { spentYen: 0, limitYen: 0 }, day: { spentYen: 0, limitYen: 9 } }), 1);
});

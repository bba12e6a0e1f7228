// The money invariant, for every ledger: no window, wherever it begins, ever holds more leased money than its limit.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import type { BudgetLedger, BudgetRequest } from "../../gate/ports.ts";
import { yen } from "../../kernel/index.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

const HOUR_MS = 3_600_000;
const WINDOWS = [{ windowMs: HOUR_MS, limitYen: yen(1_000), slotMs: 60_000 }];

function request(leaseId: string, wantYen: number, atMs: number, stepYen = 1): BudgetRequest {
  return { leaseId, atMs, wantYen: yen(wantYen), stepYen: yen(stepYen), windows: WINDOWS };
}

export function budgetContract(open: Opening<BudgetLedger>): void {
  describe("budget", () => {
    test("grants up to the limit, then the largest smaller multiple of the step, then nothing", () =>
      withPort(open, async (port) => {
        assert.deepEqual(await port.lease(request("a", 700, START_MS)), { grantedYen: 700, leftYen: 300 });
        assert.deepEqual(await port.lease(request("b", 700, START_MS, 40)), { grantedYen: 280, leftYen: 20 });
        assert.deepEqual(await port.lease(request("c", 40, START_MS, 40)), { grantedYen: 0, leftYen: 20 });
        assert.equal(await port.spent({ atMs: START_MS, windowMs: HOUR_MS }), 980);
      }));

    test("keeps money spent for the whole window and lets it go at the latest one slot after", () =>
      withPort(open, async (port) => {
        await port.lease(request("a", 1_000, START_MS + 59_999));
        assert.equal((await port.lease(request("b", 1, START_MS + 59_999 + HOUR_MS))).grantedYen, 0);
        const later = START_MS + 59_999 + HOUR_MS + 60_001;
        assert.equal((await port.lease(request("c", 1_000, later))).grantedYen, 1_000);
      }));

    test("a clock set back an hour opens no new budget", () =>
      withPort(open, async (port) => {
        await port.lease(request("a", 1_000, START_MS));
        assert.equal((await port.lease(request("b", 1, START_MS - HOUR_MS))).grantedYen, 0);
        assert.equal((await port.lease(request("c", 1, START_MS - 30 * 24 * HOUR_MS))).grantedYen, 0);
        assert.equal(await port.spent({ atMs: START_MS - HOUR_MS, windowMs: HOUR_MS }), 1_000);
      }));

    test("gives back once, never more than was granted, and never for a stranger", () =>
      withPort(open, async (port) => {
        await port.lease(request("a", 600, START_MS));
        await port.lease(request("b", 400, START_MS));
        await port.giveBack("a", yen(100));
        await port.giveBack("a", yen(100));
        await port.giveBack("nobody", yen(100));
        assert.equal(await port.spent({ atMs: START_MS, windowMs: HOUR_MS }), 900);
        await port.giveBack("b", yen(9_999));
        assert.equal(await port.spent({ atMs: START_MS, windowMs: HOUR_MS }), 500);
        await port.lease(request("c", 500, START_MS));
        await port.giveBack("c", yen(-50));
        assert.equal(await port.spent({ atMs: START_MS, windowMs: HOUR_MS }), 1_000);
      }));

    test("refuses a second lease under the same id", () =>
      withPort(open, async (port) => {
        await port.lease(request("a", 10, START_MS));
        assert.deepEqual(await port.lease(request("a", 10, START_MS)), {
          grantedYen: 0,
          leftYen: 0,
          trouble: "budget.lease-id",
        });
        assert.equal(await port.spent({ atMs: START_MS, windowMs: HOUR_MS }), 10);
      }));

    test("grants nothing to a request that makes no sense", () =>
      withPort(open, async (port) => {
        const good = request("a", 10, START_MS);
        const window = WINDOWS[0]!;
        const senseless: BudgetRequest[] = [
          { ...good, windows: [] },
          { ...good, atMs: Number.NaN },
          { ...good, wantYen: -5 as never },
          { ...good, wantYen: 1.5 as never },
          { ...good, windows: [{ ...window, limitYen: Number.NaN as never }] },
          { ...good, windows: [{ ...window, slotMs: 0 }] },
          { ...good, windows: [{ ...window, windowMs: 400 * 24 * HOUR_MS }] },
        ];
        for (const bad of senseless) {
          assert.deepEqual(await port.lease(bad), { grantedYen: 0, leftYen: 0, trouble: "budget.request" });
        }
      }));

    test("counts leases as spent after a restart", (t) =>
      withPort(open, async (port, { reopen }) => {
        if (reopen === undefined) return t.skip("this adapter keeps nothing over a restart");
        await port.lease(request("a", 990, START_MS + 2 * HOUR_MS));
        const again = await reopen();
        assert.equal((await again.lease(request("b", 100, START_MS + HOUR_MS))).grantedYen, 10);
      }));

    test("no rolling window ever holds more than its limit, whatever the calls, clock jumps and restarts", () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(steps, { minLength: 15, maxLength: 50, size: "max" }),
          fc.array(windows, { minLength: 1, maxLength: 2 }),
          (some, limits) =>
            withPort(open, async (port, { reopen }) => {
              await playAndCheck(port, reopen, some, limits);
            }),
        ),
        { numRuns: 100 },
      ));
  });
}

// Borders of windows and slots, one to either side, are where money would slip through.
const waits = fc.oneof(
  fc.integer({ min: 0, max: 90_000 }),
  fc.constantFrom(1, 59_999, 60_000, 60_001, 299_999, 300_000, 300_001),
);
const steps = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("lease" as const),
      want: fc.integer({ min: 1, max: 400 }),
      step: fc.constantFrom(1, 7, 50),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: waits }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("jump" as const),
      ms: fc.integer({ min: -HOUR_MS, max: HOUR_MS }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("giveBack" as const),
      lease: fc.nat(20),
      amount: fc.integer({ min: 0, max: 400 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "restart" as const }) },
);
const windows = fc.record({
  windowMs: fc.constantFrom(60_000, 300_000, HOUR_MS),
  limitYen: fc.constantFrom(0, 100, 137, 500).map(yen),
  slotMs: fc.constantFrom(1, 1_000, 7_000, 60_000),
});
type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never;

async function playAndCheck(
  first: BudgetLedger,
  reopen: (() => Promise<BudgetLedger>) | undefined,
  some: readonly Step[],
  limits: BudgetRequest["windows"],
): Promise<void> {
  const made: { atMs: number; granted: number; back: number | undefined }[] = [];
  let port = first;
  let wallMs = START_MS;
  let latestMs = Number.NEGATIVE_INFINITY;
  for (const step of some) {
    if (step.kind === "wait" || step.kind === "jump") wallMs += step.ms;
    if (step.kind === "restart") port = (await reopen?.()) ?? port;
    if (step.kind === "giveBack" && made[step.lease] !== undefined) {
      await port.giveBack(`lease-${step.lease}`, yen(step.amount));
      const lease = made[step.lease]!;
      lease.back ??= Math.min(step.amount, lease.granted);
    }
    if (step.kind !== "lease") continue;
    latestMs = Math.max(latestMs, wallMs);
    const { grantedYen } = await port.lease({
      leaseId: `lease-${made.length}`,
      atMs: wallMs,
      wantYen: yen(step.want),
      stepYen: yen(step.step),
      windows: limits,
    });
    assert.ok(grantedYen === step.want || grantedYen % step.step === 0, "a whole number of steps");
    const spentSince = (fromMs: number): number =>
      made.reduce((sum, l) => (l.atMs >= fromMs ? sum + l.granted - (l.back ?? 0) : sum), 0);
    const slotMs = Math.min(...limits.map((l) => l.slotMs));
    // Every interval that holds the most ends at a lease: this one, as all earlier ends were checked when they were made.
    for (const { windowMs, limitYen } of limits) {
      const inWindow = spentSince(latestMs - windowMs) + grantedYen;
      assert.ok(
        grantedYen === 0 || inWindow <= limitYen,
        `${inWindow} yen in ${windowMs} ms, limit ${limitYen}`,
      );
    }
    // And no stinginess: what lies outside the window by more than a slot must not count.
    const surelyFree = Math.min(
      ...limits.map((l) => l.limitYen - spentSince(latestMs - l.windowMs - slotMs)),
    );
    const fair =
      step.want <= surelyFree ? step.want : Math.floor(Math.max(0, surelyFree) / step.step) * step.step;
    assert.ok(grantedYen >= fair, `granted ${grantedYen}, at least ${fair} were free`);
    made.push({ atMs: latestMs, granted: grantedYen, back: grantedYen === 0 ? 0 : undefined });
  }
}

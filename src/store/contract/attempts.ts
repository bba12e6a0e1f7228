// What every keeper of attempts must do, whichever database is behind it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { ANSWERS, type AttemptRecord } from "../../gate/facts.ts";
import type { AttemptRecords } from "../../gate/ports.ts";
import { attemptOf, START_MS, withPort, type Opening } from "./opening.ts";

const ALL = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: 1000 };
const numbers = (records: readonly AttemptRecord[]): number[] =>
  records.map((r) => Number(r.facts.id.slice(4)));

export function attemptsContract(open: Opening<AttemptRecords>): void {
  describe("attempts", () => {
    test("gives back every field of a full and of a bare record", () =>
      withPort(open, async (port) => {
        const full = attemptOf({ n: 1, answer: "hold", outcome: "declined", orderRef: "注文-17" });
        const bare = attemptOf({
          n: 2,
          bare: true,
          amountYen: null,
          outcome: null,
          ip: "2001:db8::1",
          asn: 0,
        });
        await port.append([full, bare]);
        assert.deepEqual(await port.get(full.facts.id), full);
        assert.deepEqual(await port.get(bare.facts.id), bare);
        assert.deepEqual(await port.findByOrder("注文-17"), full);
        assert.equal(await port.get("att_nobody"), undefined);
        assert.equal(await port.findByOrder("nothing"), undefined);
      }));

    test("counts a record that is handed over twice once", () =>
      withPort(open, async (port) => {
        await port.append([attemptOf({ n: 1 })]);
        await port.append([attemptOf({ n: 1, outcome: "declined" }), attemptOf({ n: 2 })]);
        assert.deepEqual(numbers(await port.list(ALL)), [2, 1]);
        const sums = await port.sums({ fromMs: START_MS, toMs: START_MS + 60_000, bucketMs: 60_000 });
        assert.equal(sums[0]?.attempts, 2);
      }));

    test("lists newest first, by answer, page after page without a gap", () =>
      withPort(open, async (port) => {
        // Three share one millisecond: the id decides.
        await port.append([3, 1, 2].map((n) => attemptOf({ n, atMs: START_MS })));
        await port.append([4, 5].map((n) => attemptOf({ n, answer: "block" })));
        assert.deepEqual(numbers(await port.list(ALL)), [5, 4, 3, 2, 1]);
        const page = await port.list({ ...ALL, limit: 2 });
        const beforeId = page[1]!.facts.id;
        assert.deepEqual(numbers(await port.list({ ...ALL, limit: 2, beforeId })), [3, 2]);
        assert.deepEqual(numbers(await port.list({ ...ALL, answer: "block" })), [5, 4]);
        assert.deepEqual(numbers(await port.list({ ...ALL, fromMs: START_MS + 4, toMs: START_MS + 5 })), [4]);
        assert.deepEqual(await port.list({ ...ALL, beforeId: "att_trimmed" }), []);
        assert.deepEqual(await port.list({ ...ALL, limit: -1 }), []);
      }));

    test("settles open outcomes once and leaves settled ones alone", () =>
      withPort(open, async (port) => {
        const outcomes = ["pending", "abandoned", null, "approved"] as const;
        await port.append(outcomes.map((outcome, n) => attemptOf({ n, outcome, atMs: START_MS })));
        for (const n of outcomes.keys()) {
          assert.equal(await port.settle(attemptOf({ n }).facts.id, "declined", "G12", `order-${n}`), true);
        }
        assert.equal(await port.settle("att_nobody", "declined", null, null), false);
        const after = await Promise.all(outcomes.map((_, n) => port.get(attemptOf({ n }).facts.id)));
        assert.deepEqual(
          after.map((record) => record?.outcome),
          ["declined", "declined", "declined", "approved"],
        );
        assert.equal(after[0]?.declineCode, "G12");
        assert.equal(after[3]?.declineCode, null);
        assert.equal((await port.findByOrder("order-3"))?.outcome, "approved");
        const [sum] = await port.sums({ fromMs: START_MS, toMs: START_MS + 60_000, bucketMs: 60_000 });
        assert.deepEqual([sum?.declined, sum?.approved, sum?.salesYen], [3, 1, 3_980]);
      }));

    test("finds the newest attempt of an order that was tried several times", () =>
      withPort(open, async (port) => {
        await port.append([1, 3, 2].map((n) => attemptOf({ n, orderRef: "cart-9" })));
        assert.equal((await port.findByOrder("cart-9"))?.facts.id, attemptOf({ n: 3 }).facts.id);
      }));

    test("knows an order that passed unheld only by the shop's own answer to an approved try", () =>
      withPort(open, async (port) => {
        const named = { ...attemptOf({ n: 1, orderRef: "A-1" }), shopNamed: true };
        await port.append([
          named,
          attemptOf({ n: 2, orderRef: "A-2" }),
          { ...attemptOf({ n: 3, orderRef: "A-3", answer: "hold" }), shopNamed: true },
          { ...attemptOf({ n: 4, orderRef: "A-4", outcome: "pending" }), shopNamed: true },
          // Anybody may claim the same reference later.
          attemptOf({ n: 5, orderRef: "A-1", outcome: "declined" }),
        ]);
        assert.deepEqual(await port.get(named.facts.id), named);
        const passed = await Promise.all([1, 2, 3, 4, 9].map((n) => port.passedUnheld(`A-${n}`)));
        assert.deepEqual(passed, [true, false, false, false, false]);
      }));

    test("trims what is too old, to the millisecond, and its sums with it", () =>
      withPort(open, async (port) => {
        await port.append(Array.from({ length: 2_500 }, (_, n) => attemptOf({ n })));
        assert.equal(await port.trim({ keepFromMs: START_MS + 2_400, bytesMax: 1e9 }), 2_400);
        assert.equal(await port.trim({ keepFromMs: START_MS + 2_400, bytesMax: 1e9 }), 0);
        const [sum] = await port.sums({ fromMs: START_MS, toMs: START_MS + 60_000, bucketMs: 60_000 });
        assert.deepEqual([sum?.attempts, sum?.approved, sum?.salesYen], [100, 100, 398_000]);
        const [origin] = await port.origins({ fromMs: 0, toMs: START_MS + 3e5, by: "country", limit: 9 });
        assert.equal(origin?.attempts, 100);
        assert.equal(numbers(await port.list({ ...ALL, limit: 1 }))[0], 2_499);
      }));

    test("trims the oldest beyond the size and keeps the newest", () =>
      withPort(open, async (port) => {
        await port.append(Array.from({ length: 6_000 }, (_, n) => attemptOf({ n })));
        const went = await port.trim({ keepFromMs: 0, bytesMax: 1_500_000 });
        assert.ok(went > 0 && went < 6_000, `${went} of 6000 went`);
        assert.equal(await port.get(attemptOf({ n: went - 1 }).facts.id), undefined);
        assert.notEqual(await port.get(attemptOf({ n: went }).facts.id), undefined);
        assert.equal(await port.trim({ keepFromMs: 0, bytesMax: 1_500_000 }), 0);
        assert.equal(await port.trim({ keepFromMs: 0, bytesMax: 0 }), 6_000 - went);
        assert.deepEqual(await port.sums({ fromMs: 0, toMs: START_MS * 2, bucketMs: 60_000 }), []);
      }));

    test("sums and origins say what counting the records by hand says, for any span", () =>
      fc.assert(
        fc.asyncProperty(fc.array(sketches, { maxLength: 40 }), spans, (some, span) =>
          withPort(open, async (port) => {
            const records = some.map((sketch, n) => attemptOf({ ...sketch, n }));
            await port.append(records);
            const inside = records.filter((r) => r.facts.atMs >= span.fromMs && r.facts.atMs < span.toMs);
            assert.deepEqual(await port.sums(span), sumsByHand(inside, span.bucketMs));
            for (const by of ["country", "asn", "ip"] as const) {
              const origins = await port.origins({ ...span, by, limit: 100 });
              assert.deepEqual(origins, originsByHand(inside, by));
            }
          }),
        ),
        { numRuns: 40 },
      ));

    test("keeps attempts over a restart", (t) =>
      withPort(open, async (port, { reopen }) => {
        if (reopen === undefined) return t.skip("this adapter keeps nothing over a restart");
        await port.append([attemptOf({ n: 1 })]);
        assert.deepEqual(await (await reopen()).get(attemptOf({ n: 1 }).facts.id), attemptOf({ n: 1 }));
      }));
  });
}

const HALF_AN_HOUR_MS = 1_800_000;
const sketches = fc.record({
  atMs: fc.integer({ min: 0, max: HALF_AN_HOUR_MS }).map((ms) => START_MS + ms),
  answer: fc.constantFrom(...ANSWERS),
  outcome: fc.constantFrom("approved", "declined", "pending", null),
  ip: fc.constantFrom("203.0.113.7", "198.51.100.2", "2001:db8::5"),
  asn: fc.constantFrom(0, 2516, 17676),
  country: fc.constantFrom("JP", "SG", "--"),
  feeYen: fc.integer({ min: 0, max: 30 }),
  savedYen: fc.integer({ min: 0, max: 900 }),
  amountYen: fc.option(fc.integer({ min: 1, max: 50_000 })),
});
const spans = fc
  .record({
    a: fc.integer({ min: -60_000, max: HALF_AN_HOUR_MS + 60_000 }),
    b: fc.integer({ min: -60_000, max: HALF_AN_HOUR_MS + 60_000 }),
    bucketMs: fc.constantFrom(1_000, 60_000, 300_000, 90_000, 86_400_000),
    whole: fc.boolean(),
  })
  .map(({ a, b, bucketMs, whole }) => {
    const round = (ms: number): number => (whole ? Math.floor(ms / 300_000) * 300_000 : ms);
    return { fromMs: START_MS + round(Math.min(a, b)), toMs: START_MS + round(Math.max(a, b)), bucketMs };
  });

function sumsByHand(records: readonly AttemptRecord[], bucketMs: number): unknown[] {
  const starts = records.map((r) => r.facts.atMs - (r.facts.atMs % bucketMs));
  const buckets = [...new Set(starts)].sort((a, b) => a - b);
  return buckets.flatMap((bucketStartMs) =>
    [...ANSWERS]
      .sort()
      .map((answer) => ({
        answer,
        of: records.filter((r, i) => starts[i] === bucketStartMs && r.judgement.answer === answer),
      }))
      .filter(({ of }) => of.length > 0)
      .map(({ answer, of }) => {
        const approved = of.filter((r) => r.outcome === "approved");
        return {
          bucketStartMs,
          answer,
          attempts: of.length,
          reachedGateway: of.filter((r) => r.reachedGateway).length,
          declined: of.filter((r) => r.outcome === "declined").length,
          approved: approved.length,
          feesYen: of.reduce((sum, r) => sum + r.feeYen, 0),
          savedYen: of.reduce((sum, r) => sum + r.savedYen, 0),
          salesYen: approved.reduce((sum, r) => sum + (r.facts.amountYen ?? 0), 0),
        };
      }),
  );
}

function originsByHand(records: readonly AttemptRecord[], by: "country" | "asn" | "ip"): unknown[] {
  const keyOf = (r: AttemptRecord): string => String(r.facts.origin[by]);
  return [...new Set(records.map(keyOf))]
    .map((key) => {
      const of = records.filter((r) => keyOf(r) === key);
      return {
        key,
        label: by === "asn" ? of[0]!.facts.origin.asnName : key,
        attempts: of.length,
        reachedGateway: of.filter((r) => r.reachedGateway).length,
        stopped: of.filter((r) => !r.reachedGateway).length,
      };
    })
    .sort((a, b) => b.attempts - a.attempts || (a.key < b.key ? -1 : 1));
}

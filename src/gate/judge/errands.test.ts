// Buyers and testers who are sent to their bank: what their return is worth, and whom it teaches about.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Case, Judge } from "./judge.ts";
import { COSTS, factsOf, freshJudge, sell, T0, teachHonestMorning, type Sketch } from "./tries.test-kit.ts";

const STEP_UP = { ...COSTS, can: { ...COSTS.can, stepUp: true } };

/** A try that is sent to 3-D Secure. */
function sendAway(judge: Judge, sketch: Sketch, atMs = T0): Case {
  const of = judge.open(factsOf({ ...sketch, atMs }), "page");
  const judgement = { ...judge.judge(of, { nowMs: atMs, pressure: 1 }), answer: "step-up" as const };
  judge.learn(of, judgement, "pending", atMs);
  return of;
}

/** The request that comes back: same seat, nothing named. */
function comeBack(judge: Judge, sketch: Sketch, atMs: number): Case {
  return judge.open(factsOf({ ...sketch, noCard: true, atMs }), "page");
}

function probabilityOf(judge: Judge, sketch: Sketch, atMs: number): number {
  const of = judge.open(factsOf({ ...sketch, atMs }), "page");
  return judge.judge(of, { nowMs: atMs, pressure: 1 }).probability;
}

const tester = (i: number): Sketch => ({
  ip: `60.${i % 200}.${(i * 31) % 256}.9`,
  seat: `tester${i}`,
  email: `t${i}`,
  card: `stolen${i}`,
  bin: "426684",
  amount: 1000 + (i % 40) * 150,
});

describe("an errand to the bank", () => {
  it("excuses one request, the one that ends it", () => {
    const judge = freshJudge(STEP_UP);
    sendAway(judge, {});
    const [first, second] = [comeBack(judge, {}, T0 + 20_000), comeBack(judge, {}, T0 + 20_000)];
    assert.equal(first.returning, true);
    assert.equal(judge.judge(first, { nowMs: T0 + 20_000, pressure: 1 }).answer, "pass");
    assert.equal(second.returning, false);
    const judgement = judge.judge(first, { nowMs: T0 + 20_000, pressure: 1 });
    judge.learn(first, judgement, "pending", T0 + 21_000);
    assert.equal(comeBack(judge, {}, T0 + 40_000).returning, true, "a next step at the bank");
  });

  it("is over after a quarter of an hour, and never excuses a card", () => {
    const judge = freshJudge(STEP_UP);
    sendAway(judge, {});
    assert.equal(judge.open(factsOf({ atMs: T0 + 20_000, card: "another" }), "page").returning, false);
    assert.equal(comeBack(judge, {}, T0 + 16 * 60_000).returning, false);
  });

  it("is known again when the client was given a token in between", () => {
    const judge = freshJudge(STEP_UP);
    sendAway(judge, { seat: null });
    assert.equal(comeBack(judge, { seat: "given" }, T0 + 20_000).returning, true);
  });

  it("that fails is held against the card range it began with, not against the buyer's country", () => {
    const judge = freshJudge(STEP_UP);
    teachHonestMorning(judge, 300);
    for (let i = 0; i < 40; i++) {
      const atMs = T0 + i * 5_000;
      sendAway(judge, tester(i), atMs);
      const back = comeBack(judge, tester(i), atMs + 1_000);
      judge.learn(back, judge.judge(back, { nowMs: atMs, pressure: 1 }), "error", atMs + 2_000);
      sell(judge, i, atMs + 2_500);
    }
    assert.ok(probabilityOf(judge, tester(901), T0 + 300_000) > 0.8);
    const buyer = { ip: "203.0.77.1", seat: "new", bin: "453000", card: "own" };
    assert.ok(probabilityOf(judge, buyer, T0 + 300_000) < 0.12);
  });

  it("that is left tells as much as one that failed, unless somebody came back", () => {
    const [left, done] = [freshJudge(STEP_UP), freshJudge(STEP_UP)];
    for (const judge of [left, done]) {
      teachHonestMorning(judge, 300);
      for (let i = 0; i < 40; i++) {
        const atMs = T0 + i * 5_000;
        const of = sendAway(judge, tester(i), atMs);
        const judgement = { ...judge.judge(of, { nowMs: atMs, pressure: 1 }), answer: "step-up" as const };
        if (judge === done) {
          const back = comeBack(judge, tester(i), atMs + 1_000);
          judge.learn(back, judge.judge(back, { nowMs: atMs, pressure: 1 }), "approved", atMs + 2_000);
        }
        const after = judge.learn(judge.reopen(of.facts), judgement, "abandoned", atMs + 120_000);
        assert.equal(after > judgement.probability, judge === left);
      }
    }
    assert.ok(probabilityOf(left, tester(901), T0 + 400_000) > 0.8);
    assert.ok(probabilityOf(done, tester(901), T0 + 400_000) < 0.05);
  });

  it("names no crowd it cannot name when it explains itself", () => {
    const judge = freshJudge(STEP_UP);
    teachHonestMorning(judge, 100);
    for (let i = 0; i < 40; i++) {
      const back = (sendAway(judge, tester(i), T0), comeBack(judge, tester(i), T0 + 1_000));
      const judgement = judge.judge(back, { nowMs: T0 + 1_000, pressure: 1 });
      assert.ok(judgement.reasons.every(({ label }) => label !== ""));
      judge.learn(back, judgement, "error", T0 + 2_000);
    }
  });
});

// Whom evidence is held against: crowds that hold fewer buyers explain a decline first, and a solved challenge is weighed
// among those who were asked.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { passes, type Judge } from "./judge.ts";
import { attack, factsOf, freshJudge, sell, T0, teachHonestMorning, type Sketch } from "./tries.test-kit.ts";

const LATER = T0 + 1_200_000;

function probabilityOf(judge: Judge, sketch: Sketch): number {
  const of = judge.open(factsOf({ atMs: LATER, ...sketch }), "page");
  return judge.judge(of, { nowMs: LATER, pressure: 1 }).probability;
}

/** Looks like the shop's own buyers but for the card range; each a new visitor at another home. */
function rangeTester(i: number): Sketch {
  return {
    ip: `60.${i % 200}.${(i * 31) % 256}.9`,
    seat: `tester${i}`,
    email: `t${i}`,
    bin: "426684",
    amount: 1000 + (i % 40) * 150,
  };
}

/** Testers with nothing in common who solve every challenge and are then declined, among buyers. */
function solvers(judge: Judge, tries: number): void {
  for (let i = 0; i < tries; i++) {
    const atMs = T0 + i * 1_500;
    const bin = `4${10_000 + ((i * 7919) % 89_999)}`;
    for (const ticketUses of [undefined, 0]) {
      const sketch = { ...rangeTester(i), bin, card: `stolen${i}`, atMs };
      const of = judge.open(factsOf(ticketUses === undefined ? sketch : { ...sketch, ticketUses }), "page");
      const judgement = judge.judge(of, { nowMs: atMs, pressure: 1 });
      if (ticketUses === 0 || passes(judgement.answer)) {
        judge.learn(of, judgement, "declined", atMs);
        break;
      }
      judge.stopped(of, judgement, atMs);
    }
    sell(judge, i, atMs + 500);
  }
}

describe("whom a decline is held against", () => {
  it("leaves buyers of the same country, make and visit alone once a card range explains it", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 300);
    for (let i = 0; i < 60; i++) {
      const atMs = LATER - (60 - i) * 5_000;
      const of = judge.open(factsOf({ ...rangeTester(i), card: `stolen${i}`, atMs }), "page");
      judge.learn(of, judge.judge(of, { nowMs: atMs, pressure: 1 }), "declined", atMs);
      sell(judge, i, atMs);
    }
    assert.ok(probabilityOf(judge, { ...rangeTester(901), card: "stolen901" }) > 0.8, "the range is known");
    const buyer = probabilityOf(judge, { ip: "60.9.77.1", seat: "new", bin: "453000", card: "own" });
    assert.ok(buyer < 0.12, `an ordinary buyer is doubted: ${buyer}`);
  });

  it("still finds a whole country under attack when nothing narrower tells the tries apart", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 300);
    const reached = attack(judge, 600, (i) => ({
      ...rangeTester(i),
      ip: `${20 + (i % 150)}.${(i * 31) % 256}.4.9`,
      country: "BR",
      asn: 1000 + (i % 300),
      bin: `4${10000 + ((i * 7919) % 89999)}`,
      make: `make${i % 60}`,
      shape: `a${i % 30}@gmail.com`,
    }));
    assert.ok(reached <= 25, `${reached} reached`);
  });

  it("keeps in mind how much of a crowd is the attacker's, however long he tries", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 300);
    for (let i = 0; i < 400; i++) {
      const of = judge.open(factsOf({ ...rangeTester(i), card: `stolen${i}`, atMs: T0 + i * 2_000 }), "page");
      const judgement = judge.judge(of, { nowMs: T0 + i * 2_000, pressure: 1 });
      judge.learn(of, judgement, "declined", T0 + i * 2_000);
    }
    const probability = probabilityOf(judge, { ...rangeTester(901), card: "stolen901" });
    assert.ok(probability > 0.95, `${probability}`);
  });
});

describe("a solved challenge", () => {
  it("speaks for the buyer while testers leave theirs lying", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 300);
    attack(judge, 60, rangeTester);
    const sketch = { ...rangeTester(901), bin: "453000", card: "c" };
    const plain = probabilityOf(judge, sketch);
    assert.ok(probabilityOf(judge, { ...sketch, ticketUses: 0 }) < plain * 0.6);
  });

  it("is never a reproach, not even when every tester solves", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 300);
    solvers(judge, 100);
    for (const bin of ["426684", "453000"]) {
      const sketch = { ...rangeTester(901), bin, card: "c" };
      const plain = probabilityOf(judge, sketch);
      const solved = probabilityOf(judge, { ...sketch, ticketUses: 0 });
      assert.ok(solved <= plain * 1.15 + 0.001, `${bin}: ${plain} became ${solved}`);
    }
  });

  it("answers for the seat it was asked under, also when a token was given along with it", () => {
    const lying = freshJudge();
    const solved = freshJudge();
    for (const judge of [lying, solved]) {
      teachHonestMorning(judge, 100);
      for (let i = 0; i < 12; i++) {
        const asked = factsOf({ ip: `60.4.${i}.9`, seat: null, make: "app", email: `a${i}`, card: `c${i}` });
        const of = judge.open(asked, "json");
        const judgement = { ...judge.judge(of, { nowMs: T0, pressure: 1 }), answer: "challenge" as const };
        judge.stopped(of, judgement, T0);
        if (judge === solved) {
          const facts = factsOf({
            ip: `60.4.${i}.9`,
            make: "app",
            seat: `given${i}`,
            ticketUses: 0,
            atMs: T0 + 2_000,
          });
          judge.open(facts, "json");
        }
        judge.learn(judge.reopen(asked), judgement, "unsolved", T0 + 90_000);
      }
    }
    const sketch = { ip: "60.4.99.9", seat: null, make: "app", email: "x", card: "x" };
    assert.ok(probabilityOf(lying, sketch) > 3 * probabilityOf(solved, sketch));
  });
});

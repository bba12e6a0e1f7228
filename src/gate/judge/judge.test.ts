// What the judge promises: tries of one attacker stop after a few, buyers and carriers' addresses are not refused.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { cellsBytes, openCells, crowdKey, fading, makePlaces, quickExp } from "./cells.ts";
import { cheapest, costsOf } from "./costs.ts";
import { KIND_COUNT } from "./kinds.ts";
import { attack, COSTS, factsOf, freshJudge, SIZES, T0, teachHonestMorning } from "./tries.test-kit.ts";

describe("the judge on attackers", () => {
  it("stops one browser that tries card after card within four tries", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 200);
    assert.ok(attack(judge, 400, () => ({})) <= 4);
  });

  it("stops one address that drops its cookies within six tries", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 200);
    assert.ok(attack(judge, 400, (i) => ({ seat: null, email: `e${i}` })) <= 6);
  });

  it("stops a network whose addresses rotate, each used once", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 200);
    const reached = attack(judge, 2_000, (i) => ({
      ip: `170.124.${i % 256}.${(i * 7) % 256}`,
      asn: 55_555,
      country: "US",
      seat: `v${i}`,
      email: `e${i}`,
    }));
    assert.ok(reached <= 8, `${reached} reached`);
  });

  it("stops thousands of addresses over many countries that look like browsers", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 200);
    const countries = ["US", "SG", "CN", "BR", "VN", "IN", "RU"];
    const reached = attack(judge, 4_000, (i) => ({
      ip: `${20 + (i % 150)}.${(i * 31) % 256}.${(i * 17) % 256}.9`,
      asn: 1000 + (i % 600),
      country: countries[i % countries.length] as string,
      seat: `v${i}`,
      email: `e${i}`,
      bin: `53${1000 + (i % 900)}`,
      amount: 980,
    }));
    assert.ok(reached <= 12, `${reached} reached`);
  });
});

describe("the judge on buyers", () => {
  it("lets a first buyer of the day pass, with nothing learned", () => {
    const judge = freshJudge();
    const of = judge.open(factsOf({}), "page");
    assert.equal(judge.judge(of, { nowMs: T0, pressure: 1 }).answer, "pass");
  });

  it("lets a buyer retry after a mistyped card", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 200);
    for (const [i, card] of ["mistyped", "right"].entries()) {
      const atMs = T0 + i * 40_000;
      const of = judge.open(factsOf({ card, atMs }), "page");
      const judgement = judge.judge(of, { nowMs: atMs, pressure: 1 });
      assert.equal(judgement.answer, "pass");
      judge.learn(of, judgement, card === "right" ? "approved" : "declined", atMs);
    }
  });

  it("never refuses a proven buyer for what his neighbours at the same address do", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 200);
    const before = judge.open(factsOf({ seat: "proven", card: "mine", atMs: T0 - 60_000 }), "page");
    judge.learn(before, judge.judge(before, { nowMs: T0 - 60_000, pressure: 1 }), "approved", T0 - 60_000);
    attack(judge, 500, (i) => ({ seat: null, email: `e${i}` }));
    const of = judge.open(factsOf({ seat: "proven", card: "mine", atMs: T0 + 800_000 }), "page");
    const judgement = judge.judge(of, { nowMs: T0 + 800_000, pressure: 1 });
    assert.equal(judgement.proven, true);
    assert.equal(judgement.answer, "pass");
  });

  it("takes a proof back when its bearer starts to try card after card", () => {
    const judge = freshJudge();
    const before = judge.open(factsOf({ seat: "lucky", card: "live", atMs: T0 - 60_000 }), "page");
    judge.learn(before, judge.judge(before, { nowMs: T0 - 60_000, pressure: 1 }), "approved", T0 - 60_000);
    assert.ok(attack(judge, 200, () => ({ seat: "lucky" })) <= 6);
  });

  it("challenges but does not refuse new buyers behind a carrier's address that is under attack", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 60, { ip: "126.1.2.3" });
    attack(judge, 300, (i) => ({ ip: "126.1.2.3", seat: `bot${i}`, email: `e${i}` }));
    const of = judge.open(
      factsOf({ ip: "126.1.2.3", seat: "family", bin: "453000", card: "new", atMs: T0 + 460_000 }),
      "page",
    );
    const { answer } = judge.judge(of, { nowMs: T0 + 460_000, pressure: 1 });
    assert.ok(answer !== "decoy" && answer !== "block", answer);
  });

  it("explains every answer other than a plain pass", () => {
    const judge = freshJudge();
    teachHonestMorning(judge, 200);
    attack(judge, 50, () => ({}));
    const of = judge.open(factsOf({ card: "another", atMs: T0 + 90_000 }), "page");
    const judgement = judge.judge(of, { nowMs: T0 + 90_000, pressure: 1 });
    assert.notEqual(judgement.answer, "pass");
    assert.ok(judgement.reasons.some((reason) => reason.crowd === "seat"));
    assert.ok((judgement.costsYen[judgement.answer] ?? 0) <= (judgement.costsYen.pass ?? 0));
  });
});

describe("expected yen", () => {
  it("never chooses an answer that costs more than another possible one", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.option(fc.integer({ min: 0, max: 1_000_000 })),
        fc.option(fc.integer({ min: 0, max: 9 })),
        (probability, refusable, amountYen, ticketUses) => {
          const costs = costsOf(COSTS, {
            probability,
            refusable,
            amountYen,
            ticketUses,
            speaks: "page",
            pressure: 1,
          });
          const least = Math.min(...Object.values(costs));
          assert.ok((costs[cheapest(costs)] ?? 0) <= least + 0.02);
        },
      ),
    );
  });

  it("lets a claimed amount make a try dearer to let through, but not dearer to stop", () => {
    const question = {
      probability: 0.95,
      refusable: 0.95,
      ticketUses: null,
      speaks: "page",
      pressure: 1,
    } as const;
    const usual = costsOf(COSTS, { ...question, amountYen: 12_000 });
    const claimed = costsOf(COSTS, { ...question, amountYen: 900_000 });
    assert.equal(claimed.decoy, usual.decoy);
    assert.ok((claimed.pass ?? 0) > (usual.pass ?? 0));
    assert.equal(cheapest(claimed), "decoy");
  });

  it("offers no refusal when no crowd without honest buyers carries it", () => {
    const costs = costsOf(COSTS, {
      probability: 0.999,
      refusable: 0,
      amountYen: 1000,
      ticketUses: null,
      speaks: "page",
      pressure: 1,
    });
    assert.equal(costs.decoy, undefined);
    assert.equal(costs.block, undefined);
  });
});

describe("cells", () => {
  it("keep their size and still know a proven buyer after a flood of a million addresses", () => {
    const memory = new SharedArrayBuffer(cellsBytes(SIZES));
    const cells = openCells(memory, SIZES);
    const key = crowdKey(0, "proven");
    const at = cells.claim(0, key.slot, key.tag, 1000);
    cells.view[at + 14] = 3;
    for (let i = 0; i < 1_000_000; i++) {
      const other = crowdKey(1, `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
      cells.claim(1, other.slot, other.tag, 1000 + (i >> 10));
    }
    assert.equal(cells.view[cells.find(0, key.slot, key.tag) + 14], 3);
  });

  it("are located together as each is found alone", () => {
    const places = makePlaces();
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: KIND_COUNT, maxLength: KIND_COUNT }),
        fc.nat(),
        (known, n) => {
          const cells = openCells(new SharedArrayBuffer(cellsBytes(SIZES)), SIZES);
          const keys = new Int32Array(KIND_COUNT * 2);
          for (let kind = 0; kind < KIND_COUNT; kind++) {
            const key = crowdKey(kind, `${n} ${kind}`);
            keys.set([key.slot, key.tag], kind * 2);
            if (known[kind] === true) cells.claim(kind, key.slot, key.tag, 1000);
          }
          cells.locate(keys, places);
          for (let kind = 0; kind < KIND_COUNT; kind++) {
            const alone = cells.find(kind, keys[kind * 2] ?? 0, keys[kind * 2 + 1] ?? 0);
            assert.equal(places[kind], alone);
            assert.equal(alone >= 0, known[kind]);
          }
        },
      ),
    );
  });

  it("fade by half per half-life and never when the clock goes back", () => {
    assert.equal(fading(3600, 3600), 0.5);
    assert.equal(fading(-3600, 3600), 1);
    assert.ok(Math.abs(quickExp(2) - Math.exp(2)) < 0.1);
  });
});

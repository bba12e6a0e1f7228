// What the judge promises: tries of one attacker stop after a few, buyers and carriers' addresses are not refused.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseIp, type Ip } from "../../kernel/index.ts";
import type { AttemptFacts } from "../facts.ts";
import { cellsBytes, openCells, crowdKey, fading, quickExp } from "./cells.ts";
import type { CostPolicy } from "./costs.ts";
import { cheapest, costsOf } from "./costs.ts";
import { judgeBytes, openJudge, passes, type Judge } from "./judge.ts";

const SIZES = { narrowCells: 1 << 12, wideCells: 1 << 10 };
const COSTS: CostPolicy = {
  feeYen: 20,
  chargebackYen: 3000,
  averageOrderYen: 6000,
  marginShare: 0.3,
  holdReviewYen: 150,
  can: { challenge: true, decoy: true, hold: true, stepUp: false },
};
const T0 = Date.UTC(2026, 10, 20, 3);

function freshJudge(): Judge {
  return openJudge(new SharedArrayBuffer(judgeBytes(SIZES)), SIZES, { home: "JP", costs: COSTS });
}

interface Sketch {
  readonly ip?: string;
  readonly country?: string;
  readonly asn?: number;
  readonly seat?: string | null;
  readonly card?: string;
  readonly bin?: string;
  readonly make?: string;
  readonly atMs?: number;
  readonly pages?: number;
  readonly amount?: number;
  readonly email?: string;
}

function factsOf(sketch: Sketch): AttemptFacts {
  const atMs = sketch.atMs ?? T0;
  const seat = sketch.seat === undefined ? "00000000000000aa" : sketch.seat;
  return {
    id: "att_test",
    atMs,
    route: "checkout",
    origin: {
      ip: parseIp(sketch.ip ?? "198.51.100.7") as Ip,
      asn: sketch.asn ?? 4713,
      asnName: "",
      country: sketch.country ?? "JP",
      hosting: false,
    },
    device: { fingerprint: sketch.make ?? "chrome", httpVersion: "1.1", program: false },
    visitor: seat === null ? null : { id: seat, firstSeenMs: atMs - 90_000, pages: sketch.pages ?? 4 },
    card: { bin6: sketch.bin ?? "411111", key: sketch.card ?? "k1", kind: "number" },
    amountYen: sketch.amount ?? 3000,
    emailShape: "a8@gmail.com",
    emailKey: sketch.email ?? seat ?? "e",
    ticketUses: null,
  };
}

/** A morning of ordinary sales: 1 in 12 first tries fails. */
function teachHonestMorning(judge: Judge, buyers: number, from: Sketch = {}): void {
  for (let i = 0; i < buyers; i++) {
    const atMs = T0 - 6 * 3_600_000 + i * 20_000;
    const of = judge.open(
      factsOf({
        seat: `buyer${i}`,
        ip: `203.0.${i % 100}.${i % 250}`,
        card: `own${i}`,
        bin: `45${i % 9}000`,
        atMs,
        amount: 1000 + (i % 40) * 150,
        ...from,
      }),
      "page",
    );
    judge.learn(
      of,
      judge.judge(of, { nowMs: atMs, pressure: 1 }),
      i % 12 === 5 ? "declined" : "approved",
      atMs,
    );
  }
}

/** Tries of an attacker, each declined when it passes; returns how many passed. */
function attack(judge: Judge, tries: number, make: (i: number) => Sketch): number {
  let reached = 0;
  for (let i = 0; i < tries; i++) {
    const atMs = T0 + i * 1_500;
    const of = judge.open(factsOf({ card: `stolen${i}`, ...make(i), atMs }), "page");
    const judgement = judge.judge(of, { nowMs: atMs, pressure: 1 });
    if (passes(judgement.answer)) {
      reached++;
      judge.learn(of, judgement, "declined", atMs);
    } else judge.stopped(of, judgement, atMs);
  }
  return reached;
}

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

  it("fade by half per half-life and never when the clock goes back", () => {
    assert.equal(fading(3600, 3600), 0.5);
    assert.equal(fading(-3600, 3600), 1);
    assert.ok(Math.abs(quickExp(2) - Math.exp(2)) < 0.1);
  });
});

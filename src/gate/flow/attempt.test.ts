// One try with something broken on its way: what money or goods hang on stays closed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createRouteTable } from "../attempts/index.ts";
import type { Judgement } from "../facts.ts";
import { attend } from "./attempt.ts";
import { BODY, bench, REQUEST, ROUTE, type Bench } from "./bench.test-kit.ts";

function pay({ desk }: Bench): ReturnType<typeof attend> {
  const route = createRouteTable({ preset: "custom", routes: [ROUTE] }).match(REQUEST);
  assert.ok(route !== undefined);
  return attend(desk, REQUEST, route, BODY, new AbortController().signal, undefined);
}

test("a sound try goes on with its id, and is on record with its end and the order's name", async () => {
  const one = bench({});
  const way = await pay(one);
  assert.ok(way.kind === "forward");
  assert.match(way.requestHeaders?.[0]?.[1] ?? "", /^att_/);
  await way.watch?.seen({ status: 402, headers: {}, body: new Uint8Array(), shopMs: 9 });
  assert.equal(one.records[0]?.outcome, "declined");
  assert.equal(one.records[0]?.orderRef, "MS-1");
  assert.deepEqual(one.told, []);
  assert.equal(one.desk.inFlight.total(), 0);
});

test("a judge that fails lets a try through only when its fee was reserved", async () => {
  const failing = { judge: (): never => assert.fail("broken") };
  const open = bench({ judge: failing });
  assert.equal((await pay(open)).kind, "forward");
  const closed = bench({
    judge: failing,
    house: { reserve: () => Promise.resolve({ granted: false, usedShare: 1 }) },
  });
  const way = await pay(closed);
  assert.ok(way.kind === "answer");
  assert.equal(way.reply.status, 503);
  assert.match(String(way.reply.body), /代金引換/);
  assert.equal(closed.records[0]?.reachedGateway, false);
});

test("a ledger that does not answer is a no", async () => {
  const one = bench({ house: { reserve: () => Promise.reject(new Error("silent")) } });
  const way = await pay(one);
  assert.equal(way.kind, "answer");
  assert.equal(one.records[0]?.judgement.forced, "budget");
});

test("a hold that cannot be written keeps the shop from being asked", async () => {
  const one = bench({ answer: "hold", house: { createHold: () => Promise.reject(new Error("full")) } });
  const way = await pay(one);
  assert.ok(way.kind === "answer");
  assert.equal(way.reply.status, 503);
  assert.equal(one.records[0]?.reachedGateway, false);
});

test("a hold is written before the shop is asked, the buyer's name for the order only as a claim, and ended with the shop's word", async () => {
  const one = bench({ answer: "hold" });
  const way = await pay(one);
  assert.ok(way.kind === "forward");
  assert.deepEqual(one.told, ["held null, perhaps MS-1"]);
  assert.match(String(way.requestHeaders?.map(([name]) => name)), /Misemori-Hold/);
  await way.watch?.seen(undefined);
  assert.deepEqual(one.told, ["held null, perhaps MS-1", "endHold null abandoned"]);
});

test("a decoy card is declined as the shop declines, and neither shop nor budget hears of it", async () => {
  const one = bench({
    isDecoyPaid: () => true,
    house: { reserve: () => assert.fail("no fee is owed") },
  });
  const answering = pay(one);
  one.clock.advance(60_000);
  const way = await answering;
  assert.ok(way.kind === "answer");
  assert.equal(one.records[0]?.judgement.answer, "decoy");
  assert.equal(one.records[0].judgement.forced, "decoy-card");
  assert.equal(one.records[0]?.reachedGateway, false);
  assert.equal(one.desk.inFlight.total(), 0);
});

test("a guard that only watches tells of a decoy card and lets it pass", async () => {
  let asked = 0;
  const one = bench({ isDecoyPaid: () => (asked += 1) > 0 });
  assert.equal((await pay({ ...one, desk: { ...one.desk, mode: "watch" } })).kind, "forward");
  assert.equal(asked, 1);
});

test("whoever found no room to wait, or left, is on record with that as the reason", async () => {
  for (const [kind, forced] of [
    ["full", "no-room"],
    ["gone", "gone"],
  ] as const) {
    const one = bench({});
    const lane = { ...one.desk.lane, enter: () => Promise.resolve({ kind }) };
    const answering = pay({ ...one, desk: { ...one.desk, lane } });
    one.clock.advance(60_000);
    assert.equal((await answering).kind, "answer");
    assert.equal(one.records[0]?.judgement.forced, forced);
    assert.equal(one.records[0].reachedGateway, false);
  }
});

test("with cards paused by hand no card goes on", async () => {
  const one = bench({});
  one.desk.board.post({ cardsPaused: true });
  const way = await pay(one);
  assert.ok(way.kind === "answer");
  assert.equal(one.records[0]?.judgement.forced, "cards-paused");
});

test("who is beyond the budget's ration is asked once before he is sent away", async () => {
  const doubtful: Judgement = {
    answer: "pass",
    probability: 0.6,
    proven: false,
    costsYen: { pass: 9, challenge: 12 },
    reasons: [],
    challengeCost: 2,
    forced: null,
  };
  for (const costsYen of [doubtful.costsYen, { pass: 9 }]) {
    const one = bench({ judge: { judge: () => ({ ...doubtful, costsYen }) } });
    one.desk.board.post({ usedShare: 0.9 });
    const way = await pay(one);
    assert.ok(way.kind === "answer");
    const asked = "challenge" in costsYen;
    assert.equal(way.reply.status, asked ? 403 : 503);
    assert.equal(one.records[0]?.judgement.answer, asked ? "challenge" : "pause");
    assert.equal(one.records[0]?.judgement.forced, "budget");
    assert.equal(one.records[0]?.reachedGateway, false);
  }
});

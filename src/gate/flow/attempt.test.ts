// One try with something broken on its way: what money or goods hang on stays closed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock, seededRandom, type Ip } from "../../kernel/index.ts";
import {
  createChallenges,
  createDecoys,
  createDeviceTokens,
  createRefusals,
  createSlowLane,
} from "../answers/index.ts";
import { createRouteTable, type RouteRule } from "../attempts/index.ts";
import type { AttemptRecord, Judgement } from "../facts.ts";
import type { ArrivedRequest } from "../http/way.ts";
import { DEFAULT_CELLS } from "../judge/cells.ts";
import { judgeBytes, openJudge, type Judge } from "../judge/judge.ts";
import { attend, type AttemptDesk } from "./attempt.ts";
import { createGatherer } from "./gather.ts";
import { BOARD_INTS, openBoard, type House } from "./house.ts";
import { createInFlight } from "./lanes.ts";
import { openWalks } from "./walks.ts";

const SHOP = { shopName: "浜の店", telephone: undefined, contactUrl: undefined, otherPayments: ["代金引換"] };
const FIELDS = {
  card: ["card_number"],
  token: [],
  amount: ["total"],
  email: [],
  order: ["order"],
  method: [],
};
const ROUTE: RouteRule = {
  name: "checkout",
  method: "POST",
  path: "/checkout",
  speaks: "page",
  fields: FIELDS,
  notCard: [],
  approved: [{ status: 201 }],
  declined: [{ status: 402 }],
  error: [],
  pending: [],
};
const BODY = Buffer.from("card_number=4000220000000000&total=880&order=MS-1");
const REQUEST: ArrivedRequest = {
  method: "POST",
  target: "/checkout",
  path: "/checkout",
  query: "",
  rawHeaders: ["Host", "a", "Content-Type", "application/x-www-form-urlencoded"],
  headers: { host: "a", "content-type": "application/x-www-form-urlencoded" },
  httpVersion: "1.1",
  clientIp: "133.32.1.1" as Ip,
  scheme: "http",
  host: "a",
};

interface Bench {
  readonly desk: AttemptDesk;
  readonly records: AttemptRecord[];
  readonly told: string[];
}

function bench(change: {
  house?: Partial<House>;
  judge?: Partial<Judge>;
  answer?: Judgement["answer"];
}): Bench {
  const clock = manualClock();
  const random = seededRandom(1);
  const key = Buffer.alloc(32, 7);
  const records: AttemptRecord[] = [];
  const told: string[] = [];
  const costs = {
    feeYen: 20,
    chargebackYen: 3_000,
    averageOrderYen: 6_000,
    marginShare: 0.3,
    holdReviewYen: 150,
    can: { challenge: false, decoy: false, hold: false, stepUp: false },
  };
  const real = openJudge(new SharedArrayBuffer(judgeBytes(DEFAULT_CELLS)), DEFAULT_CELLS, {
    home: "JP",
    costs,
  });
  const { answer } = change;
  const judge: Judge = {
    ...real,
    ...(answer === undefined ? {} : { judge: (of, when) => ({ ...real.judge(of, when), answer }) }),
    ...change.judge,
  };
  const devices = createDeviceTokens({ keys: [key], clock, random });
  const challenges = createChallenges({ keys: [key], clock, random, devices, shop: SHOP });
  const walks = openWalks(real.cells, () => clock.nowMs());
  const origins = {
    lookUp: (ip: Ip) => ({ ip, asn: 2_516, asnName: "KDDI", country: "JP", hosting: false }),
  } as Parameters<typeof createGatherer>[0]["origins"];
  const house: House = {
    reserve: () => Promise.resolve({ granted: true, usedShare: 0 }),
    createHold: (hold) => Promise.resolve(void told.push(`held ${hold.orderRef}`)),
    giveBack: () => void told.push("giveBack"),
    endHold: (_id, orderRef, outcome) => void told.push(`endHold ${orderRef} ${outcome}`),
    record: (record) => void records.push(record),
    settle: () => void told.push("settle"),
    expect: () => void told.push("expect"),
    shown: () => void told.push("shown"),
    hook: () => Promise.resolve({ status: 404, headers: [], body: "" }),
    ...change.house,
  };
  const desk: AttemptDesk = {
    clock,
    random,
    judge,
    board: openBoard(new SharedArrayBuffer(BOARD_INTS * 4)),
    house,
    lane: createSlowLane({ perKeyMax: 4, totalMax: 8, waitMsMax: 1_000, clock }),
    inFlight: createInFlight(),
    gatherer: createGatherer({ clock, random, origins, devices, challenges, walks, hashingKey: key }),
    challenges,
    decoys: createDecoys({ clock, random }),
    refusals: createRefusals({ ...SHOP, random }),
    devices,
    choices: undefined,
    chosen: undefined,
    home: "JP",
    feeYen: 20,
    mode: "judge",
  };
  return { desk, records, told };
}

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

test("a hold is written under the order's name before the shop is asked, and ended with the shop's word", async () => {
  const one = bench({ answer: "hold" });
  const way = await pay(one);
  assert.ok(way.kind === "forward");
  assert.deepEqual(one.told, ["held MS-1"]);
  assert.match(String(way.requestHeaders?.map(([name]) => name)), /Misemori-Hold/);
  await way.watch?.seen(undefined);
  assert.deepEqual(one.told, ["held MS-1", "endHold null abandoned"]);
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

// What late words do to a hold, through the whole house: a report or a page about somebody else's order ends nothing.

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createEvents, manualClock, seededRandom } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import { openBudget } from "../budget/reserve.ts";
import { BOARD_INTS, openBoard } from "../flow/house.ts";
import { openSiteBoard, openSiteDesk, SITE_BYTES } from "../site/index.ts";
import { DEFAULT_CELLS } from "../judge/cells.ts";
import { judgeBytes, openJudge } from "../judge/judge.ts";
import type { AttemptRecord } from "../facts.ts";
import type { Hold } from "../ports.ts";
import { createEpisodes } from "./episodes.ts";
import { openGatehouse } from "./gatehouse.ts";
import { keepHouse } from "./keeper.ts";
import { recordOf, T0_MS } from "./records.test-kit.ts";
import { createSuspects } from "./suspects.ts";

const COSTS = {
  feeYen: 20,
  chargebackYen: 3_000,
  averageOrderYen: 6_000,
  marginShare: 0.3,
  holdReviewYen: 150,
  can: { challenge: true, decoy: true, hold: true, stepUp: false },
};

async function openHouse(t: TestContext) {
  const store = openMemoryStore();
  const clock = manualClock(T0_MS);
  const budget = openBudget(
    store.budget,
    () => ({ perHourYen: 1_000, perDayYen: 5_000 }),
    () => clock.nowMs(),
  );
  const parts = {
    clock,
    records: store.attempts,
    holds: store.holds,
    budget,
    board: openBoard(new SharedArrayBuffer(BOARD_INTS * 4)),
    judge: openJudge(new SharedArrayBuffer(judgeBytes(DEFAULT_CELLS)), DEFAULT_CELLS, {
      home: "JP",
      costs: COSTS,
    }),
    episodes: createEpisodes(() => "attack_1"),
    suspects: createSuspects(),
    events: createEvents((error) => {
      throw error;
    }),
  };
  const keeper = keepHouse({
    ...parts,
    redeem: () => Promise.resolve(false),
    hook: () => Promise.resolve({ status: 404, headers: [], body: "" }),
  });
  const gatehouse = openGatehouse({
    ...parts,
    cards: store.cardSwitch,
    keeper,
    site: (await openTestSite(parts, store)).site,
    shop: () => ({ name: "浜の店", timezone: "Asia/Tokyo", mode: "judge" }),
    workers: () => ({ running: 1, wanted: 1 }),
  });
  t.after(async () => {
    await keeper.flush();
    await store.close();
  });
  return { keeper, gatehouse, store };
}
function openTestSite(
  { clock, events }: Pick<Parameters<typeof keepHouse>[0], "clock" | "events">,
  store: ReturnType<typeof openMemoryStore>,
) {
  return openSiteDesk({
    orders: store.siteOrders,
    board: openSiteBoard(new SharedArrayBuffer(SITE_BYTES)),
    clock,
    random: seededRandom(1),
    events,
    record: () => Promise.resolve(),
    lookUp: (ip) => ({ ip, asn: 0, asnName: "", country: "??", hosting: false }),
    settings: () => ({
      shopUrl: "https://shop.example",
      spared: [],
      sessionCookies: [],
      tokens: "not-covered",
    }),
    changed: () => undefined,
  });
}
type HouseUnderTest = Awaited<ReturnType<typeof openHouse>>;

/** A held try that went to the bank's page, whose buyer claims another one's order. */
async function heldTry({ keeper }: HouseUnderTest, claimedRef: string): Promise<AttemptRecord> {
  const visitor = { id: "fedcba9876543210", firstSeenMs: T0_MS, pages: 3 };
  const record = recordOf({
    facts: { visitor },
    judgement: { answer: "hold" },
    record: { outcome: "pending", orderRef: claimedRef, holdId: "hold_1" },
  });
  const hold: Hold = {
    id: "hold_1",
    attemptId: record.facts.id,
    createdAtMs: T0_MS,
    orderRef: null,
    claimedRef,
    amountYen: 880,
    country: "SG",
    probability: 0.6,
    state: "held",
    decidedAtMs: null,
    decidedBy: null,
    note: null,
  };
  await keeper.house.createHold(hold);
  keeper.house.record(record);
  keeper.house.expect(visitor.id, record.facts.id, "/shopping/complete");
  await keeper.flush();
  return record;
}

async function reasons({ gatehouse }: HouseUnderTest): Promise<readonly (string | null)[]> {
  const verdicts = await Promise.all(["MS-1", "the-real-one"].map((ref) => gatehouse.shippable(ref)));
  return verdicts.map(({ reason }) => reason);
}

const REPORT = { attemptId: null, orderRef: "MS-1", declineCode: null } as const;

test("an agency's word on the claimed order neither names nor ends the hold", async (t) => {
  for (const outcome of ["declined", "approved", "error"] as const) {
    const house = await openHouse(t);
    await heldTry(house, "MS-1");
    assert.equal(await house.gatehouse.reportOutcome({ ...REPORT, outcome }), "learned");
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(await reasons(house), ["claimed", "unnamed-hold"], outcome);
  }
});

test("a report that names the attempt names its hold, or ends it", async (t) => {
  const house = await openHouse(t);
  const { facts } = await heldTry(house, "MS-1");
  const report = {
    attemptId: facts.id,
    orderRef: "the-real-one",
    declineCode: null,
    outcome: "approved",
  } as const;
  assert.equal(await house.gatehouse.reportOutcome(report), "learned");
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(await reasons(house), [null, "on-hold"]);

  const other = await openHouse(t);
  const { facts: failed } = await heldTry(other, "MS-1");
  await other.gatehouse.reportOutcome({ ...report, attemptId: failed.id, outcome: "declined" });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(await reasons(other), [null, null]);
});

test("an error page the buyer opens by himself does not end the hold, the try's own page does", async (t) => {
  const end = { outcome: "declined", declineCode: null, orderRef: null } as const;
  for (const [page, expected] of [
    ["/shopping/error", ["claimed", "unnamed-hold"]],
    ["/shopping/complete", [null, null]],
  ] as const) {
    const house = await openHouse(t);
    await heldTry(house, "MS-1");
    house.keeper.house.shown("fedcba9876543210", page, end);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(await reasons(house), expected, page);
  }
});

test("an order's name on a page the buyer opened is shown to the person, and believed by nobody", async (t) => {
  const house = await openHouse(t);
  await heldTry(house, "MS-1");
  const end = { outcome: "approved", declineCode: null, orderRef: "MS-2" } as const;
  house.keeper.house.shown("fedcba9876543210", "/shopping/complete", end);
  await new Promise((resolve) => setImmediate(resolve));
  const hold = await house.gatehouse.hold("hold_1");
  assert.deepEqual([hold?.orderRef, hold?.claimedRef], [null, "MS-2"]);
  assert.equal((await house.gatehouse.shippable("MS-2")).reason, "claimed");
  assert.deepEqual(await reasons(house), ["unnamed-hold", "unnamed-hold"]);
});

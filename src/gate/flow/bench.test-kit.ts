// One gate's desk over shared memory, with a house that says yes and remembers what it was told. For this room's tests.

import { manualClock, seededRandom, type Ip, type ManualClock, type Random } from "../../kernel/index.ts";
import {
  createChallenges,
  createDecoys,
  createDeviceTokens,
  createRefusals,
  createSlowLane,
} from "../answers/index.ts";
import { createRouteTable, type RouteRule } from "../attempts/index.ts";
import type { AttemptRecord, Judgement } from "../facts.ts";
import type { ArrivedRequest, GateHandler } from "../http/way.ts";
import { DEFAULT_CELLS } from "../judge/cells.ts";
import { judgeBytes, openJudge, type Judge } from "../judge/judge.ts";
import { closedLookUp } from "../lookup/serve.ts";
import type { AttemptDesk } from "./attempt.ts";
import { createGatherer } from "./gather.ts";
import { createHandler } from "./handler.ts";
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
export const ROUTE: RouteRule = {
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
export const BODY = Buffer.from("card_number=4000220000000000&total=880&order=MS-1");
export const REQUEST: ArrivedRequest = {
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

/** Nobody behind the house: no agencies, no look-up. */
const AWAY: Pick<House, "hook" | "lookUp"> = {
  hook: () => Promise.resolve({ status: 404, headers: [], body: "" }),
  lookUp: closedLookUp,
};
const noPage = (): undefined => undefined;

export interface Bench {
  readonly clock: ManualClock;
  readonly handler: GateHandler;
  readonly desk: AttemptDesk;
  readonly records: AttemptRecord[];
  readonly told: string[];
}

export function bench(change: {
  house?: Partial<House>;
  judge?: Partial<Judge>;
  answer?: Judgement["answer"];
  isDecoyPaid?: AttemptDesk["isDecoyPaid"];
}): Bench {
  const clock = manualClock();
  const random = lowRandom();
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
  const house: House = { ...houseThatTells(told, records), ...change.house };
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
    isDecoyPaid: change.isDecoyPaid ?? ((): boolean => false),
  };
  const routes = createRouteTable({ preset: "custom", routes: [ROUTE] });
  const handler = createHandler({
    clock,
    routes,
    devices,
    challenges,
    walks,
    desk,
    lookUpPage: noPage,
    baits: noPage,
  });
  return { clock, handler, desk, records, told };
}

/** Grants everything and says what it was asked. */
function houseThatTells(told: string[], records: AttemptRecord[]): House {
  return {
    reserve: () => Promise.resolve({ granted: true, usedShare: 0 }),
    createHold: (hold) =>
      Promise.resolve(void told.push(`held ${hold.orderRef}, perhaps ${hold.claimedRef}`)),
    giveBack: () => void told.push("giveBack"),
    endHold: (_id, orderRef, outcome) => void told.push(`endHold ${orderRef} ${outcome}`),
    record: (record) => void records.push(record),
    settle: () => void told.push("settle"),
    expect: () => void told.push("expect"),
    shown: () => void told.push("shown"),
    baited: ({ act, path }) => void told.push(`${act} ${path}`),
    keptOut: ({ blocked }) => void told.push(`kept out ${blocked}`),
    redeem: () => Promise.resolve(false),
    ...AWAY,
  };
}

/** Puzzles whose answers lie low, so that tests solve them in milliseconds. */
function lowRandom(): Random {
  const random = seededRandom(1);
  return { bytes: (count) => random.bytes(count), unit: () => random.unit() * 0.005 };
}

// A shop under attack that never was: feeds the console's first page with lively figures, for tests and for looking.

import { newId, yen, type Clock, type Random } from "../../src/kernel/index.ts";
import type { Answer, AttemptRecord, Hold, NowView } from "../../src/gate/index.ts";
import { parseIp } from "../../src/kernel/index.ts";
import { gatehouseInMemory, quietNow, type GatehouseInMemory } from "../../src/console/api/memory.ts";
import type { AlertView } from "../../src/console/index.ts";
import { attackAlert, clockAlert } from "./lively-alerts.ts";

const MINUTE_MS = 60_000;

export interface Lively {
  readonly gatehouse: GatehouseInMemory;
  readonly alerts: AlertView[];
  /** One more moment of the attack. */
  step(): void;
}

/** `attack` false gives a shop on an ordinary day. */
export function livelyShop(clock: Clock, random: Random, attack: boolean): Lively {
  const nowMs = clock.nowMs();
  const gatehouse = gatehouseInMemory(
    clock,
    attack ? attackedNow(nowMs, random) : ordinaryNow(nowMs, random),
  );
  if (attack) for (const i of [0, 1, 2]) holdOne(gatehouse, nowMs - (i * 17 + 4) * MINUTE_MS, random, i);
  return {
    gatehouse,
    alerts: attack ? [attackAlert(nowMs, random), clockAlert(nowMs, random)] : [],
    step: () => gatehouse.show((now) => stepped(now, clock.nowMs(), random)),
  };
}

const count = (random: Random, most: number): number => Math.floor(random.unit() * most);

function minute(bucketStartMs: number, answer: Answer, attempts: number): NowView["perMinute"][number] {
  const reaches = ["pass", "slow", "step-up", "hold"].includes(answer);
  const approved = reaches ? Math.floor(attempts * 0.8) : 0;
  return {
    bucketStartMs,
    answer,
    attempts,
    reachedGateway: reaches ? attempts : 0,
    declined: reaches ? attempts - approved : 0,
    approved,
    feesYen: reaches ? attempts * 20 : 0,
    savedYen: reaches ? 0 : attempts * 180,
    salesYen: approved * 6_200,
  };
}

function minutes(nowMs: number, random: Random, attack: boolean): NowView["perMinute"] {
  const startMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return Array.from({ length: 60 }, (_, i) => {
    const atMs = startMs - (59 - i) * MINUTE_MS;
    const storm = attack && i > 21 ? Math.min(1, (i - 21) / 6) * (0.7 + 0.3 * Math.sin(i / 3)) : 0;
    return [
      minute(atMs, "pass", 2 + count(random, 4)),
      minute(atMs, "slow", storm > 0 && i < 27 ? count(random, 6) : 0),
      minute(atMs, "hold", storm > 0.6 && count(random, 9) === 0 ? 1 : 0),
      minute(atMs, "challenge", Math.round(storm * (4 + count(random, 6)))),
      minute(atMs, "decoy", Math.round(storm * (22 + count(random, 12)))),
      minute(atMs, "block", Math.round(storm * (6 + count(random, 5)))),
    ].filter((sum) => sum.attempts > 0);
  }).flat();
}

function ordinaryNow(nowMs: number, random: Random): NowView {
  return {
    ...quietNow(nowMs),
    perMinute: minutes(nowMs, random, false),
    budget: { hour: { spentYen: 120, limitYen: 1_000 }, day: { spentYen: 640, limitYen: 5_000 } },
    today: {
      attempts: 214,
      stopped: 3,
      approved: 186,
      declined: 25,
      feesYen: 4_220,
      salesYen: 1_153_200,
      savedYen: 60,
    },
    countries: [
      { key: "JP", label: "JP", attempts: 208, reachedGateway: 206, stopped: 2 },
      { key: "US", label: "US", attempts: 6, reachedGateway: 5, stopped: 1 },
    ],
    networks: [{ key: "2516", label: "KDDI", attempts: 61, reachedGateway: 61, stopped: 0 }],
  };
}

function attackedNow(nowMs: number, random: Random): NowView {
  const startedAtMs = nowMs - 38 * MINUTE_MS;
  return {
    ...ordinaryNow(nowMs, random),
    perMinute: minutes(nowMs, random, true),
    attack: {
      attackId: "attack_1",
      startedAtMs,
      nowMs,
      attempts: 1_412,
      reachedGateway: 31,
      stopped: 1_381,
      feesYen: yen(620),
      savedYen: yen(48_300),
      crowds: [{ kind: "country", label: "SG", share: 0.97 }],
      budgetLeftYen: yen(380),
      cardsPaused: false,
      change: "began",
    },
    budget: { hour: { spentYen: 620, limitYen: 1_000 }, day: { spentYen: 1_340, limitYen: 5_000 } },
    today: {
      attempts: 1_642,
      stopped: 1_384,
      approved: 191,
      declined: 67,
      feesYen: 5_160,
      salesYen: 1_184_200,
      savedYen: 48_360,
    },
    countries: [
      origin("SG", "SG", 640, 636),
      origin("US", "US", 472, 455),
      origin("JP", "JP", 231, 4),
      origin("CN", "CN", 188, 187),
      origin("DE", "DE", 64, 61),
      origin("BR", "BR", 22, 20),
      origin("VN", "VN", 17, 16),
      origin("??", "??", 8, 5),
    ],
    networks: [
      origin("16509", "Amazon.com (AS16509)", 702, 699),
      origin("14061", "DigitalOcean (AS14061)", 388, 381),
      origin("2516", "KDDI (AS2516)", 77, 1),
      origin("17676", "SoftBank (AS17676)", 62, 1),
    ],
    crowds: suspects(startedAtMs),
  };
}

function origin(key: string, label: string, attempts: number, stopped: number): NowView["countries"][number] {
  return { key, label, attempts, reachedGateway: attempts - stopped, stopped };
}

function suspects(sinceMs: number): NowView["crowds"] {
  const crowd = (
    kind: string,
    label: string,
    share: number,
    tries: number,
    declines: number,
    savedYen: number,
  ) => ({
    kind,
    label,
    share,
    tries,
    declines,
    stopped: tries - Math.round(tries * 0.02),
    passed: Math.round(tries * 0.02),
    feesYen: Math.round(tries * 0.4),
    savedYen,
    sinceMs,
  });
  return [
    crowd("asn", "AS16509 Amazon.com, Inc.", 0.97, 702, 690, 24_100),
    crowd("country", "SG", 0.96, 640, 622, 21_300),
    crowd("bin", "453201", 0.91, 410, 372, 14_800),
    crowd("amount", "980", 0.83, 388, 344, 12_400),
    crowd("email-shape", "a6d3@gmail.com", 0.78, 240, 205, 8_200),
    crowd("ip", "203.0.113.7", 0.64, 7, 6, 120),
  ];
}

function holdOne(gatehouse: GatehouseInMemory, atMs: number, random: Random, i: number): void {
  const attemptId = newId("att", atMs, random);
  const hold: Hold = {
    id: newId("hold", atMs, random),
    attemptId,
    createdAtMs: atMs,
    orderRef: ["A-10482", "A-10479", "A-10466"][i] ?? null,
    claimedRef: null,
    amountYen: [28_600, 9_800, 54_200][i] ?? null,
    country: ["US", "JP", "SG"][i] ?? "??",
    probability: [0.72, 0.41, 0.97][i] ?? 0.5,
    state: "held",
    decidedAtMs: null,
    decidedBy: null,
    note: null,
  };
  gatehouse.holdOrder(hold, heldAttempt(hold, atMs));
}

function heldAttempt(hold: Hold, atMs: number): AttemptRecord {
  const ip = parseIp("203.0.113.7");
  if (ip === undefined) throw new Error("not an address");
  return {
    facts: {
      id: hold.attemptId,
      atMs,
      route: "checkout",
      origin: { ip, asn: 16_509, asnName: "Amazon.com", country: hold.country, hosting: true },
      device: { fingerprint: "0123456789abcdef", httpVersion: "1.1", program: false },
      visitor: null,
      card: { bin6: "453201", key: "00112233445566778899aabbccddeeff", kind: "number" },
      amountYen: hold.amountYen,
      emailShape: "a6d3@gmail.com",
      emailKey: "0011223344556677",
      ticketUses: null,
    },
    judgement: {
      answer: "hold",
      probability: hold.probability,
      proven: false,
      costsYen: { pass: 900, hold: 150 },
      reasons: [
        { crowd: "bin", label: "453201", weight: 2.1, tries: 410, declines: 372 },
        { crowd: "country", label: hold.country, weight: 1.4, tries: 472, declines: 430 },
        { crowd: "like-visit", label: "no-page", weight: 0.8, tries: 0, declines: 0 },
      ],
      challengeCost: 1,
      forced: null,
    },
    reachedGateway: true,
    feeYen: 20,
    savedYen: 0,
    outcome: "approved",
    declineCode: null,
    orderRef: hold.orderRef,
    holdId: hold.id,
    shopMs: 2_100,
  };
}

function stepped(now: NowView, nowMs: number, random: Random): NowView {
  const startMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const more = now.attack === null ? 0 : 1 + count(random, 3);
  const honest = count(random, 3) === 0 ? 1 : 0;
  const added = [minute(startMs, "decoy", more), minute(startMs, "pass", honest)].filter(
    (s) => s.attempts > 0,
  );
  return {
    ...now,
    perMinute: [...now.perMinute, ...added]
      .filter((sum) => sum.bucketStartMs > nowMs - 61 * MINUTE_MS)
      .slice(-2_000),
    today: {
      ...now.today,
      attempts: now.today.attempts + more + honest,
      stopped: now.today.stopped + more,
      approved: now.today.approved + honest,
      savedYen: now.today.savedYen + more * 35,
      salesYen: now.today.salesYen + honest * 6_200,
      feesYen: now.today.feesYen + honest * 20,
    },
  };
}

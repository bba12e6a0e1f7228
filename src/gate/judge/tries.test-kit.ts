// Tries to pay for the judge's tests: buyers of a morning, attackers, and what becomes of them.

import { parseIp, type Ip } from "../../kernel/index.ts";
import type { AttemptFacts } from "../facts.ts";
import type { CostPolicy } from "./costs.ts";
import { judgeBytes, openJudge, passes, type Judge } from "./judge.ts";

export const SIZES = { narrowCells: 1 << 12, wideCells: 1 << 10 };
export const COSTS: CostPolicy = {
  feeYen: 20,
  chargebackYen: 3000,
  averageOrderYen: 6000,
  marginShare: 0.3,
  holdReviewYen: 150,
  can: { challenge: true, decoy: true, hold: true, stepUp: false },
};
export const T0 = Date.UTC(2026, 10, 20, 3);

export function freshJudge(costs: CostPolicy = COSTS): Judge {
  return openJudge(new SharedArrayBuffer(judgeBytes(SIZES)), SIZES, { home: "JP", costs });
}

export interface Sketch {
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
  readonly shape?: string;
  readonly ticketUses?: number;
  readonly noCard?: boolean;
}

export function factsOf(sketch: Sketch): AttemptFacts {
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
    card:
      sketch.noCard === true
        ? null
        : { bin6: sketch.bin ?? "411111", key: sketch.card ?? "k1", kind: "number" },
    amountYen: sketch.noCard === true ? null : (sketch.amount ?? 3000),
    emailShape: sketch.noCard === true ? null : (sketch.shape ?? "a8@gmail.com"),
    emailKey: sketch.noCard === true ? null : (sketch.email ?? seat ?? "e"),
    ticketUses: sketch.ticketUses ?? null,
  };
}

/** A morning of ordinary sales: 1 in 12 first tries fails. */
export function teachHonestMorning(judge: Judge, buyers: number, from: Sketch = {}): void {
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
export function attack(judge: Judge, tries: number, make: (i: number) => Sketch): number {
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

/** An ordinary buyer who is let through and approved. */
export function sell(judge: Judge, i: number, atMs: number): void {
  const sketch = {
    ip: `203.0.${i % 200}.${i % 250}`,
    seat: `later${i}`,
    card: `later${i}`,
    bin: `45${i % 9}000`,
  };
  const of = judge.open(factsOf({ ...sketch, amount: 1000 + (i % 40) * 150, atMs }), "page");
  judge.learn(of, judge.judge(of, { nowMs: atMs, pressure: 1 }), "approved", atMs);
}

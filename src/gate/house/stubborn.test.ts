// An address that is asked again and again and never answers is told of; buyers who answer, and proven ones, are not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIp, type Ip } from "../../kernel/index.ts";
import type { AttemptRecord } from "../facts.ts";
import { createStubborn } from "./stubborn.ts";

const T0 = Date.UTC(2026, 10, 20, 3);

function record(ip: string, change: Partial<AttemptRecord["judgement"]> = {}, atMs = T0): AttemptRecord {
  const judgement = {
    answer: "challenge",
    probability: 0.12,
    proven: false,
    costsYen: {},
    reasons: [{ crowd: "like-visit", label: "program", weight: 2, tries: 3, declines: 0 }],
    challengeCost: 1,
    forced: null,
    ...change,
  } as const;
  return {
    facts: {
      id: "att_1",
      atMs,
      route: "checkout",
      origin: { ip: parseIp(ip) as Ip, asn: 1, asnName: "", country: "US", hosting: true },
      device: { fingerprint: "f", httpVersion: "1.1", program: true },
      visitor: null,
      card: null,
      amountYen: 880,
      emailShape: null,
      emailKey: null,
      ticketUses: null,
    },
    judgement,
    reachedGateway: judgement.answer === "pass",
    feeYen: 0,
    savedYen: 20,
    outcome: null,
    declineCode: null,
    orderRef: null,
    holdId: null,
    shopMs: null,
  };
}

const ask = (stubborn: ReturnType<typeof createStubborn>, times: number, ip = "3.100.19.172", atMs = T0) =>
  Array.from({ length: times }, () => stubborn.seenAs(record(ip, {}, atMs))).at(-1)?.judgement;

test("an address is told of from its ninth unanswered check on, and not before", () => {
  const stubborn = createStubborn();
  assert.equal(ask(stubborn, 8)?.probability, 0.12);
  const told = ask(stubborn, 1);
  assert.equal(told?.probability, 0.9);
  assert.deepEqual(told?.reasons[0], {
    crowd: "ip",
    label: "3.100.19.172",
    weight: 2,
    tries: 9,
    declines: 0,
  });
  assert.equal(told?.answer, "challenge", "what was decided stays");
});

test("an answered check clears the address, and so does time", () => {
  const stubborn = createStubborn();
  ask(stubborn, 8);
  stubborn.seenAs(record("3.100.19.172", { answer: "pass" }));
  assert.equal(ask(stubborn, 8)?.probability, 0.12);
  assert.equal(ask(stubborn, 1, "3.100.19.172", T0 + 30 * 60_000)?.probability, 0.12);
});

test("other addresses, other answers and proven buyers are left as they are", () => {
  const stubborn = createStubborn();
  ask(stubborn, 20);
  assert.equal(ask(stubborn, 1, "3.100.19.173")?.probability, 0.12);
  assert.equal(stubborn.seenAs(record("3.100.19.172", { proven: true })).judgement.probability, 0.12);
  const decoy = record("3.100.19.172", { answer: "decoy" });
  assert.equal(stubborn.seenAs(decoy), decoy);
});

test("remembers a bounded number of addresses", () => {
  const stubborn = createStubborn();
  ask(stubborn, 8, "9.9.9.9");
  for (let i = 0; i < 2_100; i++) ask(stubborn, 1, `10.${i >> 8}.${i & 255}.1`);
  assert.equal(ask(stubborn, 1, "9.9.9.9")?.probability, 0.12, "the longest silent was forgotten");
});

// Attempt records for tests of the house: one plain declined try, changed where a test cares.

import type { Ip } from "../../kernel/index.ts";
import type { AttemptFacts, AttemptRecord, Judgement } from "../facts.ts";

export const T0_MS = Date.UTC(2026, 0, 5, 3, 0, 0);
const made = { count: 0 };

export interface RecordChange {
  readonly facts?: Partial<AttemptFacts>;
  readonly judgement?: Partial<Judgement>;
  readonly record?: Partial<Omit<AttemptRecord, "facts" | "judgement">>;
}

export function recordOf({ facts = {}, judgement = {}, record = {} }: RecordChange = {}): AttemptRecord {
  made.count += 1;
  return {
    facts: {
      id: `att_${made.count}`,
      atMs: T0_MS,
      route: "checkout",
      origin: { ip: "203.0.113.7" as Ip, asn: 64_500, asnName: "A", country: "SG", hosting: false },
      device: { fingerprint: "0123456789abcdef", httpVersion: "1.1", program: false },
      visitor: null,
      card: { bin6: "400022", key: "k".repeat(32), kind: "number" },
      amountYen: 880,
      emailShape: "a5@example.jp",
      emailKey: "e".repeat(16),
      ticketUses: null,
      ...facts,
    },
    judgement: {
      answer: "pass",
      probability: 0.9,
      proven: false,
      costsYen: {},
      reasons: [{ crowd: "ip", label: "203.0.113.7", weight: 1, tries: 3, declines: 3 }],
      challengeCost: 1,
      forced: null,
      ...judgement,
    },
    reachedGateway: true,
    feeYen: 20,
    savedYen: 0,
    outcome: "declined",
    declineCode: null,
    orderRef: null,
    holdId: null,
    shopMs: 900,
    ...record,
  };
}

// An attempt as a row: what is asked for stands in columns, the rest travels as compact JSON. Shared by the database
// adapters, so that a record moved from one to another stays the same.

import type { Answer, AttemptFacts, AttemptOutcome, AttemptRecord, Reason } from "../gate/facts.ts";

export interface AttemptRow {
  readonly id: string;
  readonly at_ms: number;
  readonly route: string;
  readonly ip: string;
  readonly asn: number;
  readonly country: string;
  readonly answer: string;
  readonly outcome: string | null;
  readonly reached: number;
  readonly fee_yen: number;
  readonly saved_yen: number;
  readonly amount_yen: number | null;
  readonly decline_code: string | null;
  readonly order_ref: string | null;
  readonly hold_id: string | null;
  readonly shop_ms: number | null;
  readonly rest: string;
}

/** Column order of every insert. */
export const ATTEMPT_COLUMNS = [
  "id",
  "at_ms",
  "route",
  "ip",
  "asn",
  "country",
  "answer",
  "outcome",
  "reached",
  "fee_yen",
  "saved_yen",
  "amount_yen",
  "decline_code",
  "order_ref",
  "hold_id",
  "shop_ms",
  "rest",
] as const satisfies readonly (keyof AttemptRow)[];

/** Short names, as this stands in every row for 400 days: o origin, d device, v visitor, c card, m mail, t ticket, n named by the shop, j judgement. */
interface Rest {
  o: [asnName: string, hosting: 0 | 1];
  d: [fingerprint: string, httpVersion: AttemptFacts["device"]["httpVersion"], program: 0 | 1];
  v?: [id: string, firstSeenMs: number, pages: number];
  c?: [bin6: string, key: string, kind: "number" | "token"];
  m?: [shape: string | null, key: string | null];
  t?: number;
  n?: 1;
  j: [
    probability: number,
    proven: 0 | 1,
    costsYen: Partial<Record<Answer, number>>,
    reasons: [crowd: string, label: string, weight: number, tries: number, declines: number][],
    challengeCost: number,
    forced: AttemptRecord["judgement"]["forced"],
  ];
}

export function rowOfAttempt(record: AttemptRecord): AttemptRow {
  const { facts, judgement } = record;
  const rest: Rest = {
    o: [facts.origin.asnName, facts.origin.hosting ? 1 : 0],
    d: [facts.device.fingerprint, facts.device.httpVersion, facts.device.program ? 1 : 0],
    j: [
      judgement.probability,
      judgement.proven ? 1 : 0,
      judgement.costsYen,
      judgement.reasons.map((r) => [r.crowd, r.label, r.weight, r.tries, r.declines]),
      judgement.challengeCost,
      judgement.forced,
    ],
  };
  if (facts.visitor !== null) rest.v = [facts.visitor.id, facts.visitor.firstSeenMs, facts.visitor.pages];
  if (facts.card !== null) rest.c = [facts.card.bin6, facts.card.key, facts.card.kind];
  if (facts.emailShape !== null || facts.emailKey !== null) rest.m = [facts.emailShape, facts.emailKey];
  if (facts.ticketUses !== null) rest.t = facts.ticketUses;
  if (record.shopNamed === true) rest.n = 1;
  return {
    id: facts.id,
    at_ms: facts.atMs,
    route: facts.route,
    ip: facts.origin.ip,
    asn: facts.origin.asn,
    country: facts.origin.country,
    answer: judgement.answer,
    outcome: record.outcome,
    reached: record.reachedGateway ? 1 : 0,
    fee_yen: record.feeYen,
    saved_yen: record.savedYen,
    amount_yen: facts.amountYen,
    decline_code: record.declineCode,
    order_ref: record.orderRef,
    hold_id: record.holdId,
    shop_ms: record.shopMs,
    rest: JSON.stringify(rest),
  };
}

export function attemptOfRow(row: AttemptRow): AttemptRecord {
  const rest = JSON.parse(row.rest) as Rest;
  const [probability, proven, costsYen, reasons, challengeCost, forced] = rest.j;
  return {
    facts: {
      id: row.id as AttemptFacts["id"],
      atMs: row.at_ms,
      route: row.route,
      origin: {
        ip: row.ip as AttemptFacts["origin"]["ip"],
        asn: row.asn,
        asnName: rest.o[0],
        country: row.country,
        hosting: rest.o[1] === 1,
      },
      device: { fingerprint: rest.d[0], httpVersion: rest.d[1], program: rest.d[2] === 1 },
      visitor: rest.v === undefined ? null : { id: rest.v[0], firstSeenMs: rest.v[1], pages: rest.v[2] },
      card: rest.c === undefined ? null : { bin6: rest.c[0], key: rest.c[1], kind: rest.c[2] },
      amountYen: row.amount_yen,
      emailShape: rest.m?.[0] ?? null,
      emailKey: rest.m?.[1] ?? null,
      ticketUses: rest.t ?? null,
    },
    judgement: {
      answer: row.answer as Answer,
      probability,
      proven: proven === 1,
      costsYen,
      reasons: reasons.map(reasonOf),
      challengeCost,
      forced,
    },
    reachedGateway: row.reached === 1,
    feeYen: row.fee_yen,
    savedYen: row.saved_yen,
    outcome: row.outcome as AttemptOutcome | null,
    declineCode: row.decline_code,
    orderRef: row.order_ref,
    ...(rest.n === 1 ? { shopNamed: true } : {}),
    holdId: row.hold_id,
    shopMs: row.shop_ms,
  };
}

function reasonOf([crowd, label, weight, tries, declines]: Rest["j"][3][number]): Reason {
  return { crowd, label, weight, tries, declines };
}

/** Outcomes that a later word may replace. */
export function isOpenOutcome(outcome: string | null): boolean {
  return outcome === null || outcome === "pending" || outcome === "abandoned";
}

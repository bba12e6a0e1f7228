// Who is asked again and again and never answers: for the judge an unanswered check proves nothing yet, but a person must
// hear of an address that pays dozens of times without ever solving it. For telling only; no decision looks at it.

import type { AttemptRecord } from "../facts.ts";

/** A buyer without JavaScript gives up long before; a program does not tire. */
const PATIENCE = 8;
const HALF_LIFE_MS = 10 * 60_000;
const TOLD_PROBABILITY = 0.9;
/** Addresses remembered; the longest silent go first. */
const ADDRESSES_MAX = 2_000;

export interface Stubborn {
  /** The record as it is to be told: with higher suspicion when its address has been stubborn. */
  seenAs(record: AttemptRecord): AttemptRecord;
}

export function createStubborn(): Stubborn {
  const asked = new Map<string, { times: number; lastMs: number }>();
  return {
    seenAs: (record) => {
      const { facts, judgement } = record;
      const { ip } = facts.origin;
      // Somebody there answered, or needed no question.
      if (record.reachedGateway) asked.delete(ip);
      if (judgement.answer !== "challenge") return record;
      const before = asked.get(ip) ?? { times: 0, lastMs: facts.atMs };
      const faded = before.times * 2 ** (-Math.max(0, facts.atMs - before.lastMs) / HALF_LIFE_MS);
      const now = { times: faded + 1, lastMs: facts.atMs };
      asked.delete(ip);
      asked.set(ip, now);
      const oldest = asked.keys().next();
      if (asked.size > ADDRESSES_MAX && oldest.done !== true) asked.delete(oldest.value);
      if (now.times <= PATIENCE || judgement.proven) return record;
      const reason = { crowd: "ip", label: ip, weight: 2, tries: Math.round(now.times), declines: 0 };
      return {
        ...record,
        judgement: {
          ...judgement,
          probability: Math.max(judgement.probability, TOLD_PROBABILITY),
          reasons: [reason, ...judgement.reasons.filter(({ crowd }) => crowd !== "ip")],
        },
      };
    },
  };
}

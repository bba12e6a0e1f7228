// What each answer is expected to cost in yen, for the shop and for an honest buyer; the least one wins. Pure.

import type { Answer } from "../facts.ts";

/** The shop's own figures (misemori.yaml `costs`) and which answers it can give. */
export interface CostPolicy {
  readonly feeYen: number;
  readonly chargebackYen: number;
  readonly averageOrderYen: number;
  readonly marginShare: number;
  readonly holdReviewYen: number;
  readonly can: {
    readonly challenge: boolean;
    readonly decoy: boolean;
    readonly hold: boolean;
    readonly stepUp: boolean;
  };
}

export interface CostQuestion {
  readonly probability: number;
  /** Probability by crowds without honest buyers alone: what a refusal must answer for. 0 for proven buyers. */
  readonly refusable: number;
  readonly amountYen: number | null;
  /** Times the buyer's challenge ticket was used already; null = none. */
  readonly ticketUses: number | null;
  /** "page" clients can show a challenge at once; API clients only through their own front end. */
  readonly speaks: "page" | "json" | "graphql";
  /** 1 normally; grows as the fee budget runs out, so that answers harden before it ends. */
  readonly pressure: number;
}

/** Share of stolen numbers that are approved when tried (0.5–3 % on record; the upper end, as one success costs most). */
const LIVE_SHARE = 0.03;
/** Attackers stopped by a proof of work, and by one more when they already solved one. */
const CHALLENGE_STOPS = 0.9;
const CHALLENGE_STOPS_AGAIN = 0.3;
/** Buyers lost at a challenge that solves itself; at one that the shop's own script must show. */
const CHALLENGE_LOSES = { page: 0.02, json: 0.08, graphql: 0.08 } as const;
/** A lost sale counts as this many usual orders at most: the amount is what the request claims. */
const BELIEVED_ORDERS_MAX = 2;
/** Buyers lost at 3-D Secure, and stolen cards it lets through. */
const STEP_UP_LOSES = 0.05;
const STEP_UP_PASSES = 0.1;
/** Part of fraud that a person still ships from the hold list; buyers lost by a day's delay. */
const HOLD_MISSES = 0.05;
const HOLD_LOSES = 0.02;
/** A buyer wrongly refused tries another card or way to pay about every other time; the rest is lost, and some goodwill always. */
const REFUSAL_LOSES = 0.5;
const GOODWILL_YEN = 500;
/** A tester who sees that he was found out changes his method: that many more tries have to be stopped anew. */
const TIPPED_OFF_TRIES = 5;
/** A tester who gets the bank's word goes on with his next cards: what one passed try feeds, once it surely is a tester. */
const FED_TRIES = 3;

/** Expected yen per possible answer. */
export function costsOf(policy: CostPolicy, q: CostQuestion): Partial<Record<Answer, number>> {
  const bad = q.probability;
  const good = 1 - bad;
  const amount = q.amountYen ?? policy.averageOrderYen;
  // A tester may claim any amount: it may make his try dearer to let through, but hardly dearer to stop.
  const margin = Math.min(amount, policy.averageOrderYen * BELIEVED_ORDERS_MAX) * policy.marginShare;
  const fee = policy.feeYen * q.pressure;
  const fraud = LIVE_SHARE * (amount * (1 - policy.marginShare) + policy.chargebackYen);
  const fed = bad * bad * FED_TRIES * fee;
  const costs: Partial<Record<Answer, number>> = { pass: bad * (fee + fraud) + fed };
  // Who has just answered is not asked again at once: what was learned while he did is no fault of his.
  if (policy.can.challenge && (q.ticketUses === null || (q.ticketUses > 0 && bad > 0.5))) {
    const stops = q.ticketUses === null ? CHALLENGE_STOPS : CHALLENGE_STOPS_AGAIN;
    costs.challenge =
      bad * (1 - stops) * (fee + fraud) + good * CHALLENGE_LOSES[q.speaks] * (margin + GOODWILL_YEN);
  }
  if (policy.can.stepUp)
    costs["step-up"] = fed + bad * (fee + STEP_UP_PASSES * fraud) + good * STEP_UP_LOSES * margin;
  if (policy.can.hold) {
    costs.hold =
      fed +
      bad * (fee + HOLD_MISSES * fraud) +
      LIVE_SHARE * policy.holdReviewYen * bad +
      good * (policy.holdReviewYen + HOLD_LOSES * margin);
  }
  if (q.refusable > 0.5) {
    const wronged = 1 - Math.min(bad, q.refusable);
    if (policy.can.decoy) costs.decoy = wronged * (REFUSAL_LOSES * margin + GOODWILL_YEN);
    costs.block = wronged * (REFUSAL_LOSES * margin + GOODWILL_YEN) + bad * TIPPED_OFF_TRIES * fee;
  }
  return costs;
}

/** The cheapest answer; ties go to the gentler one (order of the list above). */
export function cheapest(costs: Partial<Record<Answer, number>>): Answer {
  let best: Answer = "pass";
  let least = costs.pass ?? Number.POSITIVE_INFINITY;
  for (const answer of ["step-up", "challenge", "hold", "decoy", "block"] as const) {
    const cost = costs[answer];
    if (cost !== undefined && cost < least - 0.01) {
      best = answer;
      least = cost;
    }
  }
  return best;
}

// How often honest buyers and attackers are declined: priors from the field, sharpened by the shop's own traffic.

import type { AttemptOutcome } from "../facts.ts";

/** How a try ended, as evidence: the bank's word, a check at the bank that failed, or a challenge that was left lying. */
export type Ending = AttemptOutcome | "unproven" | "unsolved";

/** Fixed-point counts (× 16) in shared memory: first tries, their declines, retries, their declines. */
export const RATE_INTS = 4;

export interface Likelihoods {
  readonly attack: number;
  readonly honest: number;
}

export interface Rates {
  likelihoods(outcome: Ending, retry: boolean): Likelihoods;
  /** Counts an outcome as honest with this weight (1 − probability of attack). */
  learn(outcome: Ending, retry: boolean, weight: number): void;
  declineRate(retry: boolean): number;
}

/** Honest first tries fail in 5–15 % (FACTS §1); a buyer who failed once fails again nearly every other time. */
const FIRST = { tries: 60, declines: 5.4 };
const RETRY = { tries: 30, declines: 13.5 };
/** Testers are declined in over 90 %. */
const ATTACK_DECLINED = 0.93;
/** Nobody's honest decline rate is believed outside of these: a bad day must not make the guard blind. */
const DECLINE_MIN = 0.03;
const DECLINE_MAX = 0.35;
const HALVE_AT = 4000 * 16;

export function openRates(counts: Int32Array): Rates {
  const declineRate = (retry: boolean): number => {
    const at = retry ? 2 : 0;
    const prior = retry ? RETRY : FIRST;
    const tries = (counts[at] ?? 0) / 16 + prior.tries;
    const rate = ((counts[at + 1] ?? 0) / 16 + prior.declines) / tries;
    return retry ? Math.max(0.25, Math.min(0.7, rate)) : Math.max(DECLINE_MIN, Math.min(DECLINE_MAX, rate));
  };
  return {
    declineRate,
    likelihoods: (outcome, retry) => {
      const declined = declineRate(retry);
      switch (outcome) {
        case "declined":
          return { attack: ATTACK_DECLINED, honest: declined };
        case "approved":
          return { attack: 1 - ATTACK_DECLINED, honest: 1 - declined };
        case "abandoned":
          // Begun and never finished: testers leave at 3-D Secure, buyers seldom.
          return { attack: 0.5, honest: 0.2 };
        case "unproven":
          // 3-D Secure failed or was left: one buyer in twenty gives up there, some more mistype or take their time.
          return { attack: 0.9, honest: 0.2 };
        case "unsolved":
          // Browsers solve by themselves; some buyers have no JavaScript or pay through a front end that cannot show it.
          return { attack: 0.9, honest: 0.15 };
        case "error":
        case "pending":
          return { attack: 1, honest: 1 };
      }
    },
    learn: (outcome, retry, weight) => {
      if (outcome !== "approved" && outcome !== "declined") return;
      const at = retry ? 2 : 0;
      Atomics.add(counts, at, Math.round(16 * weight));
      if (outcome === "declined") Atomics.add(counts, at + 1, Math.round(16 * weight));
      if ((counts[at] ?? 0) > HALVE_AT) {
        counts[at] = (counts[at] ?? 0) >> 1;
        counts[at + 1] = (counts[at + 1] ?? 0) >> 1;
      }
    },
  };
}

// How long the bank takes to decline, as seen lately: a decoy waits as long as the real answer would have taken.

import type { Random } from "../../../kernel/index.ts";

/** Enough for the shape of the distribution, few enough to follow a bank that got slower today. */
const KEPT = 64;
/** Before this many were seen, the prior speaks. */
const SEEN_MIN = 5;
/** Banks mostly decline within 0.8–4 s (testers say "1–6 s"): log-normal, 5 % below 0.8 s, 5 % above 4 s. */
const PRIOR_MEDIAN_MS = 1_790;
const PRIOR_SIGMA = 0.49;
const DELAY_MS_MIN = 20;
/** A decoy holds a connection while it waits; longer than this would hurt the gate more than the tester. */
const DELAY_MS_MAX = 15_000;

export interface DeclineTimes {
  add(shopMs: number): void;
  sample(random: Random): number;
  values(): readonly number[];
}

export function createDeclineTimes(known: readonly number[] = []): DeclineTimes {
  const kept = known.slice(-KEPT);
  return {
    add: (shopMs) => {
      if (!Number.isFinite(shopMs) || shopMs < 0) return;
      if (kept.length >= KEPT) kept.shift();
      kept.push(Math.round(shopMs * 10) / 10);
    },
    sample: (random) => {
      const ms = kept.length < SEEN_MIN ? fromPrior(random) : fromSeen(kept, random);
      return Math.min(DELAY_MS_MAX, Math.max(DELAY_MS_MIN, ms));
    },
    values: () => kept,
  };
}

/** Inverse of the seen distribution with straight lines between neighbours, and 3 % of jitter so that none repeats. */
function fromSeen(seen: readonly number[], random: Random): number {
  const sorted = [...seen].sort((a, b) => a - b);
  const place = random.unit() * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return (low + (high - low) * (place % 1)) * (0.97 + 0.06 * random.unit());
}

function fromPrior(random: Random): number {
  // Box–Muller; 1 - unit() keeps the logarithm away from zero.
  const normal = Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
  return PRIOR_MEDIAN_MS * Math.exp(PRIOR_SIGMA * normal);
}

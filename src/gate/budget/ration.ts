// How answers harden as the fee budget runs out: first the most suspicious tries are paused, at the end all unproven ones.
// Pure; the ledger that keeps the promise is ledger-side (reserve.ts).

/** Above this used share a try must be less and less suspicious to be let through. */
const RATION_FROM = 0.5;
/** From here on one alert says that the budget is near its end. */
export const NEAR = 0.8;

/** Multiplies the fee in the judge's reckoning: 1 while half the budget is left, 4 at its end. */
export function pressureOf(usedShare: number): number {
  return 1 + 3 * Math.max(0, Math.min(1, (usedShare - RATION_FROM) / (1 - RATION_FROM)));
}

/**
 * May an unproven try of this probability still spend a fee? With half the budget gone, near-certain attackers may not;
 * at three quarters nobody likelier than not; the last of it is kept for tries that look like own buyers.
 */
export function withinRation(probability: number, usedShare: number): boolean {
  if (usedShare < RATION_FROM) return true;
  const left = Math.max(0, 1 - usedShare) / (1 - RATION_FROM);
  return probability <= Math.max(0.02, 0.9 * left * left + 0.05 * left);
}

// Wald's bound: how many tries a perfect sequential test needs on average before it may say "attack".

/** Error rates of the test and decline shares of both hypotheses, all strictly between 0 and 1. */
export interface ErrorRates {
  /** Share of declines among honest buyers. */
  readonly p0: number;
  /** Share of declines in the attack. */
  readonly p1: number;
  /** Chance of calling an honest crowd an attack. */
  readonly alpha: number;
  /** Chance of calling an attack honest. */
  readonly beta: number;
}

/** Honest 10 %, attack 97 % declines (FACTS §1: 5–15 % to over 90 %), one crowd in a thousand wrongly accused. */
export const USUAL_RATES: ErrorRates = { p0: 0.1, p1: 0.97, alpha: 0.001, beta: 0.01 };

/**
 * Expected number of tries under attack, for any test with these error rates:
 *
 *   E₁[N] ≥ [ β·ln(β/(1−α)) + (1−β)·ln((1−β)/α) ] / [ p₁·ln(p₁/p₀) + (1−p₁)·ln((1−p₁)/(1−p₀)) ]
 *
 * A. Wald, "Sequential Tests of Statistical Hypotheses", Annals of Mathematical Statistics 16 (1945) 117–186,
 * doi:10.1214/aoms/1177731118; used for scan detection by Jung et al. 2004, doi:10.1109/SECPRI.2004.1301325.
 * NaN when a rate is outside (0, 1) or p0 equals p1.
 */
export function waldBound(rates: ErrorRates): number {
  const { p0, p1, alpha, beta } = rates;
  if (![p0, p1, alpha, beta].every((rate) => rate > 0 && rate < 1) || p0 === p1) return Number.NaN;
  const evidence = beta * Math.log(beta / (1 - alpha)) + (1 - beta) * Math.log((1 - beta) / alpha);
  const perTry = p1 * Math.log(p1 / p0) + (1 - p1) * Math.log((1 - p1) / (1 - p0));
  return evidence / perTry;
}

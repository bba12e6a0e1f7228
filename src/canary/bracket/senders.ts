// How a sender of spam may treat a copied list: the grid of ways that is integrated over. Pure numbers, no canary and no time.

/** One way of sending. `silent` and `heard` give chances for one address of the copy over `waves` waves. */
export interface Sender {
  readonly prior: number;
  /** That nothing came in all the waves. */
  silent(waves: number): number;
  /** That mail came in exactly these `count` waves (from 1). */
  heard(count: number, waves: number): number;
}

/** The share of the copied list that was passed on: all of it half of the time, any part otherwise. */
const PARTS = [1, 0.9, 0.7, 0.5, 0.3, 0.15] as const;
const WHOLE_PRIOR = 0.5;
/** The share of addresses one wave goes to, or that one pass has reached by now. Never quite 0 or 1: mail is lost and filtered. */
const FRACTIONS = [0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97] as const;
/** Who was reached once hears again in another wave: hardly, or now and then. */
const REPEATS = [0.03, 0.3] as const;

/**
 * Two kinds, equally likely beforehand. In waves: each wave goes to each address that was passed on with the same chance. In one
 * pass: each address has been reached by now or not, and repeats tell nothing about those that were not.
 */
export function allSenders(): readonly Sender[] {
  const waves = PARTS.flatMap((part) =>
    FRACTIONS.map((fraction): Sender => ({
      prior: ((part === 1 ? WHOLE_PRIOR : (1 - WHOLE_PRIOR) / (PARTS.length - 1)) / FRACTIONS.length) * 0.5,
      silent: (count) => 1 - part + part * (1 - fraction) ** count,
      heard: (count, of) => part * fraction ** count * (1 - fraction) ** (of - count),
    })),
  );
  const passes = FRACTIONS.flatMap((reached) =>
    REPEATS.map((repeat): Sender => ({
      prior: 0.5 / (FRACTIONS.length * REPEATS.length),
      silent: (of) => (of === 0 ? 1 : 1 - reached),
      heard: (count, of) => reached * onePass(count, of, repeat),
    })),
  );
  return [...waves, ...passes];
}

/** Chance of one given set of `count` waves out of `of`: one of them first, the others by repeat. Sums to 1 over all sets. */
export function onePass(count: number, of: number, repeat: number): number {
  return (count / of) * repeat ** (count - 1) * (1 - repeat) ** (of - count);
}

/** The same for mail that came by chance. */
export function byChance(count: number, of: number): number {
  return REPEATS.reduce((sum, repeat) => sum + onePass(count, of, repeat) / REPEATS.length, 0);
}

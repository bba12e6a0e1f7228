// Chance for test material that is the same for the same seed, so that whatever fails can be made again.

/** Numbers from 0 up to but not including 1, always the same for the same seed. */
export type Dice = () => number;

/** Mulberry32, after Tommy Ettinger (public domain): small, quick, good enough for test material. */
export function openDice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(dice: Dice, list: readonly [T, ...T[]] | readonly T[]): T {
  const chosen = list[Math.floor(dice() * list.length)];
  if (chosen === undefined) throw new RangeError("nothing to pick from");
  return chosen;
}

export function digitsOf(dice: Dice, count: number): string {
  return Array.from({ length: count }, () => Math.floor(dice() * 10)).join("");
}

/** From `low` to `high`, both included. */
export function between(dice: Dice, low: number, high: number): number {
  return low + Math.floor(dice() * (high - low + 1));
}

// Weak signs in long files: two things that thousands of lines of a shop do somewhere, far from each other, are no reason to
// call a person. What is told by a strong sign, by three kinds, or in a short file stays.

import type { Sign } from "./contract.ts";

/** Shells that show weak signs only are shorter; longer ones show many kinds. */
const LONG_FROM = 16_000;
/** A rule that says so much needs no second one. */
const STRONG_FROM = 4.5;
const KINDS_MIN = 3;

export function withoutFaint(source: string, signs: Sign[]): Sign[] {
  if (source.length < LONG_FROM) return signs;
  if (signs.some(({ weight }) => weight >= STRONG_FROM)) return signs;
  return new Set(signs.map(({ rule }) => rule)).size < KINDS_MIN ? [] : signs;
}

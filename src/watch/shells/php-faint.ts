// Weak signs in long files that declare a class: two things that a thousand lines of a shop do somewhere, far from each other,
// are no reason to call a person. What is told by a strong sign, by three kinds, in a short file or in a plain page stays.

import { weigh, type Sign } from "./contract.ts";

/** Shells that show weak signs only are shorter; longer ones show many kinds. */
const LONG_FROM = 20_000;
/** A rule that says so much needs no second one. */
const STRONG_FROM = 4.5;
const KINDS_MIN = 3;
/** Two kinds that say more than this together are told all the same. */
const WEIGHT_MAX = 6;
const DECLARES_CLASS = /^[ \t]{0,8}(?:(?:abstract|final|readonly)\s{1,9}){0,3}(?:class|trait)\s{1,9}\w/m;

export function withoutFaint(source: string, signs: Sign[]): Sign[] {
  if (source.length < LONG_FROM || signs.length === 0) return signs;
  if (signs.some(({ weight }) => weight >= STRONG_FROM)) return signs;
  if (new Set(signs.map(({ rule }) => rule)).size >= KINDS_MIN) return signs;
  return weigh(signs).weight <= WEIGHT_MAX && DECLARES_CLASS.test(source) ? [] : signs;
}

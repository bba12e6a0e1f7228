// How a number is written: in one piece, as a card prints it, digit by digit, or in some other way. What that says of it is
// weigh.ts's matter.

import type { Window } from "./runs.ts";
import { sizesOf } from "./runs.ts";
import { GAP } from "./signs.ts";

/**
 * one: in one piece. print: in groups as on a card (4-4-4-4, 4-6-5, 4-6-4). halves: 8-8, 6-13 and such. spaced: digit by digit or in pairs.
 * odd: some other grouping.
 */
export type Shape = "one" | "print" | "halves" | "spaced" | "odd";

export interface Writing {
  readonly shape: Shape;
  /** The gap between the groups; GAP.none in one piece. */
  readonly gap: number;
  /** All gaps with the same sign (a wrapped line aside). */
  readonly even: boolean;
  /** Line ends in it. */
  readonly lines: number;
  /** True when a line end inside a group had to be read as a wrap. */
  readonly wrapped: boolean;
}

const ONE: Writing = { shape: "one", gap: GAP.none, even: true, lines: 0, wrapped: false };

/** The ways the window may be read: as it stands and, where lines wrap, with the wraps taken out. */
export function writingOf(window: Window): Writing {
  if (window.last - window.first === 1) return ONE;
  const plain = shapeOf(sizesOf(window, false), window.digits.length);
  const wraps = window.run.wraps.slice(window.first + 1, window.last).includes(true);
  const merged = wraps ? shapeOf(sizesOf(window, true), window.digits.length) : "odd";
  const wrapped = wraps && (plain === "odd" || plain === "halves") && merged !== "odd";
  let gap: number = GAP.none;
  let sign = 0;
  let even = true;
  let lines = 0;
  for (let group = window.first + 1; group < window.last; group++) {
    const here = window.run.gaps[group] ?? GAP.none;
    if (here === GAP.line) lines += 1;
    else if (gap === GAP.none) {
      gap = here;
      sign = window.run.signs[group] ?? 0;
    } else if (gap !== here || sign !== window.run.signs[group]) even = false;
  }
  if (gap === GAP.none && lines > 0) gap = GAP.line;
  // A line may break once in a number; more line ends amid other signs are a table's.
  if (lines > 1 && gap !== GAP.line) even = false;
  return { shape: wrapped ? merged : plain, gap, even, lines, wrapped };
}

function shapeOf(sizes: readonly number[], digits: number): Shape {
  if (sizes.length === 1) return "one";
  if (sizes.every((size) => size === 1)) return "spaced";
  if (sizes.every((size, i) => size === 2 || (size === 1 && i === sizes.length - 1))) return "spaced";
  const key = sizes.join("-");
  if (isFours(sizes)) return "print";
  if (key === "4-6-5" || key === "4-6-4" || key === "4-3-3-3") return "print";
  if (key === "8-8" || key === "6-13" || key === "8-8-3" || key === "8-7" || key === "6-10" || key === "4-12")
    return "halves";
  if (key === "8-6" || key === "7-7" || (sizes.length === 2 && sizes[0] === 6 && digits >= 17))
    return "halves";
  return "odd";
}

/** Groups of four; the last may be shorter, or five long (13 digits). */
function isFours(sizes: readonly number[]): boolean {
  if (sizes.length < 3) return false;
  return sizes.every((size, i) => {
    if (i < sizes.length - 1) return size === 4;
    return size <= 4 || (size === 5 && sizes.length === 3);
  });
}

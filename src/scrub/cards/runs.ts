// Cuts a text into runs: groups of digits with nothing but separators between. Every window of whole groups with 12 to 19
// digits may be a card; whether it is one is weigh.ts's matter. Linear: each character is read a bounded number of times.

import { PAN_DIGITS_MAX, PAN_DIGITS_MIN } from "../issuers.ts";
import { digitOf, GAP, gapOf, isZeroWidth } from "./signs.ts";
import { lineEndLength, wrapsAt } from "./wraps.ts";

/** Counts what a reading costs, so that a test can hold it to a bound without a clock. */
export interface Meter {
  steps: number;
}

export interface Run {
  readonly digits: string;
  /** Where a digit stands in the text. */
  readonly placeOf: (index: number) => number;
  /** Index in `digits` of each group's first digit. */
  readonly groups: readonly number[];
  /** The gap (signs.ts) before each group; GAP.none before the first. */
  readonly gaps: readonly number[];
  /** Character code of the first sign of each gap. */
  readonly signs: readonly number[];
  /** True where the gap before a group is a line end that only wraps. */
  readonly wraps: readonly boolean[];
}

/** Whole groups of a run. */
export interface Window {
  readonly run: Run;
  /** First group, and the one behind the last. */
  readonly first: number;
  readonly last: number;
  readonly digits: string;
  readonly luhn: boolean;
}

/** More than three separators in a row are a gap between two things, not a grouped number. */
const GAP_SIGNS_MAX = 3;
/** Zero-width characters do not count as separators, but an endless row of them is nobody's card. */
const ZERO_WIDTH_MAX = 8;
/** A wrapped line may be indented this far. */
const INDENT_MAX = 16;

/** The runs of at least 12 digits, from left to right. */
export function runsIn(text: string, meter: Meter): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  while (at < text.length) {
    meter.steps += 1;
    if (digitOf(text.charCodeAt(at)) < 0) {
      at += 1;
      continue;
    }
    const end = digitsEnd(text, at);
    meter.steps += end - at;
    if (!goesOn(text, end)) {
      if (end - at >= PAN_DIGITS_MIN) runs.push(pieceOf(text, at, end));
      at = end;
      continue;
    }
    const short = shortEnd(text, at, meter);
    at = short >= 0 ? short : readRun(text, at, meter, runs);
  }
  return runs;
}

function digitsEnd(text: string, from: number): number {
  let at = from + 1;
  while (digitOf(text.charCodeAt(at)) >= 0) at += 1;
  return at;
}

/** False where nothing can join the digits that end at `at` to others: most numbers stand alone. */
function goesOn(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (gapOf(code) === GAP.none) return isZeroWidth(code) || lineEndLength(text, at) > 0;
  const next = text.charCodeAt(at + 1);
  return (
    digitOf(next) >= 0 || gapOf(next) !== GAP.none || isZeroWidth(next) || next === 0x0a || next === 0x0d
  );
}

/** What all numbers in one piece have in common. */
const PIECE = { groups: [0], gaps: [GAP.none], signs: [0], wraps: [false] } as const;

function pieceOf(text: string, from: number, to: number): Run {
  let isWide = false;
  for (let at = from; at < to; at++) isWide ||= text.charCodeAt(at) > 0x39;
  const written = text.slice(from, to);
  const digits = isWide ? Array.from(written, (sign) => digitOf(sign.charCodeAt(0))).join("") : written;
  const { groups, gaps, signs, wraps } = PIECE;
  return { digits, placeOf: (index) => from + index, groups, gaps, signs, wraps };
}

/** Where the run that begins at `from` ends when it has too few digits for a card; -1 when it has enough. */
function shortEnd(text: string, from: number, meter: Meter): number {
  let digits = 0;
  for (let at = from; ;) {
    const end = digitsEnd(text, at);
    digits += end - at;
    meter.steps += end - at;
    if (digits >= PAN_DIGITS_MIN) return -1;
    const gap = readGap(text, end, meter);
    if (gap.to < 0) return end;
    at = gap.to;
  }
}

interface Growing {
  digits: string;
  readonly places: number[];
  readonly groups: number[];
  readonly gaps: number[];
  readonly signs: number[];
  readonly wraps: boolean[];
}

/** Adds the run that begins at `from`; answers where it ends. */
function readRun(text: string, from: number, meter: Meter, into: Run[]): number {
  const places: number[] = [];
  const run: Growing = {
    digits: "",
    places,
    groups: [0],
    gaps: [GAP.none],
    signs: [0],
    wraps: [false],
  };
  let at = from;
  for (;;) {
    const start = at;
    at = readDigits(text, at, run);
    meter.steps += at - start;
    const gap = readGap(text, at, meter);
    if (gap.to < 0) break;
    if (gap.sign !== GAP.none) {
      run.groups.push(run.digits.length);
      run.gaps.push(gap.sign);
      run.signs.push(text.charCodeAt(at));
      run.wraps.push(gap.lineAt === at && gap.to <= at + 2 && wrapsAt(text, at, meter));
    }
    at = gap.to;
  }
  const { digits, groups, gaps, signs, wraps } = run;
  into.push({ digits, placeOf: (index) => places[index] ?? 0, groups, gaps, signs, wraps });
  return at;
}

/** Takes a group of digits over; answers where it ends. */
function readDigits(text: string, from: number, run: Growing): number {
  let at = from;
  let plainFrom = from;
  for (; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) {
      run.places.push(at);
      continue;
    }
    run.digits += text.slice(plainFrom, at);
    const digit = digitOf(code);
    if (digit < 0) return at;
    run.digits += String(digit);
    run.places.push(at);
    plainFrom = at + 1;
  }
}

interface ReadGap {
  /** Where the next digit stands; -1 when none follows. */
  readonly to: number;
  readonly sign: number;
  /** Where a line ends in it; -1 when none does. */
  readonly lineAt: number;
}

const NO_GAP: ReadGap = { to: -1, sign: GAP.none, lineAt: -1 };

function readGap(text: string, from: number, meter: Meter): ReadGap {
  let at = from;
  let sign: number = GAP.none;
  let signs = 0;
  let zeroWidth = 0;
  let lineAt = -1;
  for (;;) {
    meter.steps += 1;
    const code = text.charCodeAt(at);
    if (digitOf(code) >= 0) return { to: at, sign, lineAt };
    const lineEnd = lineEndLength(text, at);
    const here = lineEnd > 0 ? GAP.line : gapOf(code);
    if (isZeroWidth(code)) zeroWidth += 1;
    else if (here === GAP.none) return NO_GAP;
    else signs += 1;
    if (here === GAP.line) {
      if (lineAt >= 0) return NO_GAP;
      lineAt = at;
    }
    const max = lineAt < 0 ? GAP_SIGNS_MAX : GAP_SIGNS_MAX + INDENT_MAX;
    if (signs > max || zeroWidth > ZERO_WIDTH_MAX) return NO_GAP;
    sign = Math.max(sign, here);
    at += Math.max(1, lineEnd);
  }
}

/** Calls `visit` for each window of 12 to 19 digits that keeps Luhn, or begins with 62 (some UnionPay cards do not keep it). */
export function eachWindow(run: Run, meter: Meter, visit: (window: Window) => void): void {
  const { digits, groups } = run;
  for (let first = 0; first < groups.length; first++) {
    const from = groups[first] ?? 0;
    if (!mayBegin(digits.charCodeAt(from), digits.charCodeAt(from + 1))) continue;
    // Luhn's sum so far with every even digit doubled, and with every odd one: the window's length says which counts.
    let even = 0;
    let odd = 0;
    let at = from;
    for (let last = first + 1; last <= groups.length; last++) {
      meter.steps += 1;
      const to = groups[last] ?? digits.length;
      if (to - from > PAN_DIGITS_MAX) break;
      for (; at < to; at++) {
        const digit = digits.charCodeAt(at) - 48;
        const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
        const isEven = (at - from) % 2 === 0;
        even += isEven ? doubled : digit;
        odd += isEven ? digit : doubled;
      }
      if (to - from < PAN_DIGITS_MIN) continue;
      const luhn = ((to - from) % 2 === 0 ? even : odd) % 10 === 0;
      if (luhn || (isFour(run, first) && digits.startsWith("62", from))) {
        visit({ run, first, last, digits: digits.slice(from, to), luhn });
      }
    }
  }
}

/** Two digits that some issuer's numbers begin with (issuers.ts): most runs are of times, amounts and orders. */
function mayBegin(first: number, second: number): boolean {
  if (first === 0x31) return second === 0x38;
  if (first === 0x32) return second >= 0x31 && second <= 0x37;
  return (first >= 0x33 && first <= 0x36) || (first === 0x38 && second === 0x31);
}

/** Numbers without a check digit are believed in one piece or as a card prints them: their first group has four digits or more. */
function isFour(run: Run, group: number): boolean {
  return (run.groups[group + 1] ?? run.digits.length) - (run.groups[group] ?? 0) >= 4;
}

/** How many digits each group of the window has; a wrapped line counts as no gap when `merged`. */
export function sizesOf(window: Window, merged: boolean): number[] {
  const { run, first, last } = window;
  const sizes: number[] = [];
  for (let group = first; group < last; group++) {
    const size = (run.groups[group + 1] ?? run.digits.length) - (run.groups[group] ?? 0);
    if (merged && group > first && run.wraps[group] === true) sizes.push((sizes.pop() ?? 0) + size);
    else sizes.push(size);
  }
  return sizes;
}

/** Text indexes of the window: its first digit, and behind its last. */
export function extentOf(window: Window): { readonly from: number; readonly to: number } {
  const { run, first } = window;
  const start = run.groups[first] ?? 0;
  return {
    from: run.placeOf(start),
    to: run.placeOf(start + window.digits.length - 1) + 1,
  };
}

// What speaks against a number being a card from how it stands in its text: inside a digest, a word, a fraction, a longer number,
// a series of serial numbers. Each look goes a bounded way. The verdict is weigh.ts's matter.

import { PAN_DIGITS_MAX, PAN_DIGITS_MIN, passesLuhn } from "../issuers.ts";
import type { Run, Window } from "./runs.ts";
import { GAP, isAsciiLetter, isHexLetter } from "./signs.ts";
import type { Writing } from "./shape.ts";

/** Nothing that is read as hexadecimal by its neighbours reaches further than this: a SHA-256 in hex. */
const HEX_REACH = 64;
const HEX_TOKEN_MIN = 20;

/** UUIDs and digests contain Luhn-true digit runs by chance (phileas#120): a long hex token with letters is no card. */
export function standsInHexToken(text: string, from: number, to: number): boolean {
  let start = from;
  while (start > 0 && from - start < HEX_REACH && isHexOrHyphen(text.charCodeAt(start - 1))) start -= 1;
  let end = to;
  while (end < text.length && end - to < HEX_REACH && isHexOrHyphen(text.charCodeAt(end))) end += 1;
  if (start === from && end === to) return false;
  const token = text.slice(start, end);
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(token)) return true;
  const touchesLetter =
    isHexLetter(text.charCodeAt(from - 1)) || isHexLetter(text.charCodeAt(to)) || token.includes("-");
  if (token.length < HEX_TOKEN_MIN || !touchesLetter) return false;
  // Digests mix digits and letters; a word that happens to be made of a–f ("decade-4111…") does not.
  return /[a-f][0-9]|[0-9][a-f]/i.test(token) && !isEscape(text, from);
}

function isHexOrHyphen(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2d || isHexLetter(code);
}

/** A letter before the number that belongs to an escape (\n, %3D, \u003d), not to a word. */
function isEscape(text: string, from: number): boolean {
  return /(?:\\[nrtfbv]|%[0-9a-f][a-f]|\\u[0-9a-f]{3}[a-f]|\\x[0-9a-f][a-f])$/i.test(
    text.slice(Math.max(0, from - 6), from),
  );
}

/** Words that may stand right before or behind a card number without a blank. */
const WORD_BEFORE =
  /(?:card|pan|visa|jcb|amex|mc|master|mastercard|diners|discover|unionpay|maestro|credit|debit|cc|no|num|nr|number|is|to|from|kard)[_.-]?$/i;
const WORD_BEHIND = /^[_.-]?(?:exp|cvv|cvc|csc|valid|name|visa|jcb|amex|master|card|and|is)/i;

/** True when letters touch the number, directly or over one joining sign: a piece of an identifier. */
export function standsInWord(text: string, from: number, to: number): boolean {
  const before = text.charCodeAt(from - 1);
  const joined = before === 0x5f || before === 0x2d || before === 0x2e;
  const letterBefore = isAsciiLetter(joined ? text.charCodeAt(from - 2) : before);
  if (letterBefore && !isEscape(text, from) && !WORD_BEFORE.test(text.slice(Math.max(0, from - 12), from))) {
    return true;
  }
  const behind = text.charCodeAt(to);
  if (behind === 0x40) return true;
  const joins = behind === 0x5f || behind === 0x2d || behind === 0x2e;
  const letterBehind = isAsciiLetter(joins ? text.charCodeAt(to + 1) : behind);
  return letterBehind && !WORD_BEHIND.test(text.slice(to, to + 10));
}

/** "0.4111111111111111" is a fraction, not a card. */
export function isFraction(window: Window): boolean {
  const { run, first, last } = window;
  if (last - first !== 1 || run.gaps[first] !== GAP.dot) return false;
  return groupSize(run, first - 1) <= 11 && isTight(run, first);
}

/** One sign alone between this group and the one before. */
function isTight(run: Run, group: number): boolean {
  const start = run.groups[group] ?? 0;
  return start > 0 && run.placeOf(start) - run.placeOf(start - 1) === 2;
}

function groupSize(run: Run, group: number): number {
  return (run.groups[group + 1] ?? run.digits.length) - (run.groups[group] ?? 0);
}

function groupDigits(run: Run, group: number): string {
  return run.digits.slice(run.groups[group] ?? 0, run.groups[group + 1] ?? run.digits.length);
}

/** A negative number, an amount of money, a float. */
export function isQuantity(text: string, window: Window, from: number, to: number): boolean {
  const before = text.charAt(from - 1);
  if (
    (before === "-" || before === "−") &&
    !/[\p{L}\p{N}]\s?$/u.test(text.slice(Math.max(0, from - 3), from - 1))
  ) {
    return !/[-:]\s?$/.test(text.slice(Math.max(0, from - 3), from - 1));
  }
  if (
    /[$¥￥€£±~^]/.test(before) ||
    /^ ?(?:円|ドル|USD|JPY|ms\b|ns\b|us\b|bytes)/.test(text.slice(to, to + 8))
  )
    return true;
  const { run, last } = window;
  return (
    last < run.groups.length && run.gaps[last] === GAP.dot && isTight(run, last) && groupSize(run, last) <= 9
  );
}

/** Groups of four in a table of hexadecimal: "53EC 5504 7999 …", also at the end of the line before. */
export function isHexTable(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - 7), from);
  const behind = text.slice(to, to + 7);
  return HEX_BEFORE.test(before) || HEX_BEHIND.test(behind);
}

const HEX_BEFORE = /(?:^|[^\w])(?=[\dA-Fa-f]*\d)(?=[\dA-Fa-f]*[A-Fa-f])[\dA-Fa-f]{4,5}[ \n]$/;
const HEX_BEHIND = /^[ \n](?=[\dA-Fa-f]*\d)(?=[\dA-Fa-f]*[A-Fa-f])[\dA-Fa-f]{4,5}(?:[^\w]|$)/;

/**
 * How much of a longer number or a table the window is: 0 alone, 1 one neighbour that may be anything, 2 clearly a part.
 * An expiry behind the number is no neighbour.
 */
export function belonging(window: Window, writing: Writing): 0 | 1 | 2 {
  const before = neighbour(window, writing, window.first - 1, window.first);
  const behind = isExpiryAt(window.run, window.last)
    ? 0
    : neighbour(window, writing, window.last, window.last);
  const sum = before + behind;
  return sum === 0 ? 0 : sum === 1 ? 1 : 2;
}

function neighbour(window: Window, writing: Writing, group: number, gapAt: number): 0 | 1 | 2 {
  const { run } = window;
  if (group < 0 || group >= run.groups.length) return 0;
  const gap = run.gaps[gapAt] ?? GAP.none;
  const size = groupSize(run, group);
  if (gap === GAP.line) return writing.gap === GAP.line && size === 4 ? 1 : 0;
  if (gap >= GAP.hyphen && isTight(run, gapAt)) return writing.shape === "one" && size >= 12 ? 0 : 2;
  if (writing.shape === "one" || (writing.gap >= GAP.hyphen && writing.gap !== gap)) return 0;
  // Blanks inside the number, a tab beside it: the next field.
  if (writing.even && writing.gap === GAP.blank && run.signs[gapAt] !== run.signs[window.first + 1]) return 0;
  const alike = writing.shape === "spaced" ? size <= 2 : writing.shape === "halves" ? size === 8 : size === 4;
  if (!alike) return 0;
  return writing.shape === "spaced" ? 2 : 1;
}

/** True when an expiry begins with this group: MMYY, YYMM, MM YY, MM YYYY, YYYY MM. */
function isExpiryAt(run: Run, group: number): boolean {
  const here = groupDigits(run, group);
  const next = group + 1 < run.groups.length ? groupDigits(run, group + 1) : "";
  if (here.length === 4)
    return isMonth(here.slice(0, 2)) || isMonth(here.slice(2)) || (isYear(here) && isMonth(next));
  return here.length === 2 && isMonth(here) && (next.length === 2 || isYear(next));
}

function isMonth(digits: string): boolean {
  return /^(?:0[1-9]|1[0-2])$/.test(digits);
}

function isYear(digits: string): boolean {
  return /^20[0-4][0-9]$/.test(digits);
}

/** Day, month, year, hour, minute, second in 14 digits: the 30th of a month looks like a Diners card. */
export function isMoment(digits: string): boolean {
  return /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/.test(
    digits,
  );
}

/** Ticks since the year 1 in units of 100 ns, as .NET counts: 2000 to 2056. */
export function isTicks(digits: string): boolean {
  return digits.length === 18 && digits >= "630822816000000000" && digits <= "648656640000000000";
}

/** Goods carry 12 or 13 digits with a check digit of their own (UPC, EAN, JAN). */
export function isGoodsCode(digits: string): boolean {
  if (digits.length !== 13 && digits.length !== 12) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    sum += (digits.charCodeAt(digits.length - 1 - i) - 48) * (i % 2 === 0 ? 1 : 3);
  }
  return sum % 10 === 0;
}

/** Yamato, Sagawa and Japan Post: 12 digits, the last is the rest of the others by 7. */
export function isParcelNumber(digits: string): boolean {
  return digits.length === 12 && Number(digits.slice(0, 11)) % 7 === Number(digits.slice(11));
}

/** Digits a series of serial numbers has in front in common. */
const SERIES_PREFIX = 6;
/** Fewer untrue neighbours than this prove nothing. */
const SERIES_MIN = 4;

/**
 * Tells of a number whether it is of a series of such numbers in one piece (same length, same first six digits) of which most
 * do not keep Luhn: order numbers that keep it by chance. `runs` are counted once, on the first question.
 */
export function openSeries(runs: readonly Run[]): (digits: string) => boolean {
  let all: ReadonlyMap<number, number> | undefined;
  let untrue: ReadonlyMap<number, number> | undefined;
  return (digits) => {
    const series = seriesOf(digits, 0, digits.length);
    all ??= countSeries(runs, () => true);
    const count = all.get(series) ?? 0;
    if (count < SERIES_MIN) return false;
    untrue ??= countSeries(runs, (number) => !passesLuhn(number));
    const without = untrue.get(series) ?? 0;
    return without >= SERIES_MIN && without * 2 >= count;
  };
}

/** How many numbers of each series `counts` says yes to. */
function countSeries(runs: readonly Run[], counts: (number: string) => boolean): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { digits, groups } of runs) {
    for (let group = 0; group < groups.length; group++) {
      const from = groups[group] ?? 0;
      const to = groups[group + 1] ?? digits.length;
      if (to - from < PAN_DIGITS_MIN || to - from > PAN_DIGITS_MAX) continue;
      if (!counts(digits.slice(from, to))) continue;
      const series = seriesOf(digits, from, to);
      found.set(series, (found.get(series) ?? 0) + 1);
    }
  }
  return found;
}

/** A number for the series that digits[from, to) belong to: their length, and what they begin with. */
function seriesOf(digits: string, from: number, to: number): number {
  let name = to - from;
  for (let at = from; at < from + SERIES_PREFIX; at++) name = name * 10 + digits.charCodeAt(at) - 48;
  return name;
}

const DIGIT = "[0-9０-９]";
/** Signs between digits or stars of a grouped number. */
const SPREAD = "[^A-Za-z0-9０-９*＊\\n]{0,3}";
const SPREAD_LINES = "[^A-Za-z0-9０-９*＊]{0,3}";
const STARS = `[*＊](?:${SPREAD_LINES}[*＊])`;
const THIN = "[\\u200b-\\u200f\\u2060\\ufeff\\u00ad\\u061c]{0,8}";
/** Six open digits, stars, and at most three of the last four. */
const TAIL_BEFORE = new RegExp(
  `(?<!${DIGIT})${DIGIT}(?:${SPREAD_LINES}${DIGIT}){5}${SPREAD_LINES}${STARS}+(?:${SPREAD}${DIGIT}){0,3}${SPREAD}$`,
);
/** The rest of six open digits, stars, and four open digits. */
const HEAD_BEHIND = new RegExp(
  `^(?:${SPREAD_LINES}${DIGIT}){0,5}(?:${THIN}${STARS}+(?:${SPREAD_LINES}${DIGIT}){4}|${SPREAD}${STARS}{5,}(?:${SPREAD}${DIGIT}){4})(?!${DIGIT})`,
);
/** A masked number spread digit by digit reaches no further. */
const MASK_REACH = 64;

/** True when the number would begin in the open tail of a masked card or end in the open head of one. */
export function endsInMask(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - MASK_REACH), from);
  if (/[*＊]/.test(before) && TAIL_BEFORE.test(before)) return true;
  const behind = text.slice(to, to + MASK_REACH);
  return /[*＊]/.test(behind) && HEAD_BEHIND.test(behind);
}

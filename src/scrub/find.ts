// Finds card numbers standing anywhere in a text: plain, grouped, full-width, URL-encoded or JSON-escaped. Linear in the
// text's length: every start is looked at once and at most 19 digits far. What is done with a find is mask.ts's matter.

import { pan, type Pan } from "../kernel/index.ts";
import { brandOf, isPan, isTypedSeparator, PAN_DIGITS_MAX, PAN_DIGITS_MIN } from "./issuers.ts";

/** One digit as written: its value, where it starts and how many characters it takes ("%34" takes three). */
export interface WrittenDigit {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

export interface FoundPan {
  readonly start: number;
  readonly end: number;
  readonly written: readonly WrittenDigit[];
}

/** More than three separator characters in a row are a gap between two things, not a grouped number. */
const GAP_UNITS_MAX = 3;

interface Group {
  readonly digits: WrittenDigit[];
  /** True when nothing but a "." stands between this group and the one before. */
  readonly afterDot: boolean;
}

/** Calls `found` for each card number from left to right. Finds never overlap. Return false to stop. */
export function eachPanIn(text: string, found: (pan: FoundPan) => boolean): void {
  let at = 0;
  while (at < text.length) {
    const first = digitAt(text, at);
    if (first === undefined) {
      at += 1;
      continue;
    }
    const groups = readRun(text, first);
    for (const hit of pansInRun(text, groups)) if (!found(hit)) return;
    at = groups.at(-1)?.digits.at(-1)?.end ?? at + 1;
  }
}

/** The first card number in a text, or undefined. */
export function firstPanIn(text: string): Pan | undefined {
  let first: Pan | undefined;
  eachPanIn(text, (hit) => {
    first = pan(hit.written.map((d) => d.value).join(""));
    return false;
  });
  return first;
}

function readRun(text: string, first: WrittenDigit): Group[] {
  const groups: Group[] = [{ digits: [first], afterDot: false }];
  let at = first.end;
  for (;;) {
    const gapStart = at;
    let units = 0;
    let next = digitAt(text, at);
    while (next === undefined && units < GAP_UNITS_MAX) {
      const length = separatorLengthAt(text, at);
      if (length === 0) break;
      at += length;
      units += 1;
      next = digitAt(text, at);
    }
    if (next === undefined) return groups;
    if (units === 0) groups.at(-1)?.digits.push(next);
    else groups.push({ digits: [next], afterDot: units === 1 && text.charAt(gapStart) === "." });
    at = next.end;
  }
}

function* pansInRun(text: string, groups: readonly Group[]): Generator<FoundPan> {
  let start = 0;
  while (start < groups.length) {
    const taken = widestPanAt(text, groups, start);
    if (taken === undefined) {
      start += 1;
      continue;
    }
    yield taken.pan;
    start += taken.groups;
  }
}

function widestPanAt(
  text: string,
  groups: readonly Group[],
  start: number,
): { readonly pan: FoundPan; readonly groups: number } | undefined {
  const written: WrittenDigit[] = [];
  let best: { readonly pan: FoundPan; readonly groups: number } | undefined;
  for (let count = 1; start + count <= groups.length; count++) {
    const group = groups[start + count - 1]?.digits ?? [];
    if (written.length + group.length > PAN_DIGITS_MAX) break;
    written.push(...group);
    if (written.length < PAN_DIGITS_MIN) continue;
    if (isPanHere(text, groups, start, count, written)) {
      best = {
        pan: { start: written[0]?.start ?? 0, end: written.at(-1)?.end ?? 0, written: [...written] },
        groups: count,
      };
    }
  }
  return best;
}

function isPanHere(
  text: string,
  groups: readonly Group[],
  start: number,
  count: number,
  written: readonly WrittenDigit[],
): boolean {
  const digits = written.map((d) => d.value).join("");
  if (!isPan(digits)) return false;
  const window = groups.slice(start, start + count);
  if (!isPlausibleGrouping(window.map((g) => g.digits.length))) return false;
  // "0.4111111111111111" is a fraction, not a card.
  const before = groups[start - 1]?.digits.length ?? 0;
  if (count === 1 && groups[start]?.afterDot === true && before <= 3) return false;
  const from = written[0]?.start ?? 0;
  const to = written.at(-1)?.end ?? 0;
  if (standsInHexToken(text, from, to)) return false;
  if (isJan(digits) && !followsCardKey(text, from)) return false;
  return !(isWeak(digits) && followsForeignKey(text, from));
}

/**
 * Japanese goods carry 13 digits that begin with 45 or 49 and have a check digit of their own (JAN); one in ten passes Luhn
 * too and looks like a Visa of the old 13-digit kind, which no bank issues any more.
 */
function isJan(digits: string): boolean {
  if (digits.length !== 13 || !/^4[59]/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 13; i++) sum += (digits.charCodeAt(i) - 48) * (i % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

function followsCardKey(text: string, from: number): boolean {
  return /(?:card|pan|cc|credit|カード)[^\n]{0,16}$/i.test(text.slice(Math.max(0, from - KEY_REACH), from));
}

/** Cards are written in one piece, in groups of four and more, or spaced out digit by digit (or pair by pair). */
function isPlausibleGrouping(sizes: readonly number[]): boolean {
  if (sizes.length === 1) return true;
  if (sizes.every((size) => size === 1) || sizes.every((size) => size === 2)) return true;
  return sizes.every((size, i) => size >= (i === sizes.length - 1 ? 1 : 4));
}

/** Nothing that is read as hexadecimal by its neighbours reaches further than this: a SHA-256 in hex. */
const HEX_REACH = 64;
const HEX_TOKEN_MIN = 20;

/** UUIDs and digests contain Luhn-true digit runs by chance (phileas#120): a long hex token with letters is no card. */
function standsInHexToken(text: string, from: number, to: number): boolean {
  let start = from;
  while (start > 0 && from - start < HEX_REACH && isHexOrHyphen(text.charCodeAt(start - 1))) start -= 1;
  let end = to;
  while (end < text.length && end - to < HEX_REACH && isHexOrHyphen(text.charCodeAt(end))) end += 1;
  const token = text.slice(start, end);
  if (isUuid(token)) return true;
  const touchesLetter =
    isHexLetter(text.charCodeAt(from - 1)) || isHexLetter(text.charCodeAt(to)) || token.includes("-");
  return touchesLetter && token.length >= HEX_TOKEN_MIN && /[a-fA-F]/.test(token);
}

function isUuid(token: string): boolean {
  return /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/.test(token);
}

function isHexLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

function isHexOrHyphen(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2d || isHexLetter(code);
}

/** Lengths and ranges that ordinary numbers hit often: there a key that names something else is believed. */
function isWeak(digits: string): boolean {
  const brand = brandOf(digits);
  return (brand === "maestro" && digits.length !== 16) || (brand === "visa" && digits.length === 13);
}

const KEY_REACH = 32;

function followsForeignKey(text: string, from: number): boolean {
  const before = text.slice(Math.max(0, from - KEY_REACH), from);
  return /(?:order|time|stamp|date|tel|phone|fax|zip|invoice|tracking|jan|sku|注文|電話|受注|伝票)[a-z_-]{0,8}["'\]]{0,2}\s{0,2}[:=#：＝]?\s{0,2}["']?$/i.test(
    before,
  );
}

/** A digit as ASCII, full-width, "%34", "%EF%BC%94", "\u0034" or "\uFF14". */
export function digitAt(text: string, at: number): WrittenDigit | undefined {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return { value: code - 0x30, start: at, end: at + 1 };
  if (code >= 0xff10 && code <= 0xff19) return { value: code - 0xff10, start: at, end: at + 1 };
  if (code === 0x25) {
    if (text.charAt(at + 1) === "3") return writtenDigit(text, at, at + 2);
    if (text.slice(at, at + 8).toUpperCase() === "%EF%BC%9") return writtenDigit(text, at, at + 8);
    return undefined;
  }
  if (code === 0x5c && text.charAt(at + 1) === "u") {
    const head = text.slice(at + 2, at + 5).toLowerCase();
    if (head === "003" || head === "ff1") return writtenDigit(text, at, at + 5);
  }
  return undefined;
}

function writtenDigit(text: string, start: number, lastAt: number): WrittenDigit | undefined {
  const code = text.charCodeAt(lastAt);
  return code >= 0x30 && code <= 0x39 ? { value: code - 0x30, start, end: lastAt + 1 } : undefined;
}

/** How many characters a separator takes here; 0 when there is none. */
function separatorLengthAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 0x2b || code === 0x2e || isTypedSeparator(code)) return 1;
  if (code === 0x25) {
    const coded = text.slice(at + 1, at + 3).toLowerCase();
    if (coded === "20" || coded === "2d" || coded === "2b") return 3;
    const wide = text.slice(at, at + 9).toLowerCase();
    return wide === "%e3%80%80" || wide === "%ef%bc%8d" ? 9 : 0;
  }
  if (code === 0x5c && text.charAt(at + 1) === "u") {
    const escaped = text.slice(at + 2, at + 6).toLowerCase();
    return escaped === "3000" || escaped === "ff0d" || escaped === "0020" || escaped === "002d" ? 6 : 0;
  }
  return 0;
}

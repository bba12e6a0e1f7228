// Which characters hide a sight: the same number of them, readable documents left readable, and nothing left that would be found
// again. How strokes become bytes is the layers' matter.

import { passesLuhn } from "../issuers.ts";
import type { Stroke } from "./contract.ts";
import { digitOf, isBlank } from "./signs.ts";

/** Digits of a card that stay: enough to know it again, too few to use it (PCI DSS 3.4.1). */
const KEPT_FRONT = 6;
const KEPT_BEHIND = 4;

export function maskedPan(digits: string): string {
  return `${digits.slice(0, KEPT_FRONT)}${"*".repeat(digits.length - KEPT_FRONT - KEPT_BEHIND)}${digits.slice(-KEPT_BEHIND)}`;
}

/** Strokes over the middle digits of a card whose digits stand at `places`. */
export function panStrokes(text: string, digits: string, places: readonly number[]): Stroke[] {
  const middle = places.slice(KEPT_FRONT, -KEPT_BEHIND);
  const whole = (places.at(-1) ?? 0) - (places[0] ?? 0) === places.length - 1;
  if (!whole || numericPlace(text, places[0] ?? 0, (places.at(-1) ?? 0) + 1) === "none") {
    return middle.map((at) => ({ at, character: coverOf(text.charCodeAt(at)) }));
  }
  const zeroed = digits.slice(0, KEPT_FRONT) + "0".repeat(middle.length) + digits.slice(-KEPT_BEHIND);
  // One digit more or less always breaks Luhn's sum.
  const last = passesLuhn(zeroed) ? "1" : "0";
  return middle.map((at, i) => ({ at, character: i === middle.length - 1 ? last : "0" }));
}

/**
 * Strokes over every digit from `from` to `to` and, where `letters` says so, every letter; signs and blanks between stay.
 */
export function wholeStrokes(text: string, from: number, to: number, letters: boolean): Stroke[] {
  const place = isAllDigits(text, from, to) ? numericPlace(text, from, to) : "none";
  const strokes: Stroke[] = [];
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (place === "json") strokes.push({ at, character: at === to - 1 ? "0" : " " });
    else if (place === "php") strokes.push({ at, character: "0" });
    else if (letters ? isHidden(code) : digitOf(code) >= 0) strokes.push({ at, character: coverOf(code) });
  }
  return strokes;
}

function isAllDigits(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return to > from;
}

function isHidden(code: number): boolean {
  if (code < 0x80)
    return digitOf(code) >= 0 || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  return (
    !isBlank(code) &&
    code !== 0xd7 &&
    code !== 0xff0a &&
    code !== 0xff65 &&
    code !== 0xff0f &&
    code !== 0x2019
  );
}

/**
 * The character that takes the place of another in as many bytes, in UTF-8 and in the Japanese encodings: "*" for ASCII, "＊"
 * for full-width, "･" for half-width kana, "×" for Latin letters with marks and for each half of a surrogate pair.
 */
export function coverOf(code: number): string {
  if (code < 0x80) return "*";
  if (code < 0x800 || (code >= 0xd800 && code <= 0xdfff)) return "×";
  return code >= 0xff61 && code <= 0xff9f ? "･" : "＊";
}

/** How far a bracket that makes a list of numbers is looked for. */
const LIST_REACH = 512;

/**
 * Whether bare digits here are a number to a reader of the document: in JSON or SQL, in PHP's serialised form ("i:123;"), or
 * not at all.
 */
export function numericPlace(text: string, from: number, to: number): "json" | "php" | "none" {
  const php = text.slice(Math.max(0, from - 3), from);
  if (/^(?:[;{}][id]|[id]):$/.test(php.slice(-3)) && text.charAt(to) === ";" && /(?:^|[;{}])[id]:$/.test(php))
    return "php";
  let behind = to;
  while (behind - to < 8 && isBlank(text.charCodeAt(behind))) behind += 1;
  if (!",]})".includes(text.charAt(behind) || " ")) return "none";
  let at = from;
  while (at > 0 && from - at < 40 && isBlank(text.charCodeAt(at - 1))) at -= 1;
  const before = text.charAt(at - 1);
  if (before === ":") return /["']\s{0,4}:$/.test(text.slice(Math.max(0, at - 6), at)) ? "json" : "none";
  if (before === "[") return opensList(text, at - 1, text.charAt(behind)) ? "json" : "none";
  if (before === "(")
    return text.charAt(behind) === "," ||
      /values\s{0,4}\($/i.test(text.slice(Math.max(0, at - 12), at)) ||
      opensRow(text, at)
      ? "json"
      : "none";
  return before === "," && standsInList(text, at - 1) ? "json" : "none";
}

/** A bracket that opens a list of values, not "php[123]" or the "[123]" of a log. */
function opensList(text: string, bracket: number, behind: string): boolean {
  const before = text
    .slice(Math.max(0, bracket - 8), bracket)
    .trimEnd()
    .slice(-1);
  return /[:,[]/.test(before) || (behind === "," && /^[=({]?$/.test(before));
}

/** "),(": the next row of an INSERT. */
function opensRow(text: string, at: number): boolean {
  return /\)\s{0,4},\s{0,4}\($/.test(text.slice(Math.max(0, at - 12), at));
}

function standsInList(text: string, comma: number): boolean {
  let depth = 0;
  for (let at = comma; at >= 0 && comma - at < LIST_REACH; at--) {
    const sign = text.charAt(at);
    if (sign === ")" || sign === "]") depth += 1;
    else if (sign === "(" || sign === "[") {
      if (depth === 0) return true;
      depth -= 1;
    } else if (sign === "}" || sign === "{") return false;
  }
  return false;
}

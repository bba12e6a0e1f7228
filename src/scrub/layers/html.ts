// HTML and XML character references: &#52; &#052; &#x34; &nbsp; and the few names that stand between digits or around keys.

import { anyEscape, hexLike, writingOf, type Escapes } from "./escapes.ts";
import { hexValue, putUnit } from "./tape.ts";
import { unitOf } from "./utf8.ts";

const AMPERSAND = 0x26;
const SEMICOLON = 0x3b;
/** Digits of a reference: leading zeros are allowed, more than this is no writing anyone uses. */
const DIGITS_MAX = 8;
const NAMES: Readonly<Record<string, number>> = {
  amp: 0x26,
  apos: 0x27,
  colon: 0x3a,
  comma: 0x2c,
  dash: 0x2010,
  emsp: 0x2003,
  ensp: 0x2002,
  equals: 0x3d,
  gt: 0x3e,
  hyphen: 0x2010,
  lowbar: 0x5f,
  lt: 0x3c,
  mdash: 0x2014,
  middot: 0xb7,
  minus: 0x2212,
  nbsp: 0xa0,
  ndash: 0x2013,
  period: 0x2e,
  quot: 0x22,
  shy: 0xad,
  sol: 0x2f,
  thinsp: 0x2009,
  zwnj: 0x200c,
};
const NAME_MAX = 6;

const ESCAPES: Escapes = {
  name: "html",
  marks: [AMPERSAND, AMPERSAND],
  lengthAt(text, at) {
    if (text.charCodeAt(at) !== AMPERSAND) return 0;
    if (text.charAt(at + 1) === "#") return pointAt(text, at) > 0 ? numberEnd(text, at) - at : 0;
    const name = nameAt(text, at);
    return NAMES[name] === undefined ? 0 : name.length + 2;
  },
  put(tape, text, at) {
    const point = text.charAt(at + 1) === "#" ? pointAt(text, at) : (NAMES[nameAt(text, at)] ?? 0);
    if (point < 0x10000) return putUnit(tape, point, at);
    putUnit(tape, 0xd7c0 + (point >> 10), at);
    putUnit(tape, 0xdc00 + (point & 0x3ff), at);
  },
  spell(escape, bytes, like) {
    const unit = unitOf(bytes);
    const [, head = "", digits = "", tail = ""] = /^(&#x?)([0-9a-f]+)(;?)$/i.exec(escape) ?? [];
    if (unit === null || digits === "") return null;
    const value =
      head.length === 3
        ? hexLike(unit, digits.length, like, false)
        : unit.toString().padStart(digits.length, "0");
    return value === null ? null : head + value + tail;
  },
  fits: (unit) => unit >= 0x20 && !/[&<>"']/.test(String.fromCharCode(unit)),
  speaks(text, from, to) {
    return anyEscape(this, "&", text, from, to);
  },
};

export const HTML_WRITING = writingOf(ESCAPES);

function isHexForm(text: string, at: number): boolean {
  return (text.charCodeAt(at + 2) | 0x20) === 0x78;
}

/** Value of one digit of the reference that begins at `at`, or -1. */
function digitOf(text: string, at: number, index: number): number {
  const value = index < text.length ? hexValue(text.charCodeAt(index)) : -1;
  return value > 9 && !isHexForm(text, at) ? -1 : value;
}

/** The code point of the numeric reference at `at`; 0 when there is none. */
function pointAt(text: string, at: number): number {
  const isHex = isHexForm(text, at);
  const first = at + (isHex ? 3 : 2);
  let point = 0;
  for (let index = first; index < first + DIGITS_MAX; index += 1) {
    const value = digitOf(text, at, index);
    if (value < 0) break;
    point = point * (isHex ? 16 : 10) + value;
  }
  return point <= 0x10ffff ? point : 0;
}

/** Where the numeric reference ends; its semicolon may be missing, as browsers allow. */
function numberEnd(text: string, at: number): number {
  const first = at + (isHexForm(text, at) ? 3 : 2);
  let end = first;
  while (end < first + DIGITS_MAX && digitOf(text, at, end) >= 0) end += 1;
  return text.charCodeAt(end) === SEMICOLON ? end + 1 : end;
}

/** The name between & and ; or "". */
function nameAt(text: string, at: number): string {
  for (let end = at + 1; end <= at + 1 + NAME_MAX; end += 1) {
    if (text.charCodeAt(end) === SEMICOLON) return text.slice(at + 1, end);
  }
  return "";
}

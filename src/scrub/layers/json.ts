// Backslash escapes: JSON's \u0034 \n \" \/, and those of C, JavaScript, PHP and server logs, \x34 and \064. The last two
// stand for bytes, as servers log every byte of a Japanese text so.

import { anyEscape, hexLike, writingOf, type Escapes } from "./escapes.ts";
import { hexPair, putByte, putUnit } from "./tape.ts";
import { unitOf } from "./utf8.ts";

const BACKSLASH = 0x5c;
/** What one letter after a backslash stands for. */
const SHORT: Readonly<Record<string, number>> = {
  '"': 0x22,
  "'": 0x27,
  "/": 0x2f,
  "\\": 0x5c,
  b: 0x08,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
};

const ESCAPES: Escapes = {
  name: "json",
  marks: [BACKSLASH, BACKSLASH],
  lengthAt(text, at) {
    if (text.charCodeAt(at) !== BACKSLASH) return 0;
    const next = text.charAt(at + 1);
    if (next === "u") return hexPair(text, at + 2) >= 0 && hexPair(text, at + 4) >= 0 ? 6 : 0;
    if (next === "x") return hexPair(text, at + 2) >= 0 ? 4 : 0;
    if (SHORT[next] !== undefined) return 2;
    return isOctal(text, at) ? 4 : 0;
  },
  put(tape, text, at, length) {
    if (length === 2) putByte(tape, SHORT[text.charAt(at + 1)] ?? 0, at);
    else if (length === 6) putUnit(tape, hexPair(text, at + 2) * 256 + hexPair(text, at + 4), at);
    else putByte(tape, text.charAt(at + 1) === "x" ? hexPair(text, at + 2) : octalAt(text, at), at);
  },
  spell(escape, bytes, like) {
    const isByte = escape.length === 4;
    const value = isByte ? bytes[0] : unitOf(bytes);
    if (value === undefined || value === null || escape.length === 2) return null;
    if (isByte && escape.charAt(1) !== "x") return `\\${value.toString(8).padStart(3, "0")}`;
    const hex = hexLike(value, escape.length - 2, like, false);
    return hex === null ? null : escape.slice(0, 2) + hex;
  },
  fits: (unit) => unit >= 0x20 && unit !== 0x22 && unit !== BACKSLASH,
  speaks(text, from, to) {
    return anyEscape(this, "\\", text, from, to);
  },
};

export const JSON_WRITING = writingOf(ESCAPES);

/** Value of the three octal digits after the backslash at `at`, or -1. */
function octalAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== BACKSLASH) return -1;
  let value = 0;
  for (let index = 1; index <= 3; index += 1) {
    const digit = text.charCodeAt(at + index) - 0x30;
    if (!(digit >= 0 && digit <= 7)) return -1;
    value = value * 8 + digit;
  }
  return value <= 0xff ? value : -1;
}

/** An octal escape that is not merely the start of a number behind a backslash (a Windows path, a LaTeX text). */
function isOctal(text: string, at: number): boolean {
  const value = octalAt(text, at);
  if (value < 0) return false;
  const isAlnum = value < 0x80 && /[0-9A-Za-z]/.test(String.fromCharCode(value));
  return !isAlnum || octalAt(text, at + 4) >= 0 || octalAt(text, at - 4) >= 0;
}

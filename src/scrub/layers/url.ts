// URL and form encoding: %34, + for a blank, and the %uFF14 of old scripts. Bytes of any charset may lie behind; browsers
// write the letters among them as they are (%82S is a full-width 4 in Shift_JIS).

import { anyEscape, hexLike, writingOf, type Escapes } from "./escapes.ts";
import { hexPair, hexValue, putByte, putUnit } from "./tape.ts";
import { unitOf } from "./utf8.ts";

const PERCENT = 0x25;
const PLUS = 0x2b;

const ESCAPES: Escapes = {
  name: "url",
  marks: [PERCENT, PLUS],
  lengthAt(text, at) {
    if (text.charCodeAt(at) === PLUS) return 1;
    if (text.charCodeAt(at) !== PERCENT) return 0;
    if (hexPair(text, at + 1) >= 0) return 3;
    const isScript = (text.charCodeAt(at + 1) | 0x20) === 0x75;
    return isScript && hexPair(text, at + 2) >= 0 && hexPair(text, at + 4) >= 0 ? 6 : 0;
  },
  put(tape, text, at, length) {
    if (length === 1) putByte(tape, 0x20, at);
    else if (length === 3) putByte(tape, hexPair(text, at + 1), at);
    else putUnit(tape, hexPair(text, at + 2) * 256 + hexPair(text, at + 4), at);
  },
  spell(escape, bytes, like) {
    const value = escape.length === 6 ? unitOf(bytes) : bytes[0];
    if (value === undefined || value === null || (escape.length < 6 && bytes.length !== 1)) return null;
    if (escape.length === 1)
      return value === 0x20 ? "+" : this.fits(value) ? String.fromCharCode(value) : null;
    if (escape.length === 6) {
      const four = hexLike(value, 4, like, true);
      return four === null ? null : escape.slice(0, 2) + four;
    }
    const two = hexLike(value, 2, like, true);
    return two === null ? null : `%${two}`;
  },
  // What a form leaves as it is, and characters that were not escaped though they should have been.
  fits: (unit) => unit >= 0x80 || /[\w*.-]/.test(String.fromCharCode(unit)),
  speaks(text, from, to) {
    if (anyEscape(this, "%", text, from, to)) return true;
    // A form may hold no other escape than the blanks between groups of digits (hexadecimal ones too).
    for (let at = text.indexOf("+", from); at >= 0 && at < to; at = text.indexOf("+", at + 1)) {
      if (hexValue(text.charCodeAt(at - 1)) >= 0 && hexValue(text.charCodeAt(at + 1)) >= 0) return true;
    }
    return false;
  },
};

export const URL_WRITING = writingOf(ESCAPES);

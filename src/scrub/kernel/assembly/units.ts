// Reads one character as it may be written in a log: plain, %34, \u0034, \x34, \064, &#52;, =34, full-width in five charsets, and
// all of these once more escaped. What a row of them means is chain.ts's matter.

import { byteAt, hexAt, rangeFrom, rangeTo, TRAIT_BLANK, TRAIT_DIGIT, traits } from "./layout";

/** Ways of reading, as bits. Without ESCAPES all is literal; "=34" is a digit only to mail. */
export const ESCAPES: u32 = 1;
export const QUOTED_PRINTABLE: u32 = 2;
export const UTF16_LITTLE: u32 = 4;
export const UTF16_BIG: u32 = 8;

/** What the last unit was. */
export const OTHER: i32 = -1;
export const SEPARATOR: i32 = 16;
export const WRAP: i32 = 17;
/** Takes room and means nothing: a line that mail broke, a change of charset. */
export const NOTHING: i32 = 18;
export const PLAIN: u32 = 0;
export const ESCAPED: u32 = 1;
export const WIDE: u32 = 2;

/** Value of a digit, or SEPARATOR, WRAP, NOTHING, OTHER. */
export let unit: i32 = OTHER;
export let writing: u32 = PLAIN;
/** A "=" stood where mail would read an escape; a "%" where an escape could also be a literal percent sign. */
export let sawEquals: bool = false;
export let sawPercent: bool = false;

let rawSize: usize = 0;
let escaped: bool = false;

export function forgetDoubts(): void {
  sawEquals = false;
  sawPercent = false;
}

/** Reads the unit at `at` (inside the range) and answers how many bytes it takes. */
export function readUnit(at: usize, mode: u32): usize {
  writing = PLAIN;
  if (mode >= UTF16_LITTLE) return readUtf16(at, mode);
  const byte = byteAt(at);
  const kind = traits(at);
  if (kind & TRAIT_DIGIT) {
    unit = <i32>byte - 0x30;
    return 1;
  }
  if (kind & TRAIT_BLANK) {
    unit = byte == 0x0a || byte == 0x0d ? WRAP : SEPARATOR;
    return 1;
  }
  unit = OTHER;
  if (mode & ESCAPES) {
    if (byte == 0x26) return readEntity(at);
    if (byte == 0x5c) {
      const size = readBackslash(at);
      if (size != 0) return size;
    }
    if (byte == 0x25 && at + 1 < rangeTo && (byteAt(at + 1) | 0x20) == 0x75) {
      const code = hex4(at + 2);
      if (code >= 0) return named(code, 6);
    }
  }
  if (byte == 0x3d) {
    const size = softBreak(at);
    if (size != 0) {
      unit = mode & QUOTED_PRINTABLE ? NOTHING : WRAP;
      if (unit == WRAP) sawEquals = true;
      return size;
    }
  }
  if (byte == 0x1b && at + 2 < rangeTo && (byteAt(at + 1) == 0x28 || byteAt(at + 1) == 0x24)) {
    unit = NOTHING;
    return 3;
  }
  return readBytes(at, mode);
}

function named(code: i32, size: usize): usize {
  writing = ESCAPED;
  classify(code);
  return size;
}

/** Sets `unit` from a code point. */
function classify(code: i32): void {
  if (code >= 0x30 && code <= 0x39) unit = code - 0x30;
  else if (code >= 0xff10 && code <= 0xff19) {
    unit = code - 0xff10;
    writing = WIDE;
  } else if (code == 0x0a || code == 0x0d) unit = WRAP;
  else if (
    code == 0x20 || code == 0x2d || code == 0x09 || code == 0x2b || code == 0x2e || code == 0x5f || code == 0xa0 ||
    (code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0x3000 || code == 0x30fc || code == 0xff0d || code == 0xff70
  ) unit = SEPARATOR;
  else unit = OTHER;
}

/** Length of "=" and a line end, 0 when there is none. */
function softBreak(at: usize): usize {
  if (at + 1 >= rangeTo) return 0;
  const next = byteAt(at + 1);
  if (next == 0x0a) return 2;
  return next == 0x0d && at + 2 < rangeTo && byteAt(at + 2) == 0x0a ? 3 : 0;
}

function hex4(at: usize): i32 {
  if (at + 4 > rangeTo) return -1;
  const a = hexAt(at) | hexAt(at + 1) | hexAt(at + 2) | hexAt(at + 3);
  if (a > 15) return -1;
  return <i32>((hexAt(at) << 12) | (hexAt(at + 1) << 8) | (hexAt(at + 2) << 4) | hexAt(at + 3));
}

/** \u0034, \n, \t; also with the backslash itself escaped. Bytes (\x34, \064) are left to readBytes. */
function readBackslash(at: usize): usize {
  let next = at + 1;
  while (next < rangeTo && next < at + 8 && byteAt(next) == 0x5c) next++;
  if (next >= rangeTo) return 0;
  const letter = byteAt(next);
  const size = next + 1 - at;
  if (letter == 0x75) {
    const code = hex4(next + 1);
    return code < 0 ? 0 : named(code, size + 4);
  }
  if (letter == 0x6e || letter == 0x72) {
    unit = WRAP;
    return size;
  }
  if (letter == 0x74 || letter == 0x2f) {
    unit = SEPARATOR;
    return size;
  }
  return 0;
}

function readEntity(at: usize): usize {
  let next = at + 1;
  for (let i = 0; i < 3 && next + 4 <= rangeTo && load<u32>(next) == 0x3b706d61; i++) next += 4;
  if (next + 5 <= rangeTo && load<u32>(next) == 0x7073626e && byteAt(next + 4) == 0x3b) {
    unit = SEPARATOR;
    return next + 5 - at;
  }
  if (next + 2 >= rangeTo || byteAt(next) != 0x23) return 1;
  next++;
  const hex = (byteAt(next) | 0x20) == 0x78;
  if (hex) next++;
  let code: i32 = 0;
  const from = next;
  for (; next < from + 9; next++) {
    const value = hexAt(next);
    if (value > (hex ? 15 : 9)) break;
    code = code * (hex ? 16 : 10) + <i32>value;
  }
  if (next == from) return 1;
  if (next < rangeTo && byteAt(next) == 0x3b) next++;
  return named(code & 0xfffff, next - at);
}

/** One byte, plain or behind %, =, \x or an octal escape; `rawSize` tells how much it took, 0 at the end. */
function raw(at: usize, mode: u32): u32 {
  if (at >= rangeTo) {
    rawSize = 0;
    return 0;
  }
  const start = at;
  let byte = byteAt(at);
  if (byte == 0x3d) {
    // Mail breaks its lines within a character, too.
    const soft = softBreak(at);
    if (soft != 0 && at + soft < rangeTo) {
      if ((mode & QUOTED_PRINTABLE) == 0) sawEquals = true;
      else {
        at += soft;
        byte = byteAt(at);
      }
    }
  }
  rawSize = at + 1 - start;
  let next = at + 1;
  if (byte == 0x25 && mode & ESCAPES) {
    for (let i = 0; i < 3 && next + 2 < rangeTo && load<u16>(next) == 0x3532; i++) next += 2;
  } else if (byte == 0x5c && mode & ESCAPES) {
    while (next < rangeTo && next < at + 8 && byteAt(next) == 0x5c) next++;
    if (next < rangeTo && (byteAt(next) | 0x20) == 0x78) next++;
    else if (next + 2 < rangeTo) {
      const a = byteAt(next) - 0x30;
      const b = byteAt(next + 1) - 0x30;
      const c = byteAt(next + 2) - 0x30;
      if (a > 3 || b > 7 || c > 7) return byte;
      escaped = true;
      rawSize = next + 3 - start;
      return (a << 6) | (b << 3) | c;
    }
  } else if (byte == 0x3d) {
    if ((mode & QUOTED_PRINTABLE) == 0) {
      if ((hexAt(at + 1) | hexAt(at + 2)) < 16) sawEquals = true;
      return byte;
    }
  } else return byte;
  const high = hexAt(next);
  const low = hexAt(next + 1);
  if ((high | low) > 15) return byte;
  // "%B4111…" begins a track; "%E4111…" may be anything.
  if (low < 10 && next + 2 < rangeTo && traits(next + 2) & TRAIT_DIGIT) sawPercent = true;
  escaped = true;
  rawSize = next + 2 - start;
  return (high << 4) | low;
}

function readBytes(at: usize, mode: u32): usize {
  escaped = false;
  const first = raw(at, mode);
  let size = rawSize;
  if (first < 0x80) {
    if (!escaped) return readJis(at, first);
    writing = ESCAPED;
    if (first == 0x1b && at + size + 1 < rangeTo && (byteAt(at + size) == 0x28 || byteAt(at + size) == 0x24)) {
      unit = NOTHING;
      return size + 2;
    }
    classify(<i32>first);
    // "100%4111…": the percent sign may be only that.
    if (unit == OTHER && at > rangeFrom && traits(at - 1) & TRAIT_DIGIT) sawPercent = true;
    return size;
  }
  const second = raw(at + size, mode);
  const two = size + rawSize;
  if (rawSize == 0) return size;
  if (first >= 0xe1 && first <= 0xef && second >= 0x80 && second <= 0xbf) {
    const third = raw(at + two, mode);
    if (rawSize != 0 && third >= 0x80 && third <= 0xbf) {
      writing = WIDE;
      classify(<i32>(((first & 15) << 12) | ((second & 63) << 6) | (third & 63)));
      return two + rawSize;
    }
  }
  if (first == 0xa0) {
    unit = SEPARATOR;
    return size;
  }
  if (first == 0xc2 && second == 0xa0) unit = SEPARATOR;
  else if (first == 0x82 && second >= 0x4f && second <= 0x58) unit = <i32>second - 0x4f;
  else if (first == 0xa3 && second >= 0xb0 && second <= 0xb9) unit = <i32>second - 0xb0;
  else if (first == 0x81 && (second == 0x40 || second == 0x7c || second == 0x5b || second == 0x5d)) unit = SEPARATOR;
  else if (first == 0xa1 && (second == 0xa1 || second == 0xdd || second == 0xbc || second == 0xbe)) unit = SEPARATOR;
  else return size;
  writing = WIDE;
  return two;
}

/** ISO-2022-JP between its escape sequences: "#4" is a digit, "!!" a blank, when others of the kind stand near. */
function readJis(at: usize, first: u32): usize {
  if (at + 2 >= rangeTo) {
    if (first != 0x23 || at + 1 >= rangeTo || at < rangeFrom + 2 || byteAt(at - 2) != 0x23) return 1;
  }
  const second = byteAt(at + 1);
  if (first == 0x23 && second >= 0x30 && second <= 0x39) {
    const next = at + 2 < rangeTo ? byteAt(at + 2) : 0;
    const near = next == 0x23 || next == 0x21 || next == 0x1b || next == 0x3d || (at >= rangeFrom + 2 && (byteAt(at - 2) == 0x23 || byteAt(at - 2) == 0x21));
    if (!near) return 1;
    unit = <i32>second - 0x30;
    writing = WIDE;
    return 2;
  }
  if (first == 0x21 && (second == 0x21 || second == 0x5d || second == 0x3c || second == 0x3e) && (byteAt(at + 2) == 0x23 || byteAt(at + 2) == 0x1b || byteAt(at + 2) == 0x3d)) {
    unit = SEPARATOR;
    return 2;
  }
  return 1;
}

function readUtf16(at: usize, mode: u32): usize {
  unit = OTHER;
  if (at + 2 > rangeTo) return 2;
  const a = byteAt(at);
  const b = byteAt(at + 1);
  writing = WIDE;
  classify(<i32>(mode & UTF16_LITTLE ? (b << 8) | a : (a << 8) | b));
  writing = WIDE;
  return 2;
}

// Most digits in logs are times, telephones and identifiers. A look at the 64 bytes around a place tells nearly all of them from
// cards, before chain.ts reads anything: too few digits between two bytes that no number goes over, or one number no issuer has.

import { endsTrack } from "./tracks";
import { holdsCard, keepsLuhn, lengthsOf } from "./groups";
import { hexAround } from "./layers";
import {
  ALL_0F,
  ALL_70,
  ALL_82,
  ALL_LF,
  byteAt,
  depth,
  hexAt,
  NEAR,
  rangeFrom,
  rangeTo,
  setChainDone,
  TRAIT_ENDS_ESCAPE,
  TRAIT_LITERAL,
  traits,
} from "./layout";
import { classesOf, fits } from "./sixteen";

/** Bytes before the place and behind it; the place is the first of the second half. */
const HALF: usize = 32;
const DIGITS_MIN: u32 = 12;
const DIGITS_MAX: u32 = 19;
const HEX_MIN: u32 = 24;

let digits: u64 = 0;

/** Whether no card can hold the digit at `place`, which then counts as read. May say no too often. */
export function isNoCard(place: usize): bool {
  if (place < rangeFrom + HALF || place + HALF > rangeTo) return false;
  const start = place - HALF;
  const others = ~classify(start);
  // What stops a number to the left and to the right.
  const before = <u32>others;
  const behind = <u32>(others >> 32);
  if (before == 0 || behind == 0) return false;
  const left: u32 = 32 - <u32>clz(before);
  const right: u32 = 32 + <u32>ctz(behind);
  const stop = start + <usize>right;
  const first = start + <usize>left;
  const isAlone = !goesBack(first - 1);
  if (isEscapedLetter(place, first, stop)) return true;
  if (!isAlone && !isHarmless(first - 1, left)) return false;
  if (!isEnd(stop)) return false;
  const between = digits & (~(<u64>0) << <u64>left) & ~(~(<u64>0) << <u64>right);
  const many = <u32>popcnt(between);
  const inHex = hexAt(first - 1) < 16 || hexAt(stop) < 16;
  if (inHex && mayBeHex(place)) hexAround(place);
  if (many < DIGITS_MIN) {
    setChainDone(first, stop);
    return true;
  }
  const from = <u32>ctz(between);
  const to: u32 = 64 - <u32>clz(between);
  if (!isAlone) return false;
  if (to - from != many) {
    if (inHex || many >= HEX_MIN || endsTrack(stop) || holdsCard(start, between)) return false;
    setChainDone(first, stop);
    return true;
  }
  if (many >= HEX_MIN) return false;
  if (!inHex && many <= DIGITS_MAX && isCardLike(start + <usize>from, many)) return false;
  if (inHex && many <= DIGITS_MAX && !standsInHex(start + <usize>from, start + <usize>to) && isCardLike(start + <usize>from, many)) return false;
  if (endsTrack(stop)) return false;
  setChainDone(first, stop);
  return true;
}

/** Sets `digits` of 64 bytes; answers those a plain number may be made of. */
// @ts-ignore: decorator
@inline
function classify(at: usize): u64 {
  const a = fits(NEAR, v128.load(at)), b = fits(NEAR, v128.load(at + 16)), c = fits(NEAR, v128.load(at + 32)), d = fits(NEAR, v128.load(at + 48));
  digits = joined(i8x16.bitmask(a), i8x16.bitmask(b), i8x16.bitmask(c), i8x16.bitmask(d));
  // Any of the upper four bits brings the top one.
  const upper = v128.load(ALL_70);
  return joined(
    i8x16.bitmask(i8x16.add_sat_u(a, upper)),
    i8x16.bitmask(i8x16.add_sat_u(b, upper)),
    i8x16.bitmask(i8x16.add_sat_u(c, upper)),
    i8x16.bitmask(i8x16.add_sat_u(d, upper)),
  );
}

/** Bits of those of sixteen bytes that begin an escape, or are not ASCII. */
// @ts-ignore: decorator
@inline
function signsIn(at: usize): u32 {
  const signs = v128.and(fits(NEAR, v128.load(at)), v128.load(ALL_0F));
  return <u32>i8x16.bitmask(i8x16.ne(signs, i8x16.splat(0)));
}

// @ts-ignore: decorator
@inline
export function joined(a: i32, b: i32, c: i32, d: i32): u64 {
  return <u64>(<u32>(a | (b << 16))) | (<u64>(<u32>(c | (d << 16))) << 32);
}

/**
 * Whether a number may go on before `at`: its byte begins or ends an escape, or is of no plain ASCII. Entities end in ";" and are
 * the longest escapes; those that end in a hexadecimal letter (or begin with "\\u", "\\x") are shorter; \\n, \\/, ESC ( B and the second
 * byte of Shift_JIS are the shortest.
 */
// @ts-ignore: decorator
@inline
function goesBack(at: usize): bool {
  const kind = traits(at);
  if ((kind & TRAIT_LITERAL) == 0) return true;
  if ((kind & TRAIT_ENDS_ESCAPE) == 0) return false;
  // Its escape would begin in the bytes before it.
  if (at < rangeFrom + 16) return true;
  const byte = byteAt(at);
  const reach: u32 = byte == 0x3b ? 16 : hexAt(at) < 16 || (byte | 0x20) == 0x75 || (byte | 0x20) == 0x78 ? 8 : 3;
  return signsIn(at - 16) >> (16 - reach) != 0;
}

/**
 * Whether the sign at `at` begins with what stands before the number: "tel=03", "q%22". What it makes of the digits behind it is
 * never more digits, and before it stands a letter that ends nothing.
 */
// @ts-ignore: decorator
@inline
function isHarmless(at: usize, left: u32): bool {
  if (left < 2 || byteAt(at) >= 0x80) return false;
  const kind = traits(at - 1);
  return (traits(at) & TRAIT_LITERAL) == 0 && (kind & TRAIT_LITERAL) != 0 && (kind & TRAIT_ENDS_ESCAPE) == 0;
}

/** Whether a number ends before the byte at `at`, however that is read. */
// @ts-ignore: decorator
@inline
function isEnd(at: usize): bool {
  if (traits(at) & TRAIT_LITERAL) return true;
  const byte = byteAt(at);
  const next = at + 1 < rangeTo ? byteAt(at + 1) : 0x0a;
  // An entity begins with #, amp or nbsp.
  if (byte == 0x26) return next != 0x23 && next != 0x61 && next != 0x6e;
  if (byte == 0x5c) return next == 0x22;
  // In ISO-2022-JP, beside others of the kind, "#4" is a digit and "!!" a blank.
  if (byte == 0x21) return next != 0x21 && next != 0x5d && next != 0x3c && next != 0x3e;
  if (byte == 0x23) return next - 0x30 > 9 || (at + 2 < rangeTo && isPlain(at + 2) && byteAt(at - 1) != 0x23 && byteAt(at - 2) != 0x23 && byteAt(at - 2) != 0x21);
  if (byte == 0x3d) return next > 0x20 && hexAt(at + 1) > 15 && next != 0x3d;
  return false;
}

/** No sign of an escape. */
// @ts-ignore: decorator
@inline
function isPlain(at: usize): bool {
  const byte = byteAt(at);
  return byte != 0x21 && byte != 0x23 && byte != 0x1b && byte != 0x3d;
}

/** Four digits behind "\u" that are those of no digit: \u9001. Cards have places of their own. */
// @ts-ignore: decorator
@inline
function isEscapedLetter(place: usize, first: usize, stop: usize): bool {
  return stop - first == 4 && place == first + 3 && byteAt(first) != 0x30 && load<u16>(first - 2) == 0x755c && first >= rangeFrom + 2;
}

/** Of a run of 24 around a place, one side has twelve. */
export function mayBeHex(at: usize): bool {
  return (at >= rangeFrom + 12 && areHex(at - 12)) || (at + 12 <= rangeTo && areHex(at));
}

/** Twelve characters of hexadecimal, perhaps with a line end among them. */
// @ts-ignore: decorator
@inline
function areHex(at: usize): bool {
  const v = v128.load(at);
  const others = i8x16.eq(v128.and(classesOf(v), v128.load(ALL_82)), i8x16.splat(0));
  const ends = v128.or(i8x16.eq(v, v128.load(ALL_LF)), i8x16.eq(v, i8x16.splat(0x0d)));
  return (i8x16.bitmask(v128.andnot(others, ends)) & 0xfff) == 0;
}

/**
 * Digits that touch a hexadecimal letter in twenty such characters or more are a digest's: the card reader believes none of them
 * (cards/surroundings.ts). Not where the letter may be an escape's.
 */
export function standsInHex(from: usize, to: usize): bool {
  // What was decoded may have gone on too far.
  if (depth > 0) return false;
  if ((from == rangeFrom || !isHexLetter(from - 1)) && !isHexLetter(to)) return false;
  let start = from;
  let end = to;
  while (start > rangeFrom && from - start < HALF && hexAt(start - 1) < 16) start--;
  while (end - to < HALF && hexAt(end) < 16) end++;
  if (end - start < 20) return false;
  for (let at = from > rangeFrom + 6 ? from - 6 : rangeFrom; at < from; at++) {
    const byte = byteAt(at);
    if (byte == 0x25 || byte == 0x5c || byte == 0x1b || (byte == 0x3d && at + 3 == from)) return false;
  }
  return true;
}

function isHexLetter(at: usize): bool {
  return hexAt(at) - 10 < 6;
}

/** An issuer's head with that length, and Luhn. */
function isCardLike(from: usize, size: u32): bool {
  return ((lengthsOf(from) >> (size - DIGITS_MIN)) & 1) != 0 && keepsLuhn(from, <usize>size);
}

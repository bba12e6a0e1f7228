// Reads the digits around a place as one chain, groups and gaps, and names every window of it that could be a card: issuer head,
// length, Luhn, a grouping people use. Which places are looked at is index.ts's matter.

import {
  byteAt,
  chainDone,
  DIGIT_FROM,
  DIGIT_SHAPE,
  DIGIT_SUMS,
  DIGIT_VALUE,
  HEADS,
  hexAt,
  rangeFrom,
  rangeTo,
  setChainDone,
  SIGN_DIGITS,
  SIGN_ESCAPED,
  SIGN_GROUPED,
  SIGN_WIDE,
  SIZES,
  TRAIT_BLANK,
  TRAIT_CHAIN,
  TRAIT_DIGIT,
  TRAIT_LITERAL,
  traits,
  WEIGHTS,
} from "./layout";
import { name } from "./stretches";
import { endsTrack } from "./tracks";
import { hexApart, standApart } from "./apart";
import { hexAround } from "./layers";
import { isPrinted, isShortLine, mayWrap } from "./grouping";
import { mayBeHex, standsInHex } from "./glance";
import { isDoubtful, leftAt, readPlain } from "./plain";
import { is } from "./wide";
import { cardWordsNear } from "./words";
import {
  ESCAPED,
  ESCAPES,
  forgetDoubts,
  NOTHING,
  OTHER,
  PLAIN,
  QUOTED_PRINTABLE,
  readUnit,
  sawEquals,
  sawPercent,
  SEPARATOR,
  unit,
  UTF16_BIG,
  UTF16_LITTLE,
  WIDE,
  WRAP,
  writing,
} from "./units";

/** The longest writing before the pattern that called us. */
const BACK: usize = 96;
/** More separators than three in a row part two things. */
const GAP_UNITS: i32 = 3;
const JOINED: u32 = 0;
const GAP: u32 = 1;
const LINE_WRAP: u32 = 2;

/** Reads the chain around `at`, in every way its bytes may be meant. */
export function chain(at: usize): void {
  let low = at > rangeFrom + BACK ? at - BACK : rangeFrom;
  if (at >= chainDone && low < chainDone) low = chainDone;
  let from = at;
  while (from > low && traits(from - 1) & (TRAIT_DIGIT | TRAIT_BLANK)) from--;
  // Behind plain letters nothing before them belongs to the chain.
  if (from < low + ESCAPE_MAX || mayBeEscape(v128.load(from - ESCAPE_MAX))) while (from > low && traits(from - 1) & TRAIT_CHAIN) from--;
  if (mayBeHex(at)) hexAround(at);
  if (standApart(at)) hexApart(at);
  const end = readPlain(from, at);
  if (end != 0) {
    setChainDone(from, end > at ? end : at + 1);
    return;
  }
  const start = from;
  from = leftAt;
  forgetDoubts();
  let done = read(from, at, ESCAPES);
  const percent = sawPercent;
  if (sawEquals) {
    const other = read(from, at, ESCAPES | QUOTED_PRINTABLE);
    if (other < done) done = other;
  }
  if (percent || sawPercent) {
    const other = read(from, at, 0);
    if (other < done) done = other;
  }
  setChainDone(start, done > at ? done : at + 1);
}

/** The longest writing of one separator that ends in a letter: "&amp;amp;nbsp;". */
const ESCAPE_MAX: usize = 16;

/** Whether the bytes hold what an escape begins with, or are not ASCII. */
// @ts-ignore: decorator
@inline
function mayBeEscape(v: v128): bool {
  const signs = v128.or(v128.or(is(v, 0x25), is(v, 0x5c)), v128.or(is(v, 0x26), is(v, 0x3d)));
  const others = v128.or(v128.or(is(v, 0x23), is(v, 0x21)), v128.or(is(v, 0x1b), v));
  return i8x16.bitmask(v128.or(signs, others)) != 0;
}

/** A chain that begins right at `at`: where walking back over foreign bytes could lose the step. */
export function chainFrom(at: usize): void {
  read(at, at, ESCAPES);
}

/** The same for digits of two bytes. */
export function chain16(at: usize, big: bool): usize {
  const mode = big ? UTF16_BIG : UTF16_LITTLE;
  let from = at;
  while (from >= rangeFrom + 2 && at - from < BACK) {
    readUnit(from - 2, mode);
    if (unit == OTHER) break;
    from -= 2;
  }
  return read(from, at, mode);
}

/** Reads on from `from` until the chain that holds `past` ends; answers where. */
function read(from: usize, past: usize, mode: u32): usize {
  let at = from;
  let digits: i32 = 0;
  let sums: u64 = 0;
  // Bit i tells that a group begins with the digit i before the last.
  let starts: u32 = 0;
  let gaps: i32 = 0;
  let wraps: i32 = 0;
  while (at < rangeTo) {
    const byte = byteAt(at);
    const kind = mode < UTF16_LITTLE ? traits(at) : 0;
    let size: usize = 1;
    let value: i32 = <i32>byte - 0x30;
    let way: u32 = PLAIN;
    if ((kind & TRAIT_DIGIT) == 0) {
      if (kind & TRAIT_BLANK) value = byte == 0x0a || byte == 0x0d ? WRAP : SEPARATOR;
      else if (kind & TRAIT_LITERAL) value = OTHER;
      else {
        size = readUnit(at, mode);
        value = unit;
        way = writing;
      }
    }
    if (<u32>value < 10) {
      let shape = (gaps == 0 ? JOINED : gaps == wraps ? LINE_WRAP : GAP) | (way << 8) | (<u32>size << 16);
      starts = (starts << 1) | (gaps != 0 || digits == 0 ? 1 : 0);
      gaps = 0;
      wraps = 0;
      for (;;) {
        const index = <usize>(digits & 63);
        sums += load<u64>(WEIGHTS + (<usize>(<u32>value + ((digits & 1) << 4)) << 3));
        store<u8>(DIGIT_VALUE + index, value);
        store<u32>(DIGIT_SHAPE + (index << 2), shape);
        store<u32>(DIGIT_FROM + (index << 2), <u32>at);
        store<u64>(DIGIT_SUMS + (index << 3), sums);
        digits += 1;
        // Plain digits follow each other: no need to look what else they could be.
        if ((kind & TRAIT_DIGIT) == 0 || at + 1 >= rangeTo) break;
        value = <i32>byteAt(at + 1) - 0x30;
        if (<u32>value > 9) break;
        at += 1;
        starts <<= 1;
        shape = JOINED | (1 << 16);
      }
    } else if (value != NOTHING) {
      if (gaps == 0 && digits >= 12) endGroup(digits, starts, at);
      if (value != OTHER && digits != 0 && gaps < GAP_UNITS) {
        gaps += 1;
        if (value == WRAP) wraps += 1;
      } else {
        digits = 0;
        sums = 0;
        starts = 0;
        gaps = 0;
        wraps = 0;
        if (at >= past) return at;
      }
    }
    at += size;
  }
  if (gaps == 0 && digits >= 12) endGroup(digits, starts, at);
  return at;
}

/** Windows of 12 to 19 digits, as bits of their first. */
const LENGTHS: u32 = 0x7f800;

/** Tries every window that ends with digit `digits - 1`, which ends at `to`. */
function endGroup(digits: i32, starts: u32, to: usize): void {
  const last = digits - 1;
  let firsts = LENGTHS & starts;
  if (endsTrack(to)) firsts = LENGTHS;
  // The digit before the last is doubled: at even places when the last is at an odd one.
  const half: usize = last & 1 ? 0 : 4;
  const sum = load<u32>(DIGIT_SUMS + half + (<usize>(last & 63) << 3));
  for (; firsts != 0; firsts &= firsts - 1) {
    const first = last - <i32>ctz(firsts);
    if (first < 0) return;
    const before = first == 0 ? 0 : load<u32>(DIGIT_SUMS + half + (<usize>((first - 1) & 63) << 3));
    if ((sum - before) % 10 != 0) continue;
    let head: usize = 0;
    for (let i = first; i < first + 4; i++) head = head * 10 + <usize>load<u8>(DIGIT_VALUE + <usize>(i & 63));
    if (((<u32>load<u8>(HEADS + head) >> (digits - first - 12)) & 1) == 0) continue;
    if (isGrouping(first, last, false) || isGrouping(first, last, true)) nameWindow(first, last, isDoubtful(head, <usize>(digits - first)));
  }
}

/** In one piece, digit by digit, in pairs, or in groups of four and more with a shorter last; one line wrap may be anywhere. */
function isGrouping(first: i32, last: i32, wrapJoins: bool): bool {
  let shortest: i32 = 99;
  let longest: i32 = 0;
  let size: i32 = 1;
  let wraps: i32 = 0;
  for (let i = first + 1; i <= last; i++) {
    const gap = load<u8>(DIGIT_SHAPE + (<usize>(i & 63) << 2));
    if (gap == LINE_WRAP) {
      wraps += 1;
      if (wrapJoins && isShortLine(<usize>load<u32>(DIGIT_FROM + (<usize>(i & 63) << 2)))) return false;
    }
    if (gap == JOINED || (gap == LINE_WRAP && wrapJoins)) {
      size += 1;
      continue;
    }
    if (size < shortest) shortest = size;
    if (size > longest) longest = size;
    size = 1;
  }
  if (wrapJoins && wraps != 1) return false;
  return shortest >= 4 || (longest <= 2 && shortest == longest && size <= shortest);
}

/** Plain digits whose gaps may be anything: whether the card reader could believe such groups, as in grouping.ts. */
function isBelieved(first: i32, last: i32, from: usize, to: usize): bool {
  const digits = last - first + 1;
  if (isPrinted(sizesOf(first, last, false), digits)) return true;
  for (let i = first + 1; i <= last; i++) {
    if (load<u8>(DIGIT_SHAPE + (<usize>(i & 63) << 2)) != LINE_WRAP) continue;
    const place = <usize>load<u32>(DIGIT_FROM + (<usize>(i & 63) << 2));
    // Where an escape or mail ended the line, lines cannot be measured here.
    if (byteAt(place - 1) != 0x0a || byteAt(place - 2) == 0x3d || byteAt(place - 3) == 0x3d) return true;
    return mayWrap(place) && isPrinted(sizesOf(first, last, true), digits);
  }
  return cardWordsNear(from, to);
}

/** Writes how many digits each group has; answers how many groups there are. */
function sizesOf(first: i32, last: i32, wrapJoins: bool): i32 {
  let count: i32 = 0;
  let size: u32 = 1;
  for (let i = first + 1; i <= last; i++) {
    const gap = load<u8>(DIGIT_SHAPE + (<usize>(i & 63) << 2));
    if (gap == JOINED || (gap == LINE_WRAP && wrapJoins)) {
      size += 1;
      continue;
    }
    store<u8>(SIZES + <usize>count, size);
    count += 1;
    size = 1;
  }
  store<u8>(SIZES + <usize>count, size);
  return count + 1;
}

function nameWindow(first: i32, last: i32, doubtful: bool): void {
  let sign: u32 = 0;
  for (let i = first; i <= last; i++) {
    const way = <u32>load<u8>(DIGIT_SHAPE + (<usize>(i & 63) << 2), 1);
    if (way == ESCAPED) sign |= SIGN_ESCAPED;
    if (way == WIDE) sign |= SIGN_WIDE;
    if (i > first && load<u8>(DIGIT_SHAPE + (<usize>(i & 63) << 2)) != JOINED) sign |= SIGN_GROUPED;
  }
  const from = <usize>load<u32>(DIGIT_FROM + (<usize>(first & 63) << 2));
  const to = <usize>load<u32>(DIGIT_FROM + (<usize>(last & 63) << 2)) + <usize>load<u8>(DIGIT_SHAPE + (<usize>(last & 63) << 2), 2);
  if ((sign & (SIGN_ESCAPED | SIGN_WIDE)) == 0) {
    if (doubtful && !cardWordsNear(from, to)) return;
    if (sign == 0 ? !endsTrack(to) && standsInHex(from, to) : !isBelieved(first, last, from, to)) return;
  }
  name(from, to, sign == 0 ? SIGN_DIGITS : sign);
}

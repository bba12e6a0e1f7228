// Reads the digits around a place as one chain, groups and gaps, and names every window of it that could be a card: issuer head,
// length, Luhn, a grouping people use. Which places are looked at is index.ts's matter.

import {
  byteAt,
  chainDone,
  DIGIT_FROM,
  DIGIT_GAP,
  DIGIT_TO,
  DIGIT_VALUE,
  DIGIT_WRITING,
  HEADS,
  name,
  rangeFrom,
  rangeTo,
  setChainDone,
  SIGN_DIGITS,
  SIGN_ESCAPED,
  SIGN_GROUPED,
  SIGN_WIDE,
  SUM_EVEN,
  SUM_ODD,
  TRAIT_CHAIN,
  TRAIT_DIGIT,
  traits,
} from "./layout";
import { hexAround } from "./layers";
import {
  ESCAPED,
  ESCAPES,
  forgetDoubts,
  NOTHING,
  OTHER,
  QUOTED_PRINTABLE,
  readUnit,
  sawEquals,
  sawPercent,
  unit,
  UTF16_BIG,
  UTF16_LITTLE,
  WIDE,
  WRAP,
  writing,
} from "./units";

/** The longest writing before the pattern that called us. */
const BACK: usize = 160;
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
  while (from > low && traits(from - 1) & TRAIT_CHAIN) from--;
  hexAround(at);
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
  setChainDone(from, done > at ? done : at + 1);
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
  let gaps: i32 = 0;
  let wraps: i32 = 0;
  while (at < rangeTo) {
    const size = readUnit(at, mode);
    if (unit >= 0 && unit <= 9) {
      push(digits, at, at + size, gaps == 0 ? JOINED : gaps == wraps ? LINE_WRAP : GAP);
      digits += 1;
      gaps = 0;
      wraps = 0;
    } else if (unit != NOTHING) {
      if (digits != 0 && gaps == 0) endGroup(digits);
      if (unit != OTHER && digits != 0 && gaps < GAP_UNITS) {
        gaps += 1;
        if (unit == WRAP) wraps += 1;
      } else {
        digits = 0;
        gaps = 0;
        wraps = 0;
        if (at >= past) return at;
      }
    }
    at += size;
  }
  if (digits != 0 && gaps == 0) endGroup(digits);
  return at;
}

function push(index: i32, from: usize, to: usize, gap: u32): void {
  const at = <usize>(index & 63);
  const before = <usize>((index - 1) & 63);
  const value = <u32>unit;
  const twice = value > 4 ? value * 2 - 9 : value * 2;
  const even = index & 1;
  store<u8>(DIGIT_VALUE + at, value);
  store<u8>(DIGIT_GAP + at, index == 0 ? GAP : gap);
  store<u8>(DIGIT_WRITING + at, writing);
  store<u32>(DIGIT_FROM + (at << 2), <u32>from);
  store<u32>(DIGIT_TO + (at << 2), <u32>to);
  const sumEven = index == 0 ? 0 : load<u32>(SUM_EVEN + (before << 2));
  const sumOdd = index == 0 ? 0 : load<u32>(SUM_ODD + (before << 2));
  store<u32>(SUM_EVEN + (at << 2), sumEven + (even ? value : twice));
  store<u32>(SUM_ODD + (at << 2), sumOdd + (even ? twice : value));
}

/** Tries every window that ends with digit `digits - 1`. */
function endGroup(digits: i32): void {
  if (digits < 12) return;
  const last = digits - 1;
  // The digit before the last is doubled: at odd places when the last is at an even one.
  const sums = last & 1 ? SUM_EVEN : SUM_ODD;
  const sum = load<u32>(sums + (<usize>(last & 63) << 2));
  const track = endsTrack(<usize>load<u32>(DIGIT_TO + (<usize>(last & 63) << 2)));
  const lowest = digits > 19 ? digits - 19 : 0;
  for (let first = digits - 12; first >= lowest; first--) {
    const gap = load<u8>(DIGIT_GAP + <usize>(first & 63));
    if (gap == JOINED && !track) continue;
    const before = first == 0 ? 0 : load<u32>(sums + (<usize>((first - 1) & 63) << 2));
    if ((sum - before) % 10 != 0) continue;
    let head: usize = 0;
    for (let i = first; i < first + 4; i++) head = head * 10 + <usize>load<u8>(DIGIT_VALUE + <usize>(i & 63));
    if (((<u32>load<u8>(HEADS + head) >> (digits - first - 12)) & 1) == 0) continue;
    if (isGrouping(first, last, false) || isGrouping(first, last, true)) nameWindow(first, last);
  }
}

/** What parts a card from the rest of a track: then other digits may stand before it (EMV tags, %B with a format code). */
function endsTrack(at: usize): bool {
  if (at + 1 >= rangeTo) return false;
  const byte = byteAt(at);
  if (byte == 0x5e) return true;
  if (byte == 0x3d || (byte | 0x20) == 0x64) return (traits(at + 1) & TRAIT_DIGIT) != 0;
  return byte == 0x25 && at + 2 < rangeTo && (load<u16>(at + 1) == 0x4433 || load<u16>(at + 1) == 0x6433 || load<u16>(at + 1) == 0x4535);
}

/** In one piece, digit by digit, in pairs, or in groups of four and more with a shorter last; one line wrap may be anywhere. */
function isGrouping(first: i32, last: i32, wrapJoins: bool): bool {
  let shortest: i32 = 99;
  let longest: i32 = 0;
  let size: i32 = 1;
  let wraps: i32 = 0;
  for (let i = first + 1; i <= last; i++) {
    const gap = load<u8>(DIGIT_GAP + <usize>(i & 63));
    if (gap == LINE_WRAP) wraps += 1;
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

function nameWindow(first: i32, last: i32): void {
  let sign: u32 = 0;
  for (let i = first; i <= last; i++) {
    const way = <u32>load<u8>(DIGIT_WRITING + <usize>(i & 63));
    if (way == ESCAPED) sign |= SIGN_ESCAPED;
    if (way == WIDE) sign |= SIGN_WIDE;
    if (i > first && load<u8>(DIGIT_GAP + <usize>(i & 63)) != JOINED) sign |= SIGN_GROUPED;
  }
  name(
    <usize>load<u32>(DIGIT_FROM + (<usize>(first & 63) << 2)),
    <usize>load<u32>(DIGIT_TO + (<usize>(last & 63) << 2)),
    sign == 0 ? SIGN_DIGITS : sign,
  );
}

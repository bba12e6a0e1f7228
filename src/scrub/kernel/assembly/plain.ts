// Reads chains of plain digits and separators group by group, without a look at each digit: most of what long lists of numbers
// hold. Where anything else stands in a chain, chain.ts reads on from its last break.

import { BROKEN, isShortLine, isWritten, RING, shapeOf, startOf, WRAPPED } from "./grouping";
import { cardWordsNear } from "./words";
import { endsTrack } from "./tracks";
import { standsInHex } from "./glance";
import { keepsLuhnApart, lengthsOf } from "./groups";
import {
  byteAt,
  GROUPS,
  HEADS,
  rangeTo,
  SIGN_DIGITS,
  SIGN_GROUPED,
  TRAIT_BLANK,
  TRAIT_DIGIT,
  TRAIT_LITERAL,
  traits,
} from "./layout";
import { name } from "./stretches";

/** More separators than three in a row part two things. */
const GAP_UNITS: i32 = 3;
const DIGITS_MIN: usize = 12;
const DIGITS_MAX: usize = 19;
const NEVER: usize = 1 << 20;
/** Where the chain goes on that is not plain throughout; 0 when it was read to its end. */
export let leftAt: usize = 0;

/** Reads on from `from` until the chain that holds `past` ends; answers where, or 0 and `leftAt`. */
export function readPlain(from: usize, past: usize): usize {
  let at = from;
  leftAt = from;
  let groups: i32 = 0;
  let total: usize = 0;
  let before: usize = 0;
  let sinceWrap: usize = NEVER;
  let gaps: i32 = 0;
  let wraps: i32 = 0;
  while (at < rangeTo) {
    const kind = traits(at);
    if (kind & TRAIT_DIGIT) {
      const end = digitsEnd(at);
      const size = end - at;
      const entry = GROUPS + (<usize>(groups & RING) << 3);
      const wrap: u32 = gaps == 0 || gaps != wraps ? 0 : isShortLine(at) ? BROKEN : WRAPPED;
      store<u32>(entry, <u32>at);
      store<u32>(entry, min<u32>(<u32>size, 99) | wrap | ((size < 4 ? 0xff : lengthsOf(at)) << 16), 4);
      groups += 1;
      gaps = 0;
      wraps = 0;
      total += size;
      sinceWrap = wrap == WRAPPED ? size : sinceWrap + size;
      const isGroup = size >= DIGITS_MIN || before >= 4 || (before <= 2 && size <= 2) || sinceWrap <= DIGITS_MAX;
      before = size;
      if (end < rangeTo && (traits(end) & TRAIT_BLANK) == 0 && (endsTrack(end) || (traits(end) & TRAIT_LITERAL) == 0)) return 0;
      if (isGroup && total >= DIGITS_MIN) endOfGroup(groups, end);
      at = end;
    } else if (kind & TRAIT_BLANK) {
      if (groups != 0 && gaps < GAP_UNITS) {
        const byte = byteAt(at);
        gaps += 1;
        if (byte == 0x0a || byte == 0x0d) wraps += 1;
      } else {
        groups = 0;
        total = 0;
        sinceWrap = NEVER;
        gaps = 0;
        wraps = 0;
        if (at >= past) return at;
        leftAt = at + 1;
      }
      at += 1;
    } else if (kind & TRAIT_LITERAL) {
      groups = 0;
      total = 0;
      sinceWrap = NEVER;
      gaps = 0;
      wraps = 0;
      if (at >= past) return at;
      at += 1;
      leftAt = at;
    } else return 0;
  }
  return at;
}

/** Where the digits from `at` end. */
function digitsEnd(at: usize): usize {
  while (at < rangeTo) {
    const digit = i8x16.lt_u(i8x16.sub(v128.load(at), i8x16.splat(0x30)), i8x16.splat(10));
    const others = ~i8x16.bitmask(digit) & 0xffff;
    if (others != 0) return min<usize>(at + <usize>ctz(others), rangeTo);
    at += 16;
  }
  return rangeTo;
}

/** Tries every window of whole groups that ends with the last one, at `to`. */
function endOfGroup(groups: i32, to: usize): void {
  const last = groups - 1;
  const lastShape = shapeOf(last);
  const lastSize = <i32>(lastShape & 0xff);
  let digits = <usize>lastSize;
  let shortest: i32 = 99;
  let longest: i32 = 0;
  let wraps: i32 = 0;
  let first = last;
  while (digits <= DIGITS_MAX) {
    if (digits >= DIGITS_MIN && ((shapeOf(first) >> <u32>(digits + 4)) & 1)) {
      const isGrouping = shortest >= 4 || (longest <= 2 && shortest == longest && lastSize <= shortest);
      if (isGrouping || wraps == 1) window(first, last, digits, to, isGrouping);
    }
    if (first == 0) return;
    if (shapeOf(first) & WRAPPED) wraps += 1;
    // Groups of three, or of more than one size below four, are nobody's writing; only a wrap could still join two of them.
    else if (wraps == 0 && shortest < 4 && longest > 2 && !(shapeOf(first - 1) & WRAPPED)) return;
    first -= 1;
    const size = <i32>(shapeOf(first) & 0xff);
    if (size < shortest) shortest = size;
    if (size > longest) longest = size;
    digits += <usize>size;
  }
}

/** Whether the window is a grouping people use when its one line wrap is taken out. */
function joinedByWrap(first: i32, last: i32): bool {
  let shortest: i32 = 99;
  let longest: i32 = 0;
  let size = <i32>(shapeOf(first) & 0xff);
  for (let i = first + 1; i <= last; i++) {
    const shape = shapeOf(i);
    const more = <i32>(shape & 0xff);
    if (shape & WRAPPED) {
      size += more;
      continue;
    }
    if (size < shortest) shortest = size;
    if (size > longest) longest = size;
    size = more;
  }
  return shortest >= 4 || (longest <= 2 && shortest == longest && size <= shortest);
}

function window(first: i32, last: i32, digits: usize, to: usize, isGrouping: bool): void {
  const from = startOf(first);
  let head: usize = 0;
  let at = from;
  for (let i = 0; i < 4; at++) {
    const digit = byteAt(at) - 0x30;
    if (digit > 9) continue;
    head = head * 10 + <usize>digit;
    i++;
  }
  if (((<u32>load<u8>(HEADS + head) >> <u32>(digits - DIGITS_MIN)) & 1) == 0) return;
  if (!keepsLuhnApart(from, to) || !(isGrouping || joinedByWrap(first, last))) return;
  if ((isDoubtful(head, digits) && !cardWordsNear(from, to)) || !isWritten(first, last, digits, from, to)) return;
  if (first == last && !endsTrack(to) && standsInHex(from, to)) return;
  name(from, to, first == last ? SIGN_DIGITS : SIGN_GROUPED);
}

/**
 * Cards of 13 digits are no longer issued; goods with a Japanese bar code have as many, and begin like them. Published test
 * numbers are told apart by their heads.
 */
export function isDoubtful(head: usize, digits: usize): bool {
  return digits == 13 && head >= 4000 && head < 5000 && head != 4222 && head != 4007 && head != 4012;
}

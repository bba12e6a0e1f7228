// The groups of a plain chain: whether people write a card so, and whether a line end among them can be a wrap.

import { byteAt, GROUPS, rangeFrom, rangeTo, SIZES, TRAIT_DIGIT, TRAIT_LOWER, TRAIT_UPPER, traits } from "./layout";
import { cardWordsNear } from "./words";

/** The last 32 groups: where each begins, its digits, and whether only line ends stand before it. */
export const RING: i32 = 31;
/** Nobody wraps lines shorter than this. */
const LINE_MIN: usize = 20;

/** Only a line end stands before the group; of a line too short to have been wrapped. */
export const WRAPPED: u32 = 0x100;
export const BROKEN: u32 = 0x200;

// @ts-ignore: decorator
@inline
export function shapeOf(group: i32): u32 {
  return load<u32>(GROUPS + (<usize>(group & RING) << 3), 4);
}
// @ts-ignore: decorator
@inline
export function startOf(group: i32): usize {
  return <usize>load<u32>(GROUPS + (<usize>(group & RING) << 3));
}

/**
 * Whether the card reader could believe such groups (cards/shape.ts, cards/runs.ts): printed ones, perhaps with one line wrapped
 * inside; others only where words speak of cards.
 */
export function isWritten(first: i32, last: i32, digits: usize, from: usize, to: usize): bool {
  if (first == last || isPrinted(sizesOf(first, last, false), digits)) return true;
  for (let i = first + 1; i <= last; i++) {
    const shape = shapeOf(i);
    if (shape & BROKEN) return false;
    if (shape & WRAPPED) return mayWrap(startOf(i)) && isPrinted(sizesOf(first, last, true), digits);
  }
  return cardWordsNear(from, to);
}

/** Writes how many digits each group has; answers how many groups there are. */
function sizesOf(first: i32, last: i32, joins: bool): i32 {
  let count: i32 = 0;
  for (let i = first; i <= last; i++) {
    const shape = shapeOf(i);
    if (joins && i > first && shape & WRAPPED) store<u8>(SIZES + <usize>count - 1, load<u8>(SIZES + <usize>count - 1) + (shape & 0xff));
    else {
      store<u8>(SIZES + <usize>count, shape & 0xff);
      count += 1;
    }
  }
  return count;
}

// @ts-ignore: decorator
@inline
function sizeAt(i: i32): u32 {
  return load<u8>(SIZES + <usize>i);
}

/** In one piece, fours, 4-6-5, two halves, or spaced out. */
export function isPrinted(groups: i32, digits: usize): bool {
  if (groups == 1) return true;
  const size = sizeAt(0);
  const next = sizeAt(1);
  const end = sizeAt(groups - 1);
  if (size < 4) {
    for (let i = 1; i < groups - 1; i++) if (sizeAt(i) != size) return false;
    return size < 3 && end <= size;
  }
  if (groups == 2) return (size == 8 && end >= 6 && end <= 8) || (size == 6 && (end == 10 || digits >= 17)) || (size == 4 && end == 12) || (size == 7 && end == 7);
  if (groups == 3 && ((size == 4 && next == 6 && (end == 4 || end == 5)) || (size == 8 && next == 8 && end == 3))) return true;
  for (let i = 0; i < groups - 1; i++) if (sizeAt(i) != 4) return false;
  return end <= 4 || (groups == 3 && end == 5);
}

/** Lines longer than this are not measured. */
const LINE_MAX: usize = 1000;

/**
 * Whether the line that ends before `at` can have been wrapped there: it is as long as the line before it, as far as that is known.
 */
export function mayWrap(at: usize): bool {
  let end = at - 1;
  if (end > rangeFrom && byteAt(end - 1) == 0x0d) end--;
  const start = lineStart(end);
  if (start == 0 || start < rangeFrom + 2) return true;
  let beforeEnd = start - 1;
  if (byteAt(beforeEnd - 1) == 0x0d) beforeEnd--;
  const before = lineStart(beforeEnd);
  if (before == 0) return true;
  const size = end - start;
  const sizeBefore = beforeEnd - before;
  // A character has as many bytes as it has beyond ASCII, or one more: so much shorter a line may really be.
  const less = beyondAscii(start, end);
  const lessBefore = beyondAscii(before, beforeEnd);
  if (size > sizeBefore + less || sizeBefore > size + lessBefore) return false;
  // The lines of a list begin alike.
  for (let i: usize = 0; i < 5; i++) {
    const kind = kindAt(start + i);
    if (kind != kindAt(before + i) || at + i >= rangeTo || kind != kindAt(at + i)) return true;
  }
  return false;
}

/** How many bytes are not ASCII; a change of charset (ESC) counts for a whole line. */
function beyondAscii(from: usize, to: usize): usize {
  let count: usize = 0;
  for (let i = from; i < to; i++) {
    if (byteAt(i) >= 0x80) count++;
    else if (byteAt(i) == 0x1b) count += LINE_MAX;
  }
  return count;
}

/** Where the line that ends at `end` begins; 0 when that is not known. */
function lineStart(end: usize): usize {
  for (let i = end; i > rangeFrom && end - i < LINE_MAX; i--) if (byteAt(i - 1) == 0x0a) return i;
  return 0;
}

/** Digits are alike, and letters. */
function kindAt(at: usize): u32 {
  const kind = traits(at);
  return kind & TRAIT_DIGIT ? 1 : kind & (TRAIT_LOWER | TRAIT_UPPER) ? 2 : 0x100 | byteAt(at);
}

/** Whether the line that ends before `at` is known to be too short to have been wrapped. */
export function isShortLine(at: usize): bool {
  let end = at;
  while (end > rangeFrom && (byteAt(end - 1) == 0x0a || byteAt(end - 1) == 0x0d)) end--;
  if (end == at) return false;
  if (end < rangeFrom + LINE_MIN) {
    for (let i = end; i > rangeFrom; i--) if (byteAt(i - 1) == 0x0a) return true;
    return false;
  }
  const lf = i8x16.splat(0x0a);
  return v128.any_true(v128.or(i8x16.eq(v128.load(end - 16), lf), i8x16.eq(v128.load(end - LINE_MIN), lf)));
}

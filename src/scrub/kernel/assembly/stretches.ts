// The tables of stretches: what the readers name is added, merged with its neighbour where that is near. What a run of base64 or hex
// holds is named twice, with all around it and by itself: the card reader tells one phase from the whole of a stretch.

import { isInStep } from "./runs";
import {
  byteAt,
  count,
  depth,
  hexAt,
  INNER,
  INNER_ENTRIES,
  INNER_SIZE,
  innerCount,
  NARROW,
  NARROW_ENTRIES,
  narrowCount,
  setCount,
  setInnerCount,
  setNarrowCount,
  SIGN_BASE64,
  SIGN_HEX,
  TABLE,
  TABLE_ENTRIES,
} from "./layout";

const MERGE_GAP: usize = 64;
const MERGE_SIZE: usize = 2048;
const RUNS: u32 = SIGN_HEX | SIGN_BASE64;

/** Adds a stretch. When the table is full the last one grows: too much, never too little. */
export function name(from: usize, to: usize, sign: u32): void {
  if (depth > 0) {
    nameNarrow(from, to, sign);
    return;
  }
  if (count > 0) {
    const last = TABLE + <usize>(count - 1) * 12;
    const isFull = count == TABLE_ENTRIES;
    if (isFull || isInside(last, from, to) || isNear(last, from, to)) {
      grow(last, from, to, sign);
      return;
    }
  }
  put(TABLE + <usize>count * 12, from, to, sign);
  setCount(count + 1);
}

/**
 * Adds what stands in a run by itself, so that no neighbour in another phase hides it; in what was decoded, all. In a full table there
 * is no room for more: all of it is named with what is around it as well.
 */
export function nameNarrow(from: usize, to: usize, sign: u32): void {
  const many = depth == 0 ? narrowCount : innerCount;
  const table = depth == 0 ? NARROW : innerTable(depth);
  if (many > 0) {
    const last = table + <usize>(many - 1) * 12;
    if (depth > 0 && many == INNER_ENTRIES) {
      grow(last, from, to, sign);
      return;
    }
    if ((isInside(last, from, to) || isNear(last, from, to)) && isAlike(last, from, to, sign)) {
      grow(last, from, to, sign);
      return;
    }
  }
  if (depth == 0 && many == NARROW_ENTRIES) return;
  put(table + <usize>many * 12, from, to, sign);
  if (depth == 0) setNarrowCount(many + 1);
  else setInnerCount(many + 1);
}

/** Where the stretches of what was decoded to a depth stand, twelve bytes each. */
export function innerTable(level: i32): usize {
  return INNER + <usize>level * INNER_SIZE;
}

/** Puts the narrow ones behind the others; answers how many there are now. */
export function both(): i32 {
  memory.copy(TABLE + <usize>count * 12, NARROW, <usize>narrowCount * 12);
  return count + narrowCount;
}

function put(entry: usize, from: usize, to: usize, sign: u32): void {
  store<u32>(entry, <u32>from);
  store<u32>(entry, <u32>to, 4);
  store<u32>(entry, sign, 8);
}

function grow(last: usize, from: usize, to: usize, sign: u32): void {
  put(last, min<usize>(from, fromOf(last)), max<usize>(to, toOf(last)), load<u32>(last, 8) | sign);
}

function fromOf(entry: usize): usize {
  return <usize>load<u32>(entry);
}

function toOf(entry: usize): usize {
  return <usize>load<u32>(entry, 4);
}

function isInside(last: usize, from: usize, to: usize): bool {
  return from >= fromOf(last) && to <= toOf(last);
}

function isNear(last: usize, from: usize, to: usize): bool {
  const size = max<usize>(to, toOf(last)) - min<usize>(from, fromOf(last));
  return size <= MERGE_SIZE && from <= toOf(last) + MERGE_GAP && to + MERGE_GAP >= fromOf(last);
}

/**
 * Whether two stretches are read alike: both as they stand, with text between (between pieces that were glued together noise stands);
 * or in step in one run, with nothing between.
 */
function isAlike(last: usize, from: usize, to: usize, sign: u32): bool {
  if (((load<u32>(last, 8) ^ sign) & RUNS) != 0) return false;
  const first = min<usize>(from, fromOf(last));
  const second = max<usize>(from, fromOf(last));
  const end = min<usize>(to, toOf(last));
  if (sign & SIGN_BASE64) return end >= second && isInStep(first, second);
  if (sign & SIGN_HEX) return end >= second && isInPairs(first, second);
  return isText(end, second);
}

/**
 * Whether numbers that stand open in plain text are all that a run decodes to: then it is of one piece, and what stands in it need not be
 * named by itself.
 */
export function isOnePiece(text: usize, size: usize, found: i32): bool {
  const table = innerTable(depth + 1);
  for (let i: usize = 0; i < <usize>found; i++) if (load<u32>(table + i * 12, 8) & RUNS) return false;
  for (let at = text; at < text + size; at++) {
    const byte = byteAt(at);
    if (byte - 0x20 > 0x5e && byte - 9 > 4) return false;
  }
  return true;
}

/** No control characters but tabs, line ends and the zeros of UTF-16. */
function isText(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) {
    const byte = byteAt(at);
    if (byte < 0x20 && byte != 0 && byte - 9 > 4) return false;
  }
  return true;
}

/** Whole pairs of hexadecimal from the first to the second, with nothing but line ends between. */
function isInPairs(from: usize, to: usize): bool {
  let many: u32 = 0;
  for (let at = from; at < to; at++) {
    if (hexAt(at) < 16) many++;
    else if (byteAt(at) != 0x0a && byteAt(at) != 0x0d) return false;
  }
  return (many & 1) == 0;
}

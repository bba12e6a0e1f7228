// The tables of stretches, one for the window and one for each depth of what was decoded: what the readers name is added, merged with
// its neighbour where the card reader would read both alike.

import { isInStep } from "./base64";
import {
  byteAt,
  count,
  depth,
  hexAt,
  INNER,
  INNER_ENTRIES,
  INNER_SIZE,
  setCount,
  SIGN_BASE64,
  SIGN_HEX,
  SIGN_WIDE,
  TABLE,
  TABLE_ENTRIES,
} from "./layout";

const MERGE_GAP: usize = 64;
const MERGE_SIZE: usize = 2048;
/**
 * The card reader tells one phase, or one charset, from the whole of a stretch (../../sights.ts reads them alone for that): merged
 * with what stands in another, one of the two would be lost.
 */
const ALONE: u32 = SIGN_HEX | SIGN_BASE64 | SIGN_WIDE;

/** Adds a stretch to the table of this depth. When it is full the last one grows: too much, never too little. */
export function name(from: usize, to: usize, sign: u32): void {
  const table = tableOf(depth);
  const most = depth == 0 ? TABLE_ENTRIES : INNER_ENTRIES;
  if (count > 0) {
    const last = table + <usize>(count - 1) * 12;
    const lastFrom = <usize>load<u32>(last);
    const lastTo = <usize>load<u32>(last, 4);
    const lastSign = load<u32>(last, 8);
    const low = min<usize>(from, lastFrom);
    const high = max<usize>(to, lastTo);
    const inside = from >= lastFrom && to <= lastTo;
    const small = inside || (high - low <= MERGE_SIZE && from <= lastTo + MERGE_GAP && to + MERGE_GAP >= lastFrom);
    if ((small && isAlike(lastSign, sign, low, max<usize>(from, lastFrom), min<usize>(to, lastTo))) || count == most) {
      store<u32>(last, <u32>low);
      store<u32>(last, <u32>high, 4);
      store<u32>(last, lastSign | sign, 8);
      return;
    }
  }
  const next = table + <usize>count * 12;
  store<u32>(next, <u32>from);
  store<u32>(next, <u32>to, 4);
  store<u32>(next, sign, 8);
  setCount(count + 1);
}

/** Where the stretches of a depth stand, twelve bytes each. */
export function tableOf(level: i32): usize {
  return level == 0 ? TABLE : INNER + <usize>level * INNER_SIZE;
}

/**
 * Whether two stretches are read alike, that begin at `from` and `second` and of which one ends at `end`: both as they stand, or in
 * step in one run, with nothing between. Between pieces that were glued together noise stands, in what was decoded.
 */
function isAlike(a: u32, b: u32, from: usize, second: usize, end: usize): bool {
  if (((a ^ b) & ALONE) != 0) return false;
  if (a & SIGN_BASE64) return end >= second && isInStep(from, second);
  if (a & SIGN_HEX) return end >= second && isInPairs(from, second);
  return depth == 0 || isText(end, second);
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

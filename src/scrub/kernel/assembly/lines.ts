// Counts lines, for the line number of a finding. The sweep has seen every line feed already and keeps how many stand in each
// block; only what is no whole block is read again.

import { byteAt, LINES, siftedFrom, siftedTo } from "./layout";

/** Line feeds in [from, to), addresses in memory; what was sifted last must not have been written to since. */
export function lines(from: usize, to: usize): u32 {
  const first = siftedFrom + ((from - siftedFrom + 63) & ~63);
  const last = siftedFrom + ((to - siftedFrom) & ~63);
  if (from < siftedFrom || to > siftedTo || first >= last) return lineFeeds(from, to);
  return lineFeeds(from, first) + sumOf(LINES + ((first - siftedFrom) >> 6), LINES + ((last - siftedFrom) >> 6)) + lineFeeds(last, to);
}

/** The sum of some bytes. */
function sumOf(from: usize, to: usize): u32 {
  let sums = i32x4.splat(0);
  let at = from;
  for (; at + 16 <= to; at += 16) sums = i32x4.add(sums, fours(v128.load(at)));
  let found = <u32>(i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3));
  for (; at < to; at++) found += byteAt(at);
  return found;
}

// @ts-ignore: decorator
@inline
function fours(bytes: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
}

/** Read byte by byte: before the first whole block, behind the last, and where nothing was sifted. */
function lineFeeds(from: usize, to: usize): u32 {
  let found: u32 = 0;
  let at = from;
  const lf = i8x16.splat(0x0a);
  for (; at + 16 <= to; at += 16) found += popcnt(i8x16.bitmask(i8x16.eq(v128.load(at), lf)));
  for (; at < to; at++) if (byteAt(at) == 0x0a) found += 1;
  return found;
}

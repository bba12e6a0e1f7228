// The loop over raw bytes: blocks of 64 bytes become bit masks, rare patterns in the masks call a reader. What a pattern turns
// out to be is for chain.ts (digits), base64.ts and layers.ts (what is decoded), keys.ts and wide.ts.

import { base64Quads } from "./base64";
import { pairsApart, standApart } from "./apart";
import { chain } from "./chain";
import { isNoCard, joined } from "./glance";
import { keys } from "./keys";
import {
  ALL_08,
  ALL_0F,
  ALL_70,
  ALL_82,
  ALL_LF,
  base64Done,
  byteAt,
  chainDone,
  chainStart,
  CLASS_HIGH,
  CLASS_LOW,
  depth,
  digestFrom,
  digestTo,
  GRAM,
  isRead,
  LINES,
  LINES_DECODED,
  rangeTo,
  setCount,
  setInnerCount,
  setNarrowCount,
  setRange,
  setSifted,
  TAIL,
  TAIL_SIZE,
} from "./layout";
import { classesOf } from "./sixteen";
import { both } from "./stretches";
import { base64Run } from "./tokens";
import { wideBlock } from "./wide";

export { lines } from "./lines";

/** Sifts [from, to), addresses in memory; answers how many stretches stand in the table. */
export function sift(from: usize, to: usize): i32 {
  setCount(0);
  setNarrowCount(0);
  setInnerCount(0);
  setRange(from, to, 0);
  setSifted(from, to);
  sweep(from, to);
  return both();
}

// @ts-ignore: decorator
@inline
function carry(now: u64, before: u64, by: u64): u64 {
  return (now << by) | (before >> (64 - by));
}

// @ts-ignore: decorator
@inline
function before(previous: v128, now: v128): v128 {
  return i8x16.shuffle(previous, now, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

// @ts-ignore: decorator
@inline
function twoBefore(previous: v128, now: v128): v128 {
  return i8x16.shuffle(previous, now, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
}

// @ts-ignore: decorator
@inline
function behind(now: v128, following: v128): v128 {
  return i8x16.shuffle(now, following, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
}

// @ts-ignore: decorator
@inline
function look(low: v128, high: v128, l: v128, h: v128): v128 {
  return v128.and(i8x16.relaxed_swizzle(low, l), i8x16.relaxed_swizzle(high, h));
}

/** All bits of the lanes of eight bytes that are base64 throughout. */
// @ts-ignore: decorator
@inline
function lanes(c: v128, base64: v128, none: v128): v128 {
  return i64x2.eq(i8x16.eq(v128.and(c, base64), none), none);
}

// @ts-ignore: decorator
@inline
function quad(previous: v128, now: v128): v128 {
  return v128.and(now, i16x8.shl(twoBefore(previous, now), 2));
}

// @ts-ignore: decorator
@inline
function gram(firstBefore: v128, first: v128, secondBefore: v128, second: v128, third: v128, fourth: v128, fourthBehind: v128): v128 {
  return v128.and(
    v128.and(twoBefore(firstBefore, first), before(secondBefore, second)),
    v128.and(third, behind(fourth, fourthBehind)),
  );
}

/** The top bits of sixty-four classes. */
// @ts-ignore: decorator
@inline
function tops(a: v128, b: v128, c: v128, d: v128): u64 {
  return joined(i8x16.bitmask(a), i8x16.bitmask(b), i8x16.bitmask(c), i8x16.bitmask(d));
}

/** Two bits for each lane of eight bytes that are base64 throughout. */
// @ts-ignore: decorator
@inline
function lanesIn(a: v128, b: v128, c: v128, d: v128, base64: v128, none: v128): i32 {
  const first = i16x8.narrow_i32x4_s(lanes(a, base64, none), lanes(b, base64, none));
  return i8x16.bitmask(i8x16.narrow_i16x8_s(first, i16x8.narrow_i32x4_s(lanes(c, base64, none), lanes(d, base64, none))));
}

/** The first two characters of base64 of three digits. */
// @ts-ignore: decorator
@inline
function pair(previous: v128, now: v128): v128 {
  return v128.and(now, i16x8.shl(before(previous, now), 1));
}

// @ts-ignore: decorator
@inline
function high(v: v128, nibble: v128): v128 {
  return v128.and(i16x8.shr_u(v, 4), nibble);
}

/** Of digits after a line feed, those with digits right before it, a CR or mail's soft break between. */
function wraps(places: u64, block: usize, from: usize): u64 {
  let kept: u64 = 0;
  for (; places != 0; places &= places - 1) {
    let before = block + <usize>ctz(places) - 2;
    if (before > from && byteAt(before) == 0x0d) before--;
    if (before > from && byteAt(before) == 0x3d) before--;
    if (byteAt(before) - 0x30 < 10) kept |= places & (~places + 1);
  }
  return kept;
}

/** Twenty hexadecimal characters around a place, with letters among them. */
// @ts-ignore: decorator
@inline
function isInHex(at: usize): bool {
  if (at < digestTo || at + 24 > rangeTo) return false;
  const hex = v128.load(ALL_82);
  const a = v128.and(classesOf(v128.load(at - 3)), hex);
  const b = v128.and(classesOf(v128.load(at + 5)), hex);
  return i8x16.all_true(a) && i8x16.all_true(b) && i8x16.bitmask(v128.or(a, b)) != 0;
}

/** The bits of a block from an address on. */
// @ts-ignore: decorator
@inline
function bitsFrom(at: usize, block: usize): u64 {
  if (at <= block) return ~(<u64>0);
  return at >= block + 64 ? 0 : ~(<u64>0) << <u64>(at - block);
}

/** Short groups of digits with letters between are hexadecimal. */
// @ts-ignore: decorator
@inline
function hasLetters(at: usize): bool {
  const lower = v128.or(v128.load(at), i8x16.splat(0x20));
  return v128.any_true(i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(26)));
}

/** Runs of base64 of which the lanes of eight bytes (two bits each) begin one block before. */
function readRuns(block: usize, runs: u32): void {
  while (runs != 0) {
    const start = block - 64 + (<usize>ctz(runs) << 2);
    base64Run(start);
    // The lanes that were not read with it.
    const read = base64Done > start ? (base64Done - block + 71) >> 3 : 0;
    runs &= (runs - 1) & (read < 16 ? ~(<u32>0) << <u32>(read << 1) : 0);
  }
}

/** Digits of a block: `ofTrack` are read in a digest as well, `twelve` have as many in a row. */
function readDigits(block: usize, digits: u64, surely: u64, ofTrack: u64, twelve: u64): void {
  if (digestTo > block && digestFrom < block + 64) {
    // In a digest only what may be a track is read: twelve digits in a row.
    const inside = bitsFrom(digestFrom, block) & ~bitsFrom(digestTo, block);
    digits &= ~inside | ofTrack;
  }
  while (digits != 0) {
    const place = block + <usize>ctz(digits);
    const bit = digits & (~digits + 1);
    digits ^= bit;
    if (!isRead(place)) {
      if ((twelve & bit) == 0 && isInHex(place)) {
        // A digest that has only begun: it is known whole before its digits are read.
        base64Run(place - 3);
        if (digestTo > place) {
          digits &= ~(bitsFrom(digestFrom, block) & ~bitsFrom(digestTo, block)) | ofTrack;
          continue;
        }
      }
      if ((surely & bit) != 0 ? !isNoCard(place) : !hasLetters(place - 15) && (standApart(place) || !isNoCard(place))) chain(place);
    }
    const done = chainDone;
    if (done < block + 64) {
      if (done > place) digits &= ~((<u64>1 << (<u64>(done - block))) - 1);
    } else if (chainStart <= place) break;
  }
}

/** The last block, copied with a fence behind it; answers where to. */
function fenced(block: usize, from: usize, to: usize): usize {
  memory.fill(TAIL, 0x21, TAIL_SIZE);
  const before: usize = block - from < 16 ? block - from : 16;
  memory.copy(TAIL + 16 - before, block - before, before + (to - block));
  return TAIL + 16;
}

/** Keys of which four bytes were seen; the masks say where the third stands. */
function readKeys(block: usize, a: v128, b: v128, c: v128, d: v128): void {
  const none = i8x16.splat(0);
  let places = tops(i8x16.ne(a, none), i8x16.ne(b, none), i8x16.ne(c, none), i8x16.ne(d, none));
  // A digest holds no key: where the first three bytes of one are hexadecimal throughout, they are of an escape.
  if (digestTo > block && digestFrom < block + 64) places &= ~(bitsFrom(digestFrom + 2, block) & ~bitsFrom(digestTo, block));
  keys(block, places);
}

/** Blocks from `from` to `to`; the range must have been set. Called again, deeper, for what was decoded. */
export function sweep(from: usize, to: usize): void {
  // Loaded once into locals: as constants V8 would build them anew at each use.
  const classLow = v128.load(CLASS_LOW), classHigh = v128.load(CLASS_HIGH);
  const low0 = v128.load(GRAM), high0 = v128.load(GRAM, 16), low1 = v128.load(GRAM, 32), high1 = v128.load(GRAM, 48);
  const low2 = v128.load(GRAM, 64), high2 = v128.load(GRAM, 80), low3 = v128.load(GRAM, 96), high3 = v128.load(GRAM, 112);
  const nibble = v128.load(ALL_0F), base64 = v128.load(ALL_70), lf = v128.load(ALL_LF), quadBit = v128.load(ALL_08);
  const none = i8x16.splat(0);
  let class1 = none, pair2 = none, gram0 = none, gram1 = none;
  let gram3 = look(low3, high3, v128.and(v128.load(from), nibble), high(v128.load(from), nibble));
  let pD: u64 = 0, pD2: u64 = 0, pD4: u64 = 0, pD6: u64 = 0, pV: u64 = 0, pV2: u64 = 0, pV4: u64 = 0, pV8: u64 = 0, pV16: u64 = 0;
  let pAfter: u64 = 0, pS: u64 = 0, pS1: u64 = 0, pS2: u64 = 0, pS4: u64 = 0, pL: u64 = 0, pApart: u64 = 0, pApart2: u64 = 0;
  let tokens: u32 = 0;
  let counted = depth == 0 ? LINES : LINES_DECODED;
  for (let block = from; block < to; block += 64) {
    // What was decoded has a fence behind it.
    const at = to - block < 64 && depth == 0 ? fenced(block, from, to) : block;
    const v0 = v128.load(at), v1 = v128.load(at, 16), v2 = v128.load(at, 32), v3 = v128.load(at, 48), v4 = v128.load(at, 64);
    const l0 = v128.and(v0, nibble), l1 = v128.and(v1, nibble), l2 = v128.and(v2, nibble), l3 = v128.and(v3, nibble);
    const h0 = high(v0, nibble), h1 = high(v1, nibble), h2 = high(v2, nibble), h3 = high(v3, nibble);

    const c0 = look(classLow, classHigh, l0, h0), c1 = look(classLow, classHigh, l1, h1);
    const c2 = look(classLow, classHigh, l2, h2), c3 = look(classLow, classHigh, l3, h3);
    const D = tops(c0, c1, c2, c3);
    tokens = (tokens >> 16) | (lanesIn(c0, c1, c2, c3, base64, none) << 16);
    const d0 = pair(class1, c0), d1 = pair(c0, c1), d2 = pair(c1, c2), d3 = pair(c2, c3);
    const quads = v128.or(v128.or(quad(pair2, d0), quad(d0, d1)), v128.or(quad(d1, d2), quad(d2, d3)));
    class1 = c3, pair2 = d3;

    const q1 = look(low3, high3, l1, h1), q2 = look(low3, high3, l2, h2), q3 = look(low3, high3, l3, h3);
    const q4 = look(low3, high3, v128.and(v4, nibble), high(v4, nibble));
    const e0 = look(low0, high0, l0, h0), f0 = look(low1, high1, l0, h0);
    const t0 = gram(gram0, e0, gram1, f0, look(low2, high2, l0, h0), gram3, q1);
    const e1 = look(low0, high0, l1, h1), f1 = look(low1, high1, l1, h1);
    const t1 = gram(e0, e1, f0, f1, look(low2, high2, l1, h1), q1, q2);
    const e2 = look(low0, high0, l2, h2), f2 = look(low1, high1, l2, h2);
    const t2 = gram(e1, e2, f1, f2, look(low2, high2, l2, h2), q2, q3);
    const e3 = look(low0, high0, l3, h3), f3 = look(low1, high1, l3, h3);
    const t3 = gram(e2, e3, f2, f3, look(low2, high2, l3, h3), q3, q4);
    gram0 = e3, gram1 = f3, gram3 = q4;
    const least = i8x16.min_s(i8x16.min_s(v0, v1), i8x16.min_s(v2, v3));

    // Digits: runs of twelve; seventeen bytes of short groups with gaps of one; four digits, a gap of one to ten, four digits.
    const D1 = carry(D, pD, 1), D2 = D & D1, D4 = D2 & carry(D2, pD2, 2), D6 = D4 & carry(D2, pD2, 4);
    const D12 = D6 & carry(D6, pD6, 6), V = (D | D1) & ~D4;
    const V2 = V & carry(V, pV, 1), V4 = V2 & carry(V2, pV2, 2), V8 = V4 & carry(V4, pV4, 4);
    const V16 = V8 & carry(V8, pV8, 8), V17 = V16 & carry(V16, pV16, 1);
    const D4next = carry(D4, pD4, 1), after = D4next & ~D, S = carry(after, pAfter, 4);
    const S1 = S | carry(S, pS, 1), S2 = S1 | carry(S1, pS1, 2), S4 = S2 | carry(S2, pS2, 4), S5 = S4 | carry(S4, pS4, 2);
    const surely = D12 | (D4 & ~D4next & S5);
    // Four pairs of digits, the same distance apart; digits behind a line end that have digits before it.
    const D3 = carry(D, pD, 3), apart = carry(D2, pD2, 1) & ~(D | D3);
    const apart2 = apart & carry(apart, pApart, 3), apart4 = apart2 & carry(apart2, pApart2, 6);
    const L = tops(i8x16.eq(v0, lf), i8x16.eq(v1, lf), i8x16.eq(v2, lf), i8x16.eq(v3, lf));
    store<u8>(counted++, popcnt(L));
    const wrapped = D & carry(L, pL, 1) & (carry(D, pD, 2) | D3 | carry(D, pD, 4));
    const broken = wrapped != 0 ? wraps(wrapped, block, from) : 0;
    pD = D, pD2 = D2, pD4 = D4, pD6 = D6, pV = V, pV2 = V2, pV4 = V4, pV8 = V8, pV16 = V16;
    pAfter = after, pS = S, pS1 = S1, pS2 = S2, pS4 = S4, pL = L, pApart = apart, pApart2 = apart2;

    if (apart4 != 0) pairsApart(block, apart4);
    if (v128.any_true(v128.and(quads, quadBit))) base64Quads(block, at);
    // Three lanes of eight in a row: every run of 32 has them. The others of the block before have been read with it.
    const runs = tokens & (tokens >> 2) & (tokens >> 4) & 0x1555400;
    if (runs != 0) readRuns(block, runs);
    if ((surely | V17 | broken) != 0) readDigits(block, surely | V17 | broken, surely | broken, D12 | wrapped, D12);
    if (v128.any_true(v128.or(v128.or(t0, t1), v128.or(t2, t3)))) readKeys(block, t0, t1, t2, t3);
    if (i8x16.bitmask(i8x16.gt_s(least, none)) != 0xffff) wideBlock(block, at);
  }
}

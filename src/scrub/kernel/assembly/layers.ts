// Sifts what was decoded one level deeper, and decodes runs of hexadecimal; a run is named only when something stands in it.
// base64 is base64.ts's matter.

import {
  ALL_40,
  ALL_7F,
  apartDone,
  base64Done,
  base64Phase,
  bigDone,
  byteAt,
  chainDone,
  chainStart,
  depth,
  DEPTH_MAX,
  HEX,
  hexAt,
  hexDone,
  hexStart,
  innerCount,
  littleDone,
  percentDone,
  quadDone,
  quadPhase,
  rangeFrom,
  rangeTo,
  restore,
  SCRATCH,
  SCRATCH_SIZE,
  setHexDone,
  setInnerCount,
  setPercentDone,
  setRange,
  SIGN_ESCAPED,
  SIGN_HEX,
  TEXT,
} from "./layout";
import { sweep } from "./index";
import { innerTable, isOnePiece, name, nameNarrow } from "./stretches";
import { fits, pairsOf } from "./sixteen";
import { within } from "./wide";

/** Characters decoded at once; pieces of a longer run overlap by more than any card with its key takes. */
const PIECE: usize = 4096;
const OVERLAP: usize = 768;
const HEX_MIN: usize = 24;
const HEX_BACK: usize = 1024;

/** Sifts `size` bytes of scratch one level deeper; answers how many stretches stand in that level's table. */
export function siftScratch(at: usize, size: usize): i32 {
  const from = rangeFrom, to = rangeTo, level = depth;
  const start = chainStart, chain = chainDone, little = littleDone, big = bigDone, base64 = base64Done, phase = base64Phase;
  const quad = quadDone, quadWay = quadPhase, hexFrom = hexStart, hex = hexDone;
  const percent = percentDone, apart = apartDone;
  const outer = innerCount;
  setInnerCount(0);
  // The sweep reads on to the end of its last block.
  const fence = i8x16.splat(0x21);
  for (let i: usize = 0; i < 96; i += 16) v128.store(at + size + i, fence);
  setRange(at, at + size, level + 1);
  sweep(at, at + size);
  const seen = innerCount;
  setInnerCount(outer);
  restore(from, to, level, start, chain, little, big, base64, phase, quad, quadWay, hexFrom, hex, percent, apart);
  return seen;
}

/**
 * Whether twelve bytes of some sixteen could be text: printable ASCII, or zeros as in UTF-16; or nearly all of them full-width
 * digits and blanks in some charset. Digests and keys are not, and need not be sifted.
 */
export function hasText(at: usize, size: usize): bool {
  const end = at + size;
  // What does not fill a window counts for blanks.
  if (size < 16) v128.store(end, i8x16.splat(0x20));
  let last = textMasks(at);
  do {
    at += 16;
    const next = at + 4 <= end ? textMasks(at) : 0;
    const plain = (last & 0xffff) | (next << 16);
    const wide = (last >> 16) | (next & 0xffff0000);
    let found = isText(plain, wide);
    if (at + 4 <= end) found |= isText(plain >> 4, wide >> 4);
    if (at + 8 <= end) found |= isText(plain >> 8, wide >> 8);
    if (at + 12 <= end) found |= isText(plain >> 12, wide >> 12);
    if (found != 0) return true;
    last = next;
  } while (at + 16 <= end);
  // What ends the piece may lie between two windows.
  const tail = textMasks(end - 16);
  return size > 16 && isText(tail, tail >> 16) != 0;
}

/** Twelve plain ones of sixteen, or fifteen that may be of wide digits, set bit 4. */
// @ts-ignore: decorator
@inline
function isText(plain: u32, wide: u32): u32 {
  return ((<u32>popcnt(plain & 0xffff) + 4) | (<u32>popcnt(wide & 0xffff) + 1)) & 16;
}

/** Of sixteen bytes the plain ones, and in the upper half those with the bytes of wide digits. */
// @ts-ignore: decorator
@inline
function textMasks(at: usize): u32 {
  const classes = textClasses(v128.load(at));
  return plainIn(classes) | (wideIn(classes) << 16);
}

/** The upper two bits for ASCII and zeros, any for those and the bytes of full-width digits and blanks (../build/tables.ts). */
// @ts-ignore: decorator
@inline
export function textClasses(v: v128): v128 {
  return fits(TEXT, v);
}

// @ts-ignore: decorator
@inline
export function plainIn(classes: v128): u32 {
  return <u32>i8x16.bitmask(i8x16.add_sat_u(classes, v128.load(ALL_40)));
}

// @ts-ignore: decorator
@inline
export function wideIn(classes: v128): u32 {
  return <u32>i8x16.bitmask(i8x16.add_sat_u(classes, v128.load(ALL_7F)));
}

/** A digest is shorter, or decodes to no text; a long run of hexadecimal may be a document. */
export function hexLong(at: usize): void {
  const to = hexEnd(at, min<usize>(at + 48, rangeTo));
  const from = hexStartOf(at, at > rangeFrom + 24 ? at - 24 : rangeFrom);
  if (to - from >= 48) hexAround(at);
}

/** Bits of those of sixteen characters that are not hexadecimal. */
// @ts-ignore: decorator
@inline
function notHex(at: usize): i32 {
  const v = v128.load(at);
  return ~i8x16.bitmask(v128.or(within(v, 0x30, 10), within(v128.or(v, i8x16.splat(0x20)), 0x61, 6))) & 0xffff;
}

/** Where the hexadecimal characters from `at` end, no further than `most`. */
function hexEnd(at: usize, most: usize): usize {
  while (at < most) {
    const others = notHex(at);
    if (others != 0) return min<usize>(at + <usize>ctz(others), most);
    at += 16;
  }
  return most;
}

/** Where they begin, no further back than `least`. */
function hexStartOf(at: usize, least: usize): usize {
  while (at > least) {
    const others = notHex(at - 16);
    if (others != 0) return max<usize>(at - <usize>(clz(others) - 16), least);
    at -= 16;
  }
  return least;
}

/** Decodes the hexadecimal run around `at`, both ways it can be paired. */
export function hexAround(at: usize): void {
  if (depth >= DEPTH_MAX || (at >= hexStart && at < hexDone)) return;
  const least = at > rangeFrom + HEX_BACK ? at - HEX_BACK : rangeFrom;
  let from = hexStartOf(at, least);
  while (from > least && wrapsHex(from - 1)) from = hexStartOf(from - 1, least);
  const most = from + PIECE < rangeTo ? from + PIECE : rangeTo;
  let to = hexEnd(at, most);
  while (to < most && wrapsHex(to)) to = hexEnd(to + 1, most);
  if (to - from < HEX_MIN) return;
  let done = to;
  if (to == most && most < rangeTo) done = to - OVERLAP;
  setHexDone(from, done);
  for (let odd: usize = 0; odd < 2; odd++) {
    const start = SCRATCH + <usize>depth * SCRATCH_SIZE;
    let out = start;
    for (let i = from + odd; i + 1 < to; ) {
      if (i + 16 <= to && notHex(i) == 0) {
        v128.store(out, pairsOf(v128.load(i)));
        out += 8;
        i += 16;
        continue;
      }
      const high = hexAt(i);
      if (high > 15) {
        i++;
        continue;
      }
      store<u8>(out, (high << 4) | (hexAt(i + 1) & 15));
      out++;
      i += 2;
    }
    if (hasText(start, out - start)) nameHex(from, to, odd, out - start, siftScratch(start, out - start));
  }
}

/** The same for a run whose ends are known, of hexadecimal throughout. */
export function hexRun(from: usize, to: usize): void {
  if (depth >= DEPTH_MAX || (from >= hexStart && from < hexDone)) return;
  if ((from > rangeFrom && wrapsHex(from - 1)) || (to < rangeTo && wrapsHex(to)) || to - from >= PIECE) {
    hexAround(from);
    return;
  }
  setHexDone(from, to);
  const start = SCRATCH + <usize>depth * SCRATCH_SIZE;
  for (let odd: usize = 0; odd < 2; odd++) {
    let out = start;
    for (let i = from + odd; i < to; i += 32) {
      const last = pairsOf(v128.load(i, 16));
      v128.store(out, i8x16.shuffle(pairsOf(v128.load(i)), last, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
      out += 16;
    }
    const size = (to - from - odd) >> 1;
    if (hasText(start, size)) nameHex(from, to, odd, size, siftScratch(start, size));
  }
}

/** Names hexadecimal that was decoded from `from + odd` on, and by themselves the pairs that write what was found. */
function nameHex(from: usize, to: usize, odd: usize, size: usize, found: i32): void {
  if (found == 0) return;
  if (depth == 0) name(from, to, SIGN_HEX);
  const start = SCRATCH + <usize>depth * SCRATCH_SIZE;
  if (depth == 0 && odd == 0 && isOnePiece(start, size, found)) return;
  const table = innerTable(depth + 1);
  for (let i: usize = 0; i < <usize>found; i++) {
    const first = <usize>load<u32>(table + i * 12);
    const begin = pairsOn(from + odd, first - start);
    nameNarrow(begin, pairsOn(begin, <usize>load<u32>(table + i * 12, 4) - first), SIGN_HEX);
  }
}

/** Where `many` pairs from `at` on end; line ends may stand before each. */
function pairsOn(at: usize, many: usize): usize {
  while (at < rangeTo) {
    if (hexAt(at) > 15) at++;
    else if (many == 0) break;
    else {
      many--;
      at += 2;
    }
  }
  return at < rangeTo ? at : rangeTo;
}

/** A line end inside hexadecimal: four characters of it on either side. */
function wrapsHex(at: usize): bool {
  const byte = byteAt(at);
  if (byte != 0x0a && byte != 0x0d) return false;
  const before = byte == 0x0a && at > rangeFrom && byteAt(at - 1) == 0x0d ? at - 1 : at;
  const next = byte == 0x0d && hexAt(at + 1) > 15 ? at + 2 : at + 1;
  if (before < rangeFrom + 4) return false;
  return (hexAt(before - 1) | hexAt(before - 2) | hexAt(before - 3) | hexAt(before - 4) | hexAt(next) | hexAt(next + 1) | hexAt(next + 2) | hexAt(next + 3)) < 16;
}

/** What is read around a sign that percent escapes hold another writing. */
const PERCENT_BACK: usize = 512;
const PERCENT_SIZE: usize = 2048;

/** Decodes the percent escapes around `at`, as far as no blank or quote ends them. */
export function percentAround(at: usize): void {
  if (depth >= DEPTH_MAX || at < percentDone) return;
  let from = at;
  while (from > rangeFrom && at - from < PERCENT_BACK && inForm(byteAt(from - 1))) from--;
  const most = from + PERCENT_SIZE < rangeTo ? from + PERCENT_SIZE : rangeTo;
  const start = SCRATCH + <usize>depth * SCRATCH_SIZE;
  let out = start;
  let i = from;
  while (i < most && (i < at || inForm(byteAt(i)))) {
    const byte = byteAt(i);
    const value = byte == 0x25 ? (hexAt(i + 1) << 4) | hexAt(i + 2) : 0x100;
    store<u8>(out, value < 0x100 ? value : byte == 0x2b ? 0x20 : byte);
    out++;
    i += value < 0x100 ? 3 : 1;
  }
  setPercentDone(i >= most && most < rangeTo ? most - PERCENT_BACK : i);
  if (siftScratch(start, out - start) != 0) name(from, i < rangeTo ? i : rangeTo, SIGN_ESCAPED);
}

/** What a form in a log may be made of: no blank, quote, line end or angle. */
function inForm(byte: u32): bool {
  return byte > 0x20 && byte != 0x22 && byte != 0x27 && byte != 0x3c && byte != 0x3e;
}

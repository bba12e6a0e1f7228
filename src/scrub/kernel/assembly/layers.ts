// Sifts what was decoded one level deeper, and decodes runs of hexadecimal; a run is named only when something stands in it.
// base64 is base64.ts's matter.

import {
  base64Done,
  base64Phase,
  bigDone,
  byteAt,
  chainDone,
  chainStart,
  clearInner,
  depth,
  DEPTH_MAX,
  HEX,
  hexDone,
  hexStart,
  innerSigns,
  littleDone,
  name,
  quadDone,
  quadPhase,
  rangeFrom,
  rangeTo,
  restore,
  SCRATCH,
  SCRATCH_SIZE,
  setHexDone,
  setRange,
  SIGN_HEX,
} from "./layout";
import { sweep } from "./index";

/** Characters decoded at once; pieces of a longer run overlap by more than any card with its key takes. */
const PIECE: usize = 4096;
const OVERLAP: usize = 768;
const HEX_MIN: usize = 24;
const HEX_BACK: usize = 1024;

/** Sifts `size` bytes of scratch one level deeper; answers the signs seen. */
export function siftScratch(at: usize, size: usize): u32 {
  const from = rangeFrom, to = rangeTo, level = depth;
  const start = chainStart, chain = chainDone, little = littleDone, big = bigDone, base64 = base64Done, phase = base64Phase;
  const quad = quadDone, quadWay = quadPhase, hexFrom = hexStart, hex = hexDone;
  const outer = innerSigns;
  clearInner();
  setRange(at, at + size, level + 1);
  sweep(at, at + size);
  const seen = innerSigns;
  restore(from, to, level, start, chain, little, big, base64, phase, quad, quadWay, hexFrom, hex, outer);
  return seen;
}

/**
 * Whether twelve bytes of some sixteen could be text: printable ASCII, or zeros as in UTF-16. Digests and keys are not, and need
 * not be sifted.
 */
export function hasText(at: usize, size: usize): bool {
  const end = at + size;
  if (size < 16) memory.fill(end, 0x20, 16);
  let more = true;
  while (more) {
    const v = v128.load(at);
    const printable = i8x16.lt_u(i8x16.sub(v, i8x16.splat(0x20)), i8x16.splat(0x5f));
    if (popcnt(i8x16.bitmask(v128.or(printable, i8x16.eq(v, i8x16.splat(0))))) >= 12) return true;
    at += 4;
    more = at + 16 <= end;
  }
  return false;
}

/** A digest is shorter, or decodes to no text; a long run of hexadecimal may be a document. */
export function hexLong(at: usize): void {
  let to = at;
  const look = at + 48 < rangeTo ? at + 48 : rangeTo;
  while (to < look && <u32>load<u8>(HEX + <usize>byteAt(to)) < 16) to++;
  let from = at;
  while (from > rangeFrom && at - from < 24 && <u32>load<u8>(HEX + <usize>byteAt(from - 1)) < 16) from--;
  if (to - from >= 48) hexAround(at);
}

/** Decodes the hexadecimal run around `at`, both ways it can be paired. */
export function hexAround(at: usize): void {
  if (depth >= DEPTH_MAX || (at >= hexStart && at < hexDone)) return;
  let from = at;
  while (from > rangeFrom && at - from < HEX_BACK && <u32>load<u8>(HEX + <usize>byteAt(from - 1)) < 16) from--;
  let to = at;
  const most = from + PIECE < rangeTo ? from + PIECE : rangeTo;
  while (to < most && <u32>load<u8>(HEX + <usize>byteAt(to)) < 16) to++;
  if (to - from < HEX_MIN) return;
  let done = to;
  if (to == most && most < rangeTo) done = to - OVERLAP;
  setHexDone(from, done);
  for (let odd: usize = 0; odd < 2; odd++) {
    const start = SCRATCH + <usize>depth * SCRATCH_SIZE;
    let out = start;
    for (let i = from + odd; i + 1 < to; i += 2) {
      store<u8>(out, (<u32>load<u8>(HEX + <usize>byteAt(i)) << 4) | <u32>load<u8>(HEX + <usize>byteAt(i + 1)));
      out++;
    }
    if (hasText(start, out - start) && siftScratch(start, out - start) != 0) name(from, to, SIGN_HEX);
  }
}

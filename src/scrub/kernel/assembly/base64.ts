// Decodes base64, around digits that were seen in it. Which other runs are decoded is for tokens.ts, what is named of them for runs.ts.

import { siftDecoded } from "./runs";
import {
  BASE64,
  base64Done,
  base64Phase,
  byteAt,
  CLASS_HIGH,
  CLASS_LOW,
  depth,
  DEPTH_MAX,
  LANES,
  quadDone,
  quadPhase,
  rangeFrom,
  rangeTo,
  SCRATCH,
  SCRATCH_SIZE,
  setQuadDone,
} from "./layout";
import { classesOf, packed, sixes } from "./sixteen";

/** Characters decoded at once; pieces of a longer run overlap by OVERLAP, more than any card with its key takes. */
export const PIECE: usize = 4096;
const OVERLAP: usize = 768;
/** Around digits seen in base64, so much before and after is decoded. */
const BEFORE: usize = 96;
const AFTER: usize = 256;

/** Where the last decoding stopped, where its piece may be continued, and what came out. */
export let stopped: usize = 0;
export let resume: usize = 0;
export let decoded: usize = 0;

// @ts-ignore: decorator
@inline
export function value64(at: usize): u32 {
  return <u32>load<u8>(BASE64 + <usize>load<u8>(at));
}

/** Bytes inside a run that carry nothing: line breaks, the backslash of "\/" and "\n". 0 when the run ends here. */
export function skip(at: usize): usize {
  const byte = byteAt(at);
  if (byte == 0x0d || byte == 0x0a) {
    const next: usize = byte == 0x0d && at + 1 < rangeTo && byteAt(at + 1) == 0x0a ? 2 : 1;
    return at + next + 4 <= rangeTo && (value64(at + next) | value64(at + next + 1) | value64(at + next + 2) | value64(at + next + 3)) < 64 ? next : 0;
  }
  if (byte == 0x5c && at + 1 < rangeTo && byteAt(at + 1) == 0x2f) return 1;
  return 0;
}

/** What may stand inside a run: a line end, "\\/", "%2B". */
// @ts-ignore: decorator
@inline
export function mayGoOn(byte: u32): bool {
  return byte == 0x0a || byte == 0x0d || byte == 0x5c || byte == 0x25;
}

// @ts-ignore: decorator
@inline
function isEscape(at: usize): bool {
  return byteAt(at) == 0x25;
}

/** What stands at a character of no base64 and may be inside a run: its size, or 0 where the run ends. */
// @ts-ignore: decorator
@inline
function gapAt(at: usize): usize {
  if (!mayGoOn(byteAt(at))) return 0;
  return isEscape(at) ? 1 : skip(at);
}

/** The first `left` characters of one vector, and then those of another. */
// @ts-ignore: decorator
@inline
function across(first: v128, then: v128, left: usize): v128 {
  const places = i8x16.sub(v128.load(LANES), i8x16.splat(<i8>left));
  // Places before the first are negative: nothing is taken there.
  return v128.or(v128.andnot(first, i8x16.ge_s(places, i8x16.splat(0))), i8x16.relaxed_swizzle(then, places));
}

/** Decodes from `at` at most PIECE characters of base64. Percent-encoded signs (%2B, %2F) count as theirs. */
export function decode64(at: usize, characters: usize): void {
  let to = SCRATCH + <usize>depth * SCRATCH_SIZE;
  const start = to;
  let bits: u32 = 0;
  let held: u32 = 0;
  let taken: usize = 0;
  resume = at;
  while (taken < characters && at < rangeTo) {
    if (held == 0) {
      if (taken + OVERLAP <= PIECE) resume = at;
      while (at + 16 <= rangeTo && taken + 16 <= characters) {
        let v = v128.load(at);
        let next = at + 16;
        let ends = i8x16.bitmask(i8x16.eq(classesOf(v), i8x16.splat(0)));
        if (ends != 0) {
          let left = <usize>ctz(ends);
          const size = gapAt(at + left);
          // What a line end parts is read as one; escapes and a second line end are read one by one.
          const rest = at + left + size;
          if (size != 0) {
            if (isEscape(at + left) || rest + 16 > rangeTo) break;
            v = across(v, v128.load(rest), left);
            ends = i8x16.bitmask(i8x16.eq(classesOf(v), i8x16.splat(0)));
            next = rest + 16 - left;
            left = ends == 0 ? 16 : <usize>ctz(ends);
            if (ends != 0 && gapAt(next - 16 + left) != 0) break;
          }
          if (ends != 0) {
            v128.store(to, packed(sixes(v)));
            decoded = to + ((left * 6) >> 3) - start;
            stopped = next - 16 + left;
            return;
          }
        }
        v128.store(to, packed(sixes(v)));
        to += 12;
        at = next;
        taken += 16;
        if (taken + OVERLAP <= PIECE) resume = at;
      }
      while (at + 4 <= rangeTo && taken + 4 <= characters) {
        const a = value64(at), b = value64(at + 1), c = value64(at + 2), d = value64(at + 3);
        if ((a | b | c | d) > 63) break;
        const three = (a << 18) | (b << 12) | (c << 6) | d;
        store<u32>(to, bswap<u32>(three << 8));
        to += 3;
        at += 4;
        taken += 4;
        if (taken + OVERLAP <= PIECE) resume = at;
      }
      if (taken >= characters || at >= rangeTo) break;
    }
    let value = value64(at);
    let size: usize = 1;
    if (value > 63) {
      if (byteAt(at) == 0x25 && at + 2 < rangeTo && byteAt(at + 1) == 0x32) {
        const sign = byteAt(at + 2) | 0x20;
        value = sign == 0x62 ? 62 : sign == 0x66 ? 63 : 0xff;
        size = 3;
      }
      if (value > 63) {
        size = skip(at);
        if (size == 0) break;
        at += size;
        continue;
      }
    }
    bits = (bits << 6) | value;
    held += 6;
    taken += 1;
    at += size;
    if (held >= 8) {
      held -= 8;
      store<u8>(to, bits >> held);
      to += 1;
    }
  }
  decoded = to - start;
  stopped = at;
}

/** Where the run begins that back64 went back in last. */
let begin: usize = 0;

/** Goes back over at most `most` characters of a run, to a place whole fours before `at`. */
export function back64(at: usize, most: usize): usize {
  let from = at;
  let count: usize = 0;
  let whole = at;
  while (from > rangeFrom && count < most) {
    if (value64(from - 1) < 64) {
      from -= 1;
      count += 1;
      if ((count & 3) == 0) whole = from;
      continue;
    }
    const byte = byteAt(from - 1);
    const isSkip = byte == 0x0a || byte == 0x0d || byte == 0x5c;
    if (!isSkip || from < rangeFrom + 3 || (value64(from - 2) > 63 && value64(from - 3) > 63)) break;
    from -= 1;
  }
  begin = from;
  return whole;
}

/** Digits seen in base64: [MNO][DTjz][AEIMQUYcgk][wxyz0-5]. */
export function base64Quads(block: usize, at: usize): void {
  if (depth >= DEPTH_MAX) return;
  const low = v128.load(CLASS_LOW);
  const high = v128.load(CLASS_HIGH);
  for (let k: usize = 0; k < 64; k += 16) {
    let seen = i8x16.splat(0x0f);
    for (let i = 0; i < 4; i++) {
      const bit: i32 = 1 << i;
      const v = v128.load(at + k + <usize>i - 3);
      const nibble = i8x16.splat(0x0f);
      const c = v128.and(
        i8x16.relaxed_swizzle(low, v128.and(v, nibble)),
        i8x16.relaxed_swizzle(high, v128.and(i16x8.shr_u(v, 4), nibble)),
      );
      seen = v128.and(seen, i8x16.ne(v128.and(c, i8x16.splat(<u8>bit)), i8x16.splat(0)));
    }
    let places = i8x16.bitmask(i8x16.ne(seen, i8x16.splat(0)));
    while (places != 0) {
      const end = block + k + <usize>ctz(places);
      places &= places - 1;
      if (end >= rangeFrom + 3 && end < rangeTo) quad(end - 3);
    }
  }
}

function quad(at: usize): void {
  const three = (value64(at) << 18) | (value64(at + 1) << 12) | (value64(at + 2) << 6) | value64(at + 3);
  const nine = three & 0xf0f0f0;
  if (nine != 0x303030 || (three & 0x0f) > 9 || ((three >> 8) & 0x0f) > 9 || ((three >> 16) & 0x0f) > 9) return;
  const way = <u32>at & 3;
  if ((at < base64Done && way == base64Phase) || (at < quadDone && way == quadPhase)) return;
  const from = back64(at, BEFORE);
  decode64(from, at - from + AFTER);
  const end = stopped;
  // All of the run, but for what is no whole four of it.
  const isWhole = from - begin < 4 && value64(end) > 63;
  if (decoded >= 12) siftDecoded(from, isWhole);
  // A number at the end of what was decoded is decoded again, whole.
  setQuadDone(end - at < AFTER ? end : end - BEFORE, way);
}

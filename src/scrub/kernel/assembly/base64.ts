// Decodes runs of base64 and has sifted what comes out; a run is named only when something stands in it. Which runs are looked at
// is index.ts's matter.

import { hasText, hexLong, siftScratch } from "./layers";
import {
  BASE64,
  base64Done,
  base64Phase,
  byteAt,
  CLASS_HIGH,
  CLASS_LOW,
  depth,
  DEPTH_MAX,
  HEX,
  name,
  quadDone,
  quadPhase,
  rangeFrom,
  rangeTo,
  SCRATCH,
  SCRATCH_SIZE,
  setBase64Done,
  setQuadDone,
  SIGN_BASE64,
  TRAIT_DIGIT,
  TRAIT_LOWER,
  TRAIT_UPPER,
} from "./layout";
import { notBase64, packed, sixes } from "./sixteen";

/** Characters decoded at once; pieces of a longer run overlap by OVERLAP, more than any card with its key takes. */
const PIECE: usize = 4096;
const OVERLAP: usize = 768;
/** Around digits seen in base64, so much before and after is decoded. */
const BEFORE: usize = 96;
const AFTER: usize = 256;
const RUN_MIN: usize = 28;
const TOKEN_MAX: usize = 64;

/** Where the last decoding stopped, where its piece may be continued, and what came out. */
let stopped: usize = 0;
let resume: usize = 0;
let decoded: usize = 0;

// @ts-ignore: decorator
@inline
function value64(at: usize): u32 {
  return <u32>load<u8>(BASE64 + <usize>load<u8>(at));
}

/** Bytes inside a run that carry nothing: line breaks, the backslash of "\/" and "\n". 0 when the run ends here. */
function skip(at: usize): usize {
  const byte = byteAt(at);
  if (byte == 0x0d || byte == 0x0a) {
    const next: usize = byte == 0x0d && at + 1 < rangeTo && byteAt(at + 1) == 0x0a ? 2 : 1;
    return at + next + 4 <= rangeTo && (value64(at + next) | value64(at + next + 1) | value64(at + next + 2) | value64(at + next + 3)) < 64 ? next : 0;
  }
  if (byte == 0x5c && at + 1 < rangeTo && byteAt(at + 1) == 0x2f) return 1;
  return 0;
}

/** Decodes from `at` at most PIECE characters of base64. Percent-encoded signs (%2B, %2F) count as theirs. */
function decode64(at: usize, characters: usize): void {
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
        const v = v128.load(at);
        const six = sixes(v);
        if (v128.any_true(i8x16.lt_s(six, i8x16.splat(0)))) break;
        v128.store(to, packed(six));
        to += 12;
        at += 16;
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

/** Goes back over at most `most` characters of a run, to a place whole fours before `at`. */
function back64(at: usize, most: usize): usize {
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
  if (decoded >= 12 && siftScratch(SCRATCH + <usize>depth * SCRATCH_SIZE, decoded) != 0) nameRun(from, end);
  // A number at the end of what was decoded is decoded again, whole.
  setQuadDone(end - at < AFTER ? end : end - BEFORE, way);
}

/** The whole run around [from, to), up to PIECE characters either side. */
function nameRun(from: usize, to: usize): void {
  const first = back64(from, PIECE);
  const most = to + PIECE < rangeTo ? to + PIECE : rangeTo;
  while (to < most) {
    const size: usize = value64(to) < 64 ? 1 : skip(to);
    if (size == 0) break;
    to += size;
  }
  while (to < rangeTo && to < most && byteAt(to) == 0x3d) to++;
  name(first, to < rangeTo ? to : rangeTo, SIGN_BASE64);
}

/** A run of 24 characters or more: decoded when it is 32 long and of mixed kind, or hexadecimal. */
export function base64Run(at: usize): void {
  if (depth >= DEPTH_MAX || at < base64Done) return;
  const a = v128.load(at);
  const b = v128.load(at + 8);
  // The run may begin with "0x" or a word: its middle tells.
  if (<u32>load<u8>(HEX + <usize>byteAt(at + 14)) < 16 && <u32>load<u8>(HEX + <usize>byteAt(at + 23)) < 16) hexLong(at + 23);
  const capitals = v128.or(capitalsOf(a), capitalsOf(b));
  if (!v128.any_true(capitals)) {
    setBase64Done(at + 24, 4);
    return;
  }
  let from = at;
  const least = at > rangeFrom + 256 ? at - 256 : rangeFrom;
  while (from > least) {
    const others = notBase64(v128.load(from - 16));
    if (others != 0) {
      from = max<usize>(from - <usize>(clz(others) - 16), least);
      break;
    }
    from = from > least + 16 ? from - 16 : least;
  }
  let to = from;
  const look = from + 96 < rangeTo ? from + 96 : rangeTo;
  let kinds: u32 = 0;
  while (to < look) {
    const v = v128.load(to);
    const others = notBase64(v) | 0x10000;
    const size = min<usize>(<usize>ctz(others), look - to);
    const inside = (1 << <i32>size) - 1;
    if (i8x16.bitmask(capitalsOf(v)) & inside) kinds |= TRAIT_UPPER;
    if (i8x16.bitmask(i8x16.gt_s(v, i8x16.splat(0x5f))) & inside) kinds |= TRAIT_LOWER;
    if (i8x16.bitmask(i8x16.lt_u(i8x16.sub(v, i8x16.splat(0x30)), i8x16.splat(10))) & inside) kinds |= TRAIT_DIGIT;
    to += size;
    if (size < 16) break;
  }
  if (to - from < RUN_MIN) {
    setBase64Done(to, 4);
    return;
  }
  if ((kinds & TRAIT_UPPER) == 0 || (kinds & (TRAIT_LOWER | TRAIT_DIGIT)) == 0) {
    setBase64Done(to, 4);
    return;
  }
  pieces(from);
  // What reads as text in one way does so in no other.
  decode64(from + 8, 24);
  if (decoded >= 18 && isPrintable(SCRATCH + <usize>depth * SCRATCH_SIZE)) return;
  // Where it really begins is not known when a path or "%22" leads to it: the other three ways count when they read as text.
  for (let way: usize = 1; way < 4; way++) {
    const begin = from + way;
    decode64(begin + 8, 24);
    if (decoded >= 16 && hasText(SCRATCH + <usize>depth * SCRATCH_SIZE, 18)) pieces(begin);
  }
}

// @ts-ignore: decorator
@inline
function capitalsOf(v: v128): v128 {
  return i8x16.lt_u(i8x16.sub(v, i8x16.splat(0x41)), i8x16.splat(26));
}

/** Sixteen bytes of plain text. */
// @ts-ignore: decorator
@inline
function isPrintable(at: usize): bool {
  const v = v128.load(at);
  return i8x16.bitmask(i8x16.lt_u(i8x16.sub(v, i8x16.splat(0x20)), i8x16.splat(0x5f))) == 0xffff;
}

/** Decodes a run from `begin` to its end, piece by piece. */
function pieces(begin: usize): void {
  let at = begin;
  for (;;) {
    decode64(at, PIECE);
    const end = stopped;
    const next = resume;
    const text = SCRATCH + <usize>depth * SCRATCH_SIZE;
    // Short runs are tokens; a long one may also hold text beyond ASCII.
    const worth = decoded > TOKEN_MAX || hasText(text, decoded);
    if (worth && siftScratch(text, decoded) != 0) nameRun(at, end);
    setBase64Done(end, <u32>begin & 3);
    if (end >= rangeTo || (value64(end) > 63 && skip(end) == 0) || next <= at) return;
    at = next;
  }
}


// Runs of base64 characters: words and paths, digests, tokens, and text that somebody encoded. Only the last is decoded whole
// and sifted; the others should cost next to nothing.

import { decode64, decoded, mayGoOn, PIECE, resume, skip, stopped, value64 } from "./base64";
import { hasText, hexLong, hexRun, plainIn, textClasses, wideIn } from "./layers";
import {
  ALL_1A,
  ALL_41,
  ALL_82,
  ALL_SLASH,
  base64Done,
  byteAt,
  depth,
  DEPTH_MAX,
  hexAt,
  LANES,
  rangeFrom,
  rangeTo,
  SCRATCH,
  SCRATCH_SIZE,
  setBase64Done,
  setDigest,
} from "./layout";
import { siftDecoded } from "./runs";
import { classesOf, packed, sixes } from "./sixteen";
import { within } from "./wide";

/** Shorter runs hold no number with what tells of it. */
const RUN_MIN: usize = 28;
const HEX_MIN: usize = 24;
/** So far back a run is followed to where it begins. */
const BACK_MAX: usize = 256;
/** Short runs are tokens when they decode to no text; a long one may also hold text beyond ASCII. */
const TOKEN_MAX: usize = 64;
/** What a run may begin with that is no part of it: a path, "%22". */
const PREFIX: usize = 8;
/** Characters that tell whether another of the four ways reads as text. */
const PROBE: usize = 24;

/** Fewer make no sixteen bytes from the second character on. */
const PROBE_MIN: usize = 23;

/** Classes of ALPHABET (../build/tables.ts). */
const CAPITALS: u8 = 0x14;
const SMALL_OR_DIGITS: u8 = 0x2a;
const SLASH: u8 = 0x01;
const HEX_LETTERS: u8 = 0x80;

/** A run that holds the 24 characters from `at`. */
export function base64Run(at: usize): void {
  if (depth >= DEPTH_MAX || at < base64Done) return;
  const none = i8x16.splat(0);
  const lanes = v128.load(LANES);
  const least = at > rangeFrom + BACK_MAX ? at - BACK_MAX : rangeFrom;
  const hex = v128.load(ALL_82);
  let kinds = none;
  let strangers = none;
  let from = at;
  while (from > least) {
    const classes = classesOf(v128.load(from - 16));
    const others = i8x16.bitmask(i8x16.eq(classes, none));
    if (others != 0) {
      const size = <u32>clz(others) - 16;
      const inside = i8x16.gt_s(lanes, i8x16.splat(15 - <i8>size));
      kinds = v128.or(kinds, v128.and(classes, inside));
      strangers = v128.or(strangers, v128.and(i8x16.eq(v128.and(classes, hex), none), inside));
      from = max<usize>(from - <usize>size, least);
      break;
    }
    kinds = v128.or(kinds, classes);
    strangers = v128.or(strangers, i8x16.eq(v128.and(classes, hex), none));
    from = from > least + 16 ? from - 16 : least;
  }
  const most = from + PIECE < rangeTo ? from + PIECE : rangeTo;
  let to = at;
  while (to < most) {
    const classes = classesOf(v128.load(to));
    const others = i8x16.bitmask(i8x16.eq(classes, none));
    if (others != 0) {
      const size = <u32>ctz(others);
      const inside = i8x16.lt_s(lanes, i8x16.splat(<i8>size));
      kinds = v128.or(kinds, v128.and(classes, inside));
      strangers = v128.or(strangers, v128.and(i8x16.eq(v128.and(classes, hex), none), inside));
      to = min<usize>(to + <usize>size, most);
      break;
    }
    kinds = v128.or(kinds, classes);
    strangers = v128.or(strangers, i8x16.eq(v128.and(classes, hex), none));
    to = min<usize>(to + 16, most);
  }
  if (to - from < HEX_MIN) {
    // The sweep takes ":", "[" and "]" for base64 as well.
    setBase64Done(to, 4);
    return;
  }
  if (!v128.any_true(strangers)) {
    hexToken(from, to, v128.any_true(v128.and(kinds, i8x16.splat(HEX_LETTERS))));
    return;
  }
  // Hexadecimal may stand in it, behind "0x" or a word: some of any 24 characters tell.
  for (let place = at; place + 24 <= to; place += 24) {
    if ((hexAt(place + 14) | hexAt(place + 17) | hexAt(place + 20) | hexAt(place + 23)) < 16) hexLong(place + 23);
  }
  const isMixed = v128.any_true(v128.and(kinds, i8x16.splat(CAPITALS))) && v128.any_true(v128.and(kinds, i8x16.splat(SMALL_OR_DIGITS)));
  if (!isMixed || to - from < RUN_MIN) {
    setBase64Done(to, 4);
    return;
  }
  if (!v128.any_true(v128.and(kinds, i8x16.splat(SLASH))) || !isPath(from, to)) token(from, to);
}

/**
 * Two slashes and hardly a capital: no base64 of digits or of ASCII. There a slash stands only for "?", and of four characters more
 * than one is a capital where digits, their zeros (UTF-16) or full-width ones are encoded.
 */
function isPath(from: usize, to: usize): bool {
  if (to - from > PATH_MAX) return false;
  let slashes: i32 = 0;
  let capitals: i32 = 0;
  for (let at = from; at < to; at += 16) {
    const v = v128.load(at);
    const inside = to - at >= 16 ? 0xffff : (1 << <i32>(to - at)) - 1;
    slashes += popcnt(i8x16.bitmask(i8x16.eq(v, v128.load(ALL_SLASH))) & inside);
    capitals += popcnt(i8x16.bitmask(i8x16.lt_u(i8x16.sub(v, v128.load(ALL_41)), v128.load(ALL_1A))) & inside);
  }
  if (slashes < 2 || capitals > 3) return false;
  setBase64Done(to, 4);
  return true;
}

/** A path is seldom longer, and a longer run may hold more than one thing. */
const PATH_MAX: usize = 96;

/**
 * Hexadecimal throughout: the card reader believes no number that touches such letters (cards/surroundings.ts, standsInHexToken),
 * unless the first may be an escape's.
 */
function hexToken(from: usize, to: usize, hasLetters: bool): void {
  setBase64Done(to, 4);
  let isEscaped = from < rangeFrom + ESCAPE;
  if (!isEscaped) {
    const before = load<u64>(from - ESCAPE);
    for (let i: u64 = 0; i < 64; i += 8) {
      const byte = (before >> i) & 0xff;
      if (byte == 0x25 || byte == 0x5c || byte == 0x1b) isEscaped = true;
    }
  }
  hexRun(from, to);
  if (hasLetters && !isEscaped) setDigest(from, to);
}

/** An escape is shorter: \\u003d. */
const ESCAPE: usize = 8;

/** A run of mixed kind is read from its first character, and in the other three ways where these read as text. */
function token(from: usize, to: usize): void {
  pieces(from);
  const begin = from + PREFIX;
  let ways: u32 = 0xe;
  if (to - begin >= PROBE + 4 && begin + 32 <= rangeTo) ways = waysOfText(begin);
  else if (to < rangeTo && !mayGoOn(byteAt(to)) && to - begin < PROBE_MIN) return;
  // What reads as text in one way does so in no other.
  if (ways & 1) return;
  for (let way: usize = 1; way < 4; way++) {
    if (((ways >> <u32>way) & 1) == 0) continue;
    decode64(begin + way, PROBE);
    if (decoded >= 16 && hasText(SCRATCH + <usize>depth * SCRATCH_SIZE, 18)) pieces(from + way);
  }
}

/**
 * Where a run really begins is not known when a path or "%22" leads to it. Bit 0 tells that its first way is text throughout,
 * the others that theirs may be text.
 */
function waysOfText(begin: usize): u32 {
  const a = sixes(v128.load(begin));
  const b = sixes(v128.load(begin, 16));
    if (((printableIn(packed(a)) & 0xfff) | ((printableIn(packed(b)) & 0xf) << 12)) == 0xffff) return 1;
  return (
    (mayBeText(
      packed(i8x16.shuffle(a, b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)),
      packed(i8x16.shuffle(a, b, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28)),
    ) << 1) |
    (mayBeText(
      packed(i8x16.shuffle(a, b, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)),
      packed(i8x16.shuffle(a, b, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29)),
    ) << 2) |
    (mayBeText(
      packed(i8x16.shuffle(a, b, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18)),
      packed(i8x16.shuffle(a, b, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)),
    ) << 3)
  );
}

// @ts-ignore: decorator
@inline
function printableIn(v: v128): u32 {
  return <u32>i8x16.bitmask(within(v, 0x20, 0x5f));
}

/** hasText (layers.ts) over eighteen bytes: twelve, and twelve of which three are the first ones' last. */
// @ts-ignore: decorator
@inline
function mayBeText(first: v128, last: v128): u32 {
  const a = textClasses(first);
  const b = textClasses(last);
  const plain = (plainIn(a) & 0xfff) | (plainIn(b) << 9);
  const wide = (wideIn(a) & 0xfff) | (wideIn(b) << 9);
  const most = max<u32>(<u32>popcnt(plain & 0xffff), <u32>popcnt(plain & 0x3fffc));
  const mostWide = max<u32>(<u32>popcnt(wide & 0xffff), <u32>popcnt(wide & 0x3fffc));
  return u32(most >= 12) | u32(mostWide >= 15);
}

/** Decodes a run from `begin` to its end, piece by piece. */
function pieces(begin: usize): void {
  let at = begin;
  for (;;) {
    decode64(at, PIECE);
    const end = stopped;
    const next = resume;
    const text = SCRATCH + <usize>depth * SCRATCH_SIZE;
    if (decoded > TOKEN_MAX || hasText(text, decoded)) siftDecoded(at, true);
    setBase64Done(end, <u32>begin & 3);
    if (end >= rangeTo || (value64(end) > 63 && skip(end) == 0) || next <= at) return;
    at = next;
  }
}

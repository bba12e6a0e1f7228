// Where everything stands in the kernel's memory, and what the readers share. The loader (../sieve.ts, ../tables.ts) writes the
// tables; nothing here is allocated, so memory never grows.

/**
 * Sixteen equal bytes each, but for the lanes' own numbers. They stand in memory because V8 builds a vector that stands in the
 * code anew at each use, from two numbers of eight bytes.
 */
export const ALL_0F: usize = 0x10;
export const ALL_LF: usize = 0x20;
export const ALL_70: usize = 0x30;
export const ALL_40: usize = 0x40;
export const ALL_7F: usize = 0x50;
export const ALL_08: usize = 0x60;
export const LANES: usize = 0x70;
/** Added to a base64 character for its value: by high nibble, and the parts of both nibbles that the signs need (sixteen.ts). */
export const ROLL: usize = 0x80;
export const ROLL_LOW: usize = 0x90;
export const ROLL_HIGH: usize = 0xa0;
/** Where the twelve bytes of sixteen characters stand. */
export const PACK: usize = 0xb0;
/** Added to a hexadecimal character for its value, by high nibble; where the eight bytes of sixteen characters stand. */
export const HEX_ROLL: usize = 0xc0;
export const HEX_PACK: usize = 0xd0;
export const ALL_82: usize = 0xe0;
export const ALL_SLASH: usize = 0xf0;
export const ALL_41: usize = 0xb80;
export const ALL_1A: usize = 0xb90;
/** Nibble tables of the two bytes that tell of wide digits. */
export const WIDE_FIRST: usize = 0xba0;
export const WIDE_SECOND: usize = 0xbc0;
/** Nibble tables of the class byte. */
export const CLASS_LOW: usize = 0x100;
export const CLASS_HIGH: usize = 0x110;
/** Nibble tables of the base64 alphabets, by kinds and exact. */
export const ALPHABET: usize = 0x180;
/** Nibble tables of what stands near digits (glance.ts). */
export const NEAR: usize = 0x1a0;
/** Nibble tables of what text is made of, and of wide digits (layers.ts). */
export const TEXT: usize = 0x1c0;
/** One byte of TRAIT bits for each byte value. */
export const TRAITS: usize = 0x200;
/** Value of a base64 character, or 0xff. */
export const BASE64: usize = 0x300;
/** Value of a hexadecimal character, or 0xff. */
export const HEX: usize = 0x400;
/** Sizes of the groups of one window. */
export const SIZES: usize = 0x500;
/** The chain's last 64 digits: value; gap before, writing and size; where each begins; both Luhn sums up to it. */
export const DIGIT_VALUE: usize = 0x540;
/** Four bytes each: gap, writing, size, unused. */
export const DIGIT_SHAPE: usize = 0x600;
export const DIGIT_FROM: usize = 0x700;
export const DIGIT_SUMS: usize = 0x800;
/** For each digit its weights: itself in the low half and doubled in the high one, and the other way round. */
export const WEIGHTS: usize = 0xa00;
/** The last block of a range, padded; what was decoded has a fence instead. */
export const TAIL: usize = 0xb00;
export const TAIL_SIZE: usize = 0x80;
/** Nibble tables (low, high) of the four bytes by which keys are looked for. */
export const GRAM: usize = 0xc00;
/** The last groups of a plain chain: two 32-bit numbers each. */
export const GROUPS: usize = 0xd00;
/** Nibble tables of three bytes of each word that speaks of cards; the words: size, where the three stand, bytes. */
export const CARD_GRAM: usize = 0xe00;
export const CARD_WORDS: usize = 0xe60;
/** For each four leading digits the lengths (bit 0 is 12) some issuer uses. */
export const HEADS: usize = 0x1000;
/** Keys: 2048 16-bit starts by gram, then the entries: next, size, where the gram stands, the gram, flags, the bytes. */
export const KEYS: usize = 0x4000;
/** What base64 and hex decode to; one for each depth. */
export const SCRATCH: usize = 0x8000;
export const SCRATCH_SIZE: usize = 0x2000;
/** Stretches: from, to, signs as 32-bit numbers; what of runs is named narrowly is kept apart. */
export const TABLE: usize = 0x115000;
export const TABLE_ENTRIES: i32 = 18432;
export const NARROW: usize = 0x14b000;
export const NARROW_ENTRIES: i32 = 6144;
/** Line feeds of each block of the window, a byte each; the second is for what was decoded, where nobody asks. */
export const LINES: usize = 0x160000;
export const LINES_DECODED: usize = 0x168000;
/** Stretches of what was decoded, a table for each depth. */
export const INNER: usize = 0x169000;
export const INNER_SIZE: usize = 0x300;
export const INNER_ENTRIES: i32 = 64;

export const TRAIT_CHAIN: u32 = 1;
export const TRAIT_BLANK: u32 = 2;
export const TRAIT_UPPER: u32 = 4;
export const TRAIT_LOWER: u32 = 8;
export const TRAIT_DIGIT: u32 = 16;
/** Begins no writing of a digit or separator: read as itself at once. */
export const TRAIT_LITERAL: u32 = 32;
/** May be the last byte of an escape or of a wide digit or blank. */
export const TRAIT_ENDS_ESCAPE: u32 = 64;

export const SIGN_DIGITS: u32 = 1;
export const SIGN_GROUPED: u32 = 2;
export const SIGN_ESCAPED: u32 = 4;
export const SIGN_HEX: u32 = 8;
export const SIGN_BASE64: u32 = 16;
export const SIGN_WIDE: u32 = 32;
export const SIGN_KEY: u32 = 64;

/** base64 of hex of base64: deeper nesting is nobody's log. */
export const DEPTH_MAX: i32 = 3;

/** What was sifted last, as a whole. */
export let siftedFrom: usize = 0;
export let siftedTo: usize = 0;
/** The range being sifted; nothing outside it is read. */
export let rangeFrom: usize = 0;
export let rangeTo: usize = 0;
export let depth: i32 = 0;
/** From the first to the second all has been read as digits already; before the others as UTF-16, base64, hex. */
export let chainStart: usize = 0;
export let chainDone: usize = 0;
export let littleDone: usize = 0;
export let bigDone: usize = 0;
export let base64Done: usize = 0;
export let base64Phase: u32 = 0;
/** Where digits seen in base64 have been decoded to: these may lie beyond a run that is looked at later. */
export let quadDone: usize = 0;
export let quadPhase: u32 = 0;
export let hexStart: usize = 0;
export let hexDone: usize = 0;
export let percentDone: usize = 0;
export let apartDone: usize = 0;
/** A digest's characters: a card reader believes no number in it. */
export let digestFrom: usize = 0;
export let digestTo: usize = 0;
/** No word between the first two speaks of cards, one at the third does. */
export let clearFrom: usize = 0;
export let clearTo: usize = 0;
export let wordAt: usize = 0;
/** Stretches in the table, in the narrow one, and in that of what is being decoded. */
export let count: i32 = 0;
export let narrowCount: i32 = 0;
export let innerCount: i32 = 0;

export function setSifted(from: usize, to: usize): void {
  siftedFrom = from;
  siftedTo = to;
}
export function setRange(from: usize, to: usize, level: i32): void {
  rangeFrom = from;
  rangeTo = to;
  depth = level;
  chainStart = from;
  chainDone = from;
  littleDone = from;
  bigDone = from;
  base64Done = from;
  quadDone = from;
  hexStart = from;
  hexDone = from;
  percentDone = from;
  apartDone = from;
  forgetNear();
}
export function restore(from: usize, to: usize, level: i32, start: usize, chain: usize, little: usize, big: usize, base64: usize, phase: u32, quad: usize, quadWay: u32, hexFrom: usize, hex: usize, percent: usize, apart: usize): void {
  rangeFrom = from;
  rangeTo = to;
  depth = level;
  chainStart = start;
  chainDone = chain;
  littleDone = little;
  bigDone = big;
  base64Done = base64;
  base64Phase = phase;
  quadDone = quad;
  quadPhase = quadWay;
  hexStart = hexFrom;
  hexDone = hex;
  percentDone = percent;
  apartDone = apart;
  forgetNear();
}
function forgetNear(): void {
  clearFrom = 0;
  clearTo = 0;
  wordAt = 0;
  digestFrom = 0;
  digestTo = 0;
}
export function setDigest(from: usize, to: usize): void {
  digestFrom = from;
  digestTo = to;
}
export function setClear(from: usize, to: usize): void {
  clearFrom = from;
  clearTo = to;
}
export function setWordAt(at: usize): void {
  wordAt = at;
}
export function setChainDone(from: usize, to: usize): void {
  // Wide digits of a block are read after its plain ones: then what lies further on stays read.
  if (to < chainDone) return;
  if (from > chainDone || from < chainStart) chainStart = from;
  chainDone = to;
}
/** Not for the first in a range, where nothing has been read. */
export function isRead(at: usize): bool {
  return at >= chainStart && at < chainDone;
}
export function setDone16(to: usize, big: bool): void {
  if (big) bigDone = to;
  else littleDone = to;
}
export function setBase64Done(to: usize, phase: u32): void {
  base64Done = to;
  base64Phase = phase;
}
export function setQuadDone(to: usize, phase: u32): void {
  quadDone = to;
  quadPhase = phase;
}
export function setHexDone(from: usize, to: usize): void {
  hexStart = from;
  hexDone = to;
}
export function setPercentDone(to: usize): void {
  percentDone = to;
}
export function setApartDone(to: usize): void {
  apartDone = to;
}
export function setCount(to: i32): void {
  count = to;
}
export function setNarrowCount(to: i32): void {
  narrowCount = to;
}
export function setInnerCount(to: i32): void {
  innerCount = to;
}

// @ts-ignore: decorator
@inline
export function byteAt(at: usize): u32 {
  return load<u8>(at);
}
// @ts-ignore: decorator
@inline
export function traits(at: usize): u32 {
  return load<u8>(TRAITS + <usize>load<u8>(at));
}
// @ts-ignore: decorator
@inline
export function hexAt(at: usize): u32 {
  return at < rangeTo ? <u32>load<u8>(HEX + <usize>load<u8>(at)) : 0xff;
}

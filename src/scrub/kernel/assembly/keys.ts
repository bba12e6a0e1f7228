// Looks whether a key stands where the masks saw its rarest three bytes, and whether what it tells of is near.

import { chain, chainFrom } from "./chain";
import { hexApart, percentAround } from "./layers";
import { byteAt, GRAM, isRead, KEYS, name, rangeFrom, rangeTo, SIGN_KEY, TRAIT_DIGIT, TRAIT_LOWER, TRAIT_UPPER, traits } from "./layout";

/** Also in ../build/tables.ts. */
const SHORT: u32 = 1;
const TEXT_WILL_DO: u32 = 2;
const WITH_CARD: u32 = 4;
const DIGITS_HERE: u32 = 8;
const PERCENT_HERE: u32 = 16;
const HEX_HERE: u32 = 32;
/** What a key tells of stands this near. */
const NEAR: usize = 64;

// @ts-ignore: decorator
@inline
function fits(table: usize, v: v128): v128 {
  const nibble = i8x16.splat(0x0f);
  return v128.and(
    i8x16.relaxed_swizzle(v128.load(table), v128.and(v, nibble)),
    i8x16.relaxed_swizzle(v128.load(table, 16), v128.and(i16x8.shr_u(v, 4), nibble)),
  );
}

/** `at` is where the block's bytes can be loaded with 16 bytes before; `block` is where it stands. */
export function keys(block: usize, at: usize): void {
  for (let k: usize = 0; k < 64; k += 16) {
    const first = fits(GRAM, v128.load(at + k - 2));
    const second = fits(GRAM + 32, v128.load(at + k - 1));
    const third = fits(GRAM + 64, v128.load(at + k));
    const seen = v128.and(third, v128.and(first, second));
    let places = i8x16.bitmask(i8x16.ne(seen, i8x16.splat(0)));
    while (places != 0) {
      const end = block + k + <usize>ctz(places);
      places &= places - 1;
      if (end >= rangeFrom + 2 && end < rangeTo) keysAt(end - 2);
    }
  }
}

// @ts-ignore: decorator
@inline
function lower(byte: u32): u32 {
  return byte - 0x41 < 26 ? byte | 0x20 : byte;
}

function keysAt(gram: usize): void {
  const slot = (lower(byteAt(gram)) * 7 + lower(byteAt(gram + 1)) * 31 + lower(byteAt(gram + 2)) * 131) & 0xff;
  let entry = <usize>load<u16>(KEYS + (<usize>slot << 1));
  while (entry != 0) {
    const size = <usize>load<u8>(entry, 2);
    const rareAt = <usize>load<u8>(entry, 3);
    const from = gram - rareAt;
    if (gram >= rangeFrom + rareAt && from + size <= rangeTo && equal(from, entry + 5, size)) {
      told(from, from + size, load<u8>(entry, 4));
    }
    entry = <usize>load<u16>(entry);
  }
}

function equal(text: usize, key: usize, size: usize): bool {
  for (let i: usize = 0; i < size; i++) if (lower(byteAt(text + i)) != byteAt(key + i)) return false;
  return true;
}

function told(from: usize, to: usize, flags: u32): void {
  if (flags & DIGITS_HERE) {
    if (isRead(from)) return;
    chainFrom(from);
    chain(from);
    return;
  }
  if (flags & PERCENT_HERE) {
    percentAround(from);
    return;
  }
  if (flags & HEX_HERE) {
    hexApart(from);
    return;
  }
  if (flags & SHORT && !standsAlone(from, to)) return;
  if (flags & WITH_CARD && !cardNear(from)) return;
  if (flags & TEXT_WILL_DO) {
    name(from, to + NEAR < rangeTo ? to + NEAR : rangeTo, SIGN_KEY);
    return;
  }
  const digit = digitAfter(to);
  if (digit != 0) name(from, digit, SIGN_KEY);
}

/** A short key counts as a word of its own: between others, at a change to capitals, after "card" or "cc", before a "2". */
function standsAlone(from: usize, to: usize): bool {
  const before = from > rangeFrom ? traits(from - 1) : 0;
  if (before & (TRAIT_LOWER | TRAIT_UPPER)) {
    const camel = (before & TRAIT_LOWER) != 0 && (traits(from) & TRAIT_UPPER) != 0;
    const afterD = lower(byteAt(from - 1)) == 0x64;
    const afterCc = from >= rangeFrom + 2 && lower(byteAt(from - 1)) == 0x63 && lower(byteAt(from - 2)) == 0x63;
    if (!camel && !afterD && !afterCc) return false;
  }
  if (to >= rangeTo) return true;
  const after = traits(to);
  if (after & TRAIT_LOWER) return (traits(to - 1) & TRAIT_UPPER) == 0 && startsWord(to);
  return true;
}

/** "cvvcode", "cvcnumber": what follows is a word of the trade. */
function startsWord(at: usize): bool {
  if (at + 2 > rangeTo) return false;
  const two = load<u16>(at);
  return two == 0x6f63 || two == 0x756e || two == 0x6f6e || two == 0x6176;
}

function cardNear(from: usize): bool {
  let at = from > rangeFrom + NEAR ? from - NEAR : rangeFrom;
  const to = from + NEAR + 4 < rangeTo ? from + NEAR + 4 : rangeTo;
  for (; at + 4 <= to; at++) if ((load<u32>(at) | 0x20202020) == 0x64726163) return true;
  return false;
}

/** The end of the first digits within NEAR bytes, 0 when there are none. Two-byte digits count as well. */
function digitAfter(at: usize): usize {
  const to = at + NEAR < rangeTo ? at + NEAR : rangeTo;
  for (let i = at; i < to; i++) {
    const byte = byteAt(i);
    const next = i + 1 < rangeTo ? byteAt(i + 1) : 0;
    const wide =
      (byte == 0xbc && next >= 0x90 && next <= 0x99) ||
      (byte == 0x82 && next >= 0x4f && next <= 0x58) ||
      (byte == 0xa3 && next >= 0xb0 && next <= 0xb9);
    if (!wide && (traits(i) & TRAIT_DIGIT) == 0) continue;
    let end = wide ? i + 2 : i + 1;
    while (end < rangeTo && end < i + 8 && traits(end) & TRAIT_DIGIT) end++;
    return end;
  }
  return 0;
}

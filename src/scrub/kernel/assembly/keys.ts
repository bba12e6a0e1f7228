// Looks whether a key stands where the masks saw its rarest three bytes, and whether what it tells of is near.

import { chain, chainFrom } from "./chain";
import { hexApart } from "./apart";
import { percentAround } from "./layers";
import { byteAt, isRead, KEYS, rangeFrom, rangeTo, SIGN_KEY, TRAIT_DIGIT, TRAIT_LOWER, TRAIT_UPPER, traits } from "./layout";
import { name } from "./stretches";

/** Also in ../build/tables.ts. */
const SHORT: u32 = 1;
const TEXT_WILL_DO: u32 = 2;
const WITH_CARD: u32 = 4;
const DIGITS_HERE: u32 = 8;
const PERCENT_HERE: u32 = 16;
const HEX_HERE: u32 = 32;
/** Spreads three bytes over 2048 slots. */
const GRAM_HASH: u32 = 0x9e3779b1;
/** What a key tells of stands this near. */
const NEAR: usize = 64;

/** `places` are the bits of the block at `block` where the masks saw the third byte of four; three tell which key it is. */
export function keys(block: usize, places: u64): void {
  for (; places != 0; places &= places - 1) {
    const end = block + <usize>ctz(places);
    if (end >= rangeFrom + 2 && end < rangeTo) keysAt(end - 2);
  }
}

// @ts-ignore: decorator
@inline
function lower(byte: u32): u32 {
  return byte - 0x41 < 26 ? byte | 0x20 : byte;
}

function keysAt(at: usize): void {
  const gram = lowerThree(load<u32>(at) & 0xffffff);
  let entry = <usize>load<u16>(KEYS + (<usize>((gram * GRAM_HASH) >> 21) << 1));
  while (entry != 0) {
    if ((load<u32>(entry, 4) & 0xffffff) == gram) {
      const size = <usize>load<u8>(entry, 2);
      const rareAt = <usize>load<u8>(entry, 3);
      const from = at - rareAt;
      if (at >= rangeFrom + rareAt && from + size <= rangeTo && equal(from, entry + 8, size)) {
        told(from, from + size, load<u8>(entry, 7));
      }
    }
    entry = <usize>load<u16>(entry);
  }
}

/** Capitals among the lower three bytes become small letters. */
// @ts-ignore: decorator
@inline
function lowerThree(bytes: u32): u32 {
  const seven = bytes & 0x7f7f7f;
  // The top bit of each byte: from A on, and beyond Z.
  const capitals = (seven + 0x3f3f3f) & ~(seven + 0x252525) & ~bytes & 0x808080;
  return bytes | (capitals >> 2);
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
  if (flags & SHORT && !(standsAlone(from, to) && mayHaveValue(from, to))) return;
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

/**
 * Whether a value may belong to a short key, as cards/beside.ts and columns.ts would find it: behind the word that holds the key,
 * with signs and a few words between, or below it in a table. Tokens hold such letters by chance.
 */
function mayHaveValue(from: usize, to: usize): bool {
  const most = to + NEAR < rangeTo ? to + NEAR : rangeTo;
  while (to < most && isOfWord(to)) to++;
  // No key goes on so long.
  if (to == most && most < rangeTo) return false;
  let next = to;
  while (next < most && isBetween(next)) next++;
  if (next >= most || traits(next) & TRAIT_DIGIT || isUnclear(next)) return true;
  const letter = (byteAt(next) | 0x20) - 0x61;
  // "value", "type"; behind a blank also "name", "words", "english" and what goes on with the key, as "code" does.
  if (letter < 26 && (((next > to && byteAt(next - 1) == 0x20 ? SPACED : TOUCHING) >> letter) & 1) != 0) return true;
  while (to < most && isQuote(to)) to++;
  if (to < most && !isEdge(to)) return false;
  const least = from > rangeFrom + NEAR ? from - NEAR : rangeFrom;
  while (from > least && isOfWord(from - 1)) from--;
  // No column has so long a name.
  if (from == least && least > rangeFrom) return false;
  while (from > least && isQuote(from - 1)) from--;
  return from == least || isEdge(from - 1) || isUnclear(from - 1);
}

/** The letters t and v; and c, d, e, h, m, n, o, t, u, v, w, y. */
const TOUCHING: u32 = 0x280000;
const SPACED: u32 = 0x178709c;

/** Letters, digits, "_", "-", "." */
function isOfWord(at: usize): bool {
  const byte = byteAt(at);
  return (traits(at) & (TRAIT_DIGIT | TRAIT_LOWER | TRAIT_UPPER)) != 0 || byte == 0x5f || byte == 0x2d || byte == 0x2e;
}

/** A blank, a quote, a line end or another sign that stands between a key and its value. */
function isBetween(at: usize): bool {
  return !isOfWord(at) && !isUnclear(at);
}

/** Signs of escapes, entities and tags, and what is not ASCII: there more may stand between than signs. */
function isUnclear(at: usize): bool {
  const byte = byteAt(at);
  return byte == 0x25 || byte == 0x26 || byte == 0x28 || byte == 0x3b || byte == 0x3c || byte == 0x3e || byte == 0x5c || byte < 9 || byte == 0x1b || byte >= 0x7f;
}

function isQuote(at: usize): bool {
  const byte = byteAt(at);
  return byte == 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x60 || byte == 0x5b || byte == 0x5d;
}

/** What parts the cells of a table's head: , | tab, a bracket or a line end; ";" and "(" are unclear. */
function isEdge(at: usize): bool {
  const byte = byteAt(at);
  return byte == 0x2c || byte == 0x7c || byte == 0x09 || byte == 0x0a || byte == 0x0d || byte == 0x29;
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

// Whether anything near a number speaks of cards: asked only about numbers that are believed nowhere else. It may say yes too
// often, never no where cards/keys.ts sees a word.

import { byteAt, CARD_GRAM, CARD_WORDS, clearFrom, clearTo, hexAt, rangeFrom, rangeTo, setClear, setWordAt, wordAt } from "./layout";
import { is, within } from "./wide";
import { fits } from "./sixteen";

/** What a view shows around a stretch, and the word it is cut at. */
const NEAR: usize = 512;

/** Remembers what has been looked at, so that each byte is looked at once. */
export function cardWordsNear(from: usize, to: usize): bool {
  const low = from > rangeFrom + NEAR ? from - NEAR : rangeFrom;
  const high = to + NEAR < rangeTo ? to + NEAR : rangeTo;
  if (wordAt >= low && wordAt < high) return true;
  let start = low;
  if (low >= clearFrom && low <= clearTo) start = clearTo;
  else setClear(low, low);
  for (let at = start; at < high; at += 16) {
    const seen = suspicious(at);
    for (let places = seen; places != 0; places &= places - 1) {
      const place = at + <usize>ctz(places);
      if (place < high && isWord(place)) {
        setWordAt(place);
        setClear(clearFrom, at);
        return true;
      }
    }
  }
  setClear(clearFrom, high);
  return false;
}

/** Places where a word's fingerprint, an escape or a byte of another charset begins. */
function suspicious(at: usize): i32 {
  const v = v128.load(at);
  const grams = v128.and(fits(CARD_GRAM, v), v128.and(fits(CARD_GRAM + 32, v128.load(at, 1)), fits(CARD_GRAM + 64, v128.load(at, 2))));
  const escapes = v128.or(v128.or(is(v, 0x25), is(v, 0x5c)), v128.or(is(v, 0x26), is(v, 0x3d)));
  // Japanese in UTF-8 begins with E3 to E9; other lead bytes may be of any charset.
  const leads = v128.or(within(v, 0xc0, 0x23), within(v, 0xea, 0x16));
  const controls = v128.or(within(v, 0, 9), is(v, 0x1b));
  return i8x16.bitmask(i8x16.ne(v128.or(v128.or(grams, escapes), v128.or(leads, controls)), i8x16.splat(0)));
}

// @ts-ignore: decorator
@inline
function lower(byte: u32): u32 {
  return byte - 0x41 < 26 ? byte | 0x20 : byte;
}

/** Nothing outside the range is read, so a word that it cuts is none. */
function isWord(at: usize): bool {
  const byte = byteAt(at);
  const next = at + 1 < rangeTo ? byteAt(at + 1) : 0;
  const third = at + 2 < rangeTo ? byteAt(at + 2) : 0;
  if (byte == 0x25 || byte == 0x3d) return hexAt(at + 1) >= 8 && (hexAt(at + 1) | hexAt(at + 2)) < 16;
  if (byte == 0x5c) return next == 0x75 || next == 0x78;
  if (byte == 0x26) return next == 0x23;
  if (byte < 9 || byte == 0x1b) return true;
  if (byte == 0xef) return next != 0xbc || third < 0x80 || third > 0x9f;
  if (byte >= 0xc0 && (byte < 0xe3 || byte > 0xe9)) return true;
  // Full-width letters of Shift_JIS.
  if (byte == 0x82 && third == 0x82 && ((next >= 0x60 && next <= 0x79) || (next >= 0x81 && next <= 0x9a))) return true;
  for (let word = CARD_WORDS; load<u8>(word) != 0; word += 2 + <usize>load<u8>(word)) {
    const size = <usize>load<u8>(word);
    const from = at - <usize>load<u8>(word, 1);
    if (from < rangeFrom || from + size > rangeTo) continue;
    let i: usize = 0;
    while (i < size && lower(byteAt(from + i)) == <u32>load<u8>(word + 2 + i)) i++;
    if (i == size && !((size == 2 || byteAt(word + 2) == 0x70) && isInWord(from))) return true;
  }
  return false;
}

/** "japan", "access": these two count only where a word may begin. */
function isInWord(at: usize): bool {
  return at > rangeFrom && byteAt(at - 1) - 0x61 < 26 && byteAt(at) - 0x61 < 26;
}

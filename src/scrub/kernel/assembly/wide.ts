// Blocks with bytes beyond plain ASCII, or zeros: looks for digits of two and three bytes. Blocks of plain text never come here.

import { chain, chain16, chainFrom } from "./chain";
import { joined } from "./glance";
import { bigDone, byteAt, isRead, littleDone, rangeFrom, rangeTo, setDone16, WIDE_FIRST, WIDE_SECOND } from "./layout";
import { fits } from "./sixteen";

// @ts-ignore: decorator
@inline
export function within(v: v128, from: u8, many: u8): v128 {
  return i8x16.lt_u(i8x16.sub(v, i8x16.splat(from)), i8x16.splat(many));
}

// @ts-ignore: decorator
@inline
export function is(v: v128, byte: u8): v128 {
  return i8x16.eq(v, i8x16.splat(byte));
}

export function wideBlock(block: usize, at: usize): void {
  const a = pairsAt(at), b = pairsAt(at + 16), c = pairsAt(at + 32), d = pairsAt(at + 48);
  if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) return;
  const none = i8x16.splat(0);
  const seen = joined(
    i8x16.bitmask(i8x16.ne(a, none)),
    i8x16.bitmask(i8x16.ne(b, none)),
    i8x16.bitmask(i8x16.ne(c, none)),
    i8x16.bitmask(i8x16.ne(d, none)),
  );
  for (let places = seen; places != 0; places &= places - 1) wideAt(block, at, <usize>ctz(places));
}

/** Where a byte and the one behind it may be of a wide digit; the classes are in ../build/tables.ts. */
// @ts-ignore: decorator
@inline
function pairsAt(at: usize): v128 {
  return v128.and(fits(WIDE_FIRST, v128.load(at)), fits(WIDE_SECOND, v128.load(at, 1)));
}

/** Reads what stands at byte `i` of a block, copied to `at`. */
function wideAt(block: usize, at: usize, i: usize): void {
  const first = byteAt(at + i);
  const second = byteAt(at + i + 1);
  const place = block + i;
  if (second == 0 || second == 0xff) utf16(place, false);
  if (first == 0 || first == 0xff) utf16(place, true);
  const isShift = first == 0x82 && second - 0x4f < 10;
  const isEuc = first == 0xa3 && second - 0xb0 < 10;
  const isUtf8 = first == 0xbc && second - 0x90 < 10 && place > rangeFrom && byteAt(at + i - 1) == 0xef;
  if (!isShift && !isEuc && !isUtf8) return;
  const from = isUtf8 ? place - 1 : place;
  if (isRead(from) || from >= rangeTo) return;
  chainFrom(from);
  chain(from);
}

/** A digit of UTF-16 from `at` on. */
function utf16(at: usize, big: bool): void {
  const zero = byteAt(big ? at : at + 1);
  const digit = byteAt(big ? at + 1 : at);
  if (digit - (zero == 0 ? 0x30 : 0x10) > 9) return;
  const done = big ? bigDone : littleDone;
  if (at < done || at + 2 > rangeTo) return;
  const to = chain16(at, big);
  if (to > at) setDone16(to, big);
}

// Blocks with bytes beyond plain ASCII, or zeros: looks for digits of two and three bytes. Blocks of plain text never come here.

import { chain, chain16, chainFrom } from "./chain";
import { bigDone, isRead, littleDone, rangeTo, setDone16 } from "./layout";

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
  const ends = v128.or(v128.or(rim(at), rim(at + 16)), v128.or(rim(at + 32), rim(at + 48)));
  const mayBe16 = v128.any_true(ends);
  for (let k: usize = 0; k < 64; k += 16) {
    const a = v128.load(at + k);
    const b = v128.load(at + k + 1);
    const shift = v128.and(is(a, 0x82), within(b, 0x4f, 10));
    const euc = v128.and(is(a, 0xa3), within(b, 0xb0, 10));
    const utf8 = v128.and(v128.and(is(a, 0xef), is(b, 0xbc)), within(v128.load(at + k + 2), 0x90, 10));
    const wide = v128.or(utf8, v128.or(shift, euc));
    if (v128.any_true(wide)) {
      let places = i8x16.bitmask(wide);
      while (places != 0) {
        const from = block + k + <usize>ctz(places);
        places &= places - 1;
        if (isRead(from) || from >= rangeTo) continue;
        chainFrom(from);
        chain(from);
      }
    }
    if (!mayBe16) continue;
    const little = v128.or(v128.and(within(a, 0x30, 10), is(b, 0)), v128.and(within(a, 0x10, 10), is(b, 0xff)));
    const big = v128.or(v128.and(is(a, 0), within(b, 0x30, 10)), v128.and(is(a, 0xff), within(b, 0x10, 10)));
    utf16(block + k, i8x16.bitmask(little), false);
    utf16(block + k, i8x16.bitmask(big), true);
  }
}

/** The zero or 0xFF that stands beside a digit of UTF-16; also the one behind the block's last. */
// @ts-ignore: decorator
@inline
function rim(at: usize): v128 {
  const a = v128.load(at);
  const b = v128.load(at + 1);
  return v128.or(v128.or(is(a, 0), is(a, 0xff)), v128.or(is(b, 0), is(b, 0xff)));
}

function utf16(at: usize, places: i32, big: bool): void {
  while (places != 0) {
    const from = at + <usize>ctz(places);
    places &= places - 1;
    const done = big ? bigDone : littleDone;
    if (from < done || from + 2 > rangeTo) continue;
    const to = chain16(from, big);
    if (to > from) setDone16(to, big);
  }
}

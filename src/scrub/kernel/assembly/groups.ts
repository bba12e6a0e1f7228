// Groups of plain digits that stand by themselves, read from the bits of 64 bytes: whether any of their windows could be a card. What
// says yes here is read again, slowly and exactly (plain.ts).

import { byteAt, HEADS, LANES } from "./layout";

const DIGITS_MIN: u32 = 12;
const DIGITS_MAX: u32 = 19;
/** More separators than three in a row part two things. */
const GAP_MAX: u32 = 3;

/** Whether a window of whole groups has an issuer's head, a card's length and Luhn. `digits` are the bits of the bytes from `start`. */
export function holdsCard(start: usize, digits: u64): bool {
  let rest = digits;
  while (rest != 0) {
    const first = <u32>ctz(rest);
    let to = endOf(digits, first);
    rest = after(digits, to);
    let size = to - first;
    // The head may go on in the next group.
    const lengths: u32 = size < 4 ? 0xff : lengthsOf(start + <usize>first);
    if (lengths == 0) continue;
    if (size >= DIGITS_MIN && isIssued(lengths, size) && keepsLuhn(start + <usize>first, <usize>size)) return true;
    let isFours = size >= 4;
    let isSmall = size <= 2;
    let hasWrap = false;
    let next = rest;
    while (next != 0 && size < DIGITS_MAX) {
      const from = <u32>ctz(next);
      if (from - to > GAP_MAX) break;
      hasWrap = hasWrap || byteAt(start + <usize>from - 1) == 0x0a || byteAt(start + <usize>to) == 0x0a || byteAt(start + <usize>to) == 0x0d || byteAt(start + <usize>from - 1) == 0x0d;
      to = endOf(digits, from);
      const more = to - from;
      size += more;
      isSmall = isSmall && more <= 2;
      if ((isFours || isSmall || hasWrap) && isIssued(lengths, size) && keepsLuhnApart(start + <usize>first, start + <usize>to)) return true;
      isFours = isFours && more >= 4;
      next = after(digits, to);
    }
  }
  return false;
}

/** The bit behind the digits from bit `at` on. */
// @ts-ignore: decorator
@inline
function endOf(digits: u64, at: u32): u32 {
  return at + <u32>ctz(~(digits >> <u64>at));
}

/** The digits from bit `at` on. */
// @ts-ignore: decorator
@inline
function after(digits: u64, at: u32): u64 {
  return at > 63 ? 0 : digits & (~(<u64>0) << <u64>at);
}

// @ts-ignore: decorator
@inline
function isIssued(lengths: u32, size: u32): bool {
  return size >= DIGITS_MIN && size <= DIGITS_MAX && ((lengths >> (size - DIGITS_MIN)) & 1) != 0;
}

/** The lengths (bit 0 is 12) some issuer uses behind the four digits at `at`. */
// @ts-ignore: decorator
@inline
export function lengthsOf(at: usize): u32 {
  const four = load<u32>(at) & 0x0f0f0f0f;
  // Pairs of digits, then both pairs.
  const pairs = (four * 10 + (four >> 8)) & 0x00ff00ff;
  return load<u8>(HEADS + <usize>((pairs * 100 + (pairs >> 16)) & 0xffff));
}

/** Luhn's sum over 12 to 19 digits in one piece, the last sixteen at once. */
export function keepsLuhn(from: usize, size: usize): bool {
  if (size > <usize>DIGITS_MAX) return false;
  const to = from + size;
  const inside = i8x16.ge_s(v128.load(LANES), i8x16.splat(16 - <i8>size));
  const values = v128.and(v128.and(v128.load(to - 16), i8x16.splat(0x0f)), inside);
  // The digit before the last is doubled, and so is every second one before it: those in even lanes.
  const doubled = v128.and(values, i16x8.splat(0xff));
  const carried = v128.and(i8x16.gt_s(doubled, i8x16.splat(4)), i8x16.splat(9));
  const sums = i16x8.extadd_pairwise_i8x16_u(i8x16.sub(i8x16.add(values, doubled), carried));
  const wide = i32x4.extadd_pairwise_i16x8_u(sums);
  let sum = i32x4.extract_lane(wide, 0) + i32x4.extract_lane(wide, 1) + i32x4.extract_lane(wide, 2) + i32x4.extract_lane(wide, 3);
  for (let i: usize = 17; i <= size; i++) {
    const digit = <i32>byteAt(to - i) - 0x30;
    sum += i & 1 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 == 0;
}

/** The same over groups with separators between. */
export function keepsLuhnApart(from: usize, to: usize): bool {
  let sum: u32 = 0;
  let isDoubled = false;
  for (let at = to; at > from; at--) {
    const digit = byteAt(at - 1) - 0x30;
    if (digit > 9) continue;
    sum += isDoubled ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
    isDoubled = !isDoubled;
  }
  return sum % 10 == 0;
}

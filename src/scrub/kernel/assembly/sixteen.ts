// Base64 sixteen characters at a time. Where runs begin and end is base64.ts's matter.

import { ALPHABET } from "./layout";

/** Bits of those of 16 characters that are in neither alphabet. */
// @ts-ignore: decorator
@inline
export function notBase64(v: v128): i32 {
  const nibble = i8x16.splat(0x0f);
  const low = i8x16.relaxed_swizzle(v128.load(ALPHABET), v128.and(v, nibble));
  const high = i8x16.relaxed_swizzle(v128.load(ALPHABET, 16), v128.and(i16x8.shr_u(v, 4), nibble));
  return i8x16.bitmask(i8x16.eq(v128.and(low, high), i8x16.splat(0)));
}

/** The values of 16 characters of either alphabet; negative where one is none. */
// @ts-ignore: decorator
@inline
export function sixes(v: v128): v128 {
  const upper = i8x16.sub(v, i8x16.splat(0x41));
  const lower = i8x16.sub(v, i8x16.splat(0x61));
  const digit = i8x16.sub(v, i8x16.splat(0x30));
  const isUpper = i8x16.lt_u(upper, i8x16.splat(26));
  const isLower = i8x16.lt_u(lower, i8x16.splat(26));
  const isDigit = i8x16.lt_u(digit, i8x16.splat(10));
  const is62 = v128.or(i8x16.eq(v, i8x16.splat(0x2b)), i8x16.eq(v, i8x16.splat(0x2d)));
  const is63 = v128.or(i8x16.eq(v, i8x16.splat(0x2f)), i8x16.eq(v, i8x16.splat(0x5f)));
  const letters = v128.or(v128.and(upper, isUpper), v128.and(i8x16.add(lower, i8x16.splat(26)), isLower));
  const others = v128.or(
    v128.and(i8x16.add(digit, i8x16.splat(52)), isDigit),
    v128.or(v128.and(i8x16.splat(62), is62), v128.and(i8x16.splat(63), is63)),
  );
  const known = v128.or(v128.or(isUpper, isLower), v128.or(isDigit, v128.or(is62, is63)));
  return v128.or(v128.or(letters, others), v128.not(known));
}

/** Twelve bytes of sixteen values (Muła's way: neighbours joined twice, then the bytes put in order). */
// @ts-ignore: decorator
@inline
export function packed(six: v128): v128 {
  // In each pair the first character is the high half: a * 64 + b, then ab * 4096 + cd.
  const twelve = v128.or(i16x8.shl(v128.and(six, i16x8.splat(0xff)), 6), i16x8.shr_u(six, 8));
  const full = v128.or(i32x4.shl(v128.and(twelve, i32x4.splat(0xffff)), 12), i32x4.shr_u(twelve, 16));
  return i8x16.shuffle(full, full, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 3, 3, 3);
}

// Base64 sixteen characters at a time. Where runs begin and end is base64.ts's matter.

import { ALL_0F, ALPHABET, HEX_PACK, HEX_ROLL, PACK, ROLL, ROLL_HIGH, ROLL_LOW } from "./layout";

/** Classes of sixteen characters (../build/tables.ts); none where one is in neither alphabet. */
// @ts-ignore: decorator
@inline
export function classesOf(v: v128): v128 {
  return fits(ALPHABET, v);
}

/** What two tables for the low and the high nibble have in common. */
// @ts-ignore: decorator
@inline
export function fits(table: usize, v: v128): v128 {
  const nibble = v128.load(ALL_0F);
  return v128.and(
    i8x16.relaxed_swizzle(v128.load(table), v128.and(v, nibble)),
    i8x16.relaxed_swizzle(v128.load(table, 16), v128.and(i16x8.shr_u(v, 4), nibble)),
  );
}

/** The values of 16 characters of either alphabet; of others anything. */
// @ts-ignore: decorator
@inline
export function sixes(v: v128): v128 {
  const nibble = v128.load(ALL_0F);
  const high = v128.and(i16x8.shr_u(v, 4), nibble);
  const signs = v128.and(
    i8x16.relaxed_swizzle(v128.load(ROLL_LOW), v128.and(v, nibble)),
    i8x16.relaxed_swizzle(v128.load(ROLL_HIGH), high),
  );
  return i8x16.add(i8x16.add(v, i8x16.relaxed_swizzle(v128.load(ROLL), high)), signs);
}

/** Twelve bytes of sixteen values (Muła's way: neighbours joined twice, then the bytes put in order). */
// @ts-ignore: decorator
@inline
export function packed(six: v128): v128 {
  // In each pair the first character is the high half: a * 64 + b, then ab * 4096 + cd.
  const twelve = v128.or(i16x8.shl(six, 6), i16x8.shr_u(six, 8));
  const full = v128.or(i32x4.shl(twelve, 12), i32x4.shr_u(i32x4.shl(twelve, 4), 20));
  return i8x16.relaxed_swizzle(full, v128.load(PACK));
}

/** Eight bytes of sixteen hexadecimal characters, in the lower half; what others make is anything. */
// @ts-ignore: decorator
@inline
export function pairsOf(v: v128): v128 {
  const four = i8x16.add(v, i8x16.relaxed_swizzle(v128.load(HEX_ROLL), v128.and(i16x8.shr_u(v, 4), v128.load(ALL_0F))));
  return i8x16.relaxed_swizzle(v128.or(i16x8.shl(four, 4), i16x8.shr_u(four, 8)), v128.load(HEX_PACK));
}

// Counts lines, for the line number of a finding.

import { byteAt } from "./layout";

/** Line feeds in [from, to), addresses in memory. */
export function lines(from: usize, to: usize): u32 {
  let found: u32 = 0;
  let at = from;
  const lf = i8x16.splat(0x0a);
  while (at + 64 <= to) {
    // A lane grows by four at most each time, and holds 255.
    const most = min<usize>(to - 63, at + 63 * 64);
    let sums = i8x16.splat(0);
    for (; at < most; at += 64) {
      const a = i8x16.add(i8x16.eq(v128.load(at), lf), i8x16.eq(v128.load(at, 16), lf));
      const b = i8x16.add(i8x16.eq(v128.load(at, 32), lf), i8x16.eq(v128.load(at, 48), lf));
      sums = i8x16.sub(sums, i8x16.add(a, b));
    }
    const wide = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(sums));
    found += i32x4.extract_lane(wide, 0) + i32x4.extract_lane(wide, 1) + i32x4.extract_lane(wide, 2) + i32x4.extract_lane(wide, 3);
  }
  for (; at < to; at++) if (byteAt(at) == 0x0a) found += 1;
  return found;
}

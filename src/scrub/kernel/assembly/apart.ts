// Bytes in hexadecimal that stand apart, as a dump or a program's source writes them: 34:35, 34 35, 3435 3339, 0x34, 0x35. Sees them
// by their shape and decodes them.

import { apartDone, byteAt, depth, DEPTH_MAX, hexAt, rangeFrom, rangeTo, SCRATCH, SCRATCH_SIZE, setApartDone, SIGN_HEX } from "./layout";
import { name } from "./stretches";
import { hasText, siftScratch } from "./layers";

/** What is decoded before a place and in all; fewer bytes hold no number. */
const APART_BACK: usize = 256;
const APART_SIZE: usize = 1024;
const APART_MIN: usize = 12;

/** Of four pairs of digits, those that are hexadecimal of four digits: "34:31:31:31:". */
export function pairsApart(block: usize, places: u64): void {
  for (; places != 0; places &= places - 1) {
    const end = block + <usize>ctz(places);
    if (end >= rangeFrom + 11 && (load<u64>(end - 11) & 0x00ff0000ff0000ff) == 0x0033000033000033 && byteAt(end - 2) == 0x33) hexApart(end - 2);
  }
}

/** Pairs of hexadecimal with the same sign between: "34:35:", "34 35 ". */
export function standApart(at: usize): bool {
  if (at < rangeFrom + 6) return false;
  return isApart(at) || isApart(at - 1) || isApart(at - 2);
}

function isApart(at: usize): bool {
  const sign = byteAt(at);
  return (sign == 0x3a || sign == 0x20 || sign == 0x2d || sign == 0x2c) && byteAt(at - 3) == sign;
}

/** Decodes the hexadecimal pairs around `at` that stand apart. */
export function hexApart(at: usize): void {
  if (depth >= DEPTH_MAX || at < apartDone) return;
  let from = at;
  while (from > rangeFrom && at - from < APART_BACK && (hexAt(from - 1) < 16 || isBetween(byteAt(from - 1)))) from--;
  // Half a pair at the start belongs to something else.
  let piece = from;
  while (hexAt(piece) < 16) piece++;
  if ((piece - from) & 1) from++;
  const most = from + APART_SIZE < rangeTo ? from + APART_SIZE : rangeTo;
  const start = SCRATCH + <usize>depth * SCRATCH_SIZE;
  let out = start;
  let i = from;
  while (i < most) {
    const high = hexAt(i);
    const low = hexAt(i + 1);
    if ((high | low) < 16) {
      store<u8>(out, (high << 4) | low);
      out++;
      i += 2;
    } else if (isBetween(byteAt(i)) || (high == 0 && i + 1 < most && (byteAt(i + 1) | 0x20) == 0x78)) i++;
    else if (i < at) {
      // A lone digit before the place is of something else.
      i++;
      from = i;
      out = start;
    } else break;
  }
  setApartDone(i >= most && most < rangeTo ? most - APART_BACK : i);
  if (out - start >= APART_MIN && hasText(start, out - start) && siftScratch(start, out - start) != 0) name(from, i, SIGN_HEX);
}

/** A blank, colon, hyphen, comma, line end or the x of 0x. */
function isBetween(byte: u32): bool {
  return byte == 0x20 || byte == 0x3a || byte == 0x2d || byte == 0x2c || byte == 0x0a || byte == 0x0d || (byte | 0x20) == 0x78;
}

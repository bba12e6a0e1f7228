// What is named of a run of base64 in which something stands: all of it, and where it may be of several pieces that were glued together
// also each find by itself.

import { back64, decoded, PIECE, skip, stopped, value64 } from "./base64";
import { siftScratch } from "./layers";
import { byteAt, depth, rangeTo, SCRATCH, SCRATCH_SIZE, SIGN_BASE64 } from "./layout";
import { innerTable, isOnePiece, name, nameNarrow } from "./stretches";

/**
 * Sifts what was decoded from `from` on; where something is found names the whole run, and by themselves the characters that write it.
 * Where the run is read from its beginning (`isWhole`) and is of one piece, its whole is enough.
 */
export function siftDecoded(from: usize, isWhole: bool): void {
  const start = SCRATCH + <usize>depth * SCRATCH_SIZE;
  const end = stopped;
  const size = decoded;
  const found = siftScratch(start, size);
  if (found == 0) return;
  if (depth == 0) nameRun(from, end);
  if (depth == 0 && isWhole && isOnePiece(start, size, found)) return;
  const table = innerTable(depth + 1);
  for (let i: usize = 0; i < <usize>found; i++) {
    const first = (<usize>load<u32>(table + i * 12) - start) / 3;
    const last = (<usize>load<u32>(table + i * 12, 4) - start + 2) / 3;
    const place = charactersOn(from, first << 2);
    nameNarrow(place, charactersOn(place, (last - first) << 2), SIGN_BASE64);
  }
}

/** The whole run around [from, to), up to PIECE characters either side. */
function nameRun(from: usize, to: usize): void {
  const first = back64(from, PIECE);
  const most = to + PIECE < rangeTo ? to + PIECE : rangeTo;
  while (to < most) {
    const size: usize = value64(to) < 64 ? 1 : skip(to);
    if (size == 0) break;
    to += size;
  }
  while (to < rangeTo && to < most && byteAt(to) == 0x3d) to++;
  name(first, to < rangeTo ? to : rangeTo, SIGN_BASE64);
}

/** Where `many` characters from `at` on end. */
function charactersOn(at: usize, many: usize): usize {
  while (at < rangeTo) {
    const size = character(at);
    if (size != 0) {
      if (many == 0) break;
      many--;
      at += size;
      continue;
    }
    const gap = skip(at);
    if (many == 0 || gap == 0) break;
    at += gap;
  }
  return at < rangeTo ? at : rangeTo;
}

/** Whole fours of base64 from the first place to the second, and nothing else: decoded from either, the same comes out. */
export function isInStep(from: usize, to: usize): bool {
  let many: usize = 0;
  while (from < to) {
    const size = character(from);
    if (size != 0) many++;
    const step = size != 0 ? size : skip(from);
    if (step == 0) return false;
    from += step;
  }
  return (many & 3) == 0;
}

/** How much the base64 character at `at` takes: three where percent escapes write its sign. 0 when none stands there. */
function character(at: usize): usize {
  if (value64(at) < 64) return 1;
  if (byteAt(at) != 0x25 || at + 3 > rangeTo || byteAt(at + 1) != 0x32) return 0;
  const sign = byteAt(at + 2) | 0x20;
  return sign == 0x62 || sign == 0x66 ? 3 : 0;
}

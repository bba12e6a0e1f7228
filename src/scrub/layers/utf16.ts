// UTF-16 without asking for a byte order mark, which lies at the start of a file and rarely in sight: of both byte orders, at
// even and odd offsets, the one that reads like text wins.

import { readingOf, type Charset, type Reading, type Source } from "./chain.ts";
import { isSurrogate, textOf } from "./utf8.ts";

/** Bytes around the stretch that are judged: its neighbours may be of another charset. */
const ZONE_BYTES = 32;
/** Share of units that must be such as a Japanese or English text has. Noise has about a fifth. */
const FAMILIAR_MIN = 0.75;

export const UTF_16LE: Charset = {
  name: "utf-16le",
  write: (bytes, at, unit) => writeUnit(bytes, at, unit, 0),
};
export const UTF_16BE: Charset = {
  name: "utf-16be",
  write: (bytes, at, unit) => writeUnit(bytes, at, unit, 1),
};

/** Null when no order makes a text around the stretch. */
export function readUtf16(source: Source): Reading | null {
  const { bytes, focusFrom, focusTo } = source;
  const from = Math.max(0, focusFrom - ZONE_BYTES);
  const to = Math.min(bytes.length, focusTo + ZONE_BYTES);
  if (!hasWideSign(bytes, from, to)) return null;
  const base = source.origin.from === "window" ? source.origin.base & 1 : 0;
  let best: { charset: Charset; odd: number } | null = null;
  let bestShare = FAMILIAR_MIN;
  // Files begin at even offsets, so an even start wins a draw.
  for (const odd of [base, 1 - base]) {
    for (const charset of [UTF_16LE, UTF_16BE]) {
      const share = familiarShare(bytes, from + ((from + odd) & 1), to, charset);
      if (share > bestShare) {
        best = { charset, odd };
        bestShare = share;
      }
    }
  }
  return best === null ? null : decode(source, best.charset, best.odd);
}

/** A zero byte, or the 0xFF of full-width digits. */
function hasWideSign(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] === 0 || bytes[at] === 0xff) return true;
  return false;
}

function familiarShare(bytes: Uint8Array, from: number, to: number, charset: Charset): number {
  let units = 0;
  let familiar = 0;
  for (let at = from; at + 1 < to; at += 2) {
    units += 1;
    if (isFamiliar(unitAt(bytes, at, charset))) familiar += 1;
  }
  return units === 0 ? 0 : familiar / units;
}

/** ASCII, Latin-1 blanks, general and Japanese punctuation, kana, kanji, full- and half-width forms. */
function isFamiliar(unit: number): boolean {
  if (unit < 0x80) return unit >= 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
  if (unit >= 0x3000 && unit <= 0x30ff) return true;
  if (unit >= 0x4e00 && unit <= 0x9fff) return true;
  return (unit >= 0xff01 && unit <= 0xff9f) || unit === 0xa0 || (unit >= 0x2000 && unit <= 0x206f);
}

function decode(source: Source, charset: Charset, odd: number): Reading {
  const { bytes } = source;
  const count = (bytes.length - odd) >> 1;
  const units = new Uint16Array(count);
  const starts = new Int32Array(count + 1);
  for (let index = 0; index < count; index += 1) {
    const at = odd + index * 2;
    units[index] = unitAt(bytes, at, charset);
    starts[index] = at;
  }
  starts[count] = odd + count * 2;
  return readingOf(source, charset, textOf(units, count), starts);
}

function unitAt(bytes: Uint8Array, at: number, charset: Charset): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  return charset === UTF_16LE ? second * 256 + first : first * 256 + second;
}

function writeUnit(bytes: Uint8Array, at: number, unit: number, low: 0 | 1): readonly number[] | null {
  const standing = (bytes[at + low] ?? 0) + (bytes[at + 1 - low] ?? 0) * 256;
  if (isSurrogate(standing)) return null;
  return low === 0 ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff];
}

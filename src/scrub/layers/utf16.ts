// UTF-16 without asking for a byte order mark, which lies at the start of a file and rarely in sight: of both byte orders, at
// even and odd offsets, the one that shows the most characters wins.

import { readingOf, type Charset, type Reading, type Source } from "./chain.ts";
import { isSurrogate, textOf } from "./utf8.ts";

/** Bytes around the stretch that are judged: its neighbours may be of another charset. */
const ZONE_BYTES = 32;
/** Share of units that must be such as a Japanese or English text has. Noise has about a third. */
const FAMILIAR_MIN = 0.75;
/** Share of them that must be other than kanji, as even kanji names stand beside digits and kana. */
const TELLING_MIN = 0.25;
/** Digits that speak for UTF-16 whatever stands around them: noise has one in three thousand units. */
const DIGITS_MIN = 4;

/** What a reading one byte out of step may lose: a character at either end, digits counting twice. */
const CLOSE_UNITS = 4;

export const UTF_16LE: Charset = {
  name: "utf-16le",
  write: (bytes, at, unit) => writeUnit(bytes, at, unit, 0),
};
export const UTF_16BE: Charset = {
  name: "utf-16be",
  write: (bytes, at, unit) => writeUnit(bytes, at, unit, 1),
};

/**
 * Empty when no order makes a text around the stretch. Mostly both orders fit, one byte apart: then both are given, the
 * likelier first, as the other bytes around may have cost either its first or last character.
 */
export function readUtf16(source: Source): Reading[] {
  const { bytes, focusFrom, focusTo } = source;
  const from = Math.max(0, focusFrom - ZONE_BYTES);
  const to = Math.min(bytes.length, focusTo + ZONE_BYTES);
  if (!hasWideSign(bytes, from, to)) return [];
  const base = source.origin.from === "window" ? source.origin.base & 1 : 0;
  const found: Candidate[] = [];
  for (const odd of [base, 1 - base]) {
    for (const charset of [UTF_16LE, UTF_16BE]) {
      if (!isText(bytes, from + ((from + odd) & 1), to, charset)) continue;
      found.push({ charset, odd, telling: tellingUnits(bytes, odd, charset) });
    }
  }
  // Files begin at even offsets, so an even start wins a draw (sort keeps the order of equals).
  found.sort((one, other) => other.telling - one.telling);
  const [best] = found;
  if (best === undefined) return [];
  const next = found.find(({ odd }) => odd !== best.odd);
  const isClose = next !== undefined && best.telling - next.telling <= CLOSE_UNITS;
  const chosen = isClose ? [best, next] : [best];
  return chosen.map(({ charset, odd }, index) => decode(source, charset, odd, index > 0));
}

interface Candidate {
  readonly charset: Charset;
  /** 1 when the first byte is left over. */
  readonly odd: number;
  readonly telling: number;
}

/** A zero byte, or the 0xFF of full-width digits. */
function hasWideSign(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] === 0 || bytes[at] === 0xff) return true;
  return false;
}

function isText(bytes: Uint8Array, from: number, to: number, charset: Charset): boolean {
  let units = 0;
  let familiar = 0;
  let told = 0;
  let digits = 0;
  for (let at = from; at + 1 < to; at += 2) {
    const unit = unitAt(bytes, at, charset);
    units += 1;
    if (isFamiliar(unit)) familiar += 1;
    if (isTelling(unit)) told += 1;
    if (isDigit(unit)) digits += 1;
  }
  if (digits >= DIGITS_MIN) return true;
  return units > 0 && familiar / units >= FAMILIAR_MIN && told / units >= TELLING_MIN;
}

/** How much of the text tells of UTF-16, digits twice: a reading out of step loses such a character at either end. */
function tellingUnits(bytes: Uint8Array, odd: number, charset: Charset): number {
  let telling = 0;
  for (let at = odd; at + 1 < bytes.length; at += 2) {
    const unit = unitAt(bytes, at, charset);
    if (isDigit(unit)) telling += 2;
    else if (isTelling(unit)) telling += 1;
  }
  return telling;
}

/** ASCII, kana and full-width. Not kanji: two ASCII letters of another charset read as one. */
function isTelling(unit: number): boolean {
  if (unit >= 0x80) return (unit >= 0x3040 && unit <= 0x30ff) || (unit >= 0xff01 && unit <= 0xff9f);
  return isFamiliar(unit);
}

function isDigit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0xff10 && unit <= 0xff19);
}

/** ASCII, Latin-1 blanks, general and Japanese punctuation, kana, kanji, full- and half-width forms. */
function isFamiliar(unit: number): boolean {
  if (unit < 0x80) return unit >= 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
  if (unit >= 0x3000 && unit <= 0x30ff) return true;
  if (unit >= 0x4e00 && unit <= 0x9fff) return true;
  return (unit >= 0xff01 && unit <= 0xff9f) || unit === 0xa0 || (unit >= 0x2000 && unit <= 0x206f);
}

function decode(source: Source, charset: Charset, odd: number, isSpare: boolean): Reading {
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
  return readingOf(source, charset, textOf(units, count), starts, isSpare);
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

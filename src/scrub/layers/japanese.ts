// Shift_JIS (as Windows writes it, CP932) and EUC-JP: which bytes make one character is decided here, what character they make
// is asked once of the platform's own decoder. A byte that fits nowhere is read as Latin-1 and counted.

import { readingOf, type Charset, type Reading, type Source } from "./chain.ts";
import { textOf } from "./utf8.ts";

export interface LegacyReading {
  readonly reading: Reading;
  /** What begins in bytes[from, to) of the source. */
  count(from: number, to: number): LegacyCounts;
}

/** Characters of two bytes and more, half-width kana, bytes that fit nowhere, full-width digits. */
export interface LegacyCounts {
  readonly wide: number;
  readonly half: number;
  readonly strays: number;
  readonly digits: number;
}

export const SHIFT_JIS: Charset = {
  name: "shift_jis",
  write: (bytes, at, unit) => writeWide(bytes, at, unit, isShiftJisLead(bytes[at] ?? 0), shiftJisTable),
};

export const EUC_JP: Charset = {
  name: "euc-jp",
  write: (bytes, at, unit) => writeWide(bytes, at, unit, isEucByte(bytes[at] ?? 0), eucTable),
};

/** Units by lead byte * 256 + trail byte; 0 where no character is. */
export const eucTable = once(() => tableOf("euc-jp", [], 0xa1, 0xfe, 0xa1, 0xfe));
/** JIS X 0212, the supplementary kanji, as EUC-JP writes them after 0x8F. */
export const supplementTable = once(() => tableOf("euc-jp", [0x8f], 0xa1, 0xfe, 0xa1, 0xfe));
const shiftJisTable = once(() => tableOf("shift_jis", [], 0x81, 0xfc, 0x40, 0xfc));

export function readShiftJis(source: Source): LegacyReading {
  const table = shiftJisTable();
  return readLegacy(source, SHIFT_JIS, (bytes, at) => {
    const byte = bytes[at] ?? 0;
    if (byte >= 0xa1 && byte <= 0xdf) return 0x10000 + byte + 0xfec0;
    return isShiftJisLead(byte) ? 0x20000 + (table[byte * 256 + (bytes[at + 1] ?? 0)] ?? 0) : 0;
  });
}

export function readEucJp(source: Source): LegacyReading {
  const table = eucTable();
  return readLegacy(source, EUC_JP, (bytes, at) => {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1] ?? 0;
    if (byte === 0x8e) return next >= 0xa1 && next <= 0xdf ? 0x20000 + next + 0xfec0 : 0;
    if (byte === 0x8f) return 0x30000 + (supplementTable()[next * 256 + (bytes[at + 2] ?? 0)] ?? 0);
    return isEucByte(byte) ? 0x20000 + (table[byte * 256 + next] ?? 0) : 0;
  });
}

/** The byte pair that a table has for `unit`, or -1. */
export function pairOf(table: Uint16Array, unit: number): number {
  return unit === 0 ? -1 : table.indexOf(unit);
}

/**
 * `wideAt` gives width * 65536 + unit of a character that begins with a byte of 0x80 or more; a unit of 0 where none does.
 */
function readLegacy(
  source: Source,
  charset: Charset,
  wideAt: (bytes: Uint8Array, at: number) => number,
): LegacyReading {
  const { bytes } = source;
  const units = new Uint16Array(bytes.length);
  const starts = new Int32Array(bytes.length + 1);
  const kinds = new Uint8Array(bytes.length);
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    starts[count] = at;
    const found = byte < 0x80 ? 0x10000 + byte : wideAt(bytes, at);
    const unit = found & 0xffff;
    const isStray = unit === 0 && byte >= 0x80;
    units[count] = isStray ? byte : unit;
    count += 1;
    if (byte >= 0x80) kinds[at] = kindOf(isStray, unit);
    at += isStray ? 1 : found >> 16;
  }
  starts[count] = bytes.length;
  const reading = readingOf(source, charset, textOf(units, count), starts.subarray(0, count + 1));
  return { reading, count: (from, to) => countIn(kinds, from, to) };
}

const KIND = { none: 0, wide: 1, half: 2, stray: 3, digit: 4 } as const;

function kindOf(isStray: boolean, unit: number): number {
  if (isStray) return KIND.stray;
  if (unit >= 0xff61 && unit <= 0xff9f) return KIND.half;
  return unit >= 0xff10 && unit <= 0xff19 ? KIND.digit : KIND.wide;
}

function countIn(kinds: Uint8Array, from: number, to: number): LegacyCounts {
  const counts = [0, 0, 0, 0, 0];
  for (let at = from; at < Math.min(to, kinds.length); at += 1) {
    const kind = kinds[at] ?? KIND.none;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const [, wide = 0, half = 0, strays = 0, digits = 0] = counts;
  return { wide: wide + digits, half, strays, digits };
}

function writeWide(
  bytes: Uint8Array,
  at: number,
  unit: number,
  isWide: boolean,
  table: () => Uint16Array,
): readonly number[] | null {
  if ((bytes[at] ?? 0) < 0x80) return unit < 0x80 ? [unit] : null;
  const pair = isWide ? pairOf(table(), unit) : -1;
  return pair < 0 ? null : [pair >> 8, pair & 0xff];
}

function isShiftJisLead(byte: number): boolean {
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
}

function isEucByte(byte: number): boolean {
  return byte >= 0xa1 && byte <= 0xfe;
}

/** Asks the platform's decoder for every pair of a charset at once, a line each. */
function tableOf(
  label: string,
  prefix: readonly number[],
  leadMin: number,
  leadMax: number,
  trailMin: number,
  trailMax: number,
): Uint16Array {
  const pairs: number[] = [];
  const asked: number[] = [];
  for (let lead = leadMin; lead <= leadMax; lead += 1) {
    for (let trail = trailMin; trail <= trailMax; trail += 1) {
      pairs.push(lead * 256 + trail);
      asked.push(...prefix, lead, trail, 0x0a);
    }
  }
  const table = new Uint16Array(0x10000);
  const lines = new TextDecoder(label).decode(Uint8Array.from(asked)).split("\n");
  for (const [index, pair] of pairs.entries()) {
    const line = lines[index] ?? "";
    if (line.length === 1 && line !== "\ufffd") table[pair] = line.charCodeAt(0);
  }
  return table;
}

/** Makes a value at its first use: the tables cost a millisecond each, and most files need none. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

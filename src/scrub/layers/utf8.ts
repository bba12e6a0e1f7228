// UTF-8 with every byte that does not belong to it read as Latin-1, so that no byte is lost, no position moves and a text in
// an old Western charset still shows its blanks. Surrogates in three bytes are taken as they come (escapes make them).

import { isAscii, isUtf8 } from "node:buffer";
import { readingOf, type Charset, type Reading, type Source } from "./chain.ts";

export interface Utf8Reading {
  readonly reading: Reading;
  /** Bytes that are no UTF-8. */
  readonly strays: number;
}

export const UTF_8: Charset = {
  name: null,
  write(bytes, at, unit) {
    const width = widthAt(bytes, at, bytes.length);
    const wanted = unitBytes(unit);
    return width === wanted.length && width < 4 && !isSurrogate(unit) ? wanted : null;
  },
};

export function readUtf8(source: Source): Utf8Reading {
  const { bytes } = source;
  const size = bytes.length;
  if (isAscii(bytes)) return { reading: readingOf(source, UTF_8, latin1(bytes), null), strays: 0 };
  if (isUtf8(bytes)) return { reading: wellFormed(source), strays: 0 };
  const units = new Uint16Array(size);
  const starts = new Int32Array(size + 1);
  let count = 0;
  let strays = 0;
  for (let at = 0; at < size;) {
    const byte = bytes[at] ?? 0;
    const width = byte < 0x80 ? 1 : widthAt(bytes, at, size);
    starts[count] = at;
    if (width === 1) {
      if (byte >= 0x80) strays += 1;
      units[count++] = byte;
    } else if (width === 2) {
      units[count++] = ((byte & 0x1f) << 6) | low(bytes, at + 1);
    } else if (width === 3) {
      units[count++] = ((byte & 0x0f) << 12) | (low(bytes, at + 1) << 6) | low(bytes, at + 2);
    } else {
      const point =
        ((byte & 0x07) << 18) | (low(bytes, at + 1) << 12) | (low(bytes, at + 2) << 6) | low(bytes, at + 3);
      units[count++] = 0xd7c0 + (point >> 10);
      starts[count] = at;
      units[count++] = 0xdc00 + (point & 0x3ff);
    }
    at += width;
  }
  starts[count] = size;
  const reading = readingOf(source, UTF_8, textOf(units, count), starts.subarray(0, count + 1));
  return { reading, strays };
}

/** What the platform's own decoder reads; only the places are counted here. */
function wellFormed(source: Source): Reading {
  const { bytes } = source;
  const starts = new Int32Array(bytes.length + 1);
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    starts[count++] = at;
    if (byte >= 0xf0) starts[count++] = at;
    at += byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  }
  starts[count] = bytes.length;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  return readingOf(source, UTF_8, text, starts.subarray(0, count + 1));
}

/** The bytes of one unit; a surrogate has the three it would have alone. */
export function unitBytes(unit: number): number[] {
  if (unit < 0x80) return [unit];
  if (unit < 0x800) return [0xc0 | (unit >> 6), 0x80 | (unit & 0x3f)];
  return [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)];
}

/** The unit that these bytes are, all of them; null when they are not exactly one. */
export function unitOf(bytes: readonly number[]): number | null {
  const [first = 0, second = 0, third = 0] = bytes;
  const unit =
    bytes.length === 1
      ? first
      : bytes.length === 2
        ? ((first & 0x1f) << 6) | (second & 0x3f)
        : ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
  const again = unitBytes(unit);
  return again.length === bytes.length && again.every((byte, index) => byte === bytes[index]) ? unit : null;
}

export function textOf(units: Uint16Array, count: number): string {
  // Node runs on little-endian machines only, so the units lie in memory as UTF-16LE.
  return Buffer.from(units.buffer, units.byteOffset, count * 2).toString("utf16le");
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

export function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function low(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) & 0x3f;
}

/** Bytes of the character at `at`: 2–4 when they are well-formed and in their shortest form, else 1. */
function widthAt(bytes: Uint8Array, at: number, size: number): 1 | 2 | 3 | 4 {
  const byte = bytes[at] ?? 0;
  if (byte < 0xc2 || byte > 0xf4) return 1;
  const width = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  if (at + width > size) return 1;
  for (let next = 1; next < width; next += 1) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 1;
  const second = bytes[at + 1] ?? 0;
  if ((byte === 0xe0 && second < 0xa0) || (byte === 0xf0 && second < 0x90)) return 1;
  return byte === 0xf4 && second > 0x8f ? 1 : width;
}

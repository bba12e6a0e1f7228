// A growing row of bytes, each with the place in the outer text where it is written, and the way back for characters that
// stand for themselves. Shared by all writings.

import { firstAtOrAfter, type Mark, type Reading, type Source, type Writing } from "./chain.ts";
import { unitBytes, unitOf } from "./utf8.ts";

export interface Tape {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  length: number;
}

/** A tape for what text[from, to) of `outer` stands for: three bytes at most for each character, one where all is ASCII. */
export function openTape(outer: Reading, from: number, to: number): Tape {
  const size = (to - from) * (outer.starts === null ? 1 : 3);
  return { bytes: new Uint8Array(size), starts: new Int32Array(size + 1), length: 0 };
}

/** Puts text[from, to) as it stands. */
export function putLiteral(tape: Tape, text: string, from: number, to: number): void {
  const { bytes, starts } = tape;
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      bytes[tape.length] = unit;
      starts[tape.length] = at;
      tape.length += 1;
    } else putUnit(tape, unit, at);
  }
}

export function putByte(tape: Tape, byte: number, start: number): void {
  tape.bytes[tape.length] = byte;
  tape.starts[tape.length] = start;
  tape.length += 1;
}

/** Puts a UTF-16 unit as UTF-8; a surrogate as the three bytes it would have alone. */
export function putUnit(tape: Tape, unit: number, start: number): void {
  if (unit < 0x80) putByte(tape, unit, start);
  else for (const byte of unitBytes(unit)) putByte(tape, byte, start);
}

/** The source that a tape has become. */
export function sourceOf(
  tape: Tape,
  outer: Reading,
  writing: Writing,
  end: number,
  runs: readonly number[] = [],
): Source {
  tape.starts[tape.length] = end;
  const starts = tape.starts.subarray(0, tape.length + 1);
  return {
    bytes: tape.bytes.subarray(0, tape.length),
    starts,
    origin: { from: "text", outer, writing, runs },
    focusFrom: firstAtOrAfter(starts, outer.focusFrom),
    focusTo: firstAtOrAfter(starts, outer.focusTo),
  };
}

/** All bytes of one writing with the marks on them carried out. */
export interface Rewritten {
  /** Where the writing starts in the outer text. */
  readonly start: number;
  readonly bytes: readonly number[];
}

/** Joins marks that fall on bytes of the same writing ("\\uFF14" is three bytes). Marks come in order. */
export function rewritten(source: Source, marks: readonly Mark[]): Rewritten[] {
  const { bytes, starts } = source;
  if (starts === null) return [];
  const found: { start: number; first: number; bytes: number[] }[] = [];
  for (const mark of marks) {
    const start = starts[mark.at] ?? 0;
    let last = found.at(-1);
    if (last?.start !== start) {
      const first = firstAtOrAfter(starts, start);
      let end = mark.at + 1;
      while (end < bytes.length && starts[end] === start) end += 1;
      last = { start, first, bytes: [...bytes.subarray(first, end)] };
      found.push(last);
    }
    last.bytes[mark.at - last.first] = mark.value;
  }
  return found;
}

/** The mark that writes `bytes` as the one character they are; null when they are none or it `fits` not. */
export function literalMark(one: Rewritten, fits: (unit: number) => boolean): Mark | null {
  const unit = unitOf(one.bytes);
  return unit === null || !fits(unit) ? null : { at: one.start, value: unit };
}

/** Marks for those characters of `wanted` that differ from what stands at `at`. */
export function marksOf(text: string, at: number, wanted: string): Mark[] {
  const marks: Mark[] = [];
  for (let index = 0; index < wanted.length; index += 1) {
    const value = wanted.charCodeAt(index);
    if (text.charCodeAt(at + index) !== value) marks.push({ at: at + index, value });
  }
  return marks;
}

/** Value of a hexadecimal digit, or -1. */
export function hexValue(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x66 && unit < 0x80 ? lower - 0x57 : -1;
}

/** Value of two hexadecimal digits at `at`, or -1. */
export function hexPair(text: string, at: number): number {
  if (at + 1 >= text.length) return -1;
  const high = hexValue(text.charCodeAt(at));
  const low = hexValue(text.charCodeAt(at + 1));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

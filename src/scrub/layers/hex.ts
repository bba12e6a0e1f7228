// Bytes written as pairs of hexadecimal digits: 34313131, 0x…, x'…', 34 31 31 31, 34:31:31:31, line after line. What stands
// around a run stays as it is, so that its key is read with it.

import { reachOf, type Mark, type Reading, type Source, type Writing } from "./chain.ts";
import { hexLike } from "./escapes.ts";
import { plausibilityAt } from "./plausible.ts";
import { firstAtOrAfter } from "./chain.ts";
import {
  hexPair,
  hexValue,
  literalMark,
  marksOf,
  openTape,
  putByte,
  putLiteral,
  rewritten,
  sourceOf,
  type Tape,
} from "./tape.ts";

/** Shorter runs hold no card number: twelve digits take 24 characters, cut ones are still read with this many. */
const RUN_UNITS_MIN = 16;

/** A first line that begins this near to the start of the text may be the rest of a longer one (and of an escape cut in two). */
export const CUT_UNITS = 24;

export const HEX_WRITING: Writing = { name: "hex", read, write };

function read(outer: Reading): Source | null {
  const { text } = outer;
  const reach = reachOf(outer);
  let tape: Tape | null = null;
  const runs: number[] = [];
  let done = reach.from;
  for (let at = firstInReach(text, outer.focusFrom, reach.from); at < outer.focusTo;) {
    if (hexValue(text.charCodeAt(at)) < 0) {
      at += 1;
      continue;
    }
    const from = at;
    at = runEnd(text, from, reach.to);
    if (at - from < RUN_UNITS_MIN) continue;
    const bytes = bytesOf(outer, from, at);
    if (bytes === null) continue;
    tape ??= openTape(outer, reach.from, reach.to);
    putLiteral(tape, text, done, withoutPrefix(text, done, bytes.from));
    runs.push(tape.length);
    for (const [index, start] of bytes.starts.entries()) putByte(tape, bytes.values[index] ?? 0, start);
    runs.push(tape.length);
    done = bytes.to;
  }
  if (tape === null) return null;
  putLiteral(tape, text, done, reach.to);
  return sourceOf(tape, outer, HEX_WRITING, reach.to, runs);
}

/** Where the run from `at` begins when the 0x before it is counted in; `done` is taken already. */
function withoutPrefix(text: string, done: number, at: number): number {
  return at - 2 >= done && text.startsWith("0x", at - 2) ? at - 2 : at;
}

/** Where the run that covers `at` begins, or `at` when none does. */
function firstInReach(text: string, at: number, reachFrom: number): number {
  let first = at;
  for (let index = at - 1; index >= reachFrom; index -= 1) {
    if (hexValue(text.charCodeAt(index)) >= 0) first = index;
    else if (!isBetween(text.charCodeAt(index))) break;
  }
  return first;
}

/** Where the run from the digit at `from` ends: one piece, or even pieces with one separator between. */
function runEnd(text: string, from: number, reachTo: number): number {
  let to = pieceEnd(text, from, reachTo);
  if ((to - from) % 2 === 1 && from > CUT_UNITS) return to;
  for (;;) {
    const next = to + separatorLength(text, to);
    const end = next === to ? to : pieceEnd(text, next, reachTo);
    if (end <= next) return to;
    // "20.0.113.4 - -": the next line begins with an address.
    if (text.charCodeAt(next - 1) === 0x0a && end - next <= 3 && /^\.\d/.test(text.slice(end, end + 2)))
      return to;
    // What follows the last pair without a gap is of something else.
    if ((end - next) % 2 === 1) return end - next > 1 ? end - 1 : to;
    to = end;
  }
}

function pieceEnd(text: string, from: number, reachTo: number): number {
  let end = from;
  while (end < reachTo && hexValue(text.charCodeAt(end)) >= 0) end += 1;
  return end;
}

/** Length of what stands between two pieces: a line end, a comma, blank, colon or hyphen, and the next piece's 0x. */
function separatorLength(text: string, at: number): number {
  let end = at;
  if (text.startsWith("\r\n", at)) end += 2;
  else if (text.startsWith(", ", at)) end += 2;
  else if (isBetween(text.charCodeAt(at))) end += 1;
  return text.startsWith("0x", end) ? end + 2 - at : end - at;
}

/** Characters a separator is made of. */
function isBetween(unit: number): boolean {
  return unit === 0x20 || unit === 0x3a || unit === 0x2d || unit === 0x2c || unit === 0x0a || unit === 0x0d;
}

interface Decoded {
  readonly from: number;
  readonly to: number;
  readonly values: Uint8Array;
  readonly starts: Int32Array;
}

/** The bytes of a run in the better of both phases (a run cut by the window may begin with half a byte). */
function bytesOf({ text, focusFrom, focusTo }: Reading, from: number, to: number): Decoded | null {
  let best: Decoded | null = null;
  let bestScore = 0;
  // Pieces after the first are whole pairs, so a first one that is odd has lost half a byte.
  const first = pieceEnd(text, from, to);
  const phases = first === to ? [0, 1] : [(first - from) % 2];
  for (const phase of phases) {
    const found = pairsOf(text, from + phase, to);
    const score = plausibilityAt(found.values, found.starts, focusFrom, focusTo);
    if (score > bestScore) {
      best = found;
      bestScore = score;
    }
  }
  return best;
}

function pairsOf(text: string, from: number, runTo: number): Decoded {
  const values = new Uint8Array((runTo - from) >> 1);
  const starts = new Int32Array(values.length);
  let count = 0;
  let to = from;
  for (let at = from; at + 1 < runTo;) {
    const value = hexPair(text, at);
    if (value < 0) {
      at += 1;
      continue;
    }
    values[count] = value;
    starts[count] = at;
    count += 1;
    at += 2;
    to = at;
  }
  return { from, to, values: values.subarray(0, count), starts: starts.subarray(0, count) };
}

function write(source: Source, outer: Reading, marks: readonly Mark[]): Mark[] | null {
  const runs = source.origin.from === "text" ? source.origin.runs : [];
  const isUpper = /[A-F]/.test(runLetters(source, outer, runs));
  const written: Mark[] = [];
  for (const one of rewritten(source, marks)) {
    const first = source.starts === null ? 0 : firstAtOrAfter(source.starts, one.start);
    if (!isInRun(runs, first)) {
      const mark = literalMark(one, (unit) => unit >= 0x20);
      if (mark === null) return null;
      written.push(mark);
      continue;
    }
    const two = hexLike(one.bytes[0] ?? 0, 2, "", isUpper);
    if (two === null) return null;
    written.push(...marksOf(outer.text, one.start, two));
  }
  return written;
}

/** True when byte `at` stands in one of `runs` (pairs of byte offsets). */
export function isInRun(runs: readonly number[], at: number): boolean {
  for (let index = 0; index + 1 < runs.length; index += 2) {
    if (at >= (runs[index] ?? 0) && at < (runs[index + 1] ?? 0)) return true;
  }
  return false;
}

function runLetters(source: Source, outer: Reading, runs: readonly number[]): string {
  const first = runs[0] ?? 0;
  const end = runs.at(-1) ?? 0;
  return source.starts === null ? "" : outer.text.slice(source.starts[first], source.starts[end]);
}

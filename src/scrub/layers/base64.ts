// Base64 in either alphabet, with or without padding, in lines or in one piece. A run whose beginning lies outside of what is
// read may start anywhere in a group of four: the phase that reads like something wins.

import { reachOf, type Mark, type Reading, type Source, type Writing } from "./chain.ts";
import { CUT_UNITS, isInRun } from "./hex.ts";
import { plausibilityAt } from "./plausible.ts";
import { literalMark, openTape, putByte, putLiteral, rewritten, sourceOf, type Tape } from "./tape.ts";

/** Twelve digits take 16 characters. */
const RUN_UNITS_MIN = 16;
/** A line end goes on in the next line only after so many characters: mailers break at 60 to 76, PEM at 64. */
const LINE_UNITS_MIN = 40;
/** Characters around the stretch that help to tell the phase. */
const PROBE_UNITS = 64;
/** Most runs begin where they seem to; texts that repeat themselves read like text in every phase. */
const START_BONUS = 0.05;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_ALPHABET = `${ALPHABET.slice(0, 62)}-_`;
const EQUALS = 0x3d;

export const BASE64_WRITING: Writing = { name: "base64", read, write };

function read(outer: Reading): Source | null {
  const { text } = outer;
  const reach = reachOf(outer);
  let tape: Tape | null = null;
  const runs: number[] = [];
  let done = reach.from;
  for (let at = runStart(text, outer.focusFrom, reach.from); at < outer.focusTo;) {
    if (sextet(text.charCodeAt(at)) < 0) {
      at += 1;
      continue;
    }
    const from = at;
    at = runEnd(text, from, reach.to);
    const run = at - from < RUN_UNITS_MIN ? null : bestRun(outer, from, at);
    if (run === null) continue;
    tape ??= openTape(outer, reach.from, reach.to);
    putLiteral(tape, text, done, run.from);
    runs.push(tape.length);
    for (let index = 0; index < run.count; index += 1)
      putByte(tape, run.values[index] ?? 0, run.starts[index] ?? 0);
    runs.push(tape.length);
    done = run.to;
    for (let pad = 0; pad < 2 && text.charCodeAt(done) === EQUALS; pad += 1) done += 1;
    at = Math.max(at, done);
  }
  if (tape === null) return null;
  const end = Math.max(done, reach.to);
  putLiteral(tape, text, done, end);
  return sourceOf(tape, outer, BASE64_WRITING, end, runs);
}

const SEXTETS = Int8Array.from({ length: 128 }, (_, unit) => {
  const one = String.fromCharCode(unit);
  if (one === "-") return 62;
  return one === "_" ? 63 : ALPHABET.indexOf(one);
});

/** Value of a base64 character of either alphabet, or -1. */
function sextet(unit: number): number {
  return unit < 128 ? (SEXTETS[unit] ?? -1) : -1;
}

/** Length of a line end at `at`, or 0. */
function lineEnd(text: string, at: number): number {
  if (text.charCodeAt(at) === 0x0a) return 1;
  return text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) === 0x0a ? 2 : 0;
}

/** Where the run that covers `at` begins; lines before it belong to it when they are long enough. */
function runStart(text: string, at: number, reachFrom: number): number {
  let first = at;
  for (;;) {
    while (first > reachFrom && sextet(text.charCodeAt(first - 1)) >= 0) first -= 1;
    if (text.charCodeAt(first - 1) !== 0x0a) return first;
    const before = first - (text.charCodeAt(first - 2) === 0x0d ? 2 : 1);
    if (before <= reachFrom || lineUnitsBefore(text, before) < LINE_UNITS_MIN) return first;
    first = before;
  }
}

/** How many base64 characters stand before `to`, counted no further than needed. */
function lineUnitsBefore(text: string, to: number): number {
  let units = 0;
  while (units < LINE_UNITS_MIN && sextet(text.charCodeAt(to - units - 1)) >= 0) units += 1;
  return units;
}

/** Where the run from `from` ends, without padding. */
function runEnd(text: string, from: number, reachTo: number): number {
  let line = from;
  let to = from;
  for (;;) {
    while (to < reachTo && sextet(text.charCodeAt(to)) >= 0) to += 1;
    const end = lineEnd(text, to);
    // The first line may be the rest of one that was cut.
    const isLong = to - line >= LINE_UNITS_MIN || line <= CUT_UNITS;
    if (end === 0 || !isLong || to + end >= reachTo || sextet(text.charCodeAt(to + end)) < 0) return to;
    to += end;
    line = to;
  }
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly values: Uint8Array;
  readonly starts: Int32Array;
  readonly count: number;
}

/** The run in its most plausible phase; null when it is noise, a word or a number in every one. */
function bestRun(outer: Reading, from: number, to: number): Run | null {
  const { text, focusFrom, focusTo } = outer;
  if (!hasLetter(text, from, to)) return null;
  // What the stretch covers of the run decides, with a few characters around.
  const probeFrom = Math.max(from, Math.min(focusFrom, to) - PROBE_UNITS);
  const probeTo = Math.min(to, Math.max(focusTo, from) + PROBE_UNITS);
  let before = 0;
  for (let at = from; at < probeFrom; at += 1) if (sextet(text.charCodeAt(at)) >= 0) before += 1;
  let best = -1;
  let bestScore = 0;
  for (let phase = 0; phase < 4; phase += 1) {
    const skipped = (phase - (before % 4) + 4) % 4;
    const probe = decode(text, probeFrom, probeTo, skipped);
    const score = plausibilityAt(probe.values, probe.starts, focusFrom, focusTo);
    const bonus = phase === 0 ? START_BONUS : 0;
    if (score > 0 && score + bonus > bestScore) {
      best = phase;
      bestScore = score + bonus;
    }
    if (bestScore >= 3) break;
  }
  return best < 0 ? null : decode(text, from, to, best);
}

function hasLetter(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) > 0x40) return true;
  return false;
}

/** The bytes of a run whose first `phase` characters belong to a group before it. */
function decode(text: string, from: number, to: number, phase: number): Run {
  const values = new Uint8Array(to - from);
  const starts = new Int32Array(to - from + 1);
  let count = 0;
  let skip = phase;
  let first = from;
  let group = 0;
  let bits = 0;
  for (let at = from; at < to; at += 1) {
    const value = sextet(text.charCodeAt(at));
    if (value < 0) continue;
    if (skip > 0) {
      skip -= 1;
      first = at + 1;
      continue;
    }
    group = ((group << 6) | value) & 0xffffff;
    // A byte begins in the character before the one that completes it.
    if (bits === 0) {
      starts[count] = at;
      bits = 6;
      continue;
    }
    bits -= 2;
    values[count] = (group >> bits) & 0xff;
    count += 1;
    if (bits > 0) starts[count] = at;
  }
  starts[count] = to;
  return { from: first, to, values: values.subarray(0, count), starts: starts.subarray(0, count + 1), count };
}

function write(source: Source, outer: Reading, marks: readonly Mark[]): Mark[] | null {
  const { starts, origin } = source;
  if (starts === null || origin.from === "window") return null;
  const written = new Map<number, number>();
  const literal: Mark[] = [];
  for (const mark of marks) {
    if (!isInRun(origin.runs, mark.at)) {
      literal.push(mark);
      continue;
    }
    const run = origin.runs.findLast((first, index) => index % 2 === 0 && first <= mark.at) ?? 0;
    const place = (mark.at - run) % 3;
    const high = starts[mark.at] ?? 0;
    const low = nextInRun(outer.text, high);
    // The byte's bits lie in two neighbouring characters; the other bits of both stay.
    const pair = (valueAt(outer.text, high, written) << 6) | valueAt(outer.text, low, written);
    const shift = 4 - place * 2;
    const changed = (pair & ~(0xff << shift)) | (mark.value << shift);
    const isUrl = isUrlAlphabet(outer.text, starts[run] ?? 0);
    written.set(high, spell(outer.text, high, changed >> 6, isUrl));
    written.set(low, spell(outer.text, low, changed & 0x3f, isUrl));
  }
  for (const one of rewritten(source, literal)) {
    const mark = literalMark(one, (unit) => unit >= 0x20);
    if (mark === null) return null;
    written.set(mark.at, mark.value);
  }
  return [...written]
    .map(([at, value]) => ({ at, value }))
    .filter(({ at, value }) => outer.text.charCodeAt(at) !== value)
    .sort((one, other) => one.at - other.at);
}

function valueAt(text: string, at: number, written: ReadonlyMap<number, number>): number {
  return Math.max(0, sextet(written.get(at) ?? text.charCodeAt(at)));
}

/** The next base64 character after `at`, beyond a line end. */
function nextInRun(text: string, at: number): number {
  return at + 1 + lineEnd(text, at + 1);
}

/** The character for `value`, the one that stands there where it means the same. */
function spell(text: string, at: number, value: number, isUrl: boolean): number {
  const standing = text.charCodeAt(at);
  if (sextet(standing) === value) return standing;
  return (isUrl ? URL_ALPHABET : ALPHABET).charCodeAt(value);
}

/** True when the run from `at` uses - or _. */
function isUrlAlphabet(text: string, at: number): boolean {
  let end = at;
  while (end < text.length && (sextet(text.charCodeAt(end)) >= 0 || lineEnd(text, end) > 0)) end += 1;
  return /[-_]/.test(text.slice(at, end));
}

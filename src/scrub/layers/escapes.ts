// Writings made of escapes among characters that stand for themselves: all that URL, JSON, HTML and quoted-printable have in
// common. Which escapes there are and how they are spelled is each one's own matter.

import type { Encoding } from "../finding.ts";
import { reachOf, ZONE_UNITS, type Mark, type Reading, type Source, type Writing } from "./chain.ts";
import { literalMark, marksOf, openTape, putLiteral, rewritten, sourceOf, type Tape } from "./tape.ts";

const NEIGHBOURS_MAX = 8;

export interface Escapes {
  readonly name: Encoding;
  /** Units an escape can begin with, the second the same as the first where there is only one. */
  readonly marks: readonly [number, number];
  /** Characters the escape at `at` takes; 0 when none stands there. */
  lengthAt(text: string, at: number): number;
  /** Puts the bytes that the escape stands for (none for a soft line break). */
  put(tape: Tape, text: string, at: number, length: number): void;
  /**
   * The escape that stands for `bytes` instead, in the same way and length; null when there is none. `like` is the escape
   * with those beside it, whose letters show the case to write in.
   */
  spell(escape: string, bytes: readonly number[], like: string): string | null;
  /** Whether a unit may stand for itself. */
  fits(unit: number): boolean;
  /** Whether text[from, to) looks so written. */
  speaks(text: string, from: number, to: number): boolean;
}

export function writingOf(escapes: Escapes): Writing {
  const writing: Writing = {
    name: escapes.name,
    read: (outer) => read(escapes, writing, outer),
    write: (source, outer, marks) => write(escapes, source, outer, marks),
  };
  return writing;
}

/** True when an escape that begins with the character `mark` stands in text[from, to). */
export function anyEscape(
  escapes: Pick<Escapes, "lengthAt">,
  mark: string,
  text: string,
  from: number,
  to: number,
): boolean {
  // Searched for by the platform: most texts hold none.
  for (let at = text.indexOf(mark, from); at >= 0 && at < to; at = text.indexOf(mark, at + 1)) {
    if (escapes.lengthAt(text, at) > 0) return true;
  }
  return false;
}

function read(escapes: Escapes, writing: Writing, outer: Reading): Source | null {
  const { text } = outer;
  const from = Math.max(0, outer.focusFrom - ZONE_UNITS);
  const to = Math.min(text.length, outer.focusTo + ZONE_UNITS);
  if (!escapes.speaks(text, from, to)) return null;
  const reach = reachOf(outer);
  const tape = openTape(outer, reach.from, reach.to);
  const [mark, other] = escapes.marks;
  let done = reach.from;
  for (let at = reach.from; at < reach.to;) {
    const unit = text.charCodeAt(at);
    const length = unit === mark || unit === other ? escapes.lengthAt(text, at) : 0;
    if (length > 0) {
      putLiteral(tape, text, done, at);
      escapes.put(tape, text, at, length);
      done = at + length;
    }
    at += Math.max(1, length);
  }
  putLiteral(tape, text, done, Math.max(done, reach.to));
  return sourceOf(tape, outer, writing, Math.max(done, reach.to));
}

function write(escapes: Escapes, source: Source, outer: Reading, marks: readonly Mark[]): Mark[] | null {
  const { text } = outer;
  const written: Mark[] = [];
  for (const one of rewritten(source, marks)) {
    const length = escapes.lengthAt(text, one.start);
    if (length === 0) {
      const mark = literalMark(one, (unit) => escapes.fits(unit));
      if (mark === null) return null;
      written.push(mark);
      continue;
    }
    const like = withNeighbours(escapes, text, one.start, length);
    const spelled = escapes.spell(text.slice(one.start, one.start + length), one.bytes, like);
    if (spelled?.length !== length) return null;
    written.push(...marksOf(text, one.start, spelled));
  }
  return written;
}

/** The escape at `at` with up to NEIGHBOURS_MAX of the same length on either side. */
function withNeighbours(escapes: Escapes, text: string, at: number, length: number): string {
  let from = at;
  let to = at + length;
  const limit = NEIGHBOURS_MAX * length;
  while (at - from < limit && from >= length && escapes.lengthAt(text, from - length) === length)
    from -= length;
  while (to - at < limit && escapes.lengthAt(text, to) === length) to += length;
  return length < 3 ? "" : text.slice(from, to);
}

/** Hexadecimal digits in the letters' case that `like` shows; `isUpper` where it shows none. */
export function hexLike(value: number, digits: number, like: string, isUpper: boolean): string | null {
  const hex = value.toString(16).padStart(digits, "0");
  if (hex.length > digits) return null;
  return (/[A-F]/.test(like) || isUpper) && !/[a-f]/.test(like) ? hex.toUpperCase() : hex;
}

// Writings made of escapes among characters that stand for themselves: all that URL, JSON, HTML and quoted-printable have in
// common. Which escapes there are and how they are spelled is each one's own matter.

import type { Encoding } from "../finding.ts";
import { ZONE_UNITS, type Mark, type Reading, type Source, type Writing } from "./chain.ts";
import { literalMark, marksOf, openTape, putUnit, rewritten, sourceOf, type Tape } from "./tape.ts";

export interface Escapes {
  readonly name: Encoding;
  /** Units an escape can begin with. */
  readonly begins: (unit: number) => boolean;
  /** Characters the escape at `at` takes; 0 when none stands there. */
  lengthAt(text: string, at: number): number;
  /** Puts the bytes that the escape stands for (none for a soft line break). */
  put(tape: Tape, text: string, at: number, length: number): void;
  /** The escape that stands for `bytes` instead, in the same way and length; null when there is none. */
  spell(escape: string, bytes: readonly number[]): string | null;
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

/** True when any escape begins in text[from, to). */
export function anyEscape(
  escapes: Pick<Escapes, "begins" | "lengthAt">,
  text: string,
  from: number,
  to: number,
): boolean {
  for (let at = from; at < to; at += 1) {
    if (escapes.begins(text.charCodeAt(at)) && escapes.lengthAt(text, at) > 0) return true;
  }
  return false;
}

function read(escapes: Escapes, writing: Writing, outer: Reading): Source | null {
  const { text } = outer;
  const from = Math.max(0, outer.focusFrom - ZONE_UNITS);
  const to = Math.min(text.length, outer.focusTo + ZONE_UNITS);
  if (!escapes.speaks(text, from, to)) return null;
  const tape = openTape(text.length);
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    const length = escapes.begins(unit) ? escapes.lengthAt(text, at) : 0;
    if (length === 0) putUnit(tape, unit, at);
    else escapes.put(tape, text, at, length);
    at += Math.max(1, length);
  }
  return sourceOf(tape, outer, writing, text.length);
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
    const spelled = escapes.spell(text.slice(one.start, one.start + length), one.bytes);
    if (spelled?.length !== length) return null;
    written.push(...marksOf(text, one.start, spelled));
  }
  return written;
}

/** Hexadecimal digits in the letters' case that `like` shows; `isUpper` where it shows none. */
export function hexLike(value: number, digits: number, like: string, isUpper: boolean): string | null {
  const hex = value.toString(16).padStart(digits, "0");
  if (hex.length > digits) return null;
  return (/[A-F]/.test(like) || isUpper) && !/[a-f]/.test(like) ? hex.toUpperCase() : hex;
}

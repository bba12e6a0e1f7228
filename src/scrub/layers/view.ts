// One reading as others see it: its text, the place of each character in the window, and the bytes that strokes come to, found
// by going outwards link by link.

import type { Stroke } from "../cards/contract.ts";
import { startOf, type Mark, type Reading } from "./chain.ts";
import type { Patch, View } from "./contract.ts";
import { UTF_8 } from "./utf8.ts";

/** Of a long run only so much is shown around the stretch: what lies far from it says nothing about it. */
const SHOWN_UNITS = 512;
const FULL_WIDTH_STAR = 0xff0a;
const FULL_WIDTH_X = 0xff38;

/** All of a reading that is worth showing, or the units `only`. */
export function viewOf(reading: Reading, only?: { readonly from: number; readonly to: number }): View {
  const isCut = reading.depth > 0;
  const first = only?.from ?? (isCut ? Math.max(0, reading.focusFrom - SHOWN_UNITS) : 0);
  const shownTo = isCut ? Math.min(reading.text.length, reading.focusTo + SHOWN_UNITS) : reading.text.length;
  const end = only?.to ?? shownTo;
  return {
    text: reading.text.slice(first, end),
    encodings: encodingsOf(reading),
    byteAt: (index) => offsetOf(reading, Math.max(first, Math.min(first + index, end))),
    patches: (strokes) =>
      strokes.every(({ at, character }) => at >= 0 && at < end - first && character.length === 1)
        ? patchesOf(reading, first, strokes)
        : null,
  };
}

function encodingsOf(reading: Reading): View["encodings"] {
  const { origin } = reading.source;
  const own = reading.charset.name === null ? [] : [reading.charset.name];
  return origin.from === "window" ? own : [...encodingsOf(origin.outer), origin.writing.name, ...own];
}

function offsetOf(reading: Reading, index: number): number {
  let at = index;
  let inner = reading;
  for (;;) {
    const { source } = inner;
    at = startOf(inner.starts, at);
    if (source.origin.from === "window") return source.origin.base + at;
    at = startOf(source.starts, at);
    inner = source.origin.outer;
  }
}

/**
 * Where "＊" does not fit, "Ｘ" is written for all: in a form in Shift_JIS the second byte of a full-width digit stands as a
 * letter (%82S), which only that of Ｘ (%82w) can replace.
 */
function patchesOf(reading: Reading, first: number, strokes: readonly Stroke[]): readonly Patch[] | null {
  const marks = strokes.map(({ at, character }) => ({ at: at + first, value: character.charCodeAt(0) }));
  if (marks.some(({ at }, index) => at < (marks[index - 1]?.at ?? 0))) marks.sort((a, b) => a.at - b.at);
  const found = written(reading, marks);
  if (found !== null || !marks.some(({ value }) => value === FULL_WIDTH_STAR)) return found;
  return written(
    reading,
    marks.map(({ at, value }) => ({ at, value: value === FULL_WIDTH_STAR ? FULL_WIDTH_X : value })),
  );
}

function written(innermost: Reading, strokes: readonly Mark[]): readonly Patch[] | null {
  let reading = innermost;
  let marks: readonly Mark[] | null = strokes;
  for (;;) {
    const { source } = reading;
    marks = byteMarks(reading, marks);
    if (marks === null) return null;
    if (source.origin.from === "window") return joined(source.origin.base, marks);
    marks = source.origin.writing.write(source, source.origin.outer, marks);
    if (marks === null) return null;
    reading = source.origin.outer;
  }
}

function byteMarks(reading: Reading, marks: readonly Mark[]): readonly Mark[] | null {
  const { bytes } = reading.source;
  const isUtf8 = reading.charset === UTF_8;
  const found: Mark[] = [];
  for (const { at, value } of marks) {
    const start = startOf(reading.starts, at);
    const standing = bytes[start] ?? 0x80;
    if (isUtf8 && value < 0x80 && standing < 0x80) {
      if (standing !== value) found.push({ at: start, value });
      continue;
    }
    const spelled = reading.charset.write(bytes, start, value);
    if (spelled === null) return null;
    for (let index = 0; index < spelled.length; index += 1) {
      const byte = spelled[index] ?? 0;
      if (bytes[start + index] !== byte) found.push({ at: start + index, value: byte });
    }
  }
  return found;
}

/** Marks on neighbouring bytes as one patch. */
function joined(base: number, marks: readonly Mark[]): Patch[] {
  const patches: Patch[] = [];
  for (let first = 0; first < marks.length;) {
    const from = marks[first]?.at ?? 0;
    let next = first + 1;
    while (next < marks.length && marks[next]?.at === from + next - first) next += 1;
    const bytes = new Uint8Array(next - first);
    for (let index = first; index < next; index += 1) bytes[index - first] = marks[index]?.value ?? 0;
    patches.push({ at: base + from, bytes });
    first = next;
  }
  return patches;
}

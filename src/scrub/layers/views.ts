// Reads a stretch of bytes in every way that makes sense: first as it stands, then through each writing that shows itself near
// the stretch, and through what those hold in turn. Bounded in depth, number and length; what the texts say is others' matter.

import { SIGN } from "../kernel/contract.ts";
import { BASE64_WRITING } from "./base64.ts";
import { firstAtOrAfter, type Reading, type Writing } from "./chain.ts";
import { readingsIn } from "./charsets.ts";
import type { View, ViewsAt } from "./contract.ts";
import { HEX_WRITING } from "./hex.ts";
import { HTML_WRITING } from "./html.ts";
import { JSON_WRITING } from "./json.ts";
import { QUOTED_WRITING } from "./quoted.ts";
import { alongRun, around, CONTEXT_CHARACTERS } from "./slice.ts";
import { URL_WRITING } from "./url.ts";
import { viewOf } from "./view.ts";

/** Views of one stretch; real ones have one to three. */
export const VIEWS_MAX = 16;
/** Writings one within another: base64 of JSON of a form of a URL is the deepest anyone has seen. */
export const DEPTH_MAX = 4;
/** Of a longer stretch only so much is read: let callers cut it, with an overlap of CONTEXT_CHARACTERS. */
export const STRETCH_BYTES_MAX = 8192;
/** Characters decoded for one stretch over all its views. */
const CHARACTERS_MAX = 128 * 1024;

/** Mail's comes first: its line ends cut the escapes of all others in two. */
const ESCAPE_WRITINGS: readonly Writing[] = [QUOTED_WRITING, URL_WRITING, JSON_WRITING, HTML_WRITING];
const ALL_WRITINGS: readonly Writing[] = [...ESCAPE_WRITINGS, BASE64_WRITING, HEX_WRITING];

export const viewsAt: ViewsAt = (window, filled, stretch) => {
  const limit = Math.max(0, Math.min(filled, window.length));
  const from = Math.max(0, Math.min(stretch.from, limit));
  const to = Math.max(from, Math.min(stretch.to, limit, from + STRETCH_BYTES_MAX));
  const bytes = window.subarray(0, limit);
  const width = (stretch.signs & SIGN.wide) === 0 ? 1 : 2;
  const near = around(bytes, from, to, CONTEXT_CHARACTERS * width);
  const isRun = (stretch.signs & (SIGN.hex | SIGN.base64)) !== 0;
  const isPlain = (stretch.signs & ~(SIGN.digits | SIGN.key)) === 0;
  const roots = readingsIn(near);
  const origins = isRun ? readingsIn(alongRun(bytes, from, to, near)) : roots;
  const writings = {
    outside: isRun ? ALL_WRITINGS : ESCAPE_WRITINGS,
    // Digits that stand open are not the bytes of a run that an escape hides.
    inside: isPlain ? ESCAPE_WRITINGS : ALL_WRITINGS,
  };
  const inner = nested(origins, writings, VIEWS_MAX - roots.length);
  return [...[...roots, ...inner].map((reading) => viewOf(reading)), ...inner.flatMap(bareNumber)];
};

/** A number that is all a run of base64 or hex holds, by itself too: a key before the run ("token=") is the run's, not the number's. */
function bareNumber(reading: Reading): View[] {
  const { origin } = reading.source;
  if (origin.from === "window" || origin.runs.length !== 2) return [];
  const [from = 0, to = 0] = origin.runs.map((at) =>
    reading.starts === null ? at : firstAtOrAfter(reading.starts, at),
  );
  // What follows may be the next line's first word, taken for more of the run.
  const [number = ""] = BARE_NUMBER.exec(reading.text.slice(from, Math.min(to, from + BARE_UNITS_MAX))) ?? [];
  const isBare = from > 0 && number.length >= BARE_UNITS_MIN && number.length < BARE_UNITS_MAX;
  return isBare ? [viewOf(reading, { from, to: from + number.length })] : [];
}

const BARE_UNITS_MIN = 12;
/** Nineteen digits with a separator after each. */
const BARE_UNITS_MAX = 40;
/** Also struck already. */
const BARE_NUMBER = /^[\s\p{Nd}\p{Pd}.,_*＊Ｘ]+/u;

/** Goes inwards, breadth first, so that what needs few steps is never crowded out by what needs many. */
function nested(
  origins: readonly Reading[],
  writings: { readonly outside: readonly Writing[]; readonly inside: readonly Writing[] },
  most: number,
): Reading[] {
  const found: Reading[] = [];
  let characters = 0;
  const isKnown = ({ text }: Reading): boolean =>
    found.some((one) => one.text === text) || origins.some((one) => one.text === text);
  // What hides in a spare comes last: mostly it is what was seen already, one character short.
  for (const isSpare of [false, true]) {
    const waiting = [...origins, ...found].filter((one) => one.isSpare === isSpare);
    for (const outer of waiting) {
      if (outer.depth >= DEPTH_MAX) continue;
      for (const writing of outer.depth > 0 ? writings.inside : writings.outside) {
        const source = writing.read(outer);
        for (const reading of source === null ? [] : readingsIn(source)) {
          characters += reading.text.length;
          if (isKnown(reading)) continue;
          if (found.length >= most || characters > CHARACTERS_MAX) return found;
          found.push(reading);
          if (reading.isSpare === isSpare) waiting.push(reading);
        }
      }
    }
  }
  return found;
}

// Reads a stretch of bytes in every way that makes sense: first as it stands, then through each writing that shows itself near
// the stretch, and through what those hold in turn. Bounded in depth, number and length; what the texts say is others' matter.

import { SIGN } from "../kernel/contract.ts";
import { BASE64_WRITING } from "./base64.ts";
import type { Reading, Writing } from "./chain.ts";
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
const RUN_WRITINGS: readonly Writing[] = [BASE64_WRITING, HEX_WRITING];

export const viewsAt: ViewsAt = (window, filled, stretch) => {
  const limit = Math.max(0, Math.min(filled, window.length));
  const from = Math.max(0, Math.min(stretch.from, limit));
  const to = Math.max(from, Math.min(stretch.to, limit, from + STRETCH_BYTES_MAX));
  const bytes = window.subarray(0, limit);
  const width = (stretch.signs & SIGN.wide) === 0 ? 1 : 2;
  const near = around(bytes, from, to, CONTEXT_CHARACTERS * width);
  const isRun = (stretch.signs & (SIGN.hex | SIGN.base64)) !== 0;
  const roots = readingsIn(near);
  const views = roots.map((reading) => viewOf(reading));
  const origins = isRun ? readingsIn(alongRun(bytes, from, to, near)) : roots;
  return nested(views, origins, isRun);
};

/** Goes inwards, breadth first, so that what needs few steps is never crowded out by what needs many. */
function nested(views: View[], origins: readonly Reading[], isRun: boolean): readonly View[] {
  const seen = new Set([...views.map((view) => view.text), ...origins.map((reading) => reading.text)]);
  const waiting = origins.filter(({ isSpare }) => !isSpare);
  const spares = origins.filter(({ isSpare }) => isSpare);
  let characters = 0;
  for (let next = 0; next < waiting.length + spares.length; next += 1) {
    const outer = waiting[next] ?? spares[next - waiting.length];
    if (outer === undefined || outer.depth >= DEPTH_MAX) continue;
    const writings = outer.depth > 0 || isRun ? [...ESCAPE_WRITINGS, ...RUN_WRITINGS] : ESCAPE_WRITINGS;
    for (const writing of writings) {
      const source = writing.read(outer);
      if (source === null) continue;
      for (const reading of readingsIn(source)) {
        characters += reading.text.length;
        if (seen.has(reading.text)) continue;
        if (views.length >= VIEWS_MAX || characters > CHARACTERS_MAX) return views;
        seen.add(reading.text);
        views.push(viewOf(reading));
        (reading.isSpare ? spares : waiting).push(reading);
      }
    }
  }
  return views;
}

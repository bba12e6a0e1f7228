// Finds card data in a string of this product's own that hides in base64, hexadecimal or escapes one within another, and writes
// asterisks over it. What stands in plain sight is mask.ts's matter.

import type { Sight } from "./cards/contract.ts";
import { readCards } from "./cards/read.ts";
import { digitOf } from "./cards/signs.ts";
import { SIGN } from "./kernel/contract.ts";
import type { View } from "./layers/contract.ts";
import { viewsAt } from "./layers/views.ts";

/** Read at once of a long run; pieces overlap by more than any card's writing takes. */
const PIECE_BYTES = 4096;
const OVERLAP_BYTES = 1024;
/** Sixteen characters of base64 hold twelve digits, and as many bytes in hexadecimal take twenty-four. */
const RUN = /[\w+/%&#;=\\-]{16,}|(?:[0-9a-f]{2}[ :-]){11,}[0-9a-f]{2}/gi;
/** References, bytes behind a backslash, mail's escapes, percent signs escaped themselves; bytes in hexadecimal. */
const ESCAPES = /&#|\\x|\\[0-3][0-7]{2}|%25|%5[Cc]|%u|=[0-9A-F]{2}=|(?:[0-9a-fA-F]{2}[ :-]?){12}/;
/** Identifiers and digests; digits in one would stand in a row as 3x, full-width ones as bc9x, 824x to 825x, a3bx. */
const DIGEST = /^[\da-fA-F-]{16,128}$/;
const DIGITS_IN_HEX =
  /(?:3\d){3}|(?:003\d){3}|(?:3\d00){3}|bc9\d|(?:82[45][\da-f]){2}|(?:a3b\d){2}|(?:ff1\d){2}|(?:1\dff){2}/i;

/**
 * Writes "*" ("＊" over full-width digits) over every digit of card numbers, tracks and security codes hidden so. Never changes how
 * long the string is, nor any character outside of a find. Linear time.
 */
export function maskHidden(text: string): string {
  const runs = text.matchAll(RUN).filter(([run]) => mayHide(run));
  const places = runs.map((run) => ({ from: run.index, to: run.index + run[0].length })).toArray();
  if (places.length === 0) return text;
  const bytes = Buffer.from(text);
  let changed = false;
  let counted = 0;
  let countedBytes = 0;
  for (const place of places) {
    // Characters before the run may take more than a byte each.
    countedBytes += Buffer.byteLength(text.slice(counted, place.from));
    counted = place.from;
    const from = countedBytes;
    const to = from + (place.to - place.from);
    for (let at = from; at < to; at += PIECE_BYTES - OVERLAP_BYTES) {
      if (maskPiece(bytes, at, Math.min(to, at + PIECE_BYTES))) changed = true;
    }
  }
  return changed ? withOwnSurrogates(bytes.toString(), text) : text;
}

/** Base64 has capitals beside other characters. Each look is linear in the run. */
function mayHide(run: string): boolean {
  if (DIGEST.test(run) && !DIGITS_IN_HEX.test(run)) return false;
  return ESCAPES.test(run) || (/[A-Z]/.test(run) && /[a-z\d]/.test(run) && /[\w+/-]{16}/.test(run));
}

function maskPiece(bytes: Buffer, from: number, to: number): boolean {
  const stretch = { from, to, signs: SIGN.base64 | SIGN.hex | SIGN.escaped };
  let changed = false;
  for (const view of viewsAt(bytes, bytes.length, stretch)) {
    if (view.encodings.length === 0) continue;
    for (const sight of readCards(view.text)) {
      if (sight.kind === "expiry" || sight.kind === "holder") continue;
      changed = true;
      hide(bytes, view, sight);
    }
  }
  return changed;
}

function hide(bytes: Buffer, view: View, sight: Sight): void {
  const strokes = new Map(sight.strokes.map(({ at, character }) => [at, character]));
  for (let at = sight.from; at < sight.to; at += 1) {
    const code = view.text.charCodeAt(at);
    if (digitOf(code) >= 0) strokes.set(at, code < 0x80 ? "*" : "＊");
  }
  const patches = view.patches([...strokes].map(([at, character]) => ({ at, character })));
  if (patches === null) bytes.fill(0x2a, view.byteAt(sight.from), view.byteAt(sight.to));
  else for (const patch of patches) bytes.set(patch.bytes, patch.at);
}

/** UTF-8 has no half surrogates: they come back as they were. */
function withOwnSurrogates(masked: string, text: string): string {
  if (text.isWellFormed()) return masked;
  return Array.from({ length: masked.length }, (_, at) =>
    masked.charCodeAt(at) === 0xfffd ? text.charAt(at) : masked.charAt(at),
  ).join("");
}

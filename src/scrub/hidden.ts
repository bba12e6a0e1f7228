// Finds card data in a string of this product's own that hides in base64, hexadecimal or escapes one within another, and writes
// asterisks over it. What stands in plain sight is mask.ts's matter.

import { digitOf } from "./cards/signs.ts";
import { SIGN } from "./kernel/contract.ts";
import { openSights, type Placed } from "./sights.ts";

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
  let counted = 0;
  let countedBytes = 0;
  const stretches = places.map((place) => {
    // Characters before the run may take more than a byte each.
    countedBytes += Buffer.byteLength(text.slice(counted, place.from));
    counted = place.from;
    return { from: countedBytes, to: countedBytes + place.to - place.from, signs: HIDING };
  });
  let changed = false;
  openSights()(bytes, bytes.length, stretches, 0, bytes.length, (placed) => {
    const { kind } = placed.sight;
    if (kind === "expiry" || kind === "holder") return;
    changed = true;
    hide(bytes, placed);
  });
  return changed ? withOwnSurrogates(bytes.toString(), text) : text;
}

const HIDING = SIGN.base64 | SIGN.hex | SIGN.escaped;

/** Base64 has capitals beside other characters. Each look is linear in the run. */
function mayHide(run: string): boolean {
  if (DIGEST.test(run) && !DIGITS_IN_HEX.test(run)) return false;
  return ESCAPES.test(run) || (/[A-Z]/.test(run) && /[a-z\d]/.test(run) && /[\w+/-]{16}/.test(run));
}

function hide(bytes: Buffer, { from, to, sight, view }: Placed): void {
  const strokes = new Map(sight.strokes.map(({ at, character }) => [at, character]));
  for (let at = sight.from; at < sight.to; at += 1) {
    const code = view.text.charCodeAt(at);
    if (digitOf(code) >= 0) strokes.set(at, code < 0x80 ? "*" : "＊");
  }
  const patches = view.patches(Array.from(strokes, ([at, character]) => ({ at, character })));
  if (patches === null) bytes.fill(0x2a, from, to);
  else for (const patch of patches) bytes.set(patch.bytes, patch.at);
}

/** UTF-8 has no half surrogates: they come back as they were. */
function withOwnSurrogates(masked: string, text: string): string {
  if (text.isWellFormed()) return masked;
  return Array.from({ length: masked.length }, (_, at) =>
    masked.charCodeAt(at) === 0xfffd ? text.charAt(at) : masked.charAt(at),
  ).join("");
}

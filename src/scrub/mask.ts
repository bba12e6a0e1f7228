// Makes a text fit to be logged or stored: every card number, track and security code becomes asterisks, nothing else changes.
// What is one is decided in cards/.

import type { Sight } from "./cards/contract.ts";
import { readCards } from "./cards/read.ts";
import { digitOf } from "./cards/signs.ts";
import { numericPlace } from "./cards/strokes.ts";
import { unescaped, type Unescaped } from "./find.ts";
import { maskHidden } from "./hidden.ts";

/**
 * Masks every card number, track, and security code under a telling key (cvv, cvc, securityCode, セキュリティコード…), also
 * inside URL-encoded and JSON text, base64, hexadecimal and these within each other: wholly, for nobody needs a card's digits in this product's own records. Masks what is only
 * possibly a card too. Idempotent; characters outside a match never change; linear time. A card standing as a bare JSON number
 * becomes a JSON string, so that the document stays readable.
 */
export function maskText(text: string): string {
  let current = text;
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const next = maskHidden(maskedOnce(current));
    if (next === current) break;
    current = next;
  }
  return current;
}

/** What is masked changes what stands beside its neighbours ("cvv=123.4111…" is no fraction any more): two passes settle it. */
const PASSES_MAX = 4;

/** The shortest text that can hold anything: "cvv=123", "cvv 123". */
const TEXT_MIN = 6;

function maskedOnce(text: string): string {
  if (text.length < TEXT_MIN) return text;
  const read = unescaped(text);
  const sights = readCards(read.text);
  if (sights.length === 0) return text;
  let out = "";
  let at = 0;
  for (const sight of sights) {
    if (sight.kind === "expiry" || sight.kind === "holder") continue;
    const start = read.startOf(sight.from);
    out += text.slice(at, start) + hidden(text, read, sight);
    at = read.startOf(sight.to);
  }
  return out + text.slice(at);
}

function hidden(text: string, read: Unescaped, sight: Sight): string {
  // A track holds a name besides: that the reader strokes.
  const isTrack = sight.kind === "track-1" || sight.kind === "track-2";
  const struck = new Set(isTrack ? sight.strokes.map(({ at }) => at) : []);
  let out = "";
  for (let index = sight.from; index < sight.to; index++) {
    const isHidden = digitOf(read.text.charCodeAt(index)) >= 0 || struck.has(index);
    out += isHidden ? "*" : text.slice(read.startOf(index), read.startOf(index + 1));
  }
  return !isTrack && numericPlace(read.text, sight.from, sight.to) === "json" ? `"${out}"` : out;
}

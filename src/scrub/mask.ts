// Makes a text fit to be logged or stored: every card number and every security code becomes asterisks, nothing else changes.
// A later, faster kernel takes this place; its door stays the same.

import { digitAt, eachPanIn, type WrittenDigit } from "./find.ts";

interface Stroke {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Masks every card number, and every security code under a telling key (cvv, cvc, securityCode, セキュリティコード…), also
 * inside URL-encoded and JSON text. Idempotent; characters outside a match never change; linear time. A card standing as a
 * bare JSON number becomes a JSON string, so that the document stays readable.
 */
export function maskText(text: string): string {
  let current = text;
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const next = maskedOnce(current);
    if (next === current) break;
    current = next;
  }
  return current;
}

/** What is masked changes what stands beside its neighbours ("cvv=123.4111…" is no fraction any more): two passes settle it. */
const PASSES_MAX = 4;

function maskedOnce(text: string): string {
  const strokes: Stroke[] = [];
  eachPanIn(text, (found) => {
    const inside = withAsterisks(text, found.start, found.end, found.written);
    const quoted = isBareJsonNumber(text, found.start, found.end);
    strokes.push({ start: found.start, end: found.end, text: quoted ? `"${inside}"` : inside });
    return true;
  });
  strokes.push(...securityCodeStrokes(text));
  return strokes.length === 0 ? text : painted(text, strokes);
}

function painted(text: string, strokes: readonly Stroke[]): string {
  const ordered = strokes.toSorted((a, b) => a.start - b.start);
  let out = "";
  let at = 0;
  for (const stroke of ordered) {
    if (stroke.start < at) continue;
    out += text.slice(at, stroke.start) + stroke.text;
    at = stroke.end;
  }
  return out + text.slice(at);
}

function withAsterisks(text: string, start: number, end: number, written: readonly WrittenDigit[]): string {
  let out = "";
  let at = start;
  for (const digit of written) {
    out += `${text.slice(at, digit.start)}*`;
    at = digit.end;
  }
  return out + text.slice(at, end);
}

function isBareJsonNumber(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 8), start);
  const after = text.slice(end, end + 8);
  return /(?:["]\s{0,4}:|[[])\s{0,2}$/.test(before) && /^\s{0,4}[,}\]]/.test(after);
}

/** Keys after which three or four digits are a security code. The last one is セキュリティコード as a form sends it. */
const CODE_KEY =
  /cv[cv]2?|card_?verification|security[_-]?(?:code|cd)|securitycd|csc|セキュリティ[ー・]?コード|セキュリティーコード|%E3%82%BB%E3%82%AD%E3%83%A5%E3%83%AA%E3%83%86%E3%82%A3%E3%82%B3%E3%83%BC%E3%83%89/gi;
/** Between key and value stand at most this many characters of name rest, quotes and signs. */
const CODE_REACH = 48;
/** What may stand between key and value; tried at one place only, so it cannot run away. */
const CODE_BETWEEN =
  /^[A-Za-z0-9_-]{0,16}?(?:%5D|%22|%20|%3A|%3D|%0D|%0A|&quot;|\\u003d|\\u0022|value|は|[\]"'\\ \t\r\n)>、：＝:=])+/i;

function securityCodeStrokes(text: string): Stroke[] {
  const strokes: Stroke[] = [];
  for (const key of text.matchAll(CODE_KEY)) {
    const from = key.index + key[0].length;
    const between = CODE_BETWEEN.exec(text.slice(from, from + CODE_REACH));
    if (between === null) continue;
    const written: WrittenDigit[] = [];
    let at = from + between[0].length;
    for (
      let digit = digitAt(text, at);
      digit !== undefined && written.length < 5;
      digit = digitAt(text, at)
    ) {
      written.push(digit);
      at = digit.end;
    }
    const first = written[0];
    if (first === undefined || written.length < 3 || written.length > 4) continue;
    const inside = withAsterisks(text, first.start, at, written);
    const quoted = isBareJsonNumber(text, first.start, at);
    strokes.push({ start: first.start, end: at, text: quoted ? `"${inside}"` : inside });
  }
  return strokes;
}

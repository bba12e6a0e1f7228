// Whether bytes look like something a person or a program wrote, or like noise: what tells the right phase of base64 or hex
// from the wrong ones, and a token from a message.

import { firstAtOrAfter } from "./chain.ts";

/** Bytes looked at: enough to tell text from noise, few enough to cost nothing. */
const SAMPLE_BYTES_MAX = 128;
const SAMPLE_BYTES_MIN = 16;
/** Share of readable bytes from which a sample is text. Noise has 0.38, base64 read in a wrong phase less than 0.7. */
const READABLE_MIN = 0.85;
/** Neighbouring digits that show a number among bytes that are not ASCII: four in a row. */
const DIGIT_PAIRS_MIN = 3;
/** Ten in a row stand in no wrong phase, whatever is around them. */
const DIGIT_PAIRS_SURE = 9;

/**
 * 0 when bytes[from, to) (and a few around, where that is short) look like noise, below 1 with nothing but a number in it,
 * 1 to 2 when they are readable, 2 to 3 when they are readable and hold a number. Of a long piece the middle counts.
 */
export function plausibility(bytes: Uint8Array, from: number, to: number): number {
  const middle = (from + to) >> 1;
  const half = Math.max(SAMPLE_BYTES_MIN, Math.min(SAMPLE_BYTES_MAX, to - from)) >> 1;
  const first = Math.max(0, middle - half);
  const end = Math.min(bytes.length, middle + half);
  if (first >= end) return 0;
  let readable = 0;
  for (let at = first; at < end;) {
    const wide = wideWidth(bytes, at);
    const width = wide > 0 && at + wide <= end ? wide : 1;
    if (width > 1 || isReadable(bytes[at] ?? 0)) readable += width;
    at += width;
  }
  const share = readable / (end - first);
  const pairs = digitPairs(bytes, Math.min(first, from), Math.max(end, to));
  if (pairs >= DIGIT_PAIRS_SURE) return 3;
  const hasDigits = pairs >= DIGIT_PAIRS_MIN;
  if (share < READABLE_MIN) return hasDigits ? share : 0;
  // "1111" in base64 reads "LLLL" one character further on: digits are what is looked for.
  return hasDigits ? 2 + share : 1 + share;
}

/** The plausibility of that part of a run whose writing the stretch covers. */
export function plausibilityAt(
  bytes: Uint8Array,
  starts: Int32Array,
  focusFrom: number,
  focusTo: number,
): number {
  return plausibility(bytes, firstAtOrAfter(starts, focusFrom), firstAtOrAfter(starts, focusTo));
}

function isReadable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Bytes of the Japanese character, or of a full-width digit or blank or a change of charset, at `at`; 0 when none stands there. */
function wideWidth(bytes: Uint8Array, at: number): 0 | 2 | 3 {
  if (isJapanese(bytes, at)) return 3;
  const lead = bytes[at] ?? 0;
  const trail = bytes[at + 1] ?? 0;
  if (lead === 0x1b) return trail === 0x28 || trail === 0x24 ? 3 : 0;
  if (lead === 0x82) return trail >= 0x4f && trail <= 0x58 ? 2 : 0;
  if (lead === 0xa3) return trail >= 0xb0 && trail <= 0xb9 ? 2 : 0;
  if (lead === 0x81) return trail === 0x40 || trail === 0x7c ? 2 : 0;
  return lead === 0xa1 && (trail === 0xa1 || trail === 0xdd) ? 2 : lead === 0xc2 && trail === 0xa0 ? 2 : 0;
}

/** Kana, kanji, Japanese punctuation or full-width letters in UTF-8. */
function isJapanese(bytes: Uint8Array, at: number): boolean {
  const lead = bytes[at] ?? 0;
  if ((lead < 0xe3 || lead > 0xe9) && lead !== 0xef) return false;
  return ((bytes[at + 1] ?? 0) & 0xc0) === 0x80 && ((bytes[at + 2] ?? 0) & 0xc0) === 0x80;
}

/** Digits with a digit before them, in ASCII, UTF-16 or any writing of full-width digits; longest unbroken row counts. */
function digitPairs(bytes: Uint8Array, from: number, to: number): number {
  let longest = 0;
  for (const stride of [1, 2, 3]) {
    const rows = new Uint8Array(stride);
    for (let at = from + stride; at < to; at += 1) {
      const phase = at % stride;
      const goesOn = isDigitPart(bytes, at, stride) && isDigitPart(bytes, at - stride, stride);
      const row = goesOn ? Math.min(200, (rows[phase] ?? 0) + 1) : 0;
      rows[phase] = row;
      if (row > longest) longest = row;
    }
  }
  return longest;
}

/** The last (UTF-16LE: first) byte of a digit `stride` bytes wide, with the bytes that must stand beside it. */
function isDigitPart(bytes: Uint8Array, at: number, stride: number): boolean {
  const byte = bytes[at] ?? 0;
  if (stride === 1) return byte >= 0x30 && byte <= 0x39;
  const before = bytes[at - 1] ?? 0xee;
  if (stride === 3) return byte >= 0x90 && byte <= 0x99 && before === 0xbc && bytes[at - 2] === 0xef;
  const after = bytes[at + 1] ?? 0xee;
  if (byte >= 0x30 && byte <= 0x39) return before === 0 || after === 0 || before === 0x23;
  if (byte >= 0x10 && byte <= 0x19) return before === 0xff || after === 0xff;
  return (
    (byte >= 0x4f && byte <= 0x58 && before === 0x82) || (byte >= 0xb0 && byte <= 0xb9 && before === 0xa3)
  );
}

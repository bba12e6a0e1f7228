// Which numbers are card numbers: issuer ranges with their lengths, and the Luhn check digit. Finding them in text is find.ts.

import { pan, type Pan } from "../kernel/index.ts";

export type Brand = "visa" | "mastercard" | "jcb" | "amex" | "diners" | "discover" | "unionpay" | "maestro";

/** Shortest and longest card number (ISO/IEC 7812). */
export const PAN_DIGITS_MIN = 12;
export const PAN_DIGITS_MAX = 19;

interface IssuerRange {
  readonly brand: Brand;
  /** First and last prefix, written with the same number of digits. */
  readonly from: string;
  readonly to: string;
  readonly lengths: readonly number[];
}

const FROM_16 = [16, 17, 18, 19];

/** First match wins: narrow ranges stand before the wide Maestro ones. */
const RANGES: readonly IssuerRange[] = [
  { brand: "visa", from: "4", to: "4", lengths: [13, 16, 18, 19] },
  { brand: "mastercard", from: "51", to: "55", lengths: [16] },
  { brand: "mastercard", from: "2221", to: "2720", lengths: [16] },
  { brand: "jcb", from: "3528", to: "3589", lengths: FROM_16 },
  { brand: "jcb", from: "2131", to: "2131", lengths: [15] },
  { brand: "jcb", from: "1800", to: "1800", lengths: [15] },
  { brand: "amex", from: "34", to: "34", lengths: [15] },
  { brand: "amex", from: "37", to: "37", lengths: [15] },
  { brand: "diners", from: "300", to: "305", lengths: [14, ...FROM_16] },
  { brand: "diners", from: "309", to: "309", lengths: [14, ...FROM_16] },
  { brand: "diners", from: "36", to: "36", lengths: [14, 15, ...FROM_16] },
  { brand: "diners", from: "38", to: "39", lengths: [14, ...FROM_16] },
  { brand: "discover", from: "6011", to: "6011", lengths: FROM_16 },
  { brand: "discover", from: "644", to: "649", lengths: FROM_16 },
  { brand: "discover", from: "65", to: "65", lengths: FROM_16 },
  { brand: "unionpay", from: "62", to: "62", lengths: FROM_16 },
  { brand: "unionpay", from: "81", to: "81", lengths: FROM_16 },
  { brand: "maestro", from: "50", to: "50", lengths: [12, 13, 14, 15, ...FROM_16] },
  { brand: "maestro", from: "56", to: "69", lengths: [12, 13, 14, 15, ...FROM_16] },
];

/** Ranges by first digit, so that most numbers are refused after one look. */
const BY_FIRST_DIGIT: readonly (readonly IssuerRange[])[] = Array.from({ length: 10 }, (_, digit) =>
  RANGES.filter((range) => Number(range.from.charAt(0)) <= digit && digit <= Number(range.to.charAt(0))),
);

/** The card brand of a bare digit string, or undefined when no issuer has this prefix with this length. Luhn is not asked. */
export function brandOf(digits: string): Brand | undefined {
  if (digits.length < PAN_DIGITS_MIN || digits.length > PAN_DIGITS_MAX) return undefined;
  for (const range of BY_FIRST_DIGIT[digits.charCodeAt(0) - 48] ?? []) {
    const prefix = digits.slice(0, range.from.length);
    if (prefix >= range.from && prefix <= range.to && range.lengths.includes(digits.length)) {
      return range.brand;
    }
  }
  return undefined;
}

/** Luhn's check (ISO/IEC 7812-1 annex B) over a bare digit string. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = digits.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return false;
    const weighted = double ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

export function isPan(digits: string): boolean {
  return brandOf(digits) !== undefined && passesLuhn(digits);
}

/** A typed card number is never longer than this: 19 digits, each with a separator, and some stray blanks. */
const TYPED_LENGTH_MAX = 64;

/**
 * Reads one typed value as a card number: 12–19 digits, ASCII or full-width, with blanks or hyphens of any kind between.
 * The whole value must be the number; for a number inside other text see `firstPanIn`.
 */
export function readPan(text: string): Pan | undefined {
  if (text.length < PAN_DIGITS_MIN || text.length > TYPED_LENGTH_MAX) return undefined;
  let digits = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) digits += text.charAt(i);
    else if (code >= 0xff10 && code <= 0xff19) digits += String.fromCharCode(code - 0xff10 + 0x30);
    else if (!isTypedSeparator(code)) return undefined;
  }
  return isPan(digits) ? pan(digits) : undefined;
}

/** Blanks (also full-width) and every hyphen a Japanese keyboard makes. */
export function isTypedSeparator(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0x2d ||
    code === 0x09 ||
    code === 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2010 && code <= 0x2015) ||
    code === 0x2212 ||
    code === 0x30fc ||
    code === 0xff0d ||
    code === 0xff70
  );
}

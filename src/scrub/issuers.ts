// Which numbers are card numbers: issuer ranges with their lengths, and the Luhn check digit. Where such a number stands in a
// text, and whether it means a card there, is the matter of cards/.

import { pan, type Pan } from "../kernel/index.ts";

export type Brand = "visa" | "mastercard" | "jcb" | "amex" | "diners" | "discover" | "unionpay" | "maestro";

/** Shortest and longest card number (ISO/IEC 7812). */
export const PAN_DIGITS_MIN = 12;
export const PAN_DIGITS_MAX = 19;

export interface IssuerRange {
  readonly brand: Brand;
  /** First and last prefix, written with the same number of digits. */
  readonly from: string;
  readonly to: string;
  readonly lengths: readonly number[];
  /** The lengths cards of this range really have: there a number is believed even where nothing near it says card. */
  readonly usual: readonly number[];
  readonly source: string;
}

const FROM_16 = [16, 17, 18, 19];
const FROM_12 = [12, 13, 14, 15, ...FROM_16];

const LIST = "Wikipedia, Payment card number, table of IIN ranges (2024)";
const TWO_SERIES = "Mastercard, 2-Series BIN expansion (222100–272099, in use since 2017)";
const ALLIANCE = "Discover Global Network, IIN ranges by network (Discover, Diners, JCB, UnionPay)";
const JCB_ROWS = "JCB, IIN 3528–3589; 2131 and 1800 with 15 digits (older cards)";
const DEBIT = "Mastercard, Maestro: 50 and 56–69, 12–19 digits";
const DEBIT_CORE = "Maestro ranges that are issued (payform and credit-card-type tables, 2024)";
const UNIONPAY = "UnionPay International: 62 (and 81 by the network alliance), 16–19 digits";

function range(
  brand: Brand,
  prefixes: string,
  lengths: readonly number[],
  usual: readonly number[],
  source: string,
): IssuerRange {
  const [from = "", to = from] = prefixes.split("-");
  return { brand, from, to, lengths, usual, source };
}

/** First match wins: narrow ranges stand before the wide Maestro ones. */
export const ISSUER_RANGES: readonly IssuerRange[] = [
  // 13 digits: no bank issues them any more; 18 and 19: allowed since 2015, rare.
  range("visa", "4", [13, 16, 18, 19], [16], LIST),
  range("mastercard", "51-55", [16], [16], LIST),
  range("mastercard", "2221-2720", [16], [16], TWO_SERIES),
  range("jcb", "3528-3589", FROM_16, [16], JCB_ROWS),
  range("jcb", "2131", [15], [15], JCB_ROWS),
  range("jcb", "1800", [15], [15], JCB_ROWS),
  range("amex", "34", [15], [15], LIST),
  range("amex", "37", [15], [15], LIST),
  range("diners", "300-305", [14, ...FROM_16], [14, 16], ALLIANCE),
  range("diners", "309", [14, ...FROM_16], [14, 16], ALLIANCE),
  range("diners", "36", [14, 15, ...FROM_16], [14, 16], ALLIANCE),
  range("diners", "38-39", [14, ...FROM_16], [14, 16], ALLIANCE),
  range("discover", "6011", FROM_16, [16], ALLIANCE),
  range("discover", "644-649", FROM_16, [16], ALLIANCE),
  range("discover", "65", FROM_16, [16], ALLIANCE),
  range("unionpay", "62", FROM_16, [16, 19], UNIONPAY),
  range("unionpay", "81", FROM_16, [], UNIONPAY),
  range("maestro", "5018", FROM_12, [16, 18, 19], DEBIT_CORE),
  range("maestro", "5020", FROM_12, [16, 18, 19], DEBIT_CORE),
  range("maestro", "5038", FROM_12, [16, 18, 19], DEBIT_CORE),
  range("maestro", "5893", FROM_12, [16, 18, 19], DEBIT_CORE),
  range("maestro", "6304", FROM_12, [16, 18, 19], DEBIT_CORE),
  range("maestro", "6759", FROM_12, [16, 18, 19], DEBIT_CORE),
  range("maestro", "6761-6763", FROM_12, [16, 18, 19], DEBIT_CORE),
  range("maestro", "50", FROM_12, [], DEBIT),
  range("maestro", "56-69", FROM_12, [], DEBIT),
];

/** Ranges by first digit, so that most numbers are refused after one look. */
const BY_FIRST_DIGIT: readonly (readonly IssuerRange[])[] = Array.from({ length: 10 }, (_, digit) =>
  ISSUER_RANGES.filter((row) => Number(row.from.charAt(0)) <= digit && digit <= Number(row.to.charAt(0))),
);

/** The issuer range of a bare digit string, or undefined when none has this prefix with this length. Luhn is not asked. */
export function rangeOf(digits: string): IssuerRange | undefined {
  if (digits.length < PAN_DIGITS_MIN || digits.length > PAN_DIGITS_MAX) return undefined;
  for (const row of BY_FIRST_DIGIT[digits.charCodeAt(0) - 48] ?? []) {
    const prefix = digits.slice(0, row.from.length);
    if (prefix >= row.from && prefix <= row.to && row.lengths.includes(digits.length)) return row;
  }
  return undefined;
}

/** The card brand of a bare digit string, or undefined when no issuer has this prefix with this length. Luhn is not asked. */
export function brandOf(digits: string): Brand | undefined {
  return rangeOf(digits)?.brand;
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

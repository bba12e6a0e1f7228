// Makes card data and its look-alikes for tests and benches, the same for the same seed: cards of every brand in every grouping
// under every kind of key, and numbers that are no cards. No number here is written down; all are made when asked for.

import { brandOf, passesLuhn, type Brand } from "../../src/scrub/index.ts";
import { isTestNumber } from "../../src/scrub/cards/test-numbers.ts";
import { between, digitsOf, pick, type Dice } from "./dice.ts";

export interface CardKind {
  readonly brand: Brand;
  readonly prefix: (dice: Dice) => string;
  readonly length: number;
  /** True where cards of this kind are common enough to be believed without any key. */
  readonly usual: boolean;
}

const fixed =
  (...prefixes: string[]) =>
  (dice: Dice) =>
    pick(dice, prefixes);
const ranging = (low: number, high: number) => (dice: Dice) => String(between(dice, low, high));

export const CARD_KINDS: readonly CardKind[] = [
  { brand: "visa", prefix: fixed("4"), length: 16, usual: true },
  { brand: "visa", prefix: fixed("40", "41", "42", "43", "44", "46", "47", "48"), length: 13, usual: false },
  { brand: "visa", prefix: fixed("4"), length: 19, usual: false },
  { brand: "mastercard", prefix: ranging(51, 55), length: 16, usual: true },
  { brand: "mastercard", prefix: ranging(2221, 2720), length: 16, usual: true },
  { brand: "jcb", prefix: ranging(3528, 3589), length: 16, usual: true },
  { brand: "jcb", prefix: fixed("2131", "1800"), length: 15, usual: true },
  { brand: "amex", prefix: fixed("34", "37"), length: 15, usual: true },
  { brand: "diners", prefix: fixed("300", "303", "305", "36", "38", "39"), length: 14, usual: true },
  { brand: "diners", prefix: fixed("36", "38"), length: 16, usual: true },
  { brand: "discover", prefix: fixed("6011", "644", "649", "65"), length: 16, usual: true },
  { brand: "unionpay", prefix: fixed("62"), length: 16, usual: true },
  { brand: "unionpay", prefix: fixed("62"), length: 19, usual: true },
  { brand: "unionpay", prefix: fixed("62", "81"), length: 17, usual: false },
  {
    brand: "maestro",
    prefix: fixed("5018", "5020", "5038", "6304", "6759", "6761"),
    length: 16,
    usual: true,
  },
  { brand: "maestro", prefix: fixed("6304", "6759"), length: 18, usual: true },
  { brand: "maestro", prefix: fixed("57", "67"), length: 16, usual: false },
  { brand: "maestro", prefix: fixed("50", "56", "67"), length: 12, usual: false },
];

/** A card number that keeps Luhn and is nobody's published test number. */
export function cardOf(dice: Dice, kind: CardKind): string {
  for (;;) {
    const body = `${kind.prefix(dice)}${digitsOf(dice, kind.length)}`.slice(0, kind.length - 1);
    const digits = withCheckDigit(body);
    if (brandOf(digits) === kind.brand && !isTestNumber(digits)) return digits;
  }
}

export function withCheckDigit(body: string): string {
  for (let digit = 0; digit <= 9; digit++) if (passesLuhn(`${body}${digit}`)) return `${body}${digit}`;
  throw new RangeError("no digit completes Luhn");
}

/** Signs people, forms and programs put between the groups. */
export const SEPARATORS: Readonly<Record<string, string>> = {
  blank: " ",
  hyphen: "-",
  dot: ".",
  plus: "+",
  underscore: "_",
  tab: "\t",
  "no-break blank": "\u00a0",
  "full-width blank": "\u3000",
  "U+2010": "\u2010",
  "U+2011": "\u2011",
  "U+2012": "\u2012",
  "U+2013": "\u2013",
  "U+2014": "\u2014",
  "U+2015": "\u2015",
  "minus sign": "\u2212",
  "long vowel mark": "\u30fc",
  "full-width hyphen": "\uff0d",
  "half-width long vowel mark": "\uff70",
  "hyphen with blanks": " - ",
  "zero-width blank and blank": "\u200b ",
};

/** Sizes of the groups as a card of that length prints them. */
export function printSizes(digits: string): readonly number[] {
  if (digits.length === 15) return [4, 6, 5];
  if (digits.length === 14) return [4, 6, 4];
  if (digits.length === 13) return [4, 4, 5];
  const sizes: number[] = [];
  for (let rest = digits.length; rest > 0; rest -= 4) sizes.push(Math.min(4, rest));
  return sizes;
}

export function grouped(digits: string, sizes: readonly number[], separator: string): string {
  const groups: string[] = [];
  let at = 0;
  for (const size of sizes) {
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups.join(separator);
}

export function fullWidth(text: string): string {
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

export interface Grouping {
  readonly name: string;
  readonly write: (digits: string) => string;
  /** Lengths it is used for; absent means all. */
  readonly lengths?: readonly number[];
}

/** Every way a card number is written in plain characters. */
export const GROUPINGS: readonly Grouping[] = [
  { name: "one piece", write: (d) => d },
  { name: "full-width", write: fullWidth },
  { name: "mixed width", write: (d) => fullWidth(d.slice(0, 5)) + d.slice(5) },
  { name: "zero-width inside", write: (d) => `${d.slice(0, 6)}\u200b${d.slice(6)}` },
  ...Object.entries(SEPARATORS).map(([name, separator]) => ({
    name: `print, ${name}`,
    write: (d: string) => grouped(d, printSizes(d), separator),
  })),
  { name: "full-width print", write: (d) => fullWidth(grouped(d, printSizes(d), "\u3000")) },
  { name: "line wrap between groups", write: (d) => wrappedPrint(d, "\n") },
  { name: "line wrap between groups, CRLF", write: (d) => wrappedPrint(d, "\r\n") },
  { name: "digit by digit", write: (d) => d.split("").join(" ") },
  { name: "digit by digit, hyphen", write: (d) => d.split("").join("-") },
  { name: "pairs", write: (d) => d.replace(/..(?=.)/g, "$& ") },
  { name: "halves", write: (d) => `${d.slice(0, 8)} ${d.slice(8)}`, lengths: [16] },
  { name: "6-13", write: (d) => `${d.slice(0, 6)} ${d.slice(6)}`, lengths: [19] },
];

function wrappedPrint(digits: string, lineEnd: string): string {
  const groups = grouped(digits, printSizes(digits), " ").split(" ");
  return `${groups.slice(0, 2).join(" ")}${lineEnd}${groups.slice(2).join(" ")}`;
}

export interface Key {
  readonly name: string;
  readonly around: (value: string) => string;
}

/** Ways in which a text says that a value is a card number. */
export const CARD_KEYS: readonly Key[] = [
  { name: "form", around: (v) => `mode=pay&card_no=${v}&method=1` },
  { name: "form, bracketed", around: (v) => `order%5Bid%5D=3&card%5Bnumber%5D=${v}` },
  { name: "JSON", around: (v) => `{"amount":1200,"cardNumber":"${v}","pay":"once"}` },
  { name: "JSON, spaced", around: (v) => `{"card_number" : "${v}"}` },
  { name: "XML", around: (v) => `<Payment><CardNumber>${v}</CardNumber></Payment>` },
  { name: "HTML field", around: (v) => `<input type="text" name="card_no" value="${v}" size="20">` },
  { name: "HTML table", around: (v) => `<tr><th>カード番号</th><td>${v}</td></tr>` },
  { name: "multipart", around: (v) => `name="card_number"\r\n\r\n${v}\r\n--b` },
  { name: "log", around: (v) => `INFO pay start card=${v} shop=1` },
  { name: "PHP", around: (v) => `a:1:{s:7:"card_no";s:${v.length}:"${v}";}` },
  { name: "PHP dump", around: (v) => `array ( 'card_no' => '${v}', )` },
  { name: "Japanese", around: (v) => `カード番号：${v}` },
  { name: "Japanese sentence", around: (v) => `カード番号は${v}です。` },
  { name: "Japanese mail", around: (v) => `クレジットカード番号\n　${v}\n` },
  { name: "English sentence", around: (v) => `my credit card number is: ${v}, thanks` },
  { name: "CSV", around: (v) => `no,card_no,name\r\n1,${v},a\r\n` },
  { name: "CSV, Japanese", around: (v) => `"注文","カード番号"\n"A","${v}"\n` },
  { name: "SQL", around: (v) => `INSERT INTO dtb_pay (id,card_no) VALUES (1,'${v}');` },
];

/** Texts in which a number stands without any word that tells what it is. */
export const BARE: readonly Key[] = [
  { name: "alone", around: (v) => v },
  { name: "log", around: (v) => `INFO start ${v} done` },
  { name: "quoted", around: (v) => `"${v}"` },
  { name: "Japanese", around: (v) => `受け取りました。${v}よろしくお願いします` },
  { name: "list", around: (v) => `a\n${v}\nb` },
  { name: "path", around: (v) => `GET /pay/${v}/ok` },
];

/** Words without digits, Japanese and English, to stand around a find. */
export function wordsOf(dice: Dice, count: number): string {
  const words = [
    "shop",
    "cart",
    "ok",
    "受付",
    "しました",
    "item",
    "green tea",
    "発送",
    "お客様",
    "GET /",
    "done.",
    "–",
    "{}",
    "メール",
  ];
  return Array.from({ length: count }, () => pick(dice, words)).join(" ");
}

export { openDice } from "./dice.ts";
export { LOOKALIKES } from "./lookalikes.ts";

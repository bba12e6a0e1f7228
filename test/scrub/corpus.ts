// Makes card data and its look-alikes for tests and benches, the same for the same seed: cards of every brand in every grouping
// under every kind of key, and numbers that are no cards. No number here is written down; all are made when asked for.

import { brandOf, passesLuhn, type Brand } from "../../src/scrub/index.ts";
import { isTestNumber } from "../../src/scrub/cards/test-numbers.ts";

/** Numbers from 0 up to but not including 1, always the same for the same seed. */
export type Dice = () => number;

/** Mulberry32, after Tommy Ettinger (public domain): small, quick, good enough for test material. */
export function openDice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(dice: Dice, list: readonly [T, ...T[]] | readonly T[]): T {
  const chosen = list[Math.floor(dice() * list.length)];
  if (chosen === undefined) throw new RangeError("nothing to pick from");
  return chosen;
}

export function digitsOf(dice: Dice, count: number): string {
  return Array.from({ length: count }, () => Math.floor(dice() * 10)).join("");
}

/** From `low` to `high`, both included. */
export function between(dice: Dice, low: number, high: number): number {
  return low + Math.floor(dice() * (high - low + 1));
}

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
  { name: "digit by digit", write: (d) => [...d].join(" ") },
  { name: "digit by digit, hyphen", write: (d) => [...d].join("-") },
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

export interface Lookalike {
  readonly name: string;
  /** One line of text around a number that is no card. */
  readonly make: (dice: Dice) => string;
}

function janOf(dice: Dice): string {
  const body = `${pick(dice, ["45", "49"])}${digitsOf(dice, 10)}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function hexOf(dice: Dice, count: number): string {
  return Array.from({ length: count }, () => pick(dice, [..."0123456789abcdef"])).join("");
}

/** Mostly digits, as the digests are that make false alarms. */
function digitHexOf(dice: Dice, count: number): string {
  return Array.from({ length: count }, () =>
    pick(dice, [..."0123456789012345678901234567890123456789abcdef"]),
  ).join("");
}

function parcelOf(dice: Dice): string {
  const body = `${pick(dice, ["4", "5", "6", "3"])}${digitsOf(dice, 10)}`;
  return `${body}${Number(body) % 7}`;
}

/** Milliseconds between 2001 and 2096, as text. */
function millisecondsOf(dice: Dice): string {
  return String(between(dice, 1_000_000_000_000, 3_999_999_999_999));
}

function momentOf(dice: Dice): string {
  const two = (low: number, high: number): string => String(between(dice, low, high)).padStart(2, "0");
  return `${between(dice, 1999, 2049)}${two(1, 12)}${two(1, 28)}${two(0, 23)}${two(0, 59)}${two(0, 59)}`;
}

export const LOOKALIKES: readonly Lookalike[] = [
  { name: "order number", make: (d) => `order_id=${digitsOf(d, between(d, 12, 19))}` },
  { name: "order number, Japanese", make: (d) => `ご注文番号：${digitsOf(d, between(d, 12, 19))}` },
  {
    name: "order number, grouped",
    make: (d) => `Order ID: ${digitsOf(d, 3)}-${digitsOf(d, 7)}-${digitsOf(d, 7)}`,
  },
  { name: "slip number", make: (d) => `"伝票番号":"${digitsOf(d, between(d, 12, 16))}"` },
  { name: "JAN", make: (d) => `${janOf(d)} 緑茶 500ml` },
  { name: "JAN with key", make: (d) => `jan=${janOf(d)}` },
  { name: "telephone", make: (d) => `tel 0${digitsOf(d, 2)}-${digitsOf(d, 4)}-${digitsOf(d, 4)}` },
  { name: "telephone abroad", make: (d) => `+81-90-${digitsOf(d, 4)}-${digitsOf(d, 4)}` },
  { name: "milliseconds", make: (d) => `at ${millisecondsOf(d)} took 12` },
  { name: "microseconds", make: (d) => `ts=${millisecondsOf(d).replace(/^./, "1")}${digitsOf(d, 3)}` },
  { name: "moment", make: (d) => `log_${momentOf(d)}.txt ${momentOf(d)}${digitsOf(d, 3)}` },
  { name: "moment, day first", make: (d) => `x ${momentOf(d).replace(/^(....)(..)(..)/, "$3$2$1")} y` },
  {
    name: "UUID",
    make: (d) =>
      `id ${digitHexOf(d, 8)}-${digitHexOf(d, 4)}-4${digitHexOf(d, 3)}-9${digitHexOf(d, 3)}-${digitHexOf(d, 12)}`,
  },
  { name: "digest", make: (d) => `sha256:a${digitHexOf(d, 31)}b${digitHexOf(d, 31)}` },
  { name: "session", make: (d) => `PHPSESSID=${hexOf(d, 4)}x${digitsOf(d, 16)}k` },
  { name: "parcel", make: (d) => `ヤマト 追跡番号 ${parcelOf(d)}` },
  { name: "parcel, grouped", make: (d) => parcelOf(d).replace(/(....)(?=.)/g, "$1-") },
  { name: "fraction", make: (d) => `ratio ${between(d, 0, 999)}.${digitsOf(d, between(d, 12, 19))}` },
  { name: "coordinates", make: (d) => `35.${digitsOf(d, 14)},139.${digitsOf(d, 13)}` },
  {
    name: "version",
    make: (d) => `v${digitsOf(d, 1)}.${digitsOf(d, 2)}.${digitsOf(d, 4)}.${digitsOf(d, 8)}`,
  },
  { name: "addresses", make: (d) => Array.from({ length: 4 }, () => between(d, 0, 255)).join(".") },
  { name: "masked card", make: (d) => `4${digitsOf(d, 5)}******${digitsOf(d, 4)} **** ${digitsOf(d, 4)}` },
  { name: "masked card, x", make: (d) => `4${digitsOf(d, 3)}-xxxx-xxxx-${digitsOf(d, 4)}` },
  { name: "analytics", make: (d) => `_ga=GA1.2.${digitsOf(d, 9)}.17${digitsOf(d, 8)}` },
  { name: "social security", make: (d) => `${digitsOf(d, 3)}-${digitsOf(d, 2)}-${digitsOf(d, 4)}` },
  { name: "ISBN", make: (d) => `ISBN 978-4-${digitsOf(d, 4)}-${digitsOf(d, 4)}-${digitsOf(d, 1)}` },
  { name: "longer number", make: (d) => `n ${between(d, 1, 9)}${digitsOf(d, between(d, 20, 40))} m` },
  {
    name: "identifier",
    make: (d) => `pi_${digitsOf(d, 16)}abc blk_-${digitsOf(d, 19)} req-${digitsOf(d, 16)}-x`,
  },
  {
    name: "money",
    make: (d) => `1,${digitsOf(d, 3)},${digitsOf(d, 3)} 円 ¥${digitsOf(d, 13)} ${digitsOf(d, 16)}.50`,
  },
  { name: "bank account", make: (d) => `普通 ${digitsOf(d, 7)} 口座名義 ヤマダ タロウ` },
  { name: "coupon", make: (d) => `クーポン有効期限 20${between(d, 26, 34)}/${between(d, 10, 12)} まで` },
  { name: "serials", make: (d) => serialsOf(d) },
  {
    name: "own number",
    make: (d) => `user_id=${digitsOf(d, 16)} txn=${digitsOf(d, 19)} sid: ${digitsOf(d, 16)}`,
  },
];

/** Numbers counted up line by line: one in ten keeps Luhn. */
function serialsOf(dice: Dice): string {
  const start = BigInt(`4${digitsOf(dice, 15)}`);
  return Array.from({ length: 12 }, (_, i) => `row ${start + BigInt(i)} ok`).join("\n");
}

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

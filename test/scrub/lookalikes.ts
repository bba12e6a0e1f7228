// Numbers that look like cards and are none, each in the words it usually stands in, the same for the same seed.

import { between, digitsOf, pick, type Dice } from "./dice.ts";

export interface Lookalike {
  readonly name: string;
  /** One line of text around a number that is no card. */
  readonly make: (dice: Dice) => string;
}

function janOf(dice: Dice): string {
  const body = `${pick(dice, ["45", "49"])}${digitsOf(dice, 10)}`;
  const sum = body.split("").reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function hexOf(dice: Dice, count: number): string {
  return Array.from({ length: count }, () => pick(dice, "0123456789abcdef".split(""))).join("");
}

/** Mostly digits, as the digests are that make false alarms. */
function digitHexOf(dice: Dice, count: number): string {
  return Array.from({ length: count }, () =>
    pick(dice, "0123456789012345678901234567890123456789abcdef".split("")),
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

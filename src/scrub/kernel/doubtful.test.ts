// Numbers the kernel believes only beside words of cards, held against the card reader: what it takes for certain or likely there
// must be named.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readCards } from "../cards/read.ts";
import type { Stretch } from "./contract.ts";
import { openSieve } from "./sieve.ts";

const sieve = openSieve();

/** Thirteen digits, as an old Visa card and as a bar code have them. */
const NUMBER = "4900123456706";

const WORDS = [
  "card",
  "card_no",
  "cardNumber",
  "CARD",
  "pan",
  "PAN",
  "userPan",
  "cc",
  "ccnum",
  "credit card",
  "debit",
  "visa",
  "master",
  "jcb",
  "amex",
  "diners",
  "discover",
  "unionpay",
  "maestro",
  "primary account number",
  "cvv",
  "cvc",
  "expiry",
  "カード番号",
  "クレジット",
  "クレカ",
  "デビット",
  "銀聯",
  "有効期限",
  "ｶｰﾄﾞ",
  "ＣＡＲＤ",
];

/** カード番号, クレジット and デビット in Shift_JIS, then カード in half width; カード in EUC-JP. */
const OLD_CHARSETS = [
  "834a815b836894d48d86",
  "834e838c835783628367",
  "836683728362836768",
  "b6b0c4de",
  "a5aba1bca5c9",
];

function named(bytes: Uint8Array): number {
  const into: Stretch[] = [];
  sieve.bytes.set(bytes);
  sieve.sift(0, bytes.length, into);
  return into.filter(({ signs }) => (signs & 3) !== 0).length;
}

test("an old card's number is named wherever the card reader believes it", () => {
  let believed = 0;
  for (const word of WORDS) {
    for (const text of [
      `${word}: ${NUMBER}\n`,
      `{"${word}":"${NUMBER}"}`,
      `${word},total\n${NUMBER},120\n`,
    ]) {
      const isBelieved = readCards(text).some(
        ({ kind, certainty }) => kind === "pan" && (certainty === "certain" || certainty === "likely"),
      );
      if (!isBelieved) continue;
      believed += 1;
      assert.ok(named(Buffer.from(text)) > 0, text);
    }
  }
  assert.ok(believed > WORDS.length, String(believed));
  for (const hex of OLD_CHARSETS) {
    assert.ok(named(Buffer.concat([Buffer.from(hex, "hex"), Buffer.from(`: ${NUMBER}`)])) > 0, hex);
  }
});

test("beside goods and Japanese text it is not", () => {
  const rows = ["黒のワンピース（新品）", "カラーペン", "japan access success", "送料無料"].map(
    (name, i) => `${NUMBER},${name},${i},2980\n`,
  );
  assert.equal(named(Buffer.from(rows.join(""))), 0);
});

test("groups nobody prints are named only beside words of cards", () => {
  const odd = "41111 1111111 1111";
  assert.equal(named(Buffer.from(`stock ${odd} left`)), 0);
  assert.equal(named(Buffer.from(`card ${odd} left`)), 1);
});

const wrapped = (before: string): Buffer =>
  Buffer.from(`order 7\n${before}\nyour card number 4111111\n111111111\n`);

test("a line end joins two pieces only where the line can have been wrapped", () => {
  assert.equal(named(wrapped("thank you for all of it!")), 1);
  assert.equal(named(wrapped("thank you")), 0);
});

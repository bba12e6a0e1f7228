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

/** How shops' logs, forms, pages, tables and dumps write a security code. */
const CODES = (key: string): readonly string[] => [
  `{"${key}":"123","x":1}`,
  `{"${key}": 123}`,
  `amount=1200&${key}=123&x=1`,
  `${key}: 123 ok`,
  `${key} code: 123 ok`,
  `${key} number 123 ok`,
  `${key} (security): 123`,
  `id,${key},name\n1,123,TARO\n`,
  `name;${key}\nTARO;123\n`,
  `"name","${key}"\n"TARO","123"\n`,
  `INSERT INTO cards (id, ${key}, name) VALUES (1, '123', 'TARO');\n`,
  `COPY public.cards (id, ${key}, name) FROM stdin;\n1\t123\tTARO\n`,
  `<input name="${key}" type="text" value="123">`,
  `<td>${key}</td><td>123</td>`,
  `{"name":"${key}","value":"123"}`,
  `a:1:{s:3:"${key}";s:3:"123";}`,
  `%22${key}%22%3A%22123%22`,
  `{\\"${key}\\":\\"123\\"}`,
  `&quot;${key}&quot;:&quot;123&quot;`,
  `${key}は123`,
  `${key}\n123\n`,
];

test("a short key is named wherever the card reader finds its code", () => {
  let found = 0;
  for (const key of ["cvv", "CVC", "card_cvc", "cardCvv", "cvcCode", "step3CardCvc", "csc", "cvv2"]) {
    for (const text of CODES(key)) {
      // The sieve names raw bytes; how the reader finds what is escaped is its own matter.
      const isFound = readCards(text).some(({ kind }) => kind === "security-code");
      if (!isFound && !/[%\\&]/.test(text)) continue;
      found += 1;
      const into: Stretch[] = [];
      const bytes = Buffer.from(text);
      sieve.bytes.set(bytes);
      sieve.sift(0, bytes.length, into);
      assert.ok(
        into.some(({ signs }) => (signs & 64) !== 0),
        text,
      );
    }
  }
  assert.ok(found > 100, String(found));
});

test("letters of a token are no key", () => {
  const token = "oscDyNnt5elwFprpCvnZIjuT4dfpqqaFrWNIpIoaj9b";
  const lines = [
    `{"id":"PZcScKX4aBcD0e","url":"/a"}`,
    `Bearer eyJh.${token}`,
    "authorized, go on with it",
  ].join("\n");
  const into: Stretch[] = [];
  const bytes = Buffer.from(lines);
  sieve.bytes.set(bytes);
  sieve.sift(0, bytes.length, into);
  assert.deepEqual(into, []);
  assert.deepEqual(readCards(lines), []);
});

test("a number in a digest is not named, and no card to the reader", () => {
  const digest = `sha256 9f6304000000000000c0ffee1234567890abcdef12 ok\n`;
  assert.deepEqual(readCards(digest), []);
  assert.equal(named(Buffer.from(digest)), 0);
  // By itself it is.
  assert.equal(named(Buffer.from("sha256 6304000000000000 ok\n")), 1);
});

test("a number behind an escape's last letter is named, however long the hexadecimal seems", () => {
  for (const before of ["%3D", "\\n", "\\u003d", "\u001b(B"])
    assert.ok(named(Buffer.from(`card${before}4539787000000000010`)) > 0, before);
});

test("chip data is named where an expiry and a service code stand behind its D", () => {
  assert.ok(named(Buffer.from('57 "4111111111111111D25122011234567890" ')) > 0);
});

// Tests of the verdicts: test numbers, UnionPay without Luhn, other things' keys, series, wrapped lines, neighbours.

import { test } from "node:test";
import assert from "node:assert/strict";
import { CARD_KINDS, cardOf, openDice, withCheckDigit, type CardKind } from "../../../test/scrub/corpus.ts";
import { stroked } from "../../../test/scrub/stroked.ts";
import { passesLuhn } from "../issuers.ts";
import { readCards } from "./read.ts";
import { isTestNumber } from "./test-numbers.ts";

const [visa, , , mastercard] = CARD_KINDS as readonly [CardKind, ...CardKind[]];
const CARD = cardOf(openDice(1), visa);
const OTHER = cardOf(openDice(2), mastercard ?? visa);
const UNIONPAY = CARD_KINDS.find(({ brand, length }) => brand === "unionpay" && length === 19) ?? visa;
const M = `${CARD.slice(0, 6)}******${CARD.slice(-4)}`;

function hiddenIn(text: string): string {
  return stroked(text, readCards(text));
}

/** "kind certainty value" of each sight; the card's number as C. */
function told(text: string): string[] {
  return readCards(text).map(
    ({ kind, certainty, from, to }) => `${kind} ${certainty} ${text.slice(from, to).replace(CARD, "C")}`,
  );
}

function inFours(digits: string): string {
  return digits.replace(/(....)(?=.)/g, "$1 ");
}

test("published test numbers are told as such, in any writing, and their neighbours too", () => {
  for (const digits of [
    "4242424242424242",
    "4111111111111111",
    "3530111333300000",
    "378282246310005",
    "6200000000000005",
  ]) {
    assert.ok(isTestNumber(digits));
    for (const text of [digits, `card_no=${digits}`, `x ${digits.replace(/(....)(?=.)/g, "$1-")} y`]) {
      assert.deepEqual(
        readCards(text).map(({ certainty }) => certainty),
        ["test-number"],
        text,
      );
    }
  }
  assert.deepEqual(
    readCards("4242424242424242,12/34,123").map(({ certainty }) => certainty),
    ["test-number", "test-number", "test-number"],
  );
});

test("a UnionPay number that keeps no Luhn is believed under a card's key and nowhere else", () => {
  const whole = cardOf(openDice(5), UNIONPAY);
  const untrue = whole.slice(0, -1) + String((Number(whole.slice(-1)) + 1) % 10);
  assert.deepEqual(
    readCards(`card_no=${untrue}`).map(({ brand, certainty }) => [brand, certainty]),
    [["unionpay", "likely"]],
  );
  assert.deepEqual(readCards(`{"card_no":${untrue}}`).length, 1);
  assert.deepEqual(readCards(hiddenIn(`{"card_no":${untrue}}`)), []);
  for (const text of [untrue, `id ${untrue}`, `order_id=${untrue}`])
    assert.deepEqual(readCards(text), [], text);
});

test("a number under another thing's key is possible only", () => {
  for (const text of [
    `order_id=${CARD}`,
    `"注文番号":"${CARD}"`,
    `tracking ${CARD}`,
    `user_id: ${CARD}`,
    `${CARD}@example.jp`,
    `¥${CARD}`,
    `item-${CARD}-x`,
  ]) {
    assert.deepEqual(told(text), ["pan possible C"], text);
  }
  assert.deepEqual(told(`order_card_no=${CARD}`), ["pan certain C"]);
  // No telephone number and no postal code is that long: a card typed into the wrong field.
  assert.deepEqual(told(`tel=${CARD}`), ["pan likely C"]);
  assert.equal(readCards(`電話番号：${CARD.replace(/(....)(?=.)/g, "$1-")}`)[0]?.certainty, "certain");
});

test("one of a series of serial numbers is possible only, a card among them is likely", () => {
  const start = BigInt(`${CARD.slice(0, 6)}1234500000`);
  const rows = Array.from({ length: 30 }, (_, i) => `row ${start + BigInt(i)} ok`).join("\n");
  assert.ok(readCards(rows).every(({ certainty }) => certainty === "possible"));
  assert.ok(readCards(rows).length > 0);
  assert.deepEqual(
    readCards(`${rows}\nrow ${OTHER} ok`).filter(({ certainty }) => certainty === "likely").length,
    1,
  );
});

test("a number broken by a wrapped line is put together, and equal log lines are not", () => {
  const width = 40;
  const words =
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labor";
  const text = `${words.slice(0, 72)}${CARD} ut enim`;
  const wrapped = text.replace(new RegExp(`.{${width}}`, "g"), "$&\n");
  assert.ok(wrapped.includes(CARD.slice(0, 8)) && !wrapped.includes(CARD));
  assert.deepEqual(
    readCards(wrapped).map(({ masked, certainty }) => [masked, certainty]),
    [[M, "likely"]],
  );
  const log = Array.from(
    { length: 4 },
    () => `${CARD.slice(8)} wrote a block of file at ${CARD.slice(0, 8)}`,
  ).join("\n");
  assert.ok(readCards(log).every(({ certainty }) => certainty === "possible"));
});

test("two cards side by side are both found", () => {
  for (const sign of [" ", ",", "\n", "/", "|", "\t"]) {
    for (const text of [`${CARD}${sign}${OTHER}`, `${inFours(CARD)}${sign}${inFours(OTHER)}`]) {
      assert.deepEqual(readCards(text).filter(({ kind }) => kind === "pan").length, 2, text);
      assert.deepEqual(readCards(hiddenIn(text)), [], text);
    }
  }
});

test("a body that only needs a check digit is completed by the corpus, never by a test number", () => {
  assert.ok(passesLuhn(withCheckDigit(CARD.slice(0, -1))));
  const dice = openDice(6);
  for (let i = 0; i < 500; i++)
    assert.ok(!isTestNumber(cardOf(dice, CARD_KINDS[i % CARD_KINDS.length] ?? visa)));
});

test("groups in a table of hexadecimal are possible only", () => {
  const four = inFours(CARD);
  assert.deepEqual(
    readCards(`2261 22B1 ${four} 25A0 2320\n`).map(({ certainty }) => certainty),
    ["possible"],
  );
  assert.deepEqual(
    readCards(`shop 12 ${four} paid\n`).map(({ certainty }) => certainty),
    ["certain"],
  );
});

test("digits of the next line stay its own", () => {
  const lines = `${inFours(CARD).replaceAll(" ", ".")}\n203.0.113.9 - -\n`;
  assert.deepEqual(
    readCards(lines).map(({ masked }) => masked),
    [M],
  );
  assert.deepEqual(readCards("pay cvc\n192.0.2.1 GET /"), []);
});

test("words about a card's holder are no holder", () => {
  assert.deepEqual(readCards("change card holder's name\0change the expiration"), []);
});

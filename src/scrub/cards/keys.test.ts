// Facts about keys: what they say, and what is remembered of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { keyBefore } from "./beside.ts";
import { openKeys } from "./keys.ts";
import { readCards } from "./read.ts";

const keyOf = (text: string): string => keyBefore(text, text.indexOf("9"), { steps: 0 }).key;

test("a key read again is the same, until more different ones came than a table has columns", () => {
  const readKey = openKeys();
  const first = readKey("card_no");
  assert.equal(first.sort, "card");
  assert.equal(readKey("card_no"), first);
  for (let i = 0; i < 600; i++) readKey(`column_${i}`);
  assert.notEqual(readKey("card_no"), first);
  assert.deepEqual(readKey("card_no"), first);
});

test("a key with a long number in it is not remembered: it may be a card's", () => {
  const readKey = openKeys();
  assert.notEqual(readKey("4111111111111111_exp"), readKey("4111111111111111_exp"));
  assert.deepEqual(readKey("4111111111111111_exp"), readKey("4111111111111111_exp"));
});

test("what one text taught is no difference to the next", () => {
  const readKey = openKeys();
  const texts = [
    "card_no=4539578763621486&cvv=123",
    "order_id=4539578763621486",
    "名義=YAMADA TARO カード=4539578763621486",
  ];
  for (const text of [...texts, ...texts])
    assert.deepEqual(JSON.stringify(readCards(text, readKey)), JSON.stringify(readCards(text)));
});

test("an escaped sign before a key is no part of it, escaped brackets are", () => {
  assert.equal(keyOf("CardNumber%3D4111%26Expire%3D9"), "Expire");
  assert.equal(keyOf("a=1&card%5Bno%5D=9"), "card%5Bno");
});

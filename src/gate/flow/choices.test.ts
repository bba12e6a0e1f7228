// The memory of choices: shared by workers, forgetful in doubt.

import { test } from "node:test";
import assert from "node:assert/strict";
import { createRouteTable } from "../attempts/index.ts";
import { arrived, bytes, page } from "../attempts/samples.ts";
import { cellsBytes, openCells } from "../judge/cells.ts";
import { openChoiceMemory, type ChoiceMemory } from "./choices.ts";

const TAKEN = page(200, '<form action="/shopping/checkout">');
const SESSION = "0123456789abcdef0123456789abcdef";
const CASH = bytes("_shopping_order[Payment]=4");
const CARD = bytes("_shopping_order[Payment]=5");
const headers = { "content-type": "application/x-www-form-urlencoded", cookie: `eccube=${SESSION}` };
const confirm = arrived({ target: "/shopping/confirm", headers });
const checkout = arrived({ target: "/shopping/checkout", headers });

/** Two workers over one memory. */
function twoWorkers(): {
  readonly one: ChoiceMemory;
  readonly two: ChoiceMemory;
  readonly time: { ms: number };
} {
  const sizes = { narrowCells: 1024, wideCells: 1024 };
  const memory = new SharedArrayBuffer(cellsBytes(sizes));
  const { choices } = createRouteTable({ preset: "eccube4", routes: [] });
  assert.ok(choices !== undefined);
  const time = { ms: 1_800_000_000_000 };
  const key = new Uint8Array(32).fill(7);
  const open = () =>
    openChoiceMemory({ cells: openCells(memory, sizes), choices, key, nowMs: () => time.ms });
  return { one: open(), two: open(), time };
}

test("a choice made through one worker is known to the other, until it is too old", () => {
  const { one, two, time } = twoWorkers();
  assert.equal(two.notCard(checkout), undefined);
  one.begin(confirm, CASH)(TAKEN);
  assert.ok(two.notCard(checkout) !== undefined);
  time.ms += 31 * 60_000;
  assert.equal(two.notCard(checkout), undefined);
});

test("a choice that the shop did not take, or that is a card, is none", () => {
  for (const [body, answer] of [
    [CASH, page(200, "again")],
    [CASH, undefined],
    [CARD, TAKEN],
  ] as const) {
    const { one } = twoWorkers();
    one.begin(confirm, CASH)(TAKEN);
    one.begin(confirm, body)(answer);
    assert.equal(one.notCard(checkout), undefined);
  }
});

test("nothing is known while a choice is under way, and nothing of choices that overlapped", () => {
  const { one, two } = twoWorkers();
  const cash = one.begin(confirm, CASH);
  assert.equal(two.notCard(checkout), undefined);
  const card = two.begin(confirm, CARD);
  card(TAKEN);
  cash(TAKEN);
  assert.equal(one.notCard(checkout), undefined);
  one.begin(confirm, CASH)(TAKEN);
  assert.ok(two.notCard(checkout) !== undefined, "the next choice, made alone, counts again");
});

test("whatever changes the order clears the choice, even while it is being made", () => {
  const { one, two } = twoWorkers();
  one.begin(confirm, CASH)(TAKEN);
  const leave = one.notCard(checkout);
  two.forget(checkout);
  assert.equal(leave?.stillHolds(), false);
  assert.equal(one.notCard(checkout), undefined);
  const cash = one.begin(confirm, CASH);
  two.forget(checkout);
  cash(TAKEN);
  assert.equal(one.notCard(checkout), undefined);
});

test("another spelling of a session shares no choice with it", () => {
  const { one } = twoWorkers();
  const shouted = { ...headers, cookie: `eccube=${SESSION.toUpperCase()}` };
  one.begin(confirm, CASH)(TAKEN);
  assert.equal(one.notCard(arrived({ target: "/shopping/checkout", headers: shouted })), undefined);
  one.begin(arrived({ target: "/shopping/confirm", headers: shouted }), CARD)(TAKEN);
  assert.equal(one.notCard(checkout), undefined);
});

test("a payment that ended like a card is not believed for a day", () => {
  const { one, two, time } = twoWorkers();
  one.begin(confirm, CASH)(TAKEN);
  one.notCard(checkout)?.distrust();
  assert.equal(two.notCard(checkout), undefined);
  time.ms += 25 * 3_600_000;
  one.begin(confirm, CASH)(TAKEN);
  assert.ok(two.notCard(checkout) !== undefined);
});

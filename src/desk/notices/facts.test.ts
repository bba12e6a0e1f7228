// The form of facts: made from an incident, read back, and each mistake named by its place.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { draftPaper } from "./draft/draft.ts";
import { CARD_LEAK, EMAIL_LEAK, MALL_LOG } from "./draft/facts.fixture.ts";
import { emptyFacts, readFacts } from "./facts.ts";

const SHOP = {
  name: "浜の店",
  url: "https://hama.example.jp/",
  telephone: "0120-000-000",
  timeZone: "Asia/Tokyo",
};

test("an empty form and full facts are read as they are", () => {
  for (const facts of [emptyFacts(SHOP, 0), CARD_LEAK, MALL_LOG, EMAIL_LEAK]) {
    const read = readFacts(JSON.parse(JSON.stringify(facts)), "ja");
    assert.deepEqual(read, { ok: true, value: facts });
  }
  assert.equal(
    emptyFacts(SHOP, Date.UTC(2026, 10, 21, 15)).today,
    "2026-11-22",
    "the shop's day, not London's",
  );
});

const WRONG: readonly (readonly [string, object])[] = [
  ["today", { today: "2026-02-30" }],
  ["days.hint", { days: { ...CARD_LEAK.days, hint: "昨日" } }],
  ["counts.possible", { counts: { confirmed: 1, possible: -1, notAffected: 0 } }],
  ["measures[1].state", { measures: [CARD_LEAK.measures[0], { what: "x", state: "soon", day: null }] }],
  ["items.confirmed[0]", { items: { confirmed: ["カード"], possible: [], notAffected: [] } }],
  ["offers.reisue", { offers: { reisue: "shop", more: null } }],
  ["cause", { cause: null }],
  ["safe", { safe: Array.from({ length: 101 }, () => ({ what: "a", how: "b" })) }],
  ["desk.hours", { desk: { ...CARD_LEAK.desk, hours: 9 } }],
];
for (const [place, change] of WRONG) {
  test(`a mistake at ${place} is named there`, () => {
    const read = readFacts({ ...CARD_LEAK, ...change }, "ja");
    assert.ok(!read.ok);
    assert.ok(read.message.includes(`「${place}」`), read.message);
  });
}

test("nothing at all makes the reader throw, and what it takes can be drafted", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const read = readFacts(json, "en");
      if (read.ok) draftPaper({ kind: "email", class: "confirmed", language: "ja", report: 1 }, read.value);
    }),
  );
});

// Crowds in words: labels as a shopkeeper reads them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sayCountry, sayCrowd } from "./crowds.ts";

const HASH = "0123456789abcdef";

test("says countries, classes, amounts and shapes as a shopkeeper would", () => {
  assert.equal(sayCrowd({ kind: "country", label: "SG" }, "ja"), "シンガポールからのアクセス");
  assert.equal(sayCrowd({ kind: "country", label: "??" }, "en"), "Visits from an unknown place");
  assert.equal(sayCountry("--", "ja"), "社内・手元のネットワーク");
  assert.equal(sayCrowd({ kind: "visit", label: "rushed" }, "ja"), "来て5秒以内に支払いへ進んだ人");
  assert.equal(sayCrowd({ kind: "abroad", label: "abroad-hosting" }, "en"), "Rented servers abroad");
  assert.equal(sayCrowd({ kind: "amount", label: "1200" }, "ja"), "1,200円ちょうどの注文");
  assert.equal(
    sayCrowd({ kind: "email-shape", label: "a6d4@gmail.com" }, "ja"),
    "形の似たメールアドレス（英字6＋数字4@gmail.com）",
  );
  assert.equal(
    sayCrowd({ kind: "make-origin", label: `${HASH} abroad` }, "ja"),
    "海外の一般回線で、ブラウザーやプログラムの作りが同じ（識別 01234567）",
  );
});

test("shows the label of an unknown kind or class, cut to a length, and never throws", () => {
  assert.equal(sayCrowd({ kind: "toString", label: "x".repeat(200) }, "ja"), "x".repeat(80));
  assert.equal(sayCrowd({ kind: "visit", label: "flown" }, "en"), "flown");
});

// Filling in and mailing: what a person's own data may do to a letter, and what it may not.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Addressee } from "../contract.ts";
import { CARD_LEAK } from "../draft/facts.fixture.ts";
import { draftPaper } from "../draft/draft.ts";
import { readNotice } from "../text.ts";
import { fillPaper } from "./fill.ts";
import { renderMail } from "./mail.ts";

const HANAKO: Addressee = {
  personId: "p1",
  name: "佐藤 花子",
  email: "hanako@example.jp",
  postcode: "100-0001",
  address: ["東京都千代田区千代田1-1"],
  orders: [{ ref: "A-17", day: "2026-05-03" }],
  items: ["card-number", "expiry"],
  class: "confirmed",
};
const LETTER = readNotice(
  draftPaper({ kind: "email", class: "confirmed", language: "ja", report: 1 }, CARD_LEAK),
);

function mailOf(person: Addressee) {
  const filled = fillPaper(LETTER, person, CARD_LEAK, "ja");
  assert.ok(filled.ok);
  return renderMail(filled.value, "ja");
}

test("a letter carries its reader's name and orders, in text and HTML alike", () => {
  const { subject, text, html } = mailOf(HANAKO);
  assert.equal(subject, "【2026年11月22日】お客様のカード情報が漏えいしました（山田牡蠣店）");
  assert.match(text, /^佐藤 花子 様\n\nお客様が/);
  assert.match(text, /ご注文：2026年5月3日（番号 A-17）。/);
  assert.match(text, /■ お客様にお願いしたいこと\n\n1\. カードの明細/);
  assert.match(html, /<html lang="ja">[\s\S]*<p>佐藤 花子 様<\/p>[\s\S]*<ol>\n<li>カードの明細/);
  assert.doesNotMatch(html, /<script|<img|<link|href=|src=/);
});

test("many orders are counted, none is said, and a name that is missing is the customer", () => {
  const orders = Array.from({ length: 8 }, (_, n) => ({ ref: `A-${n}`, day: "" }));
  assert.match(mailOf({ ...HANAKO, orders }).text, /番号 A-4、ほか3件。/);
  assert.match(mailOf({ ...HANAKO, orders: [] }).text, /記録に残っていません/);
  assert.match(mailOf({ ...HANAKO, name: " " }).text, /^お客様 様/);
});

test("a hole that nothing fills is refused by its name", () => {
  const filled = fillPaper(readNotice("件名: x\n\n{{nmae}} 様"), HANAKO, CARD_LEAK, "ja");
  assert.ok(!filled.ok);
  assert.equal(filled.code, "notice.hole");
  assert.match(filled.message, /nmae/);
});

test("no name or order number can write into the letter: no tag, no new line, no further hole", () => {
  const wild = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      "<script>alert(1)</script>",
      "花子\n\n# 見出し",
      "{{orders}}",
      "𠮷野家󠄀",
      "\u202eabc",
      "a".repeat(10_000),
    ),
  );
  const plain = mailOf(HANAKO);
  fc.assert(
    fc.property(wild, wild, (name, ref) => {
      const { text, html } = mailOf({ ...HANAKO, name: `${name}x`, orders: [{ ref, day: "2026-05-03" }] });
      assert.equal(text.split("\n").length, plain.text.split("\n").length);
      assert.equal(html.split("<").length, plain.html.split("<").length);
      assert.ok(!text.includes("{{"));
    }),
  );
});

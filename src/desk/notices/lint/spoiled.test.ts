// Every rule by a planted fault: a careful letter spoiled in one way is caught by that rule, and hardly by another.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { LintRule } from "../contract.ts";
import { readNotice } from "../text.ts";
import { lintNotice } from "./lint.ts";
import { CONFIRMED_JA, POSSIBLE_EN, SAFE_JA, spoiled } from "./notices.fixture.ts";

function rules(text: string): readonly number[] {
  const nothingKnown = {
    language: null,
    kind: null,
    class: null,
    facts: null,
    counts: null,
    before: null,
    others: [],
  };
  const found = lintNotice(readNotice(text), nothingKnown, "ja");
  return [...new Set(found.map(({ rule }) => rule))].toSorted((a, b) => a - b);
}

const SPOILED: readonly (readonly [LintRule, string, string, string | RegExp, string])[] = [
  [
    1,
    "the subject speaks of an apology only",
    CONFIRMED_JA,
    /お客様のカード情報が漏えいしました/,
    "情報漏えいに関するお詫び",
  ],
  [
    1,
    "the first sentence is a greeting with a company",
    CONFIRMED_JA,
    /\n\nお客様が当店/,
    "\n\n山田牡蠣店は創業五十年の小さな店です。お客様が当店",
  ],
  [
    2,
    "the subject says more than the first sentence",
    CONFIRMED_JA,
    "第三者に盗まれ、漏えいしました",
    "漏えいした可能性があります。記録が残っていないためです",
  ],
  [
    3,
    "only the card is called safe",
    SAFE_JA,
    /お客様の情報は漏えいしていません|お預けになった情報は、すべて無事で、漏えいしていません|お客様の情報は、氏名[\s\S]*?漏えいしていません/g,
    "お客様のカードの番号は漏えいしていません",
  ],
  [
    4,
    "nothing says who else got it",
    CONFIRMED_JA,
    /このお知らせは[\s\S]*?お送りしていません。/,
    "このお知らせをお送りします。",
  ],
  [5, "no order is named", CONFIRMED_JA, "ご注文は {{orders}} です。", ""],
  [
    6,
    "it comforts with no misuse seen",
    CONFIRMED_JA,
    "これから、盗まれた番号での",
    "不正利用は確認されておりません。盗まれた番号での",
  ],
  [
    6,
    "a hedge stands alone",
    CONFIRMED_JA,
    "支払いページが書き換えられていました。お客様",
    "支払いページが書き換えられた可能性があります。お客様",
  ],
  [7, "the steps have no numbers", CONFIRMED_JA, /\d\. /g, "- "],
  [
    8,
    "a word of the trade stands unexplained",
    CONFIRMED_JA,
    "お店のソフトの弱点",
    "SQLインジェクションの脆弱性",
  ],
  [
    8,
    "a sentence never ends",
    CONFIRMED_JA,
    "報告し、警察に相談しました。",
    `報告し、${"さらに多くの関係する皆様とも連絡を取り合いながら、".repeat(5)}警察に相談しました。`,
  ],
  [9, "what we do has no heading", CONFIRMED_JA, "# 当店がしていること\n", ""],
  [10, "nothing says what is safe", CONFIRMED_JA, /住所、電話番号[\s\S]*?確かめました。/, ""],
  [10, "what is safe has no reason", CONFIRMED_JA, /別の場所に保管して[\s\S]*?確かめました。/, ""],
  [11, "the desk has no hours", CONFIRMED_JA, "（平日 9:00〜17:00）", ""],
  [11, "no harm is named", CONFIRMED_JA, /これから、盗まれた[\s\S]*?あります。|身に覚えのない/g, ""],
  [
    12,
    "nobody pays for the new card",
    CONFIRMED_JA,
    "新しいカードの発行手数料は、お客様のご負担にはなりません。",
    "",
  ],
  [
    13,
    "security is strengthened",
    CONFIRMED_JA,
    "- 予定（2026年12月20日まで）",
    "- セキュリティを強化してまいります。\n- 予定（2026年12月20日まで）",
  ],
  [
    14,
    "nobody learns when cards were stopped",
    CONFIRMED_JA,
    /その日のうちに[\s\S]*?11月20日に|- 実施済み（2026年11月6日）.*\n/g,
    "11月20日に",
  ],
  [14, "a year goes by unexplained", CONFIRMED_JA, /2026年11月6日、カード会社/, "2025年11月6日、カード会社"],
  [
    15,
    "the statement is not mentioned",
    CONFIRMED_JA,
    /1\. カードの明細.*\n|身に覚えのない請求は、[\s\S]*?。/g,
    "",
  ],
  [16, "the title has no date", CONFIRMED_JA, "【2026年11月22日】", ""],
  [
    16,
    "security is the highest priority",
    CONFIRMED_JA,
    "心からお詫びいたします。",
    "当店はセキュリティを最優先と考えています。",
  ],
  [16, "the supplier is named", CONFIRMED_JA, "外部の調査会社の", "調査を依頼した株式会社デジタル鑑識の"],
  [
    1,
    "an English subject speaks of a notice only",
    POSSIBLE_EN,
    "your card data may have leaked",
    "notice of data breach",
  ],
  [
    6,
    "an English letter comforts",
    POSSIBLE_EN,
    "A new card costs",
    "There is no evidence of misuse. A new card costs",
  ],
  [
    16,
    "an English letter takes it seriously",
    POSSIBLE_EN,
    "We are very sorry.",
    "We take your security very seriously.",
  ],
];

describe("a letter spoiled in one way is caught by its rule", () => {
  for (const [rule, what, text, from, to] of SPOILED) {
    test(`rule ${rule}: ${what}`, () => {
      const found = rules(spoiled(text, from, to));
      assert.ok(found.includes(rule), `found only ${found.join(", ")}`);
      assert.ok(found.length <= 3, `one fault, but rules ${found.join(", ")}`);
    });
  }
});

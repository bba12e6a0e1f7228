// The eighteen rules: careful letters pass, each letter spoiled in one way is caught by that rule, foreign texts are read.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { LintContext, LintFinding, NoticeFacts } from "../contract.ts";
import { readNotice } from "../text.ts";
import { lintNotice } from "./lint.ts";
import { CONFIRMED_JA, POSSIBLE_EN, SAFE_JA, spoiled } from "./notices.fixture.ts";

const NOTHING_KNOWN: LintContext = {
  language: null,
  kind: null,
  class: null,
  facts: null,
  counts: null,
  before: null,
  others: [],
};

function lint(text: string, more: Partial<LintContext> = {}): readonly LintFinding[] {
  return lintNotice(readNotice(text), { ...NOTHING_KNOWN, ...more }, "ja");
}

function rules(text: string, more: Partial<LintContext> = {}): readonly number[] {
  return [...new Set(lint(text, more).map(({ rule }) => rule))].toSorted((a, b) => a - b);
}

function holes(text: string, more: Partial<LintContext>): readonly string[] {
  return lint(text, more)
    .filter(({ why }) => why.includes("埋められません"))
    .map(({ place, weight }) => `${place} ${weight}`);
}

test("a place that nothing fills is an error in any paper, and any such place in what is for everybody", () => {
  const text = "件名: お知らせ\n\n{{name}} 様\n\n{{nam}} の {{orders}}。";
  assert.deepEqual(holes(text, { kind: "email", class: "confirmed" }), ["line 5 error"]);
  assert.deepEqual(holes(text, {}), ["line 5 error"]);
  for (const kind of ["page", "hold-page", "qa", "desk-script"] as const)
    assert.deepEqual(holes(text, { kind }), ["line 3 error", "line 5 error", "line 5 error"], kind);
});

describe("a careful letter has no finding", () => {
  for (const [name, text] of Object.entries({ CONFIRMED_JA, SAFE_JA, POSSIBLE_EN })) {
    test(name, () => assert.deepEqual(lint(text), []));
  }
});

const FACTS: NoticeFacts = {
  shop: {
    name: "山田牡蠣店",
    company: "",
    president: "",
    url: "https://kaki.example.jp/",
    relation: "当店は牡蠣モールに出店しています",
  },
  type: "card-leak",
  today: "2026-11-22",
  days: {
    hint: "2026-11-06",
    hintFrom: "カード会社",
    cardsStopped: "2026-11-06",
    siteStopped: "2026-11-09",
    forensicsEnded: "2026-11-20",
    policeTold: "2026-11-07",
    commissionTold: "2026-11-07",
  },
  window: { from: "2025-12-01", to: "2026-11-06" },
  cause: "",
  counts: { confirmed: 491, possible: 0, notAffected: 2_600 },
  scopeRunId: "run",
  items: { confirmed: ["card-number"], possible: [], notAffected: [] },
  safe: [],
  misused: null,
  measures: [],
  offers: { reissue: "shop", more: null },
  delay: null,
  restart: null,
  desk: { telephone: "0120-000-000", email: "", hours: "", until: null, lookUpUrl: "" },
};

describe("with the incident beside it", () => {
  test("rule 2 holds the verdict against the person's class", () => {
    assert.deepEqual(rules(CONFIRMED_JA, { class: "confirmed" }), []);
    assert.ok(rules(CONFIRMED_JA, { class: "possible" }).includes(2));
    assert.ok(rules(SAFE_JA, { class: "confirmed" }).includes(2));
  });
  test("rule 5 asks for the mall the customer may not know", () => {
    assert.deepEqual(rules(CONFIRMED_JA, { class: "confirmed", facts: FACTS }), [5]);
    const told = spoiled(CONFIRMED_JA, "ご注文は", "当店は牡蠣モールに出店しています。ご注文は");
    assert.deepEqual(rules(told, { class: "confirmed", facts: FACTS }), []);
  });
  test("rule 15 sees the protected sentence vanish, also where it is not needed otherwise", () => {
    const without = spoiled(CONFIRMED_JA, /1\. カードの明細.*\n|身に覚えのない請求は、[\s\S]*?。/g, "");
    const found = lint(without, { before: readNotice(CONFIRMED_JA) }).find(({ rule }) => rule === 15);
    assert.match(found?.why ?? "", /前の版から消えています/);
  });
  test("rule 17 holds every number of people against the scope", () => {
    const wrong = spoiled(CONFIRMED_JA, "491名", "４９０名");
    const found = lint(wrong, { counts: { confirmed: 491, possible: 0, notAffected: 2_600 } });
    assert.deepEqual(
      found.map(({ rule, place }) => [rule, place]),
      [[17, "line 7"]],
    );
  });
  test("rules 17 and 18 hold a page against the letter", () => {
    const others = [{ name: "letter", paper: readNotice(CONFIRMED_JA) }];
    const answer =
      "件名: よくあるご質問\n\n対象は493名の方です。電話 0120-000-001（平日 9:00〜17:00）へどうぞ。";
    assert.deepEqual(rules(answer, { kind: "qa", others }), [17, 18]);
    const same =
      "件名: よくあるご質問\n\n対象は491名の方です。電話 0120-000-000（平日 9時から17時）へどうぞ。";
    assert.deepEqual(rules(same, { kind: "qa", others }), []);
  });
});

test("rule 8 knows the login a customer uses from the log he does not", () => {
  for (const [word, found] of [
    ["ログイン", []],
    ["ログを保存", [8]],
  ] as const) {
    const told = spoiled(CONFIRMED_JA, "ご注文は", `${word}していない方にも答えていました。ご注文は`);
    assert.deepEqual(rules(told), found, word);
  }
});

test("a public page is not asked for a reader's own verdict", () => {
  const forAll = CONFIRMED_JA.replaceAll(/^.*\{\{name\}\}.*$|ご注文は \{\{orders\}\} です。/gm, "");
  const found = rules(forAll, { kind: "page" });
  assert.deepEqual(found, []);
  assert.ok(!rules("件名: お詫び\n\n本日お店を止めています。", { kind: "page" }).includes(1));
});

test("one long mail to everybody, as it was really sent, fails where readers were misled", () => {
  const mail = `件名: 個人情報流出に関するお詫び

お客様各位

平素は格別のお引き立てを賜り、厚く御礼申し上げます。
このたび、弊社のサーバーに不正アクセスがあり、カード情報が流出した可能性があることが判明いたしました。
現時点で不正利用は確認されておりません。今後一層セキュリティを強化してまいります。`;
  const found = rules(mail);
  for (const rule of [1, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16])
    assert.ok(found.includes(rule), `rule ${rule}`);
});

test("any text at all is read without a throw, and every finding has words and a place", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom(
      "漏えいしました。",
      "可能性",
      "件名: ",
      "# 何が",
      "1. ",
      "| a | b |",
      "\n\n",
      "{{orders}}",
      "株式会社",
      "may have been taken",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, cards) => {
      const found = lint(pieces.join(""), cards ? { facts: FACTS, class: "possible" } : {});
      for (const { why, better, place } of found) {
        assert.ok(why.length > 5 && better.length > 5);
        assert.match(place, /^(?:subject|whole|line [1-9]\d*)$/);
      }
    }),
    { numRuns: 300 },
  );
});

test("a text made to slow patterns down is read all the same", () => {
  for (const unit of [
    "漏えい",
    "可能性",
    "(",
    "9:00 から ",
    "株式会社ア",
    "may have been ",
    "1,111,",
    "カードの手数料の",
  ])
    assert.ok(Array.isArray(lint(unit.repeat(20_000))));
});

// Every draft from full facts keeps the eighteen rules, in both languages, for each class and each kind of leak.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LANGUAGES } from "../../../kernel/index.ts";
import { ITEMS, type Item } from "../../scope/contract.ts";
import {
  NOTICE_CLASSES,
  PERSON_PAPERS,
  PUBLIC_PAPERS,
  type LintContext,
  type NoticeFacts,
  type PaperKey,
} from "../contract.ts";
import { lintNotice } from "../lint/lint.ts";
import { readNotice } from "../text.ts";
import { draftPaper } from "./draft.ts";
import { CARD_LEAK, EMAIL_LEAK, inEnglish, MALL_LOG } from "./facts.fixture.ts";

const KEYS: readonly PaperKey[] = LANGUAGES.flatMap((language) => {
  const kinds = [
    PERSON_PAPERS.flatMap((kind) => NOTICE_CLASSES.map((of) => [kind, of] as const)),
    PUBLIC_PAPERS.map((kind) => [kind, null] as const),
  ].flat();
  return kinds.map(([kind, of]): PaperKey => ({ kind, class: of, language, report: 1 }));
});

function contextOf(key: PaperKey, facts: NoticeFacts): LintContext {
  const others = KEYS.filter((other) => other !== key && other.language === key.language).map((other) => ({
    name: other.kind,
    paper: readNotice(draftPaper(other, facts)),
  }));
  const { language, kind, class: of } = key;
  return { language, kind, class: of, facts, counts: facts.counts, before: null, others };
}

for (const [name, facts] of Object.entries({ CARD_LEAK, MALL_LOG, EMAIL_LEAK })) {
  for (const key of KEYS) {
    test(`${name}: the ${key.language} ${key.kind} ${key.class ?? ""} has no finding`, () => {
      const told = key.language === "en" ? inEnglish(facts) : facts;
      const findings = lintNotice(readNotice(draftPaper(key, told)), contextOf(key, told), "en");
      assert.deepEqual(
        findings.map(({ rule, place, quote, why }) => `${rule} ${place} ${quote} ${why}`),
        [],
        draftPaper(key, told),
      );
    });
  }
}

test("whatever facts are missing, a draft says nothing that is not known and leaves no hole", () => {
  const some = fc.record({
    hint: fc.boolean(),
    stopped: fc.boolean(),
    counts: fc.boolean(),
    measures: fc.boolean(),
    desk: fc.boolean(),
    items: fc.uniqueArray(fc.constantFrom<Item>(...ITEMS)),
  });
  fc.assert(
    fc.property(some, fc.constantFrom(...KEYS), (has, key) => {
      const facts: NoticeFacts = {
        ...CARD_LEAK,
        days: {
          ...CARD_LEAK.days,
          ...(has.hint ? {} : { hint: null }),
          ...(has.stopped ? {} : { cardsStopped: null, siteStopped: null, forensicsEnded: null }),
        },
        counts: has.counts ? CARD_LEAK.counts : null,
        measures: has.measures ? CARD_LEAK.measures : [],
        desk: has.desk ? CARD_LEAK.desk : { telephone: "", email: "", hours: "", until: null, lookUpUrl: "" },
        items: { confirmed: has.items, possible: has.items, notAffected: [] },
      };
      const text = draftPaper(key, facts);
      assert.doesNotMatch(text, /undefined|null|Invalid|NaN|\{(?!\{)[a-z]+\}(?!\})/);
      if (!has.hint) assert.ok(!text.includes("カード会社から、情報"));
    }),
  );
});

test("a letter about addresses alone promises no outside investigation that nobody has begun", () => {
  const key: PaperKey = { kind: "email", class: "confirmed", language: "ja", report: 1 };
  const open = (facts: NoticeFacts): string =>
    draftPaper(key, { ...facts, days: { ...facts.days, forensicsEnded: null } });
  assert.match(open(CARD_LEAK), /外部の調査はまだ続いています/);
  assert.doesNotMatch(open(EMAIL_LEAK), /調査/);
});

test("a later report says that it corrects the one before, the first says nothing of the kind", () => {
  for (const [language, facts, words] of [
    ["ja", CARD_LEAK, /第2報の後に分かったことを加え/],
    ["en", inEnglish(CARD_LEAK), /adds to report 2 and corrects it/],
  ] as const) {
    const page = (report: number): string =>
      draftPaper({ kind: "page", class: null, language, report }, facts);
    assert.match(page(3), words);
    assert.doesNotMatch(page(1), /改めたもの|corrects/);
  }
});

test("before anybody has counted, a letter names no number of people", () => {
  for (const [language, facts] of [["ja", CARD_LEAK] as const, ["en", inEnglish(CARD_LEAK)] as const])
    for (const whom of ["confirmed", "possible"] as const) {
      const key: PaperKey = { kind: "email", class: whom, language, report: 1 };
      const text = draftPaper(key, { ...facts, counts: null });
      assert.doesNotMatch(text, /\d名|\d customers|\{people\}/);
    }
});

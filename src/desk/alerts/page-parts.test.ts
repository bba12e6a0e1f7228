// What alerts about the shop's pages say: the change by its name, who saw it, and what to leave alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { raisedParts } from "./kinds.ts";
import type { LetterSettings } from "./parts.ts";

const SETTINGS = { language: "ja", shopName: "浜の店", timezone: "Asia/Tokyo" } as LetterSettings;
const FACTS = { name: "checkout", change: "listener-new", what: "card_number blur", count: 3, seenBy: null };

function tell(kind: string, facts: object, language: "ja" | "en" = "ja") {
  return raisedParts({ kind, stage: "x", facts: { ...facts } }, { ...SETTINGS, language });
}

test("a changed page names the change, says to pause cards and to delete nothing", () => {
  const { subject, lines } = tell("page", FACTS);
  assert.match(subject, /カード入力をのぞくもの/);
  const text = lines.join("\n");
  assert.match(text, /3 件/);
  assert.match(text, /カードの受付を止めて/);
  assert.match(text, /消さず/);
  assert.doesNotMatch(text, /見えた相手/);
});

test("what some visitors alone got to see says whom", () => {
  const { lines } = tell("page", { ...FACTS, seenBy: "phone-from-search,phone-from-line" });
  assert.match(lines.join("\n"), /検索から来た電話・LINE から来た電話だけ/);
});

test("every kind has all its words filled in both languages, and a page's own words stay on one line", () => {
  const facts = {
    ...FACTS,
    page: "/checkout",
    networks: 3,
    kept: true,
    lastSeenMs: 0,
    what: "a\u202Eb\nc{name}",
  };
  for (const kind of ["page", "page-unseen", "page-file", "csp"])
    for (const language of ["ja", "en"] as const) {
      const { subject, lines } = tell(kind, facts, language);
      for (const line of [subject, ...lines]) {
        assert.doesNotMatch(line.replaceAll("c{name}", ""), /[{}\n\u202E]/, `${kind}: ${line}`);
      }
    }
});

test("a trouble that has a name is told in words, another as it is", () => {
  assert.match(tell("page-unseen", { ...FACTS, what: "timeout" }).lines[0] ?? "", /時間がかかりすぎた/);
  assert.match(tell("page-unseen", { ...FACTS, what: "HTTP 503" }).lines[0] ?? "", /HTTP 503/);
});

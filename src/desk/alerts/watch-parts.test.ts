// What an alert about the shop's files says to a shop owner, in both languages.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { LetterSettings } from "./parts.ts";
import { watchParts } from "./watch-parts.ts";

const SETTINGS: LetterSettings = {
  shopName: "浜の店",
  language: "ja",
  timezone: "Asia/Tokyo",
  publicUrl: "https://console.example",
};
const FOUND = {
  tree: "shop",
  path: "html/upload/x.php",
  count: 1,
  why: "訪問者が送ったものを、プログラムとして実行します。",
  firstSeenMs: Date.UTC(2026, 10, 23, 3, 5),
  lastCleanMs: Date.UTC(2026, 10, 23, 3, 0),
  writtenMs: Date.UTC(2026, 10, 23, 3, 5),
  window: null,
};

test("a backdoor's alert names file, reason, first seen and last clean, and says what not to do", () => {
  const text = watchParts("watch-malicious", FOUND, SETTINGS)?.lines.join("\n") ?? "";
  for (const said of [
    "html/upload/x.php",
    "プログラムとして実行",
    "12:05",
    "12:00",
    "消さないで",
    "電源を切らないで",
    "電話",
  ])
    assert.ok(text.includes(said), said);
  assert.doesNotMatch(text, /全部で/);
  assert.match(
    watchParts("watch-malicious", { ...FOUND, count: 3 }, SETTINGS)?.lines.join("\n") ?? "",
    /全部で 3 個/,
  );
});

test("after an approval window the alert asks for an approval, not for the police", () => {
  const facts = { ...FOUND, why: null, window: "制作会社", count: 12 };
  const parts = watchParts("watch-unapproved", facts, SETTINGS);
  assert.match(parts?.lines[0] ?? "", /制作会社 の作業時間に行われた変更が 12 件/);
});

test("every kind and reason has its sentences in both languages, without a place left open", () => {
  for (const language of ["ja", "en"] as const)
    for (const kind of ["watch-malicious", "watch-script", "watch-unapproved", "watch-blind"])
      for (const reason of [
        "unreadable",
        "too-deep",
        "missing",
        "no-events",
        "manifest",
        "windows",
        "fell",
      ]) {
        const parts = watchParts(kind, { ...FOUND, reason, path: "a\u202eb\nc" }, { ...SETTINGS, language });
        assert.doesNotMatch(
          `${parts?.subject} ${parts?.lines.join(" ")}`,
          /[{}\u202e\n]/,
          `${kind} ${reason}`,
        );
      }
  assert.equal(watchParts("clock", FOUND, SETTINGS), undefined);
});

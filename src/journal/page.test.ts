// The journal's page shows each day, who did what through which channel, and nothing that could run or load.

import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock } from "../kernel/index.ts";
import { journalPage, openJournal } from "./index.ts";
import { keptInMemory } from "./kept-in-memory.fixture.ts";

test("days, people, channels and hand-overs stand in the page, escaped, in both languages", async () => {
  const entries = keptInMemory();
  const clock = manualClock(Date.UTC(2026, 10, 20, 14, 59));
  const journal = await openJournal({ entries, clock, mask: (text) => text });
  await journal.write("cards.paused", "owner:花子<i>", { why: "<script>alert(1)</script>" });
  clock.advance(120_000);
  await journal.write("evidence.handed-over", "cli:root", { to: "県警", why: "捜査", sha256: "5f" });
  const facts = { name: "丸井", madeAtMs: clock.nowMs(), version: "0.1.0", fromSeq: 1 };
  const pageIn = async (language: "ja" | "en"): Promise<string> => {
    let text = "";
    for await (const piece of journalPage(entries, { ...facts, language })) text += piece;
    return text;
  };
  const ja = await pageIn("ja");
  // Midnight in Japan lies between the two.
  assert.equal(ja.match(/<h2>/g)?.length, 2);
  for (const words of [
    "2026年11月20日",
    "2026年11月21日",
    "カード払いを止めた",
    "管理画面",
    "県警 へ。理由：捜査",
  ]) {
    assert.ok(ja.includes(words), words);
  }
  assert.equal(/<script|<i>|https?:|src=/.test(ja), false);
  assert.ok((await pageIn("en")).includes("Evidence handed over"));
});

// `incident notice lint`: files in, findings out, mistakes named.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { oneObject, shopConfig, stage } from "./stage.ts";

const GOOD = "件名: 【2026年11月22日】お客様の情報は漏えいしていません\n\n";
const LINT = ["incident", "notice", "lint"] as const;

test("findings are told with rule, place, reason and a better wording, and end with 1", async (t) => {
  const { folder, run } = stage(t, null);
  writeFileSync(join(folder, "a.txt"), "件名: お詫び\n\nセキュリティを強化してまいります。\n");
  const { code, out } = await run(...LINT, "a.txt", "--json");
  assert.equal(code, 1);
  const { findings } = oneObject(out) as {
    findings: { rule: number; place: string; why: string; better: string }[];
  };
  assert.deepEqual(
    findings.filter(({ rule }) => rule === 13).map(({ place }) => place),
    ["line 3", "whole"],
  );
  assert.ok(findings.every(({ why, better }) => why !== "" && better !== ""));
  const people = await run(...LINT, "a.txt");
  assert.match(people.out, /✗ \[13\] 3行目/);
});

test("several files are held against one another, and against the scope's numbers", async (t) => {
  const { folder, run } = stage(t, null);
  writeFileSync(join(folder, "letter.txt"), `${GOOD}対象は491名です。\n`);
  writeFileSync(join(folder, "page.html"), "<p>対象は490名です。</p>");
  writeFileSync(
    join(folder, "run.json"),
    JSON.stringify({ classes: { confirmed: 491, possible: 0, notAffected: 9, cannotTell: 0 } }),
  );
  const rule17 = async (...more: string[]): Promise<readonly (string | undefined)[]> => {
    const { out } = await run(...LINT, ...more, "--json");
    const { findings } = oneObject(out) as { findings: { rule: number; file: string }[] };
    return findings.filter(({ rule }) => rule === 17).map(({ file }) => file);
  };
  assert.deepEqual(await rule17("letter.txt", "page.html"), ["letter.txt", "page.html"]);
  assert.deepEqual(await rule17("letter.txt", "page.html", "--scope", "run.json"), ["page.html"]);
});

test("what cannot be read or is not known is said, and nothing else is", async (t) => {
  const { folder, run } = stage(t, null);
  writeFileSync(join(folder, "empty.txt"), "\n\n");
  writeFileSync(join(folder, "a.txt"), GOOD);
  for (const [argv, words] of [
    [["none.txt"], /読めません（ENOENT）/],
    [["empty.txt"], /文章がありません/],
    [["a.txt", "--class", "safe"], /区分「safe」/],
    [["a.txt", "--kind", "fax"], /種類「fax」/],
    [["a.txt", "--scope", "a.txt"], /結果ではありません/],
  ] as const) {
    const { code, out, err } = await run(...LINT, ...argv);
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, words);
  }
});

/** What an owner writes into the form. */
const KNOWN = {
  today: "2026-11-22",
  days: {
    hint: "2026-11-06",
    hintFrom: "カード会社",
    cardsStopped: "2026-11-06",
    siteStopped: null,
    forensicsEnded: "2026-11-20",
    policeTold: "2026-11-07",
    commissionTold: "2026-11-08",
  },
  window: { from: "2025-12-01", to: "2026-11-06" },
  cause: "支払いページが書き換えられていました。",
  counts: { confirmed: 491, possible: 0, notAffected: 2_600 },
  items: { confirmed: ["card-number", "security-code"], possible: [], notAffected: [] },
  safe: [{ what: "住所とパスワード", how: "別の場所に保管していて、記録をすべて調べて確かめました" }],
  measures: [{ what: "お店のソフトを新しい版に入れ替えました", state: "done", day: "2026-11-15" }],
  offers: { reissue: "shop", more: null },
  desk: { telephone: "0120-000-000", email: "", hours: "平日 9:00〜17:00", until: null, lookUpUrl: "" },
};

test("a form of facts becomes a letter that the lint has nothing to say against, and a mistake in it is named", async (t) => {
  const { folder, run } = stage(t, shopConfig());
  const empty = await run("incident", "notice", "facts");
  assert.equal(empty.code, 0, empty.err);
  const form = JSON.parse(empty.out) as { shop: { name: string } };
  assert.equal(form.shop.name, "丸井");
  const known = { ...form, ...KNOWN };
  writeFileSync(join(folder, "facts.json"), JSON.stringify(known));
  const draft = ["incident", "notice", "draft", "facts.json", "--class", "confirmed"] as const;
  const made = await run(...draft, "--out", "letter.txt");
  assert.equal(made.code, 0, made.err);
  const again = await run(...draft, "--out", "letter.txt");
  assert.equal(again.code, 2, "never over an old file");
  const checked = await run(...LINT, "letter.txt", "--class", "confirmed", "--facts", "facts.json");
  assert.equal(checked.code, 0, checked.out);
  writeFileSync(join(folder, "facts.json"), JSON.stringify({ ...known, today: "きょう" }));
  assert.match((await run(...draft)).err, /「today」の書き方/);
  assert.match((await run("incident", "notice", "draft", "facts.json")).err, /区分「」/);
});

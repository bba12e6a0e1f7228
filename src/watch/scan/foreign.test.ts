// A folder of rules of others: what of it is used, what is told, and that changing it is enough.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { foreignSigns, openRulesFolder } from "./foreign.ts";
import { plainEngine, ruleOf } from "./rules.fixture.ts";
import { loadEngine, type RuleEngine } from "./yara.ts";

function rulesFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "misemori-rules-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function opened(folder: string, more: { engine?: RuleEngine | null; monoMs?: () => number } = {}) {
  const { engine = plainEngine(), monoMs = () => 0 } = more;
  return openRulesFolder(folder, { monoMs, everyMs: 0, load: () => engine });
}

test("a broken rule file, a huge one and one that leads nowhere are told by name, and the rest is used", async (t) => {
  const folder = rulesFolder(t);
  mkdirSync(join(folder, "deep"));
  writeFileSync(join(folder, "a.yar"), ruleOf("first", "one"));
  writeFileSync(join(folder, "deep/b.yara"), ruleOf("second", "two"));
  writeFileSync(join(folder, "c.yar"), "rule broken {");
  writeFileSync(join(folder, "notes.txt"), "no rule");
  symlinkSync("/nowhere/at/all", join(folder, "d.yar"));
  truncateSync((writeFileSync(join(folder, "e.yar"), ""), join(folder, "e.yar")), 5 * 1024 * 1024);
  const rules = opened(folder);
  await rules.refresh();
  assert.equal(rules.rules()?.count, 2);
  assert.deepEqual(rules.broken(), [
    { file: join(folder, "c.yar"), reason: "syntax error --> line:1" },
    { file: join(folder, "d.yar"), reason: null },
    { file: join(folder, "e.yar"), reason: null },
  ]);
  const bytes = Buffer.from("x\ny two one");
  assert.deepEqual(foreignSigns(bytes, bytes.toString("latin1"), rules.rules()), [
    { rule: "yara.match", line: 2, weight: 10, name: "first" },
    { rule: "yara.match", line: 2, weight: 10, name: "second" },
  ]);
});

test("files whose rules have the same name are all used, and many files are compiled together", async (t) => {
  const folder = rulesFolder(t);
  for (let at = 0; at < 60; at++) writeFileSync(join(folder, `f${at}.yar`), ruleOf(`r${at}`, `text${at}!`));
  writeFileSync(join(folder, "z.yar"), ruleOf("r7", "another"));
  const engine = plainEngine();
  const rules = opened(folder, { engine });
  await rules.refresh();
  assert.deepEqual([rules.rules()?.count, rules.broken(), engine.compiled], [61, [], 2]);
  assert.equal(rules.rules()?.match(Buffer.from("another text7!")).length, 2);
});

test("a folder that changes is compiled anew, once; one that is empty or gone leaves no rules and says so", async (t) => {
  const folder = rulesFolder(t);
  const rules = opened(folder);
  await rules.refresh();
  assert.deepEqual([rules.rules(), rules.broken().length, rules.version()], [null, 1, 1]);
  writeFileSync(join(folder, "a.yar"), ruleOf("first", "one"));
  await rules.refresh();
  await rules.refresh();
  assert.deepEqual([rules.rules()?.count, rules.broken(), rules.version()], [1, [], 2]);
  rmSync(folder, { recursive: true });
  await rules.refresh();
  assert.deepEqual([rules.rules(), rules.broken()], [null, [{ file: folder, reason: "ENOENT" }]]);
  mkdirSync(folder);
});

test("without YARA nothing is used and the folder is told", async (t) => {
  const folder = rulesFolder(t);
  writeFileSync(join(folder, "a.yar"), ruleOf("first", "one"));
  const rules = opened(folder, { engine: null });
  await rules.refresh();
  assert.deepEqual([rules.rules(), rules.broken().map(({ file }) => file)], [null, [folder]]);
});

test("rules that take seconds again and again are laid aside and told", async (t) => {
  const folder = rulesFolder(t);
  writeFileSync(join(folder, "a.yar"), ruleOf("first", "one"));
  let nowMs = 0;
  const rules = opened(folder, { monoMs: () => (nowMs += 5_000) });
  await rules.refresh();
  for (let file = 0; file < 3; file++)
    assert.equal(rules.rules()?.match(Buffer.from("one")).length, 1, String(file));
  assert.deepEqual([rules.rules(), rules.broken().map(({ file }) => file)], [null, [folder]]);
});

test("YARA-X itself: rules match, an include reads nothing, endless loops are refused", async (t) => {
  const engine = loadEngine();
  if (engine === null) return t.skip("@litko/yara-x is not installed here");
  const folder = rulesFolder(t);
  writeFileSync(join(folder, "a.yar"), ruleOf("first", "one"));
  writeFileSync(join(folder, "b.yar"), `global rule small { condition: filesize < 10 }`);
  writeFileSync(join(folder, "c.yar"), 'include "/etc/hostname"');
  writeFileSync(
    join(folder, "d.yar"),
    "rule slow { condition: for all i in (0..filesize): (uint8(i) == 1) }",
  );
  writeFileSync(join(folder, "e.yar"), ruleOf("first", "two"));
  const rules = opened(folder, { engine });
  await rules.refresh();
  assert.deepEqual(
    rules.broken().map(({ file }) => file.at(-5)),
    ["c", "d"],
  );
  const names = rules
    .rules()
    ?.match(Buffer.from("one and two, longer than ten bytes"))
    .map(({ name }) => name);
  assert.deepEqual(names, ["first", "first"]);
});

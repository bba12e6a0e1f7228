// From a shop's export to a customer's own answer, by the command line alone: scope, form of facts, letter, vault, look-up page.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { NoticeFacts } from "../src/desk/index.ts";
import { openDemoStage, type DemoStage } from "./demo-stage.ts";
import { configOf, runIn, type Ran } from "./operator.ts";

let stage: DemoStage;
let folder: string;
before(async () => {
  stage = await openDemoStage("/nowhere");
  folder = mkdtempSync(join(tmpdir(), "misemori-notice-"));
  writeFileSync(join(folder, "misemori.yaml"), configOf(stage));
  writeFileSync(
    join(folder, "orders.csv"),
    [
      "注文番号,注文日,支払方法,メールアドレス,お名前,郵便番号,住所",
      "A-1,2026-03-02,クレジットカード,hanako@example.jp,佐藤花子,100-0001,東京都千代田区千代田1-1",
      "A-2,2026-03-05,クレジットカード,taro@example.jp,鈴木太郎,530-0001,大阪府大阪市北区梅田1-1",
      "A-3,2026-03-06,銀行振込,jiro@example.jp,高橋次郎,060-0001,北海道札幌市中央区1-1",
      "",
    ].join("\n"),
  );
});
after(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(...argv: string[]): Promise<Ran> {
  return runIn(folder, argv);
}

async function look(email: string, order: string): Promise<string> {
  const body = new URLSearchParams({ do: "order", email, order });
  const response = await fetch(`${stage.gateUrl}/__misemori/lookup?lang=ja`, { method: "POST", body });
  return response.text();
}

test("each buyer reads the own verdict, in the words of the letter; the facts alone are written by a person", async () => {
  const opened = await run("incident", "open", "--title", "電話", "--type", "card-leak", "--json");
  const { id } = JSON.parse(opened.out) as { id: string };
  const march = ["--from", "2026-03-01", "--to", "2026-03-31"];
  const scope = await run(
    "incident",
    "scope",
    "--orders",
    "orders.csv",
    ...march,
    "--incident",
    id,
    "--json",
  );
  assert.equal(scope.code, 1, scope.err);

  const form = await run("incident", "notice", "facts", id);
  assert.equal(form.code, 0, form.err);
  const facts = JSON.parse(form.out) as NoticeFacts;
  assert.deepEqual(facts.counts, { confirmed: 2, possible: 0, notAffected: 1 });
  assert.deepEqual(facts.window, { from: "2026-03-01", to: "2026-03-31" }, "as the scope was asked");
  const filled: NoticeFacts = {
    ...facts,
    items: { confirmed: ["card-number", "security-code"], possible: [], notAffected: [] },
    desk: { ...facts.desk, telephone: "0120-000-000", hours: "平日 9:00〜17:00" },
  };
  writeFileSync(join(folder, "facts.json"), JSON.stringify(filled));
  const early = await run("incident", "act", id, "open-look-up", "--why", "問い合わせ", "--key", "k0");
  assert.match(early.out, /そろっていません/);
  const kept = await run("incident", "notice", "keep", id, "facts.json");
  assert.equal(kept.code, 0, kept.err);
  assert.match(kept.out, /3人分を金庫に入れました（メールあり 3人、住所あり 3人）/);
  const act = await run("incident", "act", id, "open-look-up", "--why", "問い合わせ", "--key", "k1");
  assert.equal(act.code, 0, act.err);

  const letter = await run("incident", "notice", "draft", "facts.json", "--class", "confirmed");
  const [verdict = ""] = /お客様が当店「[^」]*」[^。]*漏えいしました。/.exec(letter.out) ?? [];
  assert.notEqual(verdict, "");
  const hanako = await look("Hanako@example.jp", "A-1");
  assert.ok(hanako.includes(verdict), hanako);
  assert.match(hanako, /佐藤花子/);
  assert.match(await look("jiro@example.jp", "A-3"), /漏えいしていません/);
  const wrong = await look("hanako@example.jp", "A-2");
  assert.doesNotMatch(wrong, /漏えいしました|佐藤花子|鈴木太郎/, "another's order opens nobody's letter");

  await editedMail(id, letter.out);
});

/** The owner's own words are what the page answers: at the next click, as letters go out whole or not at all. */
async function editedMail(id: string, text: string): Promise<void> {
  const key = ["--kind", "email", "--class", "confirmed"] as const;
  const own = "お申し出いただければ、店主がお電話でご説明します。";
  writeFileSync(join(folder, "mail.txt"), `${text}\n${own}\n手数料はお客様の負担です。\n`);
  const asked = ["--why", "電話で頼まれた", "--asked-by", "カード会社"] as const;
  const written = await run("incident", "notice", "write", id, "mail.txt", ...key, ...asked, "--json");
  const { version, marks, findings } = JSON.parse(written.out) as {
    version: number;
    marks: object;
    findings: { weight: string }[];
  };
  assert.deepEqual([version, marks], [1, { liability: 1, dropped: 0 }]);
  assert.equal(written.code, findings.some(({ weight }) => weight === "error") ? 1 : 0);
  const again = await run(
    "incident",
    "notice",
    "write",
    id,
    "mail.txt",
    ...key,
    ...asked,
    "--before",
    "0",
    "--json",
  );
  assert.match(again.out, /"version":1,/, "the same words again are the same version");
  writeFileSync(join(folder, "other.txt"), "件名: 別の人の版\n\n本文。\n");
  const lost = await run(
    "incident",
    "notice",
    "write",
    id,
    "other.txt",
    ...key,
    "--why",
    "x",
    "--before",
    "0",
  );
  assert.equal(lost.code, 3);
  assert.match(lost.err, /先に保存しました/);

  const board = await run("incident", "notice", "board", id);
  assert.match(board.out, /宛名：3人[^]*メール（漏えいした方へ）・日本語・第1報 +1 /);
  const paper = await run("incident", "notice", "paper", id, ...key, "--edition", "1");
  assert.ok(paper.out.includes(own), paper.out);
  assert.match(paper.err, /第1版[^]*求めた人：カード会社/);
  const copy = await run("incident", "notice", "preview", id, ...key, "--person", "A-1");
  assert.match(copy.out, /佐藤花子/);
  const page = await run("incident", "notice", "page", id, "--out", "page.html");
  assert.equal(page.code, 0, page.err);
  const html = readFileSync(join(folder, "page.html"), "utf8");
  assert.match(html, /^<!doctype html>[^]*漏えいが確認された方は2名/);
  assert.doesNotMatch(html, /<script|\{\{/);

  assert.ok(!(await look("hanako@example.jp", "A-1")).includes(own), "not before somebody opens it anew");
  const act = await run("incident", "act", id, "open-look-up", "--why", "文面を直した", "--key", "k2");
  assert.equal(act.code, 0, act.err);
  const hanako = await look("hanako@example.jp", "A-1");
  assert.ok(hanako.includes(own), hanako);
  assert.match(hanako, /佐藤花子/);
  const journal = await run("journal", "export", "--out", "journal.jsonl");
  assert.equal(journal.code, 0, journal.err);
  const lines = readFileSync(join(folder, "journal.jsonl"), "utf8");
  assert.match(lines, /incident\.paper-previewed/);
  assert.doesNotMatch(lines, /佐藤|hanako@|お申し出/);
}

test("facts are kept before there is a scope, and say how the addressees follow", async () => {
  const opened = await run("incident", "open", "--title", "別件", "--type", "email-leak", "--json");
  const { id } = JSON.parse(opened.out) as { id: string };
  const form = await run("incident", "notice", "facts", id, "--out", "early.json");
  assert.equal(form.code, 0, form.err);
  assert.equal(
    (JSON.parse(readFileSync(join(folder, "early.json"), "utf8")) as NoticeFacts).scopeRunId,
    null,
  );
  const kept = await run("incident", "notice", "keep", id, "early.json");
  assert.equal(kept.code, 0, kept.err);
  assert.match(kept.out, /incident scope --incident/);
  const board = await run("incident", "notice", "board", id);
  assert.match(board.out, /人数：まだ調べていません/);
});

// The notice pages in a real browser over the real desks in memory: a paper is opened from the incident, written wrong and found
// wanting, mended, saved with its why, looked at; an edit survives a reload, and two writers both keep their words.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import type { IncidentId } from "../../src/desk/index.ts";
import { startConsole, type Console } from "../../src/console/index.ts";
import { incidentsInMemory } from "../../src/console/api/incidents-in-memory.ts";
import { alertsInMemory, consoleMemory, journalInMemory } from "../../src/console/api/memory.ts";
import { outgoingBoard } from "../../src/console/api/sending-shapes.ts";
import { systemClock, systemRandom } from "../../src/kernel/index.ts";
import { noBrowser, openBrowser } from "./chromium.ts";
import { inquiriesBeside, openLeak } from "./lively-notices.ts";
import { livelyShop } from "./lively.ts";

const MAIL = { kind: "email", class: "confirmed", language: "ja", report: 1 } as const;

describe("notices in a browser", { skip: noBrowser }, () => {
  let folder: string;
  let opened: Console;
  let browser: Browser;
  let page: Page;
  let id: IncidentId;
  const complaints: string[] = [];
  const clock = systemClock();
  const shop = livelyShop(clock, systemRandom(), false);
  const journal = journalInMemory();
  const desks = incidentsInMemory(clock, journal, shop.gatehouse);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "misemori-notices-"));
    await build({
      configFile: "vite.config.ts",
      logLevel: "silent",
      build: { outDir: folder, emptyOutDir: true },
    });
    opened = await startConsole({
      listen: "127.0.0.1:0",
      ...consoleMemory(),
      gatehouse: shop.gatehouse,
      alerts: alertsInMemory(clock, shop.alerts),
      journal,
      journalEntries: journal.entries,
      ...desks,
      inquiries: inquiriesBeside(desks, journal, clock),
      clock,
      random: systemRandom(),
      pageFolder: folder,
      metrics: async () => "",
      health: async () => ({ ok: true }),
      log: () => {},
    });
    id = await openLeak(desks, clock);
    browser = await openBrowser();
    const context = await browser.newContext({ timezoneId: "Asia/Tokyo" });
    context.setDefaultTimeout(20_000);
    page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    // Nothing is sent here: the desk that sends has tests of its own.
    const idle = outgoingBoard.parse({ sendings: [], ready: [] });
    await page.route("**/sendings", (route) => route.fulfill({ json: idle }));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(opened.firstOwnerLink ?? "");
    await page.getByLabel("お名前").fill("花子");
    await page.getByLabel("パスワード", { exact: true }).fill("港の三毛猫は朝によく鳴きます");
    await page.getByLabel("パスワード（もう一度）").fill("港の三毛猫は朝によく鳴きます");
    await page.getByRole("button", { name: "登録してはじめる" }).click();
    await page.getByRole("link", { name: "事故対応" }).waitFor();
  });
  after(async () => {
    await browser.close();
    await opened.close();
    await rm(folder, { recursive: true });
  });

  const text = () => page.getByRole("textbox", { name: "お知らせの文" });
  const findings = () => page.getByRole("region", { name: "点検の結果" });

  test("a finding appears while the paper is written, leads to its line, and goes when it is mended", async () => {
    await page.goto(`${opened.address}/incidents/${id}`);
    await page.getByRole("link", { name: "お知らせを作る・送る" }).click();
    await page.getByText("直すところのある文").waitFor();
    await page.getByRole("link", { name: "読んで直す: メール" }).first().click();
    const draft = await text().inputValue();
    await text().fill(`${draft}\n\n不正に利用された可能性は否定できません。`);
    const hedge = findings().getByRole("listitem").filter({ hasText: "点検6" });
    await hedge.waitFor();
    await hedge.getByRole("button", { name: /行目へ移る/ }).click();
    assert.match(await selected(), /否定できません/);
    await text().fill(draft.replace("心からお詫び", "心から深くお詫び"));
    await hedge.waitFor({ state: "detached" });
  });

  async function selected(): Promise<string> {
    return page.evaluate<string>(
      "(() => { const t = document.activeElement; return t.value.slice(t.selectionStart, t.selectionEnd); })()",
    );
  }

  test("an unsaved edit survives a reload, and is saved with its why", async () => {
    await page.reload();
    await page.getByText("前に書きかけた文を戻しました").waitFor();
    assert.match(await text().inputValue(), /心から深くお詫び/);
    await page.getByRole("button", { name: "保存する" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "保存する" }).click();
    await dialog.getByText("理由を書いてください。").waitFor();
    await dialog.getByLabel("なぜ直しましたか").fill("言葉を整えた");
    await dialog.getByLabel(/だれに言われて/).fill("カード会社の担当部署");
    await dialog.getByRole("button", { name: "保存する" }).click();
    const versions = page.getByRole("region", { name: "これまでの版" });
    await versions.getByText("求めた人: カード会社の担当部署").waitFor();
    await versions.getByText("理由: 言葉を整えた").waitFor();
    assert.equal(await page.evaluate<number>("sessionStorage.length"), 0);
  });

  test("it is seen as it arrives: for a made-up person, and for one named, which is journalled", async () => {
    const frame = page.frameLocator("iframe");
    await frame.getByText("山田 花子 様").waitFor();
    const size = await frame
      .locator("h1")
      .evaluate("getComputedStyle(document.querySelector('h1')).fontSize");
    assert.equal(size, "20px", "the mail's own looks hold under the console's policy");
    await page.getByLabel("お客さまを名指しで見る").fill("MS-possible-1001");
    await page.getByRole("button", { name: "見る", exact: true }).click();
    await frame.getByText("牡蠣沢 花子1 様").waitFor();
    await page.getByText("この方は「おそれ」です。").waitFor();
    assert.equal(journal.lines.filter(({ kind }) => kind === "incident.paper-previewed").length, 1);
  });

  test("when somebody else saves in between, both texts are offered and neither is lost", async () => {
    const mine = `${await text().inputValue()}\n\nわたしの一文です。`;
    await text().fill(mine);
    const now = await desks.papers.paper(id, MAIL, null, "ja");
    assert.ok(now.ok);
    const theirs = `${now.value.text}\n\n相手の一文です。`;
    const wish = { key: MAIL, text: theirs, before: now.value.version, askedBy: "", why: "急ぎ" };
    assert.ok((await desks.papers.write(id, "owner:太郎", wish, "ja")).ok);
    await page.getByRole("button", { name: "保存する" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("なぜ直しましたか").fill("足した");
    await dialog.getByRole("button", { name: "保存する" }).click();
    const conflict = page.getByRole("region", { name: /先に保存しました/ });
    await conflict.getByText("相手の一文です。").waitFor();
    await conflict.getByText("わたしの一文です。").waitFor();
    await conflict.getByRole("button", { name: "自分の文で続ける" }).click();
    await conflict.waitFor({ state: "detached" });
    assert.equal(await text().inputValue(), mine);
    await page.getByText("保存していない直しがあります").waitFor();
  });

  test("the browser's console stayed clean but for the one refusal", () => {
    assert.deepEqual(
      complaints.filter((line) => !line.includes("409")),
      [],
    );
  });
});

// An incident on the page, by keyboard and on a phone: opened for a call, its act asked before it is done and undone again, a
// demand to the hour, quotes side by side, somebody named, closed and reopened.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { startConsole, type Console } from "../../src/console/index.ts";
import { incidentsInMemory } from "../../src/console/api/incidents-in-memory.ts";
import { alertsInMemory, consoleMemory, journalInMemory } from "../../src/console/api/memory.ts";
import { systemClock, systemRandom } from "../../src/kernel/index.ts";
import { noBrowser, openBrowser } from "./chromium.ts";
import { inquiriesBeside } from "./lively-notices.ts";
import { livelyShop } from "./lively.ts";

describe("incidents in a browser", { skip: noBrowser }, () => {
  let folder: string;
  let opened: Console;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const journal = journalInMemory();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "misemori-incidents-"));
    await build({
      configFile: "vite.config.ts",
      logLevel: "silent",
      build: { outDir: folder, emptyOutDir: true },
    });
    const clock = systemClock();
    const shop = livelyShop(clock, systemRandom(), true);
    const desks = incidentsInMemory(clock, journal, shop.gatehouse);
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
    browser = await openBrowser();
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      timezoneId: "Asia/Tokyo",
      hasTouch: true,
    });
    context.setDefaultTimeout(20_000);
    page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
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

  const answer = async (act: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const dialog = page.getByRole("dialog");
    for (const [label, value] of Object.entries(fields)) {
      const field = dialog.getByLabel(label);
      const isChoice = (await field.and(page.locator("select")).count()) === 1;
      await (isChoice ? field.selectOption({ label: value }) : field.fill(value));
    }
    await dialog.getByRole("button", { name: act, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  };

  test("an alert's own button opens its incident, and opens the same one again", async () => {
    await page.goto(`${opened.address}/alerts`);
    await page.getByRole("button", { name: /事故として対応する/ }).click();
    await page.getByRole("heading", { name: "次にすること" }).waitFor();
    const first = page.url();
    await page.goto(`${opened.address}/alerts`);
    await page.getByRole("button", { name: /事故として対応する/ }).click();
    await page.getByRole("heading", { name: "次にすること" }).waitFor();
    assert.equal(page.url(), first);
    await page.getByText("クレジットマスター攻撃").first().waitFor();
  });

  test("a call is written down on a phone with what is known so far", async () => {
    await page.getByRole("link", { name: "事故対応", exact: true }).click();
    await page.getByRole("button", { name: "事故の対応を始める" }).click();
    await page.getByLabel("いつ").fill("");
    await page.getByRole("button", { name: "始める", exact: true }).click();
    await page.getByText("ここを書いてください。").waitFor();
    await page.getByLabel("いつ").fill("2026-05-01T10:00");
    await page.getByLabel("どんな事故ですか").selectOption("card-leak");
    await page.getByLabel("何と言われましたか").fill("カードが悪用されています");
    await page.getByRole("button", { name: "始める", exact: true }).click();
    await page.getByRole("heading", { name: "カード会社からの知らせ（電話）" }).waitFor();
    const over = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    assert.equal(over, 0);
  });

  test("an act says what it will do, needs a reason, is done, and can be undone, all by keyboard", async () => {
    const acts = page.getByRole("region", { name: "いまできる操作" });
    await acts.getByRole("button", { name: "カード払いを止める" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("お店は開いたままで").waitFor();
    await page.locator("[role=dialog] form input:focus").waitFor();
    await dialog.getByLabel("理由").fill("");
    await page.keyboard.press("Enter");
    await dialog.getByText("理由を書いてください。").waitFor();
    await page.keyboard.type("念のため");
    await page.keyboard.press("Enter");
    await acts.getByText("カード払いを止めました。").waitFor();
    await acts.getByText("理由: 念のため").waitFor();
    await acts.getByRole("button", { name: "カード払いを再開する" }).focus();
    await page.keyboard.press("Enter");
    await answer("カード払いを再開する", { 理由: "安全を確かめた" });
    await acts.getByText("元に戻しました", { exact: true }).waitFor();
    assert.equal(journal.lines.filter(({ kind }) => kind === "incident.act").length, 1);
  });

  test("a demand is told to the minute with its consequence, and settled with a reason that stays readable", async () => {
    const dates = page.getByRole("region", { name: "期限" });
    await dates.getByRole("button", { name: "求められた期限を書く" }).click();
    await answer("書く", {
      だれが求めていますか: "浜の市場モール",
      何を求められましたか: "経緯の報告書",
      いつまで: "2026-05-08T14:00",
      いつ求められましたか: "2026-05-01T12:00",
      過ぎるとどうなりますか: "お店のページを閉じる",
    });
    const row = dates.getByRole("listitem").filter({ hasText: "浜の市場モール: 経緯の報告書" });
    await row.getByText("2026年5月8日(金) 14:00まで").waitFor();
    await row.getByText("過ぎると: お店のページを閉じる").waitFor();
    await row.getByRole("button", { name: /当てはまらない/ }).click();
    await answer("当てはまらない", { なぜ当てはまらないか: "モールが取り下げた" });
    await dates.getByText(/済んだもの、当てはまらないもの（1件）/).click();
    await dates.getByText(/当てはまらない: 花子.*モールが取り下げた/).waitFor();
  });

  test("quotes stand side by side, and the chosen one counts as agreed", async () => {
    const money = page.getByRole("region", { name: "費用" });
    for (const [from, yen] of [
      ["甲調査", "3800000"],
      ["乙調査", "2950000"],
    ] as const) {
      await money.getByRole("button", { name: "見積もり・費用を書く" }).click();
      await answer("書く", { どこから: from, "金額（円）": yen });
    }
    await money.getByRole("button", { name: "変える: 乙調査 2,950,000円" }).click();
    await answer("書く", { 状態: "採用" });
    await money.getByText("採用").waitFor();
    assert.match(await money.innerText(), /頼むと決めた見積もり\s+2,950,000円/);
  });

  test("people are named and taken off, and the words stay sealed until somebody opens them", async () => {
    const named = page.getByRole("region", { name: "この件の担当者" });
    await named.getByRole("button", { name: "担当者を加える" }).click();
    await answer("書く", { 名前: "太郎" });
    await named.getByRole("button", { name: "太郎さんを担当から外す" }).click();
    await answer("外す", {});
    await named.getByText("太郎").waitFor({ state: "detached" });
    assert.equal(await page.getByText("カードが悪用されています").count(), 0);
    await page.getByRole("button", { name: "1番目の記入の封を開けて読む" }).click();
    await page.getByText("カードが悪用されています").waitFor();
    assert.equal(journal.lines.at(-1)?.kind, "incident.words-read");
  });

  test("a reader abroad sees the shop's times and whose they are, and a paper with the words only when asked for", async () => {
    const incident = page.url();
    const context = await browser.newContext({
      timezoneId: "America/New_York",
      storageState: await page.context().storageState(),
    });
    context.setDefaultTimeout(20_000);
    const abroad = await context.newPage();
    await abroad.goto(incident);
    await abroad.getByText("時刻はお店の時刻（日本標準時、Asia/Tokyo）です。").waitFor();
    assert.equal(await page.getByText("時刻はお店の時刻").count(), 0, "she sits in the shop");
    await abroad.getByText(/2026年5月1日\(金\) 10:00、カード会社から/).waitFor();
    await abroad.getByRole("button", { name: "時系列の記録・印刷" }).click();
    const paper = abroad.getByRole("article");
    await paper.getByText("2026年5月8日(金) 14:00まで", { exact: true }).waitFor();
    await paper.getByText("（言葉は封をして保管）").first().waitFor();
    assert.equal(await paper.getByText("カードが悪用されています").count(), 0);
    await abroad.getByLabel("封をした言葉も載せる").check();
    await paper.getByText("カードが悪用されています").waitFor();
    await context.close();
  });

  test("closing with open dates is refused in a sentence, and the page stays as it was", async () => {
    await page.getByRole("button", { name: "この件を終える" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "終える", exact: true }).click();
    await dialog.getByText(/まだ済んでいない期限が\d+件あるので、終えられません。/).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  test("an incident without open dates is closed with its keeping time, and reopened with a reason", async () => {
    await page.getByRole("link", { name: "事故対応", exact: true }).click();
    await page.getByRole("listitem").filter({ hasText: "クレジットマスター攻撃" }).getByRole("link").click();
    await page.getByRole("heading", { name: "次にすること" }).waitFor();
    const dates = page.getByRole("region", { name: "期限" });
    for (let left = await dates.getByRole("button", { name: /^済みにする/ }).count(); left > 0; left--) {
      await dates
        .getByRole("button", { name: /^済みにする/ })
        .first()
        .click();
      await answer("済み", { どうやって済ませたか: "相談した" });
      // The page's own policy forbids code made of text, which a waiting function would be.
      await dates
        .getByRole("button", { name: /^済みにする/ })
        .nth(left - 1)
        .waitFor({ state: "detached" });
    }
    await page.getByRole("button", { name: "この件を終える" }).click();
    await answer("終える", { 個人情報を保管する日数: "30" });
    await page.getByText(/この件は終えてあります。.*それまでは開き直せます。/).waitFor();
    await page.getByRole("button", { name: "開き直す" }).click();
    await answer("開き直す", { 理由: "新しい知らせ" });
    await page.getByRole("button", { name: "この件を終える" }).waitFor();
  });

  test("the browser's console stayed clean but for the one refusal", () => {
    assert.deepEqual(
      complaints.filter((text) => !text.includes("409")),
      [],
    );
  });
});

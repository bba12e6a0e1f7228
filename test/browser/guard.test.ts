// The whole guard as its owner meets it, in a real browser on the real demonstration: one-time link, the sample attack and
// how it shows, pausing cards while other ways to pay go on, a held order, a phone.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { noBrowser, openBrowser } from "./chromium.ts";
import { build } from "vite";
import { newId, systemRandom } from "../../src/kernel/index.ts";
import { openDemoStage, type DemoStage } from "../demo-stage.ts";

const skip = noBrowser;
const PASSWORD = "港の三毛猫は朝によく鳴きます";
/** The attack is told once suspicion has piled up; a loaded machine needs its time. */
const SEEN_MS = 45_000;

interface Stage {
  readonly demo: DemoStage;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors, page errors and policy violations, all unwanted. */
  readonly complaints: string[];
  readonly pageFolder: string;
}

async function setStage(): Promise<Stage> {
  const pageFolder = await mkdtemp(join(tmpdir(), "misemori-page-"));
  await build({
    configFile: "vite.config.ts",
    logLevel: "silent",
    build: { outDir: pageFolder, emptyOutDir: true },
  });
  const demo = await openDemoStage(pageFolder);
  const browser = await openBrowser();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    timezoneId: "Asia/Tokyo",
    locale: "ja-JP",
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { demo, browser, context, page, complaints, pageFolder };
}

describe("the guard and its owner in a browser", { skip }, () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
  });
  after(async () => {
    await stage.browser.close();
    await stage.demo.close();
    await rm(stage.pageFolder, { recursive: true });
  });

  test("the one-time link leads to a calm first page that offers the sample attack", async () => {
    const { page, demo } = stage;
    await page.goto(demo.firstOwnerUrl);
    await page.getByLabel("お名前").fill("花子");
    await page.getByLabel("パスワード", { exact: true }).fill(PASSWORD);
    await page.getByLabel("パスワード（もう一度）").fill(PASSWORD);
    await page.getByRole("button", { name: "登録してはじめる" }).click();
    await page.getByText("落ち着いています。攻撃は見られません。").waitFor();
    await page.getByText("これは見本です").waitFor();
  });

  test("one click starts the attack, and the page tells it in sentences, crowds in words, yen and a chart", async () => {
    const { page, demo } = stage;
    await page.getByRole("button", { name: "見本の攻撃を始める" }).click();
    await page.getByText(/^攻撃者の手口: /).waitFor();
    await page
      .getByText("カードの不正利用を試す攻撃を、Misemori が止めています。")
      .waitFor({ timeout: SEEN_MS });
    await page.getByRole("img", { name: /1分ごとの決済の試み/ }).waitFor();
    await page.getByText(/予算 1,000円 のうち \d/).waitFor();
    const crowds = page.getByRole("region", { name: "疑わしい集まり" });
    await crowds
      .getByText(/止めました。/)
      .first()
      .waitFor();
    const told = await crowds.locator(".row-title").allTextContents();
    assert.ok(told.length > 0);
    for (const title of told) {
      assert.doesNotMatch(title, /^[0-9a-f]{8,}$|like-|\{|make-origin|abroad|no-page/, "crowds in words");
    }
    assert.match(await crowds.innerText(), /[\d,]+円/);
    assert.deepEqual(await demo.journalled("demo.attack-started"), ["owner:花子"]);
  });

  test("the alert of the attack can be taken, also by the link that a mail carries", async () => {
    const { page, demo } = stage;
    await page.getByRole("link", { name: /アラート/ }).click();
    const row = page.getByRole("listitem").filter({ hasText: "カードの不正利用を試す攻撃" });
    await row.getByText(/回の試みのうち.*止めました。手数料/).waitFor();
    const answer = await page.evaluate<string>('fetch("/v1/alerts").then((r) => r.text())');
    const { alerts } = JSON.parse(answer) as { alerts: readonly { readonly id: string }[] };
    await page.goto(`${demo.consoleUrl}/alerts/${alerts[0]?.id ?? ""}`);
    await page
      .locator("li.meant")
      .getByRole("button", { name: /担当する/ })
      .click();
    await page.getByText("花子が担当").waitFor();
    assert.deepEqual(await demo.journalled("alert.owned"), ["owner:花子"]);
  });

  test("with cards paused the checkout offers other ways, and cash on delivery still buys", async () => {
    const { page, demo, context } = stage;
    await page.goto(demo.consoleUrl);
    await page.getByRole("button", { name: "カード決済を止める" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/理由/).fill("夜間の攻撃が強いため");
    await dialog.getByRole("button", { name: "カード決済を止める" }).click();
    await page.getByText("理由: 夜間の攻撃が強いため").waitFor();

    const buyer = await context.newPage();
    await fillCheckout(buyer, demo.gateUrl);
    await buyer.locator('input[name=payment][value="card"]').check();
    await buyer.locator("#card_number").fill("4539 1000 0000 0007");
    await buyer.locator("#card_expiry").fill("12/30");
    await buyer.locator("#card_code").fill("123");
    await buyer.locator("main form button, form button").last().click();
    await buyer.getByText("代金引換").first().waitFor();
    assert.match(await buyer.innerText("body"), /カード/);
    assert.doesNotMatch(buyer.url(), /thanks/);
    await fillCheckout(buyer, demo.gateUrl);
    await buyer.locator('input[name=payment][value="cod"]').check();
    await buyer.locator("main form button, form button").last().click();
    await buyer.waitForURL(/thanks/);
    await buyer.close();

    await page.getByRole("button", { name: "カード決済を再開する" }).click();
    await dialog.getByLabel(/理由/).fill("落ち着いたため");
    await dialog.getByRole("button", { name: "カード決済を再開する" }).click();
    await page.getByText("カード決済を再開しました。").waitFor();
    assert.deepEqual(await demo.journalled("cards.paused"), ["owner:花子"]);
    assert.deepEqual(await demo.journalled("cards.resumed"), ["owner:花子"]);
  });

  test("a held order appears by itself and is released once", async () => {
    const { page, demo } = stage;
    await page.getByRole("link", { name: /保留中の注文/ }).click();
    const nowMs = Date.now();
    await demo.demo.guard.gate.keeper.house.createHold({
      id: newId("hold", nowMs, systemRandom()),
      attemptId: newId("att", nowMs, systemRandom()),
      createdAtMs: nowMs,
      orderRef: "M-77001",
      claimedRef: null,
      amountYen: 12_800,
      country: "SG",
      probability: 0.7,
      state: "held",
      decidedAtMs: null,
      decidedBy: null,
      note: null,
    });
    const row = page.getByRole("listitem").filter({ hasText: "M-77001" });
    await row.getByText("シンガポールから").waitFor();
    await row.getByRole("button", { name: /発送してよい/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "発送してよい" }).click();
    await page.getByText("「発送してよい」にしました。").waitFor();
    await row.waitFor({ state: "detached" });
    assert.deepEqual(await demo.journalled("hold.released"), ["owner:花子"]);
  });

  test("fits a phone in both languages and leaves the browser's console clean", async () => {
    const { page, demo } = stage;
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ["/", "/holds", "/alerts", "/settings"]) {
      await page.goto(`${demo.consoleUrl}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      for (const other of ["English に切り替え", "日本語に切り替え"]) {
        const over = await page.evaluate<number>(
          "document.documentElement.scrollWidth - document.documentElement.clientWidth",
        );
        assert.equal(over, 0, path);
        await page.getByRole("button", { name: other }).click();
      }
    }
    assert.deepEqual(stage.complaints, []);
  });

  test("a forgotten password is replaced by a link from the machine, changed in the settings, and ends everywhere", async () => {
    const { page, demo } = stage;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${demo.consoleUrl}/settings`);
    await page.getByRole("button", { name: "パスワードを変える" }).click();
    await page.getByLabel("いまのパスワード").fill(PASSWORD);
    await page.getByLabel("新しいパスワード").fill("夕方の灯台に鴎が三羽とまる");
    await page.getByLabel("パスワード（もう一度）").fill("夕方の灯台に鴎が三羽とまる");
    await page.getByRole("button", { name: "変更する" }).click();
    await page.getByText("パスワードを変えました。").waitFor();
    await page.getByRole("button", { name: "すべての端末でサインアウト" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "すべてサインアウト" }).click();
    await page.getByRole("heading", { name: "サインイン" }).waitFor();
    await page.getByText("パスワードや名前を忘れたら").click();
    await page.getByText("misemori owner link").waitFor();
    await page.goto(await demo.ownerLink());
    await page.getByLabel("パスワード", { exact: true }).fill(PASSWORD);
    await page.getByLabel("パスワード（もう一度）").fill(PASSWORD);
    await page.getByRole("button", { name: "決めてサインイン" }).click();
    await page.getByText("花子 さんのパスワードを変えました。").waitFor();
    await page.getByRole("heading", { name: /いま/ }).waitFor();
    assert.deepEqual(await demo.journalled("password.reset"), ["owner:花子"]);
  });
});

async function fillCheckout(buyer: Page, gateUrl: string): Promise<void> {
  await buyer.goto(`${gateUrl}/products/tea`);
  await buyer.locator('form[action="/cart"] button').first().click();
  await buyer.goto(`${gateUrl}/checkout`);
  await buyer.locator("#name").fill("山田 花子");
  await buyer.locator("#email").fill("hanako@example.jp");
  await buyer.locator("#tel").fill("0901234567");
  await buyer.locator("#zip").fill("100-0001");
  await buyer.locator("#address").fill("港町1-1");
}

// The console as its owner meets it, in a real browser: one-time link, password, first page, pausing, releasing, language.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { noBrowser } from "./chromium.ts";
import { PASSWORD, setStage, strike, type Stage } from "./console-stage.ts";

const skip = noBrowser;

/** Presses Tab until the element with this name has the focus: reachable by keyboard, and not by a hundred stops. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate<string>(
      '(document.activeElement?.getAttribute("aria-label") ?? "") + " " + (document.activeElement?.textContent ?? "")',
    );
    if (name.test(focused)) return;
  }
  assert.fail(`no way by keyboard to ${name.source}`);
}

describe("the console in a browser", { skip }, () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
  });
  after(async () => {
    await strike(stage);
  });

  test("the one-time link names the owner and opens the first page, live", async () => {
    const { page, shop } = stage;
    await page.goto(stage.console.firstOwnerLink ?? "");
    await page.getByRole("button", { name: "登録してはじめる" }).click();
    await page.getByText("12文字以上にしてください。").waitFor();
    await page.getByLabel("お名前").fill("花子");
    await page.getByLabel("パスワード", { exact: true }).fill(PASSWORD);
    await page.getByLabel("パスワード（もう一度）").fill(PASSWORD);
    await page.getByRole("button", { name: "登録してはじめる" }).click();
    await page.getByText("カードの不正利用を試す攻撃を、Misemori が止めています。").waitFor();
    assert.equal(new URL(page.url()).hash, "");
    await page.getByText("最新の状態を表示中").waitFor();
    await page.getByRole("img", { name: /1分ごとの決済の試み/ }).waitFor();
    shop.gatehouse.show((now) => ({ ...now, today: { ...now.today, savedYen: 1_234_567 } }));
    await page.getByText("1,234,567円").first().waitFor();
  });

  test("shows the figures behind the chart as a table", async () => {
    const { page } = stage;
    await page.getByText("表", { exact: true }).click();
    await page.getByRole("columnheader", { name: "銀行に聞かず断った" }).waitFor();
    await page.getByText("グラフ", { exact: true }).click();
    await page.getByRole("img", { name: /1分ごとの決済の試み/ }).waitFor();
  });

  test("takes the alert, after which nothing is red", async () => {
    const { page, shop } = stage;
    await page.getByRole("button", { name: "担当する" }).click();
    await page.getByText("対応中").waitFor();
    assert.equal(shop.alerts[0]?.owner, "owner:花子");
    assert.equal(await page.locator(".headline.act").count(), 0);
  });

  test("pauses the cards by keyboard alone, with a reason that is asked for and kept", async () => {
    const { page, journal } = stage;
    await page.reload();
    await page.getByText("対応中").waitFor();
    await tabTo(page, /本文へ移動/);
    await page.keyboard.press("Enter");
    await tabTo(page, /カード決済を止める/);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "カード決済を止めますか?" });
    await dialog.waitFor();
    // The question puts the focus into its field a moment after it appears; a person is slower than that.
    await page.locator("[role=dialog] form input:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("理由を書いてください。").waitFor();
    await page.keyboard.type("夜間の攻撃が強いため");
    await page.keyboard.press("Enter");
    await page.getByText("カード決済を止めました。").waitFor();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("理由: 夜間の攻撃が強いため").waitFor();
    assert.deepEqual(journal.lines.at(-1), {
      kind: "cards.paused",
      by: "owner:花子",
      facts: { why: "夜間の攻撃が強いため" },
    });
  });

  test("closes a question with Escape and gives the focus back", async () => {
    const { page } = stage;
    const resume = page.getByRole("button", { name: "カード決済を再開する" });
    await resume.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.locator("[role=dialog] form input:focus").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.locator("button:focus", { hasText: "カード決済を再開する" }).waitFor();
  });

  test("releases a held order after telling why it was held", async () => {
    const { page, shop, journal } = stage;
    await page.getByRole("link", { name: /保留中の注文/ }).click();
    const row = page.getByRole("listitem").filter({ hasText: "A-10482" });
    await row.getByText("保留した理由").click();
    await row.getByText("453201 で始まるカード: 10回中9回が失敗").waitFor();
    await row.getByRole("button", { name: /発送してよい/ }).click();
    await page.getByLabel(/メモ/).fill("電話で確認");
    await page.getByRole("dialog").getByRole("button", { name: "発送してよい" }).click();
    await page.getByText("「発送してよい」にしました。").waitFor();
    await row.waitFor({ state: "detached" });
    assert.equal((await shop.gatehouse.shippable("A-10482")).shippable, true);
    assert.equal(journal.lines.at(-1)?.kind, "hold.released");
  });

  test("asks which order an unnamed hold is, takes no empty answer, and only then offers to cancel it", async () => {
    const { page, shop, journal } = stage;
    const [known] = await shop.gatehouse.holds({ state: "held", limit: 1 });
    assert.ok(known !== undefined);
    shop.gatehouse.holdOrder({ ...known, id: "hold_unnamed", orderRef: null, claimedRef: "A-10499" });
    await page.reload();
    await page.getByText("どの注文か分からない保留があります。").waitFor();
    const row = page.getByRole("listitem").filter({ hasText: "注文者の申告は A-10499" });
    assert.equal(await row.getByRole("button", { name: /取り消す/ }).count(), 0);
    await row.getByRole("button", { name: /注文番号を入れる/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "注文番号を入れる" }).click();
    await dialog.getByText("注文番号を入れてください。").waitFor();
    await page.getByLabel("お店の注文番号").fill("A-10500");
    await dialog.getByRole("button", { name: "注文番号を入れる" }).click();
    const named = page.getByRole("listitem").filter({ hasText: "A-10500" });
    await named.getByRole("button", { name: /取り消す/ }).waitFor();
    assert.equal((await shop.gatehouse.shippable("A-10500")).reason, "on-hold");
    assert.equal((await shop.gatehouse.shippable("A-10499")).shippable, true);
    assert.equal(journal.lines.at(-1)?.kind, "hold.named");
  });

  test("makes a token, shows its key once, and revokes it", async () => {
    const { page } = stage;
    await page.getByRole("link", { name: "設定" }).click();
    await page.getByLabel("トークンの名前").fill("ec-cube");
    await page.getByRole("button", { name: "トークンを作る" }).click();
    await page.getByText(/^msm_/).waitFor();
    await page.getByRole("button", { name: "トークン ec-cube を取り消す" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "取り消す" }).click();
    await page.getByText("取り消し済み").waitFor();
  });

  test("tells that a list leaked, when and from where, and plants a new set whose file is kept nowhere", async () => {
    const { page } = stage;
    await page.goto(`${stage.console.address}/watch/leaks`);
    await page.getByText(/のあいだに、「メール配信会社」の名簿が取られました。/).waitFor();
    await page.getByRole("img", { name: /植えた組 48、そのうちメールが届いた組 13/ }).waitFor();
    await page.getByText("表", { exact: true }).click();
    await page.getByRole("cell", { name: "3/3 件に届いた" }).first().waitFor();
    await page.getByRole("button", { name: "新しい場所に植える" }).click();
    await page.keyboard.press("Enter");
    await page.getByText("置き場所を書いてください。").waitFor();
    await page.keyboard.type("倉庫");
    const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.match(file.suggestedFilename(), /^倉庫-.*\.csv$/);
    const csv = await readFile(await file.path(), "utf8");
    assert.equal(csv.match(/@leak\.example\.jp/g)?.length, 3);
    const place = page.getByRole("listitem").filter({ hasText: "見張り 3 件" });
    await place.getByText("植えた組（1）").click();
    await place.getByRole("button", { name: /見張りをやめる/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "見張りをやめる" }).click();
    await page.getByText("3 件の見張りをやめました。").waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    const over = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    assert.equal(over, 0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("shows a dropped backdoor first, takes it out with a reason, and approves nothing that has moved on", async () => {
    const { page, files } = stage;
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${stage.console.address}/watch/files`);
    await page.getByText("裏口とみられるファイルが 1 個あります。").waitFor();
    assert.match((await page.locator(".changes li").first().textContent()) ?? "", /html\/upload\/logo\.php/);
    const width = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    await page.getByText("中身を見る", { exact: true }).click();
    await page.getByText("+$rate = 0.08;").waitFor();
    assert.equal(await page.evaluate(width), 0);
    await tabTo(page, /logo\.php を隔離する/);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "このファイルを隔離しますか？" });
    await dialog.getByRole("button", { name: "隔離する" }).click();
    await dialog.getByText("理由を書いてください。").waitFor();
    await dialog.getByLabel("理由（記録に残ります）").fill("だれも知らない");
    await dialog.getByRole("button", { name: "隔離する" }).click();
    await page.getByText("承認していない変更が 1 件あります。").waitFor();
    await page.getByRole("button", { name: "/shop/html/upload/logo.php を元に戻す" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "元に戻す" }).click();
    await page.getByText("元の場所に、いま別のものがあります。").waitFor();
    await page.keyboard.press("Escape");
    files.moveOn();
    await page.getByRole("button", { name: "app/payment.php を承認する" }).click();
    const approval = page.getByRole("dialog", { name: "この変更を承認しますか？" });
    await approval.getByLabel("理由（記録に残ります）").fill("制作会社");
    await approval.getByRole("button", { name: "承認する" }).click();
    await approval.getByText("ファイルがまた変わっています").waitFor();
    await approval.getByRole("button", { name: "承認する" }).click();
    await page.getByText("承認したときと同じです").waitFor();
    // The browser itself complains of answers that say no; here two were wanted.
    assert.ok(stage.complaints.splice(0).every((text) => text.includes("409")));
    assert.deepEqual(files.asked, ["quarantine owner:花子 だれも知らない", "approve owner:花子 制作会社"]);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("speaks English when asked, keeps it, and fits a phone of 360 px", async () => {
    const { page } = stage;
    await page.getByRole("button", { name: "English に切り替え" }).click();
    await page.getByRole("link", { name: "Now", exact: true }).click();
    await page.getByText("Misemori is stopping a card-testing attack.").waitFor();
    assert.equal(await page.evaluate("document.documentElement.lang"), "en");
    await page.setViewportSize({ width: 360, height: 740 });
    await page.reload();
    await page.getByText("Misemori is stopping a card-testing attack.").waitFor();
    for (const link of [
      "Now",
      /Orders on hold/,
      /Alerts/,
      "Incidents",
      "More",
      "Journal",
      "More",
      "Settings",
    ]) {
      await page.getByRole("link", { name: link }).filter({ visible: true }).first().click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      const over = await page.evaluate<number>(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      assert.equal(over, 0, String(link));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("signs out everywhere it shows, and says so when the line is cut", async () => {
    const { page, context } = stage;
    const other = await context.newPage();
    await other.goto(`${stage.console.address}/settings`);
    await other.getByRole("button", { name: "Sign out", exact: true }).click();
    await other.getByRole("heading", { name: "Sign in" }).waitFor();
    await other.getByLabel("Name").fill("花子");
    await other.getByLabel("Password", { exact: true }).fill("not the password");
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.getByText("The name or the password is wrong.").waitFor();
    await other.close();
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.deepEqual(stage.complaints, [], "the browser's console stayed clean and the policy was kept");
    await page.getByLabel("Name").fill("花子");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Live", { exact: true }).waitFor();
    await stage.console.close();
    await page.getByText(/^Not live\./).waitFor();
  });
});

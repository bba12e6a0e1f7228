// The emergency controls as the owner meets them: each asks first, tells the first page, stands in the list, and has its way back.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { noBrowser } from "./chromium.ts";
import { nameOwner, setStage, strike, type Stage } from "./console-stage.ts";

describe("the emergency controls", { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage(false);
    await nameOwner(stage);
  });
  after(() => strike(stage));

  const confirm = async (act: string, why?: string): Promise<void> => {
    const dialog = stage.page.getByRole("dialog");
    if (why !== undefined) await dialog.getByLabel("理由（記録に残ります）").fill(why);
    await dialog.getByRole("button", { name: act }).click();
  };

  test("stop the shop only after saying what will happen, and only with a reason", async () => {
    const { page, shop } = stage;
    assert.equal(await page.getByRole("region", { name: "お店全体への指示" }).count(), 0);
    await page.getByRole("link", { name: /緊急の操作/ }).click();
    await page.getByLabel(/お客様へのひとこと/).fill("夕方まで止めています。");
    await page.getByRole("button", { name: "お店を止める" }).click();
    await page.getByText("お店を止めますか?").waitFor();
    await confirm("お店を止める");
    await page.getByText("理由を書いてください。").waitFor();
    assert.equal((await shop.gatehouse.site.state()).shop.state, "open");
    await confirm("お店を止める", "改ざんのため");
    await page.getByText("お店を止めました。").waitFor();
    const { shop: door } = await shop.gatehouse.site.state();
    assert.deepEqual(
      [door.state, door.by, door.why, door.sentence],
      ["stopped", "owner:花子", "改ざんのため", "夕方まで止めています。"],
    );
  });

  test("give the owner a link into the stopped shop", async () => {
    const { page } = stage;
    await page.getByRole("button", { name: "自分だけ入るリンクを作る" }).click();
    const link = page.getByRole("link", { name: "リンクを開く" });
    assert.match((await link.getAttribute("href")) ?? "", /^https:\/\/shop\.example\/__misemori\/pass\?t=/);
  });

  test("turn a country away only when it is meant, and one network at once", async () => {
    const { page, shop } = stage;
    const wish = async (kind: string, fill: () => Promise<unknown>): Promise<void> => {
      await page.getByLabel("種類").selectOption({ label: kind });
      await fill();
      await page.getByLabel("理由（記録に残ります）").fill("攻撃");
      await page.getByRole("button", { name: "閉め出す", exact: true }).click();
    };
    await wish("国・地域", () =>
      page.getByLabel("国・地域", { exact: true }).selectOption({ label: "シンガポール" }),
    );
    await confirm("閉め出す");
    await page.getByText("その国のお客様も買えなくなります。").waitFor();
    assert.equal((await shop.gatehouse.site.state()).blocks.length, 0);
    await confirm("それでも閉め出す");
    await page.getByText("シンガポール（SG） を閉め出しました。").waitFor();
    await wish("ネットワーク（アドレスの範囲）", () =>
      page.getByLabel("ネットワーク（アドレスの範囲）").fill("203.0.113.9/24"),
    );
    await confirm("閉め出す");
    await page.getByText("203.0.113.0/24").waitFor();
    const [country, network] = (await shop.gatehouse.site.state()).blocks;
    assert.deepEqual([country?.value, network?.value], ["SG", "203.0.113.0/24"]);
    assert.ok((network?.untilMs ?? 0) > (network?.atMs ?? Infinity));
  });

  test("say what cannot be turned away, and keep what was written", async () => {
    const { page } = stage;
    await page.getByLabel("アドレス", { exact: true }).fill("nonsense");
    await page.getByLabel("理由（記録に残ります）").fill("攻撃");
    await page.getByRole("button", { name: "閉め出す", exact: true }).click();
    await confirm("閉め出す");
    await page.getByText("この接続元を読み取れません。").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "やめる" }).click();
    assert.equal(await page.getByLabel("アドレス", { exact: true }).inputValue(), "nonsense");
  });

  test("end all sessions, with a word that there is no way back", async () => {
    const { page, shop } = stage;
    await page.getByRole("button", { name: "全員のログインを終わらせる" }).click();
    await page.getByText(/元に戻せません/).waitFor();
    await confirm("全員のログインを終わらせる", "流出");
    await page.getByText("全員のログインを終わらせました。").waitFor();
    assert.equal((await shop.gatehouse.site.state()).sessions?.by, "owner:花子");
  });

  test("are told on the first page with who, why and the way back, and nothing of it is red", async () => {
    const { page } = stage;
    await page.getByRole("link", { name: "いま", exact: true }).click();
    const orders = page.getByRole("region", { name: "お店全体への指示" });
    for (const said of [
      "お店を止めています。",
      "理由: 改ざんのため",
      "接続元2件",
      "203.0.113.0/24",
      "理由: 流出",
    ])
      await orders.getByText(said).waitFor();
    assert.equal(await page.locator(".headline.watch").count(), 1);
    assert.equal(await page.locator(".headline.act, .orders .lost").count(), 0);
  });

  test("let an origin in again and open the shop, each with a reason on record", async () => {
    const { page, shop } = stage;
    await page.getByRole("link", { name: "再開する・自分だけ入る" }).click();
    await page.getByRole("button", { name: "シンガポール（SG） を中に入れる" }).click();
    await confirm("中に入れる", "終わった");
    await page.getByText("シンガポール（SG） を中に入れました。").waitFor();
    await page.getByRole("button", { name: "お店を再開する" }).click();
    await confirm("お店を再開する", "直した");
    await page.getByText("お店を再開しました。").waitFor();
    const state = await shop.gatehouse.site.state();
    assert.deepEqual([state.shop.state, state.blocks.length], ["open", 1]);
  });

  test("fit a phone of 360 px in English, and the browser's console stays clean", async () => {
    const { page } = stage;
    await page.getByRole("button", { name: "English に切り替え" }).click();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole("heading", { level: 1, name: "Emergency controls" }).waitFor();
    const over = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    assert.equal(over, 0);
    // Refusals are answers, too: browsers write each into their console.
    assert.deepEqual(
      stage.complaints.filter((text) => !/status of 4(?:09|22)/.test(text)),
      [],
    );
  });
});

// S1: a card company calls. From the telephone to cards paused, the shop stopped, evidence kept and handed over (S2-11, S2-12),
// and 491 people known, by one person on a phone in minutes.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { noBrowser } from "../browser/chromium.ts";
import { openByHand, openIncidentStage, shownClass } from "./incident-stage.ts";
import { openPost } from "./notice-post.ts";
import { tellThePeople } from "./s1-people-are-told.ts";
import { refusalFor, shopWithAddresses } from "./s1-shop.ts";

const CALLER = "浜銀カード 山田";
const FIRM = "調査会社 浜フォレンジック";
const RECEIVER = "鑑識 花岡";
const WORDS = "御社で使われたカードが、よそで不正に使われています。";

test(
  "a card company calls: cards paused, shop stopped, evidence kept and handed over, 491 people found, all on record, in less than ten minutes of a person's acts",
  { skip: noBrowser },
  async (t) => {
    const post = await openPost(t, { recipient: refusalFor });
    const stage = await openIncidentStage(t, post.config);
    const { page, hand, story, consoleUrl } = stage;
    // Who is called has a phone in her hand.
    await page.setViewportSize({ width: 390, height: 844 });
    // A Friday in Golden Week of 2026: the dates below are counted by hand with the calendar.
    const id = await openByHand(stage, { at: "2026-05-01T10:00", caller: CALLER, words: WORDS });

    await page.getByText("サーバーの電源を切らないでください。").first().waitFor();
    const next = page.getByRole("region", { name: "次にすること" });
    const dialog = page.getByRole("dialog");
    await hand.tap(next.getByRole("button", { name: "カード払いを止める" }));
    await dialog.getByText("お店は開いたままで").waitFor();
    await hand.tap(dialog.getByRole("button", { name: "カード払いを止める" }));
    await page.getByText("カード払いを止めました。").waitFor();
    assert.equal((await story.guard.gate.gatehouse.now()).cards.state, "paused");

    const acts = page.getByRole("region", { name: "いまできる操作" });
    await hand.tap(acts.getByRole("button", { name: "お店を止めて、お知らせを出す" }));
    await hand.tap(dialog.getByRole("button", { name: "お店を止めて、お知らせを出す" }));
    await acts.getByText("お店を止めました。").waitFor();
    const stopped = await fetch(story.url);
    assert.equal(stopped.status, 503);
    assert.match(await stopped.text(), /物語の店/);

    await hand.tap(next.getByRole("button", { name: "証拠を保全する" }));
    await hand.tap(dialog.getByRole("button", { name: "証拠を保全する" }));
    const evidence = page.getByRole("region", { name: "証拠" });
    await evidence.getByText(/^[0-9a-f]{64}$/).waitFor();

    await next.getByText("カード会社（または決済代行会社）へ電話してください。").waitFor();
    await hand.tap(next.getByRole("button", { name: "済みにする" }));
    await hand.type(dialog.getByLabel("どうやって済ませたか"), "折り返し電話で伝えた");
    await hand.tap(dialog.getByRole("button", { name: "済み" }));

    await next.getByText("漏えい、またはそのおそれを知った日時を書いてください。").waitFor();
    await hand.tap(next.getByRole("button", { name: "分かったことを書く" }));
    await hand.type(dialog.getByLabel("漏えい、またはそのおそれを知った時"), "2026-05-01T10:00");
    await hand.tap(dialog.getByRole("button", { name: "書く" }));

    const dates = page.getByRole("region", { name: "期限" });
    // Day 5 counts though it is a holiday; day 60 is a Monday; three working days later is after the holidays and a weekend.
    const preliminary = dates.getByRole("listitem").filter({ hasText: "個人情報保護委員会へ速報を出す" });
    await preliminary.getByText("2026年5月5日(火) 24:00まで").waitFor();
    const final = dates.getByRole("listitem").filter({ hasText: "個人情報保護委員会へ確報を出す" });
    await final.getByText("2026年6月29日(月) 24:00まで").waitFor();
    await final.getByText("過ぎると:").waitFor();
    const police = dates.getByRole("listitem").filter({ hasText: "警察のサイバー犯罪窓口" });
    await police.getByText("2026年5月11日(月) 24:00まで").waitFor();

    const { orders, customers } = shopWithAddresses();
    await writeFile(join(story.folder, "orders.csv"), orders);
    await writeFile(join(story.folder, "customers.csv"), customers);
    const scoped = await hand.command([
      "incident",
      "scope",
      "--incident",
      id,
      "--yes",
      "--json",
      "--orders",
      "orders.csv",
      "--customers",
      "customers.csv",
      "--from",
      "2019-01-01",
      "--to",
      "2019-12-06",
    ]);
    assert.equal(scoped.code, 1, scoped.err);
    await page.reload();
    await page.getByRole("rowheader", { name: "影響を確認" }).waitFor();
    assert.equal(await shownClass(page, "影響を確認"), "491");
    assert.equal(await shownClass(page, "可能性あり"), "40");
    assert.equal(await shownClass(page, "影響なし"), "1,500");

    const timeline = page.getByRole("region", { name: "これまでのこと" });
    await hand.tap(timeline.getByRole("button", { name: "1番目の記入の封を開けて読む" }));
    await timeline.getByText(WORDS).waitFor();

    // What was kept goes to the forensic firm: who received it stands on the page, her own name under seal.
    const hash = await evidence.getByText(/^[0-9a-f]{64}$/).innerText();
    await hand.tap(evidence.getByRole("button", { name: /^渡した記録を書く: / }));
    await hand.type(dialog.getByLabel("渡した相手（組織）"), FIRM);
    await hand.type(dialog.getByLabel("受け取った人の名前"), RECEIVER);
    await hand.type(dialog.getByLabel("なぜ渡しましたか"), "フォレンジック調査のため");
    await hand.tap(dialog.getByRole("button", { name: "書く", exact: true }));
    const log = page.getByRole("region", { name: "渡した記録" });
    await log.getByText(FIRM).waitFor();
    await log.getByText(hash).waitFor();
    assert.equal(await page.getByText(RECEIVER).count(), 0);

    // The whole of it as one paper, and as lines for whoever examines it.
    await hand.tap(page.getByRole("button", { name: "時系列の記録・印刷" }));
    const paper = page.getByRole("article");
    await paper.getByText(/渡しました: .*調査会社 浜/).waitFor();
    assert.deepEqual(
      inOrder(await paper.innerText(), [
        "対応を始めました",
        "カード払いを止める: 済みました",
        "お店を止めて、お知らせを出す: 済みました",
        "証拠を保全しました",
        "影響を調べました: 確認 491人",
        "渡しました",
      ]),
      [],
      "in the order of time",
    );
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      hand.tap(page.getByRole("button", { name: "JSON Lines で保存する" })),
    ]);
    const entries = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
    const kinds = entries.map((line) => (JSON.parse(line) as { fact: { kind: string } }).fact.kind);
    assert.deepEqual([kinds[0], kinds.at(-1)], ["opened", "handed"]);

    await hand.tap(page.getByRole("link", { name: "その他" }));
    await hand.tap(page.getByRole("main").getByRole("link", { name: "記録" }));
    await page.getByRole("link", { name: "その他" }).and(page.locator("[data-status=active]")).waitFor();
    await page.getByText("封をした言葉を読んだ").waitFor();
    await hand.choose(page.getByLabel("種類"), "incident");
    await page.getByText("影響を受けた人数を記した").waitFor();
    assert.equal(await page.getByText("番を始めた").count(), 0);

    const verified = await hand.command(["journal", "verify", "--json"]);
    assert.equal(verified.code, 0, verified.err);
    assert.equal((JSON.parse(verified.out.toString()) as { ok: boolean }).ok, true);
    const printed = await hand.command(["journal", "export", "--html", "journal.html"]);
    assert.equal(printed.code, 0, printed.err);
    const exported = await hand.command(["journal", "export"]);
    assert.equal(exported.code, 0, exported.err);
    const lines = exported.out.toString();
    for (const kind of [
      "incident.opened",
      "cards.paused",
      "incident.evidence",
      "incident.scope",
      "incident.handed",
      "incident.words-read",
    ])
      assert.ok(lines.includes(`"${kind}"`), kind);
    const readable = await readFile(join(story.folder, "journal.html"), "utf8");
    assert.ok(readable.includes("事故の対応を始めた"));
    assert.ok(
      readable.includes(FIRM) && readable.includes(hash),
      "who received what, in the journal's own page",
    );
    for (const text of [lines, readable])
      for (const said of [CALLER, WORDS, RECEIVER, "buyer1@example.jp"])
        assert.ok(!text.includes(said), said);

    t.diagnostic(`${hand.acts()} acts of a person, ${hand.seconds()} s`);
    assert.ok(hand.seconds() < 600, `${hand.acts()} acts are ${hand.seconds()} seconds`);
    await t.test("each of 2,031 people is told the own verdict, by mail or letter, once", (told) =>
      tellThePeople(told, stage, post, id),
    );
    assert.deepEqual(stage.complaints, [], `the browser's console stayed clean on ${consoleUrl}`);
  },
);

/** Those of the parts that do not stand behind the one before. */
function inOrder(text: string, parts: readonly string[]): readonly string[] {
  let from = 0;
  return parts.filter((part) => {
    const at = text.indexOf(part, from);
    if (at >= 0) from = at + part.length;
    return at < 0;
  });
}

// S1 goes on: the 491 and everybody else are told. Facts and papers at the page, a trial, the start, mails over real SMTP, letters
// for whoever no mail reaches, a reply answered, and the look-up page in the same words.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { TestContext } from "node:test";
import type { Locator } from "playwright-core";
import { extractText, getDocumentProxy } from "unpdf";
import type { IncidentStage } from "./incident-stage.ts";
import { fillMailbox, letterIn, reply, returned, type NoticePost } from "./notice-post.ts";
import { nameOf, NO_MAIL, REFUSED, shopWithAddresses, whoIs } from "./s1-shop.ts";

const OWNER = "owner@shop.example";
const AGENT = "カード会社の代行会社";
const STATEMENT = "カードの明細に、身に覚えのない請求がないかご確認ください。";
const WHY_SO_LATE = "漏えいした方を確かめる調査に時間がかかりました。";
const VERDICTS = {
  confirmed: "カードの情報が、第三者に盗まれ、漏えいしました。",
  possible: "カードの情報が、漏えいした可能性があります。",
  notAffected: "情報は、すべて無事で、漏えいしていません。",
} as const;

/** Whose mail was taken and came back; and who answers it. */
const RETURNED = ["buyer30", "quiet7"] as const;
const ASKS = "buyer12";

/** From the incident's page to the last letter. */
export async function tellThePeople(
  t: TestContext,
  stage: IncidentStage,
  { sink }: NoticePost,
  id: string,
): Promise<void> {
  const { page, hand, story, consoleUrl } = stage;
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${consoleUrl}/incidents/${id}`);
  await hand.tap(page.getByRole("link", { name: "お知らせを作る・送る" }));
  await writeFacts(stage);
  await editForTheAgent(stage);

  await hand.tap(page.getByRole("link", { name: "← お知らせの一覧へ" }));
  await hand.tap(page.getByRole("link", { name: "送る", exact: true }));
  const mails = page.getByRole("region", { name: "第1報・メール" });
  const dialog = page.getByRole("dialog");
  await mails.getByText("送る人 2,031人、うち宛先の分かる人 2,026人").waitFor();
  await hand.type(mails.getByLabel("あなたのメールアドレス"), OWNER);
  await hand.tap(mails.getByRole("button", { name: "試しに送る" }));
  await page.getByText("試しに3通送りました。").waitFor();
  const trial = sink.mails.map(letterIn);
  assert.deepEqual(
    trial.map(({ to, subject }) => [to, subject.startsWith("【試し送り】")]),
    [1, 2, 3].map(() => [OWNER, true]),
  );
  await hand.tap(mails.getByRole("button", { name: "送り始める…" }));
  for (const count of ["491人", "40人", "1,500人"])
    await dialog.getByRole("cell", { name: count, exact: true }).waitFor();
  await hand.tap(dialog.getByRole("button", { name: "2,026人に送る" }));
  await mails.getByText("終わりました").waitFor();
  checkMails(sink.mails.map(letterIn).filter(({ to }) => to !== OWNER));

  const mailOf = (who: string) => {
    const found = sink.mails.find(({ to }) => whoIs(to) === who);
    assert.ok(found !== undefined, who);
    return found;
  };
  const question = "新しいカードの費用はだれが払うのですか。";
  await fillMailbox(story.folder, [
    ...RETURNED.map((who) => returned(mailOf(who))),
    reply(mailOf(ASKS), question),
  ]);
  await hand.tap(mails.getByRole("button", { name: "戻ってきたメールを調べる" }));
  await page.getByText("3通を読み、戻ってきたもの 2通、返信 1通でした。").waitFor();

  await printLetters(stage);
  await answer(stage, question);
  await lookUp(stage, id, letterIn(mailOf(ASKS)).first);
  t.diagnostic(`${hand.acts()} acts of a person until the last letter`);
}

/** What the incident's record does not know, section by section. */
async function writeFacts({ page, hand, story }: IncidentStage): Promise<void> {
  await hand.tap(page.getByRole("button", { name: "分かっていることを書く" }).first());
  const sectionOf = async (name: string): Promise<Locator> => {
    const fold = page.locator("details").filter({ has: page.locator("summary", { hasText: name }) });
    if ((await fold.getAttribute("open")) === null) await hand.tap(fold.locator("summary"));
    return fold;
  };
  const fill = async (section: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const fold = await sectionOf(section);
    for (const [label, text] of Object.entries(fields)) await hand.type(fold.getByLabel(label), text);
  };
  await fill("お店のこと", { 会社名: "物語水産", 代表者のお名前: "物語 太郎" });
  await fill("日にち", {
    お知らせの日付: "2026-11-25",
    "だれから（例": "カード会社",
    カード払いを止めた日: "2026-05-01",
    お店を止めた日: "2026-05-04",
    調査が終わった日: "2026-06-25",
    警察に相談した日: "2026-07-16",
    個人情報保護委員会に報告した日: "2026-07-21",
    お知らせまで時間がかかった理由: WHY_SO_LATE,
    その時期に決めた人: "物語 太郎",
  });
  await fill("何が起きたか", {
    いつから: "2019-01-01",
    いつまで: "2019-12-06",
    "原因（": "お店のソフトの弱点を使って、支払いページが書き換えられていました。",
    再開の見込み: "お店の再開の日は、まだ決まっていません。",
  });
  const items = await sectionOf("漏れた情報と人数");
  for (const whose of ["漏えいを確認した方の情報", "漏えいのおそれがある方の情報"])
    for (const item of ["カードの番号", "有効期限", "セキュリティコード", "カードの名義"])
      await hand.tap(items.getByRole("group", { name: whose }).getByLabel(item));
  const safe = await sectionOf("漏れていないもの");
  await hand.tap(safe.getByRole("button", { name: "加える" }));
  await fill("漏れていないもの", {
    漏れていないもの: "住所、電話番号、パスワード",
    なぜそう言えるか: "支払いページに打ちこまれないもので、別の場所に保管していることを確かめました",
  });
  const measures = await sectionOf("お店がしたこと・すること");
  await hand.tap(measures.getByRole("button", { name: "加える" }));
  await fill("お店がしたこと・すること", {
    "したこと・すること": "支払いページを作り直しました",
    日にち: "2026-06-10",
  });
  const offers = await sectionOf("費用と補償");
  await hand.choose(offers.getByLabel("カードの再発行の費用はだれが払いますか"), "shop");
  await hand.choose(offers.getByLabel("そのほかに、お客さまにすること"), "none");
  await fill("お問い合わせ先", {
    電話番号: "0120-000-000",
    受付の時間: "平日 9:00〜17:00",
    "「わたしの情報は?」のページ": `${story.url}/__misemori/lookup`,
  });
  await page.getByText("そろっています", { exact: true }).first().waitFor();
  await hand.tap(page.getByRole("button", { name: "保存して下書きに反映する" }));
  await page.getByText("保存しました。下書きに反映されます。").waitFor();
  await page.getByText("2,031人のうち、メールの分かる人 2,026人、住所の分かる人 2,031人").waitFor();
}

/** S2-9: the agent wants "check your statement" out; it goes with his name and a mark, and comes back. */
async function editForTheAgent({ page, hand }: IncidentStage): Promise<void> {
  await hand.tap(page.getByRole("link", { name: "読んで直す: メール（漏えいを確認した方へ）" }));
  const text = page.getByRole("textbox", { name: "お知らせの文" });
  const draft = await text.inputValue();
  assert.ok(draft.includes(STATEMENT) && draft.includes(WHY_SO_LATE));
  const save = async (why: string, asked: string): Promise<void> => {
    await hand.tap(page.getByRole("button", { name: "保存する" }));
    const dialog = page.getByRole("dialog");
    await hand.type(dialog.getByLabel("なぜ直しましたか"), why);
    if (asked !== "") await hand.type(dialog.getByLabel(/だれに言われて/), asked);
    await hand.tap(dialog.getByRole("button", { name: "保存する" }));
    await dialog.waitFor({ state: "detached" });
  };
  await hand.type(text, draft.replace(`1. ${STATEMENT}\n`, ""));
  await page
    .getByText(/お客さまを守る文|明細/)
    .first()
    .waitFor();
  await save("代行会社から電話で頼まれた", AGENT);
  const versions = page.getByRole("region", { name: "これまでの版" });
  await versions.getByText("大切な文が消えた").waitFor();
  await versions.getByText(`求めた人: ${AGENT}`).waitFor();
  await page.getByText("お客さまを守る文が1か所なくなりました。").waitFor();

  await hand.tap(versions.getByRole("button", { name: "下書きの新しい文と比べる" }));
  await hand.tap(page.getByRole("dialog").getByRole("button", { name: "下書きの文に入れ替える" }));
  assert.equal(await text.inputValue(), draft);
  await save("お客さまを守る文は残す", "");
  await versions.getByText("第2版").waitFor();
  assert.equal(await versions.getByText("大切な文が消えた").count(), 1, "the mark stays with the first");
}

function checkMails(letters: readonly ReturnType<typeof letterIn>[]): void {
  const people = letters.map(({ to }) => whoIs(to));
  assert.equal(new Set(people).size, people.length, "nobody twice");
  const told = { confirmed: 0, possible: 0, notAffected: 0 };
  for (const { to, subject, dear, first, text } of letters) {
    const who = whoIs(to);
    const of = who.startsWith("buyer") ? "confirmed" : who.startsWith("left") ? "possible" : "notAffected";
    told[of]++;
    assert.match(
      subject,
      of === "confirmed"
        ? /カード情報が漏えいしました（物語の店）/
        : of === "possible"
          ? /漏えいした可能性があります/
          : /漏えいしていません/,
    );
    assert.equal(dear, `${nameOf(who)} 様`);
    assert.ok(first.slice(0, first.indexOf("。") + 1).endsWith(VERDICTS[of]), first);
    assert.equal(text.includes(STATEMENT), of !== "notAffected");
    assert.ok(text.includes(WHY_SO_LATE), "S1-7: the delay is explained to everyone");
    assert.ok(of === "notAffected" || text.includes("新しいカードの発行手数料は当店が負担し"), "S1-8");
  }
  assert.deepEqual(told, { confirmed: 491 - 2 - 2, possible: 40 - 1, notAffected: 1_500 - 3 });
}

/** For those without an address for mail, those refused, and those whose mail came back. */
async function printLetters({ page, hand }: IncidentStage): Promise<void> {
  const letters = page.getByRole("region", { name: "第1報・手紙（郵便）" });
  const dialog = page.getByRole("dialog");
  await letters.getByText("送る人 10人").waitFor();
  await hand.tap(letters.getByRole("button", { name: "手紙を作る…" }));
  await hand.type(dialog.getByLabel("それでも送る理由"), "メールで読んだ文と同じなので");
  await hand.tap(dialog.getByRole("button", { name: "10通の手紙を作る" }));
  await letters.getByText("終わりました").waitFor();
  const taken = async (name: RegExp): Promise<Buffer> => {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      hand.tap(letters.getByRole("link", { name })),
    ]);
    return readFile(await file.path());
  };
  const pdf = await extractText(await getDocumentProxy(new Uint8Array(await taken(/\.pdf$/))));
  const packing = (await taken(/-packing\.csv$/)).toString().trimEnd().split("\r\n").slice(1);
  assert.equal(packing.length, NO_MAIL.size + REFUSED.size + RETURNED.length);
  const pages = packing
    .map((line) => line.split(",").map(Number))
    .map(([, first = 0, count = 0]) => ({ first, count }));
  assert.equal(
    pages.reduce((sum, { count }) => sum + count, 0),
    pdf.totalPages,
    "the packing list holds every page",
  );
  const addressed = pages.map(({ first }) => (pdf.text[first - 1] ?? "").replaceAll(/\s/g, ""));
  for (const who of [...NO_MAIL, ...REFUSED, ...RETURNED])
    assert.equal(
      addressed.filter((text) => text.includes(`${nameOf(who)}様`.replaceAll(" ", ""))).length,
      1,
      who,
    );
  assert.ok(pdf.text.join("").replaceAll(/\s/g, "").includes(WHY_SO_LATE.slice(0, 12)));
}

/** The reply became an inquiry, and the Q&A has the answer. */
async function answer({ page, hand }: IncidentStage, question: string): Promise<void> {
  await hand.tap(page.getByRole("link", { name: "お問い合わせ", exact: true }));
  await page.getByText("まだ 1件").waitFor();
  await hand.tap(page.getByRole("link", { name: /の問い合わせを開く/ }));
  await hand.tap(page.getByRole("button", { name: "封を開けて読む" }));
  await page.getByText(question).waitFor();
  await hand.tap(page.getByRole("button", { name: "この答えを下に入れる" }));
  const words = await page.getByLabel("お答えしたこと").inputValue();
  assert.match(words, /新しいカードの発行手数料は当店が負担し/);
  await hand.tap(page.getByRole("button", { name: "お答えしたと記す" }));
  await page.getByText("お答えを記しました。").waitFor();
  await hand.tap(page.getByRole("link", { name: "← お問い合わせの一覧へ" }));
  await page.getByText("お答えした 1件").waitFor();
}

/** Who asks the page reads the letter's own words. */
async function lookUp(
  { page, hand, story, consoleUrl }: IncidentStage,
  id: string,
  verdict: string,
): Promise<void> {
  await page.goto(`${consoleUrl}/incidents/${id}`);
  const opened = await hand.command([
    "incident",
    "act",
    id,
    "open-look-up",
    "--why",
    "手紙が届きはじめた",
    "--key",
    "look",
  ]);
  assert.equal(opened.code, 0, opened.err);
  const orderOf = new Map(
    shopWithAddresses()
      .orders.split("\r\n")
      .map((line) => line.split(","))
      .map(([order = "", , , , mail = ""]) => [whoIs(mail), order]),
  );
  const told = await lookedUp(story.url, `${ASKS}@example.jp`, orderOf.get(ASKS) ?? "");
  assert.ok(told.includes(verdict.slice(0, verdict.indexOf("ご注文"))), told);
  assert.ok(told.includes(nameOf(ASKS)));
  const stranger = await lookedUp(story.url, "nobody@example.jp", "1");
  assert.doesNotMatch(stranger, /牡蠣沢|漏えいし/);
}

async function lookedUp(url: string, email: string, order: string): Promise<string> {
  const body = new URLSearchParams({ do: "order", email, order });
  const answered = await fetch(`${url}/__misemori/lookup?lang=ja`, { method: "POST", body });
  return answered.text();
}

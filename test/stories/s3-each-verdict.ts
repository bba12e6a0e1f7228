// S3 goes on: the 98, the 94,145 and the rest are told, each the own verdict (S3-7), with shop, year and the mall's relation to it
// (S3-8); a person pauses it, and a later scope stops it by itself. Ninety thousand mails are not sent here.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { NoticeFacts } from "../../src/desk/index.ts";
import { until } from "../faults/place.ts";
import { runIn } from "../operator.ts";
import type { IncidentStage } from "./incident-stage.ts";
import { letterIn, type NoticePost, type ReadLetter } from "./notice-post.ts";

const OWNER = "owner@shop.example";
const RELATION = "当店は「物語のモール」に出店していて、お支払いはモールが受け付けています。";
/** What goes out before somebody pauses it, and before the later scope is known. */
const FIRST_MAILS = 1_500;
const NEXT_MAILS = 50;

/** Lets so many through and holds whoever comes then, until it is let go. */
export interface Sluice {
  readonly recipient: (address: string) => Promise<null>;
  readonly open: (mails: number) => void;
  readonly letGo: () => void;
}

export function openSluice(): Sluice {
  let left = 0;
  let held = Promise.withResolvers<null>();
  return {
    recipient: async (address) => {
      if (address !== OWNER && left-- <= 0) await held.promise;
      return null;
    },
    open: (mails) => {
      left = mails;
      held = Promise.withResolvers();
    },
    letGo: () => held.resolve(null),
  };
}

export interface Mall {
  readonly id: string;
  readonly read: number;
  readonly cards: number;
}

export async function tellEach(
  stage: IncidentStage,
  { sink }: NoticePost,
  sluice: Sluice,
  mall: Mall,
): Promise<void> {
  const { page, hand, story, consoleUrl } = stage;
  await keepFacts(story.folder, mall.id);
  await page.goto(`${consoleUrl}/incidents/${mall.id}/notices`);
  await seePapers(stage);

  await page.goto(`${consoleUrl}/incidents/${mall.id}/notices/send`);
  const mails = page.getByRole("region", { name: "第1報・メール" });
  await hand.type(mails.getByLabel("あなたのメールアドレス"), OWNER);
  await hand.tap(mails.getByRole("button", { name: "試しに送る" }));
  await page.getByText("試しに3通送りました。").waitFor();
  const trial = sink.mails.map(letterIn);
  for (const [at, of] of (["confirmed", "possible", "notAffected"] as const).entries())
    assertVerdict(trial[at], of);

  sluice.open(FIRST_MAILS);
  await hand.tap(mails.getByRole("button", { name: "送り始める…" }));
  const dialog = page.getByRole("dialog");
  for (const count of ["98人", "94,145人", "25,757人"])
    await dialog.getByRole("cell", { name: count, exact: true }).waitFor();
  await hand.tap(dialog.getByRole("button", { name: "120,000人に送る" }));
  await until("the first are out", () => sink.mails.length >= FIRST_MAILS + trial.length);
  await hand.tap(mails.getByRole("button", { name: "一時停止する" }));
  await hand.type(mails.getByLabel("理由（なくても構いません）"), "問い合わせの電話が鳴りやまない");
  await hand.tap(mails.getByRole("button", { name: "一時停止する" }));
  await mails.getByText("一時停止中").waitFor();
  sluice.letGo();
  checkEach(
    sink.mails.map(letterIn).filter(({ to }) => to !== OWNER),
    mall,
  );

  // Gone on with; then another count of the affected is laid down, and nobody must get the old verdict any more.
  const before = sink.mails.length;
  sluice.open(NEXT_MAILS);
  await hand.tap(mails.getByRole("button", { name: "再開する" }));
  await until("it goes on", () => sink.mails.length >= before + NEXT_MAILS);
  await countAnew(story.folder, mall.id);
  await mails.getByText("影響の調べが新しくなったので、自動で止めました。").waitFor();
  sluice.letGo();
  await mails.getByText("一時停止中").waitFor();
  assert.equal(await mails.getByRole("button", { name: "再開する" }).count(), 0);
  const people = sink.mails.map(({ to }) => to).filter((to) => to !== OWNER);
  assert.equal(new Set(people).size, people.length, "nobody twice");
  await page.goto(`${consoleUrl}/incidents/${mall.id}/notices`);
  await page.getByText("影響の調べ直しで人数が変わりました。").first().waitFor();
  await page.getByText("人数が古い").first().waitFor();
  await beginSecondReport(stage, mall.id);
}

/** The way the page shows when a later count has stopped the first. */
async function beginSecondReport({ page, hand, consoleUrl }: IncidentStage, id: string): Promise<void> {
  await hand.tap(page.getByRole("button", { name: "分かっていることを直す" }));
  await hand.tap(page.getByRole("button", { name: "保存して下書きに反映する" }));
  await page.getByText("保存しました。下書きに反映されます。").waitFor();
  await hand.choose(page.getByLabel("何回目のお知らせですか"), "2");
  await hand.tap(page.getByRole("link", { name: "読んで直す: メール（漏えいを確認した方へ）" }));
  await hand.tap(page.getByRole("button", { name: "保存する" }));
  const dialog = page.getByRole("dialog");
  await hand.type(dialog.getByLabel("なぜ直しましたか"), "調べ直した人数に合わせた");
  await hand.tap(dialog.getByRole("button", { name: "保存する" }));
  await dialog.waitFor({ state: "detached" });
  await page.goto(`${consoleUrl}/incidents/${id}/notices/send`);
  const second = page.getByRole("region", { name: "第2報・メール" });
  await second.getByRole("button", { name: "試しに送る" }).waitFor();
  assert.ok(await second.getByRole("button", { name: "送り始める…" }).isEnabled());
}

/** Any later run will do, so it is a small one. */
async function countAnew(folder: string, id: string): Promise<void> {
  const rows = "A-1,2011-11-15,クレジットカード,発送済み,p1@example.jp\n";
  await writeFile(join(folder, "late.csv"), `注文番号,注文日,支払方法,対応状況,メールアドレス\n${rows}`);
  const when = ["--from", "2011-11-01", "--to", "2011-11-30"];
  const ran = await runIn(folder, [
    "incident",
    "scope",
    "--incident",
    id,
    "--orders",
    "late.csv",
    "--yes",
    ...when,
  ]);
  assert.equal(ran.code, 1, ran.err);
}

async function keepFacts(folder: string, id: string): Promise<void> {
  const form = await runIn(folder, ["incident", "notice", "facts", id]);
  assert.equal(form.code, 0, form.err);
  const facts = JSON.parse(form.out) as NoticeFacts;
  const known: NoticeFacts = {
    ...facts,
    shop: { ...facts.shop, company: "物語水産", president: "物語 太郎", relation: RELATION },
    today: "2026-06-10",
    days: {
      ...facts.days,
      hintFrom: "モールの担当者",
      cardsStopped: "2026-05-01",
      commissionTold: "2026-05-05",
    },
    window: { from: "2011-11-01", to: "2011-11-30" },
    cause: "お支払いの記録を残すファイルが、外から読める場所に置かれていました。",
    items: { confirmed: ["card-number"], possible: ["card-number"], notAffected: [] },
    safe: [
      {
        what: "氏名、住所、セキュリティコード",
        how: "読める場所に置かれたファイルには入っていないことを調べて確かめました",
      },
    ],
    measures: [{ what: "ファイルを外から読めない場所に移しました", state: "done", day: "2026-05-01" }],
    offers: { reissue: "shop", more: "none" },
    desk: { ...facts.desk, telephone: "0120-000-000", hours: "平日 9:00〜17:00" },
  };
  await writeFile(join(folder, "facts.json"), JSON.stringify(known));
  const kept = await runIn(folder, ["incident", "notice", "keep", id, "facts.json"]);
  assert.equal(kept.code, 0, kept.err);
}

/** One of the 98 as he will read it; and the counts of the scope in the papers for everybody. */
async function seePapers({ page, hand }: IncidentStage): Promise<void> {
  await hand.tap(page.getByRole("link", { name: "読んで直す: メール（漏えいを確認した方へ）" }));
  await hand.type(page.getByLabel("お客さまを名指しで見る"), "1");
  await hand.tap(page.getByRole("button", { name: "見る", exact: true }));
  const frame = page.frameLocator("iframe");
  await frame.getByText("2011年1月15日（番号 1）").waitFor();
  await frame.getByText(RELATION).waitFor();
  await page.getByRole("status").getByText("気になるところはありません。").waitFor();
  for (const paper of ["お知らせのページ", "よくある質問"]) {
    await hand.tap(page.getByRole("link", { name: "← お知らせの一覧へ" }));
    await hand.tap(page.getByRole("link", { name: `読んで直す: ${paper}（みなさまへ）` }));
    await frame.getByText(/漏えいが確認された方は98名、可能性のある方は94,145名です。/).waitFor();
  }
}

type Verdict = "confirmed" | "possible" | "notAffected";
const SUBJECTS: Readonly<Record<Verdict, RegExp>> = {
  confirmed: /お客様のカード情報が漏えいしました（物語の店）$/,
  possible: /お客様のカード情報が漏えいした可能性があります（物語の店）$/,
  notAffected: /お客様の情報は漏えいしていません（物語の店）$/,
};
const FIRST: Readonly<Record<Verdict, RegExp>> = {
  confirmed: /^お客様が当店「物語の店」[^。]*が、第三者に盗まれ、漏えいしました。/,
  possible: /^お客様が当店「物語の店」[^。]*が、漏えいした可能性があります。/,
  notAffected: /^お客様が当店「物語の店」[^。]*は、すべて無事で、漏えいしていません。/,
};

function assertVerdict(letter: ReadLetter | undefined, of: Verdict): void {
  assert.ok(letter !== undefined);
  const { subject, first } = letter;
  assert.match(subject, SUBJECTS[of]);
  assert.match(first, FIRST[of]);
  assert.ok(first.includes(RELATION), first);
}

function checkEach(letters: readonly ReadLetter[], { read, cards }: Mall): void {
  assert.ok(letters.length >= FIRST_MAILS && letters.length < FIRST_MAILS + 200, `${letters.length}`);
  const told = { confirmed: 0, possible: 0, notAffected: 0 };
  for (const letter of letters) {
    const number = Number(/^p(\d+)@/.exec(letter.to)?.[1]);
    const of = number < read ? "confirmed" : number < cards ? "possible" : "notAffected";
    told[of]++;
    assertVerdict(letter, of);
    assert.ok(
      letter.first.includes(`ご注文：2011年${(number % 9) + 1}月15日（番号 ${number + 1}）`),
      letter.first,
    );
  }
  assert.ok(told.possible > told.notAffected && told.notAffected > 0, JSON.stringify(told));
}

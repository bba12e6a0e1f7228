// S4-3 to S4-5: only e-mail addresses leaked. By the command line alone everyone concerned is told so: what did not leak and how
// that is known, each measure with its date, and plainly that nothing is offered; the public page says the same.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { NoticeBoard, NoticeFacts, OutgoingBoard } from "../../src/desk/index.ts";
import { accessLine } from "../../src/desk/scope/shop.fixture.ts";
import { until } from "../faults/place.ts";
import { runIn } from "../operator.ts";
import { freePort, openShop, startStoryGuard } from "./guard.ts";
import { letterIn, openPost } from "./notice-post.ts";

const MEMBERS = 40;
const OWNER = "owner@shop.example";
const DAYS = ["01", "02", "03"].map((day) => `2026-10-${day}`);

/** Somebody asked for the address of one member after another. */
function accessLog(): string {
  const reads = Array.from({ length: MEMBERS }, (_, n) =>
    accessLine("2026-10-02 03:00:00", `/api/members/${n + 1}/mail`, { address: "198.51.100.7" }),
  );
  return [...DAYS.map((day) => accessLine(`${day} 02:00:00`, "/")), ...reads].join("");
}

function whatIsKnown(facts: NoticeFacts): NoticeFacts {
  return {
    ...facts,
    shop: { ...facts.shop, company: "物語水産", president: "物語 太郎" },
    today: "2026-10-20",
    days: { ...facts.days, hint: "2026-10-05", hintFrom: "お客様", siteStopped: "2026-10-06" },
    cause: "会員のメールアドレスを返す仕組みが、ログインしていない相手にも答えていました。",
    window: { from: "2026-10-01", to: "2026-10-03" },
    items: { confirmed: ["email"], possible: [], notAffected: [] },
    safe: [
      {
        what: "氏名、住所、電話番号、パスワード、カードの情報",
        how: "この仕組みが返すのはメールアドレスだけで、ほかを読んだ記録がないことを接続の記録で確かめました",
      },
    ],
    measures: [
      { what: "ログインしていない相手には答えないように直しました", state: "done", day: "2026-10-06" },
      { what: "ほかの仕組みも外部の会社に点検してもらいます", state: "planned", day: "2026-12-20" },
    ],
    offers: { reissue: null, more: "none" },
    desk: { ...facts.desk, telephone: "0120-000-000", hours: "平日 9:00〜17:00" },
  };
}

test("only addresses leaked: each of the people is told so, what did not leak, how that is known, and that nothing is offered", async (t) => {
  const { sink, config } = await openPost(t);
  const story = await startStoryGuard({
    upstream: await openShop(t),
    preset: "vendure",
    consoleListen: `127.0.0.1:${await freePort()}`,
    more: config,
  });
  t.after(() => story.close());
  const said = async (code: number, ...words: string[]): Promise<string> => {
    const ran = await runIn(story.folder, words);
    assert.equal(ran.code, code, `${words.join(" ")}\n${ran.out}${ran.err}`);
    return ran.out;
  };

  const members = Array.from(
    { length: MEMBERS },
    (_, n) => `${n + 1},m${n + 1}@example.jp,会員 花子${n + 1}`,
  );
  await writeFile(join(story.folder, "members.csv"), ["id,email,氏名", ...members, ""].join("\n"));
  await writeFile(join(story.folder, "access.log"), accessLog());
  const title = "このお店だけに使うアドレスへの迷惑メール";
  const about = ["--type", "email-leak", "--source", "customer", "--title", title];
  const { id } = JSON.parse(await said(0, "incident", "open", ...about, "--json")) as { id: string };
  const page = ["--log", "access.log", "--page", "/api/members/{member}/mail", "--items", "email"];
  const when = ["--from", "2026-10-01", "--to", "2026-10-03"];
  const list = ["--customers", "members.csv", "--incident", id, "--yes"];
  await said(1, "incident", "scope", ...list, ...page, ...when);

  const facts = JSON.parse(await said(0, "incident", "notice", "facts", id)) as NoticeFacts;
  assert.deepEqual(facts.counts, { confirmed: MEMBERS, possible: 0, notAffected: 0 });
  await writeFile(join(story.folder, "facts.json"), JSON.stringify(whatIsKnown(facts)));
  await said(0, "incident", "notice", "keep", id, "facts.json");

  const board = JSON.parse(await said(0, "incident", "notice", "board", id, "--json")) as NoticeBoard;
  const errors = board.papers
    .filter(({ key: { language, class: of } }) => language === "ja" && (of ?? "confirmed") === "confirmed")
    .filter((row) => row.errors > 0)
    .map(({ key }) => key);
  assert.deepEqual(errors, [], "the drafts have nothing to mend");
  const shown = await said(0, "incident", "notice", "board", id);
  assert.match(shown, /メール（可能性のある方へ）・日本語[^\n]*– +– +–\n/, "nor what nobody would get");

  await said(0, "incident", "notice", "send", id, "--trial", OWNER);
  // Tried and without errors: nobody asks for a reason.
  await said(0, "incident", "notice", "send", id);
  await until("sent to everyone", async () => {
    const out = await said(0, "incident", "notice", "sent", id, "--json");
    const [view] = (JSON.parse(out) as OutgoingBoard).sendings;
    return view?.state === "done" && view.counts.sent === MEMBERS;
  });
  const letters = sink.mails.map(letterIn).filter(({ to }) => to !== OWNER);
  assert.equal(sink.mails.length - letters.length, 1, "one class, one trial");
  assert.deepEqual(
    letters.map(({ to }) => to).toSorted(),
    Array.from({ length: MEMBERS }, (_, n) => `m${n + 1}@example.jp`).toSorted(),
  );
  for (const { to, subject, dear, first, text } of letters) {
    assert.match(subject, /お客様のメールアドレスが漏えいしました（物語の店）/);
    assert.equal(dear, `会員 花子${/\d+/.exec(to)?.[0]} 様`);
    assert.match(first, /^お客様が当店「物語の店」[^。]*メールアドレスが、第三者に盗まれ、漏えいしました。/);
    assertSaid(text);
    assert.doesNotMatch(text, /新しいカード|明細/, "nothing about cards, which are safe");
  }

  await said(0, "incident", "notice", "page", id, "--out", "page.html");
  const html = await readFile(join(story.folder, "page.html"), "utf8");
  assert.match(html, /漏えいが確認された方は40名/);
  assert.doesNotMatch(html, /<script|\{\{|javascript:|src=/);
  assertSaid(html);
});

/** What S4's own letter left out. */
function assertSaid(text: string): void {
  for (const one of [
    "メールアドレスです。",
    "カードの情報は漏えいしていません。この仕組みが返すのはメールアドレスだけで",
    "実施済み（2026年10月6日）：ログインしていない相手には",
    "予定（2026年12月20日まで）：ほかの仕組みも",
    "金銭の補償やお詫びの品は予定していません。",
  ])
    assert.ok(text.includes(one), `${one}\n${text}`);
}

// A notice from the export to the letter box by the command line alone, with the guard killed hard in the middle of sending: each
// recipient is reached once or shown as unknown, what came back becomes a letter, what was asked an inquiry.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { NoticeFacts, OutgoingBoard } from "../../src/desk/index.ts";
import { openSink, type TakenMail } from "../../src/desk/notices/sending/sink.fixture.ts";
import type { DemoStage } from "../demo-stage.ts";
import { configOf, runIn, type Ran } from "../operator.ts";
import { openPlace, until, type GuardProcess, type Place } from "./place.ts";

const PEOPLE = 60;
const CONNECTIONS = 2;
const KILL_AT = 20;

async function openGround(t: TestContext) {
  let guard: GuardProcess | undefined;
  let taken = 0;
  const sink = await openSink({
    text: () => {
      taken++;
      // In the middle of a delivery: the text is in, the answer is not out.
      if (taken === KILL_AT && guard !== undefined) process.kill(guard.pid, "SIGKILL");
      return null;
    },
  });
  t.after(() => sink.close());
  const place = await openPlace(t, {
    config: {
      notices: {
        from: "oshirase@example.jp",
        smtp: { host: "127.0.0.1", port: sink.port, tls: "none" },
        connections: CONNECTIONS,
        perDomainPerSecond: 10_000,
        mailbox: "mbox",
        letters: { company: "浜の店", postcode: "100-0001", address: ["東京都千代田区千代田1-1"] },
      },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), "misemori-sending-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const start = async (): Promise<GuardProcess> => {
    guard = await place.start();
    const { gateUrl, consoleUrl } = guard;
    const stage = { gateUrl, consoleUrl, recordsFolder: place.records } as DemoStage;
    writeFileSync(join(folder, "misemori.yaml"), configOf(stage));
    return guard;
  };
  const run = (...argv: string[]): Promise<Ran> => runIn(folder, argv);
  return { place, sink, folder, start, run };
}

/** From the export to a list with addresses, by verbs. */
async function prepare(folder: string, run: (...argv: string[]) => Promise<Ran>): Promise<string> {
  const rows = Array.from(
    { length: PEOPLE },
    (_, n) =>
      `A-${n},2026-03-0${1 + (n % 9)},${n % 3 === 0 ? "銀行振込" : "クレジットカード"},p${n}@example.com,佐藤花子${n},100-0001,東京都千代田区千代田${n}`,
  );
  const heads = "注文番号,注文日,支払方法,メールアドレス,お名前,郵便番号,住所";
  writeFileSync(join(folder, "orders.csv"), [heads, ...rows, ""].join("\n"));
  const opened = await run("incident", "open", "--title", "電話", "--type", "card-leak", "--json");
  const { id } = JSON.parse(opened.out) as { id: string };
  const march = ["--from", "2026-03-01", "--to", "2026-03-31", "--incident", id, "--json"];
  assert.equal((await run("incident", "scope", "--orders", "orders.csv", ...march)).code, 1);
  const form = await run("incident", "notice", "facts", id);
  const facts = JSON.parse(form.out) as NoticeFacts;
  const items = { confirmed: ["card-number"], possible: [], notAffected: [] };
  writeFileSync(join(folder, "facts.json"), JSON.stringify({ ...facts, items }));
  assert.equal((await run("incident", "notice", "keep", id, "facts.json")).code, 0);
  return id;
}

async function boardOf(run: (...argv: string[]) => Promise<Ran>, id: string): Promise<OutgoingBoard> {
  const { out, err } = await run("incident", "notice", "sent", id, "--json");
  assert.doesNotMatch(out, /^\{"error"/, `${out}${err}`);
  return JSON.parse(out) as OutgoingBoard;
}

function mailbox(place: Place, mails: readonly string[]): void {
  const text = mails.map((mail) => `From x Sun Nov 22 00:00:00 2026\n${mail}\n\n`).join("");
  writeFileSync(join(place.folder, "mbox"), text);
}

function returned({ messageId }: TakenMail): string {
  return [
    "From: MAILER-DAEMON@example.com",
    "To: oshirase@example.jp",
    "Subject: returned",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Final-Recipient: rfc822; x@example.com\nAction: failed\nStatus: 5.1.1",
    "",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: ${messageId}`,
    "",
    "--b--",
  ].join("\n");
}

function reply(to: TakenMail, words: string): string {
  return [
    `From: <${to.to}>`,
    "To: oshirase@example.jp",
    "Subject: Re: お知らせ",
    "Message-ID: <reply-1@example.com>",
    `In-Reply-To: ${to.messageId}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    words,
    "> 佐藤花子 様",
  ].join("\n");
}

test("killed in the middle of sending, the next guard goes on: nobody twice, nobody forgotten, and what came back is seen to", async (t) => {
  const { place, sink, folder, start, run } = await openGround(t);
  const first = await start();
  const id = await prepare(folder, run);
  const bare = await run("incident", "notice", "send", id);
  assert.equal(bare.code, 3);
  assert.match(bare.err, /理由が要ります/);
  await run("incident", "notice", "send", id, "--reason", "訓練のため").catch(() => undefined);
  await until("killed in the middle", () => sink.mails.length >= KILL_AT);
  await first.kill();
  assert.ok(sink.mails.length < PEOPLE);

  await start();
  const done = await until("sent to everyone", async () => {
    const [view] = (await boardOf(run, id)).sendings;
    return view?.state === "done" ? view : undefined;
  });
  const { sent, unknown, ...others } = done.counts;
  assert.deepEqual(others, { waiting: 0, claimed: 0, refused: 0, bounced: 0 });
  assert.equal(sent + unknown, PEOPLE);
  assert.ok(unknown >= 1 && unknown <= 2 * CONNECTIONS, `${unknown} unknown`);
  assert.equal(new Set(sink.mails.map(({ to }) => to)).size, sink.mails.length, "nobody twice");
  assert.ok(sink.mails.length >= sent && sink.mails.length <= PEOPLE);
  assert.equal((await run("incident", "notice", "send", id, "--reason", "もう一度")).code, 0);
  assert.equal(sink.mails.length <= PEOPLE, true, "again it changes nothing");

  const [gone, asks] = sink.mails.filter(({ to }) => !to.startsWith("p0@"));
  assert.ok(gone !== undefined && asks !== undefined);
  mailbox(place, [returned(gone), reply(asks, "カードはどうすればよいですか。")]);
  for (const expected of [
    { mails: 2, bounced: 1, replies: 1 },
    { mails: 2, bounced: 0, replies: 0 },
  ]) {
    const collected = await run("incident", "notice", "collect", id, "--json");
    assert.deepEqual(JSON.parse(collected.out), expected, collected.err);
  }
  const inquiries = await run("incident", "inquiry", "list", id, "--json");
  const [inquiry] = (JSON.parse(inquiries.out) as { inquiries: { channel: string; person: string }[] })
    .inquiries;
  assert.equal(inquiry?.channel, "email");
  assert.match(inquiry?.person ?? "", /^p_/);

  const letters = await run(
    "incident",
    "notice",
    "send",
    id,
    "--channel",
    "letter",
    "--reason",
    "戻ったため",
  );
  assert.equal(letters.code, 0, letters.err);
  await until("printed", async () => {
    const view = (await boardOf(run, id)).sendings.find(({ channel }) => channel === "letter");
    return view?.state === "done" && view.batches.length > 0 ? view : undefined;
  });
  const out = await run("incident", "notice", "letters", id, "--out", "letters");
  assert.equal(out.code, 0, out.err);
  const files = readdirSync(join(folder, "letters")).toSorted();
  assert.equal(files.length, 4);
  const pdf = files.find((name) => name.endsWith(".pdf")) ?? "";
  assert.equal(
    readFileSync(join(folder, "letters", pdf))
      .subarray(0, 4)
      .toString(),
    "%PDF",
  );
  assert.equal(statSync(join(folder, "letters", pdf)).mode & 0o077, 0);
});

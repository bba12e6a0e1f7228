// What comes back to the notice's address: returned mails, answers of people and of machines, and mails of strangers.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { MAIL, openSendingStage, OWNER, until, viewOf } from "./stage.fixture.ts";

const START = { ...MAIL, reason: "急ぐため", everyone: false } as const;

async function openMailbox(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-mailbox-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const mailbox = join(folder, "mbox");
  const stage = await openSendingStage(t, { settings: { mailbox } });
  await stage.prepare();
  await stage.desk.start(stage.id, OWNER, START);
  await until(async () => (await viewOf(stage, "email")).state === "done");
  const idOf = (to: string): string => stage.taken.find((one) => one.to === to)?.messageId ?? "";
  const collect = async (...mails: readonly string[]) => {
    writeFileSync(mailbox, mails.map((one) => `From x Sun Nov 22 00:00:00 2026\n${one}\n\n`).join(""));
    return stage.desk.collect(stage.id, OWNER, { report: 1 });
  };
  const questions = async () => {
    const all = await stage.inquiries.export(stage.id, OWNER, { after: "", limit: 50 });
    return all.ok ? all.value.inquiries : [];
  };
  return { stage, idOf, collect, questions };
}

function mail(heads: Readonly<Record<string, string>>, words: string): string {
  const all = {
    From: "花子 <hanako@example.com>",
    To: "other@example.jp",
    Subject: "Re: お知らせ",
    "Content-Type": "text/plain; charset=utf-8",
    ...heads,
  };
  return `${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")}\n\n${words}`;
}

test("an answer becomes an inquiry of the person it was sent to, once, without what it quotes", async (t) => {
  const { stage, idOf, collect, questions } = await openMailbox(t);
  const answer = mail(
    { "Message-ID": "<a1@example.com>", "In-Reply-To": idOf("p2@example.jp") },
    "カードはどうすれば？\n\n> 佐藤 花子2 様\n> お知らせします。",
  );
  const inThread = mail(
    { "Message-ID": "<a2@example.com>", References: `<x@y.example> ${idOf("p1@example.jp")}` },
    "再発行したいです。",
  );
  assert.deepEqual(await collect(answer, inThread), {
    ok: true,
    value: { mails: 2, bounced: 0, replies: 2 },
  });
  assert.deepEqual(await collect(answer, inThread), {
    ok: true,
    value: { mails: 2, bounced: 0, replies: 0 },
  });
  const asked = await questions();
  assert.deepEqual(
    new Set(asked.map(({ person, channel }) => `${person} ${channel}`)),
    new Set(["p_00001 email", "p_00002 email"]),
  );
  const [said] = asked.find(({ person }) => person === "p_00002")?.said ?? [];
  assert.deepEqual(
    [said?.name, said?.contact, said?.words],
    ["花子", "hanako@example.com", "Re: お知らせ\nカードはどうすれば？"],
  );
  const lines = JSON.stringify(stage.lines);
  assert.doesNotMatch(lines, /カードはどう|hanako@/, "nobody's words in the journal");
});

test("a mail to the notice's own address is a question; an older one, a machine's and a stranger's are none", async (t) => {
  const { collect, questions, idOf } = await openMailbox(t);
  const toUs = { To: "shop@example.jp" };
  const later = "Sat, 02 May 2026 10:00:00 +0900";
  assert.deepEqual(
    await collect(
      mail({ ...toUs, "Message-ID": "<b1@x.example>", Date: later }, "本物ですか"),
      mail({ ...toUs, "Message-ID": "<b2@x.example>", Date: "Wed, 01 Apr 2026 10:00:00 +0900" }, "注文の件"),
      mail({ "Message-ID": "<b3@x.example>", Date: later }, "宣伝です"),
      mail(
        { ...toUs, "Auto-Submitted": "auto-replied", "In-Reply-To": idOf("p1@example.jp") },
        "不在にしています",
      ),
      mail({ "In-Reply-To": "<0123456789abcdef0123456789abcdef@example.jp>" }, "だれの返事でもない"),
    ),
    { ok: true, value: { mails: 5, bounced: 0, replies: 1 } },
  );
  const [asked] = await questions();
  assert.equal(asked?.person, null);
});

test("a returned mail needs a letter, with the server's code as its note, whatever the sender's domain is by now", async (t) => {
  const { stage, idOf, collect } = await openMailbox(t);
  const name = idOf("p3@example.jp").replace(/@.*$/, "");
  const failed = [
    "From: MAILER-DAEMON@example.com",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n",
    `--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: ${name}@renamed.example>\n`,
    "--b--",
  ].join("\n");
  assert.deepEqual(await collect(failed), { ok: true, value: { mails: 1, bounced: 1, replies: 0 } });
  const rows = await stage.desk.people(stage.id, { ...MAIL, state: "bounced", after: "", limit: 10 });
  assert.deepEqual(rows.ok && rows.value.map(({ personId, note }) => [personId, note]), [
    ["p_00003", "returned 5.1.1"],
  ]);
  const board = await stage.desk.board(stage.id);
  assert.equal(board.ok && board.value.ready.find(({ channel }) => channel === "letter")?.people, 1);
});

test("no mailbox, and one that is none, are said", async (t) => {
  const { collect } = await openMailbox(t);
  const odd = await collect("");
  assert.equal(odd.ok, true);
  const stage = await openSendingStage(t, { settings: { mailbox: "/nowhere/at/all" } });
  const early = await stage.desk.collect(stage.id, OWNER, { report: 1 });
  assert.equal(!early.ok && early.fault, "incident.sending-unknown");
  await stage.prepare();
  await stage.desk.start(stage.id, OWNER, START);
  const unreadable = await stage.desk.collect(stage.id, OWNER, { report: 1 });
  assert.equal(!unreadable.ok && unreadable.fault, "incident.mailbox-unreadable");
});

// Returned mails, from a notice really sent to a server and given back in the ways servers do: who bounces gets a letter, and
// nobody else does.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import fc from "fast-check";
import { fine, manualClock, systemClock, systemRandom } from "../../../kernel/index.ts";
import { openMemoryStore } from "../../../store/index.ts";
import type { DispatchId, SendState } from "../../ports.ts";
import { addressee } from "../letters/addressee.fixture.ts";
import { createNoticeMailer } from "../sending/mailer.ts";
import { sendNotice } from "../sending/sender.ts";
import { openSink, type TakenMail } from "../sending/sink.fixture.ts";
import { readReturned } from "./bounce.ts";
import { readBounces } from "./settle.ts";

const ID: DispatchId = "incident_1:1:email";

/** Sends to so many people through a real server; `give` lays what comes back into a mailbox and reads it. */
async function stage(t: TestContext, count: number) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-bounces-"));
  const sink = await openSink();
  const mailer = createNoticeMailer({
    from: "山田牡蠣店 <shop@example.jp>",
    server: { host: "127.0.0.1", port: sink.port, tls: "none" },
    connectionsMax: 2,
    timeoutMs: 2_000,
  });
  t.after(async () => {
    mailer.close();
    await sink.close();
    rmSync(folder, { recursive: true });
  });
  const { dispatches } = openMemoryStore();
  await dispatches.put({ id: ID, createdAtMs: 1, by: "owner:花子", state: "running", scopeRunId: "r" });
  await sendNotice(
    ID,
    {
      dispatches,
      mailer,
      domain: "example.jp",
      clock: systemClock(),
      random: systemRandom(),
      people: async function* () {
        for (let n = 0; n < count; n++) yield addressee(n);
      },
      mailFor: ({ name }) => fine({ subject: "お知らせ", text: `${name} 様 550 5.1.1\n`, html: "<p>x</p>" }),
      onTrouble: assert.ifError,
    },
    new AbortController().signal,
  );
  const mails = sink.mails.toSorted((a, b) => (a.to < b.to ? -1 : 1));
  const deps = { dispatches, clock: manualClock(), language: "en" } as const;
  const give = (texts: readonly string[]) => {
    const path = join(folder, "mbox");
    writeFileSync(path, texts.map((text) => `From x Sun Nov 22 00:00:00 2026\n${text}\n\n`).join(""));
    return readBounces(path, ID, deps);
  };
  const inState = async (state: SendState) =>
    (await dispatches.rows(ID, { state, after: "", limit: 100 })).map(({ personId }) => personId);
  return { mails, give, inState, dispatches, folder, deps };
}

/** As Postfix writes it. */
function report(mail: TakenMail, { action = "failed", status = "5.1.1", headsOnly = false } = {}): string {
  const heads = mail.text.split("\r\n\r\n")[0] ?? "";
  const returned = headsOnly ? heads : mail.text;
  return [
    "Return-Path: <>",
    "From: MAILER-DAEMON@mx.example.jp (Mail Delivery System)",
    "To: shop@example.jp",
    "Subject: Undelivered Mail Returned to Sender",
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    "Message-ID: <20261122@mx.example.jp>",
    "",
    "--b1",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    "This is the mail system at host mx.example.jp.",
    "--b1",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.jp",
    "",
    `Final-Recipient: rfc822; ${mail.to}`,
    `Action: ${action}`,
    `Status: ${status}`,
    "",
    "--b1",
    `Content-Type: ${headsOnly ? "text/rfc822-headers" : "message/rfc822"}`,
    "",
    returned,
    "--b1--",
  ].join("\n");
}

function words(text: string, heads: readonly string[] = []): string {
  return [
    "Return-Path: <>",
    "From: MAILER-DAEMON@mx.example.jp",
    "Subject: failure notice",
    ...heads,
    "",
    text,
  ].join("\n");
}

test("reports and plain words from servers make exactly those people bounce, once", async (t) => {
  const { mails, give, inState } = await stage(t, 8);
  const [a, b, c, d, e, f] = mails as [TakenMail, TakenMail, TakenMail, TakenMail, TakenMail, TakenMail];
  const qmail = words(
    `Hi. This is the qmail-send program.\n\n<${c.to}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n${c.text}`,
  );
  const exim = words(
    `550 User not local\n\n------ This is a copy of the message's headers. ------\n\n${d.text}`,
  );
  const carrier = words("宛先が見つかりません。", [`In-Reply-To: ${e.messageId}`]);
  const read = await give([
    report(a),
    report(b, { headsOnly: true, status: "4.4.7" }),
    report(a),
    qmail,
    exim,
    carrier,
    report(f, { action: "delayed", status: "4.4.1" }),
  ]);
  const people = ["p_00000", "p_00001", "p_00002", "p_00003", "p_00004"];
  assert.deepEqual(await inState("bounced"), people);
  assert.equal((await inState("sent")).length, 3);
  assert.deepEqual(read, {
    mails: 7,
    bounced: 5,
    notOurs: 1,
    delayed: 1,
    autoReplies: 0,
    others: 0,
    unreadable: 0,
  });
  assert.equal((await give([report(a), qmail])).bounced, 0);
});

test("holidays, answers with postcodes and other people's bounces are none", async (t) => {
  const { mails, give, inState } = await stage(t, 3);
  const [a, b, c] = mails as [TakenMail, TakenMail, TakenMail];
  const holiday = [
    "From: p0@example.jp",
    "Subject: 不在",
    "Auto-Submitted: auto-replied",
    `In-Reply-To: ${a.messageId}`,
    "",
    "550 5.1.1 休暇中です",
  ];
  const vacation = [
    "From: p1@example.jp",
    "X-Autoreply: yes",
    `In-Reply-To: ${b.messageId}`,
    "",
    "away (#5.1.1)",
  ];
  const answer = ["From: p2@example.jp", `In-Reply-To: ${c.messageId}`, "", "住所は550-0001です。550 5.1.1"];
  const forged = report({
    ...a,
    text: a.text.replace(/^Message-ID: .*$/im, `Message-ID: <${"0".repeat(32)}@example.jp>`),
  });
  const address = words(`〒550-0001 大阪市\n\n${a.text}`);
  const read = await give([...[holiday, vacation, answer].map((lines) => lines.join("\n")), forged, address]);
  assert.deepEqual(await inState("bounced"), []);
  assert.deepEqual(read, {
    mails: 5,
    bounced: 0,
    notOurs: 1,
    delayed: 0,
    autoReplies: 2,
    others: 2,
    unreadable: 0,
  });
});

test("a mail whose end nobody knew, and that came back, has bounced", async (t) => {
  const { mails, give, inState, dispatches } = await stage(t, 2);
  await dispatches.decide(ID, "p_00001", "sent", "waiting", 1);
  await dispatches.setState(ID, "running");
  await dispatches.turn(ID, [], [{ personId: "p_00001", class: "confirmed" }], Number.MAX_SAFE_INTEGER);
  await dispatches.recover(ID, 2);
  assert.deepEqual(await inState("unknown"), ["p_00001"]);
  await give([report(mails[1] as TakenMail)]);
  assert.deepEqual(await inState("bounced"), ["p_00001"]);
});

test("a Maildir is read as well; what is no mailbox is refused with a way out", async (t) => {
  const { mails, inState, folder, deps } = await stage(t, 1);
  const maildir = join(folder, "Maildir");
  mkdirSync(join(maildir, "new"), { recursive: true });
  writeFileSync(join(maildir, "new", "1.x"), report(mails[0] as TakenMail));
  assert.equal((await readBounces(maildir, ID, deps)).bounced, 1);
  assert.deepEqual(await inState("bounced"), ["p_00000"]);
  writeFileSync(join(folder, "x.txt"), "Dear shop,\n");
  await assert.rejects(readBounces(join(folder, "x.txt"), ID, deps), { code: "bounces.unreadable" });
  await assert.rejects(readBounces(join(folder, "gone"), ID, deps), { code: "bounces.unreadable" });
});

test("no bytes at all break the reading, and none without our id is a bounce of ours", async () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 80 }),
    fc.constantFrom(
      "\n\n",
      "Content-Type: multipart/report; boundary=b\n",
      "--b\n",
      "Action: failed\n",
      "Message-ID: <x",
      "From: mailer-daemon@x\n",
      "550 5.1.1 ",
      "Content-Type: message/delivery-status\n",
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
      const returned = await readReturned(Buffer.from(pieces.join("")));
      if ("messageIds" in returned)
        assert.deepEqual(
          returned.messageIds.filter((id) => !/^<[^<>\s]+>$/.test(id)),
          [],
        );
    }),
  );
});

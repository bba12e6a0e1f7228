// What a notice looks like on the wire: in the old Japanese encoding where it is asked for, and signed where there is a key.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test, type TestContext } from "node:test";
import fc from "fast-check";
import { authenticate } from "mailauth";
import PostalMime from "postal-mime";
import { secret } from "../../../kernel/index.ts";
import type { NoticeMail } from "../render/mail.ts";
import { createNoticeMailer, type MailerOptions } from "./mailer.ts";
import { createPlainMailWriter } from "./plain-mail.ts";
import { openSink, type SinkAnswers } from "./sink.fixture.ts";

const MAIL: NoticeMail = {
  subject: "【2026年11月22日】お客様のカード情報が漏えいしました(山田牡蠣店)のお知らせ",
  text: "佐藤 花子 様\n\nお客様のカード番号が漏えいしました。\n.\nA-17\n",
  html: "<p>佐藤 花子 様</p>",
};
const ID = "<0123456789abcdef@example.jp>";

async function stage(t: TestContext, more: Partial<MailerOptions> = {}, answers: SinkAnswers = {}) {
  const sink = await openSink(answers);
  const mailer = createNoticeMailer({
    from: "山田牡蠣店 <shop@example.jp>",
    server: { host: "127.0.0.1", port: sink.port, tls: "none" },
    connectionsMax: 1,
    timeoutMs: 2_000,
    ...more,
    ...(more.server === undefined ? {} : { server: { ...more.server, port: sink.port } }),
  });
  t.after(async () => {
    mailer.close();
    await sink.close();
  });
  return { sink, mailer };
}

test("domains on the owner's list, and those below them, get ISO-2022-JP; others UTF-8", async (t) => {
  const { sink, mailer } = await stage(t, { plainDomains: ["@Docomo.example"], replyTo: "desk@example.jp" });
  for (const to of ["a@docomo.example", "c@mail.docomo.example", "d@notdocomo.example"])
    assert.equal((await mailer.send(to, ID, MAIL)).kind, "sent");
  const [first, second, third] = sink.mails;
  assert.match(first?.text ?? "", /charset=ISO-2022-JP/);
  assert.match(second?.text ?? "", /charset=ISO-2022-JP/);
  assert.match(third?.text ?? "", /charset=utf-8/i);
  const read = await PostalMime.parse(first?.text ?? "");
  assert.deepEqual(
    [read.subject, read.from, read.to?.[0]?.address, read.replyTo?.[0]?.address, read.messageId],
    [
      MAIL.subject,
      { name: "山田牡蠣店", address: "shop@example.jp" },
      "a@docomo.example",
      "desk@example.jp",
      ID,
    ],
  );
  assert.equal(read.text?.trim(), MAIL.text.trim());
  assert.match(first?.text ?? "", /^Auto-Submitted: auto-generated/m);
});

test("a name outside of ISO-2022-JP goes as UTF-8, whole", async (t) => {
  const { sink, mailer } = await stage(t, { plainDomains: ["docomo.example"] });
  await mailer.send("a@docomo.example", ID, { ...MAIL, text: "𠮷野 髙子 様\n" });
  const read = await PostalMime.parse(sink.mails[0]?.text ?? "");
  assert.equal(read.text?.trim(), "𠮷野 髙子 様");
});

test("who refuses UTF-8 gets the other encoding at once; who refuses the mailbox does not", async (t) => {
  const { sink, mailer } = await stage(
    t,
    {},
    {
      text: ({ text }) => (/utf-8/i.test(text) ? "554 5.6.3 conversion required" : null),
      recipient: (address) => (address.startsWith("none") ? "550 5.1.1 none" : null),
    },
  );
  assert.deepEqual(await mailer.send("a@example.jp", ID, MAIL), {
    kind: "sent",
    note: "250 2.0.0 iso-2022-jp",
  });
  assert.equal(sink.mails.length, 1);
  assert.deepEqual(await mailer.send("a@example.jp", ID, { ...MAIL, text: "𠮷" }), {
    kind: "refused",
    note: "554 5.6.3",
  });
  assert.deepEqual(await mailer.send("none@example.jp", ID, MAIL), { kind: "refused", note: "550 5.1.1" });
});

test("no subject, name or body makes a line too long, a bad fold or a header of its own", async () => {
  const write = createPlainMailWriter();
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc
      .array(fc.constantFrom("漏", "A", " ", "ガ", "\r\n", "\n.", "ｶﾞ", "~", "\u0007"), { maxLength: 900 })
      .map((all) => all.join("")),
  );
  await fc.assert(
    fc.asyncProperty(text, text, async (subject, body) => {
      const headers = { from: "店 <s@example.jp>", to: "a@example.jp", messageId: ID, date: new Date(0) };
      const raw = write({ subject, text: body, html: "" }, headers);
      if (raw === undefined) return;
      assert.ok(raw.every((byte) => byte < 0x80));
      const [head = "", ...rest] = raw.toString("latin1").split("\r\n\r\n");
      for (const line of head.split("\r\n")) {
        assert.ok(line.length <= 76, line);
        assert.match(
          line,
          /^(?:From|To|Subject|Message-ID|Date|Auto-Submitted|MIME-Version|Content-[A-Za-z-]+): |^ \S/,
        );
      }
      assert.ok(
        rest
          .join("\r\n\r\n")
          .split("\r\n")
          .every((line) => line.length <= 998),
      );
      assert.doesNotMatch(raw.toString("latin1").replaceAll("\r\n", ""), /\n/);
    }),
    { numRuns: 60 },
  );
});

test("both encodings bear a signature that another's checker accepts, and a changed mail does not", async (t) => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const dkim = { domain: "example.jp", selector: "m1", privateKey: secret(privateKey) };
  const { sink, mailer } = await stage(t, {
    plainDomains: ["docomo.example"],
    server: { host: "127.0.0.1", port: 0, tls: "none", dkim },
  });
  await mailer.send("a@example.com", ID, MAIL);
  await mailer.send("a@docomo.example", ID, MAIL);
  const resolver = async (name: string): Promise<string[][]> => {
    if (name === "m1._domainkey.example.jp") return [[`v=DKIM1; k=rsa; p=${publicKey.toString("base64")}`]];
    throw Object.assign(new Error("none"), { code: "ENOTFOUND" });
  };
  const verdict = async (raw: string): Promise<unknown> => {
    const { dkim: checked } = await authenticate(raw, {
      ip: "192.0.2.1",
      helo: "x.example",
      sender: "s@example.jp",
      resolver,
    });
    return typeof checked === "object" ? checked.results[0]?.status.result : checked;
  };
  for (const { text } of sink.mails) {
    assert.equal(await verdict(text), "pass");
    assert.equal(await verdict(text.replace(/^To: .*$/m, "To: z@example.com")), "fail");
  }
  assert.equal(sink.mails.length, 2);
});

// The canaries' mail server over real SMTP: what it takes, what it refuses, and what is left of a mail.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, test } from "node:test";
import { MisemoriError } from "../../kernel/index.ts";
import { canaryOf, DOMAIN, nameService, openStage } from "./mail.fixture.ts";
import { openReader } from "./reader.ts";

const CARD = "4111111111111111";

/** Speaks line by line and gives all answers; a line of null hangs up. */
function talk(port: number, lines: readonly (string | null)[]): Promise<string[]> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answers: string[] = [];
    let rest = "";
    const left = [...lines];
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answers));
    socket.on("data", (chunk) => {
      rest += chunk.toString();
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        answers.push(line);
        if (line[3] !== " ") continue;
        const next = left.shift();
        if (next === null || next === undefined) socket.destroy();
        else socket.write(next);
      }
    });
  });
}

describe("the canaries' mail server", () => {
  test("keeps facts of a mail over STARTTLS, and no word of its text", async (t) => {
    const { store, send, kept } = await openStage(t);
    await store.canaries.plant([canaryOf("tanaka.yumi12")]);
    const answer = await send({
      from: "Spammer <bad@spam.example>",
      to: `tanaka.yumi12@${DOMAIN}`,
      subject: `当選 ${CARD} hanako@example.jp\n様`,
      text: "SECRET-BODY https://evil.example/x?a=1 http://user@xn--r8jz45g.example/y",
      html: '<a href="https://EVIL.example:8443/">x</a>',
      attachments: [{ filename: "請求書.zip", content: "PK" }],
    });
    assert.match(answer, /^250/);
    const [mail, ...more] = await kept();
    assert.equal(more.length, 0);
    assert.equal(mail?.outcome, "hit");
    assert.equal(mail.canary, "cn_tanaka.yumi12");
    const { facts } = mail;
    assert.deepEqual(facts?.hosts, ["evil.example", "xn--r8jz45g.example"]);
    assert.deepEqual(
      facts.attachments.map(({ name, type, bytes }) => [name, type, bytes]),
      [["請求書.zip", "application/zip", 2]],
    );
    assert.deepEqual(
      [facts.envelopeDomain, facts.fromDomain, facts.helo, facts.remoteAddress],
      ["spam.example", "spam.example", "sender.example", "127.0.0.1"],
    );
    const text = JSON.stringify(await store.canaryMails.list("all"));
    for (const gone of ["SECRET-BODY", CARD, "hanako", "bad@", "Spammer"])
      assert.ok(!text.includes(gone), gone);
    assert.match(facts.subject, /^当選 .*…@example\.jp 様$/);
  });

  test("is no relay, knows no accounts, and takes full-width and sub-addresses", async (t) => {
    const { receiver, store, kept } = await openStage(t);
    await store.canaries.plant([
      canaryOf("sato"),
      canaryOf("box", { address: "info+suzuki1@shop.example.jp" }),
    ]);
    const answers = await talk(receiver.port, [
      "EHLO probe.example\r\n",
      "AUTH PLAIN AGEAYg==\r\n",
      "MAIL FROM:<a@spam.example> SMTPUTF8\r\n",
      "RCPT TO:<victim@elsewhere.example>\r\n",
      "RCPT TO:<info@shop.example.jp>\r\n",
      `RCPT TO:<x@sub.${DOMAIN}>\r\n`,
      `RCPT TO:<a%elsewhere.example@evil.${DOMAIN}.example>\r\n`,
      "VRFY sato\r\n",
      `RCPT TO:<SATO@${DOMAIN.toUpperCase()}>\r\n`,
      "RCPT TO:<info+Suzuki1@shop.example.jp>\r\n",
      `RCPT TO:<ｓａｔｏ@ｌｅａｋ.example.jp>\r\n`,
      "DATA\r\n",
      "Subject: x\r\n\r\nx\r\n.\r\n",
      "QUIT\r\n",
    ]);
    const codes = answers.filter((line) => line[3] === " ").map((line) => line.slice(0, 3));
    assert.deepEqual(codes.slice(1), [
      "250",
      "500",
      "250",
      "550",
      "550",
      "550",
      "550",
      "252",
      "250",
      "250",
      "250",
      "354",
      "250",
      "221",
    ]);
    assert.deepEqual(
      answers.filter((line) => line.includes("AUTH")),
      [],
    );
    assert.deepEqual((await kept()).map(({ canary }) => canary).sort(), ["cn_box", "cn_sato"]);
  });

  test("refuses a large mail with 552 and holds nothing of it", async (t) => {
    const { receiver, kept } = await openStage(t, { receiver: { mailBytesMax: 20_000 } });
    const named = await talk(receiver.port, [
      "EHLO a\r\n",
      "MAIL FROM:<a@b.example> SIZE=50000000\r\n",
      null,
    ]);
    assert.match(named.at(-1) ?? "", /^552/);
    const line = `${"x".repeat(78)}\r\n`;
    const sent = await talk(receiver.port, [
      "EHLO a\r\n",
      "MAIL FROM:<a@b.example>\r\n",
      `RCPT TO:<sato@${DOMAIN}>\r\n`,
      "DATA\r\n",
      `Subject: x\r\n\r\n${line.repeat(500)}.\r\n`,
      "QUIT\r\n",
    ]);
    assert.match(sent.at(-2) ?? "", /^552/);
    assert.deepEqual(await kept(), []);
  });

  test("acknowledges nothing that is not kept: disk full is 452, anything else 451, a broken line nothing", async (t) => {
    let trouble: Error = new MisemoriError("store.full", "full", "free space");
    const stage = await openStage(t, { keep: () => Promise.reject(trouble) });
    const mail = { from: "a@b.example", to: `sato@${DOMAIN}`, text: "x" };
    await assert.rejects(stage.send(mail), { responseCode: 452 });
    trouble = new Error("broken");
    await assert.rejects(stage.send(mail), { responseCode: 451 });
    assert.equal(stage.troubles.length, 2);
    const { receiver, kept } = await openStage(t);
    const begun = ["EHLO a\r\n", "MAIL FROM:<a@b.example>\r\n", `RCPT TO:<sato@${DOMAIN}>\r\n`, "DATA\r\n"];
    let half = 0;
    await new Promise<void>((resolve) => {
      const socket = connect(receiver.port, "127.0.0.1");
      socket.on("data", (chunk) => {
        // Who talks before the greeting is hung up on.
        if (chunk.includes("220 ")) socket.write(begun.join(""));
        if (chunk.includes("354"))
          socket.write("Subject: half\r\n\r\nhalf", () => {
            half += 1;
            socket.destroy();
          });
      });
      socket.on("close", () => resolve());
    });
    await receiver.close();
    assert.equal(half, 1);
    assert.deepEqual(await kept(), []);
  });

  test("takes what no program could have written, and a stream of nonsense", async (t) => {
    const { receiver, store, kept } = await openStage(t);
    await store.canaries.plant([canaryOf("sato")]);
    const odd = [
      "",
      "\0\0\0",
      "Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--\r\n",
      `Content-Type: multipart/mixed; boundary=a\r\n\r\n${"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n".repeat(200)}`,
      "Content-Type: text/html; charset=no-such\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%",
      `Subject: ${"=?utf-8?B?44GC?=".repeat(2_000)}\r\nFrom: <<>>@@,;\r\nDKIM-Signature: v=1; a=; b\r\n\r\n`,
      `${Array.from({ length: 3_000 }, (_, n) => `DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; h=from; l=${n}; bh=AA==; b=AA==\r\n`).join("")}From: a@a.example\r\n\r\n${"x".repeat(2_000_000)}`,
      `${"Received: from a by b; Mon, 1 Jan 1900 00:00:00 +0000\r\n".repeat(60)}Date: Fri, 1 Jan 2100 00:00:00 +0900\r\n\r\nx`,
    ];
    for (const body of odd) {
      const answers = await talk(receiver.port, [
        "HELO a\r\n",
        "MAIL FROM:<a@b.example>\r\n",
        `RCPT TO:<sato@${DOMAIN}>\r\n`,
        "DATA\r\n",
        `${body}\r\n.\r\n`,
        "QUIT\r\n",
      ]);
      assert.match(answers.at(-2) ?? "", /^250/, body.slice(0, 60));
    }
    const outcomes = (await kept()).map(({ outcome, facts }) => [
      outcome,
      Math.abs((facts?.receivedAtMs ?? 0) - Date.now()) < 60_000,
    ]);
    assert.equal(outcomes.filter(([outcome]) => outcome === "loop").length, 1);
    assert.ok(
      outcomes.every(([, ownClock]) => ownClock === true),
      "our own clock counts",
    );
  });

  test("cuts off a sender who goes on for ever, and holds nothing of it", async (t) => {
    const { receiver, kept } = await openStage(t, { receiver: { mailBytesMax: 20_000 } });
    const begun = ["EHLO a\r\n", "MAIL FROM:<a@b.example>\r\n", `RCPT TO:<sato@${DOMAIN}>\r\n`, "DATA\r\n"];
    const line = `${"x".repeat(998)}\r\n`;
    let sent = 0;
    await new Promise<void>((resolve) => {
      const socket = connect(receiver.port, "127.0.0.1");
      const more = (): void => {
        if (socket.writable) socket.write(line, more);
        sent += line.length;
      };
      socket.on("data", (chunk) => {
        if (chunk.includes("220 ")) socket.write(begun.join(""));
        if (chunk.includes("354")) more();
      });
      socket.on("error", () => undefined);
      socket.on("close", () => resolve());
    });
    assert.ok(sent > 200_000, String(sent));
    assert.deepEqual(await kept(), []);
  });

  test("under a flood over many connections keeps every mail it acknowledged, and refuses the others for now", async (t) => {
    const reader = openReader({ resolve: nameService({}), onTrouble: (error) => assert.fail(String(error)) });
    t.after(() => reader.close());
    const pace = { connectionsOfOne: 30, mailsOfOne: 150, mailsOfAll: 150 };
    const { receiver, store, kept } = await openStage(t, { reader, receiver: { pace } });
    await store.canaries.plant([canaryOf("sato")]);
    const mails = Array.from({ length: 10 }, (_, n) => [
      `MAIL FROM:<a@b${n}.example>\r\n`,
      `RCPT TO:<sato@${DOMAIN}>\r\n`,
      "DATA\r\n",
      `From: a@b${n}.example\r\nSubject: ${n}\r\n\r\n${"x\r\n".repeat(100)}.\r\n`,
    ]).flat();
    const told = await Promise.all(
      Array.from({ length: 40 }, () => talk(receiver.port, ["EHLO a\r\n", ...mails, "QUIT\r\n"])),
    );
    const answers = told.flat();
    const taken = answers.filter((line) => line.endsWith("Recorded")).length;
    assert.equal(taken, 150);
    assert.ok(
      answers.some((line) => line.startsWith("421")),
      "too many connections",
    );
    assert.ok(
      answers.some((line) => line.startsWith("451")),
      "too many mails",
    );
    const rows = await kept();
    assert.equal(
      rows.reduce((sum, { times }) => sum + times, 0),
      taken,
    );
    assert.ok(rows.length <= 51, "a day's rows of one canary are bounded");
  });

  test("slows one sender down without losing what it took", async (t) => {
    const { receiver, kept } = await openStage(t);
    const mails = Array.from({ length: 140 }, (_, n) => [
      `MAIL FROM:<a@b.example>\r\n`,
      `RCPT TO:<nobody${n}@${DOMAIN}>\r\n`,
      "DATA\r\n",
      "\r\n.\r\n",
    ]).flat();
    // A refused MAIL makes what follows it nonsense to the server, which then hangs up.
    const answers = await talk(receiver.port, ["EHLO a\r\n", ...mails, "QUIT\r\n"]);
    const taken = answers.filter((line) => line.startsWith("250") && line.endsWith("Recorded")).length;
    assert.equal(taken, 120);
    assert.ok(answers.some((line) => line.startsWith("451")));
    const counted = (await kept()).reduce((sum, { times }) => sum + times, 0);
    assert.equal(counted, taken);
    assert.ok((await kept()).every(({ outcome }) => outcome === "unknown-address"));
  });
});

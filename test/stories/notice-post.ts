// The post of a story that tells people: a mail server that takes the notices, the lines of misemori.yaml that lead to it, and the
// letters read as their people read them.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import {
  openSink,
  type Sink,
  type SinkAnswers,
  type TakenMail,
} from "../../src/desk/notices/sending/sink.fixture.ts";

export const FROM = "oshirase@shop.example";

export interface NoticePost {
  readonly sink: Sink;
  /** For misemori.yaml. */
  readonly config: string;
}

export async function openPost(t: TestContext, answers: SinkAnswers = {}): Promise<NoticePost> {
  const sink = await openSink(answers);
  t.after(() => sink.close());
  const config = `notices:
  from: ${FROM}
  smtp: { host: 127.0.0.1, port: ${sink.port}, tls: none }
  perDomainPerSecond: 10000
  mailbox: mbox
  letters: { company: 物語の店, postcode: 739-0001, address: [広島県東広島市西条町1-1] }
`;
  return { sink, config };
}

export interface ReadLetter {
  readonly to: string;
  readonly subject: string;
  /** To whom it speaks. */
  readonly dear: string;
  /** What stands first in it. */
  readonly first: string;
  readonly text: string;
}

/** A mail of the sender's own writing, as its reader sees it. */
export function letterIn({ to, text: raw }: TakenMail): ReadLetter {
  const written = /^Subject: ([^]*?)\r?\n(?=\S)/m.exec(raw)?.[1] ?? "";
  const subject = written
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_word, base64: string) => fromBase64(base64));
  const body = /^Content-Type: text\/plain[^]*?\r?\n\r?\n([^]*?)\r?\n--/m.exec(raw)?.[1] ?? "";
  const text = fromBase64(body).replaceAll("\r\n", "\n");
  const [dear = "", first = ""] = text.split("\n\n");
  return { to, subject, dear, first, text };
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString();
}

/** Lays mails down where returned mails and replies are read. */
export function fillMailbox(folder: string, mails: readonly string[]): Promise<void> {
  const text = mails.map((mail) => `From x Sun Nov 22 00:00:00 2026\n${mail}\n\n`).join("");
  return writeFile(join(folder, "mbox"), text);
}

/** What a mail server sends back for a mail it took and could not deliver. */
export function returned({ messageId }: TakenMail): string {
  return [
    "From: MAILER-DAEMON@example.jp",
    `To: ${FROM}`,
    "Subject: Undelivered Mail Returned to Sender",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Final-Recipient: rfc822; x@example.jp\nAction: failed\nStatus: 5.1.1",
    "",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: ${messageId}`,
    "",
    "--b--",
  ].join("\n");
}

export function reply({ to, messageId }: TakenMail, words: string): string {
  return [
    `From: <${to}>`,
    `To: ${FROM}`,
    "Subject: Re: お知らせ",
    "Message-ID: <reply-1@example.jp>",
    `In-Reply-To: ${messageId}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    words,
    "> 様",
  ].join("\n");
}

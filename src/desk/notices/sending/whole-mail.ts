// A notice as one mail in UTF-8: plain text and HTML side by side, made in one piece. A hundred thousand of them go out, and most
// of the work of a general writer of mails is for what a notice has not: attachments, pictures, streams.

import type { NoticeMail } from "../render/mail.ts";
import { headLines, type MailHeaders } from "./mail-head.ts";

/** Signs in one encoded word: 45 bytes are 60 signs of base64, which with their frame stay within 76 (RFC 2047 §2). */
const WORD_BYTES_MAX = 45;
/** Before the first word stands "Subject: " or "Reply-To: ". */
const FIRST_WORD_BYTES_MAX = 36;
/** Has "_", which base64 has not: it can stand in no part. */
const BOUNDARY = "=_misemori_notice";

/** Undefined when an address cannot stand in a header. */
export function writeWholeMail(
  { subject, text, html }: Readonly<NoticeMail>,
  headers: MailHeaders,
): Buffer | undefined {
  const head = headLines(subject, headers, utf8Header);
  if (head === undefined) return undefined;
  return Buffer.from(
    [
      ...head,
      `Content-Type: multipart/alternative; boundary="${BOUNDARY}"`,
      "",
      ...part("text/plain", text),
      ...part("text/html", html),
      `--${BOUNDARY}--`,
      "",
    ].join("\r\n"),
  );
}

function part(type: string, text: string): readonly string[] {
  return [
    `--${BOUNDARY}`,
    `Content-Type: ${type}; charset=utf-8`,
    "Content-Transfer-Encoding: base64",
    "",
    base64Lines(text.replaceAll(/\r?\n/g, "\r\n")),
  ];
}

function base64Lines(text: string): string {
  return Buffer.from(text)
    .toString("base64")
    .replaceAll(/.{76}(?=.)/g, "$&\r\n");
}

/** Plain where it may be; else encoded words, none of which cuts a sign in two. */
function utf8Header(text: string): string {
  if (/^[\x20-\x7e]{0,60}$/.test(text) && !text.includes("=?")) return text;
  const words: string[] = [];
  let kept = "";
  let bytes = 0;
  for (const sign of text) {
    const more = Buffer.byteLength(sign);
    if (bytes + more > (words.length === 0 ? FIRST_WORD_BYTES_MAX : WORD_BYTES_MAX)) {
      words.push(kept);
      [kept, bytes] = ["", 0];
    }
    kept += sign;
    bytes += more;
  }
  words.push(kept);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString("base64")}?=`).join("\r\n ");
}

// A notice as the plainest mail there is, in ISO-2022-JP (RFC 1468): one part of text, seven bits wide, for mail services that
// cannot show UTF-8. Whatever does not fit into it is not sent this way.

import { createIso2022Writer } from "../../japanese-bytes.ts";
import type { NoticeMail } from "../render/mail.ts";
import { headLines, type MailHeaders } from "./mail-head.ts";

/** Undefined when a sign or an address does not fit: the mail goes as UTF-8 then. */
export type PlainMailWriter = (mail: NoticeMail, headers: MailHeaders) => Buffer | undefined;

export function createPlainMailWriter(): PlainMailWriter {
  const write = createIso2022Writer();
  const headerOf = (text: string): string | undefined => {
    const words = wordsOf(text, write);
    return words?.join("\r\n ");
  };
  return (mail, headers) => {
    const head = headLines(mail.subject, headers, headerOf);
    const body = bodyOf(mail.text, write);
    // Seven bits wide: an address beyond them does not fit.
    if (head === undefined || body === undefined || !/^[\x21-\x7e]+$/.test(headers.to)) return undefined;
    const lines = [
      ...head,
      "Content-Type: text/plain; charset=ISO-2022-JP",
      "Content-Transfer-Encoding: 7bit",
    ];
    return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), body]);
  };
}

type Write = (line: string) => Uint8Array | undefined;

/** Bytes in one encoded word: with its frame and "Subject: " before it a line stays within 76 signs (RFC 2047 §2). */
const WORD_BYTES_MAX = 36;
/** A line of a mail (RFC 5322 §2.1.1), with room for the ways in and out of the kanji. */
const LINE_BYTES_MAX = 900;

/** Every word begins and ends in ASCII, so that each can be read alone. */
function wordsOf(text: string, write: Write): readonly string[] | undefined {
  const pieces = piecesOf(text, write, WORD_BYTES_MAX);
  return pieces?.map((bytes) => `=?ISO-2022-JP?B?${Buffer.from(bytes).toString("base64")}?=`);
}

function piecesOf(text: string, write: Write, bytesMax: number): readonly Uint8Array[] | undefined {
  const pieces: Uint8Array[] = [];
  let kept = "";
  for (const sign of text) {
    const bytes = write(kept + sign);
    if (bytes === undefined) return undefined;
    if (bytes.length > bytesMax && kept !== "") {
      pieces.push(write(kept) ?? new Uint8Array());
      kept = "";
    }
    kept += sign;
  }
  pieces.push(write(kept) ?? new Uint8Array());
  return pieces;
}

function bodyOf(text: string, write: Write): Buffer | undefined {
  const lines: Uint8Array[] = [];
  const end = Buffer.from("\r\n");
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const whole = write(line);
    const pieces = whole !== undefined && whole.length <= LINE_BYTES_MAX ? [whole] : inPieces(line, write);
    if (pieces === undefined) return undefined;
    for (const piece of pieces) lines.push(piece, end);
  }
  return Buffer.concat(lines);
}

/** A paragraph longer than a line may be is broken; it is rare, so its cost does not matter. */
function inPieces(line: string, write: Write): readonly Uint8Array[] | undefined {
  return piecesOf(line, write, LINE_BYTES_MAX);
}

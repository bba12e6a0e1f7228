// Mails out of what mail programs keep them in: an mbox file or a Maildir folder. Each is handed on as bytes, or read by
// parsedMail(); what they say is the caller's matter.

import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import PostalMime, { type Email } from "postal-mime";

export interface MailboxReading {
  /** Of a longer mail only the first part is held. */
  readonly mailBytesMax: number;
  /** What is thrown for a file that is no mailbox. */
  readonly none: () => Error;
}

/** `path`: an mbox file, or a Maildir folder. Throws what the disk throws. */
export async function* mailsIn(path: string, reading: MailboxReading): AsyncGenerator<Uint8Array> {
  const isFolder = (await stat(path)).isDirectory();
  yield* isFolder ? mailsOfMaildir(path, reading) : mailsOfMbox(path, reading);
}

/** A mail is anybody's bytes: null for one that cannot be read. Mails within mails are attachments. */
export async function parsedMail(raw: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(raw, {
      forceRfc822Attachments: true,
      maxNestingDepth: 20,
      maxHeadersSize: 256 * 1024,
    });
  } catch {
    return null;
  }
}

async function* mailsOfMaildir(folder: string, { mailBytesMax }: MailboxReading): AsyncGenerator<Uint8Array> {
  for (const part of ["cur", "new"]) {
    const names = await readdir(join(folder, part)).catch(() => []);
    for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
      if (name.startsWith(".")) continue;
      const handle = await open(join(folder, part, name), "r");
      try {
        if (!(await handle.stat()).isFile()) continue;
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(mailBytesMax), 0, mailBytesMax, 0);
        yield buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    }
  }
}

/** Mails begin at "From " after an empty line (or at the start). Only the first part of a long mail is held. */
async function* mailsOfMbox(
  path: string,
  { mailBytesMax, none }: MailboxReading,
): AsyncGenerator<Uint8Array> {
  let lines: Buffer[] = [];
  let bytes = 0;
  let isOpen = false;
  let afterEmpty = true;
  for await (const line of linesOf(path, mailBytesMax)) {
    if (afterEmpty && line.subarray(0, 5).equals(FROM)) {
      if (isOpen) yield Buffer.concat(lines);
      [lines, bytes, isOpen, afterEmpty] = [[], 0, true, false];
      continue;
    }
    afterEmpty = line.length <= 2 && line.toString("latin1").trim() === "";
    if (!isOpen) {
      if (!afterEmpty) throw none();
      continue;
    }
    if (bytes + line.length > mailBytesMax) continue;
    bytes += line.length;
    // ">From " is how mbox writes a line of a mail that begins so.
    lines.push(/^>+From /.test(line.subarray(0, 20).toString("latin1")) ? line.subarray(1) : line);
  }
  if (isOpen) yield Buffer.concat(lines);
}

const FROM = Buffer.from("From ");

/** Lines with their ends; a line longer than a mail's limit comes in pieces. */
async function* linesOf(path: string, mailBytesMax: number): AsyncGenerator<Buffer> {
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    kept = Buffer.concat([kept, chunk]);
    let start = 0;
    for (let end = kept.indexOf(10); end >= 0; end = kept.indexOf(10, start)) {
      yield kept.subarray(start, end + 1);
      start = end + 1;
    }
    kept = Buffer.from(kept.subarray(start));
    if (kept.length <= mailBytesMax) continue;
    yield kept;
    kept = Buffer.alloc(0);
  }
  if (kept.length > 0) yield kept;
}

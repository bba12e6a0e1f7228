// Spam reports from a mailbox: customers forward what came, and the shop's mail program keeps it as mbox or Maildir. Only who, when
// and of what kind is taken; nothing of a mail is kept or shown.

import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import PostalMime, { type Email } from "postal-mime";
import type { Language } from "../../kernel/index.ts";
import { SPAM_LIMITS, type SpamReport } from "./contract.ts";
import { momentFrom } from "./report-times.ts";
import type { Intake, IntakeSettings } from "./report-file.ts";
import { reportFrom } from "./reports.ts";
import { fileTrouble, spamTrouble } from "./trouble.ts";

export interface MailboxSettings extends IntakeSettings {
  /** Names and domains of the shop: a forwarded mail that bears one is phishing in its name. */
  readonly shopNames: readonly string[];
  /** The shop's own addresses: a mail from one of them is an answer, not a report. */
  readonly ownAddresses: readonly string[];
}

/** `path`: an mbox file, or a Maildir folder. Throws "spam.unreadable", "spam.noMails", "spam.many". */
export async function reportsFromMailbox(path: string, settings: MailboxSettings): Promise<Intake> {
  const reports: SpamReport[] = [];
  let [mails, unreadable, firstUnreadable] = [0, 0, 0];
  try {
    const isFolder = (await stat(path)).isDirectory();
    for await (const raw of isFolder ? mailsOfMaildir(path) : mailsOfMbox(path, settings.language)) {
      mails += 1;
      if (mails > SPAM_LIMITS.mailsMax)
        throw spamTrouble(settings.language, "many", { max: SPAM_LIMITS.mailsMax });
      const report = await reportOf(raw, settings);
      if (report === "own") continue;
      if (report !== null) reports.push(report);
      else if (unreadable++ === 0) firstUnreadable = mails;
    }
  } catch (error) {
    throw fileTrouble(error, path, settings.language);
  }
  if (mails === 0) throw spamTrouble(settings.language, "noMails", { path: basename(path) });
  return { reports, unreadable, firstUnreadable };
}

async function reportOf(raw: Uint8Array, settings: MailboxSettings): Promise<SpamReport | "own" | null> {
  const mail = await parsed(raw);
  if (mail === null) return null;
  const from = addressOf(mail.from);
  if (settings.ownAddresses.some((own) => own.toLowerCase() === from.toLowerCase())) return "own";
  const atMs = mail.date === undefined ? undefined : momentFrom(mail.date, settings.zone, settings.nowMs);
  if (atMs === undefined) return null;
  const inner = await innerMail(mail);
  // Where the spam itself is attached, the address it came to is the one that counts; people have several.
  const address = inner?.to?.map(addressOf).find((one) => one !== "") ?? from;
  const words = [mail.subject, mail.text, mail.html, inner?.subject, inner?.text, inner?.html]
    .join("\n")
    .toLowerCase();
  const bearsName = settings.shopNames.some((name) => name.length > 1 && words.includes(name.toLowerCase()));
  const kind = bearsName ? ("phishing" as const) : ("spam" as const);
  return reportFrom({ atMs, address, member: "", kind, source: "mail" });
}

async function innerMail(mail: Email): Promise<Email | null> {
  const attached = mail.attachments.find(({ mimeType }) => mimeType === "message/rfc822");
  if (attached === undefined || typeof attached.content === "string") return null;
  return parsed(new Uint8Array(attached.content));
}

/** A mail is anybody's bytes: one that cannot be read is counted, never fatal. */
async function parsed(raw: Uint8Array): Promise<Email | null> {
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

function addressOf(one: Email["from"]): string {
  return one?.address ?? one?.group?.[0]?.address ?? "";
}

async function* mailsOfMaildir(folder: string): AsyncGenerator<Uint8Array> {
  for (const part of ["cur", "new"]) {
    const names = await readdir(join(folder, part)).catch(() => []);
    for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
      if (name.startsWith(".")) continue;
      const handle = await open(join(folder, part, name), "r");
      try {
        if (!(await handle.stat()).isFile()) continue;
        const { buffer, bytesRead } = await handle.read(
          Buffer.alloc(SPAM_LIMITS.mailBytesMax),
          0,
          SPAM_LIMITS.mailBytesMax,
          0,
        );
        yield buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    }
  }
}

/** Mails begin at "From " after an empty line (or at the start). Only the first part of a long mail is held. */
async function* mailsOfMbox(path: string, language: Language): AsyncGenerator<Uint8Array> {
  let lines: Buffer[] = [];
  let bytes = 0;
  let isOpen = false;
  let afterEmpty = true;
  for await (const line of linesOf(path)) {
    if (afterEmpty && line.subarray(0, 5).equals(FROM)) {
      if (isOpen) yield Buffer.concat(lines);
      [lines, bytes, isOpen, afterEmpty] = [[], 0, true, false];
      continue;
    }
    afterEmpty = line.length <= 2 && line.toString("latin1").trim() === "";
    if (!isOpen) {
      if (!afterEmpty) throw spamTrouble(language, "noMails", { path: basename(path) });
      continue;
    }
    if (bytes + line.length > SPAM_LIMITS.mailBytesMax) continue;
    bytes += line.length;
    // ">From " is how mbox writes a line of a mail that begins so.
    lines.push(/^>+From /.test(line.subarray(0, 20).toString("latin1")) ? line.subarray(1) : line);
  }
  if (isOpen) yield Buffer.concat(lines);
}

const FROM = Buffer.from("From ");

/** Lines with their ends; a line longer than a mail's limit comes in pieces. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    kept = Buffer.concat([kept, chunk]);
    let start = 0;
    for (let end = kept.indexOf(10); end >= 0; end = kept.indexOf(10, start)) {
      yield kept.subarray(start, end + 1);
      start = end + 1;
    }
    kept = Buffer.from(kept.subarray(start));
    if (kept.length <= SPAM_LIMITS.mailBytesMax) continue;
    yield kept;
    kept = Buffer.alloc(0);
  }
  if (kept.length > 0) yield kept;
}

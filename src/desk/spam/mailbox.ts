// Spam reports from a mailbox: customers forward what came, and the shop's mail program keeps it as mbox or Maildir. Only who, when
// and of what kind is taken; nothing of a mail is kept or shown.

import { basename } from "node:path";
import type { Email } from "postal-mime";
import { mailsIn, parsedMail } from "../mailbox-files.ts";
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
    const none = (): Error => spamTrouble(settings.language, "noMails", { path: basename(path) });
    for await (const raw of mailsIn(path, { mailBytesMax: SPAM_LIMITS.mailBytesMax, none })) {
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
  const mail = await parsedMail(raw);
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
  return parsedMail(new Uint8Array(attached.content));
}

function addressOf(one: Email["from"]): string {
  return one?.address ?? one?.group?.[0]?.address ?? "";
}

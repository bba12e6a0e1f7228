// What is kept of a mail: facts that name no person and open nothing. A mail that cannot be read has facts as well, only fewer.

import { createHash } from "node:crypto";
import PostalMime, { type Email } from "postal-mime";
import { maskText } from "../../scrub/index.ts";
import { domainOf, plainDomain } from "./address.ts";
import { LISTEN_LIMITS, type Attachment, type MailFacts } from "./contract.ts";
import {
  headOnly,
  NOTHING_PROVEN,
  verdictsOf,
  type Envelope,
  type Resolve,
  type Verdicts,
} from "./verdicts.ts";

const { listedMax, subjectCharsMax, nameCharsMax, textCharsMax, wholeBytesMax, wholeLinesMax } =
  LISTEN_LIMITS;
/** Links as mail programs see them; the host alone is kept, and what comes before an @ in it is not the host. */
const LINK = /https?:\/\/(?:[^\s/@"'<>]{0,200}@)?([^\s/@"'<>?#:\\)\]]{1,255})/giu;

/** A mail's envelope, and when it came by our own clock. */
export type Arrived = Envelope & { readonly receivedAtMs: number };

export async function factsOf(raw: Uint8Array, envelope: Arrived, resolve: Resolve): Promise<MailFacts> {
  const isWhole = isSmall(raw);
  // The parsed mail is let go before the name service is asked: that may take long.
  const told = factsIn(await parsed(isWhole ? raw : headOnly(raw)), envelope);
  // Whoever reads another server's mails reads no more of them than this.
  const isCut = raw.length >= LISTEN_LIMITS.mailBytesMax;
  const verdicts = await verdictsOf(raw, { ...envelope, isCut }, resolve);
  return { ...told, ...verdicts, bytes: raw.length, isWhole };
}

/** What stands when the mail itself could not be read: somebody wrote to a canary, and from where. */
export function bareFacts(raw: Uint8Array, envelope: Arrived): MailFacts {
  return { ...factsIn(null, envelope), ...NOTHING_PROVEN, bytes: raw.length, isWhole: false };
}

type OfTheMail = Omit<MailFacts, keyof Verdicts | "bytes" | "isWhole">;

function factsIn(mail: Email | null, { sender, from, receivedAtMs }: Arrived): OfTheMail {
  const values = (name: string): string[] =>
    (mail?.headers ?? []).filter(({ key }) => key === name).map(({ value }) => value);
  const submitted = (values("auto-submitted")[0] ?? "").trim().toLowerCase();
  const type = (values("content-type")[0] ?? "").trim().toLowerCase();
  const fromAddress = mail?.from?.address ?? "";
  return {
    receivedAtMs,
    way: from === null ? "folder" : "smtp",
    envelopeDomain: sender === "" ? "" : domainOf(sender) || "?",
    fromDomain: domainOf(fromAddress),
    remoteAddress: from?.address ?? "",
    helo: short(from?.helo ?? "", nameCharsMax),
    messageId: mail?.messageId === undefined ? "" : sha256(mail.messageId).slice(0, 16),
    subject: scrubbed(mail?.subject ?? "", subjectCharsMax),
    hosts: mail === null ? [] : hostsIn(mail),
    attachments: mail === null ? [] : attachmentsOf(mail),
    hops: values("received").length,
    isReport: type.startsWith("multipart/report") || /^(?:mailer-daemon|postmaster)@/i.test(fromAddress),
    isReply: submitted.startsWith("auto-replied"),
  };
}

function isSmall(raw: Uint8Array): boolean {
  if (raw.length > wholeBytesMax) return false;
  let lines = 0;
  for (let at = raw.indexOf(10); at >= 0 && lines <= wholeLinesMax; at = raw.indexOf(10, at + 1)) lines += 1;
  return lines <= wholeLinesMax;
}

/** Null for what cannot be read. Mails within mails are attachments: what they say is not this mail's. */
export async function parsed(raw: Uint8Array): Promise<Email | null> {
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

function hostsIn({ text = "", html = "" }: Email): string[] {
  const hosts = new Set<string>();
  for (const part of [text, html])
    for (const [, host = ""] of part.slice(0, textCharsMax).matchAll(LINK)) {
      const plain = plainDomain(host);
      if (plain !== "") hosts.add(plain);
      if (hosts.size >= listedMax) return [...hosts];
    }
  return [...hosts];
}

function attachmentsOf({ attachments }: Email): Attachment[] {
  return attachments.slice(0, listedMax).map(({ filename, mimeType, content }) => {
    const bytes = typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);
    return {
      name: scrubbed(filename ?? "", nameCharsMax),
      type: short(mimeType, nameCharsMax),
      bytes: bytes.length,
      sha256: sha256(bytes),
    };
  });
}

/** No card number, no address of a person, one line. Cut before it is searched: a subject may be megabytes. */
function scrubbed(text: string, charsMax: number): string {
  const line = maskText(short(text, charsMax * 4)).replaceAll(/[^\s@<>"]{1,100}@(?=[^\s@<>"])/gu, "…@");
  return short(line, charsMax);
}

function short(text: string, charsMax: number): string {
  const line = text
    .slice(0, charsMax * 4)
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return line.length > charsMax ? `${line.slice(0, charsMax - 1).toWellFormed()}…` : line;
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

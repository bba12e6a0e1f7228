// What a returned mail says: which of our mails it speaks of, and whether that one will never arrive. Pure; what follows from it
// is settle.ts.

import type { Email } from "postal-mime";
import { parsedMail } from "../../mailbox-files.ts";

export type Returned =
  /** failed: will never arrive. delayed: the other server goes on trying, or it did arrive. */
  | {
      readonly kind: "failed" | "delayed";
      readonly messageIds: readonly string[];
      /** "5.1.1"; empty when it gives none. */
      readonly code: string;
    }
  /** An answer of a machine or a person, or anything else. */
  | { readonly kind: "auto-reply" | "other" }
  | { readonly kind: "unreadable" };

/** Ids in one mail; a report speaks of one, and a hostile one could list a million. */
const IDS_MAX = 20;
const TEXT_CHARS_MAX = 100_000;

export async function readReturned(raw: Uint8Array): Promise<Returned> {
  const mail = await parsedMail(raw);
  if (mail === null || mail.headers.length === 0) return { kind: "unreadable" };
  const status = partOf(mail, /^message\/(?:global-)?delivery-status$/);
  if (status !== null) {
    const messageIds = idsIn(returnedHeads(mail));
    return { kind: hasFailed(status) ? "failed" : "delayed", messageIds, code: codeIn(status) };
  }
  if (isAutoReply(mail)) return { kind: "auto-reply" };
  if (!isFromServer(mail)) return { kind: "other" };
  // Servers of their own mind (qmail, some carriers): words, then the mail that came back.
  const text = (mail.text ?? stripped(mail.html ?? "")).slice(0, TEXT_CHARS_MAX);
  const [words, heads] = cutAtReturned(text);
  const messageIds = idsIn(`${heads}\n${returnedHeads(mail)}\n${answered(mail)}`);
  if (FINAL.test(words)) return { kind: "failed", messageIds, code: codeIn(words) };
  return LATER.test(words) ? { kind: "delayed", messageIds, code: codeIn(words) } : { kind: "other" };
}

function codeIn(text: string): string {
  return /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(text)?.[0] ?? "";
}

/**
 * RFC 3464 §2.3: one group of fields per recipient. "failed" is final whatever the number; a delay or a delivery is none. A
 * report that speaks of several recipients is ours for one: we send one mail to each.
 */
function hasFailed(status: string): boolean {
  const actions = [...status.matchAll(/^Action:\s{0,20}([a-z]{1,20})/gim)].map(([, action = ""]) =>
    action.toLowerCase(),
  );
  if (actions.length > 0) return actions.includes("failed");
  return /^Status:\s{0,20}5\.\d{1,3}\.\d{1,3}/im.test(status);
}

/** "550 5.1.1", "550 No such user", "(#5.1.1)"; not a postcode (550-0001), not a street number. */
const FINAL =
  /(?:^|[\s(:#])(?:5\d\d[ -]#?5\.\d{1,3}\.\d{1,3}|55[0-4][ -](?=[a-z<("])|#?5\.\d{1,2}\.\d{1,2})(?![\d.])|user unknown|no such user|宛先(?:不明|が見つかりません)|ユーザーが見つかりません/im;
const LATER = /(?:^|[\s(:#])(?:4\d\d[ -]#?4\.\d{1,3}\.\d{1,3}|#?4\.\d{1,2}\.\d{1,2})(?![\d.])/m;

function isAutoReply(mail: Email): boolean {
  const head = (key: string): string =>
    mail.headers.find((one) => one.key === key)?.value.toLowerCase() ?? "";
  if (head("x-autoreply") !== "" || head("x-autorespond") !== "") return true;
  if (/^auto_?reply/.test(head("precedence"))) return true;
  return head("auto-submitted").startsWith("auto-replied") && !isFromServer(mail);
}

function isFromServer({ from, headers }: Email): boolean {
  if (headers.some(({ key, value }) => key === "return-path" && value.trim() === "<>")) return true;
  return (
    /^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon)@/i.test(from?.address ?? "") ||
    from?.name === "MAILER-DAEMON"
  );
}

/** The heads of the mail that came back, wherever they are put. */
function returnedHeads(mail: Email): string {
  const whole = partOf(mail, /^(?:message\/(?:global|rfc822)|message\/global-headers|text\/rfc822-headers)$/);
  return whole?.split(/\r?\n\r?\n/, 1)[0] ?? "";
}

function partOf(mail: Email, type: RegExp): string | null {
  const part = mail.attachments.find(({ mimeType }) => type.test(mimeType.toLowerCase()));
  if (part === undefined) return null;
  const text =
    typeof part.content === "string"
      ? part.content
      : Buffer.from(new Uint8Array(part.content)).toString("latin1");
  return text.slice(0, TEXT_CHARS_MAX);
}

/** Some write the id of what they answer where answers have it. */
function answered({ inReplyTo = "", references = "" }: Email): string {
  return `Message-ID: ${inReplyTo}\nMessage-ID: ${references.split(/\s+/).at(-1) ?? ""}`;
}

/** The server's own words end where the returned mail's heads begin. */
function cutAtReturned(text: string): readonly [string, string] {
  const at = text.search(/^[> ]{0,4}(?:Return-Path|Received|From|Message-ID|Date):\s/im);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}

function idsIn(heads: string): readonly string[] {
  const ids = heads.matchAll(/^[> ]{0,4}(?:X-Original-)?Message-ID:\s{0,20}(<[^<>\s]{3,200}>)/gim);
  return [...new Set([...ids].slice(0, IDS_MAX).map(([, id = ""]) => id))];
}

function stripped(html: string): string {
  return html.slice(0, TEXT_CHARS_MAX).replaceAll(/<[^<>]{0,2000}>/g, " ");
}

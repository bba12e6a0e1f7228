// Hands one filled notice to the mail server over a kept pool of connections, and says what its answer means: taken, try later,
// refused for good, or unknown. Notes never hold an address: servers like to repeat it.

import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import { reveal, type Secret } from "../../../kernel/index.ts";
import { onTextBegin, smtpEnding, smtpOptions, type SmtpServer } from "../../smtp.ts";
import type { NoticeMail } from "../render/mail.ts";
import type { MailHeaders } from "./mail-head.ts";
import { createPlainMailWriter } from "./plain-mail.ts";
import { writeWholeMail } from "./whole-mail.ts";

export interface MailServer extends SmtpServer {
  /** Signs each mail for the sender's domain. */
  readonly dkim?: { readonly domain: string; readonly selector: string; readonly privateKey: Secret };
}

export type Delivered =
  | { readonly kind: "sent"; readonly note: string }
  | { readonly kind: "later"; readonly note: string }
  | { readonly kind: "refused"; readonly note: string }
  /** From the first byte of the text on, the server may have taken it even if we never heard so. */
  | { readonly kind: "unknown"; readonly note: string };

export interface NoticeMailer {
  send(to: string, messageId: string, mail: NoticeMail): Promise<Delivered>;
  close(): void;
}

export interface MailerOptions {
  readonly from: string;
  readonly replyTo?: string;
  readonly server: MailServer;
  readonly connectionsMax: number;
  readonly timeoutMs: number;
  /**
   * Domains (with those below them) whose people get plain text in ISO-2022-JP, where the words fit into it. Whoever refuses
   * UTF-8 with 5.6.x gets it at once as well.
   */
  readonly plainDomains?: readonly string[];
}

export function createNoticeMailer(options: MailerOptions): NoticeMailer {
  const { from, replyTo, server, connectionsMax, timeoutMs } = options;
  const { dkim } = server;
  const transport = createTransport({
    pool: true,
    maxConnections: connectionsMax,
    maxMessages: Number.POSITIVE_INFINITY,
    ...smtpOptions(server, timeoutMs),
    ...(dkim === undefined
      ? {}
      : {
          dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: reveal(dkim.privateKey) },
        }),
  });
  const begun = new Set<string>();
  onTextBegin(transport, (messageId) => begun.add(messageId));
  const writePlain = createPlainMailWriter();
  const isPlain = plainFor(options.plainDomains ?? []);
  const hand = async (
    messageId: string,
    mail: Parameters<typeof transport.sendMail>[0],
  ): Promise<Delivered> => {
    try {
      const info = await transport.sendMail({ ...mail, messageId });
      return { kind: "sent", note: codesOf(info.response) };
    } catch (error) {
      const { kind, reply, code, response } = smtpEnding(error, begun.has(messageId));
      return { kind, note: reply > 0 ? codesOf(response) : code };
    } finally {
      begun.delete(messageId);
    }
  };
  const headersFor = (to: string, messageId: string): MailHeaders => ({
    from,
    to,
    messageId,
    date: new Date(),
    ...(replyTo === undefined ? {} : { replyTo }),
  });
  const handPlain = async (
    to: string,
    messageId: string,
    mail: NoticeMail,
  ): Promise<Delivered | undefined> => {
    const raw = writePlain(mail, headersFor(to, messageId));
    if (raw === undefined) return undefined;
    const ended = await hand(messageId, { raw, envelope: { from, to } });
    return { ...ended, note: `${ended.note} iso-2022-jp`.trim() };
  };
  return {
    send: async (to, messageId, mail) => {
      const plain = isPlain(to) ? await handPlain(to, messageId, mail) : undefined;
      if (plain !== undefined) return plain;
      const raw = writeWholeMail(mail, headersFor(to, messageId));
      if (raw === undefined) return { kind: "refused", note: "bad-address" };
      const ended = await hand(messageId, { raw, envelope: { from, to } });
      // Refused for its encoding means not taken: the same words may go once more in the other one.
      const refusedAsIs = ended.kind === "refused" && /^\d{3} 5\.6\./.test(ended.note);
      return (refusedAsIs ? await handPlain(to, messageId, mail) : undefined) ?? ended;
    },
    close: () => transport.close(),
  };
}

function plainFor(domains: readonly string[]): (to: string) => boolean {
  const wanted = new Set(
    domains.map((domain) =>
      domain
        .trim()
        .toLowerCase()
        .replace(/^[@.]+/, ""),
    ),
  );
  return (to) => {
    const labels = to
      .slice(to.lastIndexOf("@") + 1)
      .toLowerCase()
      .split(".");
    return labels.some((_, n) => wanted.has(labels.slice(n).join(".")));
  };
}

/** The same notice to the same person always bears the same id, so that a second copy can be known and found. */
export function messageIdOf(dispatch: string, personId: string, domain: string): string {
  return `<${messageNameOf(dispatch, personId)}@${domain}>`;
}

/** What stands before the "@". */
export function messageNameOf(dispatch: string, personId: string): string {
  return createHash("sha256").update(`${dispatch}\n${personId}`).digest("hex").slice(0, 32);
}

/** "550 5.1.1 <a@example.jp> no such user" → "550 5.1.1". */
function codesOf(response: string): string {
  return /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(response)?.[0].replace("-", " ") ?? "";
}

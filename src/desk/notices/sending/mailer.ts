// Hands one filled notice to the mail server over a kept pool of connections, and says what its answer means: taken, try later,
// refused for good, or unknown. Notes never hold an address: servers like to repeat it.

import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { reveal, type Secret } from "../../../kernel/index.ts";
import type { NoticeMail } from "../render/mail.ts";

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly tls: "starttls" | "implicit" | "none";
  readonly user?: string;
  readonly password?: Secret;
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
}

export function createNoticeMailer({
  from,
  replyTo,
  server,
  connectionsMax,
  timeoutMs,
}: MailerOptions): NoticeMailer {
  const { dkim } = server;
  const transport = createTransport({
    pool: true,
    maxConnections: connectionsMax,
    maxMessages: Number.POSITIVE_INFINITY,
    host: server.host,
    port: server.port,
    secure: server.tls === "implicit",
    requireTLS: server.tls === "starttls",
    ignoreTLS: server.tls === "none",
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(server.user === undefined || server.password === undefined
      ? {}
      : { auth: { user: server.user, pass: reveal(server.password) } }),
    ...(dkim === undefined
      ? {}
      : {
          dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: reveal(dkim.privateKey) },
        }),
  });
  const begun = new Set<string>();
  transport.use("stream", (mail, done) => {
    const original = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) =>
      Readable.from(
        (async function* () {
          begun.add(mail.message.messageId());
          yield* original(options);
        })(),
      );
    done();
  });
  return {
    send: async (to, messageId, mail) => {
      try {
        const info = await transport.sendMail({
          from,
          to: { name: "", address: to },
          ...(replyTo === undefined ? {} : { replyTo }),
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId,
          headers: { "Auto-Submitted": "auto-generated" },
        });
        return { kind: "sent", note: codesOf(info.response) };
      } catch (error) {
        return ending(error, begun.has(messageId));
      } finally {
        begun.delete(messageId);
      }
    },
    close: () => transport.close(),
  };
}

/** The same notice to the same person always bears the same id, so that a second copy can be known and found. */
export function messageIdOf(dispatch: string, personId: string, domain: string): string {
  const name = createHash("sha256").update(`${dispatch}\n${personId}`).digest("hex").slice(0, 32);
  return `<${name}@${domain}>`;
}

function ending(error: unknown, textBegan: boolean): Delivered {
  const { code = "error", responseCode = 0, response = "" } = error as SmtpError;
  const note = responseCode > 0 ? codesOf(response) : code;
  if (responseCode >= 500) return { kind: "refused", note };
  if (responseCode >= 400) return { kind: "later", note };
  return textBegan ? { kind: "unknown", note } : { kind: "later", note };
}

/** What the library's errors carry, when they come from the line or the server. */
interface SmtpError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** "550 5.1.1 <a@example.jp> no such user" → "550 5.1.1". */
function codesOf(response: string): string {
  return /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(response)?.[0].replace("-", " ") ?? "";
}

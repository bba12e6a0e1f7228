// One e-mail through SMTP, and what its end means: sent, later, failed, or unknown. Retrying is postman.ts.

import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { reveal, type Secret } from "../../kernel/index.ts";
import type { Delivery, Letterhead } from "./postman.ts";

export interface MailAddress {
  readonly to: readonly string[];
  readonly from: string;
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    readonly tls: "starttls" | "implicit" | "none";
    readonly user?: string;
    readonly password?: Secret;
  };
}

const ERROR_TEXT_MAX = 300;

export async function sendMail(
  address: MailAddress,
  { key, letter }: { readonly key: string; readonly letter: Letterhead },
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<Delivery> {
  const transport = createTransport(transportOptions(address.smtp, timeoutMs));
  // From the first byte of the text on, the server may have taken the message even if we never hear so.
  let textBegan = false;
  transport.use("stream", (mail, done) => {
    const original = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) =>
      Readable.from(
        (async function* () {
          textBegan = true;
          yield* original(options);
        })(),
      );
    done();
  });
  try {
    const domain = address.from.split("@").at(-1) ?? "misemori.invalid";
    const info = await transport.sendMail({
      from: address.from,
      to: [...address.to],
      subject: letter.subject,
      text: letter.text,
      messageId: messageIdOf(key, domain),
      ...(letter.thread === "" ? {} : { references: messageIdOf(letter.thread, domain) }),
      headers: { "Auto-Submitted": "auto-generated" },
    });
    const rejected = info.rejected?.length ?? 0;
    return rejected === 0 ? { kind: "sent" } : { kind: "sent", note: `${rejected} recipients were refused` };
  } catch (error) {
    return deliveryOf(error, textBegan);
  } finally {
    transport.close();
  }
}

/** The same message always has the same id, so that a mail server can drop a second copy. */
export function messageIdOf(key: string, domain: string): string {
  return `<${createHash("sha256").update(key).digest("hex").slice(0, 32)}@${domain}>`;
}

function transportOptions(smtp: MailAddress["smtp"], timeoutMs: number) {
  const auth =
    smtp.user === undefined || smtp.password === undefined
      ? {}
      : { auth: { user: smtp.user, pass: reveal(smtp.password) } };
  return {
    host: smtp.host,
    port: smtp.port,
    secure: smtp.tls === "implicit",
    requireTLS: smtp.tls === "starttls",
    ignoreTLS: smtp.tls === "none",
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...auth,
  };
}

function deliveryOf(error: unknown, textBegan: boolean): Delivery {
  const code = error instanceof Error && "code" in error ? String(error.code) : "error";
  const reply = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const response = error instanceof Error && "response" in error ? String(error.response) : "";
  const text = [code, response]
    .filter((s) => s !== "")
    .join(": ")
    .replaceAll(/\s+/g, " ")
    .slice(0, ERROR_TEXT_MAX);
  if (reply >= 500) return { kind: "failed", error: text };
  if (reply >= 400) return { kind: "later", error: text, afterMs: null };
  if (textBegan) return { kind: "unknown", error: `${text} after the text was sent` };
  return { kind: "later", error: text, afterMs: null };
}

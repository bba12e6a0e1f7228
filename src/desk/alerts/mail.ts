// One e-mail through SMTP, and what its end means: sent, later, failed, or unknown. Retrying is postman.ts.

import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import { onTextBegin, smtpEnding, smtpOptions, type SmtpServer } from "../smtp.ts";
import type { Delivery, Letterhead } from "./postman.ts";

export interface MailAddress {
  readonly to: readonly string[];
  readonly from: string;
  readonly smtp: SmtpServer;
}

const ERROR_TEXT_MAX = 300;

export async function sendMail(
  address: MailAddress,
  { key, letter }: { readonly key: string; readonly letter: Letterhead },
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<Delivery> {
  const transport = createTransport(smtpOptions(address.smtp, timeoutMs));
  let textBegan = false;
  onTextBegin(transport, () => (textBegan = true));
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

function deliveryOf(error: unknown, textBegan: boolean): Delivery {
  const { kind, code, response } = smtpEnding(error, textBegan);
  const text = [code, response]
    .filter((s) => s !== "")
    .join(": ")
    .replaceAll(/\s+/g, " ")
    .slice(0, ERROR_TEXT_MAX);
  if (kind === "refused") return { kind: "failed", error: text };
  if (kind === "unknown") return { kind, error: `${text} after the text was sent` };
  return { kind, error: text, afterMs: null };
}

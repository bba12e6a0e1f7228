// What every mail of the desk shares on its way to a mail server: the options of the connection, the moment from which a mail may
// have been taken, and what an ending means. What is done about it is the caller's.

import { Readable } from "node:stream";
import type { Transporter } from "nodemailer";
import { reveal, type Secret } from "../kernel/index.ts";

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly tls: "starttls" | "implicit" | "none";
  readonly user?: string;
  readonly password?: Secret;
}

/** Options for nodemailer's createTransport; every wait is bounded, and nothing is read from files or fetched. */
export function smtpOptions({ host, port, tls, user, password }: SmtpServer, timeoutMs: number) {
  return {
    host,
    port,
    secure: tls === "implicit",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === undefined || password === undefined ? {} : { auth: { user, pass: reveal(password) } }),
  };
}

/** Calls `began` with a mail's Message-ID as its first byte is asked for: from then on the server may have taken it. */
export function onTextBegin(
  transport: Pick<Transporter<unknown>, "use">,
  began: (messageId: string) => void,
): void {
  transport.use("stream", (mail, done) => {
    const original = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) =>
      Readable.from(
        (async function* () {
          began(mail.message.messageId());
          yield* original(options);
        })(),
      );
    done();
  });
}

export interface SmtpEnding {
  /** unknown: the line broke after the text had begun; whether the mail was taken nobody can tell. */
  readonly kind: "refused" | "later" | "unknown";
  /** The library's word ("ETIMEDOUT"), or "error". */
  readonly code: string;
  /** 0 when the server did not answer. */
  readonly reply: number;
  /** What it said; may repeat an address. */
  readonly response: string;
}

export function smtpEnding(error: unknown, textBegan: boolean): SmtpEnding {
  const { code = "error", responseCode = 0, response = "" } = error as Thrown;
  const kind = responseCode >= 500 ? "refused" : textBegan && responseCode < 400 ? "unknown" : "later";
  return { kind, code, reply: responseCode, response };
}

/** What the library's errors carry, when they come from the line or the server. */
interface Thrown {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

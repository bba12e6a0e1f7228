// An ordinary mailbox on another server: where it is, how it is reached, and why it cannot be, in words an owner can act on.

import { MisemoriError, reveal, say, type Language, type Secret } from "../../kernel/index.ts";
import type { ImapFlow } from "imapflow";
import { canaryWords } from "../words.ts";
import { LISTEN_LIMITS } from "./contract.ts";

export interface MailboxPlace {
  readonly host: string;
  readonly port: number;
  /** "none" is for a server on this machine. */
  readonly tls: "implicit" | "starttls" | "none";
  readonly user: string;
  readonly password: Secret;
  readonly folder: string;
  /** What becomes of a canary's mail after it was taken; other mails are never touched. */
  readonly afterwards: "leave" | "seen";
  /** PEM of an authority that is not the world's. */
  readonly ca?: string;
}

/** Why a mailbox cannot be read. "own": this machine cannot keep what it would read. */
export const MAILBOX_TROUBLES = [
  "name",
  "refused",
  "late",
  "certificate",
  "login",
  "folder",
  "own",
  "other",
] as const;
export type MailboxTrouble = (typeof MAILBOX_TROUBLES)[number];

const CONNECT_WITHIN_MS = 20_000;
/** Nothing is awaited longer than between two looks. */
const SILENT_MAX_MS = 120_000;
/** A search answers one number for each mail: this much is some million. */
const LINE_BYTES_MAX = 16 * 1024 * 1024;
/** The largest mail that is read, and room for what stands around it. */
const LITERAL_BYTES_MAX = LISTEN_LIMITS.mailBytesMax + 1024 * 1024;

/** With the folder open: read-only unless something is to be marked. Rejects with what imapflow says. */
export async function openMailbox(place: MailboxPlace): Promise<ImapFlow> {
  // Loaded only where a mailbox is configured.
  const { ImapFlow: Client } = await import("imapflow");
  const client = new Client({
    host: place.host,
    port: place.port,
    secure: place.tls === "implicit",
    // Not left to what the server offers: whoever stands in between could take the offer away.
    ...(place.tls === "implicit" ? {} : { doSTARTTLS: place.tls === "starttls" }),
    tls: {
      rejectUnauthorized: true,
      minVersion: "TLSv1.2",
      ...(place.ca === undefined ? {} : { ca: place.ca }),
    },
    auth: { user: place.user, pass: reveal(place.password) },
    clientInfo: { name: "Misemori" },
    logger: false,
    autoIdleDelay: 1_000,
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    socketTimeout: SILENT_MAX_MS,
    maxLineLength: LINE_BYTES_MAX,
    maxLiteralSize: LITERAL_BYTES_MAX,
    maxResponseSize: LITERAL_BYTES_MAX + LINE_BYTES_MAX,
  });
  // Without somebody who hears it the error of a lost connection would end the guard; the next command meets it.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.mailboxOpen(place.folder, { readOnly: place.afterwards === "leave" });
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Goes there once and looks whether the folder opens; null when it does. For `doctor`. */
export async function tryMailbox(place: MailboxPlace): Promise<MailboxTrouble | null> {
  try {
    const client = await openMailbox(place);
    await client.logout().catch(() => undefined);
    return null;
  } catch (error) {
    return mailboxTroubleOf(error);
  }
}

const CODES: Readonly<Record<string, MailboxTrouble>> = {
  ENOTFOUND: "name",
  EAI_AGAIN: "name",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  ETIMEDOUT: "late",
  ETIMEOUT: "late",
  CONNECT_TIMEOUT: "late",
  GREETING_TIMEOUT: "late",
  ECONNRESET: "late",
};
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|ERR_SSL|ERR_TLS/;

/** What others' errors say is not repeated: it may hold names and passwords. */
export function mailboxTroubleOf(error: unknown): MailboxTrouble {
  if (error instanceof MisemoriError) return "own";
  if (!(error instanceof Error)) return "other";
  const about = error as Error & {
    readonly code?: string;
    readonly authenticationFailed?: boolean;
    readonly tlsFailed?: boolean;
    readonly mailboxMissing?: boolean;
    readonly executedCommand?: string;
  };
  if (about.authenticationFailed === true) return "login";
  if (about.mailboxMissing === true || /^\S+ (?:SELECT|EXAMINE)/.test(about.executedCommand ?? ""))
    return "folder";
  const code = about.code ?? "";
  if (about.tlsFailed === true || CERTIFICATE.test(code)) return "certificate";
  return CODES[code] ?? "other";
}

/** What is wrong and what to do, in one line. */
export function mailboxTroubleText(trouble: MailboxTrouble, language: Language): string {
  return say(canaryWords, language, `mailbox.${trouble}`);
}

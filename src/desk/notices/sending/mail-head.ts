// The head of a notice as it goes over the wire, whatever its encoding: who, to whom, what about, which one. How words beyond
// ASCII are written is the encoding's matter.

import { domainToASCII } from "node:url";

export interface MailHeaders {
  /** "店 <shop@example.jp>" or the address alone. */
  readonly from: string;
  readonly to: string;
  readonly replyTo?: string;
  readonly messageId: string;
  readonly date: Date;
}

/** Undefined when a word does not fit into the encoding, or an address into a header. `headerOf`: words folded over lines. */
export function headLines(
  subject: string,
  { from, to, replyTo, messageId, date }: MailHeaders,
  headerOf: (text: string) => string | undefined,
): readonly string[] | undefined {
  const about = headerOf(subject.replaceAll(/[\s\p{Cc}]+/gu, " "));
  const sender = addressHeader(from, headerOf);
  const answer = replyTo === undefined ? "" : addressHeader(replyTo, headerOf);
  const reader = addressAlone(to);
  if (about === undefined || sender === undefined || answer === undefined || reader === undefined)
    return undefined;
  return [
    `From: ${sender}`,
    `To: ${reader}`,
    ...(answer === "" ? [] : [`Reply-To: ${answer}`]),
    `Subject: ${about}`,
    `Message-ID: ${messageId}`,
    `Date: ${date.toUTCString().replace("GMT", "+0000")}`,
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
  ];
}

function addressHeader(text: string, headerOf: (text: string) => string | undefined): string | undefined {
  const [, name = "", given = text] = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  const address = addressAlone(given);
  if (address === undefined || name === "") return address;
  const word = headerOf(name);
  return word === undefined ? undefined : `${word}\r\n <${address}>`;
}

/**
 * An address as a header bears it: carriers let dots stand where it needs quotes ("a..b."@); a local part may be Japanese
 * (RFC 6532), a domain is written in ASCII.
 */
function addressAlone(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  const domain = /^[\x21-\x7e]*$/.test(address)
    ? address.slice(at + 1)
    : domainToASCII(address.slice(at + 1));
  if (at < 1 || domain === "" || address.length > 254) return undefined;
  if (/[\s\p{Cc}<>()[\],;:\\"]/u.test(`${local}${domain}`)) return undefined;
  return `${/^\.|\.$|\.\./.test(local) ? `"${local}"` : local}@${domain}`;
}

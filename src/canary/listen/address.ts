// Whose address it is: names as mail systems compare them, and which of them this receiver takes. Pure.

import { domainToASCII } from "node:url";

/** Domains kept for canaries, and mailboxes whose sub-addresses (name+…@) are canaries. */
export interface Ours {
  readonly domains: readonly string[];
  readonly mailboxes: readonly string[];
}

/** RFC 5321 §4.5.3.1: 64 before the @, 255 after it; some room for names in other scripts. */
const ADDRESS_CHARS_MAX = 400;

/** Small letters, full-width signs made plain, names of other scripts as xn--; null for what is no address. */
export function plainAddress(text: string): string | null {
  if (text.length > ADDRESS_CHARS_MAX) return null;
  const folded = text.normalize("NFKC").trim().toLowerCase();
  const at = folded.lastIndexOf("@");
  const name = folded.slice(0, at).replace(/^"(.*)"$/, "$1");
  const domain = plainDomain(folded.slice(at + 1));
  return at < 1 || name === "" || domain === "" || /[\s@<>\p{C}]/u.test(name) ? null : `${name}@${domain}`;
}

/** "" for what is no domain. */
export function plainDomain(text: string): string {
  const domain = domainToASCII(text.normalize("NFKC").trim().replace(/\.$/, ""));
  return /^[a-z0-9.-]{1,255}$/.test(domain) ? domain : "";
}

export function domainOf(address: string): string {
  return plainDomain(address.slice(address.lastIndexOf("@") + 1));
}

/** Everything else is somebody else's: to be refused, never passed on. */
export function isOurs(address: string, { domains, mailboxes }: Ours): boolean {
  const [name = "", domain = ""] = address.split("@");
  if (domains.some((one) => plainDomain(one) === domain)) return true;
  return mailboxes.some((box) => {
    const plain = plainAddress(box);
    return plain !== null && plain.endsWith(`@${domain}`) && name.startsWith(`${plain.split("@")[0]}+`);
  });
}

/** `domain` is one of `named`, or lies below one of them. */
export function isUnder(domain: string, named: readonly string[]): boolean {
  return named.map(plainDomain).some((one) => one !== "" && (domain === one || domain.endsWith(`.${one}`)));
}

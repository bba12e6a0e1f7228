// What may be kept of a card and of an e-mail address: the issuer range and keyed hashes, and the address's shape.

import { createHmac } from "node:crypto";
import { reveal } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import type { CardFacts } from "../facts.ts";
import type { AttemptReading } from "./contract.ts";

/** The card's facts, or null when the attempt showed neither number nor token. `bin6` is "" for tokens: it is not known. */
export function cardFactsOf(reading: AttemptReading, key: Uint8Array): CardFacts | null {
  if (reading.pan !== null) {
    const digits = reveal(reading.pan);
    return { bin6: digits.slice(0, 6), key: keyed(key, `number:${digits}`, 32), kind: "number" };
  }
  if (reading.token !== null)
    return { bin6: "", key: keyed(key, `token:${reading.token}`, 32), kind: "token" };
  return null;
}

/** HMAC-SHA256, cut to `length` hex characters. */
function keyed(key: Uint8Array, text: string, length: number): string {
  return createHmac("sha256", key).update(text).digest("hex").slice(0, length);
}

/** Longest local part whose shape is told; beyond this the rest is left out. */
const LOCAL_MAX = 64;
const DOMAIN_MAX = 100;

/**
 * The address's shape: "aaaaa99@gmail.com" → "a5d2@gmail.com". Letters become a, digits d, with their count; dots, hyphens,
 * underscores and pluses stay; anything else is s. Null when it is no address.
 */
export function emailShapeOf(email: string): string | null {
  const parts = partsOf(email);
  if (parts === undefined) return null;
  let shape = "";
  let kind = "";
  let count = 0;
  const close = (): void => {
    if (count > 0) shape += `${kind}${count}`;
    count = 0;
  };
  for (const char of parts.local.slice(0, LOCAL_MAX)) {
    const next = /\d/.test(char) ? "d" : /\p{L}/u.test(char) ? "a" : /[._+-]/.test(char) ? char : "s";
    if (next === "a" || next === "d") {
      if (next !== kind) close();
      kind = next;
      count += 1;
    } else {
      close();
      kind = "";
      shape += next;
    }
  }
  close();
  // A "domain" may hold anything that somebody typed, a card number too.
  return `${shape}@${maskText(parts.domain.slice(0, DOMAIN_MAX))}`;
}

/** Keyed hash of the address's owner, 16 hex characters: case and "+tag" do not make another buyer. */
export function emailKeyOf(email: string, key: Uint8Array): string | null {
  const parts = partsOf(email);
  if (parts === undefined) return null;
  const local = parts.local.toLowerCase().replace(/\+.*$/s, "");
  const isDotless = parts.domain === "gmail.com" || parts.domain === "googlemail.com";
  const owner = isDotless ? local.replaceAll(".", "") : local;
  return keyed(key, `email:${owner}@${parts.domain}`, 16);
}

function partsOf(email: string): { readonly local: string; readonly domain: string } | undefined {
  const text = email.trim().slice(0, 254);
  const at = text.lastIndexOf("@");
  if (at <= 0 || at === text.length - 1) return undefined;
  return { local: text.slice(0, at), domain: text.slice(at + 1).toLowerCase() };
}

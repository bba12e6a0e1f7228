// To whom another server's mail was addressed, by its head alone. Whether such an address is a canary is the asker's matter.

import { plainAddress } from "./address.ts";
import { parsed } from "./facts.ts";
import { headOnly } from "./verdicts.ts";

export interface Addressed {
  /** As plainAddress() writes them, delivery's own first. */
  readonly addresses: readonly string[];
  /** Of the envelope; "" for the null sender, "?" when nobody wrote it down. */
  readonly sender: string;
}

/** The headers that are asked, those of delivery and the sender's own. */
export const ADDRESSED_HEADERS = [
  "delivered-to",
  "x-original-to",
  "envelope-to",
  "to",
  "cc",
  "return-path",
] as const;
/** A mail to more comes by several deliveries. */
const ADDRESSES_MAX = 1_000;
const VALUE_CHARS_MAX = 20_000;

/** Delivery's own headers stand above what the sender wrote; all of them are asked. */
export async function addressedIn(raw: Uint8Array): Promise<Addressed> {
  const mail = await parsed(headOnly(raw));
  const headers = mail?.headers ?? [];
  const addresses = new Set<string>();
  for (const { key, value } of headers) {
    if (!isAsked(key) || key === "return-path") continue;
    const text = value.slice(0, VALUE_CHARS_MAX).normalize("NFKC");
    for (const one of text.match(/[^\s<>,;:"]+@[^\s<>,;:"]+/gu) ?? []) {
      const plain = plainAddress(one);
      if (plain !== null && addresses.size < ADDRESSES_MAX) addresses.add(plain);
    }
  }
  const path = headers.find(({ key }) => key === "return-path")?.value;
  // Without a Return-Path nobody knows whether it was a delivery report.
  const sender = path === undefined ? "?" : (/<\s*([^<>]*)\s*>/.exec(path)?.[1] ?? path).trim();
  return { addresses: [...addresses], sender };
}

function isAsked(key: string): boolean {
  return ADDRESSED_HEADERS.some((one) => one === key);
}

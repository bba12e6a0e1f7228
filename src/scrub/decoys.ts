// Decoy cards: numbers planted so that their appearance anywhere proves a theft. They are known by keyed hash alone; how they are made
// and where they lie is the canary room's matter.

import { createHmac } from "node:crypto";
import { reveal, type Pan } from "../kernel/index.ts";
import { passesLuhn } from "./issuers.ts";

/** More would only be more to look after; the look-up is one entry each. */
export const DECOY_CARDS_MAX = 500;

export interface DecoyCards {
  /** Which decoy this is, or undefined: one HMAC. */
  idOf(number: Pan): string | undefined;
}

/** 32 hex characters; `key` is kept for decoys alone, so that the hash tells nothing beside other hashes of cards. */
export function decoyHash(key: Uint8Array, number: Pan): string {
  return createHmac("sha256", key)
    .update(`decoy\0${reveal(number)}`)
    .digest("hex")
    .slice(0, 32);
}

/** Null where there are none, so that nobody asks. */
export function openDecoys(
  key: Uint8Array,
  cards: readonly { readonly id: string; readonly hash: string }[],
): DecoyCards | null {
  if (cards.length === 0) return null;
  const ids = new Map(cards.slice(0, DECOY_CARDS_MAX).map(({ hash, id }) => [hash, id]));
  return { idOf: (number) => ids.get(decoyHash(key, number)) };
}

/**
 * 3590–3599 with 16 digits: beside JCB's range (3528–3589) and below Diners' (36), assigned to no network in any table that
 * issuers.ts names. Such a number is a card for nobody but by its hash.
 */
export function isNobodys(digits: string): boolean {
  return digits.length === 16 && digits.startsWith("359") && passesLuhn(digits);
}

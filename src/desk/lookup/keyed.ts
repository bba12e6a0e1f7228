// What people type, brought into one writing, and its keyed hash: the index knows addresses and order numbers only as these.

import { createHmac } from "node:crypto";
import { LOOK_UP_LIMITS } from "./contract.ts";

/** Two of a million people meet in 128 bits less often than disks lie. */
export const HASH_BYTES = 16;

export interface KeyedHashes {
  readonly mail: (email: string) => Buffer;
  readonly pair: (email: string, order: string) => Buffer;
}

export function keyedHashes(key: Uint8Array): KeyedHashes {
  const hashed = (text: string): Buffer =>
    createHmac("sha256", key).update(text).digest().subarray(0, HASH_BYTES);
  return {
    mail: (email) => hashed(`mail\n${plainEmail(email)}`),
    pair: (email, order) => hashed(`pair\n${plainEmail(email)}\n${plainOrder(order)}`),
  };
}

/** As the scope writes addresses: full-width signs made plain, lower case. */
export function plainEmail(text: string): string {
  return cut(text).normalize("NFKC").replaceAll(/\s/gu, "").toLowerCase();
}

/** "＃ ｍｓ－００１" and "MS-001" are one number; leading zeros are part of it. */
export function plainOrder(text: string): string {
  return cut(text)
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[‐‑‒–—―−ー]/gu, "-")
    .replaceAll(/\s/gu, "")
    .replace(/^(?:注文番号|ご注文番号|番号|no\.?|#|:)+/u, "");
}

function cut(text: string): string {
  return text.slice(0, LOOK_UP_LIMITS.enteredCharsMax);
}

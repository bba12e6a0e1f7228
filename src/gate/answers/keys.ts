// The gate's own keys, one purpose each: derived from the master keys so that a ticket can never pass as a device token.
// Where the master keys are kept and when they rotate is left to the caller.

import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { MisemoriError } from "../../kernel/index.ts";

/** Master keys, newest first, each at least 32 bytes: the newest signs and seals, the older ones are still believed. */
export type MasterKeys = readonly Uint8Array[];

export type KeyPurpose =
  | "device stamp"
  | "ticket"
  | "challenge"
  | "binding"
  | "seal"
  | "session seal"
  | "shop pass";

/** More keys than this would make every forged cookie cost as many hashes. */
const KEYS_MAX = 4;
const MAC_BYTES = 16;

/** @throws MisemoriError "keys.unusable" when there is no key or one is shorter than 32 bytes. */
export function deriveKeys(masters: MasterKeys, purpose: KeyPurpose): readonly Buffer[] {
  if (masters.length === 0 || masters.some((key) => key.length < 32)) {
    throw new MisemoriError(
      "keys.unusable",
      "the gate has no key of at least 32 bytes",
      "let the gate make its own keys, or give 32 random bytes",
    );
  }
  return masters
    .slice(0, KEYS_MAX)
    .map((master) => Buffer.from(hkdfSync("sha256", master, "", `misemori ${purpose} v1`, 32)));
}

/** HMAC-SHA256 cut to 128 bits: short in a cookie, still far beyond guessing. */
export function mac(key: Buffer, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest().subarray(0, MAC_BYTES);
}

/** True when one of the keys made `tag`; compared in constant time. */
export function isMacOf(
  keys: readonly Buffer[],
  tag: Uint8Array,
  ...parts: readonly (string | Uint8Array)[]
): boolean {
  if (tag.length !== MAC_BYTES) return false;
  let found = false;
  for (const key of keys) found = timingSafeEqual(mac(key, ...parts), tag) || found;
  return found;
}

/** The key that signs and seals now. */
export function newest(keys: readonly Buffer[]): Buffer {
  const [first] = keys;
  if (first === undefined) throw new MisemoriError("keys.unusable", "there is no key", "please report this");
  return first;
}

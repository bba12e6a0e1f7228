// Stamps short messages of one fixed length, many at once, so that nobody without the key can make one. Longer or
// varying messages are for the HMAC in keys.ts.

import { createCipheriv, timingSafeEqual } from "node:crypto";
import { deriveKeys, type KeyPurpose, type MasterKeys } from "./keys.ts";

/** Length of a stamp. */
export const STAMP_BYTES = 16;

const BLOCK_BYTES = 16;

export interface Stamps {
  /** Stamps of the newest key for all messages in `messages`, which lie one behind the other. */
  stamp(messages: Uint8Array, messageBytes: number): Buffer;
  /** True when one of the keys made `stamp` for `message`; compared in constant time. */
  isStampOf(stamp: Uint8Array, message: Uint8Array): boolean;
}

/**
 * The stamp of a message is the message itself, filled up with zeros to one block, encrypted with AES-256 under a key
 * that is used for nothing else. A block cipher cannot be told from a random function before some 2^64 blocks, so a
 * stamp nobody was given is guessed with probability 2^-128. One block and one length only: that is why CBC-MAC's
 * weakness for varying lengths does not arise. It is a tenth of an HMAC's work, and one call makes many.
 * @throws MisemoriError "keys.unusable" as deriveKeys does
 */
export function createStamps(masters: MasterKeys, purpose: KeyPurpose): Stamps {
  const ciphers = deriveKeys(masters, purpose).map((key) =>
    createCipheriv("aes-256-ecb", key, null).setAutoPadding(false),
  );
  return {
    stamp: (messages, messageBytes) => {
      const [newest] = ciphers;
      if (newest === undefined || messageBytes > BLOCK_BYTES)
        throw new RangeError("no key or a long message");
      const blocks = Buffer.alloc((messages.length / messageBytes) * BLOCK_BYTES);
      for (let i = 0; i * messageBytes < messages.length; i++) {
        blocks.set(messages.subarray(i * messageBytes, (i + 1) * messageBytes), i * BLOCK_BYTES);
      }
      return newest.update(blocks);
    },
    isStampOf: (stamp, message) => {
      if (stamp.length !== STAMP_BYTES || message.length > BLOCK_BYTES) return false;
      const block = Buffer.alloc(BLOCK_BYTES);
      block.set(message);
      let found = false;
      for (const cipher of ciphers) found = timingSafeEqual(cipher.update(block), stamp) || found;
      return found;
    },
  };
}

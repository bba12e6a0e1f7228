// Seals what must travel through the buyer's browser unread and unchanged (AES-256-GCM): the original payment form, the
// terms of a challenge. What the sealed bytes mean is left to the caller.

import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Random } from "../../kernel/index.ts";
import { deriveKeys, newest, type MasterKeys } from "./keys.ts";

export interface Seals {
  /** base64url text; `kind` is bound in, so that one sealed thing cannot pass for another. */
  seal(kind: string, content: Uint8Array): string;
  /** undefined when it was not sealed here, was changed, or is of another kind. */
  open(kind: string, text: string): Buffer | undefined;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function createSeals(masters: MasterKeys, random: Random): Seals {
  const keys = deriveKeys(masters, "seal");
  return {
    seal: (kind, content) => {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", newest(keys), nonce);
      cipher.setAAD(Buffer.from(kind));
      const sealed = [nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString("base64url");
    },
    open: (kind, text) => {
      const bytes = Buffer.from(text, "base64url");
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      for (const key of keys) {
        const content = openWith(key, kind, bytes);
        if (content !== undefined) return content;
      }
      return undefined;
    },
  };
}

function openWith(key: Buffer, kind: string, bytes: Buffer): Buffer | undefined {
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(kind));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)),
      decipher.final(),
    ]);
  } catch {
    // A wrong tag is an expected outcome here, not a fault.
    return undefined;
  }
}

// The visitor's signed device token: says "the same browser as before" and nothing else. What a visitor did is
// remembered by the judge, not here.

import type { Clock, Random } from "../../kernel/index.ts";
import type { DeviceTokens } from "./contract.ts";
import { cookieValues, setCookie } from "./cookies.ts";
import { createStamps, STAMP_BYTES, type Stamps } from "./stamps.ts";
import type { MasterKeys } from "./keys.ts";

export const DEVICE_COOKIE = "misemori_d";
/** 400 days: the longest life a browser gives a cookie (RFC 6265bis). */
const LIFE_SECONDS = 400 * 24 * 3600;
const ID_BYTES = 8;
const TIME_BYTES = 6;
const SIGNED_BYTES = ID_BYTES + TIME_BYTES;
const TOKEN_BYTES = SIGNED_BYTES + STAMP_BYTES;
const TOKEN_CHARS = (TOKEN_BYTES * 4) / 3;
/** Verified tokens remembered per generation (two generations): about 1 MB, the visitors of some minutes. */
const REMEMBERED_MAX = 4096;
/** Tokens made at once: a call into the cipher, or for randomness, costs many times the work for one token. */
const BATCH = 64;
/** Tokens left over are thrown away after this, so that none says an age it has not. */
const BATCH_LIFE_MS = 1_000;

interface DeviceToken {
  readonly id: string;
  readonly issuedAtMs: number;
}

export function createDeviceTokens(tools: {
  readonly keys: MasterKeys;
  readonly clock: Clock;
  readonly random: Random;
}): DeviceTokens {
  const stamps = createStamps(tools.keys, "device stamp");
  // Two generations instead of an LRU: a look-up is one Map.get, forgetting is dropping the older Map.
  let young = new Map<string, DeviceToken>();
  let old = new Map<string, DeviceToken>();

  const remember = (text: string, token: DeviceToken): void => {
    if (young.size >= REMEMBERED_MAX) {
      old = young;
      young = new Map();
    }
    young.set(text, token);
  };
  const verify = (text: string): DeviceToken | undefined => {
    const known = young.get(text) ?? old.get(text);
    if (known !== undefined) return known;
    const token = parseToken(text, stamps);
    if (token !== undefined) remember(text, token);
    return token;
  };

  let batch: Buffer = Buffer.alloc(0);
  let batchAt = 0;
  let batchMs = 0;
  /** Bytes of a token that nobody has. */
  const fresh = (): Buffer => {
    const nowMs = Math.max(0, Math.floor(tools.clock.nowMs()));
    if (batchAt >= batch.length || Math.abs(nowMs - batchMs) >= BATCH_LIFE_MS) {
      batch = makeBatch(tools.random.bytes(BATCH * ID_BYTES), nowMs, stamps);
      batchAt = 0;
      batchMs = nowMs;
    }
    batchAt += TOKEN_BYTES;
    return batch.subarray(batchAt - TOKEN_BYTES, batchAt);
  };

  return {
    read: (request) => {
      for (const text of cookieValues(request.headers["cookie"], DEVICE_COOKIE, TOKEN_CHARS)) {
        const token = verify(text);
        if (token !== undefined && tools.clock.nowMs() - token.issuedAtMs < LIFE_SECONDS * 1000) return token;
      }
      return undefined;
    },
    issue: (scheme) => {
      const bytes = fresh();
      const value = bytes.toString("base64url");
      const id = bytes.toString("hex", 0, ID_BYTES);
      return { id, setCookie: setCookie(DEVICE_COOKIE, value, { scheme, maxAgeSeconds: LIFE_SECONDS }) };
    },
  };
}

/** Whole tokens, one behind the other. */
function makeBatch(ids: Uint8Array, nowMs: number, stamps: Stamps): Buffer {
  const messages = Buffer.alloc(BATCH * SIGNED_BYTES);
  for (let i = 0; i < BATCH; i++) {
    messages.set(ids.subarray(i * ID_BYTES, (i + 1) * ID_BYTES), i * SIGNED_BYTES);
    messages.writeUIntBE(nowMs, i * SIGNED_BYTES + ID_BYTES, TIME_BYTES);
  }
  const tags = stamps.stamp(messages, SIGNED_BYTES);
  const tokens = Buffer.alloc(BATCH * TOKEN_BYTES);
  for (let i = 0; i < BATCH; i++) {
    messages.copy(tokens, i * TOKEN_BYTES, i * SIGNED_BYTES, (i + 1) * SIGNED_BYTES);
    tags.copy(tokens, i * TOKEN_BYTES + SIGNED_BYTES, i * STAMP_BYTES, (i + 1) * STAMP_BYTES);
  }
  return tokens;
}

function parseToken(text: string, stamps: Stamps): DeviceToken | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== TOKEN_BYTES) return undefined;
  const signed = bytes.subarray(0, SIGNED_BYTES);
  if (!stamps.isStampOf(bytes.subarray(SIGNED_BYTES), signed)) return undefined;
  return { id: signed.toString("hex", 0, ID_BYTES), issuedAtMs: signed.readUIntBE(ID_BYTES, TIME_BYTES) };
}

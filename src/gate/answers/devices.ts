// The visitor's signed device token: says "the same browser as before" and nothing else. What a visitor did is
// remembered by the judge, not here.

import type { Clock, Random } from "../../kernel/index.ts";
import type { DeviceTokens } from "./contract.ts";
import { cookieValues, setCookie } from "./cookies.ts";
import { deriveKeys, isMacOf, mac, newest, type MasterKeys } from "./keys.ts";

export const DEVICE_COOKIE = "misemori_d";
/** 400 days: the longest life a browser gives a cookie (RFC 6265bis). */
const LIFE_SECONDS = 400 * 24 * 3600;
const ID_BYTES = 8;
const TIME_BYTES = 6;
const TOKEN_BYTES = ID_BYTES + TIME_BYTES + 16;
const TOKEN_CHARS = (TOKEN_BYTES * 4) / 3;
/** Verified tokens remembered per generation (two generations): about 1 MB, the visitors of some minutes. */
const REMEMBERED_MAX = 4096;

interface DeviceToken {
  readonly id: string;
  readonly issuedAtMs: number;
}

export function createDeviceTokens(tools: {
  readonly keys: MasterKeys;
  readonly clock: Clock;
  readonly random: Random;
}): DeviceTokens {
  const keys = deriveKeys(tools.keys, "device");
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
    const token = parseToken(text, keys);
    if (token !== undefined) remember(text, token);
    return token;
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
      const bytes = Buffer.alloc(ID_BYTES + TIME_BYTES);
      bytes.set(tools.random.bytes(ID_BYTES));
      bytes.writeUIntBE(Math.max(0, Math.floor(tools.clock.nowMs())), ID_BYTES, TIME_BYTES);
      const value = Buffer.concat([bytes, mac(newest(keys), bytes)]).toString("base64url");
      const id = bytes.toString("hex", 0, ID_BYTES);
      return { id, setCookie: setCookie(DEVICE_COOKIE, value, { scheme, maxAgeSeconds: LIFE_SECONDS }) };
    },
  };
}

function parseToken(text: string, keys: readonly Buffer[]): DeviceToken | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== TOKEN_BYTES) return undefined;
  const signed = bytes.subarray(0, ID_BYTES + TIME_BYTES);
  if (!isMacOf(keys, bytes.subarray(ID_BYTES + TIME_BYTES), signed)) return undefined;
  return { id: signed.toString("hex", 0, ID_BYTES), issuedAtMs: signed.readUIntBE(ID_BYTES, TIME_BYTES) };
}

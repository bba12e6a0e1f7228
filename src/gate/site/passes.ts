// Lets the owner's browser into the stopped shop: a link that is good once, and the signed cookie it is turned into. The
// links are the house's, the cookie is read by any worker; both are worth nothing once the shop has opened.

import { createHash } from "node:crypto";
import type { Clock, Random } from "../../kernel/index.ts";
import { deriveKeys, isMacOf, mac, newest, type MasterKeys } from "../answers/keys.ts";
import { cookieValues, setCookie } from "../answers/cookies.ts";
import type { ArrivedRequest } from "../http/way.ts";

export const PASS_PATH = "/__misemori/pass";
/** Long enough to carry a link from the console to a phone. */
export const LINK_LIFE_MS = 15 * 60_000;
/** A working day: long enough to look at the shop before it opens again. */
const PASS_LIFE_SECONDS = 12 * 3_600;
/** Links that nobody used, at most; the oldest goes. */
const LINKS_MAX = 20;
const COOKIE = "misemori_p";
const TIME_BYTES = 6;
const MAC_BYTES = 16;
const COOKIE_CHARS = Math.ceil(((TIME_BYTES + MAC_BYTES) * 8) / 6);

/** One-time links, kept in the house's memory: after a restart the owner makes a new one. */
export interface PassLinks {
  make(nowMs: number): { readonly token: string; readonly validUntilMs: number };
  /** True for exactly one caller. */
  redeem(token: string, nowMs: number): boolean;
}

export function createPassLinks(random: Random): PassLinks {
  const links = new Map<string, number>();
  return {
    make: (nowMs) => {
      const token = Buffer.from(random.bytes(24)).toString("base64url");
      const oldest = links.keys().next();
      if (links.size >= LINKS_MAX && oldest.done !== true) links.delete(oldest.value);
      links.set(hashOf(token), nowMs + LINK_LIFE_MS);
      return { token, validUntilMs: nowMs + LINK_LIFE_MS };
    },
    redeem: (token, nowMs) => {
      const key = hashOf(token);
      const validUntilMs = links.get(key) ?? 0;
      links.delete(key);
      return validUntilMs > nowMs;
    },
  };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** The cookie of one stop: with the next stop it is worth nothing. */
export interface Passes {
  issue(scheme: "http" | "https", stoppedAtMs: number): string;
  holds(request: ArrivedRequest, stoppedAtMs: number): boolean;
}

export function createPasses(masters: MasterKeys, clock: Clock): Passes {
  const keys = deriveKeys(masters, "shop pass");
  return {
    issue: (scheme, stoppedAtMs) => {
      const untilMs = Math.floor(clock.nowMs()) + PASS_LIFE_SECONDS * 1_000;
      const bytes = Buffer.alloc(TIME_BYTES + MAC_BYTES);
      bytes.writeUIntBE(untilMs, 0, TIME_BYTES);
      bytes.set(mac(newest(keys), message(untilMs, stoppedAtMs)), TIME_BYTES);
      return setCookie(COOKIE, bytes.toString("base64url"), { scheme, maxAgeSeconds: PASS_LIFE_SECONDS });
    },
    holds: (request, stoppedAtMs) =>
      cookieValues(request.headers["cookie"], COOKIE, COOKIE_CHARS).some((value) => {
        const bytes = Buffer.from(value, "base64url");
        if (bytes.length !== TIME_BYTES + MAC_BYTES) return false;
        const untilMs = bytes.readUIntBE(0, TIME_BYTES);
        return (
          untilMs > clock.nowMs() && isMacOf(keys, bytes.subarray(TIME_BYTES), message(untilMs, stoppedAtMs))
        );
      }),
  };
}

function message(untilMs: number, stoppedAtMs: number): string {
  return `${untilMs} ${stoppedAtMs}`;
}

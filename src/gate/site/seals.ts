// The seal that says "the shop gave this session out after all others were ended": an HMAC over the ending's time, the
// cookie's name and its value, in a cookie of its own beside the session. Nothing is remembered here.

import { deriveKeys, isMacOf, mac, newest, type MasterKeys } from "../answers/keys.ts";
import type { SessionNames } from "./session-names.ts";

export const SEAL_COOKIE = "misemori_s_";
/** 16 bytes in base64url. */
const SEAL_CHARS = 22;
/** No shop sets more sessions in one answer; what is beyond is not sealed, so its buyer signs in again. */
const SEALS_MAX = 8;
/** A browser sends one name for at most a few paths; each costs a hash. */
const SAME_NAME_MAX = 4;
/** More cookies than a browser keeps for one shop: none of them can be told, none passes. */
const COOKIES_MAX = 200;
/** What a cookie's name may be made of (RFC 6265): other names are not sealed, and so never pass. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/;

export interface Seals {
  /** The Cookie field as the shop may see it, and the names of the sessions that were taken out. */
  strip(cookie: string, fromMs: number): { readonly kept: string; readonly removed: readonly string[] };
  /** Set-Cookie values that go beside those of the shop: one seal per session. */
  sealsFor(setCookies: readonly string[], fromMs: number): readonly string[];
  /** A token with its seal, for clients that keep it in a header. */
  sealToken(token: string, fromMs: number): string;
  /** The token without its seal; undefined when it has none that holds. */
  openToken(sealed: string, fromMs: number): string | undefined;
}

export function createSeals(masters: MasterKeys, names: SessionNames): Seals {
  const keys = deriveKeys(masters, "session seal");
  // A cookie's name holds no blank and no "=": no two things share a text.
  const holds = (seal: string, what: string, value: string, fromMs: number): boolean =>
    seal.length === SEAL_CHARS &&
    isMacOf(keys, Buffer.from(seal, "base64url"), `${fromMs}\n${what}=${value}`);
  const sealOf = (what: string, value: string, fromMs: number): string =>
    mac(newest(keys), `${fromMs}\n${what}=${value}`).toString("base64url");
  return {
    strip: (cookie, fromMs) => {
      const parts = cookie.split(";", COOKIES_MAX + 1);
      if (parts.length > COOKIES_MAX) return { kept: "", removed: [] };
      const seals = sealsIn(parts);
      const kept: string[] = [];
      const removed = new Set<string>();
      for (const part of parts) {
        const { name, value } = pairOf(part);
        if (name.startsWith(SEAL_COOKIE)) continue;
        const isWelcome = names.isSession(name)
          ? (seals.get(name) ?? []).some((seal) => holds(seal, name, value, fromMs))
          : !hidesSession(part, names);
        if (isWelcome) kept.push(part.trim());
        else removed.add(name);
      }
      return { kept: kept.filter((part) => part !== "").join("; "), removed: [...removed] };
    },
    sealsFor: (setCookies, fromMs) => {
      const made: string[] = [];
      for (const line of setCookies) {
        const end = line.indexOf(";");
        const { name, value } = pairOf(end < 0 ? line : line.slice(0, end));
        if (made.length >= SEALS_MAX || !names.isSession(name) || !TOKEN.test(name)) continue;
        // The same path, domain and life: wherever the session goes, its seal goes along.
        const rest = end < 0 ? "" : line.slice(end);
        const hidden = /;\s*httponly\s*(?:;|$)/i.test(rest) ? "" : "; HttpOnly";
        made.push(`${SEAL_COOKIE}${name}=${sealOf(name, value, fromMs)}${rest}${hidden}`);
      }
      return made;
    },
    sealToken: (token, fromMs) => `${token}.${sealOf(" token", token, fromMs)}`,
    openToken: (sealed, fromMs) => {
      const dot = sealed.length - SEAL_CHARS - 1;
      if (dot < 1 || sealed[dot] !== ".") return undefined;
      const token = sealed.slice(0, dot);
      return holds(sealed.slice(dot + 1), " token", token, fromMs) ? token : undefined;
    },
  };
}

function sealsIn(parts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const seals = new Map<string, string[]>();
  for (const part of parts) {
    const { name, value } = pairOf(part);
    if (!name.startsWith(SEAL_COOKIE)) continue;
    const of = name.slice(SEAL_COOKIE.length);
    const known = seals.get(of);
    if (known === undefined) seals.set(of, [value]);
    else if (known.length < SAME_NAME_MAX) known.push(value);
  }
  return seals;
}

/** Some readers also take a comma or a blank for the end of a cookie: a session must not ride in another one's value. */
function hidesSession(part: string, names: SessionNames): boolean {
  const text = part.trim();
  if (text.startsWith("=")) return true;
  return /[,\s]/.test(text) && text.split(/[,\s]+/).some((piece) => names.isSession(pairOf(piece).name));
}

/** Name and value without the blanks around them; a part without "=" has only a name. */
function pairOf(part: string): { readonly name: string; readonly value: string } {
  const equals = part.indexOf("=");
  if (equals < 0) return { name: part.trim(), value: "" };
  return { name: part.slice(0, equals).trim(), value: part.slice(equals + 1).trim() };
}

// Sign-ins: starting, finding, prolonging and ending sessions, and the cookie that carries them. Only hashes are stored.

import { createHash, timingSafeEqual } from "node:crypto";
import type { Clock, Random } from "../../kernel/index.ts";
import type { Account, Accounts, Session, Sessions } from "../ports.ts";

/** Twelve hours without use end a session: a working day. */
const IDLE_MS = 12 * 3_600_000;
/** However busy, a week is the end. */
const WHOLE_MS = 7 * 24 * 3_600_000;
/** A session is prolonged at most once in five minutes: pages that poll must not write all the time. */
const PROLONG_EVERY_MS = 5 * 60_000;

export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
export function newKey(random: Random): string {
  return Buffer.from(random.bytes(32)).toString("base64url");
}
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}

export interface Visit {
  readonly session: Session;
  readonly account: Account;
}

export interface Visits {
  /** A new session and the Set-Cookie value that carries it. */
  start(account: Account): Promise<{ readonly visit: Visit; readonly setCookie: string }>;
  find(cookieHeader: string | undefined): Promise<Visit | undefined>;
  end(visit: Visit): Promise<string>;
}

export function createVisits(wiring: {
  accounts: Accounts;
  sessions: Sessions;
  clock: Clock;
  random: Random;
  /** The console is reached over https: the cookie is then bound to the host and never sent in clear. */
  secure: boolean;
}): Visits {
  const { accounts, sessions, clock, random, secure } = wiring;
  const cookieName = secure ? "__Host-misemori" : "misemori";
  const cookie = (value: string, maxAgeSeconds: number): string =>
    `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure ? "; Secure" : ""}`;
  return {
    start: async (account) => {
      const nowMs = clock.nowMs();
      const key = newKey(random);
      const session: Session = {
        keyHash: hashKey(key),
        accountId: account.id,
        createdAtMs: nowMs,
        expiresAtMs: nowMs + IDLE_MS,
        csrf: newKey(random),
      };
      await sessions.trim(nowMs);
      await sessions.put(session);
      return { visit: { session, account }, setCookie: cookie(key, WHOLE_MS / 1000) };
    },
    find: async (cookieHeader) => {
      const key = readCookie(cookieHeader, cookieName);
      if (key === undefined) return undefined;
      const nowMs = clock.nowMs();
      const session = await sessions.find(hashKey(key), nowMs);
      if (session === undefined || session.expiresAtMs <= nowMs) return undefined;
      const account = await accounts.get(session.accountId);
      if (account === undefined) return undefined;
      const untilMs = Math.min(nowMs + IDLE_MS, session.createdAtMs + WHOLE_MS);
      if (untilMs - session.expiresAtMs < PROLONG_EVERY_MS) return { session, account };
      const prolonged = { ...session, expiresAtMs: untilMs };
      await sessions.put(prolonged);
      return { session: prolonged, account };
    },
    end: async (visit) => {
      await sessions.end(visit.session.keyHash);
      return cookie("", 0);
    },
  };
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").slice(0, 8_192).split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) {
      const value = pair.slice(at + 1).trim();
      return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
    }
  }
  return undefined;
}

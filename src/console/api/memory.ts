// The console's ports in memory, and a gatehouse that is told what to show: for tests, drills and looking at the page.

import type { Clock } from "../../kernel/index.ts";
import type { JournalEntry } from "../../journal/index.ts";
import type { AttemptRecord, Gatehouse, Hold, NowView, Shippable } from "../../gate/index.ts";
import type { Account, Accounts, AlertDesk, AlertView, ApiToken, ApiTokens } from "../ports.ts";
import { siteInMemory } from "./site-memory.ts";
import type { JournalWriter, OneTimeKeys, Session, Sessions } from "../ports.ts";
import type { JournalReader } from "./journal-operations.ts";

export interface ConsoleMemory {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly apiTokens: ApiTokens;
  readonly oneTimeKeys: OneTimeKeys;
}

export function consoleMemory(): ConsoleMemory {
  return {
    accounts: accountsInMemory(),
    sessions: sessionsInMemory(),
    apiTokens: apiTokensInMemory(),
    oneTimeKeys: oneTimeKeysInMemory(),
  };
}

function accountsInMemory(): Accounts {
  const accounts = new Map<string, Account>();
  return {
    count: async () => accounts.size,
    add: async (account) => void accounts.set(account.id, account),
    findByName: async (name) => accounts.values().find((account) => account.name === name),
    get: async (id) => accounts.get(id),
    list: async () => [...accounts.values()],
    setPassword: async (id, passwordHash) => {
      const account = accounts.get(id);
      if (account !== undefined) accounts.set(id, { ...account, passwordHash });
      return account !== undefined;
    },
  };
}

function sessionsInMemory(): Sessions {
  const sessions = new Map<string, Session>();
  return {
    put: async (session) => void sessions.set(session.keyHash, session),
    find: async (keyHash, nowMs) => {
      const session = sessions.get(keyHash);
      return session !== undefined && session.expiresAtMs > nowMs ? session : undefined;
    },
    end: async (keyHash) => void sessions.delete(keyHash),
    endAll: async (accountId, nowMs) => {
      const own = [...sessions.values()].filter((session) => session.accountId === accountId);
      for (const { keyHash } of own) sessions.delete(keyHash);
      return own.filter((session) => session.expiresAtMs > nowMs).length;
    },
    trim: async (nowMs) => {
      for (const session of sessions.values())
        if (session.expiresAtMs <= nowMs) sessions.delete(session.keyHash);
    },
  };
}

function apiTokensInMemory(): ApiTokens {
  const tokens = new Map<string, ApiToken>();
  return {
    put: async (token) => void tokens.set(token.keyHash, token),
    find: async (keyHash) => tokens.get(keyHash),
    list: async () => [...tokens.values()],
    revoke: async (name, atMs) => {
      const token = tokens.values().find((t) => t.name === name && t.revokedAtMs === null);
      if (token === undefined) return false;
      tokens.set(token.keyHash, { ...token, revokedAtMs: atMs });
      return true;
    },
  };
}

function oneTimeKeysInMemory(): OneTimeKeys {
  const keys = new Map<string, { purpose: string; expiresAtMs: number }>();
  return {
    put: async (keyHash, purpose, expiresAtMs) => void keys.set(keyHash, { purpose, expiresAtMs }),
    consume: async (keyHash, purpose, nowMs) => {
      const key = keys.get(keyHash);
      if (key?.purpose !== purpose || key.expiresAtMs <= nowMs) return false;
      return keys.delete(keyHash);
    },
  };
}

export interface JournalInMemory extends JournalWriter {
  readonly lines: readonly { readonly kind: string; readonly by: string; readonly facts: unknown }[];
  /** The same as a journal has them, but for the hashes. */
  readonly entries: JournalReader;
  /** From now on `write` rejects, as on a full disk. */
  breakDown(): void;
}

export function journalInMemory(): JournalInMemory {
  const lines: { kind: string; by: string; facts: unknown }[] = [];
  const kept: JournalEntry[] = [];
  let broken = false;
  return {
    lines,
    breakDown: () => {
      broken = true;
    },
    write: async (kind, by, facts) => {
      if (broken) throw new Error("no space left on device");
      lines.push({ kind, by, facts });
      const seq = lines.length;
      kept.push({ seq, atMs: Date.now(), kind, by, facts: JSON.stringify(facts), previous: "", hash: "" });
    },
    entries: {
      last: async () => kept.at(-1),
      read: async ({ fromSeq, limit }) => kept.slice(fromSeq - 1, fromSeq - 1 + limit),
    },
  };
}

export function alertsInMemory(clock: Clock, alerts: AlertView[]): AlertDesk {
  return {
    trial: async (person) =>
      person === "花子" ? [{ channel: "email", state: "sent", error: null }] : undefined,
    people: () => ["花子"],
    get: async (id) => alerts.find((alert) => alert.id === id),
    list: async ({ state, limit }) =>
      alerts.filter((alert) => state === undefined || alert.state === state).slice(0, limit),
    acknowledge: async (id, by) => {
      const at = alerts.findIndex((alert) => alert.id === id && alert.state !== "closed");
      const alert = alerts[at];
      if (alert === undefined) return undefined;
      const owned = { ...alert, state: "owned" as const, owner: by, ownedAtMs: clock.nowMs() };
      alerts[at] = owned;
      return owned;
    },
  };
}

export interface GatehouseInMemory extends Gatehouse {
  /** Replaces what is shown and tells the listeners. */
  show(change: (now: NowView) => NowView): void;
  holdOrder(hold: Hold, attempt?: AttemptRecord): void;
  listeners(): number;
}

export function gatehouseInMemory(
  clock: Clock,
  first: NowView,
  journal: JournalWriter = journalInMemory(),
): GatehouseInMemory {
  let now = first;
  let holds: readonly Hold[] = [];
  const attempts: AttemptRecord[] = [];
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const waiting = (): number => holds.filter((hold) => hold.state === "held").length;
  const site = siteInMemory(clock, journal, tell);
  return {
    now: async () => {
      const orders = await ordersIn(site);
      return { ...now, site: orders, atMs: clock.nowMs(), holdsWaiting: waiting() };
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listeners: () => listeners.size,
    show: (change) => {
      now = change(now);
      tell();
    },
    holdOrder: (hold, attempt) => {
      holds = [hold, ...holds];
      if (attempt !== undefined) attempts.unshift(attempt);
      tell();
    },
    site,
    switchCards: async (to, by, why) => {
      now = { ...now, cards: { state: to, by, why, atMs: clock.nowMs() } };
      tell();
      return now.cards;
    },
    holds: async ({ state, limit }) =>
      holds.filter((hold) => state === undefined || hold.state === state).slice(0, limit),
    hold: async (id) => holds.find((hold) => hold.id === id),
    decideHold: async (id, decision, by, note, noOrder = false) => {
      const hold = holds.find((h) => h.id === id && h.state === "held");
      if (hold === undefined) return undefined;
      if (decision === "cancelled" && hold.orderRef === null && !noOrder) return "unnamed";
      const decided: Hold = { ...hold, state: decision, decidedBy: by, decidedAtMs: clock.nowMs(), note };
      holds = holds.map((h) => (h.id === id ? decided : h));
      tell();
      return decided;
    },
    nameHold: async (id, orderRef) => {
      const hold = holds.find((h) => h.id === id && h.state === "held");
      if (hold === undefined) return undefined;
      const named: Hold = { ...hold, orderRef, claimedRef: null };
      holds = holds.map((h) => (h.id === id ? named : h));
      tell();
      return named;
    },
    shippable: async (orderRef) => verdictOn(orderRef, holds),
    ...triesIn(attempts),
  };
}

function triesIn(attempts: readonly AttemptRecord[]): Pick<Gatehouse, "attempts" | "reportOutcome"> {
  return {
    attempts: async ({ fromMs, toMs, answer, limit }) =>
      attempts
        .filter((a) => a.facts.atMs >= fromMs && a.facts.atMs < toMs)
        .filter((a) => answer === undefined || a.judgement.answer === answer)
        .slice(0, limit),
    reportOutcome: async ({ attemptId, orderRef }) => {
      const known = attempts.find(
        (a) => a.facts.id === attemptId || (orderRef !== null && a.orderRef === orderRef),
      );
      if (known === undefined) return "unknown-attempt";
      return known.outcome === null || known.outcome === "pending" ? "learned" : "already-settled";
    },
  };
}

async function ordersIn(site: Gatehouse["site"]): Promise<NowView["site"]> {
  const { shop, blocks, sessions, readable } = await site.state();
  return { shop, originsBlocked: blocks.length, sessions, readable };
}

/** The gate's rule without what it knows of orders that passed. */
function verdictOn(orderRef: string, holds: readonly Hold[]): Shippable {
  const hold = holds.find((h) => h.orderRef === orderRef);
  if (hold !== undefined && hold.state !== "released")
    return { shippable: false, reason: hold.state === "held" ? "on-hold" : "cancelled", hold, mayBe: [] };
  const unnamed = holds.filter((h) => h.state === "held" && h.orderRef === null);
  if (hold !== undefined || unnamed.length === 0) return { shippable: true, reason: null, hold, mayBe: [] };
  const isClaimed = unnamed.some((h) => h.claimedRef === orderRef);
  return { shippable: false, reason: isClaimed ? "claimed" : "unnamed-hold", hold, mayBe: unnamed };
}

/** A quiet shop: nothing has happened yet. */
export function quietNow(atMs: number): NowView {
  return {
    atMs,
    shopName: "みなと屋",
    mode: "judge",
    cards: { state: "open", by: "misemori", why: "", atMs },
    site: {
      shop: { state: "open", by: "misemori", why: "", sentence: null, atMs },
      originsBlocked: 0,
      sessions: null,
      readable: true,
    },
    attack: null,
    perMinute: [],
    budget: { hour: { spentYen: 0, limitYen: 1_000 }, day: { spentYen: 0, limitYen: 5_000 } },
    today: { attempts: 0, stopped: 0, approved: 0, declined: 0, feesYen: 0, salesYen: 0, savedYen: 0 },
    countries: [],
    networks: [],
    crowds: [],
    holdsWaiting: 0,
    workers: { running: 2, wanted: 2 },
  };
}

// What the console needs to let people in: accounts, sessions, one-time links and API tokens.

import type { Language } from "../kernel/index.ts";

export interface Account {
  readonly id: `acc_${string}`;
  readonly name: string;
  /** PHC string "$argon2id$…"; never leaves the store except to be checked. */
  readonly passwordHash: string;
  readonly createdAtMs: number;
}
export interface Session {
  /** SHA-256 of the cookie value, hex: a stolen database opens no door. */
  readonly keyHash: string;
  readonly accountId: Account["id"];
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly csrf: string;
}
export interface ApiToken {
  readonly keyHash: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly createdAtMs: number;
  readonly revokedAtMs: number | null;
}
export type ApiScope =
  | "outcomes:write"
  | "holds:read"
  | "holds:write"
  | "alerts:write"
  | "cards:write"
  | "now:read"
  /** The orders for the whole shop: stopped, origins turned away, sessions ended. */
  | "site:read"
  | "site:write"
  | "watch:read"
  /** Looks at pages now, approves them, says who answers for a script. */
  | "watch:write"
  | "journal:read"
  | "incidents:read"
  /** Opens incidents, writes into them, does acts; reads people's words only when named on the incident. */
  | "incidents:write"
  /** Makes one-time links for the owner: lent to this machine's own command line alone, never to a token made by hand. */
  | "owner:link";

export interface Accounts {
  count(): Promise<number>;
  add(account: Account): Promise<void>;
  findByName(name: string): Promise<Account | undefined>;
  get(id: Account["id"]): Promise<Account | undefined>;
  /** Oldest first; at most 1,000. */
  list(): Promise<readonly Account[]>;
  /** False when there is no such account. */
  setPassword(id: Account["id"], passwordHash: string): Promise<boolean>;
}
export interface Sessions {
  put(session: Session): Promise<void>;
  find(keyHash: string, nowMs: number): Promise<Session | undefined>;
  end(keyHash: string): Promise<void>;
  /** Ends every session of an account; returns how many were living at `nowMs`. */
  endAll(accountId: Account["id"], nowMs: number): Promise<number>;
  trim(nowMs: number): Promise<void>;
}
export interface ApiTokens {
  put(token: ApiToken): Promise<void>;
  find(keyHash: string): Promise<ApiToken | undefined>;
  list(): Promise<readonly ApiToken[]>;
  revoke(name: string, atMs: number): Promise<boolean>;
}
/** One-time links (first owner, password reset): consumed exactly once. */
export interface OneTimeKeys {
  put(keyHash: string, purpose: "first-owner" | "reset", expiresAtMs: number): Promise<void>;
  /** True for exactly one caller. */
  consume(keyHash: string, purpose: "first-owner" | "reset", nowMs: number): Promise<boolean>;
}

/** Where acts of people are written down. Durable when it resolves; `facts` are small and hold no personal data. */
export interface JournalWriter {
  write(kind: string, by: string, facts: Readonly<Record<string, unknown>>): Promise<void>;
}

/** An alert as the console shows it; the desk's own alert has this shape and more. */
export interface AlertView {
  readonly id: string;
  /** "attack", "guard", or another room's own word. */
  readonly kind: string;
  readonly openedAtMs: number;
  readonly changedAtMs: number;
  readonly state: "open" | "owned" | "closed";
  readonly owner: string;
  readonly ownedAtMs: number | null;
  /** Facts for the sentences, as JSON; no personal data. */
  readonly facts: string;
  /** How many messages went out for it. */
  readonly told: number;
  /** The alert in sentences, in the caller's language. */
  readonly said?: { readonly subject: string; readonly lines: readonly string[] };
  /** Who was asked in turn, when it moves on, how each message fared. */
  readonly duty?: AlertDuty;
}
export interface AlertDuty {
  readonly area: string;
  readonly urgent: boolean;
  /** The last one has it. */
  readonly turns: readonly {
    readonly person: string;
    readonly role: "owner" | "deputy" | "vendor" | "last" | "taker";
    readonly sinceMs: number;
    readonly why: "raised" | "unanswered" | "asleep" | "unreachable" | "left" | "taken";
  }[];
  /** When it moves on by itself unless somebody takes it, and to whom; null: it stays. */
  readonly movesAtMs: number | null;
  readonly movesTo: string | null;
  readonly nextAtMs: number | null;
  readonly messages: readonly {
    readonly person: string;
    readonly channel: "email" | "webhook" | "shop" | "slack" | "chatwork" | "line";
    readonly what: "news" | "reminder" | "repeat";
    readonly state: "waiting" | "claimed" | "sent" | "failed" | "unknown";
    readonly tries: number;
    readonly atMs: number;
    /** The receiver's words, or "taken", "over", "moved-on", "next-channel" when it was not sent any more. */
    readonly error: string | null;
  }[];
}
export interface AlertDesk {
  get(id: string, language?: Language): Promise<AlertView | undefined>;
  /** Newest first; at most `limit` (≤ 200). */
  list(query: {
    state?: AlertView["state"];
    limit: number;
    language?: Language;
  }): Promise<readonly AlertView[]>;
  /** Makes `by` the one owner; undefined when there is no such open alert. */
  acknowledge(id: string, by: string, language?: Language): Promise<AlertView | undefined>;
  /** Sends a trial message by each channel of this person; undefined when nobody is called so. Takes up to ten seconds. */
  trial(person: string, signal: AbortSignal): Promise<readonly TrialEnd[] | undefined>;
  /** Who can be called. */
  people(): readonly string[];
}
export interface TrialEnd {
  readonly channel: string;
  readonly state: "sent" | "failed" | "unknown";
  readonly error: string | null;
}

/** One-tap links of messages; the desk's own shape. */
export type { AlertTaps, TapView } from "../desk/index.ts";

/** The demonstration's own attack, to be watched: only a demonstration has it. */
export interface SampleAttack {
  /** Starts it unless one is running. */
  start(by: string): Promise<SampleAttackState>;
  state(): SampleAttackState;
}
export interface SampleAttackState {
  readonly running: boolean;
  /** Seconds until it ends by itself; 0 when none is running. */
  readonly secondsLeft: number;
  /** What it does now: a name of the drill's attackers; null when none is running. */
  readonly method: string | null;
}

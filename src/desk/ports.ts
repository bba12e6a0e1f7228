// What the desk needs: alerts that survive, and an outbox that sends each message once.

import type { IncidentEntry, IncidentId } from "./incidents/contract.ts";

export type AlertState = "open" | "owned" | "closed";

export interface Alert {
  readonly id: `alert_${string}`;
  /** One cause, one alert: e.g. "attack:<attackId>". */
  readonly cause: string;
  /** "attack", "guard", or what a room calls it ("clock", "spam" …): names the sentences. */
  readonly kind: string;
  readonly openedAtMs: number;
  readonly changedAtMs: number;
  readonly state: AlertState;
  /** Whose it is at this moment, exactly one: the person asked last, or whoever took it ("owner:花子", "link:花子"). */
  readonly owner: string;
  readonly ownedAtMs: number | null;
  /** Facts for the sentences, as JSON; no personal data. */
  readonly facts: string;
  /** How many messages went out for it. */
  readonly told: number;
  /** Who was asked and told when, as JSON: see duty.ts. */
  readonly duty: string;
  /** When something is to be done by itself (reminder, moving on, end of quiet hours); null: nothing any more. */
  readonly nextAtMs: number | null;
  /** When `nextAtMs` was worked out: a time in the future means that the clock was set back since. */
  readonly plannedAtMs: number;
}

export interface Alerts {
  /** Inserts or replaces by `cause`. Durable when it resolves. */
  put(alert: Alert): Promise<void>;
  findByCause(cause: string): Promise<Alert | undefined>;
  get(id: string): Promise<Alert | undefined>;
  list(query: { state?: AlertState; limit: number }): Promise<readonly Alert[]>;
  /** Alerts whose `nextAtMs` has come, and those planned in the future (the clock was set back); longest due first. */
  due(nowMs: number, limit: number): Promise<readonly Alert[]>;
}

/** A link that lets one person take one alert with one tap. The secret part itself is kept nowhere. */
export interface AlertLink {
  /** SHA-256 of the token, hex. */
  readonly keyHash: string;
  readonly alertId: string;
  readonly person: string;
  /** The alert's `openedAtMs` when the link was made: an alert opened again needs a new link. */
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  readonly usedAtMs: number | null;
}

export interface AlertLinks {
  /** Durable when it resolves; a link that is there already stays as it is. Forgets what ended before `nowMs`. */
  put(link: AlertLink, nowMs: number): Promise<void>;
  find(keyHash: string): Promise<AlertLink | undefined>;
  /** True for exactly one caller. */
  use(keyHash: string, nowMs: number): Promise<boolean>;
}

export type Channel = "email" | "webhook" | "slack" | "chatwork" | "line";

/** One message to one channel. `key` makes it exactly once: a second put with the same key is ignored. */
export interface OutboxMessage {
  readonly key: string;
  /** "shop" is the shop's own webhook (holds); the others tell people. */
  readonly channel: Channel | "shop";
  /** Full message as JSON (subject and text, or URL-less webhook payload); scrubbed; no secret. */
  readonly body: string;
  readonly createdAtMs: number;
  readonly state: "waiting" | "claimed" | "sent" | "failed" | "unknown";
  readonly tries: number;
  readonly nextTryAtMs: number;
  readonly lastError: string | null;
}

export interface Outbox {
  /** Durable when it resolves; false when the key was there already. */
  put(message: OutboxMessage): Promise<boolean>;
  /** Atomically claims one due message (waiting and nextTryAtMs ≤ now). */
  claim(nowMs: number): Promise<OutboxMessage | undefined>;
  settle(
    key: string,
    result: { state: "sent" | "failed" | "waiting" | "unknown"; error: string | null; nextTryAtMs: number },
  ): Promise<void>;
  /** At start: what was claimed when the process died becomes "unknown" (never silently repeated for e-mail). */
  recover(): Promise<readonly OutboxMessage[]>;
  list(query: { limit: number }): Promise<readonly OutboxMessage[]>;
  /** Messages whose key begins with `prefix`, the oldest first. */
  under(prefix: string, limit: number): Promise<readonly OutboxMessage[]>;
  /** Makes a waiting message "failed"; false when it was not waiting any more. */
  giveUp(key: string, error: string): Promise<boolean>;
}

/** Where incidents are kept: entries that are only ever added. Facts are stored as canonical JSON. */
export interface IncidentRecords {
  /** Durable when it resolves. False when `seq` is not the incident's last + 1: somebody else wrote first. */
  append(entry: IncidentEntry): Promise<boolean>;
  /** In order of `seq`, at most INCIDENT_LIMITS.entriesMax; empty when there is no such incident. */
  read(id: IncidentId): Promise<readonly IncidentEntry[]>;
  /** Newest first by the first entry. */
  list(query: { limit: number }): Promise<readonly IncidentId[]>;
}

// What the desk needs: alerts that survive, and an outbox that sends each message once.

import type { IncidentEntry, IncidentId } from "./incidents/contract.ts";

export type AlertState = "open" | "owned" | "closed";

export interface Alert {
  readonly id: `alert_${string}`;
  /** One cause, one alert: e.g. "attack:<attackId>". */
  readonly cause: string;
  readonly kind: "attack" | "budget" | "guard";
  readonly openedAtMs: number;
  readonly changedAtMs: number;
  readonly state: AlertState;
  readonly owner: string;
  readonly ownedAtMs: number | null;
  /** Facts for the sentences, as JSON; no personal data. */
  readonly facts: string;
  /** How many messages went out for it. */
  readonly told: number;
}

export interface Alerts {
  /** Inserts or replaces by `cause`. Durable when it resolves. */
  put(alert: Alert): Promise<void>;
  findByCause(cause: string): Promise<Alert | undefined>;
  get(id: string): Promise<Alert | undefined>;
  list(query: { state?: AlertState; limit: number }): Promise<readonly Alert[]>;
}

/** One message to one channel. `key` makes it exactly once: a second put with the same key is ignored. */
export interface OutboxMessage {
  readonly key: string;
  /** "shop" is the shop's own webhook (holds); the other two tell the owner. */
  readonly channel: "email" | "webhook" | "shop";
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

/** Orders and customers straight from a shop's database: of one moment, however long and however often they are read. */
export interface ShopRows {
  /** Which database and shop system, for people and records; never user or password. */
  readonly name: string;
  /**
   * The first row names the columns in the scope's own words ("order_id", "email" …). Rows come in the order of the table's
   * key: the same rows in the same order each time they are asked for.
   */
  readonly rows: (kind: "orders" | "customers") => AsyncIterable<readonly (string | null)[]>;
  readonly close: () => Promise<void>;
}

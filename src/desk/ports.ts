// What the desk needs: alerts that survive, and an outbox that sends each message once.

import type { IncidentEntry, IncidentId } from "./incidents/contract.ts";
import type { InquiryEntry, InquiryId, InquiryRow, InquiryState } from "./inquiries/contract.ts";
import type { NoticeClass } from "./notices/contract.ts";

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

/** Questions and answers: entries that are only ever added. Holds channel, time, state and who; every word is sealed. */
export interface InquiryRecords {
  /** Durable when it resolves. False when `seq` is not the inquiry's last + 1. */
  append(entry: InquiryEntry): Promise<boolean>;
  /** In order of `seq`; empty when there is no such inquiry. */
  read(incident: IncidentId, inquiry: InquiryId): Promise<readonly InquiryEntry[]>;
  /** By id, after `after`; at most `limit` (≤ 200). */
  list(
    incident: IncidentId,
    query: { readonly state: InquiryState | null; readonly after: string; readonly limit: number },
  ): Promise<readonly InquiryRow[]>;
  counts(incident: IncidentId): Promise<Readonly<Record<InquiryState, number>>>;
}

/** One notice going out by one channel: `incident:report:channel`, so that nobody can start the same one twice. */
export type DispatchId = `${IncidentId}:${number}:${"email" | "letter"}`;

export interface Dispatch {
  readonly id: DispatchId;
  readonly createdAtMs: number;
  readonly by: string;
  readonly state: "running" | "paused" | "done";
  /** The scope it was made from. */
  readonly scopeRunId: string;
}

/**
 * waiting: not sent, or to be tried again · claimed: on its way just now · sent: a server took it · refused: will never be
 * taken (no such mailbox) · bounced: came back later · unknown: the process died while it was on its way; a person decides.
 */
export type SendState = "waiting" | "claimed" | "sent" | "refused" | "bounced" | "unknown";

export interface SendRow {
  readonly personId: string;
  readonly class: NoticeClass;
  readonly state: SendState;
  readonly tries: number;
  readonly nextTryAtMs: number;
  /** What the server said, without the address: "550 5.1.1". */
  readonly note: string;
  readonly settledAtMs: number | null;
}

export interface SendEnd {
  readonly personId: string;
  readonly state: "waiting" | "sent" | "refused" | "unknown";
  readonly nextTryAtMs: number;
  readonly note: string;
}

/** What was sent to whom. Holds no names and no addresses: only person ids. */
export interface Dispatches {
  /** Durable. False when there is one of that id already. */
  put(dispatch: Dispatch): Promise<boolean>;
  get(id: DispatchId): Promise<Dispatch | undefined>;
  /** False when there is no such dispatch. */
  setState(id: DispatchId, state: Dispatch["state"]): Promise<boolean>;
  /**
   * One durable step: records how the last ones ended, and claims those of `next` that are due (persons not seen before are
   * due). What is claimed is on record before anything of it can be sent. Nothing is claimed unless the dispatch is running.
   * `note`: kept with the claim, and thus over a crash; without one the earlier note stays.
   */
  turn(
    id: DispatchId,
    ended: readonly SendEnd[],
    next: readonly { readonly personId: string; readonly class: NoticeClass; readonly note?: string }[],
    nowMs: number,
  ): Promise<readonly SendRow[]>;
  /** After a crash: what was claimed becomes unknown. Returns how many. */
  recover(id: DispatchId, nowMs: number): Promise<number>;
  /** A person's word about one that is unknown, refused or bounced. False when it is in another state by now. */
  decide(
    id: DispatchId,
    personId: string,
    from: SendState,
    to: "waiting" | "sent" | "bounced",
    nowMs: number,
    /** Why, as a code ("returned 5.1.1"); without one the earlier note stays. */
    note?: string,
  ): Promise<boolean>;
  counts(id: DispatchId): Promise<Readonly<Record<SendState, number>>>;
  /** The earliest time a waiting one is due; null when none waits. */
  nextDueMs(id: DispatchId): Promise<number | null>;
  /** By personId, after `after`; at most `limit` (≤ 1000). */
  rows(
    id: DispatchId,
    query: { readonly state: SendState; readonly after: string; readonly limit: number },
  ): Promise<readonly SendRow[]>;
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

/** The tries to pay that this guard wrote down: of one moment, however often they are read. */
export interface OwnAttempts {
  /** As people and records are told it. */
  readonly name: string;
  /** The first row names the columns (OWN_ATTEMPT_COLUMNS of the scope); oldest first, of one time by id. */
  readonly rows: () => AsyncIterable<readonly (string | null)[]>;
  readonly close: () => void;
}

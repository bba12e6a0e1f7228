// What the gate needs from outside: a place for records, holds, the budget's ledger, what was learned, the card switch,
// and the orders for the whole shop.

import type { Yen } from "../kernel/index.ts";
import type { Answer, AttemptId, AttemptOutcome, AttemptRecord } from "./facts.ts";
import type { SiteAct, SiteChange, SiteState } from "./site/contract.ts";

export type {
  Origin,
  OriginBlock,
  SessionsEnd,
  ShopDoor,
  SiteAct,
  SiteChange,
  SiteState,
} from "./site/contract.ts";

/** Attempts and decisions, kept 400 days within a size limit. Loses at most the last 100 ms at kill -9. */
export interface AttemptRecords {
  /** One transaction per call. */
  append(records: readonly AttemptRecord[]): Promise<void>;
  /** A late outcome; false when the attempt is unknown. Only "pending", null and "abandoned" outcomes are overwritten. */
  settle(
    id: AttemptId,
    outcome: AttemptOutcome,
    declineCode: string | null,
    orderRef: string | null,
  ): Promise<boolean>;
  findByOrder(orderRef: string): Promise<AttemptRecord | undefined>;
  /** True when the shop itself gave this reference to an approved try that was not held: an order nobody has to ask about. */
  passedUnheld(orderRef: string): Promise<boolean>;
  get(id: AttemptId): Promise<AttemptRecord | undefined>;
  /** Newest first; at most `limit` (≤ 1000). */
  list(query: AttemptQuery): Promise<readonly AttemptRecord[]>;
  /** Sums per bucket, oldest first; empty buckets are left out. From `fromMs` to before `toMs`; a bucket starts at a whole multiple of `bucketMs` since 1970. */
  sums(query: { fromMs: number; toMs: number; bucketMs: number }): Promise<readonly AttemptSum[]>;
  /** Sums per value of one origin field, largest first, at most `limit`. */
  origins(query: {
    fromMs: number;
    toMs: number;
    by: "country" | "asn" | "ip";
    limit: number;
  }): Promise<readonly OriginSum[]>;
  /** Deletes what is older than `keepFromMs`, then the oldest beyond `bytesMax`; returns how many went. */
  trim(limits: { keepFromMs: number; bytesMax: number }): Promise<number>;
}

export interface AttemptQuery {
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
  readonly answer?: Answer;
  readonly beforeId?: AttemptId;
}

export interface AttemptSum {
  readonly bucketStartMs: number;
  readonly answer: Answer;
  readonly attempts: number;
  readonly reachedGateway: number;
  readonly declined: number;
  readonly approved: number;
  readonly feesYen: number;
  readonly savedYen: number;
  /** Sum of amounts of approved attempts: the sales side of the money meter. */
  readonly salesYen: number;
}

export interface OriginSum {
  readonly key: string;
  readonly label: string;
  readonly attempts: number;
  readonly reachedGateway: number;
  readonly stopped: number;
}

export type HoldState = "held" | "released" | "cancelled";

/** An order that went through but must not ship until a person says so. Written before the shop is asked (closed). */
export interface Hold {
  readonly id: `hold_${string}`;
  readonly attemptId: AttemptId;
  readonly createdAtMs: number;
  /** The order's reference as the shop or a person gave it; null: unnamed, it may be any order. */
  readonly orderRef: string | null;
  /** A reference that nobody trustworthy has confirmed (the buyer's own request, or the shop when it contradicted itself). */
  readonly claimedRef: string | null;
  readonly amountYen: number | null;
  readonly country: string;
  /** Short sentences' keys and values are in the attempt's judgement; this is the probability alone. */
  readonly probability: number;
  readonly state: HoldState;
  readonly decidedAtMs: number | null;
  readonly decidedBy: string | null;
  readonly note: string | null;
}

export interface Holds {
  create(hold: Hold): Promise<void>;
  /**
   * Gives both references anew. A null name: a try that failed must not stand in the way of the order that follows, and
   * a hold whose name is in doubt is unnamed.
   */
  nameOrder(id: Hold["id"], orderRef: string | null, claimedRef: string | null): Promise<void>;
  /**
   * Takes a hold from "held" to a decision exactly once; undefined when it was not held (any more), or had no name and
   * `onlyNamed` asked for one.
   */
  decide(
    id: Hold["id"],
    decision: "released" | "cancelled",
    by: string,
    note: string,
    atMs: number,
    onlyNamed?: boolean,
  ): Promise<Hold | undefined>;
  get(id: string): Promise<Hold | undefined>;
  /** By confirmed reference only. Of several, a held one hides a cancelled one, a cancelled one a released one. */
  findByOrder(orderRef: string): Promise<Hold | undefined>;
  /** Held ones without a name, which may therefore be any order: those that claim `orderRef` first, then the newest. */
  unnamed(query: { orderRef: string; limit: number }): Promise<readonly Hold[]>;
  list(query: { state?: HoldState; limit: number }): Promise<readonly Hold[]>;
}

/**
 * The money invariant's ledger. A lease is written durably before any of it may be spent; after a crash the whole
 * lease counts as spent. Windows roll: spending is kept in slots, and no `window` ever holds more than its limit.
 */
export interface BudgetLedger {
  /**
   * Atomically grants `wantYen` (or the largest smaller multiple of `stepYen`, possibly 0) if every window stays within its limit.
   * `atMs` never makes time go back: the ledger uses the latest time it has seen.
   */
  lease(request: BudgetRequest): Promise<BudgetLease>;
  /** Gives unspent yen of a lease back (clean shutdown, end of a slot). Idempotent per lease id. */
  giveBack(leaseId: string, unspentYen: Yen): Promise<void>;
  spent(query: { atMs: number; windowMs: number }): Promise<Yen>;
}
export interface BudgetRequest {
  readonly leaseId: string;
  readonly atMs: number;
  readonly wantYen: Yen;
  readonly stepYen: Yen;
  readonly windows: readonly { readonly windowMs: number; readonly limitYen: Yen; readonly slotMs: number }[];
}
export interface BudgetLease {
  readonly grantedYen: Yen;
  /** The least that is left in any window after this lease. */
  readonly leftYen: Yen;
  /** Set when nothing was granted although money may be left: the ledger could not be written ("store.full"…) or the request made no sense. */
  readonly trouble?: string;
}

/** Opaque bytes per name, replaced atomically: learned crowds, decoy patterns, the gate's own keys. */
export interface LearnedMemory {
  save(name: string, bytes: Uint8Array, atMs: number): Promise<void>;
  load(name: string): Promise<{ readonly bytes: Uint8Array; readonly savedAtMs: number } | undefined>;
}

export interface CardSwitchState {
  readonly state: "open" | "paused";
  readonly by: string;
  readonly why: string;
  readonly atMs: number;
}
/** The hand-worked card switch; survives restarts, every change is journalled by the caller. */
export interface CardSwitch {
  read(): Promise<CardSwitchState>;
  write(state: CardSwitchState): Promise<void>;
}

/** The orders for the whole shop: stopped, origins turned away, sessions ended. Durable when a write resolves. */
export interface SiteOrders {
  read(): Promise<SiteState>;
  /** Makes the change and notes the act that the journal must take: both or neither. A block of the same origin is replaced. */
  change(change: SiteChange, act: SiteAct): Promise<void>;
  /** Notes an act that changes nothing here. */
  note(act: SiteAct): Promise<void>;
  /** Acts that the journal has not taken yet, oldest first, at most 1,000. */
  unwritten(): Promise<readonly SiteAct[]>;
  /** The journal has taken this act; unknown ids change nothing. */
  written(id: SiteAct["id"]): Promise<void>;
}

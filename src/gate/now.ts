// What the gate tells of itself and what a person can tell it: the contract between gate, console and cli.

import type { AttackFacts } from "../kernel/index.ts";
import type { AttemptOutcome, AttemptRecord } from "./facts.ts";
import type { Site, SiteView } from "./site/contract.ts";
import type { AttemptQuery, AttemptSum, CardSwitchState, Hold, HoldState, OriginSum } from "./ports.ts";

export interface Meter {
  readonly spentYen: number;
  readonly limitYen: number;
}

/** A crowd under suspicion, for people. */
export interface SuspectCrowd {
  /** Same kinds as Reason.crowd. */
  readonly kind: string;
  readonly label: string;
  /** Estimated share of attackers among its unproven attempts, 0–1. */
  readonly share: number;
  readonly tries: number;
  readonly declines: number;
  /** Of the suspected tries since `sinceMs`: kept from the gateway, and let through to it. */
  readonly stopped: number;
  readonly passed: number;
  /** Fees its tries have cost and what answers other than pass have saved, yen, last 24 hours. */
  readonly feesYen: number;
  readonly savedYen: number;
  readonly sinceMs: number;
}

/** Everything the first page shows. Times in Unix ms. */
export interface NowView {
  readonly atMs: number;
  readonly shopName: string;
  readonly mode: "judge" | "watch";
  readonly cards: CardSwitchState;
  /** The orders for the whole shop in short; all of them: Gatehouse.site. */
  readonly site: Pick<SiteView, "shop" | "sessions" | "readable"> & { readonly originsBlocked: number };
  readonly attack: AttackFacts | null;
  /** One entry per minute and answer, last 60 minutes. */
  readonly perMinute: readonly AttemptSum[];
  readonly budget: { readonly hour: Meter; readonly day: Meter };
  /** Since midnight in the shop's time zone. */
  readonly today: {
    readonly attempts: number;
    readonly stopped: number;
    readonly approved: number;
    readonly declined: number;
    readonly feesYen: number;
    readonly salesYen: number;
    /** Fees and expected fraud loss not paid because attempts were stopped. */
    readonly savedYen: number;
  };
  /** Last 24 hours. */
  readonly countries: readonly OriginSum[];
  readonly networks: readonly OriginSum[];
  readonly crowds: readonly SuspectCrowd[];
  readonly holdsWaiting: number;
  readonly workers: { readonly running: number; readonly wanted: number };
}

export type OutcomeReport = {
  /** One of the two names the attempt. */
  readonly attemptId: string | null;
  readonly orderRef: string | null;
  readonly outcome: Exclude<AttemptOutcome, "pending" | "abandoned">;
  readonly declineCode: string | null;
};

/**
 * May this order ship? While nothing is unknown, every order may that was not held, or was released. While a hold has no
 * name, it may be any order: then only those may ship that a person released or that the gate saw pass unheld.
 */
export interface Shippable {
  readonly shippable: boolean;
  /** Null when it may ship. "claimed": an unnamed hold's buyer gave this reference; "unnamed-hold": it may be any. */
  readonly reason: "on-hold" | "cancelled" | "claimed" | "unnamed-hold" | null;
  /** The hold that bears this reference. */
  readonly hold: Hold | undefined;
  /** The unnamed holds it may be, likeliest first; at most twenty. */
  readonly mayBe: readonly Hold[];
}

/** The gate as people and scripts reach it. `by` is e.g. "owner:Hanako", "api:shop", "cli:root". */
export interface Gatehouse {
  now(): Promise<NowView>;
  /** Called at most twice a second while something changes; returns the way to stop. */
  onChange(listener: () => void): () => void;
  /** Stop the shop, turn origins away, end all sessions. */
  readonly site: Site;
  switchCards(to: "open" | "paused", by: string, why: string): Promise<CardSwitchState>;
  holds(query: { state?: HoldState; limit: number }): Promise<readonly Hold[]>;
  hold(id: string): Promise<Hold | undefined>;
  decideHold(
    id: string,
    decision: "released" | "cancelled",
    by: string,
    note: string,
    /** Cancelling an unnamed hold: the person says that no order came of it. */
    noOrder?: boolean,
  ): Promise<Hold | "unnamed" | undefined>;
  /** A person says which order a hold is. Undefined when it is not held (any more). */
  nameHold(id: string, orderRef: string, by: string): Promise<Hold | undefined>;
  /** Fails closed: see Shippable. */
  shippable(orderRef: string): Promise<Shippable>;
  attempts(query: AttemptQuery): Promise<readonly AttemptRecord[]>;
  reportOutcome(report: OutcomeReport): Promise<"learned" | "unknown-attempt" | "already-settled">;
}

// The whole store as the wiring sees it: one place per port. Which database is behind it stays the adapter's matter.

import type { Accounts, ApiTokens, OneTimeKeys, Sessions } from "../console/ports.ts";
import type { CanaryMails, CanaryRecords, DecoyCardRecords } from "../canary/ports.ts";
import type {
  AlertLinks,
  Alerts,
  Dispatches,
  IncidentRecords,
  InquiryRecords,
  Outbox,
} from "../desk/ports.ts";
import type {
  AttemptRecords,
  BudgetLedger,
  CardSwitch,
  Holds,
  LearnedMemory,
  SiteOrders,
} from "../gate/ports.ts";
import type { JournalEntries } from "../journal/ports.ts";

export interface Store {
  readonly attempts: AttemptRecords;
  readonly holds: Holds;
  readonly budget: BudgetLedger;
  readonly learned: LearnedMemory;
  readonly cardSwitch: CardSwitch;
  readonly siteOrders: SiteOrders;
  readonly journal: JournalEntries;
  readonly alerts: Alerts;
  readonly alertLinks: AlertLinks;
  readonly outbox: Outbox;
  readonly dispatches: Dispatches;
  readonly incidents: IncidentRecords;
  readonly canaries: CanaryRecords;
  readonly canaryMails: CanaryMails;
  readonly decoyCards: DecoyCardRecords;
  readonly inquiries: InquiryRecords;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: ApiTokens;
  readonly oneTimeKeys: OneTimeKeys;
  /** Writes what is waiting and lets the folder go. Safe to call twice. */
  close(): Promise<void>;
}

/** No list answers more rows than this, whatever is asked: a page of a thousand is more than a person reads. */
export const LIST_MAX = 1000;

export function listLimit(limit: number): number {
  return Number.isFinite(limit) ? Math.min(LIST_MAX, Math.max(0, Math.floor(limit))) : LIST_MAX;
}

/** What stands in the switch before anybody touched it. */
export const SWITCH_AT_FIRST = { state: "open", by: "misemori", why: "", atMs: 0 } as const;

/** The shop's door before anybody touched it. */
export const SHOP_AT_FIRST = { state: "open", by: "misemori", why: "", sentence: null, atMs: 0 } as const;

/** Largest single thing the gate may remember (learned crowds, patterns): more would stall every save. */
export const LEARNED_BYTES_MAX = 64 * 1024 * 1024;

// What a spam report is, and what is said of many: shapes and bounds only.

export const SPAM_KINDS = ["spam", "phishing", "telephone"] as const;
/** "phishing" names the shop; "telephone" came by a call. */
export type SpamKind = (typeof SPAM_KINDS)[number];

/** One customer's word that something unwanted came. What it said is not kept. */
export interface SpamReport {
  readonly atMs: number;
  /** The customer's address it came to, lower case; empty when only the member id is known. */
  readonly address: string;
  readonly member: string;
  readonly kind: SpamKind;
  readonly source: "typed" | "csv" | "mail";
}

export type SpamVerdict = "leak" | "watch" | "coincidence" | "too-few";

export interface SpamJudgement {
  readonly verdict: SpamVerdict;
  readonly reports: number;
  /** Customers behind them, each counted once with their first report. */
  readonly reporters: number;
  /** Reports of addresses that are no customer's, of customers without a dated order, and from before their first order. */
  readonly unmatched: number;
  readonly undated: number;
  readonly early: number;
  /** Customers known from the files, and those of them with a dated order. */
  readonly customers: number;
  readonly dated: number;
  /** How many times better "the list was taken at some moment" explains who reports than coincidence does. */
  readonly bayesFactor: number;
  /** Days between which the list was most probably taken (nine in ten); null when nothing speaks for it. */
  readonly taken: { readonly from: string; readonly to: string; readonly likeliest: string } | null;
  /** Reports from customers of before that day which would make it a leak; 0 when it is one, null when none could. */
  readonly moreBefore: number | null;
  /** Reporters of the last 90 days against what is usual. */
  readonly usual: {
    readonly seen: number;
    readonly expected: number;
    readonly p: number;
    readonly perThousandMonth: number;
  };
  /** The day it was judged on, in the shop's zone. */
  readonly day: string;
}

export const SPAM_LIMITS = {
  /** A shop that gets more has other work than counting them. */
  reportsMax: 100_000,
  /** Years of reports that are read: older ones tell nothing of today's list. */
  years: 6,
  /** A mail's head and first text: what it is judged by. Longer ones are cut, not refused. */
  mailBytesMax: 1024 * 1024,
  mailsMax: 100_000,
  addressCharsMax: 320,
} as const;

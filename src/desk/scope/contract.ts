// What a scope asks and answers: the question in parts, classes, evidence and the record of a run. Carries no reading, no words.

import type { OwnAttempts, ShopRows } from "../ports.ts";

export type PersonClass = "confirmed" | "possible" | "cannotTell" | "notAffected";
/** Worst first: a person gets the first of these that any of their orders or rows gives. */
export const CLASSES: readonly PersonClass[] = ["confirmed", "possible", "cannotTell", "notAffected"];

export const ITEMS = [
  "card-number",
  "expiry",
  "security-code",
  "holder",
  "track",
  "name",
  "email",
  "address",
  "phone",
  "order",
] as const;
export type Item = (typeof ITEMS)[number];

/** Why a person is in a class; the sentence stands in words.ts. Not-affected and cannot-tell ones need reasons as well. */
export const REASONS = [
  "card-typed",
  "card-form-left",
  "session-named",
  "record-read",
  "page-opened",
  "card-in-read-part",
  "card-in-read-file",
  "card-in-file",
  "page-unlinked",
  "date-unreadable",
  "payment-unknown",
  "row-unreadable",
  "log-days-missing",
  "log-lines-unreadable",
  "cards-unattributed",
  "order-outside-window",
  "order-not-by-card",
  "order-without-trace",
  "file-not-read",
  "no-order",
  // New ones come last: their places in this list are part of how evidence is ordered.
  "attempt-typed",
  "attempt-left",
  "attempt-stopped",
  "attempt-by-origin",
  "record-days-missing",
  "attempts-unattributed",
] as const;
export type Reason = (typeof REASONS)[number];

/** The parts of the question. Exactly these, the inputs and the versions decide the answer. */
export interface ScopeQuestion {
  /** IANA name; days are the days of this zone. */
  readonly zone: string;
  /** First and last day, both included, as 2019-12-06; null leaves that end open. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly payment: "card" | "any";
  /** Values of the payment column that are cards; empty: judged by their words. */
  readonly cardMethods: readonly string[];
  /** Path of the page or file in the access log; may hold {order}, {member}, {email} or {line}. */
  readonly page: string | null;
  /** Answers of the server that count as read. */
  readonly statuses: readonly number[];
  /**
   * What counts as the intruder's: addresses, networks ("203.0.113.0/24"), and with the guard's own records its AS numbers
   * ("as64500") and browsers ("visitor:" and 16 hex digits). Empty: everyone.
   */
  readonly origins: readonly string[];
  readonly sessions: readonly string[];
  /** Which scanned file held the cards (end of its path); null: the one named like the page, else all. */
  readonly cardFile: string | null;
  /** What was taken where neither findings nor the page tell; empty: what the ground implies. */
  readonly items: readonly Item[];
}

export type ColumnField =
  | "order_id"
  | "order_date"
  | "payment"
  | "status"
  | "email"
  | "member_id"
  | "ip"
  | "session"
  | "card_hash";
export const COLUMN_FIELDS: readonly ColumnField[] = [
  "order_id",
  "order_date",
  "payment",
  "status",
  "email",
  "member_id",
  "ip",
  "session",
  "card_hash",
];
export const PRESETS = ["eccube2", "eccube4", "woocommerce", "vendure", "generic"] as const;
export type Preset = (typeof PRESETS)[number];
export type InputKind = "orders" | "customers" | "log" | "findings" | "leaked" | "records";
export type ColumnMap = Readonly<Partial<Record<ColumnField, string>>>;

export interface ScopeInput {
  readonly kind: InputKind;
  /** Absolute; for what is no file, its name as people are told it. */
  readonly path: string;
  /** Where the bytes come from when it is no file, each time anew: an incident's vault, a database. Not for logs. */
  readonly open?: () => AsyncIterable<Uint8Array>;
  /** Its length, when it is no file. */
  readonly bytes?: number;
  /** Only so many bytes of it: what an earlier run read of a plain log that has grown since. */
  readonly upTo?: number;
}

export interface ScopeRequest {
  readonly inputs: readonly ScopeInput[];
  /** Orders and customers of the shop's database, read beside the files; whoever opened it closes it. */
  readonly shop?: ShopRows;
  /** This guard's own records of tries to pay; whoever opened them closes them. */
  readonly records?: OwnAttempts;
  readonly question: ScopeQuestion;
  readonly preset: Preset;
  /** Addresses of planted watch records: they are no people, and are counted apart. */
  readonly isPlanted?: (email: string) => boolean;
  /** Confirmed by a person: field to header; goes before every guess. */
  readonly columns: ColumnMap;
  /** Zone of dates in CSV files that name none; the shop's when null. */
  readonly csvZone: string | null;
  readonly version: string;
  readonly gone: AbortSignal;
  readonly onProgress: (doneBytes: number, totalBytes: number, path: string) => void;
}

/** One thing a person's class rests on: a place in an input (hash and line, or a log entry) and what it says. */
export interface Evidence {
  readonly reason: Reason;
  /** First 12 digits of the input's sha256, and the line when there is one; empty when it speaks of the whole. */
  readonly place: string;
  readonly detail: string;
}

export interface ScopePerson {
  /** The same person gets the same id in every run: made from the smallest of their member ids and addresses. */
  readonly personId: string;
  readonly email: string;
  readonly memberId: string;
  readonly class: PersonClass;
  readonly items: readonly Item[];
  readonly evidence: readonly Evidence[];
}

/** Something that was not read, or read with doubt. Counted whole, never dropped unsaid. */
export interface InputTrouble {
  readonly path: string;
  readonly what:
    | "bad-quotes"
    | "wrong-columns"
    | "row-too-long"
    | "bad-characters"
    | "mixed-encodings"
    | "no-person"
    | "planted"
    | "bad-date"
    | "bad-email"
    | "cut-off"
    | "garbage-lines"
    | "unlisted-findings"
    | "read-twice"
    | "still-written"
    | "unfinished-line";
  readonly count: number;
  /** Line of the first one; 0 when it has none. */
  readonly firstLine: number;
}

export interface InputRecord {
  readonly path: string;
  readonly kind: InputKind;
  readonly sha256: string;
  readonly bytes: number;
  /** Rows or lines read, without the heading. */
  readonly rows: number;
  readonly encoding: string;
  /** Field to the header it was read from. */
  readonly columns: ColumnMap;
}

export interface LogCover {
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Days of the window without a single entry, as ranges "2019-03-01" or "2019-03-01/2019-03-04". */
  readonly missing: readonly string[];
  readonly lines: number;
  /** Entries that read the page and count (status, origin, window). */
  readonly reads: number;
  /** Largest answer to a whole read (status 200), in bytes. */
  readonly readBytesMax: number;
}

/** What the guard's own records hold, and how much of it counted. */
export interface AttemptsCover {
  readonly attempts: number;
  /** Times of the first and last one, ISO 8601. */
  readonly first: string | null;
  readonly last: string | null;
  /** Tries that bear on the question: typed or left in the window, or the intruder's. */
  readonly counted: number;
  /** Of those, tries whose order is in no list, or that name none. */
  readonly unattributed: number;
}

export interface CardsSeen {
  readonly cards: number;
  /** Cards whose person is not among orders and customers. */
  readonly unattributed: number;
  readonly files: readonly string[];
}

/** A run as it is recorded: no person's data is in it. */
export interface ScopeRun {
  readonly classes: Readonly<Record<PersonClass, number>>;
  readonly people: number;
  readonly inputs: readonly InputRecord[];
  readonly runId: string;
  readonly resultSha256: string;
  readonly question: ScopeQuestion;
  readonly preset: Preset;
  readonly columns: ColumnMap;
  readonly csvZone: string | null;
  readonly versions: { readonly misemori: string; readonly rules: number; readonly duckdb: string | null };
  readonly orderRows: number;
  /** Values of the payment column and whether they were taken for cards; the most frequent first. */
  readonly payments: readonly {
    readonly value: string;
    readonly rows: number;
    readonly card: boolean | null;
  }[];
  readonly log: LogCover | null;
  readonly cards: CardsSeen | null;
  readonly attempts: AttemptsCover | null;
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
  readonly troubles: readonly InputTrouble[];
  readonly seconds: number;
}

export interface ScopeAnswer {
  readonly run: ScopeRun;
  /** Every person once, in the order of personId. */
  readonly people: () => Iterable<ScopePerson>;
}

/** Rules by which classes are given; a change that could move a person makes it one more. */
export const RULES_VERSION = 1;

/** Bounds of a run, each larger than what a shop that runs on one server has. */
export const SCOPE_LIMITS = {
  /** A row longer than this is a quote that was never closed. */
  rowBytesMax: 1024 * 1024,
  columnsMax: 4096,
  /** Evidence kept for a person: more adds nothing to a letter, and a million people have to fit. */
  evidenceMax: 12,
  /** Two keys a person at 100 bytes: 400 MB. */
  identitiesMax: 4_000_000,
  /** Different entries of the access log that read the page: 300 bytes each. */
  readsMax: 1_000_000,
  /** Tries of the guard's own records kept for a question: 300 bytes each. */
  attemptsMax: 4_000_000,
  findingsBytesMax: 512 * 1024 * 1024,
  inputsMax: 10_000,
  /** Different payment words: more means that the wrong column was taken. */
  paymentsMax: 1_000,
  /** Length of an entry in an access log; servers cut requests at 8 to 64 KiB. */
  logLineBytesMax: 1024 * 1024,
} as const;

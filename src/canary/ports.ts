// Where the canary room keeps what it planted, what mail came to it, and how planted customers get into a shop. Adapters: memory,
// SQLite and shops' databases, in store; Vendure's API in place.

import type { Person } from "./plant/person.ts";

/** A planted record as far as it must be remembered: the customer itself lies in the shop's systems and can be made again by key. */
export interface PlantedCanary {
  /** "cn_" and twelve letters or digits. */
  readonly id: string;
  /** Mail address in small letters; unique. */
  readonly address: string;
  readonly system: string;
  /** "2026-W47", or whatever the owner calls a period. */
  readonly period: string;
  readonly plantedAtMs: number;
  /** Null while it is watched. */
  readonly retiredAtMs: number | null;
}

export interface CanaryRecords {
  /** All or none. One whose id is known stays as it was; an address that is another's rejects with "canary.address". */
  plant(canaries: readonly PlantedCanary[]): Promise<void>;
  /** Oldest first, those of one moment by id. */
  list(): Promise<readonly PlantedCanary[]>;
  /** Those planted at exactly these addresses; at most 100 are asked for at a time. */
  find(addresses: readonly string[]): Promise<readonly PlantedCanary[]>;
  /** False when there is none of that id; a retired one keeps its first day. */
  retire(id: string, atMs: number): Promise<boolean>;
}

/** What came to a canary, as far as it is kept: facts about a mail, never the mail. */
export interface KeptMail {
  /** The same again on the same day counts up `times` instead of taking a row. */
  readonly key: string;
  /** The canary's id; "" for an address that was never planted. */
  readonly canary: string;
  /** "hit", or why it was set aside. */
  readonly outcome: string;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly times: number;
  /** MailFacts as JSON; "" for a row that only counts what no longer had a row of its own. */
  readonly facts: string;
}

export type FreshMail = Pick<KeptMail, "key" | "canary" | "outcome" | "facts"> & { readonly atMs: number };

export interface CanaryMails {
  /**
   * Durable when it resolves; all or none. Beyond MAIL_ROWS_MAX rows of a canary in a day (or MAIL_ROWS_ALL_MAX in all) a mail
   * only counts. `once` names a mail that may be met again (a folder read twice): false when it is known, and nothing is done.
   */
  keep(mails: readonly FreshMail[], once: string | null): Promise<boolean>;
  /** Was a mail kept under this name? */
  isKnown(once: string): Promise<boolean>;
  /** By first arrival, then key. */
  list(which: "hits" | "all"): Promise<readonly KeptMail[]>;
  /** What was last written under this name; null when nothing was. */
  mark(name: string): Promise<string | null>;
  /** A place to go on from: how far a mailbox was read, what the journal was told. Durable when it resolves. */
  setMark(name: string, text: string): Promise<void>;
}

/** A decoy card as far as it is kept: never its number. */
export interface DecoyCard {
  /** "dc_" and letters or digits; of a made one the number comes out of the key and this. */
  readonly id: string;
  /** made: a number of nobody's range. own: the owner's own cancelled or virtual card. */
  readonly kind: "made" | "own";
  /** First six and last four digits. */
  readonly masked: string;
  /** Where it was put, in the owner's words. */
  readonly place: string;
  readonly addedAtMs: number;
  /** Keyed hash by scrub's `decoyHash`; unique. */
  readonly hash: string;
}

export interface DecoyCardRecords {
  /** All or none; a known id or hash stays as it was. Beyond scrub's DECOY_CARDS_MAX rejects with "canary.cards". */
  add(cards: readonly DecoyCard[]): Promise<void>;
  /** Oldest first, those of one moment by id. */
  list(): Promise<readonly DecoyCard[]>;
  /** False when there is none of that id. */
  remove(id: string): Promise<boolean>;
}

/** A planted customer as a shop's own record wants him; nobody lives there. */
export interface ShopCustomer {
  /** In small letters. */
  readonly address: string;
  readonly person: Person;
}

export interface PutEnd {
  /** Written now, in this order. */
  readonly placed: readonly string[];
  /** Were there before and stay as they are. */
  readonly there: readonly string[];
}

export interface TakeOutEnd {
  readonly taken: readonly string[];
  readonly gone: readonly string[];
  /** Somebody ordered in their name: left where they are, an order must keep its customer. */
  readonly ordered: readonly string[];
}

/**
 * The customers of one shop, for planted ones only. Rejects with MisemoriError `place.*`: then nothing of that call is left there
 * (an API that knows no transaction takes back what it wrote; killed before it could, the next run completes).
 */
export interface ShopPlace {
  /** Host, database and shop system, for people. */
  readonly name: string;
  /** Which of these addresses are customers there; writes nothing. */
  there(addresses: readonly string[]): Promise<readonly string[]>;
  /** As customers who registered shortly before `nowMs` and never ordered; with a password hash that no password is known for. */
  put(
    customers: readonly ShopCustomer[],
    how: { readonly nowMs: number; readonly mailing: boolean },
  ): Promise<PutEnd>;
  takeOut(addresses: readonly string[]): Promise<TakeOutEnd>;
  close(): Promise<void>;
}

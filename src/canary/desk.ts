// What people can ask of planted customers, by console or script: what lies where, what came to it, what that tells; planting and
// retiring. Done by main over the running guard.

import type { Pan } from "../kernel/index.ts";
import type { TouchedPlace } from "./baits/tally.ts";
import type { Bracketed } from "./bracket/contract.ts";
import type { MailFacts } from "./listen/contract.ts";
import type { PlantEncoding, PlantFormat } from "./plant/formats.ts";
import type { DecoyCard, KeptMail, PlantedCanary } from "./ports.ts";

/** The system that the decoy files' own customers are planted under; they are never due again. */
export const DECOY_SYSTEM = "decoy";

/** What was planted into one system in one period. */
export interface PlantedSet {
  readonly system: string;
  readonly period: string;
  /** Of the first of them. */
  readonly plantedAtMs: number;
  readonly count: number;
  readonly retired: number;
  /** Of those that are watched: how many mail came to that nothing but a leak explains, and the first such mail. */
  readonly hit: number;
  readonly hitAtMs: number | null;
}

export interface WatchedSystem {
  readonly system: string;
  /** Canaries that are watched. */
  readonly watched: number;
  readonly plantedAtMs: number | null;
  /** When a new set is due; null for one that needs none. */
  readonly dueAtMs: number | null;
  /** Domains it may write from, as configured. */
  readonly senders: readonly string[];
}

/** What the mails on record tell, worked out beside the main thread. */
export interface LeakStanding {
  /** Null: no mail to work with. */
  readonly found: Bracketed | null;
  readonly atMs: number;
  /** By canary: first mail that stands as a hint. */
  readonly hitAtMs: ReadonlyMap<string, number>;
  readonly mails: number;
  /** Canaries that were watched then: another process may have planted or retired since. */
  readonly watched: number;
}

export interface LeakOverview {
  /** The shop's own, for days. */
  readonly zone: string;
  /** This week, as sets are called unless named otherwise. */
  readonly period: string;
  /** Where addresses can lie: "leak.example.jp", or a mailbox that takes sub-addresses. The first is the usual one. */
  readonly places: readonly string[];
  readonly format: PlantFormat;
  readonly listening: {
    /** As configured; null: not. */
    readonly listen: string | null;
    /** Null while nothing listens. */
    readonly port: number | null;
    readonly folder: boolean;
  };
  readonly systems: readonly WatchedSystem[];
  /** Newest first, at most LEAK_LIMITS.setsMax. */
  readonly sets: readonly PlantedSet[];
  readonly setsLeftOut: number;
  /** Null until it was worked out once. */
  readonly standing: {
    readonly atMs: number;
    /** Something came since: it is worked out anew. */
    readonly isWorking: boolean;
    readonly mails: number;
    readonly found: Bracketed | null;
  } | null;
  readonly touches: readonly TouchedPlace[];
  /** Touches are kept since then. */
  readonly touchesSinceMs: number;
}

export const LEAK_LIMITS = {
  /** Five systems with a set a week for three years and a half; a page with more helps nobody. */
  setsMax: 1_000,
  mailsPageMax: 200,
  nameCharsMax: 60,
} as const;

export interface CanaryLetter extends Omit<KeptMail, "facts"> {
  /** As judged by what is known today. */
  readonly outcome: string;
  /** "" where nobody was planted. */
  readonly system: string;
  readonly period: string;
  /** Null for a row that only counts. */
  readonly facts: MailFacts | null;
}

export interface LettersAsked {
  readonly which: "hits" | "aside" | "all";
  /** The key of the last one seen. */
  readonly after?: string;
  readonly limit: number;
}

export interface SetWish {
  readonly system: string;
  readonly period: string;
  readonly count: number;
  /** One of `LeakOverview.places`. */
  readonly place: string;
  readonly telephone: "unassigned" | "none";
  readonly format: PlantFormat;
  readonly encoding: PlantEncoding;
}

/** One canary, or all of a system's period. */
export type RetireWish = { readonly id: string } | { readonly system: string; readonly period: string };

export interface LeakDesk {
  overview(): Promise<LeakOverview>;
  /** Of one set. */
  canaries(system: string, period: string): Promise<readonly PlantedCanary[]>;
  /** Newest first. `next`: ask on with it as `after`; null at the end. */
  letters(asked: LettersAsked): Promise<{
    readonly letters: readonly CanaryLetter[];
    readonly next: string | null;
  }>;
  /** The file to import; the same wish again gives the same file. "place": no such address is configured. */
  plant(wish: SetWish, by: string): Promise<{ readonly csv: Uint8Array } | "place">;
  /** How many are no longer watched by this; 0: there is none of that name. */
  retire(wish: RetireWish, by: string): Promise<number>;
  /** Decoy cards, oldest first. */
  cards(): Promise<readonly DecoyCard[]>;
  /** Its number is told here and never again. Throws MisemoriError "canary.cards" when there are as many as are looked for. */
  makeCard(place: string, by: string): Promise<{ readonly card: DecoyCard; readonly number: Pan }>;
  /** False when there is none of that id. */
  removeCard(id: string, by: string): Promise<boolean>;
}

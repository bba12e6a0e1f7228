// What an incident is made of: entries that are only ever added, and the picture they give. Folding them is fold.ts, doing acts
// is acts.ts; nothing here knows a database, a page or a gate.

import type { ClockMark, Demand } from "../clocks/clocks.ts";
import type { ClockFacts, IncidentType } from "../clocks/rules.ts";
import type { PaperKey } from "../notices/contract.ts";
import type { PersonClass } from "../scope/contract.ts";

export type { ActView, CostView, HandedView, IncidentView, NextStep } from "./view.ts";

export type IncidentId = `incident_${string}`;

/** Who told us first. "alert": one of our own. */
export const HINT_SOURCES = [
  "alert",
  "card-company",
  "agency",
  "customer",
  "police",
  "mall",
  "vendor",
  "ipa",
  "press",
  "staff",
  "other",
] as const;
export type HintSource = (typeof HINT_SOURCES)[number];
export const HINT_CHANNELS = ["telephone", "email", "letter", "fax", "visit", "web", "own"] as const;
export type HintChannel = (typeof HINT_CHANNELS)[number];

/** How a paper or package went from hand to hand. */
export const HAND_WAYS = ["in-person", "post", "email", "upload", "fax", "other"] as const;
export type HandWay = (typeof HAND_WAYS)[number];

/** What can be done with one click. Every one may be asked for twice without doing it twice. */
export const ACTS = [
  "pause-cards",
  "stop-shop",
  "preserve-evidence",
  "block-origin",
  "end-sessions",
  "open-look-up",
] as const;
export type ActName = (typeof ACTS)[number];
/** Acts that have a way back; evidence once kept stays kept, sessions once ended stay ended. */
export const UNDOABLE: readonly ActName[] = ["pause-cards", "stop-shop", "block-origin", "open-look-up"];

/** What an alert of a kind is about as an incident; everything else is a suspicion until a person knows more. */
export const TYPE_OF_ALERT: Readonly<Record<string, IncidentType>> = {
  attack: "card-testing",
  budget: "card-testing",
  spam: "email-leak",
  canary: "email-leak",
  watch: "backdoor",
  "watch-malicious": "backdoor",
  "watch-script": "backdoor",
  "watch-unapproved": "backdoor",
  decoy: "suspected",
};

/**
 * One thing that happened, never changed afterwards. `facts` hold no personal data of customers or callers; what does is in
 * `sealed`, under the incident's own key, and is gone with it.
 */
export interface IncidentEntry {
  readonly incident: IncidentId;
  /** 1, 2, 3 … without gaps within the incident. */
  readonly seq: number;
  readonly atMs: number;
  /** "owner:花子", "api:…", "cli:root", "misemori". */
  readonly by: string;
  readonly fact: IncidentFact;
  /** Free words of people (a caller's name, what he said, a note): sealed JSON, or null. */
  readonly sealed: string | null;
}

export type IncidentFact =
  | {
      readonly kind: "opened";
      readonly type: IncidentType;
      readonly title: string;
      readonly hintAtMs: number;
      readonly source: HintSource;
      readonly channel: HintChannel;
      /** The alert it was opened from. */
      readonly alert: string | null;
    }
  /** A further hint from outside; words and caller are sealed. */
  | {
      readonly kind: "hint";
      readonly source: HintSource;
      readonly channel: HintChannel;
      readonly hintAtMs: number;
    }
  /** What is known changes the type or the clocks. */
  | {
      readonly kind: "facts";
      readonly type?: IncidentType;
      readonly clock?: Partial<Omit<ClockFacts, "type" | "hintAtMs">>;
    }
  /** First and last moment of the intrusion as far as known: from a watch alert, forensics, a canary's bracket. */
  | {
      readonly kind: "window";
      readonly fromMs: number | null;
      readonly toMs: number | null;
      readonly how: string;
    }
  /** Named people may read what is sealed. */
  | { readonly kind: "named"; readonly person: string }
  | { readonly kind: "unnamed"; readonly person: string }
  /** `key` is the click's own: the same key twice is one act. */
  | {
      readonly kind: "act";
      readonly key: string;
      readonly act: ActName;
      readonly why: string;
      readonly target: string;
    }
  | { readonly kind: "act-done"; readonly key: string; readonly outcome: string }
  | { readonly kind: "act-failed"; readonly key: string; readonly reason: string }
  | { readonly kind: "act-undo"; readonly key: string; readonly why: string }
  /** `keptFor`: the effect was left in place for this other incident. */
  | {
      readonly kind: "act-undone";
      readonly key: string;
      readonly outcome: string;
      readonly keptFor?: IncidentId;
    }
  | { readonly kind: "demand"; readonly demand: Demand }
  | { readonly kind: "clock"; readonly mark: Omit<ClockMark, "atMs" | "by"> }
  /** Words are sealed. */
  | { readonly kind: "note" }
  /** A quote is no money spent; quotes with the same `what` stand side by side. */
  | {
      readonly kind: "cost";
      readonly costId: string;
      readonly what: string;
      readonly from: string;
      readonly yen: number;
      readonly state: "quote" | "chosen" | "billed" | "paid" | "dropped";
    }
  | { readonly kind: "evidence"; readonly bag: string; readonly sha256: string; readonly bytes: number }
  /** Somebody received a package or a paper. `to` is the organisation; the receiver's own name and contact are sealed. */
  | {
      readonly kind: "handed";
      /** The click's own: the same key twice is one. */
      readonly key: string;
      /** The package's or paper's name. */
      readonly what: string;
      /** Null for what has no bytes: a print, a talk. */
      readonly sha256: string | null;
      readonly to: string;
      readonly through: HandWay;
      readonly why: string;
      readonly handedAtMs: number;
    }
  /** The run as recorded (no person in it): ids and counts; the list of persons lies in the vault under `vaultName`. */
  | {
      readonly kind: "scope";
      readonly runId: string;
      readonly resultSha256: string;
      readonly classes: Readonly<Record<PersonClass, number>>;
      readonly people: number;
      readonly vaultName: string | null;
    }
  /** One version of a paper: its text lies in the vault under `vaultName`. Words of the asking are an office's, not a customer's. */
  | {
      readonly kind: "paper";
      readonly paper: PaperKey;
      readonly version: number;
      readonly sha256: string;
      readonly vaultName: string;
      /** Empty: the author himself. */
      readonly askedBy: string;
      readonly why: string;
      /** The newest scope when it was written; null: there was none. */
      readonly scopeRunId: string | null;
      /** Sentences on who pays that were changed, and protected ones that went. */
      readonly marks: { readonly liability: number; readonly dropped: number };
    }
  /** What the papers are written from; the facts themselves lie in the vault under their hash. */
  | { readonly kind: "notice-facts"; readonly sha256: string; readonly scopeRunId: string | null }
  /** A notice on its way. `errors`: open findings of the lint when it was started; `reason`: why it went out all the same. */
  | {
      readonly kind: "sending";
      readonly report: number;
      readonly channel: "email" | "letter";
      readonly step: SendingStep;
      readonly scopeRunId: string;
      readonly people: number;
      readonly reason: string;
      readonly errors: number;
      /** Hash over the texts that were tried or went out. */
      readonly papersSha256: string;
    }
  /** The sealed things are destroyed `keepDays` after this. */
  | { readonly kind: "closed"; readonly keepDays: number; readonly why: string }
  | { readonly kind: "reopened"; readonly why: string }
  | { readonly kind: "key-destroyed" };

export type SendingStep = "trial" | "started" | "paused" | "resumed" | "done" | "decided";

export type FactKind = IncidentFact["kind"];

/** Words of people that are sealed with an entry. All may be empty. */
export interface SealedWords {
  readonly caller: string;
  readonly contact: string;
  readonly words: string;
}

/** Bounds, each more than a person can read. */
export const INCIDENT_LIMITS = {
  entriesMax: 20_000,
  titleCharsMax: 200,
  whyCharsMax: 1_000,
  wordsCharsMax: 20_000,
  namedMax: 50,
  demandsMax: 200,
  costsMax: 1_000,
  handedMax: 2_000,
  openMax: 1_000,
} as const;

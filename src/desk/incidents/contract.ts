// What an incident is made of: entries that are only ever added, and the picture they give. Folding them is fold.ts, doing acts
// is acts.ts; nothing here knows a database, a page or a gate.

import type { Demand, ClockMark, RunningClock } from "../clocks/clocks.ts";
import type { ClockFacts, IncidentType } from "../clocks/rules.ts";
import type { PersonClass } from "../scope/contract.ts";

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
  | { readonly kind: "act-undone"; readonly key: string; readonly outcome: string }
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
  /** The run as recorded (no person in it): ids and counts; the list of persons lies in the vault under `vaultName`. */
  | {
      readonly kind: "scope";
      readonly runId: string;
      readonly resultSha256: string;
      readonly classes: Readonly<Record<PersonClass, number>>;
      readonly people: number;
      readonly vaultName: string | null;
    }
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

export interface ActView {
  readonly key: string;
  readonly act: ActName;
  readonly target: string;
  readonly why: string;
  readonly by: string;
  readonly atMs: number;
  /** "begun" after a kill as well: it is taken up again at the next start. */
  readonly state: "begun" | "done" | "failed" | "undoing" | "undone";
  readonly endedAtMs: number | null;
  /** What came of it, or why it failed. */
  readonly outcome: string;
}

/** What should be done next, most urgent first; the sentence stands in words.ts under `next.<step>`. */
export interface NextStep {
  readonly step: string;
  /** An act that does it, when one click can. */
  readonly act: ActName | null;
  /** The clock it settles, when one runs for it: its words say what is asked and what happens when it is missed. */
  readonly clock: RunningClock["id"] | null;
  readonly owner: string;
  readonly dueAtMs: number | null;
}

export interface CostView {
  readonly costId: string;
  readonly what: string;
  readonly from: string;
  readonly yen: number;
  readonly state: "quote" | "chosen" | "billed" | "paid" | "dropped";
  readonly atMs: number;
  readonly by: string;
}

/** Everything one page tells. Sealed words are not in it: they are opened one by one for those who are named. */
export interface IncidentView {
  readonly id: IncidentId;
  readonly type: IncidentType;
  readonly title: string;
  readonly state: "open" | "closed" | "key-destroyed";
  readonly openedAtMs: number;
  readonly openedBy: string;
  readonly changedAtMs: number;
  readonly alert: string | null;
  readonly source: HintSource;
  readonly channel: HintChannel;
  readonly window: {
    readonly fromMs: number | null;
    readonly toMs: number | null;
    readonly how: string;
  } | null;
  readonly clockFacts: ClockFacts;
  readonly clocks: readonly RunningClock[];
  readonly named: readonly string[];
  readonly acts: readonly ActView[];
  readonly next: readonly NextStep[];
  /** The newest scope; an older run is in the timeline. */
  readonly scope: {
    readonly runId: string;
    readonly atMs: number;
    readonly classes: Readonly<Record<PersonClass, number>>;
    readonly people: number;
    readonly vaultName: string | null;
  } | null;
  readonly evidence: readonly {
    readonly bag: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly atMs: number;
  }[];
  readonly costs: readonly CostView[];
  /** Billed and paid; and what the chosen quotes still add. */
  readonly money: { readonly spentYen: number; readonly agreedYen: number };
  /** When the sealed things are destroyed; null while it is open. */
  readonly destroyAtMs: number | null;
  readonly timeline: readonly {
    readonly seq: number;
    readonly atMs: number;
    readonly by: string;
    readonly fact: IncidentFact;
    readonly hasWords: boolean;
  }[];
}

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
  openMax: 1_000,
} as const;

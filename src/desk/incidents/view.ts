// The picture an incident's entries give: what one page tells. Made by fold.ts.

import type { ClockFacts, IncidentType } from "../clocks/rules.ts";
import type { RunningClock } from "../clocks/clocks.ts";
import type { PersonClass } from "../scope/contract.ts";
import type { ActName, HintChannel, HintSource, IncidentFact, IncidentId } from "./contract.ts";

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
  /** The other incident that still needs the effect; absent when the undoing had its effect. */
  readonly keptFor?: IncidentId;
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

/** One line of the log of who received what. */
export interface HandedView extends Omit<Extract<IncidentFact, { readonly kind: "handed" }>, "kind"> {
  readonly seq: number;
  readonly by: string;
  /** The receiver's name and contact lie sealed with the entry. */
  readonly hasWords: boolean;
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
  /** Oldest first. */
  readonly handed: readonly HandedView[];
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

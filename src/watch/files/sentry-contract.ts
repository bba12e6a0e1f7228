// What a sentry is told about its tree, what it is given, and the words in which it answers.

import type { SigningKey } from "../../journal/index.ts";
import type { Clock, Language } from "../../kernel/index.ts";
import type { RulesFolder } from "../scan/foreign.ts";
import type { TreeStanding } from "./approved-side.ts";
import type { TreeSettings } from "./contract.ts";
import type { CauseName, WatchAlert } from "./findings.ts";

export interface SentrySettings {
  readonly tree: TreeSettings;
  readonly recordsFolder: string;
  readonly language: Language;
  readonly fullPassMs: number;
  readonly bytesPerSecond: number;
  /** Null: the file system tells of changes. */
  readonly pollMs: number | null;
  /** How often what other programs write is looked at: the manifest, windows. */
  readonly lookEveryMs?: number;
}

export type SentryWord =
  | { readonly kind: "alert"; readonly tree: string; readonly alert: WatchAlert; readonly atMs: number }
  | { readonly kind: "settled"; readonly tree: string; readonly cause: CauseName; readonly atMs: number }
  /** What is approved of the tree, at the start and whenever that changes. */
  | { readonly kind: "standing"; readonly tree: string; readonly standing: TreeStanding }
  /** Where a pass is; `total` 0: nobody knows how far it has to go. */
  | {
      readonly kind: "passing";
      readonly tree: string;
      readonly quick: boolean;
      readonly done: number;
      readonly total: number;
    }
  /** A pass came to its end; the first one says that the tree is guarded. */
  | {
      readonly kind: "passed";
      readonly tree: string;
      readonly quick: boolean;
      readonly findings: number;
      readonly ms: number;
    };

export interface SentryTools {
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly gone: AbortSignal;
  readonly tell: (word: SentryWord) => void;
  /** Somebody asked for a full pass; true once per asking. */
  readonly takeAsked?: () => boolean;
  /** The hash of the tree's manifest as the journal names it last; undefined: not told yet. */
  readonly expected?: () => string | null | undefined;
  /** Rules of others that judge beside our own; left out: none. */
  readonly rules?: RulesFolder | null;
}

// What the verbs of `misemori watch` that compare files with what was approved have done for them; main supplies it.

import type { LoadedConfig } from "../config/index.ts";
import type { Language, Outcome } from "../kernel/index.ts";
import type { ApprovalWindow, Approved, CheckReport, Quarantined } from "../watch/index.ts";

interface TreeAsk {
  readonly loaded: LoadedConfig;
  /** Its name; null: every tree of the configuration. */
  readonly tree: string | null;
  readonly language: Language;
  readonly gone: AbortSignal;
  readonly onProgress: (done: number, total: number, path: string) => void;
}

export interface ApprovedTree {
  readonly tree: string;
  /** Null: broken off, nothing was approved. */
  readonly approved: Approved | null;
}

/** Everything that writes is journalled; refusals have codes "watch.…" and "usage.…". */
export interface WatchFilesActs {
  watchBaseline(
    request: TreeAsk & { readonly by: string; readonly why: string },
  ): Promise<Outcome<readonly ApprovedTree[]>>;
  watchCheck(
    request: TreeAsk & {
      readonly quick: boolean;
      /** Shown line by line, for so many files. */
      readonly textsMax: number;
    },
  ): Promise<Outcome<readonly CheckReport[]>>;
  watchApprove(
    request: TreeAsk & {
      /** As shown, or whole paths; null: all but what looks like a backdoor. */
      readonly paths: readonly string[] | null;
      readonly folder: string;
      readonly window: string | null;
      readonly seen: string | null;
      readonly by: string;
      readonly why: string;
    },
  ): Promise<Outcome<readonly ApprovedTree[]>>;
  watchWindow(request: {
    readonly loaded: LoadedConfig;
    readonly fromMs: number;
    readonly toMs: number;
    readonly who: string;
    readonly by: string;
    readonly why: string;
    readonly language: Language;
  }): Promise<Outcome<ApprovalWindow>>;
  watchWindows(request: {
    readonly loaded: LoadedConfig;
  }): Promise<Outcome<{ readonly list: readonly ApprovalWindow[]; readonly refused: number }>>;
  watchRelease(request: {
    readonly loaded: LoadedConfig;
    readonly archive: string;
    readonly name: string;
    readonly by: string;
    readonly language: Language;
    readonly gone: AbortSignal;
  }): Promise<Outcome<{ readonly files: number; readonly unread: number }>>;
  /** `path`: absolute, in one of the trees. */
  watchQuarantine(request: {
    readonly loaded: LoadedConfig;
    readonly path: string;
    readonly by: string;
    readonly why: string;
    readonly language: Language;
  }): Promise<Outcome<Quarantined>>;
  watchRestore(request: {
    readonly loaded: LoadedConfig;
    readonly id: string;
    readonly by: string;
    readonly language: Language;
  }): Promise<Outcome<Quarantined>>;
  watchQuarantined(request: { readonly loaded: LoadedConfig }): Promise<Outcome<readonly Quarantined[]>>;
}

// Says what became of a tree's alerts since it last said something: news at once, changed numbers when there is time.

import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../kernel/index.ts";
import { alertOf, CAUSES, type CauseName, type WatchAlert } from "./findings.ts";
import type { KeptState } from "./kept-state.ts";
import type { SentryWord } from "./sentry-contract.ts";
import type { ApprovalWindow } from "./windows.ts";

/** @returns the way to have it look; `withFacts`: numbers that changed are worth saying, too, though nobody is called for them. */
export function createTeller(tools: {
  readonly tree: string;
  readonly kept: KeptState;
  readonly clock: Clock;
  readonly tell: (word: SentryWord) => void;
}): (windows: readonly ApprovalWindow[], withFacts: boolean) => void {
  const { tree, kept, clock, tell } = tools;
  const told = new Map<CauseName, WatchAlert | null>();
  return (windows, withFacts) => {
    const state = kept.state();
    const atMs = clock.nowMs();
    for (const cause of CAUSES) {
      const alert = alertOf(cause, tree, state, windows, atMs);
      const before = told.get(cause);
      const isNews = before === undefined || before?.stage !== alert?.stage;
      if (!isNews && !(withFacts && !isDeepStrictEqual(before?.facts, alert?.facts))) continue;
      told.set(cause, alert);
      if (alert !== null) tell({ kind: "alert", tree, alert, atMs });
      else {
        kept.set({ ever: { ...kept.state().ever, [cause]: 0 } });
        tell({ kind: "settled", tree, cause, atMs });
      }
    }
    kept.save();
  };
}

// What is done again and again while the guard runs.

import type { Log } from "./log.ts";

export interface Chore {
  readonly everyMs: number;
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

/** Runs each chore again and again, never twice at once; a chore that fails is logged and tried again. */
export function runEvery(log: Log, chores: readonly Chore[]): () => void {
  const timers = chores.map((chore) => {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      void quietly(chore.run(), log, `${chore.name}-failed`).finally(() => {
        busy = false;
      });
    }, chore.everyMs);
    return timer.unref();
  });
  return () => timers.forEach((timer) => clearInterval(timer));
}

/** Work whose failure is logged and left at that. */
export async function quietly(work: Promise<unknown>, log: Log, event: string): Promise<void> {
  try {
    await work;
  } catch (error) {
    log("error", event, { error: error instanceof Error ? error.message : String(error) });
  }
}

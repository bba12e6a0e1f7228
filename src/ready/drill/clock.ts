// The clock of a virtual stage: stands still until the drill moves it, and knows how many requests sleep on it.

import type { Clock } from "../../kernel/index.ts";

export interface StageClock {
  /** For the gateway and for everything that delays an answer: its sleepers are counted. */
  readonly requests: Clock;
  /** For background work (flushing, saving): woken when due, never waited for. */
  readonly background: Clock;
  setNow(nowMs: number): void;
  /** Forgets all sleepers (waking them) and may go back: between two scenarios. */
  restart(nowMs: number): void;
  asleep(): number;
  nextWakeMs(): number | undefined;
}

interface Sleeper {
  readonly dueMs: number;
  readonly counted: boolean;
  readonly wake: () => void;
}

export function createStageClock(startMs: number): StageClock {
  let nowMs = Math.ceil(startMs);
  let monoMs = 0;
  /** Bounded by the stage's requests in flight and the gate's few background loops. */
  const sleepers = new Set<Sleeper>();
  const wakeDue = (): void => {
    const due = [...sleepers].filter((s) => s.dueMs <= monoMs).sort((a, b) => a.dueMs - b.dueMs);
    for (const sleeper of due) sleeper.wake();
  };
  const clock = (counted: boolean): Clock => ({
    nowMs: () => nowMs,
    monoMs: () => monoMs,
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve("aborted");
        const end = (how: "elapsed" | "aborted"): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", onAbort);
          resolve(how);
        };
        const onAbort = (): void => end("aborted");
        const sleeper: Sleeper = {
          // Whole milliseconds throughout: fractions would round away and leave a sleeper due for ever.
          dueMs: monoMs + Math.ceil(Math.max(0, durationMs)),
          counted,
          wake: () => end("elapsed"),
        };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", onAbort, { once: true });
      }),
  });
  return {
    requests: clock(true),
    background: clock(false),
    setNow: (wantedMs) => {
      const toMs = Math.ceil(wantedMs);
      if (toMs > nowMs) {
        monoMs += toMs - nowMs;
        nowMs = toMs;
      }
      wakeDue();
    },
    restart: (wantedMs) => {
      const toMs = Math.ceil(wantedMs);
      for (const sleeper of sleepers) sleeper.wake();
      monoMs += Math.max(0, toMs - nowMs);
      nowMs = toMs;
    },
    asleep: () => {
      let count = 0;
      for (const sleeper of sleepers) if (sleeper.counted) count += 1;
      return count;
    },
    nextWakeMs: () => {
      let due: number | undefined;
      for (const s of sleepers) if (s.counted && (due === undefined || s.dueMs < due)) due = s.dueMs;
      return due === undefined ? undefined : nowMs + Math.max(0, due - monoMs);
    },
  };
}

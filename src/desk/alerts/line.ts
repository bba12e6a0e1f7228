// A line of durable work behind events: one piece at a time, tried again until the store takes it.

import { MisemoriError, type Clock } from "../../kernel/index.ts";

const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 60_000;
/** Holds of a whole bad day while the store is down; beyond that the newest is refused and reported. */
const WAITING_MAX = 10_000;

export interface PatientLine {
  /** Runs `work` after everything before it; repeats it with growing pauses while it throws. `work` must bear repeating. */
  add(work: () => Promise<void>): void;
  /** Runs once in turn and hands back the result or the throw. */
  ask<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when everything added so far is done. */
  settled(): Promise<void>;
  close(): void;
}

export function createPatientLine(deps: {
  clock: Clock;
  onTrouble: (error: unknown) => void;
  retryFirstMs?: number;
}): PatientLine {
  const { clock, onTrouble, retryFirstMs = RETRY_FIRST_MS } = deps;
  const ended = new AbortController();
  let waiting = 0;
  let tail: Promise<unknown> = Promise.resolve();

  const patiently = async (work: () => Promise<void>): Promise<void> => {
    for (let pauseMs = retryFirstMs; !ended.signal.aborted; pauseMs = Math.min(pauseMs * 2, RETRY_MAX_MS)) {
      try {
        return await work();
      } catch (error) {
        onTrouble(error);
        await clock.sleep(pauseMs, ended.signal);
      }
    }
  };

  return {
    add: (work) => {
      if (waiting >= WAITING_MAX) {
        onTrouble(
          new MisemoriError(
            "desk.line",
            "too much waits for the store",
            "free the disk or restart the guard",
          ),
        );
        return;
      }
      waiting++;
      tail = tail.then(() => patiently(work)).finally(() => waiting--);
    },
    ask: (work) => {
      const answer = tail.then(work);
      tail = answer.catch(() => undefined);
      return answer;
    },
    settled: async () => {
      await tail;
    },
    close: () => ended.abort(),
  };
}

// Time as an argument: every deciding piece takes a Clock, so that a test or a drill can turn the hands.

export interface Clock {
  /** Wall time, milliseconds since 1970. May jump backwards. */
  nowMs(): number;
  /** Monotonic milliseconds since some start. Never goes back. */
  monoMs(): number;
  /** Resolves after `durationMs`, or at once with "aborted" when the signal fires. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<"elapsed" | "aborted">;
}

export function systemClock(): Clock {
  return { nowMs: () => Date.now(), monoMs: () => performance.now(), sleep: sleepOnTimer };
}

/** A clock that stands still until it is moved; sleepers wake in order of their due time. */
export interface ManualClock extends Clock {
  advance(durationMs: number): void;
  /** Sets wall time (also backwards); monotonic time is left alone. */
  setWall(nowMs: number): void;
}

export function manualClock(startMs = Date.UTC(2026, 0, 5, 3, 0, 0)): ManualClock {
  let wallMs = startMs;
  let monoMs = 0;
  let sleepers: { dueMs: number; wake: () => void }[] = [];
  return {
    nowMs: () => wallMs,
    monoMs: () => monoMs,
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve("aborted");
        const sleeper = { dueMs: monoMs + durationMs, wake: () => resolve("elapsed") };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => resolve("aborted"), { once: true });
      }),
    advance: (durationMs) => {
      wallMs += durationMs;
      monoMs += durationMs;
      const due = sleepers.filter((s) => s.dueMs <= monoMs).sort((a, b) => a.dueMs - b.dueMs);
      sleepers = sleepers.filter((s) => s.dueMs > monoMs);
      for (const sleeper of due) sleeper.wake();
    },
    setWall: (nowMs) => {
      wallMs = nowMs;
    },
  };
}

function sleepOnTimer(durationMs: number, signal?: AbortSignal): Promise<"elapsed" | "aborted"> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve("aborted");
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve("elapsed");
    }, durationMs);
    const onAbort = (): void => {
      clearTimeout(timer);
      resolve("aborted");
    };
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

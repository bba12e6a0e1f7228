// How fast people are being reached: counted over the last ten seconds.

import type { Clock } from "../../../kernel/index.ts";

export interface Meter {
  tick(count?: number): void;
  /** Null while nothing moves. */
  perSecond(): number | null;
}

const SECONDS = 10;

export function createMeter(clock: Clock): Meter {
  const counts = Array.from({ length: SECONDS }, () => 0);
  const startedMs = clock.monoMs();
  let newest = Math.floor(startedMs / 1_000);
  /** Seconds gone by since the last look hold nothing. */
  const moveOn = (): number => {
    const now = Math.floor(clock.monoMs() / 1_000);
    for (let second = Math.max(newest + 1, now - SECONDS + 1); second <= now; second++)
      counts[second % SECONDS] = 0;
    newest = now;
    return now % SECONDS;
  };
  return {
    tick: (count = 1) => {
      const at = moveOn();
      counts[at] = (counts[at] ?? 0) + count;
    },
    perSecond: () => {
      moveOn();
      const total = counts.reduce((sum, count) => sum + count, 0);
      const seconds = Math.min(SECONDS, Math.max(1, (clock.monoMs() - startedMs) / 1_000));
      return total === 0 ? null : total / seconds;
    },
  };
}

// The I/O budget: a pass reads no faster than it may, so that the shop on the same disk does not feel it.

import type { Clock } from "../../kernel/index.ts";

export interface Pace {
  /** To be awaited after so many bytes were read. */
  spend(bytes: number): Promise<void>;
}

/** What may be read at once before the budget bites. */
const BURST_MS = 250;

/** `bytesPerSecond` null: as fast as it goes. */
export function openPace(clock: Clock, bytesPerSecond: number | null, gone: AbortSignal): Pace {
  let paidUntilMs = clock.monoMs();
  return {
    spend: async (bytes) => {
      if (bytesPerSecond === null) return;
      const nowMs = clock.monoMs();
      paidUntilMs = Math.max(paidUntilMs, nowMs - BURST_MS) + (bytes / bytesPerSecond) * 1000;
      if (paidUntilMs > nowMs) await clock.sleep(paidUntilMs - nowMs, gone);
    },
  };
}

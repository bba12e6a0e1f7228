// Remembers which webhook events were already taken, so that a repeated delivery teaches nothing twice.

export interface ReplayMemory {
  /** True when the id is new; it is then remembered. */
  isFirst(eventId: string, nowMs: number): boolean;
}

/** Agencies repeat for up to three days (Stripe); at 10,000 events a day this memory holds a week, in about 10 MB. */
const EVENTS_MAX = 70_000;
const KEEP_MS = 4 * 86_400_000;

export function createReplayMemory(limits?: {
  readonly eventsMax?: number;
  readonly keepMs?: number;
}): ReplayMemory {
  const eventsMax = limits?.eventsMax ?? EVENTS_MAX;
  const keepMs = limits?.keepMs ?? KEEP_MS;
  // Insertion order is age: the first keys are the oldest.
  const seen = new Map<string, number>();
  return {
    isFirst: (eventId, nowMs) => {
      const id = eventId.slice(0, 200);
      for (const [oldest, atMs] of seen) {
        if (seen.size < eventsMax && nowMs - atMs < keepMs) break;
        seen.delete(oldest);
      }
      if (seen.has(id)) return false;
      seen.set(id, nowMs);
      return true;
    },
  };
}

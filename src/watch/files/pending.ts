// Paths something happened to, until they stood still for a moment: a file that is being written is looked at when it is
// written, one that never rests is looked at all the same, and a costly one not again and again. Pure but for the clock's hands.

export interface Pending {
  /** False: there is no room; everything must be looked at. */
  add(path: Buffer, nowMs: number): boolean;
  /** Those to be looked at now, taken out. */
  ripe(nowMs: number): readonly Buffer[];
  /** A look at this path took so long. */
  looked(path: Buffer, nowMs: number, tookMs: number): void;
  /** When the next one is ripe; null: none waits. */
  nextMs(): number | null;
  clear(): void;
}

/** Together with a look's own time this stays well below the two seconds promised. */
const QUIET_MS = 150;
const WAIT_MS_MAX = 800;
/** A look may take a tenth of the time: a log of a gigabyte that grows each second is read once in a minute. */
const REST_PER_LOOK = 9;
const PENDING_MAX = 4_096;

export function createPending(): Pending {
  // Paths as text: a Buffer that waits would hold the 64 KiB it was cut from.
  const waiting = new Map<string, { readonly sinceMs: number; lastMs: number }>();
  const restUntilMs = new Map<string, number>();
  const dueMs = (key: string, one: { readonly sinceMs: number; readonly lastMs: number }): number =>
    Math.max(Math.min(one.lastMs + QUIET_MS, one.sinceMs + WAIT_MS_MAX), restUntilMs.get(key) ?? 0);
  return {
    add: (path, nowMs) => {
      const key = path.toString("latin1");
      const known = waiting.get(key);
      if (known !== undefined) {
        known.lastMs = nowMs;
        return true;
      }
      if (waiting.size >= PENDING_MAX) return false;
      waiting.set(key, { sinceMs: nowMs, lastMs: nowMs });
      return true;
    },
    ripe: (nowMs) => {
      const due = [...waiting].filter(([key, one]) => dueMs(key, one) <= nowMs);
      for (const [key] of due) waiting.delete(key);
      return due.map(([key]) => Buffer.from(key, "latin1"));
    },
    looked: (path, nowMs, tookMs) => {
      for (const [key, untilMs] of restUntilMs) if (untilMs <= nowMs) restUntilMs.delete(key);
      // What was looked at in a moment may be looked at again in a moment.
      if (tookMs > QUIET_MS) restUntilMs.set(path.toString("latin1"), nowMs + tookMs * REST_PER_LOOK);
    },
    nextMs: () => {
      let next: number | null = null;
      for (const [key, one] of waiting) next = Math.min(next ?? Infinity, dueMs(key, one));
      return next;
    },
    clear: () => waiting.clear(),
  };
}

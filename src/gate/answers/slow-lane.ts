// The slow lane: at most one attempt per key is on its way to the shop, the others wait their turn in order of coming.
// Whom to slow, and by which key, is the judge's.

import type { Clock } from "../../kernel/index.ts";

export type LaneTurn =
  | {
      readonly kind: "go";
      /** Call once when the attempt has its answer; calling again does nothing. */
      readonly leave: () => void;
    }
  /** "full": too many wait. "late": the turn did not come in time. "gone": the buyer left. */
  | { readonly kind: "full" | "late" | "gone" };

export interface SlowLane {
  enter(key: string, gone: AbortSignal): Promise<LaneTurn>;
  /** Attempts waiting now, over all keys. */
  waiting(): number;
}

interface Waiter {
  readonly begin: () => void;
}

export function createSlowLane(options: {
  /** Waiters per key; more are turned away ("full"). */
  readonly perKeyMax: number;
  /** Waiters over all keys: bounds memory, each costs about 1 KB beside its request. */
  readonly totalMax: number;
  /** Longest wait for a turn. */
  readonly waitMsMax: number;
  readonly clock: Clock;
}): SlowLane {
  /** A key is in the map while one of its attempts is in flight; the set holds those who wait, oldest first. */
  const lanes = new Map<string, Set<Waiter>>();
  let total = 0;

  const turn = (key: string): LaneTurn => {
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      const [next] = lanes.get(key) ?? [];
      if (next === undefined) lanes.delete(key);
      else next.begin();
    };
    return { kind: "go", leave };
  };

  const wait = (key: string, lane: Set<Waiter>, gone: AbortSignal): Promise<LaneTurn> =>
    new Promise((resolve) => {
      const timer = new AbortController();
      const end = (outcome: () => LaneTurn): void => {
        if (!lane.delete(waiter)) return;
        total--;
        gone.removeEventListener("abort", onGone);
        timer.abort();
        resolve(outcome());
      };
      const onGone = (): void => end(() => ({ kind: "gone" }));
      const waiter: Waiter = { begin: () => end(() => turn(key)) };
      lane.add(waiter);
      total++;
      gone.addEventListener("abort", onGone, { once: true });
      const late = async (): Promise<void> => {
        const how = await options.clock.sleep(options.waitMsMax, timer.signal);
        if (how === "elapsed") end(() => ({ kind: "late" }));
      };
      void late();
    });

  return {
    enter: async (key, gone) => {
      if (gone.aborted) return { kind: "gone" };
      const lane = lanes.get(key);
      if (lane === undefined) {
        // Attempts in flight are bounded by the wire's connections; each leaves its key again.
        lanes.set(key, new Set());
        return turn(key);
      }
      if (lane.size >= options.perKeyMax || total >= options.totalMax) return { kind: "full" };
      return wait(key, lane, gone);
    },
    waiting: () => total,
  };
}

// What a sentry hears of its tree: paths that wait to be looked at, folders that are not heard, and being woken by either.

import type { Clock } from "../../kernel/index.ts";
import { FILE_LIMITS, type TreeSettings, type Trouble } from "./contract.ts";
import { nameOf } from "./differ.ts";
import { openLiveEvents, type LiveEvents } from "./live.ts";
import { createPending, type Pending } from "./pending.ts";
import { openRules } from "./rules.ts";

export interface Ears {
  readonly pending: Pending;
  /** Folders that are not heard. */
  readonly deaf: Map<string, Trouble>;
  readonly live: LiveEvents | null;
  takeStorm(): boolean;
  /** Until that time, or until something is heard. */
  sleep(untilMs: number, gone: AbortSignal): Promise<void>;
}

/** What is heard of the tree, and being woken by it. */
export function openEars(
  { tree, pollMs }: { readonly tree: TreeSettings; readonly pollMs: number | null },
  clock: Clock,
): Ears {
  const pending = createPending();
  const deaf = new Map<string, Trouble>();
  const rule = openRules(tree);
  let storm = false;
  let sleeping: AbortController | null = null;
  const onStorm = (): void => {
    storm = true;
    sleeping?.abort();
  };
  const live: LiveEvents | null =
    pollMs !== null
      ? null
      : openLiveEvents({
          root: Buffer.from(tree.path),
          onPath: (path) => {
            if (rule(path) === "unseen") return;
            if (pending.add(path, clock.monoMs())) sleeping?.abort();
            else onStorm();
          },
          onStorm,
          onDeaf: (path) => {
            if (deaf.size < FILE_LIMITS.troublesMax)
              deaf.set(path.toString("latin1"), { path: nameOf(path).path, reason: "no-events" });
          },
        });
  return {
    pending,
    deaf,
    live,
    takeStorm: () => {
      const was = storm;
      storm = false;
      if (was) pending.clear();
      return was;
    },
    sleep: async (untilMs, gone) => {
      const restMs = untilMs - clock.monoMs();
      if (storm || restMs <= 0) return;
      sleeping = new AbortController();
      await clock.sleep(restMs, AbortSignal.any([gone, sleeping.signal]));
      sleeping = null;
    },
  };
}

// Remembers what was already used, for as long as it could be used again, in bounded memory.

import type { Clock } from "../../kernel/index.ts";

export interface UsedOnce {
  /** True the first time within the life of `key`, false afterwards. */
  use(key: string): boolean;
}

/**
 * Keys are forgotten after one to two lives, or earlier when more than `keysMax` come within one life. Memory is per
 * worker: the same thing may be used once per worker, and a flood may press old keys out. Both are borne because a
 * ticket is counted by the judge however it was come by.
 */
export function createUsedOnce(clock: Clock, lifeMs: number, keysMax: number): UsedOnce {
  let young = new Set<string>();
  let old = new Set<string>();
  let turnedAtMs = clock.monoMs();
  return {
    use: (key) => {
      const nowMs = clock.monoMs();
      if (nowMs - turnedAtMs >= lifeMs || young.size >= keysMax) {
        old = nowMs - turnedAtMs >= 2 * lifeMs ? new Set() : young;
        young = new Set();
        turnedAtMs = nowMs;
      }
      if (young.has(key) || old.has(key)) return false;
      young.add(key);
      return true;
    },
  };
}

// When planted customers say they registered: after the shop's newest customer and before now, so that numbers and days rise
// together as they do in every shop. Pure.

import type { Random } from "../../kernel/index.ts";

/** A quiet shop's newest customer may be years old: the planted ones came in the last weeks, not all over those years. */
const BACK_MS_MAX = 45 * 86_400_000;

/** Milliseconds, rising; whole seconds, as shops keep them. */
export function arrivals(
  count: number,
  newestMs: number | null,
  nowMs: number,
  random: Random,
): readonly number[] {
  const until = Math.floor(nowMs / 1_000);
  const since = Math.floor(Math.max(newestMs ?? 0, nowMs - BACK_MS_MAX) / 1_000);
  // A clock ahead of ours leaves no room: then all come now.
  const room = Math.max(0, until - since);
  return Array.from({ length: count }, () => (until - Math.floor(random.unit() * room)) * 1_000).toSorted(
    (a, b) => a - b,
  );
}

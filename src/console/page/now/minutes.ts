// The last sixty minutes as rows per minute and answer, for the chart and for the table behind it. Pure.

import type { NowView } from "../ground/reach.ts";

const ANSWER_ORDER = ["pass", "slow", "step-up", "hold", "challenge", "decoy", "block", "pause"] as const;
export type AnswerName = (typeof ANSWER_ORDER)[number];
const STOPPING: ReadonlySet<string> = new Set(["challenge", "decoy", "block", "pause"]);

export interface MinuteRows {
  /** Minute starts, oldest first, always sixty. */
  readonly minutesMs: readonly number[];
  /** Only the answers that occur, in a steady order. */
  readonly answers: readonly AnswerName[];
  /** counts[answer][minute]. */
  readonly counts: Readonly<Record<string, readonly number[]>>;
  readonly attempts: number;
  readonly stopped: number;
}

export function minuteRows(now: Pick<NowView, "atMs" | "perMinute">): MinuteRows {
  const lastMs = Math.floor(now.atMs / 60_000) * 60_000;
  const minutesMs = Array.from({ length: 60 }, (_, i) => lastMs - (59 - i) * 60_000);
  const counts: Record<string, number[]> = {};
  let attempts = 0;
  let stopped = 0;
  for (const sum of now.perMinute) {
    const at = Math.round((Math.floor(sum.bucketStartMs / 60_000) * 60_000 - lastMs) / 60_000) + 59;
    if (at < 0 || at > 59) continue;
    const row = (counts[sum.answer] ??= Array.from({ length: 60 }, () => 0));
    row[at] = (row[at] ?? 0) + sum.attempts;
    attempts += sum.attempts;
    if (STOPPING.has(sum.answer)) stopped += sum.attempts;
  }
  const answers = ANSWER_ORDER.filter((answer) => counts[answer] !== undefined);
  return { minutesMs, answers, counts, attempts, stopped };
}

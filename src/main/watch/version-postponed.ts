// Every hour: tells the desk of updates whose postponement is over, and settles the alert once somebody has decided anew.

import type { Clock, Events } from "../../kernel/index.ts";
import { expiredPostponements, readUpdateBook } from "../../watch/index.ts";
import { quietly, runEvery } from "../chores.ts";
import type { Log } from "../log.ts";

const HOUR_MS = 3_600_000;

export interface PostponedTools {
  readonly recordsFolder: string;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
}

export function watchPostponed(tools: PostponedTools): () => void {
  const { log } = tools;
  const told = new Set<string>();
  const look = (): Promise<void> => lookAtPostponed(tools, told);
  void quietly(look(), log, "postponed.look-failed");
  return runEvery(log, [{ everyMs: HOUR_MS, name: "postponed.look", run: look }]);
}

/** @param told causes raised by this guard; bounded by the number of postponements kept. */
export async function lookAtPostponed(
  { recordsFolder, events, clock, log }: PostponedTools,
  told: Set<string>,
): Promise<void> {
  const book = await readUpdateBook(recordsFolder);
  if (book === null) return log("warn", "postponed.damaged", { file: "watch/updates.json" });
  const nowMs = clock.nowMs();
  const open = new Set<string>();
  for (const { component, why, by, untilMs } of expiredPostponements(book, nowMs)) {
    const cause = `postponed:${component}`;
    open.add(cause);
    events.emit({
      type: "alert.raised",
      cause,
      kind: "postponed",
      area: "server",
      urgent: false,
      stage: String(untilMs),
      facts: { what: component, why, by, untilMs },
      atMs: nowMs,
    });
  }
  // After a restart it is not known what was told: whatever has been decided anew or ticked off is settled.
  if (told.size === 0) for (const name of namesIn(book)) told.add(`postponed:${name}`);
  for (const cause of told) if (!open.has(cause)) events.emit({ type: "alert.settled", cause, atMs: nowMs });
  told.clear();
  for (const cause of open) told.add(cause);
}

function namesIn({ postponed, updated }: NonNullable<Awaited<ReturnType<typeof readUpdateBook>>>): string[] {
  return [...postponed.map(({ component }) => component), ...updated.map(({ what }) => what)];
}

// What is known of each watched page, kept over restarts: one look, what came of it, whom it is told to.

import { dirname, resolve } from "node:path";
import type { LoadedConfig } from "../../config/index.ts";
import {
  alarmsOf,
  comparedWith,
  freshRound,
  nextLookMs,
  readRound,
  roundAfter,
  writeRound,
  type PageRound,
} from "../../watch/index.ts";
import { roundAlerts } from "./page-alerts.ts";
import type { PageWatchTools } from "./page-schedule.ts";

export type WatchedPageConfig = LoadedConfig["config"]["watch"]["pages"][number];

export interface PageRounds {
  of(name: string): PageRound | undefined;
  /** Reads what was kept of pages that are new in the configuration. */
  load(): Promise<void>;
  /** One look; what it found is compared, kept, told and journalled. */
  lookAt(page: WatchedPageConfig, gone: AbortSignal): Promise<void>;
  /** Holds the last look against what is approved now. */
  compareAgain(page: WatchedPageConfig): Promise<void>;
  /** At the next tick; not kept. */
  hurry(page: WatchedPageConfig): void;
  isDue(page: WatchedPageConfig): boolean;
}

const HOUR_MS = 3_600_000;

export function openPageRounds(tools: PageWatchTools): PageRounds {
  const { approvals, clock, events } = tools;
  const rounds = new Map<string, PageRound>();
  const of = (name: string): PageRound => rounds.get(name) ?? freshRound(clock.nowMs());
  const keep = async (page: WatchedPageConfig, now: PageRound): Promise<void> => {
    const before = of(page.name);
    rounds.set(page.name, now);
    for (const event of roundAlerts(page, before, now, clock.nowMs())) events.emit(event);
    await writeRound(tools.current().recordsFolder, page.name, now);
  };
  return {
    of: (name) => rounds.get(name),
    load: async () => {
      const { config, recordsFolder } = tools.current();
      for (const { name } of config.watch.pages)
        if (!rounds.has(name)) rounds.set(name, (await readRound(recordsFolder, name)) ?? of(name));
    },
    lookAt: async (page, gone) => {
      const end = await tools.look(wishFor(page, tools), gone);
      if (gone.aborted) return;
      const nowMs = clock.nowMs();
      const nextAtMs = nextLookMs(nowMs, page.everyHours, tools.random.unit());
      const { approval } = approvals.of(page.name);
      const now = roundAfter(of(page.name), end, approval, { nowMs, nextAtMs });
      await keep(page, now);
      const alarms = alarmsOf(now).length;
      tools.log("info", "watch.page-looked", { page: page.name, trouble: now.trouble, alarms });
      await tools.journal.write("watch.page-looked", "misemori", lookFacts(page.name, now));
    },
    compareAgain: (page) => keep(page, comparedWith(of(page.name), approvals.of(page.name).approval)),
    hurry: (page) => rounds.set(page.name, { ...of(page.name), nextAtMs: clock.nowMs() }),
    isDue: ({ name, everyHours }) => {
      const { triedAtMs, nextAtMs } = of(name);
      // A clock set back, or more frequent looks wished for, must not put the next one off.
      return triedAtMs === null || Math.min(nextAtMs, triedAtMs + everyHours * HOUR_MS) <= clock.nowMs();
    },
  };
}

function wishFor(
  { name, url, steps, chromium }: WatchedPageConfig,
  { current, language }: PageWatchTools,
): Parameters<PageWatchTools["look"]>[0] {
  const folder = dirname(current().file);
  return {
    name,
    url,
    recordsFolder: current().recordsFolder,
    stepsFile: steps === undefined ? null : resolve(folder, steps),
    chromiumPath: chromium === undefined ? null : resolve(folder, chromium),
    language,
  };
}

/** One entry per look: that pages were looked at often enough is itself evidence (PCI DSS 11.6.1). */
function lookFacts(page: string, round: PageRound): object {
  const { report, trouble, comparedWith: approved } = round;
  if (trouble !== null) return { page, trouble: trouble.slice(0, 200), failed: round.failed };
  const scripts = report?.inventory?.scripts.length ?? 0;
  return {
    page,
    scripts,
    changes: report?.changes?.length ?? null,
    alarms: alarmsOf(round).length,
    approved,
  };
}

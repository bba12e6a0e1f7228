// The regular looks at pages in the running guard: who is looked at when, what came of it, who is told, and what people ask of it.
// The looking itself is page-look.ts, what it means watch's.

import { dirname, resolve } from "node:path";
import type { LoadedConfig } from "../config/index.ts";
import type { Journal } from "../journal/index.ts";
import type { Clock, Events, Language, Random } from "../kernel/index.ts";
import {
  alarmsOf,
  comparedWith,
  freshRound,
  nextLookMs,
  readRound,
  roundAfter,
  writeRound,
  type PageDesk,
  type PageRound,
} from "../watch/index.ts";
import { quietly } from "./chores.ts";
import { watchKeptOut } from "./kept-out.ts";
import type { Log } from "./log.ts";
import { roundAlerts, standingAlert } from "./page-alerts.ts";
import type { PageApprovals } from "./page-approvals.ts";
import { createPageDesk } from "./page-desk.ts";
import type { LookAtPage } from "./page-look.ts";

export interface PageWatchTools {
  readonly current: () => LoadedConfig;
  readonly approvals: PageApprovals;
  readonly journal: Pick<Journal, "write">;
  readonly events: Events;
  readonly clock: Clock;
  readonly random: Random;
  readonly language: Language;
  readonly log: Log;
  readonly look: LookAtPage;
  /** What is approved is another thing now: the gate's policy is made from it. */
  readonly onApproved: () => void;
}

export interface PageWatch {
  readonly desk: PageDesk;
  /** Every few seconds: approvals, and whose turn it is. */
  tick(): Promise<void>;
  /** Until the look that is under way has ended. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export type WatchedPageConfig = LoadedConfig["config"]["watch"]["pages"][number];

const HOUR_MS = 3_600_000;

export async function openPageWatch(tools: PageWatchTools): Promise<PageWatch> {
  const { approvals, clock, events, log } = tools;
  const config = () => tools.current().config.watch;
  const rounds = new Map<string, PageRound>();
  const ended = new AbortController();
  let looking: { readonly name: string; readonly done: Promise<void> } | undefined;

  const load = async (): Promise<void> => {
    for (const { name } of config().pages) {
      if (rounds.has(name)) continue;
      rounds.set(name, (await readRound(tools.current().recordsFolder, name)) ?? freshRound(clock.nowMs()));
    }
  };
  const keep = async (page: WatchedPageConfig, now: PageRound): Promise<void> => {
    const before = rounds.get(page.name) ?? freshRound(clock.nowMs());
    rounds.set(page.name, now);
    for (const event of roundAlerts(page, before, now, clock.nowMs())) events.emit(event);
    await writeRound(tools.current().recordsFolder, page.name, now);
  };
  /** Resolves whatever happens. */
  const lookAt = async (page: WatchedPageConfig): Promise<void> => {
    const { file } = tools.current();
    const { name, url, steps, chromium } = page;
    const wish = {
      name,
      url,
      stepsFile: steps === undefined ? null : resolve(dirname(file), steps),
      chromiumPath: chromium === undefined ? null : resolve(dirname(file), chromium),
      language: tools.language,
    };
    const end = await tools.look(wish, ended.signal);
    if (ended.signal.aborted) return;
    const before = rounds.get(name) ?? freshRound(clock.nowMs());
    const nowMs = clock.nowMs();
    const nextAtMs = nextLookMs(nowMs, page.everyHours, tools.random.unit());
    const now = roundAfter(before, end, approvals.of(name).approval, { nowMs, nextAtMs });
    await keep(page, now);
    log("info", "watch.page-looked", { page: name, trouble: now.trouble, alarms: alarmsOf(now).length });
    await tools.journal.write("watch.page-looked", "misemori", lookFacts(name, now));
  };
  const start = (page: WatchedPageConfig): void => {
    const done = quietly(lookAt(page), log, "watch.page-failed").finally(() => {
      looking = undefined;
    });
    looking = { name: page.name, done };
  };
  const hurry = (): void => {
    const page = config().pages.find(({ name }) => name === config().csp.page);
    const round = page === undefined ? undefined : rounds.get(page.name);
    const nowMs = clock.nowMs();
    // Tellings are cheap to send: a look an hour is what they may cost.
    if (page === undefined || round === undefined || nowMs - (round.triedAtMs ?? 0) < HOUR_MS) return;
    rounds.set(page.name, { ...round, nextAtMs: nowMs });
  };
  const keptOut = watchKeptOut({ events, clock, mode: () => config().csp.mode, onBelieved: hurry });
  const refresh = async (): Promise<void> => {
    const names = namesOf(config());
    const changed = await approvals.refresh(names);
    for (const name of changed) {
      events.emit(standingAlert(name, approvals.of(name).state, clock.nowMs()));
      const page = config().pages.find((one) => one.name === name);
      const round = rounds.get(name);
      if (page !== undefined && round !== undefined)
        await keep(page, comparedWith(round, approvals.of(name).approval));
    }
    if (changed.length > 0) tools.onApproved();
  };
  const tick = async (): Promise<void> => {
    await load();
    await refresh();
    keptOut.tick();
    if (looking !== undefined || ended.signal.aborted) return;
    const due = config().pages.find((page) => dueAtMs(page, rounds.get(page.name)) <= clock.nowMs());
    if (due !== undefined) start(due);
  };
  await load();
  // What was found while the guard was opened.
  for (const name of namesOf(config()))
    if (approvals.of(name).state !== "none")
      events.emit(standingAlert(name, approvals.of(name).state, clock.nowMs()));
  const desk = createPageDesk({
    ...tools,
    keptOut: keptOut.list,
    round: (name) => rounds.get(name),
    looking: () => looking?.name,
    start,
    refresh,
  });
  return {
    desk,
    tick,
    settled: async () => looking?.done,
    close: async () => {
      ended.abort();
      keptOut.close();
      await looking?.done;
    },
  };
}

/** Every page whose approval matters. */
export function namesOf({ pages, csp }: LoadedConfig["config"]["watch"]): readonly string[] {
  return [...new Set([...pages.map(({ name }) => name), ...(csp.page === undefined ? [] : [csp.page])])];
}

/** A clock set back, or more frequent looks wished for, must not put the next one off. */
function dueAtMs({ everyHours }: WatchedPageConfig, round: PageRound | undefined): number {
  if (round === undefined || round.triedAtMs === null) return 0;
  return Math.min(round.nextAtMs, round.triedAtMs + everyHours * HOUR_MS);
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

// The regular looks at pages in the running guard: whose turn it is, what is approved by now, and who is to know. One look is
// page-rounds.ts, what people ask page-desk.ts.

import type { LoadedConfig } from "../../config/index.ts";
import type { Journal } from "../../journal/index.ts";
import type { Clock, Events, Language, Random } from "../../kernel/index.ts";
import type { PageDesk } from "../../watch/index.ts";
import { quietly } from "../chores.ts";
import { watchKeptOut } from "../gate/kept-out.ts";
import type { Log } from "../log.ts";
import { standingAlert } from "./page-alerts.ts";
import type { PageApprovals } from "./page-approvals.ts";
import { createPageDesk } from "./page-desk.ts";
import type { LookAtPage } from "./page-look.ts";
import { openPageRounds, type WatchedPageConfig } from "./page-rounds.ts";

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

const HOUR_MS = 3_600_000;

export async function openPageWatch(tools: PageWatchTools): Promise<PageWatch> {
  const { approvals, clock, events } = tools;
  const config = () => tools.current().config.watch;
  const pageNamed = (name: string | undefined) => config().pages.find((page) => page.name === name);
  const rounds = openPageRounds(tools);
  const looks = oneAtATime((page, gone) =>
    quietly(rounds.lookAt(page, gone), tools.log, "watch.page-failed"),
  );
  const tellStanding = (name: string): void =>
    events.emit(standingAlert(name, approvals.of(name).state, clock.nowMs()));
  const refresh = async (): Promise<void> => {
    const changed = await approvals.refresh(namesOf(config()));
    for (const name of changed) {
      tellStanding(name);
      const page = pageNamed(name);
      if (page !== undefined) await rounds.compareAgain(page);
    }
    if (changed.length > 0) tools.onApproved();
  };
  const onBelieved = (): void => {
    const page = pageNamed(config().csp.page);
    // Tellings are cheap to send: a look an hour is what they may cost.
    const triedAtMs = rounds.of(page?.name ?? "")?.triedAtMs ?? 0;
    if (page !== undefined && clock.nowMs() - triedAtMs >= HOUR_MS) rounds.hurry(page);
  };
  const keptOut = watchKeptOut({ events, clock, mode: () => config().csp.mode, onBelieved });
  await rounds.load();
  // What was found while the guard was opened.
  for (const name of namesOf(config())) if (approvals.of(name).state !== "none") tellStanding(name);
  return {
    desk: createPageDesk({
      ...tools,
      keptOut: keptOut.list,
      round: rounds.of,
      looking: looks.at,
      start: looks.start,
      refresh,
    }),
    tick: async () => {
      await rounds.load();
      await refresh();
      keptOut.tick();
      const due = looks.at() === undefined ? config().pages.find(rounds.isDue) : undefined;
      if (due !== undefined) looks.start(due);
    },
    settled: looks.settled,
    close: async () => {
      keptOut.close();
      await looks.close();
    },
  };
}

/** Every page whose approval matters. */
export function namesOf({ pages, csp }: LoadedConfig["config"]["watch"]): readonly string[] {
  return [...new Set([...pages.map(({ name }) => name), ...(csp.page === undefined ? [] : [csp.page])])];
}

/** A shop's machine is small: two browsers at once are one too many. `look` resolves whatever happens. */
function oneAtATime(look: (page: WatchedPageConfig, gone: AbortSignal) => Promise<void>): {
  at(): string | undefined;
  start(page: WatchedPageConfig): void;
  settled(): Promise<void>;
  close(): Promise<void>;
} {
  const ended = new AbortController();
  let now: { readonly name: string; readonly done: Promise<void> } | undefined;
  return {
    at: () => now?.name,
    start: (page) => {
      if (now !== undefined || ended.signal.aborted) return;
      const done = look(page, ended.signal).finally(() => {
        now = undefined;
      });
      now = { name: page.name, done };
    },
    settled: async () => now?.done,
    close: async () => {
      ended.abort();
      await now?.done;
    },
  };
}

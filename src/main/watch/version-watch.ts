// A shop's versions in the running guard: looked at daily, told when a part is known to be weak or the system's updates are old, and
// the desk where people see them and decide.

import { hash } from "node:crypto";
import type { Journal } from "../../journal/index.ts";
import type { Events, Language } from "../../kernel/index.ts";
import {
  checkComponents,
  expiredPostponements,
  isSystemOld,
  newestOf,
  NO_UPDATES,
  readUpdateBook,
  sayEffect,
  systemUpdatedMs,
  type CheckedComponent,
  type ShopVersions,
  type VersionDesk,
  type VersionWish,
} from "../../watch/index.ts";
import { quietly, runEvery } from "../chores.ts";
import type { Log } from "../log.ts";
import { advisoriesIn } from "./version-acts.ts";
import { keepPostponement, keepTick, type Decision } from "./version-decisions.ts";
import { lookAtShopParts, type SeenVersions, type VersionLookTools } from "./version-look.ts";

export interface VersionWatchTools extends Omit<VersionLookTools, "gone"> {
  readonly journal: Pick<Journal, "write">;
  readonly events: Events;
  readonly log: Log;
}

export interface VersionWatch {
  readonly desk: VersionDesk;
  /** Every few minutes: a look when it is time for one, and what is to be told. */
  tick(): Promise<void>;
  /** Until the look that is under way has ended. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;
/** Further than a year nobody sees. */
const POSTPONE_MS_MAX = 367 * DAY_MS;
const TICK_MS = 5 * 60_000;
const PARTS_MAX = 200;
const UPDATED_SHOWN = 10;
/** Libraries inside of others, and the machine's packages: hundreds, and told only when they are weak. */
const INSIDE = /^(?:composer|debian|alpine)\//;

export function startVersionWatch(tools: VersionWatchTools): {
  readonly desk: VersionDesk;
  close(): Promise<void>;
} {
  const watch = openVersionWatch(tools);
  // The first look waits for this: a guard that begins has the shop's visitors to care for.
  const stop = runEvery(tools.log, [{ everyMs: TICK_MS, name: "versions.look", run: watch.tick }]);
  return {
    desk: watch.desk,
    close: async () => {
      stop();
      await watch.close();
    },
  };
}

export function openVersionWatch(tools: VersionWatchTools): VersionWatch {
  const { clock, current, log } = tools;
  const ended = new AbortController();
  let seen: SeenVersions | null = null;
  let looking: Promise<void> | null = null;
  const told = new Map<string, string>();
  const tell = async (): Promise<void> => {
    if (seen !== null) tellAlerts(await factsOf(tools, seen), tools, told);
  };
  const look = async (): Promise<void> => {
    seen = await lookAtShopParts({ ...tools, gone: ended.signal });
    await tell();
  };
  const start = (): VersionWish => {
    if (looking !== null) return "busy";
    looking = quietly(look(), log, "versions.look-failed").finally(() => (looking = null));
    return "done";
  };
  // One after the other: two decisions at once must not lose one.
  let line: Promise<unknown> = Promise.resolve();
  const decide = (work: () => Promise<Decision>): Promise<Decision> => {
    const done = line.then(work).then(async (decision) => {
      await tell();
      return decision;
    });
    line = done.catch(() => undefined);
    return done;
  };
  const ground = () => ({
    recordsFolder: current().recordsFolder,
    nowMs: clock.nowMs(),
    write: (kind: string, by: string, facts: object) => tools.journal.write(kind, by, facts),
  });
  return {
    desk: {
      list: async (language) => viewOf(await factsOf(tools, seen), looking !== null, language),
      look: start,
      postpone: async (one, by) => {
        const nowMs = clock.nowMs();
        if (one.untilMs < nowMs || one.untilMs > nowMs + POSTPONE_MS_MAX) return "past";
        return await decide(() => keepPostponement(ground(), { ...one, by }));
      },
      tick: (what, by) => decide(() => keepTick(ground(), { what, by })),
    },
    tick: async () => {
      if (seen === null || clock.nowMs() - seen.atMs >= DAY_MS) start();
      else await tell();
    },
    settled: async () => void (await looking),
    close: async () => {
      ended.abort();
      await looking;
    },
  };
}

interface Facts {
  readonly seen: SeenVersions | null;
  readonly nowMs: number;
  readonly book: NonNullable<Awaited<ReturnType<typeof readUpdateBook>>>;
  readonly checked: readonly CheckedComponent[];
  readonly advisoryCount: number;
  readonly advisoriesUntil: string;
  readonly system: ShopVersions["system"];
}

/** Decisions and advisories as they are now: other programs write both. */
async function factsOf({ current, clock }: VersionWatchTools, seen: SeenVersions | null): Promise<Facts> {
  const { recordsFolder, config } = current();
  const nowMs = clock.nowMs();
  const book = (await readUpdateBook(recordsFolder)) ?? NO_UPDATES;
  const advisories = await advisoriesIn(recordsFolder);
  const lastUpdateMs = systemUpdatedMs(seen?.lastUpdateMs ?? null, book);
  const daysMax = config.watch.systemUpdateDays;
  return {
    seen,
    nowMs,
    book,
    checked: checkComponents(seen?.components ?? [], { advisories, book }),
    advisoryCount: advisories.length,
    advisoriesUntil: newestOf(advisories).slice(0, 10),
    system: { lastUpdateMs, daysMax, isOld: isSystemOld(lastUpdateMs, book, daysMax, nowMs) },
  };
}

function viewOf(facts: Facts, looking: boolean, language: Language): ShopVersions {
  const { seen, nowMs, book, checked, advisoryCount, advisoriesUntil, system } = facts;
  const parts = checked.filter(({ name }) => !INSIDE.test(name));
  const expired = new Set(expiredPostponements(book, nowMs));
  return {
    lookedAtMs: seen?.atMs ?? null,
    looking,
    unread: seen?.unread === true,
    weak: checked
      .filter(({ advisories }) => advisories.length > 0)
      .map(({ name, version, path, advisories, postponed }) => ({
        name,
        version,
        path,
        advisories: advisories.map((match) =>
          Object.assign({ effect: sayEffect(match.summary, language) }, match),
        ),
        postponed,
      })),
    parts: parts.slice(0, PARTS_MAX).map(({ name, version, path }) => ({ name, version, path })),
    otherCount: checked.length - Math.min(parts.length, PARTS_MAX),
    postponed: book.postponed
      .toSorted((a, b) => a.untilMs - b.untilMs)
      .map((one) => Object.assign({ isOver: expired.has(one) }, one)),
    system,
    updated: book.updated.slice(-UPDATED_SHOWN).toReversed(),
    advisoryCount,
    advisoriesUntil,
  };
}

/** @param told the stage of each open alert; bounded, for there are two causes. */
function tellAlerts(
  { checked, nowMs, system }: Facts,
  { events }: VersionWatchTools,
  told: Map<string, string>,
): void {
  // What is put off is a decision; when its day is over that is told by itself.
  const weak = checked.filter(({ advisories, postponed }) => advisories.length > 0 && postponed === null);
  const names = [...new Set(weak.map(({ name, version }) => `${name} ${version ?? ""}`.trim()))];
  const days = system.lastUpdateMs === null ? 0 : Math.floor((nowMs - system.lastUpdateMs) / DAY_MS);
  const causes = [
    {
      kind: "weak-parts",
      stage: weak
        .flatMap(({ name, advisories }) => advisories.map(({ id }) => `${name} ${id}`))
        .sort()
        .join(),
      facts: { what: names.slice(0, 3).join("、"), count: names.length },
    },
    { kind: "system-old", stage: system.isOld ? "old" : "", facts: { what: String(days), days } },
  ];
  for (const { kind, stage, facts } of causes) {
    const cause = `versions:${kind}`;
    if (told.get(cause) === stage) continue;
    told.set(cause, stage);
    if (stage === "") events.emit({ type: "alert.settled", cause, atMs: nowMs });
    else
      events.emit({
        type: "alert.raised",
        cause,
        kind,
        area: kind === "system-old" ? "server" : "shop",
        urgent: false,
        stage: hash("sha256", stage).slice(0, 16),
        facts,
        atMs: nowMs,
      });
  }
}

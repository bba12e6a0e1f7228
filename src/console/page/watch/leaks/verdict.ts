// What the page says first: has a list leaked, is one suspected, is all quiet, or is something missing to notice. Pure.

import type { LeakOverview } from "./asks.ts";
import { DECOY, type LeakTelling } from "./telling.ts";

export type Level = "act" | "watch" | "setup" | "calm";
type Found = NonNullable<NonNullable<LeakOverview["standing"]>["found"]>;
export type FoundLeak = Found["leaks"][number];

/** Below this another leak, or another place, is not worth a person's worry. */
const TOLD_SUSPICION = 0.1;
const TOLD_PLACE = 0.02;

export interface Verdict {
  readonly level: Level;
  readonly title: string;
  /** Newest first. */
  readonly leaks: readonly FoundLeak[];
  /** Systems whose alerts belong to it. */
  readonly systems: readonly string[];
  /** Null: not worth telling. */
  readonly suspicion: number | null;
}

export function verdictOf(overview: LeakOverview, telling: LeakTelling): Verdict {
  const { w, system } = telling;
  const found = overview.standing?.found ?? null;
  const leaks = (found?.leaks ?? []).toReversed();
  const suspicion = (found?.suspicion ?? 0) >= TOLD_SUSPICION ? (found?.suspicion ?? null) : null;
  const [latest] = leaks;
  if (latest !== undefined)
    return {
      level: "act",
      title: leakTold(latest, telling),
      leaks,
      systems: [...new Set(leaks.map((leak) => leak.system))],
      suspicion,
    };
  const hit = [...new Set(overview.sets.flatMap((set) => (set.hit > 0 ? [set.system] : [])))];
  if (hit.length > 0) {
    const systems = hit.map(system).join(w("between"));
    return { level: "watch", title: w("head.suspected", { systems }), leaks, systems: hit, suspicion };
  }
  const isReady = stepsOf(overview).every(({ done }) => done !== false);
  return {
    level: isReady ? "calm" : "setup",
    title: w(isReady ? "head.calm" : "head.setup"),
    leaks,
    systems: [],
    suspicion: null,
  };
}

/** "3月10日から3月17日のあいだに…"; with the time of day when it is all one day. */
export function leakTold({ fromMs, toMs, system: name }: FoundLeak, telling: LeakTelling): string {
  const { w, day, moment, system } = telling;
  const isOneDay = day(fromMs) === day(toMs);
  const told = isOneDay ? moment : day;
  return w("head.leak", { from: told(fromMs), to: told(toMs), system: system(name) });
}

/** Whole, and never 100: nobody can be that sure. */
export function percentOf(probability: number): number {
  return Math.min(99, Math.round(probability * 100));
}

export function elsewhereOf({ systems }: FoundLeak): FoundLeak["systems"] {
  return systems.slice(1).filter(({ probability }) => probability >= TOLD_PLACE);
}

/** What must be there before a leak can be noticed. `done` null: nobody but a person can know. */
export function stepsOf({ places, listening, sets }: LeakOverview): readonly {
  readonly step: "places" | "listen" | "plant" | "import";
  readonly done: boolean | null;
}[] {
  const own = sets.filter(({ system }) => system !== DECOY);
  return [
    { step: "places", done: places.length > 0 },
    { step: "listen", done: listening.port !== null || listening.folder },
    { step: "plant", done: own.some(({ count, retired }) => retired < count) },
    { step: "import", done: null },
  ];
}

/** What is due to be planted: now, or the next day; null while nothing was planted. */
export function dueOf(
  { systems }: LeakOverview,
  nowMs: number,
): { readonly systems: readonly string[]; readonly nextMs: number } | null {
  const due = systems.flatMap(({ system, dueAtMs }) => (dueAtMs === null ? [] : [{ system, dueAtMs }]));
  if (due.length === 0) return null;
  return {
    systems: due.filter(({ dueAtMs }) => dueAtMs <= nowMs).map(({ system }) => system),
    nextMs: Math.min(...due.map(({ dueAtMs }) => dueAtMs)),
  };
}

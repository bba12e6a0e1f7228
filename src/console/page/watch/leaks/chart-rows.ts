// What the chart and its table show: sets by day and place, the first mail to each, and the bracket of each leak. Pure.

import type { LeakOverview, PlantedSet } from "./asks.ts";
import { DECOY } from "./telling.ts";

export type Mark = "hit" | "silent" | "retired";

export interface ChartSet extends PlantedSet {
  readonly mark: Mark;
}

export interface ChartRows {
  /** Places, the one leaked from first. */
  readonly systems: readonly string[];
  readonly sets: readonly ChartSet[];
  readonly bands: readonly { readonly system: string; readonly fromMs: number; readonly toMs: number }[];
  readonly firstMails: readonly { readonly system: string; readonly atMs: number }[];
  readonly fromMs: number;
  readonly toMs: number;
}

const DAY_MS = 86_400_000;
/** Older sets stay in the table: on a phone more than a year of weeks runs together. */
const SHOWN_MS = 371 * DAY_MS;
/** Room at both ends, so that no mark is cut. */
const ROOM_MS = 3 * DAY_MS;

export function markOf({ hit, retired, count }: PlantedSet): Mark {
  if (hit > 0) return "hit";
  return retired === count ? "retired" : "silent";
}

export function chartRows({ sets, standing }: LeakOverview, nowMs: number): ChartRows {
  const leaks = standing?.found?.leaks ?? [];
  // The decoys' own customers lie in no copy of the list; they matter here only when somebody took them.
  const shown = sets
    .filter((set) => set.system !== DECOY || set.hit > 0)
    .map((set) => Object.assign({}, set, { mark: markOf(set) }));
  const firstLeakMs = Math.min(nowMs, ...leaks.map(({ fromMs }) => fromMs));
  const earliestMs = Math.min(nowMs - SHOWN_MS, firstLeakMs - 30 * DAY_MS);
  const near = shown.filter(({ plantedAtMs }) => plantedAtMs >= earliestMs);
  const leaked = new Set(leaks.map(({ system }) => system));
  const systems = [...new Set([...leaked, ...near.map(({ system }) => system).toSorted()])];
  return {
    systems,
    sets: near,
    bands: leaks.map(({ system, fromMs, toMs }) => ({ system, fromMs, toMs })),
    firstMails: systems.flatMap((system) => {
      const moments = near.flatMap((set) => (set.system === system ? (set.hitAtMs ?? []) : []));
      return moments.length === 0 ? [] : [{ system, atMs: Math.min(...moments) }];
    }),
    fromMs: Math.min(nowMs - 28 * DAY_MS, ...near.map(({ plantedAtMs }) => plantedAtMs)) - ROOM_MS,
    toMs: nowMs + ROOM_MS,
  };
}

/** Newest period first; of each what lies in which place. */
export function tableRows(
  sets: readonly ChartSet[],
): readonly { readonly period: string; readonly by: ReadonlyMap<string, ChartSet> }[] {
  return [...Map.groupBy(sets, ({ period }) => period)].map(([period, members]) => ({
    period,
    by: new Map(members.map((set) => [set.system, set])),
  }));
}

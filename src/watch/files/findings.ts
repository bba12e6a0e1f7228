// What the guard knows to differ in a tree, since when, and when it was last as approved; and the alerts that follow: one per
// cause, told again only when there is clearly more of it. Pure.

import type { Difference, Trouble } from "./contract.ts";
import { windowAt, type ApprovalWindow } from "./windows.ts";

export interface Finding {
  readonly difference: Difference;
  readonly firstSeenMs: number;
  /** The last time the place was known to be as approved; null: never since the guard knows the tree. */
  readonly lastCleanMs: number | null;
}

/** Kept in state.json; bounded like the list of differences. */
export interface TreeState {
  readonly form: "misemori-watch-state-1";
  /** When the last whole look at the tree began, quick or full. */
  readonly passAtMs: number | null;
  readonly fullPassAtMs: number | null;
  readonly findings: readonly Finding[];
  /** Beyond what is listed. */
  readonly unlisted: number;
  readonly troubles: readonly Trouble[];
  /** How many were ever found of a cause while its alert is open. */
  readonly ever: Readonly<Record<string, number>>;
}

export const NO_STATE: TreeState = {
  form: "misemori-watch-state-1",
  passAtMs: null,
  fullPassAtMs: null,
  findings: [],
  unlisted: 0,
  troubles: [],
  ever: {},
};

export type CauseName = "malicious" | "script" | "unapproved" | "blind";
export const CAUSES: readonly CauseName[] = ["malicious", "script", "unapproved", "blind"];

export interface WatchAlert {
  readonly cause: CauseName;
  readonly urgent: boolean;
  /** A second backdoor is news, the 40,000th file of a deployment is not. */
  readonly stage: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** Null: nothing of this cause (any more). */
export function alertOf(
  cause: CauseName,
  tree: string,
  state: TreeState,
  windows: readonly ApprovalWindow[],
  nowMs: number,
): WatchAlert | null {
  if (cause === "blind") return blindAlert(tree, state);
  const mine = state.findings.filter((one) => causeOf(one) === cause);
  const open = cause === "unapproved" ? mine.filter((one) => !isQuiet(one, windows, nowMs)) : mine;
  const first = open.toSorted((a, b) => a.firstSeenMs - b.firstSeenMs || order(a, b))[0];
  if (first === undefined) return null;
  const count = open.length + (cause === "unapproved" ? state.unlisted : 0);
  const window =
    first.difference.changedAtMs === null ? undefined : windowAt(windows, first.difference.changedAtMs);
  const isAfter = window !== undefined && cause === "unapproved";
  const ever = Math.max(count, state.ever[cause] ?? 0);
  const cleanMs = open.flatMap(({ lastCleanMs }) => lastCleanMs ?? []);
  return {
    cause,
    urgent: cause === "malicious",
    stage: `${isAfter ? "after-window" : "found"}:${rounded(ever, cause === "unapproved" ? 10 : 2)}`,
    facts: {
      tree,
      path: first.difference.path,
      change: first.difference.change,
      count,
      why: first.difference.reasons[0]?.why ?? null,
      firstSeenMs: first.firstSeenMs,
      // Of all of them the earliest: whoever came in did so after that.
      lastCleanMs: cleanMs.length === 0 ? null : Math.min(...cleanMs),
      writtenMs: first.difference.changedAtMs,
      window: window === undefined ? null : window.who,
    },
  };
}

export function causeOf({ difference }: Finding): Exclude<CauseName, "blind"> {
  if (difference.verdict === "malicious") return "malicious";
  return difference.rule === "watched" ? "unapproved" : "script";
}

/** Inside an approval window a change waits until the window is over. */
function isQuiet({ difference }: Finding, windows: readonly ApprovalWindow[], nowMs: number): boolean {
  const window = difference.changedAtMs === null ? undefined : windowAt(windows, difference.changedAtMs);
  return window !== undefined && nowMs <= window.toMs;
}

/** Scripts before pictures: the one that is named should be the one to look at. */
function order(a: Finding, b: Finding): number {
  return Number(b.difference.isScript) - Number(a.difference.isScript);
}

function blindAlert(tree: string, { troubles }: TreeState): WatchAlert | null {
  const first = troubles[0];
  if (first === undefined) return null;
  const count = troubles.length;
  return {
    cause: "blind",
    // Somebody was at our own records.
    urgent: first.reason === "manifest" || first.reason === "rollback",
    stage: `${first.reason}:${rounded(count, 10)}`,
    facts: { tree, path: first.path, reason: first.reason, count },
  };
}

/** The next power of `base` that is not below it. */
function rounded(count: number, base: number): number {
  return base ** Math.ceil(Math.log(Math.max(1, count)) / Math.log(base) - 1e-9);
}

/** The findings after a look that met these differences; what was known before keeps its times. */
export function merged(
  before: ReadonlyMap<string, Finding>,
  difference: Difference,
  nowMs: number,
  lastCleanMs: number | null,
): Finding {
  const old = before.get(keyOf(difference));
  return {
    difference,
    firstSeenMs: old?.firstSeenMs ?? nowMs,
    lastCleanMs: old === undefined ? lastCleanMs : old.lastCleanMs,
  };
}

export function keyOf({ path, pathBytes }: Pick<Difference, "path" | "pathBytes">): string {
  return pathBytes ?? `=${path}`;
}

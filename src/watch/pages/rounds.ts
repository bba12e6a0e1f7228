// The regular looks at a page: when the next one is due, what is kept of the last one, and which of it is worth an alert. Pure.

import { createHash } from "node:crypto";
import type { ApprovedPage, ChangeKind, PageChange, PageReport } from "./contract.ts";
import { changesWithExposed } from "./exposed.ts";
import { steadyAfter, type SteadyScripts } from "./integrity.ts";

/** What is kept of a page between looks. */
export interface PageRound {
  readonly version: 1;
  /** The last look that came through, compared with what was approved then. */
  readonly report: PageReport | null;
  readonly reportAtMs: number | null;
  /** Why the last look did not come through; null: it did, or there was none. */
  readonly trouble: string | null;
  readonly triedAtMs: number | null;
  /** Looks in a row that did not come through. */
  readonly failed: number;
  /** Looks in a row that found nothing alarming. */
  readonly clean: number;
  /** Of the approved file the report was compared with; null: none was. */
  readonly comparedWith: string | null;
  readonly nextAtMs: number;
  /** Since when each script is what it is; absent: not counted yet. */
  readonly steady?: SteadyScripts;
}

export type LookEnd = { readonly report: PageReport } | { readonly trouble: string };

const HOUR_MS = 3_600_000;
/** Looks lie between this share of the time and all of it apart: never later than asked for, never at the same hour. */
const SOONEST_SHARE = 0.6;
/** One or two may fail for a deployment or a slow night. */
export const FAILED_IN_ROW = 3;
/** Skimmers hide by hour: one look that finds nothing does not end an alarm. */
export const CLEAN_IN_ROW = 3;
/**
 * Who listens, and where card data goes, the gravest first: what an owner is woken for. Not "card-shown": a long number in a program may
 * look like a card, and stands there at every look.
 */
const WAKING: readonly ChangeKind[] = [
  "decoy-shown",
  "planted-shown",
  "listener-new",
  "form-target",
  "form-new",
  "page-away",
  "host-new",
  "header-loads",
  "policy-weaker",
];

/** What may differ because two machines of a shop are set up differently: seen by some only, it is no sign of hiding. */
const SERVERS_DIFFER: ReadonlySet<ChangeKind> = new Set(["header-weaker", "header-changed"]);

export function freshRound(nowMs: number): PageRound {
  const nothing = { report: null, reportAtMs: null, trouble: null, triedAtMs: null };
  return { version: 1, ...nothing, failed: 0, clean: 0, comparedWith: null, nextAtMs: nowMs };
}

/** `unit`: chance, 0–1. */
export function nextLookMs(nowMs: number, everyHours: number, unit: number): number {
  return nowMs + Math.round(everyHours * HOUR_MS * (SOONEST_SHARE + (1 - SOONEST_SHARE) * unit));
}

export interface Approval {
  readonly page: ApprovedPage;
  readonly sha256: string;
}

/** What is known after a look. */
export function roundAfter(
  before: PageRound,
  end: LookEnd,
  approval: Approval | null,
  { nowMs, nextAtMs }: { readonly nowMs: number; readonly nextAtMs: number },
): PageRound {
  const tried = { ...before, triedAtMs: nowMs, nextAtMs };
  if ("trouble" in end || end.report.inventory === null) {
    const trouble = "trouble" in end ? end.trouble : troubleOf(end.report);
    return { ...tried, trouble, failed: before.failed + 1 };
  }
  const steady = steadyAfter(before.steady ?? {}, end.report.inventory, nowMs);
  const seen = { ...tried, report: end.report, reportAtMs: nowMs, trouble: null, failed: 0, steady };
  const compared = comparedWith(seen, approval);
  return { ...compared, clean: alarmsOf(compared).length === 0 ? before.clean + 1 : 0 };
}

/** The last look held against what is approved now; the same round when that is what it was held against. */
export function comparedWith(round: PageRound, approval: Approval | null): PageRound {
  const { report } = round;
  if (report === null) return round;
  const changes = changesWithExposed(approval?.page ?? null, report.visits);
  const { approvedAtMs = 0, approvedBy = "" } = approval?.page ?? {};
  const approved = approval === null ? null : { approvedAtMs, approvedBy };
  return { ...round, report: { ...report, changes, approved }, comparedWith: approval?.sha256 ?? null };
}

export function alarmsOf({ report }: PageRound): readonly PageChange[] {
  return (report?.changes ?? []).filter(({ weight }) => weight === "alarm");
}

/** Worth waking a person: card data may be going elsewhere now, or something shows itself to some buyers only. */
export function isWaking(alarms: readonly PageChange[]): boolean {
  return alarms.some(
    ({ kind, seenBy }) => WAKING.includes(kind) || (seenBy !== null && !SERVERS_DIFFER.has(kind)),
  );
}

/** The one a message names. */
export function gravestOf(alarms: readonly PageChange[]): PageChange | undefined {
  return alarms.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
}

function rankOf({ kind }: PageChange): number {
  return WAKING.includes(kind) ? WAKING.indexOf(kind) : WAKING.length;
}

/** The same for the same changes, so that they are told once. */
export function stageOf(alarms: readonly PageChange[]): string {
  const all = alarms.map(({ kind, what }) => `${kind} ${what}`).toSorted();
  return createHash("sha256").update(all.join("\n")).digest("hex").slice(0, 16);
}

function troubleOf({ visits }: PageReport): string {
  return visits.find(({ trouble }) => trouble !== null)?.trouble ?? "";
}

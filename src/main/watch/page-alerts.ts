// Which alerts the looks at pages raise and settle. Pure; the sentences are the desk's.

import type { EventOf } from "../../kernel/index.ts";
import {
  alarmsOf,
  CLEAN_IN_ROW,
  FAILED_IN_ROW,
  gravestOf,
  isWaking,
  stageOf,
  type ApprovalState,
  type PageRound,
} from "../../watch/index.ts";

export type AlertEvent = EventOf<"alert.raised"> | EventOf<"alert.settled">;

/** Guises named in a message. */
const GUISES_MAX = 5;

/** What a round says that the one before did not. */
export function roundAlerts(
  page: { readonly name: string; readonly url: string },
  before: PageRound,
  now: PageRound,
  atMs: number,
): readonly AlertEvent[] {
  return [...changeAlerts(page, before, now, atMs), ...unseenAlerts(page, before, now, atMs)];
}

function changeAlerts(
  { name, url }: { readonly name: string; readonly url: string },
  before: PageRound,
  now: PageRound,
  atMs: number,
): readonly AlertEvent[] {
  const cause = `watch:page:${name}`;
  const alarms = alarmsOf(now);
  const worst = gravestOf(alarms);
  if (worst === undefined) {
    const isApprovedAgain = now.comparedWith !== before.comparedWith;
    return isApprovedAgain || now.clean === CLEAN_IN_ROW ? [{ type: "alert.settled", cause, atMs }] : [];
  }
  const facts = {
    name,
    url,
    change: worst.kind,
    what: worst.what,
    count: alarms.length,
    seenBy: worst.seenBy === null ? null : worst.seenBy.slice(0, GUISES_MAX).join(","),
  };
  const told = { kind: "page", area: "shop", urgent: isWaking(alarms), stage: stageOf(alarms) } as const;
  return [{ type: "alert.raised", cause, ...told, facts, atMs }];
}

function unseenAlerts(
  { name, url }: { readonly name: string; readonly url: string },
  before: PageRound,
  now: PageRound,
  atMs: number,
): readonly AlertEvent[] {
  const cause = `watch:page-unseen:${name}`;
  if (now.failed === 0) return before.failed === 0 ? [] : [{ type: "alert.settled", cause, atMs }];
  if (now.failed < FAILED_IN_ROW) return [];
  const facts = { name, url, what: now.trouble, count: now.failed, lastSeenMs: now.reportAtMs };
  const told = { kind: "page-unseen", area: "shop", urgent: false, stage: "unseen" } as const;
  return [{ type: "alert.raised", cause, ...told, facts, atMs }];
}

/** The approved file is another one than was approved. */
export function standingAlert(name: string, state: ApprovalState, atMs: number): AlertEvent {
  const cause = `watch:page-file:${name}`;
  if (state !== "foreign") return { type: "alert.settled", cause, atMs };
  const told = { kind: "page-file", area: "server", urgent: true, stage: "foreign" } as const;
  return { type: "alert.raised", cause, ...told, facts: { name }, atMs };
}

// Works out the running clocks of an incident: when each began, when it is due, which reminder is next. Pure; the rules are
// rules.ts, demands of others come with the incident.

import { dayOf, endOfDayMs, lastDay } from "./days.ts";
import { CLOCK_RULES, type ClockFacts, type ClockForce, type ClockId, type ClockRule } from "./rules.ts";

/** A date somebody else set: a mall's "by Friday 14:00 or your shop closes", a contract, a card company's questions. */
export interface Demand {
  readonly id: `demand_${string}`;
  readonly from: string;
  readonly what: string;
  readonly receivedAtMs: number;
  readonly dueAtMs: number;
  /** What happens when it is missed, in the words of whoever set it. */
  readonly orElse: string;
}

/** What a person decided about a clock. Either needs a name and a reason, because it will be asked for later. */
export interface ClockMark {
  readonly clock: ClockId | Demand["id"];
  readonly mark: "done" | "not-applicable";
  readonly atMs: number;
  readonly by: string;
  readonly why: string;
}

export type ClockState =
  /** The starting moment is not known yet (nobody has said when the leak became known). */
  "waiting" | "running" | "done" | "done-late" | "overdue" | "not-applicable";

export interface RunningClock {
  readonly id: ClockId | Demand["id"];
  readonly force: ClockForce | "demand";
  readonly source: string;
  readonly state: ClockState;
  readonly startedAtMs: number | null;
  readonly dueAtMs: number | null;
  /** Share of its time that has gone, 0 to 1; null while it waits. */
  readonly gone: number | null;
  /** Reminders that are due by now: 0.5, 0.8 and 1 of the time. */
  readonly reminders: readonly ReminderShare[];
  readonly mark: ClockMark | null;
}

export type ReminderShare = 0.5 | 0.8 | 1;
const REMINDERS: readonly ReminderShare[] = [0.5, 0.8, 1];

/** All clocks that apply, the next due first, the settled last. `timeZone` is the shop's own: days end at its midnight. */
export function clocksAt(
  facts: ClockFacts,
  demands: readonly Demand[],
  marks: readonly ClockMark[],
  at: { readonly nowMs: number; readonly timeZone: string },
): readonly RunningClock[] {
  const latest = new Map(marks.toSorted((a, b) => a.atMs - b.atMs).map((mark) => [mark.clock, mark]));
  const clocks = CLOCK_RULES.flatMap((rule) => ruleClock(rule, facts, latest.get(rule.id) ?? null, at));
  for (const demand of demands) {
    const times = { startedAtMs: demand.receivedAtMs, dueAtMs: demand.dueAtMs };
    clocks.push(clockOf(demand.id, "demand", demand.from, times, latest.get(demand.id) ?? null, at.nowMs));
  }
  return clocks.toSorted((a, b) => rank(a) - rank(b) || (a.dueAtMs ?? Infinity) - (b.dueAtMs ?? Infinity));
}

/** When a rule's time ends, counted from `startMs` (milliseconds since 1970). Null when the rule does not apply. */
export function dueAtMs(
  rule: ClockRule,
  facts: ClockFacts,
  startMs: number,
  timeZone: string,
): number | null {
  const span = rule.span(facts);
  if (span === null) return null;
  if ("hours" in span) return startMs + span.hours * 3_600_000;
  return endOfDayMs(lastDay(dayOf(startMs, timeZone), span), timeZone);
}

function ruleClock(
  rule: ClockRule,
  facts: ClockFacts,
  mark: ClockMark | null,
  at: { readonly nowMs: number; readonly timeZone: string },
): RunningClock[] {
  if (rule.span(facts) === null) return [];
  const startedAtMs = rule.startsAt === "hint" ? facts.hintAtMs : facts.knownAtMs;
  const due = startedAtMs === null ? null : dueAtMs(rule, facts, startedAtMs, at.timeZone);
  const times = { startedAtMs, dueAtMs: due };
  return [clockOf(rule.id, rule.force, rule.source, times, mark, at.nowMs)];
}

function clockOf(
  id: RunningClock["id"],
  force: RunningClock["force"],
  source: string,
  times: { readonly startedAtMs: number | null; readonly dueAtMs: number | null },
  mark: ClockMark | null,
  nowMs: number,
): RunningClock {
  const { startedAtMs, dueAtMs: due } = times;
  const gone =
    startedAtMs === null || due === null
      ? null
      : Math.min(1, Math.max(0, (nowMs - startedAtMs) / Math.max(1, due - startedAtMs)));
  const state = stateOf(due, mark, nowMs);
  const reminders =
    state === "running" || state === "overdue" ? REMINDERS.filter((share) => (gone ?? 0) >= share) : [];
  return { id, force, source, state, startedAtMs, dueAtMs: due, gone, reminders, mark };
}

function stateOf(due: number | null, mark: ClockMark | null, nowMs: number): ClockState {
  if (mark?.mark === "not-applicable") return "not-applicable";
  if (mark?.mark === "done") return due !== null && mark.atMs > due ? "done-late" : "done";
  if (due === null) return "waiting";
  return nowMs >= due ? "overdue" : "running";
}

function rank(clock: RunningClock): number {
  return clock.state === "overdue" ? 0 : clock.state === "running" ? 1 : clock.state === "waiting" ? 2 : 3;
}

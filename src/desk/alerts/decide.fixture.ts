// The ground of the deciding tests: made-up sheets, and an alert that lives by nextThing alone, as the desk lets it.

import assert from "node:assert/strict";
import { nextThing, type Matter } from "./decide.ts";
import { broughtBack, withTurn, type Duty, type Tell } from "./duty.ts";
import type { Person, Sheet } from "./sheet.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** A Monday, 14:00 in Japan. */
export const NOON_MS = Date.UTC(2026, 0, 5, 5, 0, 0);
export const NIGHT = { fromMinute: 22 * 60, toMinute: 7 * 60 };

export function person(name: string, more: Partial<Person> = {}): Person {
  return { name, channels: ["email"], alone: ["email"], quiet: null, hours: null, ...more };
}

export function sheetOf(people: readonly Person[], more: Partial<Sheet> = {}): Sheet {
  const names = new Set(people.map(({ name }) => name));
  return {
    people,
    areas: {
      payments: {
        owner: "owner",
        deputy: names.has("deputy") ? "deputy" : null,
        vendor: names.has("vendor") ? "vendor" : null,
        answerWithinMs: 15 * MINUTE_MS,
      },
    },
    last: "last",
    moves: true,
    copies: [],
    timezone: "Asia/Tokyo",
    ...more,
  };
}

function duty(more: Partial<Duty> = {}): Duty {
  return { area: "payments", urgent: false, stage: "began", from: 1, turns: [], tells: [], ...more };
}

export interface Happened {
  readonly atMs: number;
  readonly what: string;
}

/** Does what nextThing says, as the desk does, until it rests. */
export function settle(matter: Matter, sheet: Sheet, nowMs: number, happened: Happened[] = []) {
  let now: Duty = broughtBack(matter.duty, nowMs);
  for (let step = 0; step < 12; step++) {
    const next = nextThing({ ...matter, duty: now }, sheet, nowMs);
    if (next.kind === "rest") return { matter: { ...matter, duty: now }, untilMs: next.untilMs };
    if (next.kind === "hand-over") {
      const { person: who, role } = next.to;
      happened.push({ atMs: nowMs, what: `${next.why} → ${who.name}` });
      now = withTurn(now, { person: who.name, role, sinceMs: nowMs, why: next.why });
    } else {
      happened.push({ atMs: nowMs, what: `${next.what} ${next.person.name}` });
      const tell: Tell = {
        number: now.tells.length + 1,
        turn: now.turns.at(-1)?.number ?? 0,
        person: next.person.name,
        kind: next.what,
        stage: now.stage,
        atMs: nowMs,
        reach: "sent",
      };
      now = { ...now, tells: [...now.tells, tell] };
    }
  }
  return assert.fail("it never rests");
}

/** Lets the alert live by itself; what happened with minutes since `fromMs`. */
export function live(matter: Matter, sheet: Sheet, fromMs: number, spanMs: number): string[] {
  const happened: Happened[] = [];
  let now = settle(matter, sheet, fromMs, happened);
  while (now.untilMs !== null && now.untilMs <= fromMs + spanMs)
    now = settle(now.matter, sheet, now.untilMs, happened);
  return happened.map(({ atMs, what }) => `${Math.round((atMs - fromMs) / MINUTE_MS)} ${what}`);
}

export const open = (more: Partial<Duty> = {}): Matter => ({ state: "open", duty: duty(more) });

// What an event of another room means for the alerts: its cause, whose area it is, whether it may wake a person, and what is
// kept of it. Pure.

import type { Area, AttackChange, AttackFacts, Clock, EventOf } from "../../kernel/index.ts";
import { OVER } from "./decide.ts";
import type { Duty } from "./duty.ts";
import type { AlertStory } from "./letters.ts";

export interface Cause {
  readonly cause: string;
  readonly kind: string;
  readonly area: Area;
  readonly urgent: boolean;
  readonly atMs: number;
  readonly isOver: boolean;
  readonly stage: (duty: Duty) => string;
  /** `isFresh`: the alert is new or was over. */
  readonly story: (old: AlertStory, isFresh: boolean) => AlertStory;
}

/** What may wake a person at night. The rest of an attack is in hand, as the message itself says. */
const URGENT: ReadonlySet<string> = new Set(["budget-spent", "cards-paused", "store.trouble"]);
/** Reasons come from outside; a message needs their beginning. */
const REASON_MAX = 200;
/** What another room says is kept and sent with every message: sentences need no more. */
const FACTS_MAX = 30;
const FACT_MAX = 500;

type RaisedFacts = EventOf<"alert.raised">["facts"];

export function attackCause(attack: AttackFacts, clock: Clock, perKindMs: number): Cause {
  return {
    cause: `attack:${attack.attackId}`,
    kind: "attack",
    area: "payments",
    urgent: URGENT.has(attack.change),
    atMs: attack.nowMs,
    isOver: attack.change === OVER,
    stage: (duty) => attackStage(duty, attack.change, clock.nowMs(), perKindMs),
    story: () => ({ attack }),
  };
}

/** The same change is news again an hour after it was told; the gate says each only when it is worth saying. */
function attackStage(duty: Duty, change: AttackChange, nowMs: number, perKindMs: number): string {
  const told = duty.tells.findLast((one) => one.stage.split("@")[0] === change);
  if (told === undefined) return change;
  return nowMs - told.atMs < perKindMs && told.atMs <= nowMs ? told.stage : `${change}@${nowMs}`;
}

type GuardEvent = EventOf<"worker.lost" | "store.trouble" | "config.refused" | "config.waiting">;

export function guardCause(event: GuardEvent): Cause {
  const { type: kind, atMs } = event;
  const details = detailsOf(event);
  return {
    cause: `guard:${kind}`,
    kind: "guard",
    area: "guard",
    urgent: URGENT.has(kind),
    atMs,
    isOver: false,
    stage: () => kind,
    story: (old, isFresh) => {
      const times = isFresh ? 1 : (old.guard?.times ?? 0) + 1;
      return { guard: { kind, times, lastAtMs: atMs, details } };
    },
  };
}

function detailsOf(event: GuardEvent): Readonly<Record<string, string | number>> {
  switch (event.type) {
    case "worker.lost":
      return { worker: event.worker, reason: event.reason.slice(0, REASON_MAX) };
    case "store.trouble":
      return { reason: event.what.slice(0, REASON_MAX) };
    case "config.refused":
      return { count: event.errors.length };
    case "config.waiting":
      return { lost: event.lost.join(", ").slice(0, REASON_MAX) || "–" };
  }
}

function boundedFacts(facts: RaisedFacts): RaisedFacts {
  const kept = Object.entries(facts).slice(0, FACTS_MAX);
  return Object.fromEntries(
    kept.map(([name, value]) => [name, typeof value === "string" ? value.slice(0, FACT_MAX) : value]),
  );
}

export function raisedCause(event: EventOf<"alert.raised">): Cause {
  const { cause, kind, area, urgent, stage, atMs } = event;
  const story = { raised: { kind, stage, facts: boundedFacts(event.facts) } };
  return { cause, kind, area, urgent, atMs, isOver: false, stage: () => stage, story: () => story };
}

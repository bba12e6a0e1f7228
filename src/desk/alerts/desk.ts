// One alert per cause: listens to the rooms' events, keeps each cause's alert with its one owner, and does what decide.ts says
// is next. Writing and sending are tell.ts and postman.ts.

import { newId, type Clock, type Events, type Random } from "../../kernel/index.ts";
import type { Alert, AlertLinks, Alerts, Outbox } from "../ports.ts";
import { attackCause, guardCause, raisedCause, type Cause } from "./causes.ts";
import { nextThing, type NextThing } from "./decide.ts";
import { broughtBack, dutyOf, dutyText, openedAgain, withTurn, type Duty } from "./duty.ts";
import { storyOf } from "./letters.ts";
import { createPatientLine } from "./line.ts";
import type { LetterSettings } from "./parts.ts";
import { bareName, chainOf, type Sheet } from "./sheet.ts";
import { callOff, mendTells, tell, type TellLimits } from "./tell.ts";

const HOUR_MS = 3_600_000;
/** Open alerts looked at when the process starts or the sheet changes, and due ones at a time. */
const ALERTS_MAX = 1_000;
/** Asleep, unreachable, left: a chain of four people needs no more steps than this at once. */
const STEPS_MAX = 12;
/** How a message fared is told by the postman; this is for what he could not tell because the process died. */
const MEND_EVERY_MS = 60_000;

export interface AlertSettings extends LetterSettings {
  readonly sheet: Sheet;
}

export interface AlertDeskDeps {
  readonly alerts: Alerts;
  readonly outbox: Outbox;
  readonly events: Events;
  readonly clock: Clock;
  readonly random: Random;
  /** Asked each time, so that a reload of the configuration takes effect. */
  readonly settings: () => AlertSettings;
  /** One-tap links go into messages that reach one person alone; without it messages lead to the sign-in. */
  readonly taps?: { readonly links: AlertLinks; readonly key: Uint8Array };
  /** Causes that this start has proven over. */
  readonly overAtStart?: readonly string[];
  readonly limits?: TellLimits & { readonly retryFirstMs?: number };
  /** A message waits in the outbox: wake the postman. */
  readonly onLetter?: () => void;
  /** An alert came to somebody by itself: for the journal. Facts hold no personal data but staff names. */
  readonly onRecord?: (kind: string, facts: Readonly<Record<string, string>>) => void;
  readonly onTrouble: (error: unknown) => void;
}

export interface AlertDesk {
  get(id: string): Promise<Alert | undefined>;
  /** Last changed first. */
  list(query: { state?: Alert["state"]; limit: number }): Promise<readonly Alert[]>;
  /** Someone takes the alert: "owned" by `by`. Undefined when there is no such alert or it is over. */
  acknowledge(id: string, by: string): Promise<Alert | undefined>;
  /** The same for one of several who try at once: whoever came first has it, the others are told who. */
  takeIfFree(id: string, by: string): Promise<Alert | undefined>;
  /** Does what has become due (reminders, moving on, end of quiet hours). To be called every few seconds. */
  look(): Promise<void>;
  /** The postman tried to deliver this message. */
  fared(key: string): void;
  /** Resolves when all events so far are on record. */
  settled(): Promise<void>;
  close(): void;
}

/** Also goes on with what an earlier process recorded but could not do any more. */
export function createAlertDesk(deps: AlertDeskDeps): AlertDesk {
  const line = createPatientLine({
    clock: deps.clock,
    onTrouble: deps.onTrouble,
    ...(deps.limits?.retryFirstMs === undefined ? {} : { retryFirstMs: deps.limits.retryFirstMs }),
  });
  const stops = listen(deps, line.add);
  for (const cause of deps.overAtStart ?? []) line.add(() => settle(deps, cause, deps.clock.nowMs()));
  line.add(() => lookAtOpen(deps));
  return {
    get: (id) => deps.alerts.get(id),
    list: (query) => deps.alerts.list(query),
    acknowledge: (id, by) => line.ask(() => take(deps, id, by, true)),
    takeIfFree: (id, by) => line.ask(() => take(deps, id, by, false)),
    look: () => line.ask(() => lookAtDue(deps)),
    fared: (key) => {
      const id = /^(alert_[a-z0-9]+):/.exec(key)?.[1];
      if (id !== undefined) line.add(() => lookAt(deps, id));
    },
    settled: () => line.settled(),
    close: () => {
      for (const stop of stops) stop();
      line.close();
    },
  };
}

function listen(deps: AlertDeskDeps, add: (work: () => Promise<void>) => void): readonly (() => void)[] {
  const { events, clock } = deps;
  const perKindMs = deps.limits?.perKindMs ?? HOUR_MS;
  const raise = (cause: Cause): void => add(() => keep(deps, cause));
  return [
    events.on("attack", ({ attack }) => raise(attackCause(attack, clock, perKindMs))),
    events.on("alert.raised", (event) => raise(raisedCause(event))),
    events.on("alert.settled", ({ cause, atMs }) => add(() => settle(deps, cause, atMs))),
    events.on("worker.lost", (event) => raise(guardCause(event))),
    events.on("store.trouble", (event) => raise(guardCause(event))),
    events.on("config.refused", (event) => raise(guardCause(event))),
    events.on("config.waiting", (event) => raise(guardCause(event))),
    events.on("config.reloaded", ({ atMs }) =>
      add(async () => {
        await settle(deps, "guard:config.refused", atMs);
        await settle(deps, "guard:config.waiting", atMs);
        // The sheet may be another one now.
        await lookAtOpen(deps);
      }),
    ),
  ];
}

async function keep(deps: AlertDeskDeps, cause: Cause): Promise<void> {
  const before = await deps.alerts.findByCause(cause.cause);
  const opensAgain = before?.state === "closed" && !cause.isOver;
  const { atMs } = cause;
  const alert = before ?? newAlert(deps, cause);
  const old = dutyOf(alert);
  const duty = { ...(opensAgain ? openedAgain(old) : old), area: cause.area, urgent: cause.urgent };
  const story = cause.story(storyOf(alert), before === undefined || opensAgain);
  // Only its end is still to be told.
  if (cause.isOver && before !== undefined) await callOff(deps.outbox, alert.id, "over");
  await proceed(deps, {
    ...alert,
    ...(opensAgain ? { openedAtMs: atMs, ownedAtMs: null } : {}),
    state: cause.isOver ? "closed" : opensAgain ? "open" : alert.state,
    changedAtMs: atMs,
    facts: JSON.stringify(story),
    duty: dutyText({ ...duty, stage: cause.stage(duty) }),
  });
}

async function settle(deps: AlertDeskDeps, cause: string, atMs: number): Promise<void> {
  const alert = await deps.alerts.findByCause(cause);
  if (alert === undefined || alert.state === "closed") return;
  await deps.alerts.put({ ...alert, state: "closed", changedAtMs: atMs, nextAtMs: null });
  await callOff(deps.outbox, alert.id, "over");
}

/**
 * Order matters for a crash in between: an alert is on record, and due at once, before anybody is told of it; a message's
 * key follows from what was told before, so a repeat meets the same key and the outbox ignores it; that he was told is
 * recorded only after the message is durable.
 */
async function proceed(deps: AlertDeskDeps, given: Alert): Promise<void> {
  let alert = given;
  let isKept = false;
  for (let step = 0; step < STEPS_MAX; step++) {
    const nowMs = deps.clock.nowMs();
    const { sheet } = deps.settings();
    const duty = broughtBack(dutyOf(alert), nowMs);
    const next = nextThing({ state: alert.state, duty }, sheet, nowMs);
    if (next.kind === "rest") return resting(deps, { ...alert, duty: dutyText(duty) }, next, nowMs);
    if (next.kind === "hand-over") {
      alert = handOver(deps, alert, duty, next, nowMs);
      isKept = duty.turns.length > 0;
      if (!isKept) continue;
      await deps.alerts.put(alert);
      // A reminder that is still on its way would call somebody whose turn is over.
      await callOff(deps.outbox, alert.id, "moved-on");
      continue;
    }
    if (!isKept) await deps.alerts.put(dueNow(alert, nowMs));
    isKept = true;
    const told = await tell(deps, alert, duty, next, nowMs);
    if ("fullUntilMs" in told)
      return resting(deps, alert, { kind: "rest", untilMs: told.fullUntilMs }, nowMs);
    alert = told;
  }
  await deps.alerts.put(dueNow(alert, deps.clock.nowMs()));
}

function handOver(
  deps: AlertDeskDeps,
  alert: Alert,
  duty: Duty,
  { to: { person, role }, why }: Extract<NextThing, { kind: "hand-over" }>,
  nowMs: number,
): Alert {
  deps.onRecord?.("alert.handed-over", { alert: alert.id, to: person.name, role, why });
  const turned = withTurn(duty, { person: person.name, role, sinceMs: nowMs, why });
  return dueNow({ ...alert, owner: person.name, duty: dutyText(turned) }, nowMs);
}

function dueNow(alert: Alert, nowMs: number): Alert {
  return { ...alert, nextAtMs: nowMs, plannedAtMs: nowMs };
}

async function resting(
  deps: AlertDeskDeps,
  alert: Alert,
  { untilMs }: Extract<NextThing, { kind: "rest" }>,
  nowMs: number,
): Promise<void> {
  const isUnderWay = alert.state === "open" && deps.settings().sheet.moves && isTellUnderWay(dutyOf(alert));
  const times = [...(untilMs === null ? [] : [untilMs]), ...(isUnderWay ? [nowMs + MEND_EVERY_MS] : [])];
  const nextAtMs = times.length === 0 ? null : Math.min(...times);
  await deps.alerts.put({ ...alert, nextAtMs, plannedAtMs: nowMs });
}

function isTellUnderWay({ turns, tells }: Duty): boolean {
  return tells.some((one) => one.reach === "under way" && one.turn === turns.at(-1)?.number);
}

/** The process may have died between recording an alert and telling of it. */
async function lookAtOpen(deps: AlertDeskDeps): Promise<void> {
  for (const alert of await deps.alerts.list({ state: "open", limit: ALERTS_MAX })) {
    // Told by a version that kept no duty: as it was then, until something changes.
    const isOld = alert.told > 0 && dutyOf(alert).turns.length === 0;
    if (!isOld) await lookAt(deps, alert.id, true);
  }
}

async function lookAtDue(deps: AlertDeskDeps): Promise<void> {
  for (const { id } of await deps.alerts.due(deps.clock.nowMs(), ALERTS_MAX)) await lookAt(deps, id);
}

/** `anew`: decides again although nothing has happened to the alert itself (another sheet, another process). */
async function lookAt(deps: AlertDeskDeps, id: string, anew = false): Promise<void> {
  const alert = await deps.alerts.get(id);
  if (alert === undefined) return;
  const duty = await mendTells(deps, alert, dutyOf(alert));
  const isSame = alert.nextAtMs !== null && alert.nextAtMs > deps.clock.nowMs() && duty === undefined;
  const isAhead = alert.plannedAtMs > deps.clock.nowMs();
  if (isSame && !isAhead && !anew) return;
  if (duty === undefined && alert.nextAtMs === null && alert.state !== "open") return;
  await proceed(deps, duty === undefined ? alert : { ...alert, duty: dutyText(duty) });
}

async function take(
  deps: AlertDeskDeps,
  id: string,
  by: string,
  evenOwned: boolean,
): Promise<Alert | undefined> {
  const alert = await deps.alerts.get(id);
  if (alert === undefined || alert.state === "closed") return undefined;
  const isHis = alert.state === "owned" && bareName(alert.owner) === bareName(by);
  if (isHis || (alert.state === "owned" && !evenOwned)) return alert;
  const nowMs = deps.clock.nowMs();
  const duty = broughtBack(dutyOf(alert), nowMs);
  const turn = { person: by, role: "taker", sinceMs: nowMs, why: "taken", stage: duty.stage } as const;
  const owned: Alert = {
    ...alert,
    state: "owned",
    owner: by,
    ownedAtMs: nowMs,
    duty: dutyText(withTurn(duty, turn)),
    nextAtMs: null,
    plannedAtMs: nowMs,
  };
  await deps.alerts.put(owned);
  await callOff(deps.outbox, id, "taken");
  return owned;
}

function newAlert(deps: AlertDeskDeps, { cause, kind, area, atMs }: Cause): Alert {
  const { sheet } = deps.settings();
  return {
    id: newId("alert", deps.clock.nowMs(), deps.random),
    cause,
    kind,
    openedAtMs: atMs,
    changedAtMs: atMs,
    state: "open",
    owner: chainOf(sheet, area)[0]?.person.name ?? sheet.last,
    ownedAtMs: null,
    facts: "{}",
    told: 0,
    duty: "{}",
    nextAtMs: null,
    plannedAtMs: 0,
  };
}

// One alert per attack: listens to the guard's events, keeps each cause's alert, and decides when a person is told again.
// Sending is postman.ts.

import { newId, type AttackFacts, type Clock, type Events, type Random } from "../../kernel/index.ts";
import type { Alert, Alerts, Outbox, OutboxMessage } from "../ports.ts";
import { writeLetter, type AlertStory, type GuardKind, type LetterSettings } from "./letters.ts";
import { createPatientLine } from "./line.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Told times kept per alert: more than a day's cap ever needs. */
const TELLS_KEPT = 50;
/** Alerts looked at for the daily cap; attacks have an hour of quiet between them, so a day holds fewer. */
const ALERTS_A_DAY_MAX = 100;

/** What must still get through when an attacker has used the day's messages up by changing his method all the time. */
const URGENT: ReadonlySet<string> = new Set(["began", "budget-spent", "cards-paused", "store.trouble"]);
const UNURGENT_SHARE = 0.75;

export interface AlertSettings extends LetterSettings {
  readonly owner: string;
  readonly channels: readonly ("email" | "webhook")[];
}

export interface AlertDeskDeps {
  readonly alerts: Alerts;
  readonly outbox: Outbox;
  readonly events: Events;
  readonly clock: Clock;
  readonly random: Random;
  /** Asked each time, so that a reload of the configuration takes effect. */
  readonly settings: () => AlertSettings;
  readonly limits?: {
    /** One message per kind of change and alert in this time. Default an hour. */
    readonly perKindMs?: number;
    /** All messages in 24 hours, whatever happens. Default 20: more would be switched off by their reader. */
    readonly perDay?: number;
    readonly retryFirstMs?: number;
  };
  /** A message waits in the outbox: wake the postman. */
  readonly onLetter?: () => void;
  readonly onTrouble: (error: unknown) => void;
}

export interface AlertDesk {
  get(id: string): Promise<Alert | undefined>;
  /** Last changed first. */
  list(query: { state?: Alert["state"]; limit: number }): Promise<readonly Alert[]>;
  /** Someone takes the alert: "owned" by `by`. Undefined when there is no such alert or it is over. */
  acknowledge(id: string, by: string): Promise<Alert | undefined>;
  /** Resolves when all events so far are on record. */
  settled(): Promise<void>;
  close(): void;
}

/** Also tells what an earlier process recorded but could not tell any more. */
export function createAlertDesk(deps: AlertDeskDeps): AlertDesk {
  const line = createPatientLine({
    clock: deps.clock,
    onTrouble: deps.onTrouble,
    ...(deps.limits?.retryFirstMs === undefined ? {} : { retryFirstMs: deps.limits.retryFirstMs }),
  });
  const stops = [
    deps.events.on("attack", ({ attack }) => line.add(() => onAttack(deps, attack))),
    deps.events.on("worker.lost", (e) =>
      line.add(() =>
        onGuard(deps, "worker.lost", e.atMs, { worker: e.worker, reason: e.reason.slice(0, 200) }),
      ),
    ),
    deps.events.on("store.trouble", (e) =>
      line.add(() => onGuard(deps, "store.trouble", e.atMs, { reason: e.what.slice(0, 200) })),
    ),
    deps.events.on("config.refused", (e) =>
      line.add(() => onGuard(deps, "config.refused", e.atMs, { count: e.errors.length })),
    ),
    deps.events.on("config.waiting", (e) =>
      line.add(() =>
        onGuard(deps, "config.waiting", e.atMs, { lost: e.lost.join(", ").slice(0, 200) || "–" }),
      ),
    ),
    deps.events.on("config.reloaded", (e) =>
      line.add(async () => {
        await closeGuard(deps, "config.refused", e.atMs);
        await closeGuard(deps, "config.waiting", e.atMs);
      }),
    ),
  ];
  line.add(() => tellUntold(deps));
  return {
    get: (id) => deps.alerts.get(id),
    list: (query) => deps.alerts.list(query),
    acknowledge: (id, by) => line.ask(() => acknowledge(deps, id, by)),
    settled: () => line.settled(),
    close: () => {
      for (const stop of stops) stop();
      line.close();
    },
  };
}

async function onAttack(deps: AlertDeskDeps, attack: AttackFacts): Promise<void> {
  const cause = `attack:${attack.attackId}`;
  const before = await deps.alerts.findByCause(cause);
  const alert = before ?? newAlert(deps, cause, "attack", attack.nowMs);
  const story = { ...storyOf(alert), attack };
  const ended = attack.change === "ended";
  const state = ended ? "closed" : alert.state === "closed" ? "open" : alert.state;
  const kept = withStory({ ...alert, state, changedAtMs: attack.nowMs }, story);
  await deps.alerts.put(kept);
  const first = story.tells.length === 0 && !ended;
  await tell(deps, kept, story, first ? "began" : attack.change);
}

async function onGuard(
  deps: AlertDeskDeps,
  kind: GuardKind,
  atMs: number,
  details: Readonly<Record<string, string | number>>,
): Promise<void> {
  const cause = `guard:${kind}`;
  const alert = (await deps.alerts.findByCause(cause)) ?? newAlert(deps, cause, "guard", atMs);
  const old = storyOf(alert);
  const fresh = alert.state === "closed";
  const times = fresh ? 1 : (old.guard?.times ?? 0) + 1;
  const story: AlertStory = { ...old, guard: { kind, times, lastAtMs: atMs, details } };
  const opened = fresh ? { state: "open" as const, openedAtMs: atMs, ownedAtMs: null } : {};
  const kept = withStory({ ...alert, ...opened, changedAtMs: atMs }, story);
  await deps.alerts.put(kept);
  // Whoever owns it knows already; a fault that repeats is one fault.
  if (kept.state === "open") await tell(deps, kept, story, kind);
}

async function closeGuard(deps: AlertDeskDeps, kind: GuardKind, atMs: number): Promise<void> {
  const alert = await deps.alerts.findByCause(`guard:${kind}`);
  if (alert !== undefined && alert.state !== "closed") {
    await deps.alerts.put({ ...alert, state: "closed", changedAtMs: atMs });
  }
}

/**
 * Order matters for a crash in between: the message's key follows from what was told before, so a repeat meets the same
 * key and the outbox ignores it; the tell is recorded only after the message is durable.
 */
async function tell(deps: AlertDeskDeps, alert: Alert, story: AlertStory, change: string): Promise<void> {
  const { perKindMs = HOUR_MS, perDay = 20 } = deps.limits ?? {};
  const nowMs = deps.clock.nowMs();
  const recent = story.tells.some((t) => t.kind === change && t.atMs <= nowMs && nowMs - t.atMs < perKindMs);
  if (recent) return;
  const settings = deps.settings();
  if (settings.channels.length === 0) return;
  const toldToday = await tellsSince(deps.alerts, nowMs - DAY_MS);
  if (toldToday >= (URGENT.has(change) ? perDay : Math.ceil(perDay * UNURGENT_SHARE))) return;
  const letter = writeLetter(alert, story, change, settings, toldToday + 1 === perDay ? perDay : null);
  for (const channel of settings.channels) {
    const key = `${alert.id}:${story.tells.length + 1}:${change}:${channel}`;
    const body =
      channel === "email"
        ? { subject: letter.subject, text: letter.text, thread: alert.id }
        : { id: key, ...letter.payload };
    await deps.outbox.put(waiting(key, channel, body, nowMs));
  }
  const tells = [...story.tells, { kind: change, atMs: nowMs }].slice(-TELLS_KEPT);
  await deps.alerts.put({ ...withStory(alert, { ...story, tells }), told: alert.told + 1 });
  deps.onLetter?.();
}

async function tellsSince(alerts: Alerts, fromMs: number): Promise<number> {
  const list = await alerts.list({ limit: ALERTS_A_DAY_MAX });
  return list.flatMap((alert) => storyOf(alert).tells).filter((t) => t.atMs > fromMs).length;
}

/** The process died between recording an alert and telling of it. */
async function tellUntold(deps: AlertDeskDeps): Promise<void> {
  for (const alert of await deps.alerts.list({ state: "open", limit: ALERTS_A_DAY_MAX })) {
    const story = storyOf(alert);
    if (story.tells.length === 0) await tell(deps, alert, story, story.guard?.kind ?? "began");
  }
}

async function acknowledge(deps: AlertDeskDeps, id: string, by: string): Promise<Alert | undefined> {
  const alert = await deps.alerts.get(id);
  if (alert === undefined || alert.state === "closed") return undefined;
  const owned: Alert = { ...alert, state: "owned", owner: by, ownedAtMs: deps.clock.nowMs() };
  await deps.alerts.put(owned);
  return owned;
}

function newAlert(deps: AlertDeskDeps, cause: string, kind: Alert["kind"], atMs: number): Alert {
  return {
    id: newId("alert", deps.clock.nowMs(), deps.random),
    cause,
    kind,
    openedAtMs: atMs,
    changedAtMs: atMs,
    state: "open",
    owner: deps.settings().owner,
    ownedAtMs: null,
    facts: JSON.stringify({ tells: [] }),
    told: 0,
  };
}

function withStory(alert: Alert, story: AlertStory): Alert {
  return { ...alert, facts: JSON.stringify(story) };
}

/** Alert.facts read back. Facts this version cannot read count as untold. */
export function storyOf(alert: Alert): AlertStory {
  try {
    const story = JSON.parse(alert.facts) as Partial<AlertStory> | null;
    return { ...story, tells: Array.isArray(story?.tells) ? story.tells : [] };
  } catch {
    return { tells: [] };
  }
}

export function waiting(
  key: string,
  channel: OutboxMessage["channel"],
  body: Readonly<Record<string, unknown>>,
  nowMs: number,
): OutboxMessage {
  return {
    key,
    channel,
    body: JSON.stringify(body),
    createdAtMs: nowMs,
    state: "waiting",
    tries: 0,
    nextTryAtMs: nowMs,
    lastError: null,
  };
}

// Tells one person of one alert: at most so much a day, by his first channel, and by the next when that one is down.

import { createHash } from "node:crypto";
import type { Clock } from "../../kernel/index.ts";
import type { Alert, AlertLinks, Alerts, Channel, Outbox, OutboxMessage } from "../ports.ts";
import type { NextThing } from "./decide.ts";
import { dutyOf, dutyText, type Duty, type Tell } from "./duty.ts";
import { storyOf, writeLetter } from "./letters.ts";
import type { LetterSettings } from "./parts.ts";
import { personOf, type Person, type Sheet } from "./sheet.ts";
import { keepLink, LINK_PLACE, type Tap } from "./taps.ts";

const DAY_MS = 24 * 3_600_000;
/** Alerts looked at for the daily cap; attacks have an hour of quiet between them, so a day holds fewer. */
const ALERTS_A_DAY_MAX = 100;
/** What must still get through when an attacker has used the day's messages up by changing his method all the time. */
const UNURGENT_SHARE = 0.75;
/** Urgent news must not wait for tomorrow because today was noisy; even so it has an end. */
const URGENT_SHARE = 2;
/** A channel that fails this often, or asks for a longer pause, is left for the person's next one. */
const TRIES_MAX = 3;
const PAUSE_MAX_MS = 60_000;
/** Messages of one alert that are looked through: a hundred tells by two channels. */
export const MESSAGES_MAX = 200;

export interface TellLimits {
  /** The same change of an attack is told again after this. Default an hour. */
  readonly perKindMs?: number;
  /**
   * Messages to one person in 24 hours; what is beyond waits. Default 20: more would be switched off by their reader. Urgent
   * news may be twice as many.
   */
  readonly perDay?: number;
}

export interface TellDeps {
  readonly alerts: Alerts;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly settings: () => LetterSettings & { readonly sheet: Sheet };
  readonly taps?: { readonly links: AlertLinks; readonly key: Uint8Array };
  readonly limits?: TellLimits;
  readonly onLetter?: () => void;
}

/** @returns the alert with the tell noted (not stored yet), or when this person may be told again. */
export async function tell(
  deps: TellDeps,
  alert: Alert,
  duty: Duty,
  next: Extract<NextThing, { kind: "tell" }>,
  nowMs: number,
): Promise<Alert | { readonly fullUntilMs: number }> {
  const { person, what } = next;
  const perDay = deps.limits?.perDay ?? 20;
  const today = await tellsSince(deps.alerts, person.name, nowMs);
  const isFirst = duty.tells.every((one) => one.turn < duty.from);
  const weighs = duty.urgent || isFirst || what !== "news";
  const isPressing = duty.urgent && what === "news";
  const most = perDay * (isPressing ? URGENT_SHARE : weighs ? 1 : UNURGENT_SHARE);
  if (today.length >= most) return { fullUntilMs: Math.min(...today) + DAY_MS + 1 };
  const turn = duty.turns.at(-1)?.number ?? duty.from;
  const { stage } = duty;
  const noted: Tell = {
    number: alert.told + 1,
    turn,
    person: person.name,
    kind: what,
    stage,
    atMs: nowMs,
    reach: "under way",
  };
  const cap = today.length + 1 === perDay ? perDay : null;
  const say = { isFirst, isLast: next.last, cap };
  const { sheet } = deps.settings();
  const channels = sheet.moves
    ? await firstChannel(deps.outbox, alert, duty, noted, person)
    : person.channels;
  const copies = sheet.copies.filter((channel) => !channels.includes(channel));
  for (const channel of [...channels, ...copies])
    await post(deps, alert, duty, { noted, person, channel, say });
  return {
    ...alert,
    told: noted.number,
    duty: dutyText({ ...duty, tells: [...duty.tells, noted] }),
  };
}

/**
 * The person's own first choice, or what got through to him last time. A message of this very tell, written before the
 * process died, keeps its channel.
 */
async function firstChannel(
  outbox: Outbox,
  alert: Alert,
  duty: Duty,
  noted: Tell,
  person: Person,
): Promise<readonly Channel[]> {
  const begun = await outbox.under(`${alert.id}:${noted.number}:`, MESSAGES_MAX);
  const isBegun = begun.some(
    ({ key, channel }) =>
      channel !== "shop" && channel !== "webhook" && key === keyOf(alert.id, noted, channel),
  );
  if (isBegun) return [];
  const before = duty.tells.findLast((one) => one.person === person.name);
  if (before === undefined) return person.channels.slice(0, 1);
  const messages = await outbox.under(`${alert.id}:${before.number}:`, MESSAGES_MAX);
  const works = person.channels.find((channel) =>
    messages.some((message) => message.channel === channel && message.state === "sent"),
  );
  return works === undefined ? person.channels.slice(0, 1) : [works];
}

interface Posting {
  readonly noted: Tell;
  readonly person: Person;
  readonly channel: Channel;
  readonly say: { readonly isFirst: boolean; readonly isLast: boolean; readonly cap: number | null };
}

async function post(deps: TellDeps, alert: Alert, duty: Duty, posting: Posting): Promise<void> {
  const { noted, person, channel, say } = posting;
  const settings = deps.settings();
  const nowMs = deps.clock.nowMs();
  const tap: Tap | undefined =
    deps.taps !== undefined && person.alone.includes(channel)
      ? { alertId: alert.id, openedAtMs: alert.openedAtMs, person: person.name }
      : undefined;
  if (tap !== undefined && deps.taps !== undefined) await keepLink(deps.taps, tap, nowMs);
  const link = tap === undefined ? `${settings.publicUrl}/alerts/${alert.id}` : LINK_PLACE;
  const letter = writeLetter(alert, storyOf(alert), settings, {
    turn: duty.turns.at(-1),
    before: duty.turns.at(-2),
    tell: noted,
    link,
    ...say,
  });
  const key = keyOf(alert.id, noted, channel);
  const body =
    channel === "webhook"
      ? { id: key, ...letter.payload }
      : { subject: letter.subject, text: letter.text, thread: alert.id, person: person.name, tap };
  await deps.outbox.put(waiting(key, channel, body, nowMs));
  deps.onLetter?.();
}

/** The same tell has the same key, whoever dies in between; another person's or another stage's has its own. */
function keyOf(alertId: string, { number, kind, person, stage }: Tell, channel: Channel): string {
  const mark = createHash("sha256").update(`${person}\n${stage}`).digest("hex").slice(0, 12);
  return `${alertId}:${number}:${kind}:${mark}:${channel}`;
}

/** Looks how the messages fared and goes on to a person's next channel; undefined when nothing changed. */
export async function mendTells(deps: TellDeps, alert: Alert, duty: Duty): Promise<Duty | undefined> {
  const { sheet } = deps.settings();
  const turn = duty.turns.at(-1)?.number;
  const open = duty.tells.filter((one) => one.reach === "under way" && one.turn === turn);
  if (!sheet.moves || alert.state !== "open" || open.length === 0) return undefined;
  const tells: Tell[] = [];
  for (const one of duty.tells)
    tells.push(open.includes(one) ? { ...one, reach: await mend(deps, alert, duty, one) } : one);
  return tells.some((one, at) => one.reach !== duty.tells[at]?.reach) ? { ...duty, tells } : undefined;
}

async function mend(deps: TellDeps, alert: Alert, duty: Duty, noted: Tell): Promise<Tell["reach"]> {
  const person = personOf(deps.settings().sheet, noted.person);
  const messages = await deps.outbox.under(`${alert.id}:${noted.number}:`, MESSAGES_MAX);
  const state = reachBy(messages, person.channels, deps.clock.nowMs());
  if (state.kind !== "next") return state.kind;
  // Whoever is leaving this channel must not be called by it later as well.
  if (state.leave !== null && !(await deps.outbox.giveUp(state.leave, "next-channel"))) return "under way";
  const say = { isFirst: false, isLast: false, cap: null };
  await post(deps, alert, duty, { noted, person, channel: state.channel, say });
  return "under way";
}

type Reach =
  | { readonly kind: Tell["reach"] }
  | { readonly kind: "next"; readonly channel: Channel; readonly leave: string | null };

/** What became of one tell, and which channel is next. Pure. */
export function reachBy(
  messages: readonly Pick<OutboxMessage, "key" | "channel" | "state" | "tries" | "nextTryAtMs">[],
  channels: readonly Channel[],
  nowMs: number,
): Reach {
  const tried = channels.flatMap((channel) => messages.filter((message) => message.channel === channel));
  if (tried.some((message) => message.state === "sent")) return { kind: "sent" };
  const channel = channels.find((one) => !tried.some((message) => message.channel === one));
  const living = tried.find((message) => message.state === "waiting" || message.state === "claimed");
  if (living === undefined) {
    if (channel !== undefined) return { kind: "next", channel, leave: null };
    // "Unknown" may have arrived: the reminder comes in any case.
    return { kind: tried.some((message) => message.state === "unknown") ? "sent" : "none" };
  }
  const isTired =
    living.state === "waiting" &&
    (living.tries >= TRIES_MAX || (living.tries > 0 && living.nextTryAtMs - nowMs > PAUSE_MAX_MS));
  return isTired && channel !== undefined
    ? { kind: "next", channel, leave: living.key }
    : { kind: "under way" };
}

/** Nobody is called any more for what somebody has, what is over, or what is another's turn. Machines still hear what was said. */
export async function callOff(
  outbox: Outbox,
  alertId: string,
  why: "taken" | "over" | "moved-on",
): Promise<void> {
  for (const message of await outbox.under(`${alertId}:`, MESSAGES_MAX)) {
    if (message.state === "waiting" && message.channel !== "webhook") await outbox.giveUp(message.key, why);
  }
}

/** Times of what this person was told in the last day, the future left out: the clock was set back then. */
async function tellsSince(alerts: Alerts, person: string, nowMs: number): Promise<readonly number[]> {
  const list = await alerts.list({ limit: ALERTS_A_DAY_MAX });
  return list
    .flatMap((alert) => dutyOf(alert).tells)
    .filter((one) => one.person === person && one.atMs > nowMs - DAY_MS && one.atMs <= nowMs)
    .map((one) => one.atMs);
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

// An alert as people look at it: its sentences, who was asked, when it moves on, and how each message fared; and the trial that
// shows whether messages reach somebody.

import { say, type Area, type Clock, type Language } from "../../kernel/index.ts";
import type { Alert, Channel, Outbox, OutboxMessage } from "../ports.ts";
import { movesOn } from "./decide.ts";
import { dutyOf, type TellKind, type Turn } from "./duty.ts";
import { storyOf, writeNotice } from "./letters.ts";
import type { LetterSettings } from "./parts.ts";
import type { Sheet } from "./sheet.ts";
import { MESSAGES_MAX, waiting } from "./tell.ts";
import { alertWords } from "./words.ts";

export interface MessageView {
  readonly person: string;
  readonly channel: OutboxMessage["channel"];
  readonly what: TellKind;
  readonly state: OutboxMessage["state"];
  readonly tries: number;
  readonly atMs: number;
  /** The receiver's own words, or "taken", "over", "moved-on", "next-channel" when it was not sent any more. */
  readonly error: string | null;
}

export interface AlertDutyView {
  readonly area: Area;
  readonly urgent: boolean;
  /** Who was asked in turn, the first first; the last one has it. */
  readonly turns: readonly Omit<Turn, "number" | "stage">[];
  /** When it moves on by itself unless somebody takes it, and to whom; null: it stays. */
  readonly movesAtMs: number | null;
  readonly movesTo: string | null;
  /** When the next message is due at the latest (reminder, repeat, end of quiet hours). */
  readonly nextAtMs: number | null;
  readonly messages: readonly MessageView[];
}

export interface SaidAlert {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** What became of a trial message by one channel. */
export interface TrialReport {
  readonly channel: Channel;
  readonly state: "sent" | "failed" | "unknown";
  readonly error: string | null;
}

export interface AlertViews {
  duty(alert: Alert): Promise<AlertDutyView>;
  said(alert: Alert, language: Language): SaidAlert;
  /** Sends a trial message by each channel of this person and waits for what becomes of it; undefined: nobody of that name. */
  trial(person: string, signal: AbortSignal): Promise<readonly TrialReport[] | undefined>;
  /** Who can be called, the owner of everything else last. */
  people(): readonly string[];
}

/** A person at the terminal waits for this; what has not arrived by then is called off and counts as failed. */
const TRIAL_MAX_MS = 10_000;
const TRIAL_LOOK_MS = 100;

export interface ViewDeps {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly settings: () => LetterSettings & { readonly sheet: Sheet };
  readonly onLetter?: () => void;
}

export function createAlertViews(deps: ViewDeps): AlertViews {
  return {
    duty: (alert) => dutyView(deps, alert),
    said: (alert, language) => writeNotice(alert, storyOf(alert), { ...deps.settings(), language }),
    trial: (person, signal) => trial(deps, person, signal),
    people: () => deps.settings().sheet.people.map(({ name }) => name),
  };
}

async function dutyView({ outbox, clock, settings }: ViewDeps, alert: Alert): Promise<AlertDutyView> {
  const duty = dutyOf(alert);
  const moves = movesOn({ state: alert.state, duty }, settings().sheet, clock.nowMs());
  const messages = await outbox.under(`${alert.id}:`, MESSAGES_MAX);
  return {
    area: duty.area,
    urgent: duty.urgent,
    turns: duty.turns.map(({ person, role, sinceMs, why }) => ({ person, role, sinceMs, why })),
    movesAtMs: moves?.atMs ?? null,
    movesTo: moves?.to ?? null,
    nextAtMs: alert.nextAtMs,
    messages: messages.map((message) => {
      const number = Number(message.key.split(":")[1]);
      const told = duty.tells.find((one) => one.number === number);
      const { channel, state, tries, createdAtMs: atMs, lastError: error } = message;
      return { person: told?.person ?? "", channel, what: told?.kind ?? "news", state, tries, atMs, error };
    }),
  };
}

async function trial(
  deps: ViewDeps,
  name: string,
  signal: AbortSignal,
): Promise<readonly TrialReport[] | undefined> {
  const { outbox, clock } = deps;
  const { sheet, shopName, language, publicUrl } = deps.settings();
  const person = sheet.people.find((one) => one.name === name);
  if (person === undefined) return undefined;
  const startMs = clock.nowMs();
  const prefix = `trial:${startMs}:${sheet.people.indexOf(person)}:`;
  const subject = say(alertWords, language, "trial.subject", { shop: shopName });
  const text = `${say(alertWords, language, "trial.text", { person: name })}\n${publicUrl}/alerts\n`;
  for (const channel of person.channels) {
    const key = `${prefix}${channel}`;
    const body =
      channel === "webhook"
        ? { id: key, type: "alert.trial", subject, text }
        : { subject, text, thread: key, person: name };
    await outbox.put(waiting(key, channel, body, startMs));
  }
  deps.onLetter?.();
  const endMs = clock.monoMs() + TRIAL_MAX_MS;
  for (;;) {
    const messages = await outbox.under(prefix, MESSAGES_MAX);
    const isOpen = messages.some(({ state }) => state === "waiting" || state === "claimed");
    if (!isOpen || signal.aborted || clock.monoMs() >= endMs) return concluded(outbox, prefix);
    await clock.sleep(TRIAL_LOOK_MS, signal);
  }
}

async function concluded(outbox: Outbox, prefix: string): Promise<readonly TrialReport[]> {
  const reports: TrialReport[] = [];
  for (const { key, channel, state, lastError } of await outbox.under(prefix, MESSAGES_MAX)) {
    if (channel === "shop") continue;
    // A trial that arrives tomorrow tells nothing.
    await outbox.giveUp(key, lastError ?? "not sent in time");
    const end = state === "sent" || state === "failed" ? state : state === "waiting" ? "failed" : "unknown";
    reports.push({ channel, state: end, error: end === "sent" ? null : (lastError ?? "not sent in time") });
  }
  return reports;
}

// The ground of tests with a responsibility sheet: a desk on memory stores, a clock moved by hand, and the postman's part played
// by writing what became of the messages.

import assert from "node:assert/strict";
import {
  createEvents,
  manualClock,
  seededRandom,
  type ManualClock,
  type MisemoriEvent,
} from "../../kernel/index.ts";
import { createAlertDesk, memoryAlertLinks, memoryAlerts, memoryOutbox } from "../index.ts";
import type { AlertDesk, Person, Sheet } from "../index.ts";
import type { Alerts, AlertLinks, Outbox, OutboxMessage } from "../ports.ts";

export const MINUTE_MS = 60_000;

function person(name: string, more: Partial<Person> = {}): Person {
  return { name, channels: ["email"], alone: ["email"], quiet: null, hours: null, ...more };
}
export const SHEET: Sheet = {
  people: [
    person("花子", { channels: ["line", "email"], alone: ["line", "email"] }),
    person("太郎"),
    person("店主"),
  ],
  areas: { customers: { owner: "花子", deputy: "太郎", vendor: null, answerWithinMs: 15 * MINUTE_MS } },
  last: "店主",
  moves: true,
  copies: ["webhook"],
  timezone: "Asia/Tokyo",
};

export interface Ground {
  readonly clock: ManualClock;
  readonly alerts: Alerts;
  readonly kept: Map<string, OutboxMessage>;
  readonly outbox: Outbox;
  readonly links: AlertLinks;
  readonly desk: AlertDesk;
  readonly records: string[];
  readonly raise: (stage?: string, more?: Partial<Extract<MisemoriEvent, { type: "alert.raised" }>>) => void;
  readonly emit: (event: MisemoriEvent) => void;
  /** Lets time pass and looks, as the wiring does every few seconds. */
  readonly pass: (ms: number) => Promise<void>;
}

export function setUp(
  given: {
    clock?: ManualClock;
    alerts?: Alerts;
    kept?: Map<string, OutboxMessage>;
    outbox?: Outbox;
    sheet?: Sheet;
    /** Asked each time, for sheets that change. */
    sheets?: () => Sheet;
  } = {},
): Ground {
  const clock = given.clock ?? manualClock();
  const events = createEvents((error) => assert.ifError(error));
  const alerts = given.alerts ?? memoryAlerts();
  const kept = given.kept ?? new Map<string, OutboxMessage>();
  const outbox = given.outbox ?? memoryOutbox(kept);
  const links = memoryAlertLinks();
  const records: string[] = [];
  const desk = createAlertDesk({
    alerts,
    outbox,
    events,
    clock,
    random: seededRandom(7),
    settings: () => ({
      sheet: given.sheets?.() ?? given.sheet ?? SHEET,
      language: "ja",
      shopName: "丸井",
      timezone: "Asia/Tokyo",
      publicUrl: "https://console.example.jp",
    }),
    taps: { links, key: new Uint8Array(32) },
    limits: { retryFirstMs: 10 },
    onRecord: (_kind, { to = "", why = "" }) => records.push(`${why} → ${to}`),
    onTrouble: () => undefined,
  });
  return {
    clock,
    alerts,
    kept,
    outbox,
    links,
    desk,
    records,
    emit: (event) => events.emit(event),
    raise: (stage = "half", more = {}) =>
      events.emit({
        type: "alert.raised",
        cause: "clock:i1:ppc-preliminary",
        kind: "clock",
        area: "customers",
        urgent: false,
        stage,
        facts: { clock: "ppc-preliminary", title: "カード情報の漏えい", dueAtMs: clock.nowMs(), share: 0.5 },
        atMs: clock.nowMs(),
        ...more,
      }),
    pass: async (ms) => {
      clock.advance(ms);
      await desk.look();
    },
  };
}

/** "人 方法" of every message for people, in order. */
export function told(kept: Map<string, OutboxMessage>): string[] {
  return [...kept.values()]
    .filter(({ channel }) => channel !== "webhook")
    .map(({ channel, body }) => `${(JSON.parse(body) as { person: string }).person} ${channel}`);
}
export function fate(ground: Ground, state: OutboxMessage["state"], tries = 1): void {
  for (const [key, message] of ground.kept)
    if (message.state === "waiting")
      ground.kept.set(key, { ...message, state, tries, lastError: "HTTP 500" });
}

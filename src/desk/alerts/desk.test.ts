// One alert per attack, one message per thing a person must know: on memory stores and a clock moved by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createEvents,
  manualClock,
  seededRandom,
  yen,
  type AttackChange,
  type AttackFacts,
  type ManualClock,
} from "../../kernel/index.ts";
import {
  createAlertDesk,
  memoryAlerts,
  memoryOutbox,
  sheetOfOne,
  storyOf,
  type AlertSettings,
} from "../index.ts";
import { dutyOf } from "./duty.ts";
import type { Alerts, Channel, OutboxMessage } from "../ports.ts";

const HOUR_MS = 3_600_000;

function attackNow(clock: ManualClock, change: AttackChange, more: Partial<AttackFacts> = {}): AttackFacts {
  return {
    attackId: "a1",
    startedAtMs: Date.UTC(2026, 0, 5, 2, 0, 0),
    nowMs: clock.nowMs(),
    attempts: 1234,
    reachedGateway: 12,
    stopped: 1222,
    feesYen: yen(240),
    savedYen: yen(24_440),
    crowds: [{ kind: "country", label: "SG", share: 0.98 }],
    budgetLeftYen: yen(760),
    cardsPaused: false,
    change,
    ...more,
  };
}

function setUp(
  more: {
    alerts?: Alerts;
    kept?: Map<string, OutboxMessage>;
    settings?: Partial<AlertSettings>;
    channels?: readonly Channel[];
    perDay?: number;
  } = {},
) {
  const clock = manualClock();
  const troubles: unknown[] = [];
  const events = createEvents((error) => troubles.push(error));
  const alerts = more.alerts ?? memoryAlerts();
  const kept = more.kept ?? new Map<string, OutboxMessage>();
  const outbox = memoryOutbox(kept);
  const settings: AlertSettings = {
    language: "ja",
    shopName: "丸井",
    timezone: "Asia/Tokyo",
    publicUrl: "https://console.example.jp",
    sheet: sheetOfOne("花子", more.channels ?? ["email"], "Asia/Tokyo"),
    ...more.settings,
  };
  const desk = createAlertDesk({
    alerts,
    outbox,
    events,
    clock,
    random: seededRandom(7),
    settings: () => settings,
    limits: { ...(more.perDay === undefined ? {} : { perDay: more.perDay }), retryFirstMs: 10 },
    onTrouble: (error) => troubles.push(error),
  });
  const attack = (change: AttackChange, facts: Partial<AttackFacts> = {}): void =>
    events.emit({ type: "attack", attack: attackNow(clock, change, facts) });
  return { clock, events, alerts, outbox, kept, desk, attack, troubles };
}

function subjects(kept: Map<string, OutboxMessage>): string[] {
  return [...kept.values()].map((m) => (JSON.parse(m.body) as { subject: string }).subject);
}

test("an attack of a thousand events opens one alert and sends one message", async () => {
  const { desk, attack, kept, alerts, troubles } = setUp();
  for (let i = 0; i < 1000; i++) attack("began", { attempts: i });
  await desk.settled();
  assert.equal(kept.size, 1);
  const list = await alerts.list({ limit: 10 });
  assert.equal(list.length, 1);
  assert.equal(list[0]?.told, 1);
  assert.equal(storyOf(list[0]).attack?.attempts, 999);
  assert.deepEqual(troubles, []);
});

test("the message says what happens, what was done, what it costs in yen, and has exactly one link", async () => {
  for (const language of ["ja", "en"] as const) {
    const { desk, attack, kept, alerts } = setUp({ settings: { language } });
    attack("began");
    await desk.settled();
    const { subject, text } = JSON.parse([...kept.values()][0]!.body) as { subject: string; text: string };
    const alert = (await alerts.list({ limit: 1 }))[0]!;
    assert.deepEqual(text.match(/https?:\S+/g), [`https://console.example.jp/alerts/${alert.id}`]);
    assert.match(subject, /1,234.*240.*丸井/);
    assert.ok(subject.length < 80, subject);
    const from = language === "ja" ? "シンガポール" : "Singapore";
    for (const part of ["1,222", "12", "24,440", "760", from, "花子"])
      assert.ok(text.includes(part), `${part}: ${text}`);
    assert.doesNotMatch(subject + text, /\{\w+\}/);
    assert.match(text, language === "ja" ? /何が起きているか.*11:00/ : /What is happening.*11:00/);
  }
});

test("each kind of change is told once an hour, and the alert closes when the attack ends", async () => {
  const { clock, desk, attack, kept, alerts } = setUp();
  attack("began");
  attack("cards-paused", { cardsPaused: true });
  attack("cards-paused", { cardsPaused: true });
  await desk.settled();
  assert.equal(kept.size, 2);
  clock.advance(HOUR_MS - 1);
  attack("cards-paused");
  await desk.settled();
  assert.equal(kept.size, 2);
  clock.advance(1);
  attack("cards-paused");
  attack("ended");
  await desk.settled();
  assert.equal(kept.size, 4);
  assert.match(subjects(kept).at(-1) ?? "", /おさまりました/);
  assert.equal((await alerts.list({ limit: 1 }))[0]?.state, "closed");
});

test("no day brings more messages than the cap, and the last one says so", async () => {
  const { clock, desk, attack, kept } = setUp({ perDay: 3 });
  for (let i = 0; i < 12; i++) {
    attack("new-method", { attackId: `a${i}` });
    await desk.settled();
    clock.advance(HOUR_MS);
  }
  await desk.settled();
  assert.equal(kept.size, 3);
  assert.match([...kept.values()].at(-1)?.body ?? "", /1 日の上限.3通/);
  clock.advance(20 * HOUR_MS);
  attack("began", { attackId: "next-day" });
  await desk.settled();
  assert.equal(kept.size, 4);
});

test("changes of method cannot use up the messages that an empty budget needs", async () => {
  const { clock, desk, attack, kept } = setUp({ perDay: 4 });
  for (let i = 0; i < 8; i++) {
    attack("new-method");
    await desk.settled();
    clock.advance(HOUR_MS);
  }
  assert.equal(kept.size, 3);
  attack("budget-spent");
  await desk.settled();
  assert.match(subjects(kept).at(-1) ?? "", /上限に達しました/);
});

test("without any channel nothing is counted as told, and it is told once there is one", async () => {
  const { desk, attack, kept, alerts, clock } = setUp({ channels: [] });
  attack("began");
  await desk.settled();
  assert.equal((await alerts.list({ limit: 1 }))[0]?.told, 0);
  const later = setUp({ alerts, kept, channels: ["email", "webhook"] });
  later.clock.setWall(clock.nowMs());
  await later.desk.settled();
  assert.deepEqual(
    [...kept.values()].map((m) => m.channel),
    ["email", "webhook"],
  );
});

test("a restart repeats nothing that was told and tells what was not", async () => {
  const alerts = memoryAlerts();
  const kept = new Map<string, OutboxMessage>();
  const first = setUp({ alerts, kept });
  first.attack("began");
  await first.desk.settled();
  first.desk.close();
  const second = setUp({ alerts, kept });
  second.attack("began");
  await second.desk.settled();
  assert.equal(kept.size, 1);
  second.desk.close();

  // The process died after the alert was on record and before its message was.
  const [alert] = await alerts.list({ limit: 1 });
  await alerts.put({
    ...alert!,
    id: "alert_untold",
    cause: "attack:a2",
    facts: JSON.stringify({ attack: attackNow(second.clock, "began") }),
    told: 0,
    duty: JSON.stringify({ ...dutyOf(alert!), turns: [], tells: [] }),
  });
  const third = setUp({ alerts, kept });
  await third.desk.settled();
  assert.equal(kept.size, 2);
  assert.ok([...kept.keys()].some((key) => key.startsWith("alert_untold:")));
});

test("a death between the message and its note in the alert does not send it twice", async () => {
  const inner = memoryAlerts();
  let puts = 0;
  const dying: Alerts = {
    ...inner,
    put: async (alert) => (++puts === 2 ? Promise.reject(new Error("killed")) : inner.put(alert)),
  };
  const kept = new Map<string, OutboxMessage>();
  const first = setUp({ alerts: dying, kept });
  first.desk.close();
  await first.desk.settled();
  first.attack("began");
  const living = setUp({ alerts: dying, kept });
  living.attack("began");
  await new Promise(setImmediate);
  assert.equal(kept.size, 1);
  living.clock.advance(10);
  await living.desk.settled();
  assert.equal(kept.size, 1);
  assert.equal((await inner.list({ limit: 5 }))[0]?.told, 1);
});

test("a store that fails is asked again until the alert is on record", async () => {
  const inner = memoryAlerts();
  let failures = 3;
  const alerts: Alerts = {
    ...inner,
    put: async (alert) => (failures-- > 0 ? Promise.reject(new Error("disk full")) : inner.put(alert)),
  };
  const { clock, desk, attack, kept, troubles } = setUp({ alerts });
  attack("began");
  while (kept.size === 0) {
    await new Promise(setImmediate);
    clock.advance(100);
  }
  await desk.settled();
  assert.equal(troubles.length, 3);
  assert.equal(kept.size, 1);
});

test("the guard's own troubles are one alert per kind, and a repaired configuration closes its alert", async () => {
  const { clock, events, desk, kept, alerts } = setUp();
  for (let i = 0; i < 50; i++)
    events.emit({ type: "worker.lost", worker: i, atMs: clock.nowMs(), reason: "exit 1" });
  events.emit({ type: "config.refused", atMs: clock.nowMs(), errors: ["a", "b"] });
  events.emit({ type: "store.trouble", atMs: clock.nowMs(), what: "disk full" });
  await desk.settled();
  assert.equal(kept.size, 3);
  assert.equal(storyOf((await alerts.findByCause("guard:worker.lost"))!).guard?.times, 50);
  assert.ok(subjects(kept).some((s) => s.includes("前の設定のまま")));
  events.emit({ type: "config.reloaded", atMs: clock.nowMs() });
  await desk.settled();
  assert.equal((await alerts.findByCause("guard:config.refused"))?.state, "closed");
  clock.advance(HOUR_MS);
  events.emit({ type: "config.refused", atMs: clock.nowMs(), errors: ["c"] });
  await desk.settled();
  assert.equal(kept.size, 4);
  assert.equal((await alerts.findByCause("guard:config.refused"))?.state, "open");
});

test("whoever takes an alert owns it; unknown and closed ones cannot be taken", async () => {
  const { events, clock, desk, attack, alerts, kept } = setUp();
  events.emit({ type: "worker.lost", worker: 1, atMs: clock.nowMs(), reason: "x" });
  await desk.settled();
  const [alert] = await alerts.list({ limit: 1 });
  const taken = await desk.acknowledge(alert!.id, "太郎");
  assert.ok(taken?.state === "owned" && taken.owner === "太郎");
  clock.advance(2 * HOUR_MS);
  events.emit({ type: "worker.lost", worker: 2, atMs: clock.nowMs(), reason: "x" });
  await desk.settled();
  assert.equal(kept.size, 1, "its owner knows already");
  assert.equal(await desk.acknowledge("alert_none", "太郎"), undefined);
  attack("ended");
  await desk.settled();
  const over = await desk.acknowledge((await alerts.findByCause("attack:a1"))!.id, "太郎");
  assert.equal(over, undefined);
});

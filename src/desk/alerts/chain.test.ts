// An alert with a responsibility sheet, from event to message: moving on, channels that are down, restarts, killed processes,
// clocks set back. On memory stores and a clock moved by hand; the messages' fate is written as the postman would.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createEvents, manualClock, seededRandom, type ManualClock, type MisemoriEvent } from "../../kernel/index.ts";
import { createAlertDesk, createAlertViews, memoryAlertLinks, memoryAlerts, memoryOutbox } from "../index.ts";
import type { AlertDesk, Person, Sheet } from "../index.ts";
import type { Alerts, AlertLinks, Outbox, OutboxMessage } from "../ports.ts";
import { LINK_PLACE } from "./taps.ts";

const MINUTE_MS = 60_000;

function person(name: string, more: Partial<Person> = {}): Person {
  return { name, channels: ["email"], alone: ["email"], quiet: null, hours: null, ...more };
}
const SHEET: Sheet = {
  people: [person("花子", { channels: ["line", "email"], alone: ["line", "email"] }), person("太郎"), person("店主")],
  areas: { customers: { owner: "花子", deputy: "太郎", vendor: null, answerWithinMs: 15 * MINUTE_MS } },
  last: "店主",
  moves: true,
  copies: ["webhook"],
  timezone: "Asia/Tokyo",
};

interface Ground {
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

function setUp(
  given: { clock?: ManualClock; alerts?: Alerts; kept?: Map<string, OutboxMessage>; outbox?: Outbox; sheet?: Sheet } = {},
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
      sheet: given.sheet ?? SHEET,
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
function told(kept: Map<string, OutboxMessage>): string[] {
  return [...kept.values()]
    .filter(({ channel }) => channel !== "webhook")
    .map(({ channel, body }) => `${(JSON.parse(body) as { person: string }).person} ${channel}`);
}
function fate(ground: Ground, state: OutboxMessage["state"], tries = 1): void {
  for (const [key, message] of ground.kept)
    if (message.state === "waiting") ground.kept.set(key, { ...message, state, tries, lastError: "HTTP 500" });
}

test("one cause is one alert with one owner; the same stage is told once, another stage again", async () => {
  const ground = setUp();
  for (let i = 0; i < 50; i++) ground.raise("half");
  ground.raise("80");
  await ground.desk.settled();
  assert.deepEqual(told(ground.kept), ["花子 line", "花子 line"]);
  const [alert, ...others] = await ground.alerts.list({ limit: 9 });
  assert.deepEqual([others.length, alert?.owner, alert?.told], [0, "花子", 2]);
});

test("unanswered it moves on with a record of who, when and why, and the new owner is told why", async () => {
  const ground = setUp();
  ground.raise();
  await ground.desk.settled();
  fate(ground, "sent");
  await ground.pass(10 * MINUTE_MS);
  fate(ground, "sent");
  await ground.pass(5 * MINUTE_MS);
  assert.deepEqual(told(ground.kept), ["花子 line", "花子 line", "太郎 email"]);
  assert.deepEqual(ground.records, ["raised → 花子", "unanswered → 太郎"]);
  const [alert] = await ground.alerts.list({ limit: 1 });
  assert.equal(alert?.owner, "太郎");
  const bodies = [...ground.kept.values()].map(({ body }) => body);
  assert.match(bodies.find((body) => body.includes('"person":"太郎"')) ?? "", /花子さんから返事がないため/);
  assert.match(bodies.filter((body) => body.includes('"person":"花子"'))[1] ?? "", /【返事待ち】/);
});

test("a message for one person alone has a place for his link, and the link itself is nowhere in the store", async () => {
  const ground = setUp();
  ground.raise();
  await ground.desk.settled();
  const [first, copy] = [...ground.kept.values()];
  assert.ok(first?.body.includes(LINK_PLACE));
  assert.equal(copy?.channel, "webhook");
  assert.ok(copy?.body.includes("https://console.example.jp/alerts/alert_"), "machines get the address to sign in");
  assert.doesNotMatch(first.body + copy.body, /\/a\/[\w-]{43}/);
});

test("a channel that is down is left for the person's next one after three tries, and not used again for the same", async () => {
  const ground = setUp();
  ground.raise();
  await ground.desk.settled();
  fate(ground, "waiting", 2);
  const [key = ""] = ground.kept.keys();
  ground.desk.fared(key);
  await ground.desk.settled();
  assert.deepEqual(told(ground.kept), ["花子 line"]);
  fate(ground, "waiting", 3);
  ground.desk.fared(key);
  await ground.desk.settled();
  assert.deepEqual(told(ground.kept), ["花子 line", "花子 email"]);
  assert.deepEqual([ground.kept.get(key)?.state, ground.kept.get(key)?.lastError], ["failed", "next-channel"]);
});

test("with every channel of a person dead it moves on at once; with everybody's dead it stays and is tried again", async () => {
  const ground = setUp();
  ground.raise();
  for (let i = 0; i < 8; i++) {
    await ground.desk.settled();
    fate(ground, "failed");
    for (const key of ground.kept.keys()) ground.desk.fared(key);
  }
  await ground.desk.settled();
  assert.deepEqual(told(ground.kept), ["花子 line", "花子 email", "太郎 email", "店主 email"]);
  await ground.pass(10 * MINUTE_MS);
  assert.equal(told(ground.kept).at(-1), "店主 email");
  assert.equal(told(ground.kept).length, 5);
});

test("whoever takes it ends all calling: nothing that waits is sent any more, and machines still hear", async () => {
  const ground = setUp();
  ground.raise();
  await ground.desk.settled();
  const [alert] = await ground.alerts.list({ limit: 1 });
  await ground.desk.acknowledge(alert!.id, "owner:太郎");
  assert.deepEqual(
    [...ground.kept.values()].map(({ channel, state, lastError }) => [channel, state, lastError]),
    [
      ["line", "failed", "taken"],
      ["webhook", "waiting", null],
    ],
  );
  for (let day = 0; day < 30; day++) await ground.pass(24 * 60 * MINUTE_MS);
  ground.raise("half");
  await ground.desk.settled();
  assert.equal(told(ground.kept).length, 1, "the same stage, a month later, pages nobody");
  ground.raise("80");
  await ground.desk.settled();
  assert.deepEqual(told(ground.kept), ["花子 line", "太郎 email"]);
});

test("of two who tap at once one has it and the other is told who", async () => {
  const ground = setUp();
  ground.raise();
  await ground.desk.settled();
  const id = (await ground.alerts.list({ limit: 1 }))[0]!.id;
  const both = await Promise.all([
    ground.desk.takeIfFree(id, "link:花子"),
    ground.desk.takeIfFree(id, "link:太郎"),
  ]);
  assert.deepEqual(
    both.map((alert) => alert?.owner),
    ["link:花子", "link:花子"],
  );
});

test("a clock set back neither repeats nor forgets: the wait begins again and then it moves on", async () => {
  const ground = setUp();
  ground.raise();
  await ground.desk.settled();
  fate(ground, "sent");
  ground.clock.setWall(ground.clock.nowMs() - 3 * 24 * 60 * MINUTE_MS);
  await ground.pass(0);
  assert.deepEqual(told(ground.kept), ["花子 line"]);
  await ground.pass(10 * MINUTE_MS);
  await ground.pass(5 * MINUTE_MS);
  assert.deepEqual(told(ground.kept), ["花子 line", "花子 line", "太郎 email"]);
});

test("what is settled calls nobody and may be raised again", async () => {
  const ground = setUp();
  const { cause } = { cause: "clock:i1:ppc-preliminary" };
  ground.raise();
  ground.emit({ type: "alert.settled", cause, atMs: ground.clock.nowMs() });
  ground.emit({ type: "alert.settled", cause: "nobody knows it", atMs: ground.clock.nowMs() });
  await ground.pass(24 * 60 * MINUTE_MS);
  assert.equal(told(ground.kept).length, 1);
  assert.equal([...ground.kept.values()][0]?.state, "failed");
  ground.raise("half");
  await ground.desk.settled();
  assert.equal((await ground.alerts.list({ limit: 9 })).length, 1);
  assert.equal(told(ground.kept).length, 2);
});

test("a full day's messages delay the next one and lose nothing", async () => {
  const ground = setUp({ sheet: { ...SHEET, moves: false, copies: [], areas: {} } });
  for (let n = 0; n < 25; n++) {
    ground.raise("half", { cause: `watch:${n}`, kind: "watch" });
    await ground.desk.settled();
    ground.clock.advance(MINUTE_MS);
  }
  assert.equal(told(ground.kept).length, 20);
  await ground.pass(25 * 60 * MINUTE_MS);
  assert.equal(told(ground.kept).length, 25);
});

test("a kind without words gets an honest sentence, known kinds say what to do, and nothing is left unfilled", async () => {
  for (const kind of ["clock", "spam", "watch", "canary", "scrub", "something-new", ""]) {
    const ground = setUp();
    ground.raise("x", { kind, facts: { what: "受付\u0007フォーム", count: 3, ok: true, nothing: null, costYen: 1200 } });
    await ground.desk.settled();
    const { subject, text } = JSON.parse([...ground.kept.values()][0]!.body) as Record<string, string>;
    assert.ok((subject ?? "").length > 5 && (subject ?? "").length < 160, subject);
    assert.doesNotMatch(`${subject}${text?.replace(LINK_PLACE, "")}`, /\{\w+\}|\u0007|undefined|NaN/);
    assert.match(text ?? "", /すること：/);
  }
});

test("a person looking sees who was asked, why, when it moves on and how each message fared", async () => {
  const ground = setUp();
  ground.raise();
  await ground.desk.settled();
  const settings = () => ({
    sheet: SHEET,
    language: "ja" as const,
    shopName: "丸井",
    timezone: "Asia/Tokyo",
    publicUrl: "https://console.example.jp",
  });
  const views = createAlertViews({ outbox: ground.outbox, clock: ground.clock, settings });
  const [alert] = await ground.alerts.list({ limit: 1 });
  const duty = await views.duty(alert!);
  assert.deepEqual(
    [duty.movesTo, (duty.movesAtMs ?? 0) - ground.clock.nowMs(), duty.turns.map(({ why }) => why)],
    ["太郎", 15 * MINUTE_MS, ["raised"]],
  );
  assert.deepEqual(
    duty.messages.map(({ person: who, channel, what, state }) => [who, channel, what, state]),
    [
      ["花子", "line", "news", "waiting"],
      ["花子", "webhook", "news", "waiting"],
    ],
  );
  assert.match(views.said(alert!, "en").subject, /^A deadline is coming: Send the preliminary report/);
});

/** A store that dies after so many writes; what was written before stays. */
function mortal(inner: { alerts: Alerts; outbox: Outbox }, writesLeft: { n: number }) {
  const die = <A extends unknown[], R>(write: (...given: A) => Promise<R>) => {
    return (...given: A): Promise<R> =>
      writesLeft.n-- > 0 ? write(...given) : Promise.reject(new Error("killed"));
  };
  return {
    alerts: { ...inner.alerts, put: die(inner.alerts.put) },
    outbox: { ...inner.outbox, put: die(inner.outbox.put), giveUp: die(inner.outbox.giveUp) },
  };
}

test("killed after any write and started again: every message of an undisturbed run goes out, none of them twice", async () => {
  const script = async (kill: number | null): Promise<string[]> => {
    const clock = manualClock();
    const kept = new Map<string, OutboxMessage>();
    const inner = { alerts: memoryAlerts(), outbox: memoryOutbox(kept) };
    const writesLeft = { n: kill ?? Number.POSITIVE_INFINITY };
    const given = mortal(inner, writesLeft);
    let ground = setUp({ clock, kept, ...given });
    const restart = async (): Promise<void> => {
      ground.desk.close();
      await new Promise(setImmediate);
      writesLeft.n = Number.POSITIVE_INFINITY;
      ground = setUp({ clock, kept, ...given });
      await ground.desk.settled();
    };
    // A killed process hangs in its retries; the next one starts from what is on disk, and the room says its cause again.
    const step = async (work: () => Promise<void>): Promise<void> => {
      const done = work().catch(() => undefined);
      for (let i = 0; i < 60 && writesLeft.n >= 0; i++) await new Promise(setImmediate);
      if (writesLeft.n >= 0) return void (await done);
      await restart();
      await work();
    };
    const deliver = (): Promise<void> =>
      step(async () => {
        fate(ground, "sent");
        for (const key of kept.keys()) ground.desk.fared(key);
        await ground.desk.settled();
      });
    const raise = async (): Promise<void> => {
      ground.raise();
      await ground.desk.settled();
    };
    await step(raise);
    await deliver();
    for (const minutes of [10, 5, 10, 5]) {
      clock.advance(minutes * MINUTE_MS);
      await step(() => ground.desk.look());
      await deliver();
    }
    ground.desk.close();
    return told(kept);
  };
  const undisturbed = await script(null);
  assert.equal(undisturbed.length, 5);
  await fc.assert(
    fc.asyncProperty(fc.nat(24), async (kill) => {
      assert.deepEqual(await script(kill), undisturbed, `killed after ${kill} writes`);
    }),
    { numRuns: 25, seed: 1 },
  );
});

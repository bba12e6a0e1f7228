// An alert with a responsibility sheet, from event to message: moving on, channels that are down, clocks set back. On memory stores and a clock moved by hand; the messages' fate is written as the postman would.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAlertViews, type Sheet } from "../index.ts";
import { fate, MINUTE_MS, setUp, SHEET, told } from "./chain.fixture.ts";
import { LINK_PLACE } from "./taps.ts";

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
  assert.ok(
    copy?.body.includes("https://console.example.jp/alerts/alert_"),
    "machines get the address to sign in",
  );
  assert.doesNotMatch(`${first?.body}${copy?.body}`, /\/a\/[\w-]{43}/);
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
  assert.deepEqual(
    [ground.kept.get(key)?.state, ground.kept.get(key)?.lastError],
    ["failed", "next-channel"],
  );
});

test("what got through last time is used for the reminder, and a reminder still on its way ends when the turn does", async () => {
  const ground = setUp();
  ground.raise();
  await ground.desk.settled();
  fate(ground, "failed");
  ground.desk.fared([...ground.kept.keys()][0] ?? "");
  await ground.desk.settled();
  fate(ground, "sent");
  ground.desk.fared([...ground.kept.keys()].at(-1) ?? "");
  await ground.pass(10 * MINUTE_MS);
  assert.deepEqual(told(ground.kept), ["花子 line", "花子 email", "花子 email"]);
  await ground.pass(5 * MINUTE_MS);
  const reminder = [...ground.kept.values()].find(({ key }) => key.includes(":reminder:"));
  assert.deepEqual([reminder?.state, reminder?.lastError], ["failed", "moved-on"]);
  assert.equal(told(ground.kept).at(-1), "太郎 email");
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

test("a sheet that changes takes effect on what is open: whoever left is not waited for", async () => {
  const given: { sheet: Sheet } = { sheet: SHEET };
  const ground = setUp({ sheets: () => given.sheet });
  ground.raise();
  await ground.desk.settled();
  given.sheet = { ...SHEET, people: SHEET.people.slice(1), areas: {} };
  ground.emit({ type: "config.reloaded", atMs: ground.clock.nowMs() });
  await ground.desk.settled();
  assert.deepEqual(ground.records, ["raised → 花子", "left → 店主"]);
  assert.equal(told(ground.kept).at(-1), "店主 email");
});

test("a noisy day does not delay what is urgent, and even that has an end", async () => {
  const ground = setUp({ sheet: { ...SHEET, moves: false, copies: [], areas: {} } });
  for (let n = 0; n < 60; n++) {
    ground.raise("x", { cause: `watch:${n}`, kind: "watch", urgent: n >= 25 });
    await ground.desk.settled();
  }
  assert.equal(told(ground.kept).length, 40);
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
    ground.raise("x", {
      kind,
      facts: { what: "受付\u0007フォーム", count: 3, ok: true, nothing: null, costYen: 1200 },
    });
    await ground.desk.settled();
    const { subject, text } = JSON.parse([...ground.kept.values()][0]!.body) as {
      subject: string;
      text: string;
    };
    assert.ok(subject.length > 5 && subject.length < 160, subject);
    assert.doesNotMatch(`${subject}${text.replace(LINK_PLACE, "")}`, /\{\w+\}|undefined|NaN/);
    assert.ok(!`${subject}${text}`.includes("\u0007"));
    assert.match(text, /すること：/);
  }
});

const settings = () => ({
  sheet: SHEET,
  language: "ja" as const,
  shopName: "丸井",
  timezone: "Asia/Tokyo",
  publicUrl: "https://console.example.jp",
});

test("a person looking sees who was asked, why, when it moves on and how each message fared", async () => {
  const ground = setUp();
  ground.raise();
  await ground.desk.settled();
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

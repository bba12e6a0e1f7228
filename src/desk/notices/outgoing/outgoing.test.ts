// The desk that sends: what stands in the way, who is asked for a reason, and that every recipient is reached once whatever is
// clicked, edited or found out meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addressee } from "../letters/addressee.fixture.ts";
import {
  LATER_RUN,
  LETTERS,
  MAIL,
  openSendingStage,
  OTHER,
  OWNER,
  RUN,
  threePeople,
  until,
  viewOf,
} from "./stage.fixture.ts";

const START = { ...MAIL, reason: "急ぐため", everyone: false } as const;
const TRIAL = { ...MAIL, to: "hanako@example.jp", language: "ja" } as const;

test("what is missing is named, one thing after the other, and no reason replaces it", async (t) => {
  const stage = await openSendingStage(t, { settings: { mail: null, letterSender: null } });
  const missing = async (): Promise<readonly (readonly string[])[]> => {
    const board = await stage.desk.board(stage.id);
    return board.ok ? board.value.ready.map((one) => one.missing) : [];
  };
  assert.deepEqual(await missing(), [
    ["facts", "scope", "mail-server"],
    ["facts", "scope", "letter-sender"],
  ]);
  await stage.scope(RUN, threePeople());
  assert.deepEqual((await missing())[0], ["facts", "addressees", "mail-server"]);
  await stage.keep(RUN, threePeople());
  assert.deepEqual((await missing())[0], ["mail-server"]);
  const refused = await stage.desk.start(stage.id, OWNER, START);
  assert.ok(!refused.ok);
  assert.deepEqual([refused.fault, refused.values], ["incident.sending-missing", { missing: "mail-server" }]);
  await stage.scope(LATER_RUN, threePeople());
  assert.deepEqual((await missing())[0], ["addressees", "stale", "mail-server"]);
});

test("a trial goes to the owner alone, marked, for people who do not exist; whoever changes the text is asked for another", async (t) => {
  let text: string | undefined;
  const stage = await openSendingStage(t, { textOf: () => text });
  await stage.prepare();
  const tried = await stage.desk.trial(stage.id, OWNER, TRIAL);
  assert.deepEqual(tried, { ok: true, value: { sent: 3 } });
  for (const { to, mail } of stage.taken) {
    assert.equal(to, "hanako@example.jp");
    assert.match(mail.subject, /^【試し送り】/);
    assert.match(mail.text, /見本 花子/);
    assert.doesNotMatch(`${mail.text}${mail.html}`, /佐藤|p\d@example/);
  }
  const isTried = async (): Promise<boolean | undefined> => {
    const board = await stage.desk.board(stage.id);
    return board.ok ? board.value.ready[0]?.isTried : undefined;
  };
  assert.equal(await isTried(), true);
  text = "件名: 別の文面\n\n{{name}} 様\n";
  assert.equal(await isTried(), false);
});

test("a trial that the server refuses is told with the server's words", async (t) => {
  const stage = await openSendingStage(t, { answer: () => ({ kind: "refused", note: "550 5.7.1" }) });
  await stage.prepare();
  const tried = await stage.desk.trial(stage.id, OWNER, TRIAL);
  assert.ok(!tried.ok);
  assert.deepEqual([tried.fault, tried.values], ["incident.sending-trial", { note: "550 5.7.1" }]);
});

test("without a trial a reason is asked for, and kept with the name; each gets one mail with the own verdict", async (t) => {
  const stage = await openSendingStage(t);
  await stage.prepare();
  const refused = await stage.desk.start(stage.id, OWNER, { ...START, reason: " " });
  assert.ok(!refused.ok);
  assert.equal(refused.fault, "incident.sending-reason");
  const started = await stage.desk.start(stage.id, OWNER, START);
  assert.equal(started.ok && started.value.by, OWNER);
  await until(async () => (await viewOf(stage, "email")).state === "done");
  assert.deepEqual(stage.taken.map(({ to }) => to).toSorted(), [
    "p1@example.jp",
    "p2@example.jp",
    "p3@example.jp",
  ]);
  assert.match(stage.taken.find(({ to }) => to.startsWith("p1"))?.mail.text ?? "", /佐藤 花子1 様/);
  await stage.settled();
  const steps = (await stage.incidents.get(stage.id))?.timeline.flatMap(({ by, fact }) =>
    fact.kind === "sending" ? [[by, fact.step, fact.people, fact.reason]] : [],
  );
  assert.deepEqual(steps, [
    [OWNER, "started", 3, "急ぐため"],
    ["misemori", "done", 3, ""],
  ]);
  const written = stage.lines.filter(({ kind }) => kind === "incident.sending");
  assert.deepEqual(
    written.map(({ facts }) => [facts["step"], facts["report"], facts["people"]]),
    [
      ["started", 1, 3],
      ["done", 1, 3],
    ],
  );
});

test("two operators at once start one sending, with one set of texts", async (t) => {
  let edits = 0;
  const stage = await openSendingStage(t, {
    textOf: () => `件名: 版${edits++}\n\n{{name}} 様\n\nお知らせします。\n`,
  });
  await stage.prepare();
  const both = await Promise.all([
    stage.desk.start(stage.id, OWNER, START),
    stage.desk.start(stage.id, OTHER, START),
  ]);
  assert.deepEqual(
    both.map((one) => one.ok && one.value.by),
    [OWNER, OWNER],
  );
  await until(async () => (await viewOf(stage, "email")).state === "done");
  assert.equal(stage.taken.length, 3);
  assert.equal((await stage.desk.start(stage.id, OTHER, START)).ok, true);
  assert.equal(stage.taken.length, 3);
  const started = (await stage.incidents.get(stage.id))?.timeline.filter(
    ({ fact }) => fact.kind === "sending" && fact.step === "started",
  );
  assert.equal(started?.length, 1);
});

test("paused it stands still, and goes on with the words it began with, also in another process", async (t) => {
  let text = "件名: はじめの文面\n\n{{name}} 様\n";
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const people = Array.from({ length: 20 }, (_, n) => addressee(n));
  const stage = await openSendingStage(t, {
    people,
    textOf: () => text,
    answer: async () => {
      await held;
      return { kind: "sent", note: "250" };
    },
  });
  await stage.prepare();
  await stage.desk.start(stage.id, OWNER, START);
  const paused = await stage.desk.pause(stage.id, OTHER, { ...MAIL, why: "電話が多い" });
  assert.equal(paused.ok && paused.value.state, "paused");
  release();
  text = "件名: あとの文面\n\n{{name}} 様\n";
  await stage.desk.close();
  const before = stage.taken.length;
  assert.ok(before < 20);
  const next = stage.startDesk();
  await next.restore();
  const resumed = await next.resume(stage.id, OTHER, { ...MAIL, why: "" });
  assert.equal(resumed.ok && resumed.value.state, "running");
  await until(async () => (await viewOf({ desk: next, id: stage.id }, "email")).state === "done");
  assert.equal(new Set(stage.taken.map(({ to }) => to)).size, 20);
  assert.equal(stage.taken.length, 20);
  assert.ok(stage.taken.every(({ mail }) => mail.subject === "はじめの文面"));
});

test("a later scope stops it by itself, tells the owner, and only the next report goes on: to everyone, once more", async (t) => {
  let isHeld = true;
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const people = Array.from({ length: 20 }, (_, n) => addressee(n));
  const stage = await openSendingStage(t, {
    people,
    answer: async () => {
      if (isHeld) await held;
      return { kind: "sent", note: "250" };
    },
  });
  await stage.prepare();
  await stage.desk.start(stage.id, OWNER, START);
  await stage.keep(LATER_RUN, people);
  await stage.scope(LATER_RUN, people);
  await stage.settled();
  isHeld = false;
  release();
  const view = await viewOf(stage, "email");
  assert.deepEqual([view.state, view.trouble, view.isStale], ["paused", "stale", true]);
  const alerts = stage.events.filter(({ type }) => type === "alert.raised");
  assert.deepEqual(
    alerts.map((event) => event.type === "alert.raised" && [event.kind, event.area, event.stage]),
    [["sending", "customers", "stale"]],
  );
  const resumed = await stage.desk.resume(stage.id, OWNER, { ...MAIL, why: "続ける" });
  assert.equal(!resumed.ok && resumed.fault, "incident.sending-stale");
  const second = await stage.desk.start(stage.id, OWNER, { ...START, report: 2 });
  assert.equal(second.ok, true);
  await until(async () => (await viewOf(stage, "email", 2)).state === "done");
  const counts = await stage.store.dispatches.counts(`${stage.id}:2:email`);
  assert.equal(counts.sent, 20);
  assert.ok(stage.events.some(({ type }) => type === "alert.settled"));
});

test("an incident that is closed, or whose key is gone, sends nothing more", async (t) => {
  const people = Array.from({ length: 20 }, (_, n) => addressee(n));
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const stage = await openSendingStage(t, {
    people,
    answer: async () => {
      await held;
      return { kind: "sent", note: "250" };
    },
  });
  await stage.prepare();
  await stage.desk.start(stage.id, OWNER, START);
  const view = await stage.incidents.get(stage.id);
  for (const { id: clock, mark } of view?.clocks ?? [])
    if (mark === null)
      await stage.incidents.markClock(stage.id, OWNER, { mark: { clock, mark: "not-applicable", why: "x" } });
  assert.equal((await stage.incidents.close(stage.id, OWNER, { why: "済み", keepDays: 1 })).ok, true);
  await stage.settled();
  release();
  assert.equal((await viewOf(stage, "email")).state, "paused");
  const sent = stage.taken.length;
  await stage.desk.restore();
  assert.ok(sent <= 4);
  assert.equal((await stage.desk.resume(stage.id, OWNER, { ...MAIL, why: "x" })).ok, false);
  assert.equal((await stage.desk.start(stage.id, OWNER, { ...START, report: 2 })).ok, false);
});

test("an English version goes out below the Japanese one, each with its own words for orders", async (t) => {
  const written = [{ kind: "email", class: "confirmed", language: "en", report: 1 }] as const;
  const stage = await openSendingStage(t, {
    written,
    people: [addressee(1), addressee(2, { class: "possible" })],
    textOf: ({ language }) =>
      language === "en"
        ? "Subject: Your card data\n\nDear {{name}}, your orders: {{orders}}\n"
        : "件名: カード情報\n\n{{name}} 様、ご注文: {{orders}}\n",
  });
  await stage.prepare();
  await stage.desk.start(stage.id, OWNER, START);
  await until(async () => (await viewOf(stage, "email")).state === "done");
  const [first, second] = stage.taken.toSorted((a, b) => (a.to < b.to ? -1 : 1));
  assert.match(
    first?.mail.text ?? "",
    /^\(English text below\)[\s\S]*会員登録のみ[\s\S]*-{60}[\s\S]*Dear 佐藤 花子1[\s\S]*you only signed up/,
  );
  assert.match(first?.mail.html ?? "", /<hr>\n<div lang="en">[\s\S]*<\/body>/);
  assert.doesNotMatch(second?.mail.text ?? "", /English/);
});

test("a placeholder that nothing fills cannot go out, whatever the reason", async (t) => {
  const stage = await openSendingStage(t, { textOf: () => "件名: x\n\n{{nmae}} 様\n" });
  await stage.prepare();
  const refused = await stage.desk.start(stage.id, OWNER, START);
  assert.deepEqual(!refused.ok && refused.values, { missing: "hole" });
});

test("printed letters are given out to those named alone, and nothing else is", async (t) => {
  const stage = await openSendingStage(t);
  await stage.prepare();
  const name = "letters-1-0000001-0123abcd.pdf";
  await stage.vault.put(
    stage.id,
    name,
    (async function* () {
      yield Buffer.from("%PDF");
    })(),
  );
  const other = await stage.desk.letter(stage.id, OTHER, name);
  assert.equal(!other.ok && other.fault, "incident.not-named");
  for (const wrong of ["notice-facts.json", "../keys/x", "letters-1-0000002-0123abcd.pdf", ""]) {
    const refused = await stage.desk.letter(stage.id, OWNER, wrong);
    assert.equal(!refused.ok && refused.fault, "incident.letters-unknown", wrong);
  }
  assert.equal((await stage.desk.letter(stage.id, OWNER, name)).ok, true);
  assert.deepEqual(stage.lines.at(-1)?.facts, { incident: stage.id, vaultName: name });
});

test("letters need the parts that print them", async (t) => {
  const stage = await openSendingStage(t, { deps: { canPrint: () => false } });
  await stage.prepare();
  const refused = await stage.desk.start(stage.id, OWNER, { ...START, ...LETTERS });
  assert.deepEqual(!refused.ok && refused.values, { missing: "letter-parts" });
});

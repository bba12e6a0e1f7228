// Who is told what and when: the rules as facts, and the promises over thousands of made-up sheets, nights and clocks.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { movesOn, nextThing, REPEATS_MAX, type Matter } from "./decide.ts";
import { broughtBack, withTurn, type Duty, type Tell } from "./duty.ts";
import { callableAtMs, chainOf, type Person, type Sheet } from "./sheet.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A Monday, 14:00 in Japan. */
const NOON_MS = Date.UTC(2026, 0, 5, 5, 0, 0);
const NIGHT = { fromMinute: 22 * 60, toMinute: 7 * 60 };

function person(name: string, more: Partial<Person> = {}): Person {
  return { name, channels: ["email"], alone: ["email"], quiet: null, hours: null, ...more };
}

function sheetOf(people: readonly Person[], more: Partial<Sheet> = {}): Sheet {
  const names = new Set(people.map(({ name }) => name));
  return {
    people,
    areas: {
      payments: {
        owner: "owner",
        deputy: names.has("deputy") ? "deputy" : null,
        vendor: names.has("vendor") ? "vendor" : null,
        answerWithinMs: 15 * MINUTE_MS,
      },
    },
    last: "last",
    moves: true,
    copies: [],
    timezone: "Asia/Tokyo",
    ...more,
  };
}

function duty(more: Partial<Duty> = {}): Duty {
  return { area: "payments", urgent: false, stage: "began", from: 1, turns: [], tells: [], ...more };
}

interface Happened {
  readonly atMs: number;
  readonly what: string;
}

/** Does what nextThing says, as the desk does, until it rests. */
function settle(matter: Matter, sheet: Sheet, nowMs: number, happened: Happened[] = []) {
  let now: Duty = broughtBack(matter.duty, nowMs);
  for (let step = 0; step < 12; step++) {
    const next = nextThing({ ...matter, duty: now }, sheet, nowMs);
    if (next.kind === "rest") return { matter: { ...matter, duty: now }, untilMs: next.untilMs };
    if (next.kind === "hand-over") {
      const { person: who, role } = next.to;
      happened.push({ atMs: nowMs, what: `${next.why} → ${who.name}` });
      now = withTurn(now, { person: who.name, role, sinceMs: nowMs, why: next.why });
    } else {
      happened.push({ atMs: nowMs, what: `${next.what} ${next.person.name}` });
      const tell: Tell = {
        number: now.tells.length + 1,
        turn: now.turns.at(-1)?.number ?? 0,
        person: next.person.name,
        kind: next.what,
        stage: now.stage,
        atMs: nowMs,
        reach: "sent",
      };
      now = { ...now, tells: [...now.tells, tell] };
    }
  }
  return assert.fail("it never rests");
}

/** Lets the alert live by itself; what happened with minutes since `fromMs`. */
function live(matter: Matter, sheet: Sheet, fromMs: number, spanMs: number): string[] {
  const happened: Happened[] = [];
  let now = settle(matter, sheet, fromMs, happened);
  while (now.untilMs !== null && now.untilMs <= fromMs + spanMs)
    now = settle(now.matter, sheet, now.untilMs, happened);
  return happened.map(({ atMs, what }) => `${Math.round((atMs - fromMs) / MINUTE_MS)} ${what}`);
}

const open = (more: Partial<Duty> = {}): Matter => ({ state: "open", duty: duty(more) });

test("unanswered it is reminded at two thirds and moves on: owner, deputy, vendor, last, each told once", () => {
  const all = sheetOf([person("owner"), person("deputy"), person("vendor"), person("last")]);
  assert.deepEqual(live(open(), all, NOON_MS, 60 * MINUTE_MS), [
    "0 raised → owner",
    "0 news owner",
    "10 reminder owner",
    "15 unanswered → deputy",
    "15 news deputy",
    "25 reminder deputy",
    "30 unanswered → vendor",
    "30 news vendor",
    "40 reminder vendor",
    "45 unanswered → last",
    "45 news last",
    "55 reminder last",
  ]);
});

test("with nobody left it stays and repeats at growing intervals, twelve times and never more than twice a day", () => {
  const happened = live(open(), sheetOf([person("owner")], { last: "owner" }), NOON_MS, 30 * 24 * HOUR_MS);
  const minutes = happened.filter((one) => one.includes("repeat")).map((one) => Number(one.split(" ")[0]));
  assert.equal(minutes.length, REPEATS_MAX);
  assert.deepEqual(minutes.slice(0, 4), [25, 55, 115, 235]);
  const pauses = minutes.slice(1).map((minute, at) => minute - (minutes[at] ?? 0));
  assert.deepEqual(pauses.slice(-3), [720, 720, 720]);
});

test("a normal alert at night goes to the deputy who is awake; with nobody awake it waits for the morning", () => {
  const midnightMs = NOON_MS + 10 * HOUR_MS;
  const asleep = person("owner", { quiet: NIGHT });
  assert.deepEqual(live(open(), sheetOf([asleep, person("deputy"), person("last")]), midnightMs, 0), [
    "0 raised → owner",
    "0 asleep → deputy",
    "0 news deputy",
  ]);
  const both = sheetOf([asleep, person("deputy", { quiet: NIGHT }), person("last")]);
  assert.deepEqual(live(open(), both, midnightMs, 7 * HOUR_MS), ["0 raised → owner", "420 news owner"]);
});

test("an urgent alert is told in quiet hours all the same, also when it becomes urgent only then", () => {
  const midnightMs = NOON_MS + 10 * HOUR_MS;
  const asleep = sheetOf([person("owner", { quiet: NIGHT }), person("last")]);
  assert.deepEqual(live(open({ urgent: true }), asleep, midnightMs, 0), ["0 raised → owner", "0 news owner"]);
  const waiting = settle(open(), asleep, midnightMs).matter;
  const now = { ...waiting, duty: { ...waiting.duty, urgent: true, stage: "worse" } };
  assert.deepEqual(live(now, asleep, midnightMs + MINUTE_MS, 0), ["0 news owner"]);
});

test("a vendor is called for nothing outside his hours, and as soon as they begin when nobody answered", () => {
  const hours = { fromMinute: 9 * 60, toMinute: 18 * 60, weekdaysOnly: true };
  const sheet = sheetOf([person("owner"), person("vendor", { hours })], { last: "owner" });
  const eveningMs = NOON_MS + 6 * HOUR_MS;
  const happened = live(open({ urgent: true }), sheet, eveningMs, 13 * HOUR_MS);
  assert.ok(happened.includes("780 unanswered → vendor"), happened.join("\n"));
  assert.ok(happened.slice(0, -2).every((one) => !one.includes("vendor")));
  const saturdayMs = NOON_MS + 5 * 24 * HOUR_MS;
  const monday = callableAtMs(person("vendor", { hours }), true, saturdayMs, "Asia/Tokyo");
  assert.equal(new Date(monday).toISOString(), "2026-01-12T00:00:00.000Z");
});

test("whoever cannot be reached does not hold it up, and nobody is asked twice", () => {
  const sheet = sheetOf([person("owner", { channels: [] }), person("deputy"), person("last")]);
  assert.deepEqual(live(open(), sheet, NOON_MS, 0), [
    "0 raised → owner",
    "0 unreachable → deputy",
    "0 news deputy",
  ]);
  const told = settle(open(), sheetOf([person("owner"), person("deputy")]), NOON_MS).matter;
  const failed = {
    ...told,
    duty: { ...told.duty, tells: told.duty.tells.map((one) => ({ ...one, reach: "none" as const })) },
  };
  const after = live(failed, sheetOf([person("owner"), person("deputy")]), NOON_MS, 0);
  assert.deepEqual(after, ["0 unreachable → deputy", "0 news deputy"]);
});

test("without a written sheet it stays with its owner, who hears of each stage once and of nothing else", () => {
  const alone = sheetOf([person("last")], { areas: {}, moves: false });
  assert.deepEqual(live(open(), alone, NOON_MS, 30 * 24 * HOUR_MS), ["0 raised → last", "0 news last"]);
});

test("what somebody has pages nobody, until its stage changes; then him alone", () => {
  const sheet = sheetOf([person("owner"), person("deputy"), person("last")]);
  const told = settle(open(), sheet, NOON_MS).matter;
  const turn = { person: "owner:deputy", role: "taker", why: "taken", sinceMs: NOON_MS, stage: "began" } as const;
  const owned: Matter = { state: "owned", duty: withTurn(told.duty, turn) };
  assert.deepEqual(live(owned, sheet, NOON_MS + MINUTE_MS, 90 * 24 * HOUR_MS), []);
  const worse = { ...owned, duty: { ...owned.duty, stage: "worse" } };
  assert.deepEqual(live(worse, sheet, NOON_MS + 90 * 24 * HOUR_MS, 90 * 24 * HOUR_MS), ["0 news deputy"]);
});

test("an end is told to whoever heard of it; an alert that was over before he woke is told as over, once", () => {
  const sheet = sheetOf([person("owner", { quiet: NIGHT }), person("last")]);
  const waiting = settle(open(), sheet, NOON_MS + 10 * HOUR_MS).matter;
  const over: Matter = { state: "closed", duty: { ...waiting.duty, stage: "ended" } };
  assert.deepEqual(live(over, sheet, NOON_MS + 11 * HOUR_MS, 48 * HOUR_MS), ["360 news owner"]);
  const settled: Matter = { state: "closed", duty: waiting.duty };
  assert.deepEqual(live(settled, sheet, NOON_MS + 11 * HOUR_MS, 48 * HOUR_MS), []);
});

test("a fault that comes and goes within an hour is told again only after that hour", () => {
  const sheet = sheetOf([person("owner")], { last: "owner" });
  const told = settle(open(), sheet, NOON_MS).matter;
  const again: Matter = { state: "open", duty: { ...told.duty, from: 2, turns: [] } };
  assert.deepEqual(live(again, sheet, NOON_MS + 20 * MINUTE_MS, 41 * MINUTE_MS), [
    "0 raised → owner",
    "40 news owner",
  ]);
});

test("who has it next and when can be told beforehand", () => {
  const sheet = sheetOf([person("owner"), person("deputy"), person("last")]);
  const { matter } = settle(open(), sheet, NOON_MS);
  assert.deepEqual(movesOn(matter, sheet, NOON_MS), { atMs: NOON_MS + 15 * MINUTE_MS, to: "deputy" });
  assert.equal(movesOn({ ...matter, state: "owned" }, sheet, NOON_MS), undefined);
});

const range = fc.record({ fromMinute: fc.nat(1_439), toMinute: fc.nat(1_439) });
const anybody = (name: string): fc.Arbitrary<Person> =>
  fc.record({
    name: fc.constant(name),
    channels: fc.constantFrom<Person["channels"]>(["email"], ["line", "email"], []),
    alone: fc.constant([]),
    quiet: fc.option(range),
    hours:
      name === "vendor"
        ? fc.option(range.map((one) => ({ ...one, weekdaysOnly: true })))
        : fc.constant(null),
  });
const anySheet: fc.Arbitrary<Sheet> = fc
  .tuple(
    fc.tuple(anybody("owner"), anybody("deputy"), anybody("vendor"), anybody("last")),
    fc.subarray(["deputy", "vendor", "last"]),
    fc.integer({ min: 1, max: 600 }),
    fc.boolean(),
    fc.constantFrom("Asia/Tokyo", "America/New_York", "Pacific/Auckland"),
  )
  .map(([people, absent, answerMinutes, moves, timezone]) => {
    const there = people.filter(({ name }) => !absent.includes(name));
    const sheet = sheetOf(there, { moves, timezone, last: absent.includes("last") ? "owner" : "last" });
    const payments = { ...sheet.areas.payments!, answerWithinMs: answerMinutes * MINUTE_MS };
    return { ...sheet, areas: { payments } };
  });
type Act =
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "due" | "take" | "fail" | "restart" }
  | { readonly kind: "stage"; readonly stage: string; readonly urgent: boolean }
  | { readonly kind: "clock-back"; readonly ms: number };
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: "due" } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(12 * HOUR_MS) }) },
  fc.record({
    kind: fc.constant("stage" as const),
    stage: fc.constantFrom("began", "worse", "worst"),
    urgent: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("clock-back" as const), ms: fc.nat(48 * HOUR_MS) }),
  fc.constantFrom({ kind: "fail" } as const, { kind: "restart" } as const),
  { weight: 1, arbitrary: fc.constant({ kind: "take" } as const) },
);

test("always exactly one owner, nobody hears a stage twice, quiet hours are kept, and it always comes to rest", () => {
  fc.assert(
    fc.property(anySheet, fc.boolean(), fc.array(anyAct, { maxLength: 60 }), (sheet, urgent, acts) => {
      const happened: Happened[] = [];
      let nowMs = NOON_MS;
      let now = settle(open({ urgent }), sheet, nowMs, happened);
      const names = new Set(chainOf(sheet, "payments").map((link) => link.person.name));
      for (const act of acts) {
        const before = now.matter;
        let next = before;
        if (act.kind === "wait") nowMs += act.ms;
        if (act.kind === "due") nowMs = Math.max(nowMs, now.untilMs ?? nowMs);
        if (act.kind === "clock-back") nowMs -= act.ms;
        if (act.kind === "stage") next = { ...next, duty: { ...next.duty, stage: act.stage, urgent: act.urgent } };
        if (act.kind === "fail")
          next = { ...next, duty: { ...next.duty, tells: next.duty.tells.map((t) => ({ ...t, reach: "none" })) } };
        if (act.kind === "take" && next.state === "open") {
          const { stage } = next.duty;
          const turn = { person: "owner:whoever", role: "taker", why: "taken", sinceMs: nowMs, stage } as const;
          next = { state: "owned", duty: withTurn(next.duty, turn) };
        }
        const known = before.duty.tells.length;
        now = settle(next, sheet, nowMs, happened);
        // A restart, or a second look at the same moment, does nothing again.
        assert.deepEqual(settle(now.matter, sheet, nowMs).matter, now.matter);
        const { duty: has, state } = now.matter;
        const owner = has.turns.at(-1)?.person ?? "";
        assert.ok(state === "owned" ? owner === "owner:whoever" : names.has(owner), owner);
        for (const tell of has.tells.slice(known)) {
          if (state === "owned") assert.equal(tell.kind, "news");
          const who = sheet.people.find(({ name }) => name === tell.person);
          assert.ok(who !== undefined && who.channels.length > 0);
          assert.equal(callableAtMs(who, has.urgent, nowMs, sheet.timezone), nowMs, `${tell.person} is asleep`);
        }
        if (now.untilMs !== null) assert.ok(now.untilMs > nowMs, "rests until a time that is to come");
      }
      const { tells } = now.matter.duty;
      const news = tells.filter((t) => t.kind === "news").map((t) => `${t.person} ${t.stage}`);
      assert.equal(new Set(news).size, news.length, news.join());
      const reminders = tells.filter((t) => t.kind === "reminder").map((t) => t.turn);
      assert.equal(new Set(reminders).size, reminders.length);
    }),
    { numRuns: 1_500, seed: 20261122 },
  );
});

test("nothing is forgotten: whoever can be reached at all is told in the end, whatever the hours", () => {
  fc.assert(
    fc.property(anySheet, fc.boolean(), (sheet, urgent) => {
      const happened = live(open({ urgent }), sheet, NOON_MS, 8 * 24 * HOUR_MS);
      const people = chainOf(sheet, "payments").map((link) => link.person);
      const first = people[0];
      const can = sheet.moves
        ? people.some((one) => one.channels.length > 0 && one.hours === null)
        : (first?.channels.length ?? 0) > 0;
      if (can) assert.ok(happened.some((one) => one.includes("news")), happened.join("\n"));
    }),
    { numRuns: 1_000, seed: 20261122 },
  );
});

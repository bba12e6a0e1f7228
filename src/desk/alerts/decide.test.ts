// Who is told what and when: the rules as facts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { movesOn, REPEATS_MAX, type Matter } from "./decide.ts";
import { HOUR_MS, live, MINUTE_MS, NIGHT, NOON_MS, open, person, settle, sheetOf } from "./decide.fixture.ts";
import { withTurn } from "./duty.ts";
import { callableAtMs } from "./sheet.ts";

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
    duty: {
      ...told.duty,
      tells: told.duty.tells.map((one) => Object.assign({}, one, { reach: "none" as const })),
    },
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
  const turn = {
    person: "owner:deputy",
    role: "taker",
    why: "taken",
    sinceMs: NOON_MS,
    stage: "began",
  } as const;
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

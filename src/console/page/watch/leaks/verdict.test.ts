// What the page about leaked lists says first, and what its chart and rows show.

import assert from "node:assert/strict";
import { test } from "node:test";
import { speechIn } from "../../ground/speech.ts";
import type { LeakOverview, Letter, PlantedSet } from "./asks.ts";
import { chartRows, tableRows } from "./chart-rows.ts";
import { groupLetters } from "./letter-groups.ts";
import { leakTelling } from "./telling.ts";
import { dueOf, stepsOf, verdictOf } from "./verdict.ts";

const NOW_MS = Date.UTC(2026, 2, 20);
const WEEK_MS = 7 * 86_400_000;
const ja = leakTelling(speechIn("ja"), "Asia/Tokyo", NOW_MS);
const en = leakTelling(speechIn("en"), "Asia/Tokyo", NOW_MS);

function setOf(week: number, more: Partial<PlantedSet> = {}): PlantedSet {
  const plantedAtMs = NOW_MS - week * WEEK_MS;
  const set = {
    system: "配信会社",
    period: `W${week}`,
    plantedAtMs,
    count: 3,
    retired: 0,
    hit: 0,
    hitAtMs: null,
  };
  return { ...set, ...more };
}

const READY: LeakOverview = {
  zone: "Asia/Tokyo",
  period: "2026-W12",
  places: ["leak.example.jp"],
  format: "generic",
  listening: { listen: "0.0.0.0:25", port: 25, folder: false },
  systems: [{ system: "配信会社", watched: 6, plantedAtMs: NOW_MS, dueAtMs: NOW_MS + WEEK_MS, senders: [] }],
  sets: [setOf(1), setOf(2)],
  setsLeftOut: 0,
  standing: null,
  touches: [],
  touchesSinceMs: 0,
};
const LEAK = {
  fromMs: Date.UTC(2026, 2, 10),
  toMs: Date.UTC(2026, 2, 17),
  system: "配信会社",
  probability: 0.974,
  exists: 0.99,
  systems: [{ system: "配信会社", probability: 0.974 }],
  hit: 5,
  silent: 1,
};
const COUNTS = { canaries: 6, systems: 1, mails: 5, hit: 5, unknown: 0, early: 0 };

function found(leaks: readonly (typeof LEAK)[], suspicion = 0): LeakOverview["standing"] {
  return { atMs: NOW_MS, isWorking: false, mails: 5, found: { leaks, suspicion, counts: COUNTS } };
}

function letterOf(n: number, said: string): Letter {
  return {
    key: `k${n}`,
    canary: `cn_${n}`,
    system: "倉庫",
    period: `W${n}`,
    outcome: "hit",
    firstAtMs: 100 - n,
    lastAtMs: 100 - n,
    times: 2,
    facts: null,
    said,
    why: "",
  };
}

test("a leak is told with its days and its copy, in the shop's calendar", () => {
  const { level, title, systems } = verdictOf({ ...READY, standing: found([LEAK]) }, ja);
  assert.deepEqual([level, systems], ["act", ["配信会社"]]);
  assert.equal(title, "3月10日から3月17日のあいだに、「配信会社」の名簿が取られました。");
  assert.match(verdictOf({ ...READY, standing: found([LEAK]) }, en).title, /10 Mar.*17 Mar.*“配信会社”/);
});

test("a leak within one day is told with its hours, one of another year with the year", () => {
  const sameDay = { ...LEAK, toMs: LEAK.fromMs + 3_600_000 };
  assert.match(verdictOf({ ...READY, standing: found([sameDay]) }, ja).title, /9:00.*10:00/);
  const lastYear = { ...LEAK, fromMs: Date.UTC(2025, 11, 20) };
  assert.match(verdictOf({ ...READY, standing: found([lastYear]) }, ja).title, /2025年12月20日から3月17日/);
});

test("of several leaks the newest is told first", () => {
  const other = { ...LEAK, system: "倉庫", fromMs: LEAK.fromMs - WEEK_MS * 9, toMs: LEAK.toMs - WEEK_MS * 9 };
  const { title, systems } = verdictOf({ ...READY, standing: found([other, LEAK], 0.2) }, ja);
  assert.match(title, /配信会社/);
  assert.deepEqual(systems, ["配信会社", "倉庫"]);
});

test("mail too scarce to be sure is a suspicion, with the decoys' own list named in words", () => {
  const sets = [setOf(1, { system: "decoy", hit: 1, hitAtMs: NOW_MS })];
  const { level, title } = verdictOf({ ...READY, sets, standing: found([]) }, ja);
  assert.equal(level, "watch");
  assert.match(title, /おとりのファイルの中の名簿/);
});

test("without an ear, an address or an own set nothing would be noticed, and that is said", () => {
  assert.equal(verdictOf(READY, ja).level, "calm");
  const deaf = { ...READY, listening: { listen: "0.0.0.0:25", port: null, folder: false } };
  const bare = { ...READY, sets: [setOf(1, { system: "decoy" })] };
  for (const lacking of [deaf, bare, { ...READY, places: [] }])
    assert.equal(verdictOf(lacking, ja).level, "setup");
  assert.deepEqual(
    stepsOf(deaf).map(({ done }) => done),
    [true, false, true, null],
  );
});

test("what is due is named, else the day of the next planting", () => {
  assert.deepEqual(dueOf(READY, NOW_MS), { systems: [], nextMs: NOW_MS + WEEK_MS });
  assert.deepEqual(dueOf(READY, NOW_MS + WEEK_MS)?.systems, ["配信会社"]);
  assert.equal(dueOf({ ...READY, systems: [] }, NOW_MS), null);
});

test("the chart has the leaked copy on top, its band, and no decoys that nobody mailed", () => {
  const sets = [
    setOf(1, { system: "あ" }),
    setOf(1),
    setOf(2, { hit: 2, hitAtMs: NOW_MS - 5 }),
    setOf(3, { retired: 3 }),
    setOf(3, { system: "decoy" }),
  ];
  const rows = chartRows({ ...READY, sets, standing: found([LEAK]) }, NOW_MS);
  assert.deepEqual(rows.systems, ["配信会社", "あ"]);
  assert.deepEqual(
    rows.sets.map(({ mark }) => mark),
    ["silent", "silent", "hit", "retired"],
  );
  assert.deepEqual([rows.bands.length, rows.firstMails[0]?.atMs], [1, NOW_MS - 5]);
  assert.deepEqual(
    tableRows(rows.sets).map(({ period, by }) => [period, by.size]),
    [
      ["W1", 2],
      ["W2", 1],
      ["W3", 1],
    ],
  );
});

test("sets of years ago leave the chart, unless a leak reaches back to them", () => {
  const sets = [setOf(1), setOf(100)];
  assert.equal(chartRows({ ...READY, sets }, NOW_MS).sets.length, 1);
  const old = { ...LEAK, fromMs: NOW_MS - 101 * WEEK_MS, toMs: NOW_MS - 99 * WEEK_MS };
  assert.equal(chartRows({ ...READY, sets, standing: found([old]) }, NOW_MS).sets.length, 2);
});

test("a mailing to many canaries is one row", () => {
  const groups = groupLetters([letterOf(1, "a"), letterOf(2, "b"), letterOf(3, "a")]);
  assert.deepEqual(
    groups.map(({ letter, canaries, times, firstAtMs, lastAtMs, periods }) => [
      letter.key,
      canaries,
      times,
      firstAtMs,
      lastAtMs,
      periods.join(),
    ]),
    [
      ["k1", 2, 4, 97, 99, "W1,W3"],
      ["k2", 1, 2, 98, 98, "W2"],
    ],
  );
});

// What the incident page says: dates as people say them, red only where a date that binds has passed, facts of all kinds in words.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { IncidentView } from "../../../desk/index.ts";
import { speechIn } from "../ground/speech.ts";
import { tellBytes, tellClock, tellFact, tellLeft, tellMoment, tellStep, toneOf } from "./told.ts";

const ja = speechIn("ja");
const en = speechIn("en");
const HOUR = 3_600_000;
const DEMAND = {
  id: "demand_1",
  from: "モール",
  what: "報告書",
  receivedAtMs: 0,
  dueAtMs: HOUR,
  orElse: "閉店",
} as const;
const VIEW = {
  timeline: [
    { seq: 2, atMs: 0, by: "owner:花子", fact: { kind: "demand", demand: DEMAND }, hasWords: false },
  ],
  acts: [],
} as unknown as IncidentView;

test("an end at midnight is said as the end of the day before", () => {
  const midnight = new Date(2026, 5, 30, 0, 0).getTime();
  assert.equal(tellMoment(ja, midnight), "2026年6月29日(月) 24:00");
  assert.match(tellMoment(en, midnight), /Mon.* 29 Jun.* 2026 24:00/);
  assert.equal(tellMoment(ja, midnight + 5 * 60_000), "2026年6月30日(火) 00:05");
});

test("what is left is told in the unit that matters, and what is over as over", () => {
  assert.equal(tellLeft(ja, 100 * 24 * HOUR, 0), "あと100日");
  assert.equal(tellLeft(ja, 27 * HOUR, 0), "あと1日3時間");
  assert.equal(tellLeft(ja, 90 * 60_000, 0), "あと1時間");
  assert.equal(tellLeft(ja, 1, 0), "あと1分");
  assert.equal(tellLeft(en, 0, 2 * HOUR), "2 h overdue");
});

function tone(state: string, force: string, gone: number): string {
  return toneOf({ state, force, gone } as Parameters<typeof toneOf>[0]);
}

test("only a missed date that binds is red; advice never is", () => {
  assert.equal(tone("overdue", "law", 1), "need");
  assert.equal(tone("overdue", "demand", 1), "need");
  assert.equal(tone("overdue", "advice", 1), "hand");
  assert.equal(tone("running", "law", 0.8), "hand");
  assert.equal(tone("running", "law", 0.79), "calm");
  assert.equal(tone("waiting", "law", 0), "calm");
  assert.equal(tone("not-applicable", "law", 1), "done");
});

test("a demand is told in the words of whoever set it, in the list and as a step", () => {
  assert.deepEqual(tellClock(ja, { id: "demand_1" }, VIEW), { what: "モール: 報告書", missed: "閉店" });
  const step = { step: "answer-demand", act: null, clock: "demand_1", owner: "", dueAtMs: null } as const;
  assert.match(tellStep(ja, step, VIEW), /モール: 報告書$/);
  assert.deepEqual(tellClock(ja, { id: "demand_9" }, VIEW), { what: "demand_9", missed: "" });
});

test("facts and steps of a later version are shown by their names instead of breaking the page", () => {
  const fact = { kind: "teleported" } as unknown as IncidentView["timeline"][number]["fact"];
  assert.equal(tellFact(ja, fact, VIEW), "teleported");
  assert.equal(tellStep(ja, { step: "fly", act: null, clock: null, owner: "", dueAtMs: null }), "fly");
  const act = { kind: "act-done", key: "unknown", outcome: "paused" } as const;
  assert.equal(tellFact(en, act, VIEW), ": done");
});

test("a version of a paper is told with its name, who asked for it and what it moved, in both languages", () => {
  const paper = { kind: "email", class: "confirmed", language: "ja", report: 2 } as const;
  const fact = {
    kind: "paper",
    paper,
    version: 3,
    sha256: "a".repeat(64),
    vaultName: "paper",
    askedBy: "カード会社",
    why: "",
    scopeRunId: null,
    marks: { liability: 2, dropped: 1 },
  } as const;
  assert.equal(
    tellFact(ja, fact, VIEW),
    "お知らせの文面を書きました: メール（漏えいした方へ）・日本語・第2報 第3版。求めた人: カード会社。だれが払うかについての文が2か所変わりました。お客様を守る文が1か所消えました",
  );
  const plain = { ...fact, askedBy: "", marks: { liability: 0, dropped: 0 } };
  assert.equal(
    tellFact(en, plain, VIEW),
    "Notice written: e-mail to those whose data leaked, Japanese, report 2, version 3",
  );
  const facts = { kind: "notice-facts", sha256: "a".repeat(64), scopeRunId: null } as const;
  assert.match(tellFact(en, facts, VIEW), /^The facts of the notices/);
});

test("bytes are said in a unit a person reads", () => {
  assert.equal(tellBytes(en, 123_456_789), "123.5 MB");
  assert.match(tellBytes(en, 0), /^0 byte/);
});

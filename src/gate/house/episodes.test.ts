// An attack as one story: when it begins, changes, ends, and goes on over a restart.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createEpisodes, type Episodes } from "./episodes.ts";
import { recordOf, T0_MS } from "./records.test-kit.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function begun(): Episodes {
  const episodes = createEpisodes(() => "attack_1");
  for (let i = 0; i < 7; i++) episodes.note(recordOf(), T0_MS + i);
  return episodes;
}

test("an attack begins once, when suspicion piled up, and counts the tries that made it one", () => {
  const episodes = createEpisodes(() => "attack_1");
  const told = Array.from({ length: 50 }, (_, i) => episodes.note(recordOf(), T0_MS + i)).filter(Boolean);
  assert.equal(told.length, 1);
  assert.equal(told[0]?.change, "began");
  assert.equal(told[0]?.attempts, 7);
  assert.equal(told[0]?.feesYen, 140);
  assert.equal(told[0]?.startedAtMs, T0_MS);
  assert.equal(episodes.current(T0_MS + 60)?.attempts, 50);
});

test("lone bad cards over the hours, likely buyers and proven ones never make an attack", () => {
  const episodes = createEpisodes(() => "attack_1");
  for (let i = 0; i < 40; i++) {
    assert.equal(episodes.note(recordOf(), T0_MS + i * 20 * MINUTE_MS), undefined);
    assert.equal(episodes.note(recordOf({ judgement: { probability: 0.49 } }), T0_MS + i), undefined);
    assert.equal(episodes.note(recordOf({ judgement: { proven: true } }), T0_MS + i), undefined);
  }
  assert.equal(episodes.current(T0_MS + 40 * HOUR_MS), null);
});

test("an attack ends after an hour of quiet, and the next one is another", () => {
  let number = 0;
  const episodes = createEpisodes(() => `attack_${++number}`);
  const attack = (fromMs: number): void => {
    for (let i = 0; i < 10; i++) episodes.note(recordOf(), fromMs + i);
  };
  attack(T0_MS);
  const first = episodes.current(T0_MS)?.attackId;
  assert.equal(episodes.tick(T0_MS + 59 * MINUTE_MS), undefined);
  assert.equal(episodes.tick(T0_MS + 61 * MINUTE_MS)?.change, "ended");
  assert.equal(episodes.current(T0_MS + 61 * MINUTE_MS), null);
  attack(T0_MS + 2 * HOUR_MS);
  assert.notEqual(episodes.current(T0_MS + 2 * HOUR_MS)?.attackId, first);
});

test("the budget's ends are told once each, near before spent, and never near after spent", () => {
  const episodes = begun();
  const told = [0.5, 0.81, 0.85, 1, 0.85, 1].map((share) => episodes.budget(share, 10, T0_MS)?.change);
  assert.deepEqual(told, [undefined, "budget-near", undefined, "budget-spent", undefined, undefined]);
});

test("a new kind of crowd that carries many tries later on is a new method, told once", () => {
  const episodes = begun();
  const reasons = [{ crowd: "email-shape", label: "a5d2@x", weight: 2, tries: 9, declines: 9 }];
  const told = Array.from({ length: 60 }, (_, i) =>
    episodes.note(recordOf({ judgement: { reasons } }), T0_MS + 10 * MINUTE_MS + i),
  ).filter(Boolean);
  assert.deepEqual(
    told.map((attack) => attack?.change),
    ["new-method"],
  );
});

test("the card switch is told within an attack, when it really changed", () => {
  const episodes = begun();
  assert.equal(episodes.cards(true, T0_MS)?.change, "cards-paused");
  assert.equal(episodes.cards(true, T0_MS), undefined);
  assert.equal(episodes.cards(false, T0_MS)?.change, "cards-resumed");
  assert.equal(createEpisodes(() => "a").cards(true, T0_MS), undefined);
});

test("a story taken up after a restart goes on under its name and begins no second time", () => {
  const before = begun();
  before.budget(0.85, 10, T0_MS);
  const after = createEpisodes(() => "attack_2");
  after.restore(before.snapshot());
  for (let i = 0; i < 20; i++) assert.equal(after.note(recordOf(), T0_MS + i), undefined);
  assert.equal(after.current(T0_MS)?.attackId, "attack_1");
  assert.equal(after.current(T0_MS)?.attempts, 27);
  assert.equal(after.budget(0.85, 10, T0_MS), undefined, "told before the restart");
  assert.equal(after.tick(T0_MS + 2 * HOUR_MS)?.change, "ended");
});

test("a damaged or foreign story is left aside", () => {
  for (const text of [
    "",
    "{",
    "null",
    "[]",
    "7",
    '{"version":2,"story":{}}',
    '{"version":1}',
    '{"version":1,"story":{}}',
  ]) {
    const episodes = createEpisodes(() => "attack_1");
    episodes.restore(text);
    assert.equal(episodes.current(T0_MS), null, text);
    assert.equal(episodes.snapshot(), "");
  }
});

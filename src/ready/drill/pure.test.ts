// The drill's pure parts: bound, baselines, cards, queue, clock, what is counted as turned away and as stopped.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { seededRandom } from "../../kernel/index.ts";
import { BASELINES, createDeclineBan, createLimitReq, isPayingRequest } from "./baselines.ts";
import { lawfulNumber } from "./cards.ts";
import { createStageClock } from "./clock.ts";
import { createQueue } from "./queue.ts";
import { NOTHING_SEEN } from "./steps.ts";
import { stoppedAfter, wasTurnedAway } from "./tally.ts";
import { waldBound } from "./wald.ts";
import { readEnding } from "./walk.ts";
import type { VisitResult } from "./buyer.ts";

test("Wald's bound agrees with figures worked out by hand", () => {
  // p0 = 0.5, p1 = 0.8, alpha = beta = 0.05: 0.9·ln 19 / (0.8·ln 1.6 + 0.2·ln 0.4) = 2.64999 / 0.19275
  assert.ok(Math.abs(waldBound({ p0: 0.5, p1: 0.8, alpha: 0.05, beta: 0.05 }) - 13.7486) < 0.001);
  // Jung et al. 2004 (threshold random walk): theta0 = 0.8, theta1 = 0.2, alpha 0.01, beta 0.01 → 0.98·ln 99 / (0.6·ln 4)
  assert.ok(Math.abs(waldBound({ p0: 0.2, p1: 0.8, alpha: 0.01, beta: 0.01 }) - 5.414) < 0.001);
});

test("Wald's bound is not a number for rates that make no test", () => {
  for (const rates of [
    { p0: 0, p1: 0.9, alpha: 0.01, beta: 0.01 },
    { p0: 0.1, p1: 1, alpha: 0.01, beta: 0.01 },
    { p0: 0.1, p1: 0.1, alpha: 0.01, beta: 0.01 },
    { p0: 0.1, p1: 0.9, alpha: Number.NaN, beta: 0.01 },
  ]) {
    assert.ok(Number.isNaN(waldBound(rates)), JSON.stringify(rates));
  }
});

test("Wald's bound grows with stricter errors and shrinks with clearer hypotheses", () => {
  const share = fc.double({ min: 0.001, max: 0.2, noNaN: true });
  fc.assert(
    fc.property(share, fc.double({ min: 0.3, max: 0.9, noNaN: true }), (alpha, p1) => {
      const bound = waldBound({ p0: 0.1, p1, alpha, beta: 0.05 });
      assert.ok(waldBound({ p0: 0.1, p1, alpha: alpha / 2, beta: 0.05 }) > bound);
      assert.ok(waldBound({ p0: 0.1, p1: p1 + 0.05, alpha, beta: 0.05 }) < bound);
    }),
  );
});

test("limit_req admits the burst at once, then one request per interval, and a refusal costs nothing", () => {
  const limit = createLimitReq({ perMinute: 10, burst: 5 });
  const atOnce = Array.from({ length: 10 }, () => limit.admit("a", 1_000));
  assert.deepEqual(atOnce, [true, true, true, true, true, true, false, false, false, false]);
  assert.equal(limit.admit("b", 1_000), true);
  // 166 thousandths per second (nginx rounds down): a place is free after 6,025 ms, not after 6,000.
  assert.equal(limit.admit("a", 7_000), false);
  assert.equal(limit.admit("a", 7_025), true);
  assert.equal(limit.admit("a", 7_026), false);
});

test("limit_req never admits more than burst plus rate over any stretch of time", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), (gaps) => {
      const limit = createLimitReq({ perMinute: 10, burst: 5 });
      let nowMs = 0;
      let admitted = 0;
      for (const gap of gaps) {
        nowMs += gap;
        if (limit.admit("a", nowMs)) admitted += 1;
      }
      assert.ok(admitted <= 6 + nowMs / 6_000);
    }),
  );
});

test("five declines within ten minutes close an address for an hour, four do not, and old ones are forgotten", () => {
  const ban = createDeclineBan({ declines: 5, findMs: 600_000, banMs: 3_600_000 });
  for (let i = 0; i < 4; i++) ban.declined("a", i * 1_000);
  assert.equal(ban.isBanned("a", 5_000), false);
  ban.declined("a", 700_000);
  assert.equal(ban.isBanned("a", 700_001), false);
  for (let i = 0; i < 4; i++) ban.declined("a", 700_010 + i);
  assert.equal(ban.isBanned("a", 700_020), true);
  assert.equal(ban.isBanned("b", 700_020), false);
  assert.equal(ban.isBanned("a", 700_013 + 3_600_000), false);
});

test("the baselines look at paying requests only", () => {
  assert.equal(isPayingRequest({ kind: "form", path: "/checkout", body: "" }), true);
  assert.equal(isPayingRequest({ kind: "json", path: "/api/checkout", body: "{}" }), true);
  assert.equal(isPayingRequest({ kind: "page", path: "/checkout" }), false);
  assert.equal(isPayingRequest({ kind: "form", path: "/cart", body: "" }), false);
  const as = {
    ip: "1.2.3.4",
    headers: () => [],
    jar: new Map(),
    keeps: () => true,
    javascript: true,
    triesPerSecond: 1,
  };
  for (const baseline of BASELINES) {
    const front = baseline.create();
    for (let i = 0; i < 100; i++) {
      assert.equal(front.before(as, { kind: "page", path: "/checkout" }, i), undefined);
    }
  }
});

test("a drawn card number is lawful and lies in its range", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const number = lawfulNumber("453910", seededRandom(seed));
      assert.match(number, /^453910\d{10}$/);
      const digits = number.split("").toReversed().map(Number);
      const sum = digits.reduce((total, digit, i) => {
        const value = i % 2 === 1 ? digit * 2 : digit;
        return total + (value > 9 ? value - 9 : value);
      }, 0);
      assert.equal(sum % 10, 0);
    }),
  );
});

test("the queue gives what is due, earliest first and in order of coming", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 100 }), (times) => {
      const queue = createQueue<number>();
      for (const [i, time] of times.entries()) queue.push(time, i);
      assert.equal(queue.takeDue(-1), undefined);
      const taken: number[] = [];
      for (let item = queue.takeDue(20); item !== undefined; item = queue.takeDue(20)) taken.push(item);
      const expected = times.map((_, i) => i).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
      assert.deepEqual(taken, expected);
      assert.equal(queue.size(), 0);
    }),
  );
});

test("the stage clock wakes who is due, counts only requests, and rounds no sleeper into eternity", async () => {
  const clock = createStageClock(1_000.25);
  const woken: string[] = [];
  const note = (name: string) => (): void => void woken.push(name);
  const all = [
    clock.requests.sleep(99.7).then(note("a")),
    clock.background.sleep(10).then(note("b")),
    clock.requests.sleep(0.1).then(note("c")),
  ];
  assert.equal(clock.asleep(), 2);
  for (let due = clock.nextWakeMs(); due !== undefined; due = clock.nextWakeMs()) {
    const before = clock.asleep();
    clock.setNow(due);
    assert.ok(clock.asleep() < before, "time moved to a waking and nobody woke");
  }
  await Promise.all(all);
  assert.deepEqual(woken, ["c", "b", "a"]);
  clock.setNow(0);
  assert.equal(clock.requests.nowMs(), 1_101);
});

test("an aborted sleeper leaves the stage clock", async () => {
  const clock = createStageClock(0);
  const stop = new AbortController();
  const sleeping = clock.requests.sleep(1_000, stop.signal);
  stop.abort();
  assert.equal(await sleeping, "aborted");
  assert.equal(clock.asleep(), 0);
});

test("stopped means: a row of failures begins, and from then on at most one in a hundred gets through", () => {
  const tries = Array.from({ length: 200 }, (_, i) => ({ atMs: 50_000 + i * 1_000 }));
  assert.equal(
    stoppedAfter(
      tries,
      tries.map((_, i) => i < 30),
    ),
    30,
  );
  assert.equal(
    stoppedAfter(
      tries,
      tries.map(() => false),
    ),
    0,
  );
  assert.equal(
    stoppedAfter(
      tries,
      tries.map(() => true),
    ),
    null,
  );
  assert.equal(
    stoppedAfter(
      tries,
      tries.map((_, i) => i % 10 === 0),
    ),
    null,
  );
  assert.equal(stoppedAfter([], []), null);
});

const visit = (more: Partial<VisitResult>): VisitResult => ({
  ended: true,
  completed: false,
  gaveUp: false,
  challenged: false,
  challengeFailed: false,
  refused: 0,
  tries: [],
  ...more,
});

test("a buyer counts as turned away when his try never came to the gateway, not when the bank declined him", () => {
  const declined = visit({ gaveUp: true, tries: [{ tag: "t", ending: "declined" }] });
  assert.equal(wasTurnedAway(declined, { total: 1, byTag: { t: 1 } }), false);
  assert.equal(wasTurnedAway(declined, { total: 0, byTag: {} }), true);
  const twice = visit({ tries: [...declined.tries, ...declined.tries] });
  assert.equal(wasTurnedAway(twice, { total: 1, byTag: { t: 1 } }), true);
  assert.equal(wasTurnedAway(visit({ refused: 1, completed: true }), { total: 0, byTag: {} }), false);
  assert.equal(wasTurnedAway(visit({ refused: 1 }), { total: 0, byTag: {} }), true);
  assert.equal(wasTurnedAway(visit({ challengeFailed: true }), { total: 0, byTag: {} }), true);
  assert.equal(wasTurnedAway(visit({}), { total: 0, byTag: {} }), true);
  assert.equal(wasTurnedAway(visit({ ended: false }), { total: 0, byTag: {} }), false);
});

const see = (more: object): ReturnType<typeof readEnding> => readEnding({ ...NOTHING_SEEN, ...more });

test("every way a try can end is told apart", () => {
  assert.equal(see({ status: 303, location: "/orders/MS1/thanks" }), "approved");
  assert.equal(see({ status: 303, location: "/checkout/3ds/MS1" }), "secure");
  assert.equal(see({ status: 200, body: '<div data-error="card-declined">' }), "declined");
  assert.equal(see({ status: 402, body: '{"error":{"code":"card_declined"}}' }), "declined");
  assert.equal(see({ status: 403, body: '<form data-challenge="/x">' }), "challenged");
  assert.equal(see({ status: 403, challengeUrl: "http://x/y" }), "challenged");
  assert.equal(see({ status: 503 }), "paused");
  assert.equal(see({ status: 403 }), "refused");
  assert.equal(see({ status: 200, body: '<div data-error="form">' }), "other");
});

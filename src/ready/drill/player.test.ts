// The player keeps virtual time honest: who is asleep stays asleep until his time, whatever clock delays him.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createStageClock } from "./clock.ts";
import { play, type PlayOptions } from "./player.ts";
import { NOTHING_SEEN, type Actor, type Identity, type Plan, type Seen } from "./steps.ts";

const as: Identity = {
  ip: "106.132.0.1",
  headers: () => [],
  jar: new Map(),
  keeps: () => true,
  javascript: true,
  triesPerSecond: 1_000,
};
const START_MS = 1_000_000;

/** Three tries 100 ms apart; each notes when its answer came. */
function* asker(atMs: number, came: number[], now: () => number): Actor {
  yield { do: "until", atMs };
  const seen: Seen = yield { do: "send", as, request: { kind: "page", path: "/" } };
  came.push(now(), seen.status);
}

function scene(sleepOn: "requests" | "background"): { options: PlayOptions; plans: Plan[]; came: number[] } {
  const clock = createStageClock(START_MS);
  const came: number[] = [];
  const plans = [0, 100, 200].map((afterMs) => ({
    atMs: START_MS + afterMs,
    begin: () => asker(START_MS + afterMs, came, () => clock.requests.nowMs()),
  }));
  const options: PlayOptions = {
    startMs: START_MS,
    stage: {
      setNow: (nowMs) => clock.setNow(nowMs),
      asleep: () => clock.asleep(),
      nextWakeMs: () => clock.nextWakeMs(),
    },
    wire: {
      send: async () => {
        await clock[sleepOn].sleep(1_000);
        return { ...NOTHING_SEEN, status: 200 };
      },
      close: () => undefined,
    },
  };
  return { options, plans, came };
}

test("three requests of one second each, 100 ms apart, are on their way together and end in order", async () => {
  const { options, plans, came } = scene("requests");
  await play(plans, options);
  assert.deepEqual(came, [START_MS + 1_000, 200, START_MS + 1_100, 200, START_MS + 1_200, 200]);
});

test("a delay on a clock that does not count costs real time, and still comes to its end", async () => {
  const { options, plans, came } = scene("background");
  await play(
    [...plans, { atMs: START_MS + 5_000, begin: () => asker(START_MS + 5_000, came, () => 0) }].slice(0, 4),
    options,
  );
  assert.equal(came.filter((value) => value === 200).length, 4);
});

test("a stage that breaks ends the play with its error instead of hanging", async () => {
  const { options, plans } = scene("requests");
  const broken = { ...options, wire: { ...options.wire, send: () => Promise.reject(new Error("gone")) } };
  await assert.rejects(play(plans, broken), /gone/);
});

test("proof of work takes the time of the client's machine", async () => {
  const { options } = scene("requests");
  const seen: (string | number)[] = [];
  const clock = createStageClock(START_MS);
  function* solver(): Actor {
    const solved: Seen = yield { do: "solve", as, challenge: '{"a":1}' };
    seen.push(clock.requests.nowMs(), solved.body);
  }
  await play([{ atMs: START_MS, begin: solver }], {
    ...options,
    stage: { setNow: (nowMs) => clock.setNow(nowMs), asleep: () => 0, nextWakeMs: () => undefined },
    solver: { solve: () => Promise.resolve({ payload: "done", tries: 2_500 }) },
  });
  assert.deepEqual(seen, [START_MS + 2_500, "done"]);
});

test("without a solver a challenge stays unsolved", async () => {
  const { options } = scene("requests");
  let status = -1;
  function* hopeful(): Actor {
    const solved: Seen = yield { do: "solve", as, challenge: "{}" };
    status = solved.status;
  }
  await play([{ atMs: START_MS, begin: hopeful }], options);
  assert.equal(status, 0);
});

test("background sleepers of a stage with one clock are not mistaken for requests", async () => {
  const clock = createStageClock(START_MS);
  const stop = new AbortController();
  const flushing = (async () => {
    while ((await clock.requests.sleep(100, stop.signal)) === "elapsed");
  })();
  const came: number[] = [];
  const { options } = scene("requests");
  await play(
    [{ atMs: START_MS + 50, begin: () => asker(START_MS + 50, came, () => clock.requests.nowMs()) }],
    {
      ...options,
      stage: {
        setNow: (nowMs) => clock.setNow(nowMs),
        asleep: () => clock.asleep(),
        nextWakeMs: () => clock.nextWakeMs(),
      },
      wire: {
        send: async () => {
          // A real server needs a few turns of the event loop before anything sleeps.
          for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
          const askedMs = clock.requests.nowMs();
          await clock.requests.sleep(1_000);
          return { ...NOTHING_SEEN, status: askedMs - START_MS };
        },
        close: () => undefined,
      },
    },
  );
  stop.abort();
  await flushing;
  assert.deepEqual(came, [START_MS + 1_050, 50]);
});

// The flow's small parts by themselves: lanes, tries in flight, the recorder.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { RECORD_DELAY_MS, RECORD_QUEUE_MAX } from "../../kernel/index.ts";
import type { AttemptRecord } from "../facts.ts";
import { recordOf } from "../house/records.test-kit.ts";
import { createInFlight, laneOf } from "./lanes.ts";
import { createRecorder } from "./recorder.ts";

const QUESTION = { seat: "s", ip: "203.0.113.7", make: "m", probability: 0, inFlightFromIp: 0, inFlight: 0 };

test("the doubtful queue together, then a busy address, then a busy make; else everybody waits only for himself", () => {
  assert.equal(laneOf(QUESTION), "seat s");
  assert.equal(laneOf({ ...QUESTION, inFlight: 8 }), "make m");
  assert.equal(laneOf({ ...QUESTION, inFlight: 8, inFlightFromIp: 3 }), "ip 203.0.113.7");
  assert.equal(laneOf({ ...QUESTION, inFlight: 8, inFlightFromIp: 3, probability: 0.03 }), "doubt");
});

test("tries in flight are counted by address and forgotten when they land, also when they land twice", () => {
  const inFlight = createInFlight();
  const lands = [inFlight.enter("a"), inFlight.enter("a"), inFlight.enter("b")];
  assert.equal(inFlight.fromIp("a"), 2);
  assert.equal(inFlight.total(), 3);
  lands[0]?.();
  lands[0]?.();
  assert.equal(inFlight.fromIp("a"), 1);
  for (const land of lands) land();
  assert.equal(inFlight.total(), 0);
  assert.equal(inFlight.fromIp("a"), 0);
});

test("records go in one batch, by themselves or when flushed, each once", async () => {
  const batches: (readonly AttemptRecord[])[] = [];
  const sizes = (): readonly number[] => batches.map((batch) => batch.length);
  const recorder = createRecorder((batch) => batches.push(batch), assert.fail);
  recorder.add(recordOf());
  recorder.add(recordOf());
  assert.deepEqual(sizes(), []);
  while (sizes().length === 0) await wait(RECORD_DELAY_MS / 4);
  recorder.flush();
  assert.deepEqual(sizes(), [2]);
  recorder.add(recordOf());
  recorder.flush();
  recorder.flush();
  assert.deepEqual(sizes(), [2, 1]);
});

test("a recorder that nobody empties stays bounded and says once that records were given up", () => {
  const batches: (readonly AttemptRecord[])[] = [];
  let lost = 0;
  const recorder = createRecorder(
    (batch) => batches.push(batch),
    () => (lost += 1),
  );
  const record = recordOf();
  for (let i = 0; i < RECORD_QUEUE_MAX + 5; i++) recorder.add(record);
  assert.equal(lost, 1);
  recorder.flush();
  assert.equal(batches[0]?.length, RECORD_QUEUE_MAX);
});

// The postman's way home: nothing of his may keep the process alive when he has stopped.

import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom, systemClock, type Clock } from "../../kernel/index.ts";
import { createPostman, memoryOutbox } from "../index.ts";

test("leaves no timer behind when he stops with nothing under way", async () => {
  const clock = systemClock();
  let asleep = 0;
  const counting: Clock = {
    ...clock,
    sleep: async (durationMs, signal) => {
      asleep++;
      const how = await clock.sleep(durationMs, signal);
      asleep--;
      return how;
    },
  };
  const postman = createPostman({
    outbox: memoryOutbox(new Map()),
    clock: counting,
    random: seededRandom(1),
    addresses: () => ({}),
    limits: { graceMs: 5_000 },
    onTrouble: () => undefined,
  });
  await postman.stop();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(asleep, 0);
});

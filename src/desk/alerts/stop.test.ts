// Stopping the postman leaves nothing behind that keeps the process.

import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock, systemRandom } from "../../kernel/index.ts";
import { memoryOutbox } from "./memory.ts";
import { createPostman } from "./postman.ts";

test("a stopped postman with nothing under way leaves no sleeper", async () => {
  const clock = systemClock();
  let sleeping = 0;
  const counted = {
    ...clock,
    sleep: async (durationMs: number, signal?: AbortSignal) => {
      sleeping += 1;
      try {
        return await clock.sleep(durationMs, signal);
      } finally {
        sleeping -= 1;
      }
    },
  };
  const postman = createPostman({
    outbox: memoryOutbox(),
    clock: counted,
    random: systemRandom(),
    addresses: () => ({}),
    onTrouble: () => assert.fail("trouble"),
  });
  await postman.stop();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(sleeping, 0);
});

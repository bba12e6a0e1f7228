// The slow lane: one at a time per key, in order, bounded, and nobody who left holds up the others.

import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { test } from "node:test";
import { manualClock } from "../../kernel/index.ts";
import { createSlowLane, type LaneTurn } from "./slow-lane.ts";

const stays = new AbortController().signal;

function lane(limits: { perKeyMax?: number; totalMax?: number } = {}) {
  const clock = manualClock();
  const slow = createSlowLane({ perKeyMax: 3, totalMax: 5, waitMsMax: 10_000, clock, ...limits });
  return { clock, slow };
}
function leave(turn: LaneTurn | undefined): void {
  assert.equal(turn?.kind, "go");
  if (turn?.kind === "go") turn.leave();
}

test("lets one attempt per key go and the others in the order they came", async () => {
  const { slow } = lane();
  const order: number[] = [];
  const first = await slow.enter("a", stays);
  const others = [1, 2, 3].map(async (i) => {
    const turn = await slow.enter("a", stays);
    order.push(i);
    return turn;
  });
  const other = await slow.enter("b", stays);
  await setImmediate();
  assert.deepEqual(order, []);
  leave(first);
  leave(first);
  assert.deepEqual([(await others[0])?.kind, order], ["go", [1]]);
  await setImmediate();
  assert.deepEqual(order, [1], "leaving twice lets nobody else go");
  leave(await others[0]);
  leave(await others[1]);
  leave(await others[2]);
  leave(other);
  assert.deepEqual(order, [1, 2, 3]);
  leave(await slow.enter("a", stays));
});

test("turns away whom the key or the whole lane has no room for", async () => {
  const { slow } = lane();
  const inFlight = [await slow.enter("a", stays), await slow.enter("b", stays)];
  const waiting = [1, 2, 3].map(() => slow.enter("a", stays));
  assert.deepEqual(await slow.enter("a", stays), { kind: "full" });
  waiting.push(slow.enter("b", stays), slow.enter("b", stays));
  assert.deepEqual(await slow.enter("b", stays), { kind: "full" });
  assert.equal(slow.waiting(), 5);
  for (const turn of inFlight) leave(turn);
  for (const turn of waiting) leave(await turn);
  assert.equal(slow.waiting(), 0);
});

test("one who leaves or waits too long gives his place up, and the next still gets his turn", async () => {
  const { slow, clock } = lane();
  const first = await slow.enter("a", stays);
  const leaver = new AbortController();
  const gone = slow.enter("a", leaver.signal);
  const late = slow.enter("a", stays);
  leaver.abort();
  assert.deepEqual(await gone, { kind: "gone" });
  clock.advance(10_000);
  assert.deepEqual(await late, { kind: "late" });
  const next = slow.enter("a", stays);
  assert.equal(slow.waiting(), 1);
  leave(first);
  leave(await next);
  assert.deepEqual(await slow.enter("a", AbortSignal.abort()), { kind: "gone" });
});

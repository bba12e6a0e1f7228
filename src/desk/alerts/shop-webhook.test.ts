// The shop hears of every hold and its end exactly once, through the outbox.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createEvents, manualClock } from "../../kernel/index.ts";
import { createShopWebhook, memoryOutbox } from "../index.ts";
import type { OutboxMessage } from "../ports.ts";

test("holds are told to the shop once each, and never as shippable before a release", async () => {
  const clock = manualClock();
  const kept = new Map<string, OutboxMessage>();
  const outbox = memoryOutbox(kept);
  const troubles: unknown[] = [];
  const events = createEvents((error) => troubles.push(error));
  const shop = createShopWebhook({
    events,
    outbox,
    clock,
    wanted: () => true,
    onTrouble: (e) => troubles.push(e),
  });
  const created = {
    type: "hold.created",
    holdId: "hold_1",
    orderRef: "A-1",
    claimedRef: null,
    atMs: clock.nowMs(),
  } as const;
  events.emit(created);
  events.emit(created);
  events.emit({
    type: "hold.decided",
    holdId: "hold_1",
    orderRef: "A-1",
    decision: "released",
    by: "owner:h",
    atMs: 2,
  });
  events.emit({
    type: "hold.decided",
    holdId: "hold_2",
    orderRef: null,
    decision: "cancelled",
    by: "owner:h",
    atMs: 3,
  });
  events.emit({
    type: "hold.named",
    holdId: "hold_3",
    orderRef: "A-3",
    claimedRef: null,
    by: "misemori",
    atMs: 4,
  });
  events.emit({
    type: "hold.decided",
    holdId: "hold_3",
    orderRef: "A-3",
    decision: "cancelled",
    by: "misemori",
    atMs: 5,
  });
  await shop.settled();
  const bodies = [...kept.values()].map((m) => {
    assert.equal(m.channel, "shop");
    const { type, shippable, orderRef } = JSON.parse(m.body) as Record<string, unknown>;
    return [type, shippable, orderRef];
  });
  assert.deepEqual(bodies, [
    ["hold.created", false, "A-1"],
    ["hold.released", true, "A-1"],
    ["hold.cancelled", false, null],
    ["hold.named", false, "A-3"],
    ["hold.lapsed", true, null],
  ]);
  assert.doesNotMatch([...kept.values()].map((m) => m.body).join(""), /owner:h/, "staff names stay inside");
  assert.deepEqual(troubles, []);
  shop.close();
});

test("without a shop webhook nothing is put in the outbox", async () => {
  const kept = new Map<string, OutboxMessage>();
  const events = createEvents((error) => assert.ifError(error));
  const deps = {
    events,
    outbox: memoryOutbox(kept),
    clock: manualClock(),
    onTrouble: (error: unknown) => assert.ifError(error),
  };
  const shop = createShopWebhook({ ...deps, wanted: () => false });
  events.emit({ type: "hold.created", holdId: "hold_1", orderRef: null, claimedRef: null, atMs: 1 });
  await shop.settled();
  assert.equal(kept.size, 0);
  shop.close();
});

test("an ending of all sessions is told once, with the moment before which none counts; without a webhook nothing is kept", async () => {
  const clock = manualClock();
  const kept = new Map<string, OutboxMessage>();
  const wish = { isWanted: true };
  const events = createEvents((error) => assert.fail(String(error)));
  const shop = createShopWebhook({
    events,
    outbox: memoryOutbox(kept),
    clock,
    wanted: () => wish.isWanted,
    onTrouble: (error) => assert.fail(String(error)),
  });
  const ended = { type: "sessions.ended", by: "owner:花子", atMs: 7 } as const;
  events.emit(ended);
  // Told again at a start, in case the last process died before it could.
  events.emit(ended);
  events.emit({ ...ended, atMs: 8 });
  wish.isWanted = false;
  events.emit({ ...ended, atMs: 9 });
  await shop.settled();
  assert.deepEqual(
    [...kept.values()].map(({ channel, body }) => [channel, JSON.parse(body)]),
    [7, 8].map((beforeMs) => [
      "shop",
      { id: `sessions.end:${beforeMs}`, type: "sessions.end", by: "owner:花子", beforeMs },
    ]),
  );
  shop.close();
});

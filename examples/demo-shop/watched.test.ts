// The attack to watch against the bare demonstration shop: it really pays, its figures are the gateway's, and it ends.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkTarget, playWatched, type WatchedOptions } from "../../src/ready/index.ts";
import { createIssuer, startDemoShop, startFakeGateway, type DemoShop, type FakeGateway } from "./index.ts";

let gateway: FakeGateway;
let shop: DemoShop;
before(async () => {
  gateway = await startFakeGateway({ latency: 0 });
  shop = await startDemoShop({ gateway: gateway.url });
});
after(async () => {
  await shop.close();
  await gateway.close();
});

async function play(change: Partial<WatchedOptions> = {}, url = shop.url): ReturnType<typeof playWatched> {
  const target = await checkTarget(url, []);
  assert.ok(target.ok);
  return playWatched({
    target: target.value,
    issuer: createIssuer(),
    seconds: 3,
    perSecond: 12,
    seed: 1,
    nowMs: () => performance.timeOrigin + performance.now(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...change,
  });
}

test("without a guard every try reaches the gateway, and every kind of attacker had its turn", async () => {
  const methods = new Set<string>();
  const seen = await play({ onProgress: (_seconds, method) => methods.add(method) });
  const { byTag = {} } = gateway.stats(true);
  assert.ok(seen.attempts > 5, String(seen.attempts));
  assert.equal(seen.tags.length, seen.attempts);
  assert.equal(seen.tags.filter((tag) => (byTag[tag] ?? 0) > 0).length, seen.attempts);
  const { declined, approved, challenged, refused, other } = seen;
  assert.equal(declined + approved + challenged + refused + other, seen.attempts);
  assert.deepEqual([challenged, refused], [0, 0], "nobody stands in front");
  assert.equal(methods.size, 5);
});

test("ends early when it is called off, with what was seen so far", async () => {
  const gone = new AbortController();
  const seen = await play({ seconds: 600, signal: gone.signal, onProgress: () => gone.abort() });
  assert.ok(seen.seconds < 60);
});

test("a shop that does not answer ends it with a reason", async () => {
  await assert.rejects(play({}, "http://127.0.0.1:1"), { code: "drill.wire" });
});

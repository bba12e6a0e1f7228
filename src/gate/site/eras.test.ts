// Which orders end what is under way, and which leave it alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { NOTHING_ORDERED, openSiteBoard, SITE_BYTES, type SiteNow } from "./board.ts";
import { createEras } from "./eras.ts";

test("a stop and an ending of sessions begin an era; opening again, blocking and another sentence do not", () => {
  const memory = new SharedArrayBuffer(SITE_BYTES);
  const house = openSiteBoard(memory);
  const eraOf = createEras(openSiteBoard(memory));
  const post = (orders: Partial<SiteNow>): number => {
    house.post({ ...NOTHING_ORDERED, ...orders });
    return eraOf();
  };
  assert.equal(eraOf(), 0);
  assert.equal(post({ blocks: [{ kind: "ip", value: "203.0.113.7", untilMs: null }] }), 0);
  assert.equal(post({ stoppedAtMs: 5 }), 1);
  assert.equal(post({ stoppedAtMs: 5, sentence: "夕方まで" }), 1);
  assert.equal(post({ stoppedAtMs: 5, sessionsFromMs: 4 }), 2, "the clock may have been set back");
  assert.equal(post({ sessionsFromMs: 4 }), 2);
  assert.equal(post({ stoppedAtMs: 3, sessionsFromMs: 4 }), 3);
});

test("a worker that starts while sessions are ended already has nothing to end", () => {
  const memory = new SharedArrayBuffer(SITE_BYTES);
  openSiteBoard(memory).post({ ...NOTHING_ORDERED, sessionsFromMs: 9 });
  const eraOf = createEras(openSiteBoard(memory));
  assert.equal(eraOf(), 0);
});

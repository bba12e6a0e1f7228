// An incident's acts on the gate's real desk: one origin however it is written, and what holds is what the gate says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openSiteBoard, openSiteDesk, SITE_BYTES } from "../../gate/index.ts";
import { createEvents, manualClock, seededRandom } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import { sitePerformers } from "./site-performers.ts";

const REQUEST = { incident: "incident_1", key: "k", by: "owner:花子", why: "攻撃" } as const;

test("an origin is one target however it is written, and holds until anybody lets it in again", async () => {
  const { site } = await openSiteDesk({
    orders: openMemoryStore().siteOrders,
    board: openSiteBoard(new SharedArrayBuffer(SITE_BYTES)),
    clock: manualClock(1_000),
    random: seededRandom(3),
    events: createEvents((error) => assert.fail(String(error))),
    record: async () => undefined,
    lookUp: (ip) => ({ ip, asn: 2_516, asnName: "", country: "JP", hosting: false }),
    settings: () => ({
      shopUrl: "https://shop.example",
      spared: [],
      sessionCookies: [],
      tokens: "not-covered",
    }),
    changed: () => undefined,
  });
  const blocker = sitePerformers(site, "ja")["block-origin"];
  assert.ok(blocker !== null);
  for (const [one, other] of [
    ["as64500", "asn 64500"],
    ["203.0.113.9/24", "network 203.0.113.0/24"],
  ] as const) {
    assert.equal(blocker.aim?.(one), blocker.aim?.(other));
    assert.equal(await blocker.holds?.(one), false);
    assert.ok((await blocker.perform({ ...REQUEST, target: one })).ok);
    assert.equal(await blocker.holds?.(other), true);
  }
  await site.unblock({ kind: "asn", value: "64500" }, { by: "api:shop", why: "済み" });
  assert.equal(await blocker.holds?.("as64500"), false);
  assert.equal(blocker.aim?.("nonsense"), "nonsense");
  assert.equal(await blocker.holds?.("nonsense"), false);
});

// An incident's acts on the gate's real desk: one origin however it is written, and what holds is what the gate says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { siteInMemory } from "../console/api/site-memory.ts";
import { journalInMemory } from "../console/api/memory.ts";
import { manualClock } from "../kernel/index.ts";
import { sitePerformers } from "./site-performers.ts";

const REQUEST = { incident: "incident_1", key: "k", by: "owner:花子", why: "攻撃" } as const;

test("an origin is one target however it is written, and holds until anybody lets it in again", async () => {
  const site = siteInMemory(manualClock(1_000), journalInMemory(), () => undefined);
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

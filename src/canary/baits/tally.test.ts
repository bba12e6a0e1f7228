// Touches of baits counted for whoever looks at them later.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createTouchTally } from "./tally.ts";
import type { Touch } from "./touches.ts";

function touchOf(more: Partial<Touch>): Touch {
  return {
    path: "/.env",
    act: "took",
    ip: "192.0.2.1",
    asn: 64_500,
    asnName: "EXAMPLE",
    country: "SG",
    agent: "curl",
    atMs: 1,
    ...more,
  };
}

test("one bait and one network is one row, with how many addresses and since when", () => {
  const tally = createTouchTally();
  tally.add(touchOf({}));
  tally.add(touchOf({ atMs: 5 }));
  tally.add(touchOf({ ip: "192.0.2.2", atMs: 9 }));
  const [row, ...more] = tally.list();
  assert.equal(more.length, 0);
  assert.deepEqual([row?.touches, row?.addresses, row?.firstAtMs, row?.lastAtMs], [3, 2, 1, 9]);
});

test("known crawlers leave no row", () => {
  const tally = createTouchTally();
  tally.add(touchOf({ asn: 15_169, agent: "Googlebot/2.1" }));
  assert.deepEqual(tally.list(), []);
});

test("a scan from a thousand networks neither grows without end nor washes away who used a bait's words", () => {
  const tally = createTouchTally();
  tally.add(touchOf({ act: "entered", path: "/manage/" }));
  for (let asn = 1; asn <= 1_000; asn++) tally.add(touchOf({ asn, atMs: asn + 1 }));
  const rows = tally.list();
  assert.equal(rows.length, 200);
  assert.equal(rows[0]?.act, "entered");
  assert.equal(rows[1]?.lastAtMs, 1_001);
});

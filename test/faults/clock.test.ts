// The machine's clock is set back an hour: no budget opens anew, signed-in people stay signed in, pages flow.

import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../src/kernel/index.ts";
import { attack } from "./attack.ts";
import { startHere } from "./in-process.ts";
import { FEE_YEN, openPlace } from "./place.ts";
import * as street from "./street.ts";

const HOUR_MS = 3_600_000;
const BUDGET_YEN = 100;

test("a clock set back an hour opens no new budget and signs nobody out", async (t) => {
  const place = await openPlace(t, {
    config: {
      budget: { perHourYen: BUDGET_YEN, perDayYen: 5_000 },
      answers: { stepUp: false, hold: false, challenge: false, decoy: false },
    },
  });
  let shiftMs = 0;
  const system = systemClock();
  const guard = await startHere(t, place, { ...system, nowMs: () => system.nowMs() + shiftMs });
  const owner = await fetch(`${guard.consoleUrl}/v1/first-owner`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: guard.consoleUrl },
    body: JSON.stringify({
      token: guard.firstOwnerUrl?.split("#")[1],
      name: "はなこ",
      password: "a long and winding road 1",
    }),
  });
  assert.equal(owner.status, 200);
  const cookie = owner.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const on = street.openStreet(guard.gateUrl);
  const rng = street.random(12);
  await attack(on, { tries: 60, rng, wave: 1 });
  const before = (await guard.gate.gatehouse.now()).budget.hour.spentYen;
  assert.ok(before > 0);

  shiftMs = -HOUR_MS;
  await attack(on, { tries: 60, rng, wave: 2 });
  assert.ok((await guard.gate.gatehouse.now()).budget.hour.spentYen >= before);
  assert.ok(
    place.gateway.stats().declined * FEE_YEN <= BUDGET_YEN,
    `${place.gateway.stats().declined} declined`,
  );
  assert.equal((await fetch(guard.gateUrl)).status, 200);
  const visit = await fetch(`${guard.consoleUrl}/v1/visit`, { headers: { cookie } });
  assert.equal(((await visit.json()) as { signedIn: boolean }).signedIn, true);
  on.close();
  assert.ok(!guard.lines.some((line) => line.includes("failed")), guard.lines.join(""));
});

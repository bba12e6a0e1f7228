// The money invariant against an adversary: whatever is tried, and whatever breaks meanwhile, declined tries of unproven
// buyers never cost more than the hour's budget; then cards pause for strangers only.

import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import { attack } from "./attack.ts";
import { FEE_YEN, openPlace, until, type Place } from "./place.ts";
import * as street from "./street.ts";

const BUDGET_YEN = 200;
/** With these answers off every try that the judge does not refuse outright falls to the budget alone. */
const BUDGET_ALONE = { stepUp: false, hold: false, challenge: false, decoy: false };

function burntYen(place: Place): number {
  return place.gateway.stats().declined * FEE_YEN;
}

test("declined tries never burn more than the hour's budget, over kill -9 and restart, and only strangers' cards pause", async (t) => {
  const place = await openPlace(t, {
    config: { answers: BUDGET_ALONE, budget: { perHourYen: BUDGET_YEN, perDayYen: 5_000 } },
  });
  const rng = street.random(7);
  let guard = await place.start();
  let on = street.openStreet(guard.gateUrl);
  const regular = street.identity({ ip: "133.32.200.1" });
  await on.play(street.stroll(regular));
  const first = await on.play(street.tryByForm(regular, street.person("hanako"), "card", street.goodCard(rng)));
  assert.equal(first.ending, "approved");
  // The last 100 ms of records may go with a killed process; this purchase is not to be among them.
  await wait(300);

  for (let round = 0; round < 3; round++) {
    const wave = attack(on, { tries: 48, rng, wave: round });
    await wait(40 + 120 * round);
    await guard.kill();
    on.close();
    await wave;
    assert.ok(burntYen(place) <= BUDGET_YEN, `${burntYen(place)} yen burnt in round ${round}`);
    guard = await place.start();
    on = street.openStreet(guard.gateUrl);
  }
  for (let wave = 3; wave < 7; wave++) {
    await attack(on, { tries: 60, rng, wave });
    assert.ok(burntYen(place) <= BUDGET_YEN, `${burntYen(place)} yen burnt in wave ${wave}`);
  }
  console.log(place.gateway.stats());

  const stranger = street.identity({ ip: "133.40.7.7", headers: street.desktop(1) });
  await on.play(street.stroll(stranger));
  const asked = await on.play(street.tryByForm(stranger, street.person("jiro"), "card", street.goodCard(rng)));
  assert.equal(asked.ending, "paused");
  assert.match(asked.seen.body, /代金引換/);
  const cod = await on.play(street.tryByForm(stranger, street.person("jiro"), "cod"));
  assert.equal(cod.ending, "approved");
  const again = await on.play(street.tryByForm(regular, street.person("hanako"), "card", street.goodCard(rng)));
  assert.equal(again.ending, "approved");

  const alerts = await until("an alert", () => {
    const told = place.hooks.filter((hook) => hook.path === "/alerts");
    return told.length > 0 && told;
  });
  const changes = alerts.map((hook) => (JSON.parse(hook.body) as { change: string }).change);
  assert.equal(changes.filter((change) => change === "began").length, 1, changes.join());
  assert.equal(new Set(changes).size, changes.length, changes.join());
  on.close();
});

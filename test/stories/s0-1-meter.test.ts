// S0-1: a money meter: the fee of every try, declined ones included, against the sales of the day.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { NowView } from "../../src/gate/index.ts";
import { ask, FEE_YEN, openPlace, until } from "../faults/place.ts";
import * as street from "../faults/street.ts";

test("the meter shows the fee of every try, declined ones included, against the day's sales", async (t) => {
  const place = await openPlace(t);
  const guard = await place.start();
  const on = street.openStreet(guard.gateUrl);
  const rng = street.random(11);
  const endings: street.Ending[] = [];
  for (let i = 0; i < 4; i++) {
    const as = street.identity({ ip: `133.32.${i}.1`, headers: street.desktop(i) });
    await on.play(street.stroll(as));
    const card = i === 2 ? street.deadCard(rng, "453910") : street.goodCard(rng);
    endings.push((await on.play(street.tryByForm(as, street.person(`b${i}`), "card", card))).ending);
  }
  on.close();
  assert.deepEqual(endings, ["approved", "approved", "declined", "approved"]);
  const now = await until("four tries on the meter", async () => {
    const { body } = await ask<NowView>(guard, "/v1/now");
    return body.today.attempts === 4 && body;
  });
  assert.equal(now.today.feesYen, place.gateway.stats().feesYen);
  assert.equal(now.today.feesYen, 4 * FEE_YEN);
  const sales = place.shop.orders().reduce((sum, order) => sum + order.totalYen, 0);
  assert.equal(now.today.salesYen, sales);
  assert.equal(now.today.approved, 3);
  assert.equal(now.today.declined, 1);
  // Approved fees were no attacker's: only the declined one is charged to the budget.
  await until("the approved fees are back", async () => {
    const { body } = await ask<NowView>(guard, "/v1/now");
    return body.budget.hour.spentYen === FEE_YEN;
  });
  const minute = now.perMinute.reduce((sum, one) => sum + one.feesYen, 0);
  assert.equal(minute, 4 * FEE_YEN);
});

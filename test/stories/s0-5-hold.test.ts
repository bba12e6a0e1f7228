// S0-5: suspicious orders are held before they ship.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Hold } from "../../src/gate/index.ts";
import { ask, openPlace, told, until } from "../faults/place.ts";
import * as street from "../faults/street.ts";

/** Goods so dear to lose, and a person's look so cheap, that every stranger's order is held. */
const HOLD_STRANGERS = {
  answers: { stepUp: false, hold: true, challenge: false, decoy: false },
  costs: { feeYen: 20, chargebackYen: 5_000_000, holdReviewYen: 0 },
};

test("a held order is never told as shippable until a person releases it", async (t) => {
  const place = await openPlace(t, { config: HOLD_STRANGERS });
  const guard = await place.start();
  const on = street.openStreet(guard.gateUrl);
  const rng = street.random(5);
  const shippable = async (ref: string): Promise<boolean> =>
    (await ask<{ shippable: boolean }>(guard, `/v1/orders/${ref}/shippable`)).body.shippable;
  const held = async (): Promise<readonly Hold[]> =>
    (await ask<{ holds: Hold[] }>(guard, "/v1/holds?state=held")).body.holds;

  const buyer = street.identity({ ip: "133.32.1.1" });
  await on.play(street.stroll(buyer));
  const bad = await on.play(
    street.tryByForm(buyer, street.person("hana"), "card", street.deadCard(rng, "453910")),
  );
  assert.equal(bad.ending, "declined");
  await until("nothing is on hold for a failed try", async () => (await held()).length === 0);

  // The same checkout again: the shop gives the order the name that the failed try bore.
  const good = await on.play(street.tryByForm(buyer, street.person("hana"), "card", street.goodCard(rng)));
  assert.equal(good.ending, "approved");
  const api = street.identity({ ip: "133.40.1.1", headers: street.desktop(2) });
  await on.play(street.stroll(api));
  const second = await on.play(street.tryByApi(api, street.person("jiro"), street.goodCard(rng)));
  assert.equal(second.ending, "approved");
  on.close();

  const orders = place.shop.orders();
  assert.equal(orders.length, 2);
  for (const order of orders) {
    assert.equal(order.hold, true, "the shop saw Misemori-Hold with the order");
    assert.equal(await shippable(order.ref), false, order.ref);
  }
  assert.equal(await shippable("MS000000-000001"), true, "an order that was never held");
  const holds = await held();
  assert.deepEqual(new Set(holds.map((hold) => hold.orderRef)), new Set(orders.map((order) => order.ref)));
  await until("the shop was told both names", () =>
    orders.every((order) =>
      told(place, "/shop").some((hook) => hook["orderRef"] === order.ref && hook["shippable"] === false),
    ),
  );

  const [first, other] = holds;
  assert.ok(first !== undefined && other !== undefined);
  assert.equal((await ask(guard, `/v1/holds/${first.id}/release`, { note: "電話で確かめた" })).status, 200);
  assert.equal((await ask(guard, `/v1/holds/${other.id}/cancel`, { note: "盗難カード" })).status, 200);
  assert.equal(await shippable(first.orderRef ?? ""), true);
  assert.equal(await shippable(other.orderRef ?? ""), false, "a cancelled order never ships");
  assert.equal((await ask(guard, `/v1/holds/${first.id}/cancel`, {})).status, 409, "decided once");
  const decisions = await until("the shop was told the decisions", () => {
    const list = told(place, "/shop").filter((hook) => /released|cancelled/.test(String(hook["type"])));
    return list.length >= 2 && list;
  });
  assert.deepEqual(
    new Set(
      decisions.map(
        (hook) => `${String(hook["type"])} ${String(hook["orderRef"])} ${String(hook["shippable"])}`,
      ),
    ),
    new Set([`hold.cancelled ${other.orderRef} false`, `hold.released ${first.orderRef} true`]),
  );
  assert.equal(told(place, "/shop").filter((hook) => hook["type"] === "hold.lapsed").length, 1);
});

test("a hold outlives kill -9 the moment after the shop took the order, and the shop is told once", async (t) => {
  const place = await openPlace(t, { config: HOLD_STRANGERS });
  let guard = await place.start();
  const on = street.openStreet(guard.gateUrl);
  const buyer = street.identity({ ip: "133.32.1.1" });
  await on.play(street.stroll(buyer));
  const { ending } = await on.play(
    street.tryByForm(buyer, street.person("hana"), "card", street.goodCard(street.random(5))),
  );
  await guard.kill();
  on.close();
  assert.equal(ending, "approved");
  guard = await place.start();
  const [order] = place.shop.orders();
  assert.ok(order !== undefined);
  const answer = await ask<{ shippable: boolean }>(guard, `/v1/orders/${order.ref}/shippable`);
  assert.equal(answer.body.shippable, false);
  const made = (): number => told(place, "/shop").filter((hook) => hook["type"] === "hold.created").length;
  await until("the shop is told", () => made() > 0);
  const ids = told(place, "/shop").map((hook) => hook["id"]);
  assert.equal(new Set(ids).size, 1, "one message, whatever was repeated");
});

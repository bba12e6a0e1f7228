// The money invariant against an adversary: whatever is tried, and whatever breaks meanwhile, declined tries of unproven
// buyers never cost more than the hour's budget; then cards pause for strangers only.

import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import { attack } from "./attack.ts";
import type { NowView } from "../../src/gate/index.ts";
import { ask, FEE_YEN, openPlace, told, until, type Place } from "./place.ts";
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
  const first = await on.play(
    street.tryByForm(regular, street.person("hanako"), "card", street.goodCard(rng)),
  );
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
  const stranger = street.identity({ ip: "133.40.7.7", headers: street.desktop(1) });
  await on.play(street.stroll(stranger));
  const asked = await on.play(
    street.tryByForm(stranger, street.person("jiro"), "card", street.goodCard(rng)),
  );
  assert.equal(asked.ending, "paused");
  assert.match(asked.seen.body, /代金引換/);
  const cod = await on.play(street.tryByForm(stranger, street.person("jiro"), "cod"));
  assert.equal(cod.ending, "approved");
  const again = await on.play(
    street.tryByForm(regular, street.person("hanako"), "card", street.goodCard(rng)),
  );
  assert.equal(again.ending, "approved");

  await until("an alert", () => told(place, "/alerts").length > 0);
  // One under way when the process was killed goes again under its old id, which its receiver knows already.
  const alerts = new Map(told(place, "/alerts").map((hook) => [hook["id"], String(hook["change"])]));
  const changes = [...alerts.values()];
  assert.equal(changes.filter((change) => change === "began").length, 1, JSON.stringify([...alerts]));
  assert.equal(new Set(changes).size, changes.length, changes.join());
  on.close();
});

test("testers who solve challenges, keep cookies and change addresses stay within the budget too", async (t) => {
  const place = await openPlace(t, { config: { budget: { perHourYen: BUDGET_YEN, perDayYen: 5_000 } } });
  const rng = street.random(8);
  const guard = await place.start();
  const on = street.openStreet(guard.gateUrl, 10);
  for (let wave = 0; wave < 3; wave++) {
    await attack(on, { tries: 60, rng, wave });
    assert.ok(burntYen(place) <= BUDGET_YEN, `${burntYen(place)} yen burnt in wave ${wave}`);
  }
  on.close();
});

test("a card hidden under another way to pay is counted as a card", async (t) => {
  const place = await openPlace(t, {
    config: { answers: BUDGET_ALONE, budget: { perHourYen: 9_000, perDayYen: 9_000 } },
  });
  const guard = await place.start();
  const on = street.openStreet(guard.gateUrl);
  const rng = street.random(6);
  const disguises: readonly ((card: string, rest: string) => readonly [type: string, body: string])[] = [
    (card, rest) => [FORM, `payment=cod&${rest}&payment=card&card_number=${card}`],
    (card, rest) => [FORM, `${rest}&payment=card&card_number=${card}&payment=cod`],
    (card, rest) => [FORM, `${rest}&payment=COD&card_number=${card}`],
    (card, rest) => [FORM, `${rest}&payment=cod&payment%5B%5D=card&card_number=${card}`],
    (card, rest) => ["text/plain", `${rest}&payment=card&card_number=${card}`],
    (card, rest) => [
      "application/json",
      `{"payment":"cod","x":"&${rest}&payment=card&card_number=${card}&"}`,
    ],
    (card, rest) => ["application/json", `["payment=cod&${rest}&payment=card&card_number=${card}"]`],
    (card, rest) => [
      "multipart/form-data; boundary=b",
      `--b\r\nContent-Disposition: form-data; name="payment"\r\n\r\ncod\r\n--b--\r\n&${rest}&payment=card&card_number=${card}&z=`,
    ],
    (card, rest) => [
      "application/x-www-form-urlencoded; charset=utf-16le",
      `${rest}&payment=card&card_number=${card}`,
    ],
    (card, rest) => ["", `${rest}&payment=card&card_number=${card}`],
  ];
  const paths = ["/checkout", "/checkout?payment=cod", "/%63heckout"];
  for (const [i, disguise] of disguises.entries()) {
    const as = street.identity({ ip: `133.32.${i}.1`, headers: street.desktop(i) });
    const form = await on.play(street.fillCart(as, "sticker"));
    assert.ok(form !== undefined);
    const card = street.deadCard(rng);
    const rest = new URLSearchParams({
      csrf: form.csrf,
      name: "a",
      email: `d${i}@example.jp`,
      tel: "1",
      address: "b",
      card_expiry: card.expiry,
      card_code: card.code,
    }).toString();
    const [type, body] = disguise(card.number, rest);
    const answer = await fetch(`${guard.gateUrl}${paths[i % paths.length] ?? ""}`, {
      method: "POST",
      redirect: "manual",
      headers: {
        cookie: [...as.jar].map(([name, value]) => `${name}=${value}`).join("; "),
        "x-forwarded-for": as.ip,
        ...(type === "" ? {} : { "content-type": type }),
      },
      body: type === "" ? new Blob([body]) : body,
    });
    await answer.arrayBuffer();
    // Whatever the gateway was called for was seen as a try and paid from the budget first.
    const calls = place.gateway.stats().calls;
    const { budget } = (await ask<NowView>(guard, "/v1/now")).body;
    assert.ok(
      calls * FEE_YEN <= budget.hour.spentYen,
      `disguise ${i}: ${calls} calls, ${budget.hour.spentYen} yen`,
    );
  }
  assert.ok(place.gateway.stats().calls > 0, "some disguise deceives the shop");
  on.close();
});

const FORM = "application/x-www-form-urlencoded";

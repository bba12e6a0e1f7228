// S0-2: machine-speed guessing from many countries is stopped without turning honest buyers away.

import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import type { NowView } from "../../src/gate/index.ts";
import { attack } from "../faults/attack.ts";
import { ask, openPlace } from "../faults/place.ts";
import * as street from "../faults/street.ts";

test("guessing at machine speed from many countries is stopped while every honest buyer buys", async (t) => {
  const place = await openPlace(t, { config: { budget: { perHourYen: 1_000, perDayYen: 5_000 } } });
  const guard = await place.start();
  const on = street.openStreet(guard.gateUrl, 12);
  const rng = street.random(22);
  const people = [0, 1, 2, 3, 4, 5].map((i) =>
    street.identity({ ip: `126.${100 + i}.7.${i + 1}`, headers: street.desktop(i) }),
  );
  await Promise.all(people.map((as) => on.play(street.stroll(as))));
  // Nobody chooses, fills in the form and pays within five seconds.
  await wait(5_200);
  const buy = async (as: street.Identity, i: number): Promise<street.Ending> => {
    const name = ["hanako", "jiro", "yuki.m", "k-sato", "mai2000", "r_ito"][i] ?? "x";
    const slug = ["oyster", "tea", "salt", "hojicha", "pillow", "oyster-oil"][i];
    const card = street.goodCard(rng);
    // Asked to wait in the thick of the burst, people wait a moment and press the button again.
    for (let again = 0; ; again++) {
      const { ending } = await on.play(street.tryByForm(as, street.person(name), "card", card, slug));
      if (ending !== "paused" || again === 3) return ending;
      await wait(1_000);
    }
  };
  const bots = street.openStreet(guard.gateUrl);
  const waves = [0, 1, 2].map((wave) => attack(bots, { tries: 80, rng, wave }));
  const honest = await Promise.all(people.map(buy));
  const endings = await Promise.all(waves);
  bots.close();
  on.close();
  assert.deepEqual(
    honest,
    Array.from({ length: 6 }, () => "approved"),
  );
  const reached = place.gateway.stats().declined;
  // All 240 come within half a second, before much can be learned: four in five are stopped even so.
  assert.ok(reached <= 48, `${reached} of 240 guesses reached the gateway: ${JSON.stringify(endings)}`);
  const { body } = await ask<NowView>(guard, "/v1/now");
  assert.ok(body.countries.length >= 5, "the console names the countries they came from");
  assert.ok(body.crowds.length > 0);
  assert.ok(body.today.stopped >= 150);
});

// S0-4: cards can be paused alone; other ways to pay stay open, and who did it when is on record.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { NowView } from "../../src/gate/index.ts";
import { ask, openPlace } from "../faults/place.ts";
import * as street from "../faults/street.ts";

test("cards are paused alone by hand, survive a kill -9 as paused, and are resumed; cash on delivery stays open", async (t) => {
  const place = await openPlace(t);
  let guard = await place.start();
  let on = street.openStreet(guard.gateUrl);
  const rng = street.random(44);
  const pay = async (i: number, by: "card" | "cod"): Promise<{ ending: street.Ending; body: string }> => {
    const as = street.identity({ ip: `133.32.${i}.9`, headers: street.desktop(i) });
    await on.play(street.stroll(as));
    const card = by === "card" ? street.goodCard(rng) : undefined;
    const { ending, seen } = await on.play(street.tryByForm(as, street.person(`c${i}`), by, card));
    return { ending, body: seen.body };
  };
  assert.equal((await pay(1, "card")).ending, "approved");
  const paused = await ask<{ state: string }>(guard, "/v1/cards/pause", {
    why: "夜中に不正な試みが続くため",
  });
  assert.equal(paused.body.state, "paused");
  const { ending, body } = await pay(2, "card");
  assert.equal(ending, "paused");
  assert.match(body, /代金引換/);
  assert.equal((await pay(3, "cod")).ending, "approved");
  await guard.kill();
  on.close();

  guard = await place.start();
  on = street.openStreet(guard.gateUrl);
  assert.equal((await pay(4, "card")).ending, "paused");
  const { cards } = (await ask<NowView>(guard, "/v1/now")).body;
  assert.equal(cards.by, "api:this machine");
  assert.equal(cards.why, "夜中に不正な試みが続くため");
  assert.ok(Math.abs(cards.atMs - Date.now()) < 60_000);
  assert.equal((await ask(guard, "/v1/cards/resume", { why: "落ち着いた" })).status, 200);
  assert.equal((await pay(5, "card")).ending, "approved");
  on.close();
});

// S0-3: keeps winning when the attacker changes method, and over a restart: what was learned stays.

import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import { openPlace, told, type Place } from "../faults/place.ts";
import * as street from "../faults/street.ts";
import type { Street } from "../faults/street.ts";

const TRIES = 40;

function sum(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0);
}

/** One method at a time, one try after the other as fast as they are answered; returns how many reached the gateway. */
async function method(place: Place, on: Street, seed: number, kind: number): Promise<number> {
  const before = place.gateway.stats().declined;
  const rng = street.random(seed);
  for (let i = 0; i < TRIES; i += 8) {
    await Promise.all(Array.from({ length: 8 }, (_, j) => one(on, kind, seed, i + j, rng)));
  }
  return place.gateway.stats().declined - before;
}

async function one(
  on: Street,
  kind: number,
  seed: number,
  i: number,
  rng: ReturnType<typeof street.random>,
): Promise<void> {
  const card = street.deadCard(rng, ["400022", "414720", "541180"][kind] ?? "453910");
  const who = street.person(`m${kind}q${seed}q${i}`);
  const ip = [`203.0.113.${i + 1}`, `45.${i}.${seed}.3`, `133.${60 + seed}.${i}.3`][kind] ?? "203.0.113.9";
  const as = street.identity({
    ip,
    headers: kind === 0 ? street.PYTHON : street.desktop(kind),
    cookies: kind === 1 ? "shop" : "all",
  });
  try {
    if (kind === 2) await on.play(street.stroll(as));
    await on.play(kind === 2 ? street.tryByForm(as, who, "card", card) : street.tryByApi(as, who, card));
  } catch {
    // Broken off: nothing reached anybody.
  }
}

test("each new method is stopped within few tries, and after kill -9 the old one is stopped sooner", async (t) => {
  const place = await openPlace(t, { config: { budget: { perHourYen: 2_000, perDayYen: 9_000 } } });
  let guard = await place.start();
  let on = street.openStreet(guard.gateUrl);
  const first: number[] = [];
  for (const kind of [0, 1, 2]) first.push(await method(place, on, 1, kind));
  for (const reached of first)
    assert.ok(reached <= TRIES / 2, `${first.join()} of ${TRIES} each reached the gateway`);
  await wait(300);
  await guard.kill();
  on.close();
  guard = await place.start();
  on = street.openStreet(guard.gateUrl);
  const again: number[] = [];
  for (const kind of [0, 1, 2]) again.push(await method(place, on, 2, kind));
  on.close();
  assert.ok(sum(again) <= sum(first), `${first.join()} at first, ${again.join()} after the restart`);
  assert.ok((again[0] ?? 99) <= 2, again.join());
  const began = told(place, "/alerts").filter((hook) => hook["change"] === "began");
  assert.equal(began.length, 1, "the same attack over a restart is one attack");
});

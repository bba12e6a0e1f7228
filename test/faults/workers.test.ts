// A worker thread dies under traffic: pages keep flowing, it is replaced, and the budget stays what it was.

import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import { attack } from "./attack.ts";
import { startHere } from "./in-process.ts";
import { FEE_YEN, openPlace, told, until } from "./place.ts";
import * as street from "./street.ts";

test("a killed worker thread is replaced, pages keep flowing and the budget holds", async (t) => {
  const place = await openPlace(t, {
    config: {
      budget: { perHourYen: 200, perDayYen: 1_000 },
      answers: { stepUp: false, hold: false, challenge: false, decoy: false },
    },
  });
  const guard = await startHere(t, place);
  const on = street.openStreet(guard.gateUrl);
  const wave = attack(on, { tries: 60, rng: street.random(3), wave: 1 });
  await wait(60);
  await guard.gate.crew.kill(0);
  assert.ok(guard.gate.crew.running().running < 2, "one worker is gone");
  for (let i = 0; i < 20; i++) {
    const page = await fetch(`${guard.gateUrl}/`, { headers: { connection: "close" } });
    assert.equal(page.status, 200);
    await page.arrayBuffer();
  }
  await until("two workers again", () => guard.gate.crew.running().running === 2);
  await wave;
  await guard.gate.crew.kill(1);
  await until("two workers again", () => guard.gate.crew.running().running === 2);
  await attack(on, { tries: 60, rng: street.random(4), wave: 2 });
  assert.ok(place.gateway.stats().declined * FEE_YEN <= 200, `${place.gateway.stats().declined} declined`);
  await until("the owner is told once", () =>
    told(place, "/alerts").some((hook) => hook["change"] === "worker.lost"),
  );
  assert.equal(told(place, "/alerts").filter((hook) => hook["change"] === "worker.lost").length, 1);
  on.close();
});

test("a worker replaced after a reload listens where the others do, not at an address that waits for a restart", async (t) => {
  const place = await openPlace(t);
  const guard = await startHere(t, place);
  await place.writeConfig({ gate: { listen: "127.0.0.2:0", workers: 2 } });
  await until("the reload", () => guard.lines.some((line) => line.includes("config.restart-needed")));
  await guard.gate.crew.kill(0);
  await guard.gate.crew.kill(1);
  await until("two workers again", () => guard.gate.crew.running().running === 2);
  assert.equal((await fetch(`${guard.gateUrl}/`)).status, 200);
  await assert.rejects(fetch(`http://127.0.0.2:${guard.gatePort}/`), "nothing listens there");
});

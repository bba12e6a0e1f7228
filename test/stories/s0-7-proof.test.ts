// S0-7: hands over proof: attempts, times, origins and fees, in a record that shows when somebody changed it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { AttemptRecord } from "../../src/gate/index.ts";
import { attack } from "../faults/attack.ts";
import { ask, openPlace, until, type Place } from "../faults/place.ts";
import * as street from "../faults/street.ts";

function misemori(place: Place, ...args: string[]): Promise<{ code: number; out: string }> {
  const file = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));
  const env = { ...process.env, TEST_STRIPE: "x", TEST_HOOK: "y" };
  return new Promise((resolve) =>
    execFile(process.execPath, [file, ...args], { cwd: place.folder, env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out: out + err }),
    ),
  );
}

test("every try is on record with time, origin, decision and fee, and a changed journal is found", async (t) => {
  const place = await openPlace(t);
  const guard = await place.start();
  const on = street.openStreet(guard.gateUrl);
  const beganMs = Date.now();
  await attack(on, { tries: 60, rng: street.random(77), wave: 1 });
  on.close();
  const { attempts } = await until("all tries on record", async () => {
    const { body } = await ask<{ attempts: AttemptRecord[] }>(guard, "/v1/attempts?limit=1000");
    return body.attempts.length >= 60 && body;
  });
  const fees = attempts.reduce((sum, attempt) => sum + attempt.feeYen, 0);
  assert.equal(fees, place.gateway.stats().feesYen);
  for (const { facts, judgement, reachedGateway } of attempts) {
    assert.ok(facts.atMs >= beganMs && facts.atMs <= Date.now());
    assert.ok(facts.origin.ip !== "" && facts.origin.country !== "");
    if (!reachedGateway)
      assert.ok(judgement.reasons.length > 0 || judgement.forced !== null, "a reason for each stop");
  }
  await until("the attack is in the journal", async () => {
    const { out } = await misemori(place, "journal", "export");
    return out.includes("attack.began");
  });
  assert.equal(await guard.stop(), 0);
  const sound = await misemori(place, "journal", "verify");
  assert.equal(sound.code, 0, sound.out);
  const database = new DatabaseSync(join(place.records, "record.db"));
  database.exec("UPDATE journal SET facts = '{}' WHERE seq = 2");
  database.close();
  const changed = await misemori(place, "journal", "verify");
  assert.equal(changed.code, 1, changed.out);
});

// Killed hard while it packs evidence for an incident: the next start packs it again, once, and what has a name is whole.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { verifyBag, type IncidentView } from "../../src/desk/index.ts";
import { ask, openPlace, until } from "./place.ts";

const LOG_MB = 150;

test("an act that was packing when the guard was killed is done once by the next one", async (t) => {
  const place = await openPlace(t, { config: { incidents: { preserve: ["shop.log"] } } });
  const piece = randomBytes(1024 * 1024);
  writeFileSync(join(place.folder, "shop.log"), Buffer.concat(Array.from({ length: LOG_MB }, () => piece)));
  const evidence = `${place.records}-evidence`;
  const first = await place.start();
  const opened = await ask<IncidentView>(first, "/v1/incidents", { type: "card-leak", title: "電話" });
  const { id } = opened.body;
  const act = { act: "preserve-evidence", key: "k1", why: "調査のため" };
  const broken = ask(first, `/v1/incidents/${id}/acts`, act).catch(() => "cut");
  await until("packing has begun", () => list(evidence).length > 0);
  await first.kill();
  assert.equal(await broken, "cut", "nobody was told that it was done");

  const second = await place.start();
  const view = await until("taken up again", async () => {
    const { body } = await ask<IncidentView>(second, `/v1/incidents/${id}`);
    return body.acts.every(({ state }) => state === "done") ? body : undefined;
  });
  assert.equal(view.acts.length, 1);
  assert.equal(view.evidence.length, 1, "one package, however often it was begun");
  const { bag, sha256 } = view.evidence[0] ?? { bag: "", sha256: "" };
  assert.deepEqual(list(evidence), [bag], "nothing half-packed is left");
  const verdict = await verifyBag(join(evidence, bag), () => undefined);
  assert.deepEqual([verdict.ok, verdict.sha256], [true, sha256]);
  const again = await ask<{ state: string }>(second, `/v1/incidents/${id}/acts`, act);
  assert.equal(again.body.state, "done");
  assert.deepEqual(list(evidence), [bag]);
});

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

// S0-6: wakes the right person once, and lets the others sleep.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import { attack as attackWave } from "../faults/attack.ts";
import { openPlace, told, until } from "../faults/place.ts";
import * as street from "../faults/street.ts";

test("an attack gives one mail and one signed webhook with what, done, cost and one link; a second only on change", async (t) => {
  const place = await openPlace(t, { config: { budget: { perHourYen: 2_000, perDayYen: 9_000 } } });
  const guard = await place.start();
  const on = street.openStreet(guard.gateUrl);
  const rng = street.random(66);
  for (let wave = 0; wave < 3; wave++) await attackWave(on, { tries: 50, rng, wave });
  on.close();
  await until("mail and webhook", () => place.mails.length > 0 && told(place, "/alerts").length > 0);
  // Whatever else would be sent has its time: the outbox is looked at every second.
  await wait(1_500);
  assert.equal(place.mails.length, 1);
  const hooks = place.hooks.filter((hook) => hook.path === "/alerts");
  assert.equal(hooks.length, 1);

  const [hook] = hooks;
  const signature = String(hook?.headers["misemori-signature"]);
  const time = /t=(\d+)/.exec(signature)?.[1] ?? "";
  const v1 = createHmac("sha256", "hook-secret-for-tests")
    .update(`${time}.${hook?.body ?? ""}`)
    .digest("hex");
  assert.ok(signature.includes(`v1=${v1}`), signature);

  const mail = place.mails[0] ?? "";
  assert.match(mail, /^To: owner@example\.jp$/m);
  const text = Buffer.from(
    mail
      .split(/\r?\n\r?\n/)
      .slice(1)
      .join(""),
    "base64",
  ).toString("utf8");
  assert.match(text, /何が起きているか/);
  assert.match(text, /Misemori がしたこと/);
  assert.match(text, /かかったお金/);
  assert.match(text, /カード決済：続いています/);
  const links = text.match(/https?:\/\/\S+/g) ?? [];
  assert.equal(links.length, 1);
  // One reader, so his own link: it opens without signing in and takes the alert with one tap.
  assert.ok(links[0]?.startsWith(`${guard.consoleUrl}/a/`), links[0]);
  assert.match(await (await fetch(links[0])).text(), /私が対応します/);
  const attack = told(place, "/alerts")[0]?.["attack"] as { attempts: number } | undefined;
  assert.ok((attack?.attempts ?? 0) >= 6, "the tries that made it an attack are counted in");

  const paused = await fetch(`${guard.consoleUrl}/v1/cards/pause`, {
    method: "POST",
    headers: { authorization: `Bearer ${guard.token}`, "content-type": "application/json" },
    body: JSON.stringify({ why: "様子を見る" }),
  });
  assert.equal(paused.status, 200);
  await until("the change is told", () => told(place, "/alerts").length === 2 && place.mails.length === 2);
  assert.equal(told(place, "/alerts")[1]?.["change"], "cards-paused");
});

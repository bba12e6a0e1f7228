// kill -9 of the whole guard at random moments under traffic: at most the last 100 ms of records are gone, no hold, no
// money and no journal entry; it starts again each time, and nobody is told anything twice.

import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import type { AttemptRecord, NowView } from "../../src/gate/index.ts";
import { openSigningKey, verifyJournal } from "../../src/journal/index.ts";
import { openSqliteStore } from "../../src/store/index.ts";
import { ask, FEE_YEN, openPlace, told, until } from "./place.ts";
import * as street from "./street.ts";

const ROUNDS = 3;
/** Records may wait 100 ms; a loaded machine needs a while more to take them. */
const SURE_MS = 300;

test("kill -9 under traffic loses at most the last moments, starts again, and tells nothing twice", async (t) => {
  const place = await openPlace(t, {
    config: {
      budget: { perHourYen: 100_000, perDayYen: 100_000 },
      answers: { stepUp: false, hold: true, challenge: false, decoy: false },
      costs: { feeYen: FEE_YEN, chargebackYen: 5_000_000, holdReviewYen: 0 },
    },
  });
  const rng = street.random(99);
  const answered: { readonly ending: street.Ending; readonly atMs: number; readonly ref: string }[] = [];
  const sureBeforeMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const guard = await place.start();
    const on = street.openStreet(guard.gateUrl);
    const over = new AbortController();
    const walker = async (lane: number): Promise<void> => {
      for (let i = 0; !over.signal.aborted; i++) {
        const as = street.identity({
          ip: `133.${32 + lane}.${i % 250}.${round + 1}`,
          headers: street.desktop(lane),
        });
        const who = street.person(`k${round}v${lane}v${i}${"abcdef"[i % 6]}`);
        const { ending, seen } = await on.play(street.tryByForm(as, who, "card", street.goodCard(rng)));
        answered.push({
          ending,
          atMs: Date.now(),
          ref: /\/orders\/([\w-]+)\//.exec(seen.location)?.[1] ?? "",
        });
        // Busy, but within the thousand records that one question answers.
        await wait(15);
      }
    };
    const walkers = [0, 1, 2, 3].map((lane) => walker(lane).catch(() => undefined));
    await wait(700 + Math.floor(Math.random() * 400));
    const killedMs = Date.now();
    await guard.kill();
    over.abort();
    on.close();
    await Promise.all(walkers);
    while (sureBeforeMs.length < answered.length) sureBeforeMs.push(killedMs - SURE_MS);
  }
  const sure = answered.filter((one, i) => one.ending === "approved" && one.atMs < (sureBeforeMs[i] ?? 0));
  assert.ok(sure.length >= 6, `only ${sure.length} sure purchases of ${answered.length}`);

  const guard = await place.start();
  const { attempts } = (await ask<{ attempts: AttemptRecord[] }>(guard, "/v1/attempts?limit=1000")).body;
  const recorded = new Set(attempts.map((attempt) => attempt.orderRef));
  assert.deepEqual(
    sure.filter((one) => !recorded.has(one.ref)),
    [],
    "every sure purchase is on record",
  );
  for (const order of place.shop.orders()) {
    assert.equal(order.hold, true);
    const { body } = await ask<{ shippable: boolean }>(guard, `/v1/orders/${order.ref}/shippable`);
    assert.equal(body.shippable, false, `${order.ref} is on hold, sure or not`);
  }
  const { budget } = (await ask<NowView>(guard, "/v1/now")).body;
  assert.ok(budget.hour.spentYen <= place.gateway.stats().feesYen + 4 * ROUNDS * FEE_YEN);
  await until("the shop knows each of them", () => {
    // Whoever died before the shop's answer was read tells of the hold under the name its buyer claims.
    const names = new Set(told(place, "/shop").flatMap((hook) => [hook["orderRef"], hook["claimedRef"]]));
    return place.shop.orders().every((order) => names.has(order.ref));
  });
  const ids = told(place, "/shop").map((hook) => String(hook["id"]));
  // A webhook under way when the process died goes again under the same id, which makes the repeat harmless.
  assert.ok(ids.length - new Set(ids).size <= 4 * ROUNDS, `${ids.length} messages, ${new Set(ids).size} ids`);
  const subjects = place.mails.map((mail) => /^Message-ID: (.*)$/m.exec(mail)?.[1]);
  assert.equal(new Set(subjects).size, subjects.length, "no mail came twice");
  assert.equal(await guard.stop(), 0);

  const store = await openSqliteStore({ folder: place.records, access: "read" });
  const { publicKeyPem } = await openSigningKey(`${place.records}/journal.key`);
  const verdict = await verifyJournal(store.journal, { publicKeys: [publicKeyPem] });
  await store.close();
  assert.equal(verdict.why, null);
  assert.ok(verdict.entries >= ROUNDS + 1);
});

// Decoy cards made and removed by the command line while the real guard runs: its workers learn of them by themselves.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import { reveal } from "../../src/kernel/index.ts";
import { createCardActs } from "../../src/main/canary/cards.ts";
import { startHere } from "./in-process.ts";
import { openPlace, told, until } from "./place.ts";
import * as street from "./street.ts";

test("a decoy made beside a running guard is declined by every worker and told, until it is removed", async (t) => {
  const place = await openPlace(t, {
    config: { answers: { stepUp: false, hold: false, challenge: false, decoy: false } },
  });
  const guard = await startHere(t, place);
  const acts = createCardActs();
  const asked = { recordsFolder: place.records, by: "cli:花子" };
  const made = await acts.makeDecoyCard({ ...asked, place: "注文の備考" });
  assert.ok(made.ok);
  const { card, number } = made.value;
  const uses = (): number =>
    told(place, "/alerts").filter((hook) => JSON.stringify(hook).includes(card.masked)).length;
  const on = street.openStreet(guard.gateUrl);
  let address = 0;
  const pay = async (): Promise<void> => {
    const buyer = street.identity({ ip: `133.32.1.${++address}` });
    const typed = { ...street.goodCard(street.random(address)), number: reveal(number) };
    await on.play(street.tryByForm(buyer, street.person("hana"), "card", typed));
  };
  await until("a worker knows it", async () => {
    await pay();
    await wait(200);
    return uses() > 0;
  });
  // All workers were told in one turn: whichever takes the next tries, none of them reaches the agency.
  const reached = place.gateway.stats();
  for (let n = 0; n < 6; n++) await pay();
  assert.deepEqual(place.gateway.stats(), reached);

  assert.deepEqual(await acts.removeDecoyCard({ ...asked, id: card.id }), { ok: true, value: true });
  const touches = async (): Promise<number> => {
    const token = (await readFile(join(place.records, "cli-token"), "utf8")).trim();
    const answer = await fetch(`${guard.consoleUrl}/v1/canary`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { touches: list } = (await answer.json()) as { touches: { act: string; touches: number }[] };
    return list.reduce((sum, one) => sum + (one.act === "paid" ? one.touches : 0), 0);
  };
  await until("it is forgotten by both", async () => {
    const before = await touches();
    for (let n = 0; n < 4; n++) await pay();
    await wait(200);
    return (await touches()) === before;
  });
  assert.ok((await touches()) >= 7, "until then each try was told");
  on.close();
});

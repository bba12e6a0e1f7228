// One-tap links: bound to alert and person, opening changes nothing, one tap takes, and a dead link says nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAlertTaps, tokenOf } from "../index.ts";
import { fate, MINUTE_MS, setUp } from "./chain.fixture.ts";

const DAY_MS = 24 * 60 * MINUTE_MS;

const settings = () => ({
  language: "ja" as const,
  shopName: "丸井",
  timezone: "Asia/Tokyo",
  publicUrl: "https://console.example.jp",
});

async function stage() {
  const ground = setUp();
  ground.raise();
  await ground.desk.settled();
  fate(ground, "sent");
  const taps = createAlertTaps({ desk: ground.desk, links: ground.links, clock: ground.clock, settings });
  const [alert] = await ground.alerts.list({ limit: 1 });
  const tokenFor = (person: string): string =>
    tokenOf(new Uint8Array(32), { alertId: alert!.id, openedAtMs: alert!.openedAtMs, person });
  const now = async () => (await ground.alerts.get(alert!.id))!;
  return { ...ground, taps, tokenFor, now };
}

test("opening the link, as mail scanners do, changes nothing; one tap takes; a second tap shows who has it", async () => {
  const { taps, tokenFor, now } = await stage();
  const token = tokenFor("花子");
  const before = await now();
  for (let i = 0; i < 5; i++) assert.equal((await taps.look(token, "ja"))?.state, "open");
  assert.deepEqual(await now(), before);
  const first = await taps.take(token, "ja");
  assert.deepEqual([first?.taken, first?.view.isHis, first?.view.owner], [true, true, "花子"]);
  assert.deepEqual([(await now()).state, (await now()).owner], ["owned", "link:花子"]);
  const second = await taps.take(token, "ja");
  assert.deepEqual([second?.taken, second?.view.state], [false, "owned"]);
});

test("two people who tap at once: one has it, and the other is shown his name", async () => {
  const { taps, tokenFor, pass, now, ...ground } = await stage();
  await pass(10 * MINUTE_MS);
  fate({ ...ground, pass }, "sent");
  await pass(5 * MINUTE_MS);
  assert.equal((await now()).owner, "太郎");
  const both = await Promise.all(["太郎", "花子"].map((name) => taps.take(tokenFor(name), "ja")));
  assert.deepEqual(
    both.map((end) => [end?.taken, end?.view.owner, end?.view.isHis]),
    [
      [true, "太郎", true],
      [false, "太郎", false],
    ],
  );
});

test("whom it has moved on from may still take it while nobody has it", async () => {
  const { taps, tokenFor, pass, now } = await stage();
  await pass(15 * MINUTE_MS);
  assert.equal((await now()).owner, "太郎");
  assert.equal((await taps.take(tokenFor("花子"), "ja"))?.taken, true);
  assert.equal((await now()).owner, "link:花子");
});

test("a link is dead when it is unknown, too old, of an earlier opening, or the alert is over", async () => {
  const { taps, tokenFor, clock, emit, raise, desk } = await stage();
  const token = tokenFor("花子");
  for (const wrong of ["", "x", `${token}x`, tokenFor("太郎"), "\u0000".repeat(43), "a".repeat(100_000)])
    assert.equal(await taps.look(wrong, "ja"), undefined);
  emit({ type: "alert.settled", cause: "clock:i1:ppc-preliminary", atMs: clock.nowMs() });
  await desk.settled();
  assert.equal(await taps.take(token, "ja"), undefined);
  clock.advance(2 * 60 * MINUTE_MS);
  raise("half");
  await desk.settled();
  assert.equal(await taps.look(token, "ja"), undefined, "opened again, the old link stays dead");
  const old = await stage();
  old.clock.advance(7 * DAY_MS);
  assert.equal(await old.taps.take(old.tokenFor("花子"), "ja"), undefined);
});

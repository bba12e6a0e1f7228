// Killed after any write to the store and started again: nothing is told twice, nothing is forgotten.

import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock } from "../../kernel/index.ts";
import { memoryAlerts, memoryOutbox } from "../index.ts";
import type { Alerts, Outbox, OutboxMessage } from "../ports.ts";
import { fate, MINUTE_MS, setUp, told } from "./chain.fixture.ts";

/** A store that dies after so many writes; what was written before stays. */
function mortal(inner: { alerts: Alerts; outbox: Outbox }, writesLeft: { n: number }) {
  const die = <A extends unknown[], R>(write: (...given: A) => Promise<R>) => {
    return (...given: A): Promise<R> =>
      writesLeft.n-- > 0 ? write(...given) : Promise.reject(new Error("killed"));
  };
  return {
    alerts: { ...inner.alerts, put: die(inner.alerts.put) },
    outbox: { ...inner.outbox, put: die(inner.outbox.put), giveUp: die(inner.outbox.giveUp) },
  };
}

test("killed after any write and started again: every message of an undisturbed run goes out, none of them twice", async () => {
  let deaths = 0;
  const script = async (kill: number | null): Promise<string[]> => {
    const clock = manualClock();
    const kept = new Map<string, OutboxMessage>();
    const inner = { alerts: memoryAlerts(), outbox: memoryOutbox(kept) };
    const writesLeft = { n: kill ?? Number.POSITIVE_INFINITY };
    const given = mortal(inner, writesLeft);
    let ground = setUp({ clock, kept, ...given });
    const restart = async (): Promise<void> => {
      deaths++;
      ground.desk.close();
      await new Promise(setImmediate);
      writesLeft.n = Number.POSITIVE_INFINITY;
      ground = setUp({ clock, kept, ...given });
      await ground.desk.settled();
    };
    // A killed process hangs in its retries; the next one starts from what is on disk, and the room says its cause again.
    const step = async (work: () => Promise<void>): Promise<void> => {
      const done = work().catch(() => undefined);
      for (let i = 0; i < 60 && writesLeft.n >= 0; i++) await new Promise(setImmediate);
      if (writesLeft.n >= 0) {
        await done;
        return;
      }
      await restart();
      await work();
    };
    const deliver = (): Promise<void> =>
      step(async () => {
        fate(ground, "sent");
        for (const key of kept.keys()) ground.desk.fared(key);
        await ground.desk.settled();
      });
    const raise = async (): Promise<void> => {
      ground.raise();
      await ground.desk.settled();
    };
    await step(raise);
    await deliver();
    for (const minutes of [10, 5, 10, 5]) {
      clock.advance(minutes * MINUTE_MS);
      await step(() => ground.desk.look());
      await deliver();
    }
    ground.desk.close();
    return told(kept);
  };
  const undisturbed = await script(null);
  assert.equal(undisturbed.length, 5);
  assert.equal(deaths, 0);
  for (let kill = 0; kill < 30; kill++)
    assert.deepEqual(await script(kill), undisturbed, `killed after ${kill} writes`);
  assert.ok(deaths >= 20, `${deaths} of the runs were really killed`);
});

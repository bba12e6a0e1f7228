// The disk with the records is full: pages flow, strangers' cards pause, nothing falls over, and it goes on by itself
// when there is room again.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { ask, openPlace, told, until } from "./place.ts";
import * as street from "./street.ts";

/** A small disk in memory; undefined (with the reason printed) where that needs more rights than we have. */
async function smallDisk(t: TestContext): Promise<string | undefined> {
  const at = await mkdtemp(join(tmpdir(), "misemori-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=48m", "tmpfs", at], { stdio: "pipe" });
  } catch (error) {
    await rm(at, { recursive: true });
    t.skip(`a small disk needs root and mount: ${error instanceof Error ? error.message : ""}`);
    return undefined;
  }
  t.after(async () => {
    execFileSync("umount", ["-l", at]);
    await rm(at, { recursive: true });
  });
  return at;
}

test("with a full disk pages flow, strangers' cards pause, and all goes on when there is room again", async (t) => {
  const disk = await smallDisk(t);
  if (disk === undefined) return;
  const place = await openPlace(t, { under: disk });
  const guard = await place.start();
  const on = street.openStreet(guard.gateUrl);
  const rng = street.random(9);
  const buy = async (ip: string, payment: "card" | "cod"): Promise<street.Ending> => {
    const as = street.identity({ ip });
    await on.play(street.stroll(as));
    const card = payment === "card" ? street.goodCard(rng) : undefined;
    const who = street.person(`p${ip.replaceAll(".", "x")}`);
    return (await on.play(street.tryByForm(as, who, payment, card))).ending;
  };
  assert.equal(await buy("133.32.1.1", "card"), "approved");
  const filler = join(place.folder, "filler");
  await fill(filler);
  const calls = place.gateway.stats().calls;
  // What SQLite still had room for is used up first.
  let ending: street.Ending = "other";
  for (let i = 2; i < 40 && ending !== "paused"; i++) ending = await buy(`133.32.1.${i}`, "card");
  assert.equal(ending, "paused", "no ledger, no stranger's card");
  const callsBefore = place.gateway.stats().calls;
  assert.ok(callsBefore - calls < 38);
  for (let i = 50; i < 53; i++) assert.equal(await buy(`133.32.1.${i}`, "card"), "paused");
  assert.equal(place.gateway.stats().calls, callsBefore, "the gateway was not called");
  assert.equal(await buy("133.32.1.60", "cod"), "approved");
  assert.equal((await fetch(`${guard.gateUrl}/`)).status, 200);
  assert.equal((await ask(guard, "/v1/now")).status, 200);

  await rm(filler);
  await until("a card works again", async () => (await buy("133.32.1.70", "card")) === "approved");
  await until("the owner is told", () =>
    told(place, "/alerts").some((hook) => hook["change"] === "store.trouble"),
  );
  on.close();
  assert.equal(await guard.stop(), 0);
});

/** Writes until nothing more fits. */
async function fill(path: string): Promise<void> {
  const chunk = Buffer.alloc(16_384, 1);
  for (let bytes = 0; bytes < 64 * 2 ** 20; bytes += chunk.length) {
    try {
      await writeFile(path, chunk, { flag: "a" });
    } catch {
      return;
    }
  }
  throw new Error("the disk is larger than it should be");
}

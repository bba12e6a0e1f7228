// Destroying a key: copies made before open nothing afterwards, and a crash at any step loses nobody else's key and is taken up again.

import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { IncidentId } from "../incidents/contract.ts";
import { breakingDisk, chunksOf, textOf, vaultFolder, vaultIn } from "./vault.fixture.ts";

const [A, B, C]: readonly [IncidentId, IncidentId, IncidentId] = ["incident_a", "incident_b", "incident_c"];

async function filled(folder: string): Promise<void> {
  const vault = vaultIn(folder);
  for (const incident of [A, B, C]) {
    await vault.create(incident);
    await vault.put(incident, "people.csv", chunksOf(`${incident} 山田`));
  }
}

test("a crash or a full disk at every single step of a destruction keeps the others whole and is taken up again", async (t) => {
  for (let steps = 0; ; steps++) {
    const folder = vaultFolder(t);
    await filled(folder);
    const disk = breakingDisk(steps, "ENOSPC");
    const outcome = await vaultIn(folder, disk)
      .destroy(B)
      .then(
        (done) => (done ? "done" : "none"),
        () => "broke",
      );
    assert.equal(outcome, disk.broke() ? "broke" : "done");
    const vault = vaultIn(folder);
    assert.equal(await textOf(vault.get(A, "people.csv")), `${A} 山田`, `after ${steps} steps`);
    assert.equal(await textOf(vault.get(C, "people.csv")), `${C} 山田`, `after ${steps} steps`);
    await vault.destroy(B);
    assert.equal(await vault.state(B), "destroyed");
    assert.equal(existsSync(join(folder, "vault", B)), false);
    assert.deepEqual(readdirSync(join(folder, "keys")).sort(), [
      "incidents",
      "vault-master.key",
      "vault.lock",
    ]);
    assert.deepEqual(readdirSync(join(folder, "keys", "incidents")).sort(), [
      "incident_a.key",
      "incident_b.destroyed",
      "incident_c.key",
    ]);
    assert.equal(await textOf(vault.get(A, "people.csv")), `${A} 山田`);
    if (!disk.broke()) return assert.ok(steps > 15);
  }
});

test("a crash at every step of making a vault leaves none or a whole one", async (t) => {
  for (let steps = 0; ; steps++) {
    const folder = vaultFolder(t);
    const disk = breakingDisk(steps, "EIO");
    const made = await vaultIn(folder, disk)
      .create(A)
      .then(
        () => true,
        () => false,
      );
    const vault = vaultIn(folder);
    await vault.create(A);
    await vault.put(A, "x", chunksOf("x"));
    assert.equal(await textOf(vault.get(A, "x")), "x");
    if (made) return assert.ok(steps > 5);
  }
});

test("after a destruction a backup without the living keys, or with the old wrapped ones, opens nothing", async (t) => {
  const [folder, backup] = [vaultFolder(t), vaultFolder(t)];
  await filled(folder);
  cpSync(folder, backup, { recursive: true });
  const oldMaster = readFileSync(join(folder, "keys", "vault-master.key"));
  await vaultIn(folder).destroy(B);
  assert.notDeepEqual(readFileSync(join(folder, "keys", "vault-master.key")), oldMaster);
  // The box and the wrapped key from the backup, beside today's master.
  const mixed = vaultFolder(t);
  cpSync(backup, mixed, { recursive: true });
  cpSync(join(folder, "keys", "vault-master.key"), join(mixed, "keys", "vault-master.key"));
  await assert.rejects(textOf(vaultIn(mixed).get(B, "people.csv")), { code: "vault.damaged" });
  // The backup as one that leaves keys/ out.
  const bare = vaultFolder(t);
  cpSync(join(backup, "vault"), join(bare, "vault"), { recursive: true });
  await assert.rejects(textOf(vaultIn(bare).get(B, "people.csv")), { code: "vault.missing" });
  cpSync(join(backup, "keys", "incidents"), join(bare, "keys", "incidents"), { recursive: true });
  await assert.rejects(textOf(vaultIn(bare).get(B, "people.csv")), { code: "vault.damaged" });
  // What is said of it in THREATS.md: a backup with both still opens.
  assert.equal(await textOf(vaultIn(backup).get(B, "people.csv")), `${B} 山田`);
  rmSync(join(backup, "vault"), { recursive: true });
});

test("many users of one folder at once: one key per incident, one master, and nobody reads half a change", async (t) => {
  const folder = vaultFolder(t);
  const users = Array.from({ length: 6 }, () => vaultIn(folder));
  await Promise.all(users.map((vault) => vault.create(A)));
  await Promise.all(users.map((vault, i) => vault.put(A, `x${i}`, chunksOf(`from ${i}`))));
  await users[0]?.create(B);
  const reading = users.map((vault, i) => textOf(vault.get(A, `x${i}`)));
  const results = await Promise.all([
    users[1]?.destroy(B),
    users[2]?.destroy(B),
    users[3]?.create(C),
    ...reading,
  ]);
  assert.equal(results.slice(0, 2).filter((done) => done === true).length, 1);
  assert.deepEqual(
    results.slice(3),
    users.map((_, i) => `from ${i}`),
  );
  const late = users[4]?.put(B, "x", chunksOf("late"));
  await assert.rejects(late ?? Promise.resolve(), { code: "vault.destroyed" });
});

test("a put that is under way while the key goes leaves nothing behind", async (t) => {
  const folder = vaultFolder(t);
  const vault = vaultIn(folder);
  await vault.create(A);
  const slow = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from("山田");
    await vaultIn(folder).destroy(A);
    yield Buffer.from("花子");
  };
  await assert.rejects(vault.put(A, "x", slow()), { code: "vault.destroyed" });
  assert.equal(existsSync(join(folder, "vault", A)), false);
});

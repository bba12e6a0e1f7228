// The vault keeps, gives back and refuses: names, bounds, cut and swapped files, two processes' worth of users at once.

import assert from "node:assert/strict";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import type { IncidentId } from "../incidents/contract.ts";
import { breakingDisk, chunksOf, filesBelow, textOf, vaultFolder, vaultIn } from "./vault.fixture.ts";

const A: IncidentId = "incident_a";
const B: IncidentId = "incident_b";

test("what was put comes back, with its length and hash, and lies on the disk under no readable form", async (t) => {
  const folder = vaultFolder(t);
  const vault = vaultIn(folder);
  assert.equal(await vault.state(A), "none");
  await vault.create(A);
  await vault.create(A);
  const put = await vault.put(A, "people-1.csv", chunksOf("山田花子,", "hanako@example.jp"));
  const sha256 = createHash("sha256").update("山田花子,hanako@example.jp").digest("hex");
  assert.deepEqual(put, { bytes: 30, sha256 });
  assert.equal(await textOf(vaultIn(folder).get(A, "people-1.csv")), "山田花子,hanako@example.jp");
  assert.deepEqual(
    (await vault.list(A)).map(({ name, bytes }) => [name, bytes]),
    [["people-1.csv", 30]],
  );
  assert.equal(await vault.state(A), "open");
  for (const { path, bytes } of filesBelow(folder)) {
    assert.ok(!bytes.includes("hanako") && !bytes.includes("山田"), path);
    if (!path.endsWith(".lock")) assert.equal(statSync(path).mode & 0o777, 0o600, path);
  }
});

test("any content of any length in any pieces comes back, and its length is told without opening it", async (t) => {
  const vault = vaultIn(vaultFolder(t));
  await vault.create(A);
  const lengths = fc.oneof(fc.nat(300), fc.constantFrom(0, 65_535, 65_536, 65_537, 131_072, 131_073));
  await fc.assert(
    fc.asyncProperty(lengths, fc.integer({ min: 1, max: 70_000 }), async (length, least) => {
      const content = randomBytes(length);
      // A thousand pieces at most: they are handed over as arguments of one call.
      const step = Math.max(least, Math.ceil(length / 1_000));
      const pieces = Array.from({ length: Math.ceil(length / step) }, (_, i) =>
        content.subarray(i * step, (i + 1) * step),
      );
      await vault.put(A, "x", chunksOf(...pieces));
      const back: Uint8Array[] = [];
      for await (const chunk of vault.get(A, "x")) back.push(chunk);
      assert.ok(Buffer.concat(back).equals(content));
      assert.equal((await vault.list(A))[0]?.bytes, length);
    }),
    { numRuns: 25 },
  );
});

test("a hundred megabytes pass through in flat memory", async (t) => {
  const vault = vaultIn(vaultFolder(t));
  await vault.create(A);
  const piece = randomBytes(1024 * 1024);
  const before = process.memoryUsage().rss;
  let peak = 0;
  const source = async function* (): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < 100; i++) {
      peak = Math.max(peak, process.memoryUsage().rss);
      yield piece;
    }
  };
  await vault.put(A, "big", source());
  let bytes = 0;
  for await (const chunk of vault.get(A, "big")) {
    bytes += chunk.length;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  assert.equal(bytes, 100 * 1024 * 1024);
  assert.ok(peak - before < 80 * 1024 * 1024, `${Math.round((peak - before) / 1024 / 1024)} MB more`);
});

test("nothing changed, cut, swapped or moved between names and incidents is given out", async (t) => {
  const folder = vaultFolder(t);
  const vault = vaultIn(folder);
  await vault.create(A);
  await vault.create(B);
  const box = (incident: string, name: string): string => join(folder, "vault", incident, `${name}.sealed`);
  const whole = randomBytes(200_000);
  const put = async (): Promise<void> => {
    await vault.put(A, "x", chunksOf(whole));
  };
  await put();
  const sealed = readFileSync(box(A, "x"));
  for (let i = 0; i < 60; i++) {
    const changed = Buffer.from(sealed);
    const place = Math.floor((i / 60) * sealed.length);
    changed[place] = (changed[place] ?? 0) ^ 1;
    writeFileSync(box(A, "x"), changed);
    await assert.rejects(textOf(vault.get(A, "x")), { code: "vault.damaged" }, `byte ${place}`);
  }
  const piece = 65_552;
  const head = sealed.length - 200_000 - 4 * 16;
  for (const cut of [0, 10, head, head + piece, head + 2 * piece, sealed.length - 1]) {
    writeFileSync(box(A, "x"), sealed);
    truncateSync(box(A, "x"), cut);
    await assert.rejects(textOf(vault.get(A, "x")), { code: "vault.damaged" }, `cut at ${cut}`);
  }
  const swapped = [
    sealed.subarray(0, head),
    sealed.subarray(head + piece, head + 2 * piece),
    sealed.subarray(head, head + piece),
  ];
  writeFileSync(box(A, "x"), Buffer.concat([...swapped, sealed.subarray(head + 2 * piece)]));
  await assert.rejects(textOf(vault.get(A, "x")), { code: "vault.damaged" });
  writeFileSync(box(A, "x"), sealed);
  copyFileSync(box(A, "x"), box(A, "y"));
  copyFileSync(box(A, "x"), box(B, "x"));
  await assert.rejects(textOf(vault.get(A, "y")), { code: "vault.damaged" });
  await assert.rejects(textOf(vault.get(B, "x")), { code: "vault.damaged" });
  // Nor does another incident's key file open it.
  copyFileSync(join(folder, "keys/incidents/incident_a.key"), join(folder, "keys/incidents/incident_b.key"));
  await assert.rejects(textOf(vault.get(B, "x")), { code: "vault.damaged" });
  assert.equal((await textOf(vault.get(A, "x"))).length > 0, true);
});

test("words are bound to their place and incident, and are null once the key is destroyed", async (t) => {
  const vault = vaultIn(vaultFolder(t));
  await vault.create(A);
  await vault.create(B);
  const sealed = await vault.sealWords(A, "3", "電話の主は山田");
  assert.equal(await vault.openWords(A, "3", sealed), "電話の主は山田");
  assert.notEqual(sealed, await vault.sealWords(A, "3", "電話の主は山田"));
  await assert.rejects(vault.openWords(A, "4", sealed), { code: "vault.damaged" });
  await assert.rejects(vault.openWords(B, "3", sealed), { code: "vault.damaged" });
  for (const bad of ["", "w1.", "w1.AAAA", sealed.slice(0, -2), `x${sealed}`])
    await assert.rejects(vault.openWords(A, "3", bad), { code: "vault.damaged" }, bad);
  await assert.rejects(vault.sealWords(A, "3", "x".repeat(300_000)), { code: "vault.full" });
  assert.equal(await vault.destroy(A), true);
  assert.equal(await vault.openWords(A, "3", sealed), null);
  await assert.rejects(vault.sealWords(A, "3", "x"), { code: "vault.destroyed" });
});

test("names and ids that could lead elsewhere are refused before anything is touched", async (t) => {
  const folder = vaultFolder(t);
  const vault = vaultIn(folder);
  await vault.create(A);
  const names = [
    "",
    ".",
    "..",
    ".x",
    "../x",
    "a/b",
    "a\\b",
    "/etc/passwd",
    "A",
    "x\0y",
    "x".repeat(101),
    "人",
  ];
  for (const name of names) {
    await assert.rejects(vault.put(A, name, chunksOf("x")), { code: "vault.name" }, name);
    assert.throws(() => vault.get(A, name), { code: "vault.name" }, name);
  }
  for (const id of ["incident_", "incident_../a", "incident_A", "x", `incident_${"a".repeat(61)}`])
    await assert.rejects(vault.create(id as IncidentId), { code: "vault.name" }, id);
  assert.deepEqual(readdirSync(join(folder, "vault")), ["incident_a"]);
});

test("what is not there, and what is destroyed, is said as such; a destroyed one is never made again", async (t) => {
  const folder = vaultFolder(t);
  const vault = vaultIn(folder);
  await assert.rejects(vault.put(A, "x", chunksOf("x")), { code: "vault.missing" });
  await assert.rejects(textOf(vault.get(A, "x")), { code: "vault.missing" });
  await assert.rejects(vault.list(A), { code: "vault.missing" });
  assert.equal(await vault.destroy(A), false);
  await vault.create(A);
  await assert.rejects(textOf(vault.get(A, "x")), { code: "vault.missing" });
  await vault.put(A, "x", chunksOf("x"));
  assert.equal(await vault.destroy(A), true);
  assert.equal(await vault.destroy(A), false);
  assert.equal(await vault.state(A), "destroyed");
  assert.equal(existsSync(join(folder, "vault", A)), false);
  const works: readonly (() => Promise<unknown>)[] = [
    () => vault.create(A),
    () => vault.put(A, "x", chunksOf("x")),
    () => vault.list(A),
    () => textOf(vault.get(A, "x")),
  ];
  for (const work of works) await assert.rejects(work, { code: "vault.destroyed" });
});

test("the old content stays whole when the new one breaks off, and nothing of the new one is left", async (t) => {
  const folder = vaultFolder(t);
  const vault = vaultIn(folder);
  await vault.create(A);
  await vault.put(A, "x", chunksOf("old"));
  await assert.rejects(vault.put(A, "x", breaking()), /the source broke/);
  for (let steps = 0; ; steps++) {
    const disk = breakingDisk(steps, "ENOSPC");
    const put = vaultIn(folder, disk).put(A, "x", chunksOf("new"));
    const outcome = await put.then(
      () => "put",
      (error: { code: string }) => error.code,
    );
    assert.equal(outcome, disk.broke() ? "vault.disk" : "put");
    assert.match(await textOf(vault.get(A, "x")), /^(?:old|new)$/);
    if (!disk.broke()) break;
    assert.ok(steps < 10);
  }
  assert.equal(await textOf(vault.get(A, "x")), "new");
  assert.deepEqual(readdirSync(join(folder, "vault", A)), ["x.sealed"]);
});

test("a key others can read is refused; a lost master is never hidden by a new one", async (t) => {
  const folder = vaultFolder(t);
  const vault = vaultIn(folder);
  await vault.create(A);
  const master = join(folder, "keys", "vault-master.key");
  const text = readFileSync(master);
  chmodSync(master, 0o644);
  await assert.rejects(vault.list(A), { code: "vault.key-open" });
  // A destruction that cannot read the master must not lose the others' keys.
  await vault.create(B).catch(() => undefined);
  chmodSync(master, 0o600);
  await vault.create(B);
  await vault.put(B, "x", chunksOf("b"));
  chmodSync(master, 0o644);
  await assert.rejects(vault.destroy(A), { code: "vault.key-open" });
  chmodSync(master, 0o600);
  assert.equal(await textOf(vault.get(B, "x")), "b");
  assert.equal(await vault.state(A), "destroyed");
  const now = readFileSync(master);
  assert.notDeepEqual(now, text);
  unlinkSync(master);
  await assert.rejects(vault.list(B), { code: "vault.damaged", message: /vault-master\.key/ });
  await assert.rejects(vault.create("incident_c"), { code: "vault.damaged" });
  writeFileSync(master, now, { mode: 0o600 });
  assert.equal(await textOf(vault.get(B, "x")), "b");
});

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield randomBytes(200_000);
  throw Object.assign(new Error("the source broke"), { code: "EIO" });
}

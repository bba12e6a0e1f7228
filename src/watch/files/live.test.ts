// Waiting paths and the table in memory: what decides when a path is looked at, and what is known of it.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readIntoTable } from "./index-table.ts";
import { openLiveEvents } from "./live.ts";
import { openManifest } from "./manifest.ts";
import { createPending } from "./pending.ts";
import { smallShop } from "./tree.fixture.ts";

const A = Buffer.from("a");

test("a path is looked at when it stood still for a moment, and one that never does is looked at all the same", () => {
  const pending = createPending();
  pending.add(A, 0);
  assert.deepEqual(pending.ripe(100), []);
  assert.deepEqual(pending.ripe(150), [A]);
  assert.equal(pending.nextMs(), null);
  for (let nowMs = 1_000; nowMs <= 1_800; nowMs += 50) pending.add(A, nowMs);
  assert.deepEqual(pending.ripe(1_800), [A]);
});

test("a path that is costly to look at rests before it is looked at again", () => {
  const pending = createPending();
  pending.looked(A, 1_000, 500);
  pending.add(A, 1_000);
  assert.deepEqual(pending.ripe(4_000), []);
  assert.deepEqual(pending.ripe(5_500), [A]);
});

test("waiting paths are bounded: whoever cannot be kept says so", () => {
  const pending = createPending();
  let kept = 0;
  while (pending.add(Buffer.from(String(kept)), 0)) kept += 1;
  assert.equal(kept, 4_096);
  assert.ok(pending.add(Buffer.from("0"), 1));
});

test("more events than are safe in one turn of the loop are told as a storm, once, and none of the rest is passed on", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-live-"));
  t.after(() => rmSync(folder, { recursive: true }));
  let paths = 0;
  const { promise: stormed, resolve } = Promise.withResolvers<void>();
  const live = openLiveEvents({
    root: Buffer.from(folder),
    onPath: () => (paths += 1),
    onStorm: resolve,
    onDeaf: (_, reason) => assert.fail(reason),
  });
  t.after(() => live.close());
  // Written in one go: the loop has no turn in between.
  for (let file = 0; file < 3_000; file++) writeFileSync(join(folder, String(file)), "x");
  await stormed;
  assert.ok(paths < 4_096);
});

test("a folder that is not there any more is no trouble, and one that cannot be heard is told", () => {
  const deaf: string[] = [];
  const tools = {
    onPath: () => undefined,
    onStorm: () => undefined,
    onDeaf: (_: Buffer, why: string) => deaf.push(why),
  };
  const live = openLiveEvents({ ...tools, root: Buffer.from("/nowhere/at/all") });
  assert.deepEqual(deaf, []);
  live.addFolder(Buffer.from("x\0y"));
  live.close();
  assert.equal(deaf.length, 1);
});

test("the table knows every approved path and no other, in memory as in a file that has no name", async (t) => {
  const shop = smallShop(t);
  for (let file = 0; file < 500; file++) shop.write(`app/lib/f${file}.php`, `<?php echo ${file};`);
  await shop.baseline();
  const manifest = await openManifest(shop.places, shop.key, "shop", "ja");
  assert.ok(manifest !== null);
  const inMemory = await readIntoTable(manifest, shop.places.folder);
  const inFile = await readIntoTable(manifest, shop.places.folder, 0);
  t.after(() => inFile.close());
  for (const table of [inMemory, inFile]) {
    for await (const { entries } of manifest.batches())
      for (const { path, type, size, mode, uid, gid, sha256 } of entries)
        assert.deepEqual(table.find(path), { type, size, mode, uid, gid, sha256, link: null });
    assert.equal(table.find(Buffer.from("app/lib/f500.php")), null);
    assert.equal(table.end.approvals.length, 1);
  }
  assert.deepEqual(
    readdirSync(shop.places.folder).filter((name) => name.startsWith("index")),
    [],
  );
  // No room for a file: it is kept in memory.
  const elsewhere = await readIntoTable(manifest, join(shop.places.folder, "nowhere"), 0);
  assert.notEqual(elsewhere.find(Buffer.from("app/lib/f1.php")), null);
});

// The manifest's file: what was written comes back, whatever the names; what was not wholly written by us is refused.

import assert from "node:assert/strict";
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { freshSigningKey } from "../../journal/index.ts";
import { entryOfLine, lineOfEntry } from "./manifest-line.ts";
import { openManifest, writeManifest } from "./manifest.ts";
import { comparePaths } from "./order.ts";
import { smallShop } from "./tree.fixture.ts";

const names = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((bytes) => Buffer.from(bytes.filter((b) => b !== 0)));

test("an entry's line gives back every byte of its path and link", () => {
  fc.assert(
    fc.property(names, names, fc.double({ min: 0, max: 2e12, noNaN: true }), (path, link, mtimeMs) => {
      const entry = {
        path,
        type: "link" as const,
        size: 3,
        mode: 0o755,
        uid: 1,
        gid: 2,
        mtimeMs,
        ctimeMs: 5,
        inode: 6,
        sha256: "ab",
        link,
        text: { offset: 1, length: 2, check: "c" },
      };
      const line = lineOfEntry(entry);
      assert.equal(line.indexOf("\n"), line.length - 1);
      assert.deepEqual(entryOfLine(line), entry);
    }),
  );
});

test("the order of paths is that of a walk: a folder, all below it, then its neighbours", () => {
  const paths = ["a", "a/b", "a/b/c", "a/d", "a.b", "a0", "b"].map((path) => Buffer.from(path));
  assert.deepEqual(paths.toReversed().sort(comparePaths), paths);
  fc.assert(
    fc.property(names, names, names, (a, b, c) => {
      assert.equal(Math.sign(comparePaths(a, b)), -Math.sign(comparePaths(b, a)));
      if (comparePaths(a, b) < 0 && comparePaths(b, c) < 0) assert.ok(comparePaths(a, c) < 0);
    }),
  );
});

test("a manifest that was cut short, changed in one byte, taken from another tree or signed by another key is refused", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const { manifest } = shop.places;
  const good = readFileSync(manifest);
  const open = (tree = "shop", key = shop.key) => openManifest(shop.places, key, tree, "ja");
  assert.equal((await open())?.entries, 3);
  const refused = { code: "watch.manifest" };
  await assert.rejects(open("other"), refused);
  await assert.rejects(open("shop", freshSigningKey()), refused);
  for (const at of [0, 9, Math.floor(good.length / 2), good.length - 300, good.length - 513]) {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 1;
    writeFileSync(manifest, bad);
    await assert.rejects(open(), refused, `byte ${at}`);
  }
  for (const length of [0, 100, 512, good.length - 1, good.length - 512]) {
    writeFileSync(manifest, good);
    truncateSync(manifest, length);
    await assert.rejects(open(), refused, `length ${length}`);
  }
});

test("one that was broken off leaves what was there; one that was finished keeps the one before", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const first = readFileSync(shop.places.manifest);
  const writer = writeManifest(shop.places, shop.key, {
    form: "misemori-manifest-1",
    tree: "shop",
    path: "/x",
    pack: "p",
  });
  writer.drop();
  assert.deepEqual(readFileSync(shop.places.manifest), first);
  // What a killed writer leaves is in nobody's way.
  writeFileSync(`${shop.places.manifest}.new`, "half");
  shop.write("app/b.php", "<?php echo 1;");
  await shop.approve();
  assert.deepEqual(readFileSync(shop.places.previous), first);
  copyFileSync(shop.places.previous, shop.places.manifest);
  assert.deepEqual(await shop.differences(), ["added app/b.php clean"]);
});

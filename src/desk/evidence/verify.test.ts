// A bag that was touched, cut off or made by others is told for what it is; names and archives survive both ways.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { ground, inBag, only } from "./ground.fixture.ts";
import { manifestName, nameInManifest, shownPath } from "./names.ts";
import { preserve } from "./preserve.ts";
import { tarMembers } from "./tar-read.ts";
import { TAR_END, tarHeader, tarPadding } from "./tar-write.ts";
import { verifyBag } from "./verify.ts";

test("whatever is done to a bag is found", async (t) => {
  const { shop, ask } = ground(t);
  const { out } = await preserve(ask("bag"));
  const log = inBag(out, join(shop, "log/access.log"));
  const restore = [log, "manifest-sha256.txt", "bag-info.txt", "metadata/files.jsonl"].map((name) => {
    const path = name.startsWith("/") ? name : join(out, name);
    return [path, readFileSync(path)] as const;
  });
  const faultsAfter = async (change: () => void): Promise<string[]> => {
    change();
    const { faults, ok } = await verifyBag(out);
    assert.equal(ok, false);
    for (const [path, bytes] of restore) writeFileSync(path, bytes);
    rmSync(join(out, "data", "planted"), { force: true });
    return faults.map(({ fault }) => fault);
  };
  assert.deepEqual(await faultsAfter(() => appendFileSync(log, "x")), ["changed", "oxum"]);
  assert.deepEqual(await faultsAfter(() => rmSync(log)), ["missing", "oxum"]);
  assert.deepEqual(await faultsAfter(() => writeFileSync(join(out, "data", "planted"), "x")), [
    "not-listed",
    "oxum",
  ]);
  assert.deepEqual(await faultsAfter(() => appendFileSync(join(out, "metadata/files.jsonl"), "\n")), [
    "changed",
  ]);
  const evil = `${"0".repeat(64)}  ../../etc/passwd\n`;
  assert.deepEqual(await faultsAfter(() => appendFileSync(join(out, "manifest-sha256.txt"), evil)), [
    "unsafe-name",
    "changed",
  ]);
  assert.equal((await verifyBag(out)).ok, true);
});

function helloLine(algorithm: string): string {
  return `${createHash(algorithm).update("hello").digest("hex").toUpperCase()} *./data/a%25b.txt\r\n`;
}

test("another's bag is read: other algorithms, stars before names, escaped names", async (t) => {
  const { folder } = ground(t);
  const bag = join(folder, "foreign");
  mkdirSync(join(bag, "data"), { recursive: true });
  writeFileSync(join(bag, "bagit.txt"), "BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8\r\n");
  writeFileSync(join(bag, "data", "a%b.txt"), "hello");
  writeFileSync(join(bag, "manifest-sha512.txt"), helloLine("sha512"));
  writeFileSync(join(bag, "manifest-md5.txt"), helloLine("md5"));
  assert.deepEqual((await verifyBag(bag)).faults, []);
  execFileSync("tar", ["cf", join(folder, "f.tar"), "-C", folder, "foreign"]);
  assert.deepEqual((await verifyBag(join(folder, "f.tar"))).faults, []);
  writeFileSync(join(bag, "manifest-crc32.txt"), "00000000  data/a%25b.txt\n");
  assert.deepEqual(
    (await verifyBag(bag)).faults.map(({ fault }) => fault),
    ["unknown-algorithm"],
  );
});

test("an archive that is cut off anywhere is refused", async (t) => {
  const { folder, ask } = ground(t);
  const { out } = await preserve(ask("bag.tar.zst"));
  const bytes = readFileSync(out);
  for (const share of [0.2, 0.5, 0.9, 0.99]) {
    const cut = join(folder, "cut.tar.zst");
    writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * share)));
    await assert.rejects(verifyBag(cut), { code: "evidence.archive" });
  }
});

test("names go into a manifest and out again unchanged, and any tar we write we read", async () => {
  fc.assert(fc.property(fc.string(), (name) => assert.equal(nameInManifest(manifestName(name)), name)));
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.equal(typeof shownPath(Buffer.from(bytes)), "string");
    }),
  );
  const names = fc.string({ unit: "binary", minLength: 1, maxLength: 300 }).filter((n) => !n.includes("\0"));
  await fc.assert(
    fc.asyncProperty(names, fc.uint8Array({ maxLength: 2_000 }), async (name, content) => {
      const entry = { name: name.toWellFormed(), bytes: content.length, mode: 0o644, mtimeMs: 0 };
      const tar = Buffer.concat([tarHeader(entry), content, tarPadding(content.length), TAR_END]);
      for await (const member of tarMembers(only(tar))) {
        assert.deepEqual([member.name, member.bytes], [entry.name, content.length]);
        const parts: Uint8Array[] = [];
        for await (const part of member.content) parts.push(part);
        assert.deepEqual(Buffer.concat(parts), Buffer.from(content));
      }
    }),
  );
});

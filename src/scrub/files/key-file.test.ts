// Tests of the card hashes' key: made once, for its owner alone, and destroyed when asked.

import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemRandom } from "../../kernel/index.ts";
import { openKeyFile } from "./key-file.ts";

function place(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "misemori-key-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, "keys", "card-hash.key");
}

test("the key is made on first use, 32 bytes, for its owner alone, and stays the same", async (t) => {
  const file = place(t);
  const first = await openKeyFile(file, systemRandom(), "ja").key();
  assert.equal(first.length, 32);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(await openKeyFile(file, systemRandom(), "ja").key(), first);
  assert.deepEqual(readdirSync(join(file, "..")), ["card-hash.key"]);
});

test("many who come at once get one and the same key", async (t) => {
  const file = place(t);
  const keys = await Promise.all(
    Array.from({ length: 20 }, () => openKeyFile(file, systemRandom(), "ja").key()),
  );
  assert.equal(new Set(keys.map((key) => Buffer.from(key).toString("hex"))).size, 1);
  assert.deepEqual(readdirSync(join(file, "..")), ["card-hash.key"]);
});

test("forgetting writes over the key and removes it; the next key is another", async (t) => {
  const file = place(t);
  const store = openKeyFile(file, systemRandom(), "ja");
  const first = await store.key();
  // A second name for the same bytes shows that they were written over, not only unlinked.
  linkSync(file, `${file}.copy`);
  assert.equal(await store.forget(), true);
  assert.ok(!existsSync(file));
  assert.ok(!readFileSync(`${file}.copy`, "utf8").includes(Buffer.from(first).toString("hex")));
  assert.equal(await store.forget(), false);
  assert.notDeepEqual(await store.key(), first);
});

test("a key that others can read, or that is damaged, is refused with what to do", async (t) => {
  const file = place(t);
  const store = openKeyFile(file, systemRandom(), "en");
  await store.key();
  if (process.platform !== "win32") {
    chmodSync(file, 0o644);
    await assert.rejects(store.key(), (error: Error & { hint?: string }) =>
      (error.hint ?? "").includes("chmod 600"),
    );
    chmodSync(file, 0o600);
  }
  writeFileSync(file, "half a k");
  await assert.rejects(store.key(), /damaged/);
});

test("a place where nothing can be written is refused with the name of the file", async (t) => {
  const file = place(t);
  writeFileSync(join(file, "..", "..", "blocked"), "");
  const store = openKeyFile(join(file, "..", "..", "blocked", "card-hash.key"), systemRandom(), "ja");
  await assert.rejects(store.key(), /blocked/);
});

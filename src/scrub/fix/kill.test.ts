// Fix is killed hard at random moments, and before every single step at the disk: no file is lost, none is half masked for good.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { gunzipSync, gzipSync, inflateRawSync } from "node:zlib";
import { fixFile } from "./fix.ts";
import { zipOf } from "../members/archives.fixture.ts";
import { openHolders } from "./holders.ts";
import { finishEarlier, halfDone, imageOf } from "./journal.ts";
import { fixOptions, testFolder } from "./stage.test-kit.ts";

const FIXTURE = join(import.meta.dirname, "kill.fixture.ts");
const LINE = `${"x".repeat(900)} 4111-1111-1111-1111 and 3530111333300000\n`;
const FIXED = `${"x".repeat(900)} 4111-11**-****-1111 and 353011******0000\n`;
const ORIGINAL = Buffer.from(LINE.repeat(150));
const WHOLE = Buffer.from(FIXED.repeat(150));
/** Where other users' processes cannot be seen, fix never replaces. */
const SEES_HOLDERS = (await openHolders().look({ dev: 0n, ino: 0n })) === "free";
/** The first kill comes before anything can be done. */
const MOMENTS_MS = [0.5, 5, 12, 25, 40, 60];
const NAMES = Array.from({ length: 6 }, (_, i) => `${i}.log`);

function laid(t: TestContext): string {
  const folder = testFolder(t);
  for (const name of NAMES) writeFileSync(join(folder, name), ORIGINAL);
  writeFileSync(join(folder, "p.gz"), gzipSync(ORIGINAL));
  writeFileSync(join(folder, "q.zip"), zipOf([{ name: "a", content: ORIGINAL }]));
  return folder;
}

function unpacked(name: string, raw: Buffer): Buffer {
  if (name.endsWith(".gz")) return gunzipSync(raw);
  // Its one entry stands behind a header with a name of one byte.
  return name.endsWith(".zip") ? inflateRawSync(raw.subarray(31)) : raw;
}

/** Each byte is what it was or its mask; answers whether all is fixed. */
function check(folder: string, name: string, atOnce: boolean): boolean {
  const raw = readFileSync(join(folder, name));
  const now = unpacked(name, raw);
  assert.equal(now.length, ORIGINAL.length, name);
  if (atOnce || !name.endsWith(".log"))
    assert.ok(now.equals(ORIGINAL) || now.equals(WHOLE), `${name} is torn`);
  else
    assert.ok(
      now.every((byte, i) => byte === ORIGINAL[i] || byte === WHOLE[i]),
      `${name} holds foreign bytes`,
    );
  return now.equals(WHOLE);
}

for (const how of ["replace", "in-place"]) {
  test(`killed at random moments (${how}), every file is whole, and the next runs finish`, async (t) => {
    const folder = laid(t);
    const names = [...NAMES, "p.gz", "q.zip"];
    let kills = 0;
    for (let run = 0; run < 40; run++) {
      const child = spawn(process.execPath, [FIXTURE, folder, how, "0", ...names], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(child.stdout, "data");
      const exit = once(child, "exit");
      const moment = MOMENTS_MS[run];
      const timer =
        moment === undefined
          ? undefined
          : setTimeout(() => child.kill("SIGKILL"), moment * (1 + Math.random()));
      const [, signal] = (await exit) as [number | null, string | null];
      clearTimeout(timer);
      kills += signal === "SIGKILL" ? 1 : 0;
      const done = names.map((name) => check(folder, name, how === "replace" && SEES_HOLDERS));
      if (signal === null && done.every(Boolean)) break;
    }
    assert.ok(names.every((name) => check(folder, name, true)));
    assert.ok(kills > 0, "it was killed at least once");
    const left = readdirSync(folder).filter((name) => name.startsWith(".misemori-fix"));
    assert.deepEqual(left, []);
  });
}

for (const how of ["replace", "in-place"]) {
  test(`killed before each single step at the disk (${how}), the next run finishes`, async (t) => {
    const small = { before: Buffer.from(LINE), after: Buffer.from(FIXED) };
    const folder = testFolder(t);
    let kills = 0;
    for (let isOver = false; !isOver; kills += isOver ? 0 : 1) {
      assert.ok(kills < 40, "it never ends");
      const place = join(folder, String(kills));
      mkdirSync(place);
      writeFileSync(join(place, "a.log"), small.before);
      const killed = spawnSync(process.execPath, [FIXTURE, place, how, String(kills + 1), "a.log"]);
      isOver = killed.stdout.includes("end");
      assert.ok(isOver || killed.signal === "SIGKILL", killed.stderr.toString());
      const now = readFileSync(join(place, "a.log"));
      if (how === "replace" && SEES_HOLDERS)
        assert.ok(now.equals(small.before) || now.equals(small.after), `torn at ${kills}`);
      const options = fixOptions(place, { inPlace: how === "in-place" });
      await finishEarlier(options.journalFolder);
      await fixFile(join(place, "a.log"), options);
      assert.ok(readFileSync(join(place, "a.log")).equals(small.after), `not finished after ${kills}`);
      const left = readdirSync(place).filter((name) => name !== ".state");
      assert.deepEqual(left, ["a.log"], `left behind at ${kills}`);
    }
    // Writing, shortening, syncing, renaming; in place: journal, three masks, journal again.
    assert.ok(kills >= (how === "replace" ? 4 : 9), `${kills} kills`);
  });
}

test("a journal whose file was changed by others since is not played into it", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "a.log");
  const state = join(folder, ".state");
  mkdirSync(state);
  writeFileSync(path, "n=4111111111111111\n");
  const ino = String(statSync(path).ino);
  const patches = [{ at: 8, bytes: Buffer.from("******") }];
  const image = imageOf(Buffer.from("4111111111111111"), 2, patches);
  const lines = [
    { kind: "misemori-fix-1", path, ino, pid: 999_999_999, started: "1" },
    { at: 2, bytes: 16, image, patches: [[8, Buffer.from("******").toString("base64")]] },
    { end: 1 },
  ].map((line) => JSON.stringify(line));
  writeFileSync(join(state, "one-1-999999999.fixing"), `${lines.join("\n")}\n`);
  writeFileSync(path, "something else, as long\n");
  assert.deepEqual(await halfDone(state), [path]);
  assert.deepEqual(await finishEarlier(state), [{ file: path, spots: 0, strange: 1 }]);
  assert.equal(readFileSync(path, "utf8"), "something else, as long\n");
  // Half hidden and untouched by others: finished.
  writeFileSync(path, "n=411111**11111111\n");
  writeFileSync(join(state, "one-1-999999999.fixing"), `${lines.join("\n")}\n`);
  assert.deepEqual(await finishEarlier(state), [{ file: path, spots: 1, strange: 0 }]);
  assert.equal(readFileSync(path, "utf8"), "n=411111******1111\n");
  // Torn while it was written: nothing had been done yet.
  writeFileSync(path, "n=4111111111111111\n");
  writeFileSync(join(state, "one-1-999999999.fixing"), lines.slice(0, 2).join("\n"));
  assert.deepEqual(await finishEarlier(state), []);
  assert.equal(readFileSync(path, "utf8"), "n=4111111111111111\n");
  assert.deepEqual(readdirSync(state), []);
});

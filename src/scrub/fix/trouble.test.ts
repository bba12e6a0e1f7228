// Fix against disks and folders that refuse: full, read-only, foreign. Nothing is lost, nothing is half masked.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { carryLateBytes } from "./attributes.ts";
import { fixFile } from "./fix.ts";
import { fixOptions, testDisk, testFolder } from "./stage.test-kit.ts";

const LINE = "pay card=4111111111111111 ok\n";
const FIXED = "pay card=411111******1111 ok\n";
const PAD = `${"x".repeat(1_000)}\n`;
const root = process.getuid?.() === 0;

test("a full disk: the file stays whole and nothing is left behind; in place it can still be fixed", async (t) => {
  const small = testDisk(t, "3m");
  if (small === null) return t.skip("a small disk cannot be mounted here");
  const { folder, disk } = small;
  const path = join(disk, "a.log");
  const text = PAD.repeat(1_900) + LINE;
  writeFileSync(path, text);
  const fix = await fixFile(path, fixOptions(folder));
  // Where other processes cannot be seen it is fixed in place at once, which needs no room.
  if (!fix.notes.includes("holders-unknown")) {
    assert.deepEqual([fix.state, fix.why], ["failed", "no-space"], fix.detail);
    assert.equal(readFileSync(path, "utf8"), text);
    assert.deepEqual(readdirSync(disk), ["a.log"]);
  }
  // Not even the journal finds room: nothing may be touched.
  writeFileSync(join(disk, "fill"), "");
  spawnSync("sh", ["-c", `cat /dev/zero > '${join(disk, "fill")}'`], { stdio: "ignore" });
  const fuller = await fixFile(
    path,
    fixOptions(folder, { inPlace: true, journalFolder: join(disk, "state") }),
  );
  assert.equal(fuller.state, "failed");
  assert.equal(readFileSync(path, "utf8"), text);
  const inPlace = await fixFile(path, fixOptions(folder, { inPlace: true }));
  assert.equal(inPlace.state, "fixed");
  assert.equal(readFileSync(path, "utf8"), PAD.repeat(1_900) + FIXED);
  return undefined;
});

test("a disk mounted read-only is told, and nothing happens", async (t) => {
  const small = testDisk(t, "1m");
  if (small === null) return t.skip("a small disk cannot be mounted here");
  const { folder, disk } = small;
  writeFileSync(join(disk, "a.log"), LINE);
  assert.equal(spawnSync("mount", ["-o", "remount,ro", disk]).status, 0);
  const fix = await fixFile(join(disk, "a.log"), fixOptions(folder));
  assert.deepEqual([fix.state, fix.why], ["failed", "read-only"]);
  assert.equal(readFileSync(join(disk, "a.log"), "utf8"), LINE);
  return undefined;
});

/** Fixes as the user "nobody", from a copy of the room that this user can read. */
function fixAsNobody(
  folder: string,
  paths: readonly string[],
): { state: string; why: string; way: string; notes: string[] }[] {
  const source = join(import.meta.dirname, "..", "..");
  const copy = join(folder, "src");
  for (const room of ["scrub", "kernel"]) cpSync(join(source, room), join(copy, room), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const script = join(copy, "scrub", "fix", "as-nobody.ts");
  writeFileSync(
    script,
    `import { carryLateBytes } from "./attributes.ts";
import { fixFile } from "./fix.ts"; import { fixOptions } from "./stage.test-kit.ts";
     const out = []; for (const path of process.argv.slice(3)) out.push(await fixFile(path, fixOptions(process.argv[2])));
     console.log(JSON.stringify(out));`,
  );
  const ran = spawnSync(process.execPath, [script, join(folder, "own"), ...paths], {
    uid: 65_534,
    gid: 65_534,
    cwd: folder,
  });
  assert.equal(ran.status, 0, ran.stderr?.toString());
  return JSON.parse(ran.stdout.toString()) as ReturnType<typeof fixAsNobody>;
}

test("an ordinary user: read-only folders are worked around, foreign and unreadable files are told", async (t) => {
  const folder = testFolder(t);
  chmodSync(folder, 0o755);
  if (!root || spawnSync(process.execPath, ["-e", ""], { uid: 65_534, cwd: folder }).status !== 0) {
    return t.skip("needs to begin as root with a Node that others may run");
  }
  const locked = join(folder, "locked");
  for (const name of ["own", "locked"]) {
    mkdirSync(join(folder, name));
    chownSync(join(folder, name), name === "own" ? 65_534 : 0, 0);
  }
  const files = { writable: 0o666, readable: 0o444, unreadable: 0o600 };
  for (const [name, mode] of Object.entries(files)) {
    writeFileSync(join(locked, name), LINE);
    chmodSync(join(locked, name), mode);
  }
  const fixes = fixAsNobody(
    folder,
    Object.keys(files).map((name) => join(locked, name)),
  );
  assert.deepEqual(
    fixes.map(({ state, why, way }) => [state, why, way]),
    [
      ["fixed", null, "in-place"],
      ["failed", "read-only", null],
      ["failed", "unreadable", null],
    ],
  );
  assert.equal(readFileSync(join(locked, "writable"), "utf8"), FIXED);
  assert.equal(statSync(join(locked, "writable")).uid, 0, "the owner stays");
  assert.equal(readFileSync(join(locked, "readable"), "utf8"), LINE);
  return undefined;
});

test("told to stop, fix leaves the file as it was", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "a.log");
  writeFileSync(path, (PAD.repeat(100) + LINE).repeat(20));
  const gone = new AbortController();
  let reads = 0;
  const onBytes = (): void => {
    reads += 1;
    if (reads === 12) gone.abort();
  };
  const fix = await fixFile(path, fixOptions(folder, { gone: gone.signal, onBytes }));
  assert.deepEqual([fix.state, fix.why], ["failed", "stopped"]);
  assert.equal(readFileSync(path, "utf8"), (PAD.repeat(100) + LINE).repeat(20));
  assert.deepEqual(
    readdirSync(folder).filter((name) => name !== ".state"),
    ["a.log"],
  );
});

test("what was written into the old file while the new one took its place is carried over, hidden", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "old");
  writeFileSync(path, LINE);
  const old = await open(path, "r");
  const target = await open(join(folder, "new"), "w");
  t.after(() => Promise.all([old.close(), target.close()]));
  await target.writeFile(FIXED);
  const quiet = await carryLateBytes(old, LINE.length, target, fixOptions(folder));
  assert.deepEqual(quiet, []);
  appendFileSync(path, `late ${LINE}`);
  assert.deepEqual(await carryLateBytes(old, LINE.length, target, fixOptions(folder)), ["late-writer"]);
  assert.equal(readFileSync(join(folder, "new"), "utf8"), `${FIXED}late ${FIXED}`);
});

test("a file that a program reads and writes, as databases do, is left to that program", async (t) => {
  if (process.platform !== "linux") return t.skip("who holds a file is known on Linux only");
  const folder = testFolder(t);
  const path = join(folder, "table.dat");
  writeFileSync(path, LINE);
  const program = spawn("sh", ["-c", 'exec 3<>"$0"; echo open; read x', path], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  t.after(() => program.kill("SIGKILL"));
  await once(program.stdout, "data");
  const fix = await fixFile(path, fixOptions(folder));
  assert.deepEqual([fix.state, fix.why], ["left", "worked-on"]);
  assert.equal(readFileSync(path, "utf8"), LINE);
  return undefined;
});

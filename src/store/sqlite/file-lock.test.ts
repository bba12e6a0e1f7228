// The lock for short work on files: one holder at a time, within a process and between them, and gone with its holder.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { lockFile } from "./file-lock.ts";

function lockPath(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "misemori-lock-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, "keys", "vault.lock");
}

test("within a process holders come one after the other", async (t) => {
  const path = lockPath(t);
  let inside = 0;
  const work = async (): Promise<void> => {
    const release = await lockFile(path);
    inside += 1;
    assert.equal(inside, 1);
    for (let i = 0; i < 5; i++) await turn();
    inside -= 1;
    release();
  };
  await Promise.all(Array.from({ length: 8 }, work));
});

test("another process waits while it is held, and gets it at once when the holder is killed", async (t) => {
  const path = lockPath(t);
  const module = pathToFileURL(join(import.meta.dirname, "file-lock.ts")).href;
  const code = `const { lockFile } = await import(${JSON.stringify(module)}); await lockFile(${JSON.stringify(path)}); console.log("held"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  await once(child.stdout, "data");
  let isMine = false;
  const mine = lockFile(path).then((release) => {
    isMine = true;
    return release;
  });
  for (let i = 0; i < 50; i++) await turn();
  assert.equal(isMine, false);
  child.kill("SIGKILL");
  (await mine)();
});

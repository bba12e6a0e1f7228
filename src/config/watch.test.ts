// Noticing changes of the configuration file, however an editor saves, on the real file system.

import { EventEmitter, on } from "node:events";
import assert from "node:assert/strict";
import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock } from "../kernel/index.ts";
import { watchConfig } from "./index.ts";

async function watched(play: (file: string, changed: () => Promise<void>) => Promise<void>, events = true) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-watch-"));
  const file = join(folder, "misemori.yaml");
  writeFileSync(file, "a: 1\n");
  const tells = new EventEmitter();
  const watch = await watchConfig(file, () => tells.emit("told"), {
    clock: systemClock(),
    quietMs: 20,
    lookEveryMs: events ? 600_000 : 20,
  });
  const heard = on(tells, "told");
  const changed = async (): Promise<void> => {
    assert.equal((await heard.next()).done, false);
  };
  try {
    await play(file, changed);
  } finally {
    watch.close();
    rmSync(folder, { recursive: true });
  }
}

test("notices saving in place, then an editor's rename over the file", () =>
  watched(async (file, changed) => {
    writeFileSync(file, "a: 2\n");
    await changed();
    writeFileSync(`${file}.new`, "a: 3\n");
    renameSync(`${file}.new`, file);
    await changed();
    writeFileSync(file, "a: 4\n");
    await changed();
  }));

test("notices a swapped link by the regular look", () =>
  watched(async (file, changed) => {
    writeFileSync(`${file}.other`, "a: 9\n");
    rmSync(file);
    symlinkSync(`${file}.other`, file);
    await changed();
    writeFileSync(`${file}.other`, "a: 10\n");
    await changed();
  }, false));

test("tells nothing when the content is the same, and looks at once when asked", async () => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-watch-"));
  const file = join(folder, "misemori.yaml");
  writeFileSync(file, "a: 1\n");
  let told = 0;
  const options = { clock: systemClock(), quietMs: 600_000, lookEveryMs: 600_000 };
  const watch = await watchConfig(file, () => told++, options);
  writeFileSync(file, "a: 1\n");
  await watch.look();
  assert.equal(told, 0);
  writeFileSync(file, "a: 2\n");
  await watch.look();
  await watch.look();
  assert.equal(told, 1);
  watch.close();
  writeFileSync(file, "a: 3\n");
  await watch.look();
  assert.equal(told, 1);
  rmSync(folder, { recursive: true });
});

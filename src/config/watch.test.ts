// Noticing changes of the configuration file, however an editor saves, on the real file system.

import { EventEmitter, on } from "node:events";
import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { manualClock, systemClock } from "../kernel/index.ts";
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

test("tells once per new content, and never of the same content", async () => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-watch-"));
  const file = join(folder, "misemori.yaml");
  writeFileSync(file, "a: 1\n");
  const told: string[] = [];
  const tells = new EventEmitter();
  const watch = await watchConfig(
    file,
    () => {
      told.push(readFileSync(file, "utf8"));
      tells.emit("told");
    },
    { clock: systemClock(), quietMs: 20, lookEveryMs: 20 },
  );
  const heard = on(tells, "told");
  for (const text of ["a: 1\n", "a: 2\n", "a: 2\n", "a: 3\n"]) {
    writeFileSync(file, text);
    if (text !== told.at(-1) && text !== "a: 1\n") await heard.next();
  }
  watch.close();
  rmSync(folder, { recursive: true });
  assert.deepEqual(told, ["a: 2\n", "a: 3\n"]);
});

test("a file that is being written is told of only when it stands still", async () => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-watch-"));
  const file = join(folder, "misemori.yaml");
  writeFileSync(file, "a: 0\n");
  const clock = manualClock();
  const tells = new EventEmitter();
  const told: string[] = [];
  const seen = (): void => {
    told.push(readFileSync(file, "utf8"));
    tells.emit("told");
  };
  const watch = await watchConfig(file, seen, { clock, quietMs: 300, lookEveryMs: 1e9 });
  // The clock goes on by less than the quiet time between writes, so no state in between may ever be told.
  const heard = on(tells, "told");
  for (let n = 1; n <= 20; n++) {
    appendFileSync(file, `b${n}: ${n}\n`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    clock.advance(100);
  }
  const whole = readFileSync(file, "utf8");
  const going = setInterval(() => clock.advance(100), 5);
  await heard.next();
  clearInterval(going);
  watch.close();
  rmSync(folder, { recursive: true });
  assert.deepEqual(told, [whole]);
});

// kill -9 while a paper is written, on a real store: what was on record is whole, what was not is not there, and writing goes on.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const PROCESS = join(import.meta.dirname, "kill.fixture.ts");

interface Stand {
  readonly versions: readonly number[];
  readonly text: string;
  readonly facts: string | null;
  readonly boxes: number;
}

async function run(...given: string[]): Promise<Stand | "killed"> {
  const child = spawn(process.execPath, [PROCESS, ...given], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  if (signal === "SIGKILL") return "killed";
  assert.equal(code, 0, given.join(" "));
  return JSON.parse(out) as Stand;
}

test("killed between text and entry, and after the entry: only what is on record counts, and nothing is lost", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-paper-kill-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const look = async (): Promise<Stand> => {
    const told = await run(folder, "", "look");
    return told === "killed" ? assert.fail("killed while only looking") : told;
  };
  assert.equal(await run(folder, "text-paper", "write"), "killed");
  const orphan = await look();
  assert.deepEqual([orphan.versions, orphan.facts, orphan.boxes], [[], null, 1]);
  assert.equal(await run(folder, "text-notice", "write"), "killed");
  const written = await look();
  assert.deepEqual([written.versions, written.facts, written.boxes], [[1], null, 3]);
  assert.equal(await run(folder, "entry-paper", "write"), "killed");
  const second = await look();
  assert.deepEqual([second.versions, second.facts, second.boxes], [[2, 1], null, 4]);
  assert.match(second.text, /^件名: お知らせ [0-9a-f]{8}\n\n本文。\n$/);
  assert.notEqual(second.text, written.text);
  const whole = await run(folder, "", "write");
  assert.ok(whole !== "killed" && whole.facts !== null);
  assert.deepEqual([whole.versions, whole.boxes], [[3, 2, 1], 6]);
});

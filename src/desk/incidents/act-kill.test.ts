// kill -9 during each act, on a real store: the next start takes it up, its effect comes about, and it is on record once.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ACTS, UNDOABLE } from "./contract.ts";

const PROCESS = join(import.meta.dirname, "act-kill.fixture.ts");

async function run(...given: string[]): Promise<{ signal: string | null; told: Record<string, unknown> }> {
  const child = spawn(process.execPath, [PROCESS, ...given], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  assert.ok(signal === "SIGKILL" || code === 0, `${given.join(" ")}: ended with ${code}`);
  return { signal, told: out === "" ? {} : (JSON.parse(out) as Record<string, unknown>) };
}

/** Each leaves another state on the disk: written down, done, its bag on record, its end on record. */
const PLACES = ["after-act", "after-doing", "after-evidence", "after-act-done"];
const UNDO_PLACES = ["after-act-undo", "after-undoing", "after-act-undone"];
/** These two go through all places, the others through the one at which a repeat could do harm. */
const WHOLLY: ReadonlySet<string> = new Set(["pause-cards", "preserve-evidence"]);

for (const act of ACTS) {
  test(`${act}, killed anywhere, is done once and on record once after the next start`, async (t) => {
    const places = [
      ...PLACES.filter((place) => place !== "after-evidence" || act === "preserve-evidence").map(
        (place) => [place, "do"] as const,
      ),
      ...(UNDOABLE.includes(act) ? UNDO_PLACES.map((place) => [place, "undo"] as const) : []),
    ];
    const chosen = WHOLLY.has(act) ? places : places.filter(([place]) => place === "after-doing");
    for (const [place, how] of chosen) {
      const folder = mkdtempSync(join(tmpdir(), "misemori-act-kill-"));
      t.after(() => rmSync(folder, { recursive: true, force: true }));
      const killed = await run(folder, act, place, how);
      assert.equal(killed.signal, "SIGKILL", place);
      const { told } = await run(folder, act, "", "start");
      const evidence = act === "preserve-evidence" ? ["evidence"] : [];
      const done = ["opened", "act", ...evidence, "act-done"];
      assert.deepEqual(
        [told["state"], told["kinds"]],
        how === "undo" ? ["undone", [...done, "act-undo", "act-undone"]] : ["done", done],
        place,
      );
      assert.equal(
        readFileSync(join(folder, "effect"), "utf8"),
        how === "undo" ? "off click" : "on click",
        place,
      );
      assert.ok(Number(told["runs"]) <= 3, "taken up once, not again and again");
      assert.deepEqual(
        (await run(folder, act, "", "start")).told,
        told,
        `${place}: a further start changes nothing`,
      );
    }
  });
}

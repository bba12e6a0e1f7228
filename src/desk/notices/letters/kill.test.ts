// Killed hard while it prints, again and again: everybody's letter lies in exactly one batch, and no batch lies there twice.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openSqliteStore } from "../../../store/index.ts";

const PEOPLE = 16;
const ID = "incident_1:1:letter";
const FIXTURE = join(import.meta.dirname, "kill.fixture.ts");
/** Lines after which it is killed: before a PDF, between PDF and lists, after the last list, after a batch was recorded. */
const KILLS = [1, 2, 4, 6, 3];

test("a kill prints the same batch again under the same name, and nobody has two letters", async (t) => {
  const root = mkdtempSync(join(tmpdir(), "misemori-letters-"));
  t.after(() => rmSync(root, { recursive: true }));
  const [records, folder] = [join(root, "records"), join(root, "letters")];
  const run = (killAfter: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [FIXTURE, records, folder, String(PEOPLE)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      t.after(() => child.kill("SIGKILL"));
      let out = "";
      child.stdout.on("data", (piece: Buffer) => {
        out += piece.toString();
        if (out.split("\n").length > killAfter) child.kill("SIGKILL");
      });
      child.on("error", reject);
      child.on("exit", () => resolve(out));
    });
  for (const killAfter of KILLS) assert.doesNotMatch(await run(killAfter), /^done$/m);
  assert.match(await run(Number.POSITIVE_INFINITY), /^done$/m);

  const store = await openSqliteStore({ folder: records });
  t.after(() => store.close());
  const rows = await store.dispatches.rows(ID, { state: "sent", after: "", limit: 1_000 });
  assert.equal(rows.length, PEOPLE);
  const files = readdirSync(folder).filter((name) => !name.startsWith("."));
  const listed = files
    .filter((name) => name.endsWith("-packing.csv"))
    .flatMap((name) =>
      readFileSync(join(folder, name), "utf8")
        .trim()
        .split("\r\n")
        .slice(1)
        .map((row) => [row.split(",")[0], `${name.replace("-packing.csv", "")} p${row.split(",")[1]}`]),
    );
  const recorded = rows.map(({ personId, note }) => [personId, note]);
  assert.deepEqual(listed.toSorted(byText), recorded.toSorted(byText));
  assert.equal(files.length, Math.ceil(PEOPLE / 3) * 4, "a PDF and three lists each, and no other copy");
  for (const name of files) assert.equal(statSync(join(folder, name)).mode & 0o077, 0, `${name} is private`);
});

function byText(a: readonly unknown[], b: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1;
}

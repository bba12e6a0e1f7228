// Several processes at one ledger, past the folder's lock: together they get the limit and not a yen more.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);

test("three processes with clocks that differ spend the limit together and no more", async () => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-spenders-"));
  try {
    const spender = join(import.meta.dirname, "spender.ts");
    const runs = await Promise.all(
      ["a", "bb", "ccc"].map((name) => run(process.execPath, [spender, join(folder, "record.db"), name])),
    );
    const granted = runs.map(({ stdout }) => Number(stdout));
    assert.equal(
      granted.reduce((sum, one) => sum + one, 0),
      1_500,
      granted.join(" + "),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

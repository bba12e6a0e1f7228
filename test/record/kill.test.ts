// kill -9 at any moment: whatever was acknowledged is there afterwards, the journal is whole, the databases are sound.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { openSigningKey, verifyJournal } from "../../src/journal/index.ts";
import { openSqliteStore } from "../../src/store/index.ts";

const ROUNDS = 8;
const DAY_MS = 86_400_000;

/** Runs a writer until it has said `lines` lines and a little longer, kills it, and returns all it said. */
async function writeUntilKilled(
  folder: string,
  round: number,
  whileWriting: () => Promise<void>,
): Promise<string[]> {
  const writer = join(import.meta.dirname, "writer.ts");
  const child = spawn(process.execPath, [writer, folder, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8");
  const ended = new Promise<void>((resolve) => child.stdout.once("close", () => resolve()));
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (text: string) => {
      said += text;
      resolve();
    });
  });
  await whileWriting();
  await wait(20 + Math.random() * 150);
  child.kill("SIGKILL");
  await ended;
  // The last line may be cut in the middle; it was not acknowledged then.
  return said.split("\n").slice(0, -1);
}

test("what was acknowledged survives kill -9 at any moment, and the lock goes with its process", async () => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-kill-"));
  try {
    const leases = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const said = await writeUntilKilled(folder, round, async () => {
        if (round > 0) return;
        await assert.rejects(openSqliteStore({ folder }), { code: "store.in-use", message: /process \d+/ });
      });
      assert.equal(said[0], "ready");
      const store = await openSqliteStore({ folder });
      let acknowledged = 0;
      for (const line of said.slice(1)) {
        const [kind, id = "", more = ""] = line.split(" ");
        if (kind === "journal") {
          const [entry] = await store.journal.read({ fromSeq: Number(id), limit: 1 });
          assert.equal(entry?.hash, more, line);
        }
        if (kind === "hold") assert.equal((await store.holds.get(id))?.state, "held", line);
        if (kind === "attempts")
          assert.notEqual(await store.attempts.get(id as `att_${string}`), undefined, line);
        if (kind === "lease") leases.set(id, Number(more));
        acknowledged += 1;
      }
      assert.ok(acknowledged > 0, "the writer got something done");
      const promised = [...leases.values()].reduce((sum, granted) => sum + granted, 0);
      const spent = await store.budget.spent({ atMs: Date.now(), windowMs: DAY_MS });
      // At most one lease per round was written and not yet told.
      assert.ok(
        spent >= promised && spent <= promised + 7 * (round + 1),
        `${spent} spent, ${promised} promised`,
      );
      const { publicKeyPem } = await openSigningKey(join(folder, "journal.pem"));
      const verdict = await verifyJournal(store.journal, { publicKeys: [publicKeyPem] });
      assert.equal(verdict.why, null);
      await store.close();
    }
    for (const file of ["record.db", "traffic.db"]) {
      const database = new DatabaseSync(join(folder, file), { readOnly: true });
      assert.deepEqual({ ...database.prepare("PRAGMA integrity_check").get() }, { integrity_check: "ok" });
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

// What the SQLite store does when things go wrong: full disks, newer or foreign or broken files, a second guard, rights.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { MisemoriError, yen } from "../../kernel/index.ts";
import type { BudgetRequest } from "../../gate/ports.ts";
import type { JournalEntry } from "../../journal/ports.ts";
import { attemptOf, START_MS } from "../contract/index.ts";
import { sqliteBudget } from "./budget.ts";
import { openDatabase } from "./database.ts";
import { RECORD_MIGRATIONS } from "./migrations.ts";
import { openSqliteStore } from "./open.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "misemori-faults-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function entryOf(seq: number): JournalEntry {
  const facts = JSON.stringify({ filler: "x".repeat(4_000) });
  return { seq, atMs: START_MS, kind: "a.b", by: "misemori", facts, previous: "", hash: String(seq) };
}

function leaseOf(leaseId: string): BudgetRequest {
  const windows = [{ windowMs: 3_600_000, limitYen: yen(1_000_000), slotMs: 60_000 }];
  return { leaseId, atMs: START_MS, wantYen: yen(1), stepYen: yen(1), windows };
}

/** Two hundred attempts, none of them in another batch. */
function batchOf(n: number): ReturnType<typeof attemptOf>[] {
  return Array.from({ length: 200 }, (_, i) => attemptOf({ n: n * 200 + i }));
}

const codeOf = (error: unknown): string => (error instanceof MisemoriError ? error.code : String(error));

test("folder and files belong to their owner alone", () =>
  inFolder(async (parent) => {
    const folder = join(parent, "deep", "records");
    const store = await openSqliteStore({ folder });
    await store.attempts.append([attemptOf({ n: 1 })]);
    await store.cardSwitch.write({ state: "open", by: "a", why: "", atMs: 1 });
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    for (const name of [
      "record.db",
      "record.db-wal",
      "record.db-shm",
      "traffic.db",
      "traffic.db-wal",
      "guard.pid",
    ]) {
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
    }
    await store.close();
    await store.close();
  }));

test("a second guard is refused with the first one's pid, and may come when it is gone", () =>
  inFolder(async (folder) => {
    const first = await openSqliteStore({ folder });
    await assert.rejects(openSqliteStore({ folder }), (error: unknown) => {
      assert.equal(codeOf(error), "store.in-use");
      assert.match((error as MisemoriError).message, new RegExp(`process ${process.pid}`));
      return true;
    });
    await first.close();
    // A pid left behind by a guard that was killed keeps nobody out.
    writeFileSync(join(folder, "guard.pid"), "1\n");
    const second = await openSqliteStore({ folder });
    await second.close();
  }));

test("a reader looks in beside a running guard and writes nothing", () =>
  inFolder(async (folder) => {
    const guard = await openSqliteStore({ folder });
    await guard.journal.append([entryOf(1)]);
    const reader = await openSqliteStore({ folder, access: "read" });
    assert.equal((await reader.journal.last())?.seq, 1);
    await assert.rejects(reader.journal.append([entryOf(2)]), { code: "store.readonly" });
    await reader.close();
    await guard.journal.append([entryOf(2)]);
    await guard.close();
    await assert.rejects(openSqliteStore({ folder: join(folder, "none"), access: "read" }), {
      code: "store.open",
    });
  }));

test("refuses a database of a newer Misemori, of another program, and a broken one, and leaves them as they were", () =>
  inFolder(async (folder) => {
    await (await openSqliteStore({ folder })).close();
    const path = join(folder, "record.db");
    const pragma = (text: string): void => {
      const database = new DatabaseSync(path);
      database.exec(text);
      database.close();
    };
    pragma("PRAGMA user_version = 999");
    await assert.rejects(openSqliteStore({ folder }), { code: "store.newer", message: /999/ });
    pragma(`PRAGMA user_version = ${RECORD_MIGRATIONS.steps.length}; PRAGMA application_id = 7`);
    await assert.rejects(openSqliteStore({ folder }), { code: "store.foreign" });
    const broken = Buffer.from("this is no database ".repeat(500));
    writeFileSync(path, broken);
    await assert.rejects(openSqliteStore({ folder }), { code: "store.corrupt" });
    assert.deepEqual(readFileSync(path), broken);
  }));

test("says clearly that a closed store is closed", () =>
  inFolder(async (folder) => {
    const store = await openSqliteStore({ folder });
    await store.close();
    await assert.rejects(store.journal.append([entryOf(1)]), { code: "store.closed" });
    await assert.rejects(store.holds.get("hold_1"), { code: "store.closed" });
    assert.deepEqual(await store.budget.lease(leaseOf("a")), {
      grantedYen: 0,
      leftYen: 0,
      trouble: "store.closed",
    });
  }));

test("two writers that share one ledger cannot spend the same yen", () =>
  inFolder(async (folder) => {
    const open = (): ReturnType<typeof openDatabase> =>
      openDatabase({
        path: join(folder, "record.db"),
        migrations: RECORD_MIGRATIONS,
        synchronous: "FULL",
        access: "own",
        onTrouble: () => undefined,
      });
    const databases = [open(), open()];
    const ledgers = databases.map(sqliteBudget);
    let granted = 0;
    for (let n = 0; n < 40; n++) {
      const request = {
        ...leaseOf(`l${n}`),
        wantYen: yen(7),
        windows: [{ windowMs: 60_000, limitYen: yen(100), slotMs: 1_000 }],
      };
      granted += (await ledgers[n % 2]!.lease({ ...request, atMs: START_MS - (n % 3) * 50_000 })).grantedYen;
    }
    assert.equal(granted, 100);
    for (const database of databases) database.close();
  }));

test("a size limit is real: trimming gives the pages back and the file shrinks", () =>
  inFolder(async (folder) => {
    const store = await openSqliteStore({ folder });
    for (let n = 0; n < 8; n++) {
      await store.attempts.append(Array.from({ length: 2_000 }, (_, i) => attemptOf({ n: n * 2_000 + i })));
    }
    const bytesMax = 3_000_000;
    assert.ok((await store.attempts.trim({ keepFromMs: 0, bytesMax })) > 0);
    await store.close();
    const { size } = statSync(join(folder, "traffic.db"));
    assert.ok(size <= bytesMax && size > bytesMax / 2, `${size} bytes`);
  }));

test("at the hard end of traffic.db appends are refused, nothing is lost, and trimming lets all go on", () =>
  inFolder(async (folder) => {
    const troubles: string[] = [];
    const onTrouble = (trouble: MisemoriError): unknown => troubles.push(trouble.code);
    const store = await openSqliteStore({ folder, trafficBytesMax: 1_000_000, onTrouble });
    let kept = 0;
    for (let failed = false; !failed; kept += failed ? 0 : 1) {
      failed = await store.attempts.append(batchOf(kept)).then(
        () => false,
        (error: unknown) => codeOf(error) === "store.full",
      );
      assert.ok(kept < 100, "the end was reached");
    }
    assert.deepEqual(troubles, ["store.full"]);
    const sums = await store.attempts.sums({ fromMs: 0, toMs: START_MS * 2, bucketMs: 86_400_000 });
    assert.equal(sums[0]?.attempts, kept * 200, "all or nothing of a batch");
    await store.attempts.trim({ keepFromMs: 0, bytesMax: 500_000 });
    await store.attempts.append(batchOf(kept));
    await store.close();
  }));

test("a full disk: everything is refused clearly, leases are closed, and all goes on when there is space again", (t) =>
  inFolder(async (folder) => {
    if (process.getuid?.() !== 0) return t.skip("only root may mount a small disk");
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], { stdio: "pipe" });
    } catch {
      return t.skip("mounting is not allowed here");
    }
    try {
      await fillAndFree(folder);
    } finally {
      execFileSync("umount", [folder]);
    }
  }));

async function fillAndFree(folder: string): Promise<void> {
  const troubles = new Set<string>();
  const store = await openSqliteStore({ folder, onTrouble: (trouble) => troubles.add(trouble.code) });
  await store.budget.lease(leaseOf("before"));
  const ballast = join(folder, "ballast");
  writeFileSync(ballast, Buffer.alloc(1_000_000));
  let kept = 0;
  let refusal: unknown;
  while (refusal === undefined && kept < 2_000) {
    refusal = await store.journal.append([entryOf(kept + 1)]).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refusal === undefined) kept += 1;
  }
  assert.equal(codeOf(refusal), "store.full");
  const many = Array.from({ length: 4_000 }, (_, n) => attemptOf({ n }));
  assert.equal(codeOf(await store.attempts.append(many).catch((error: unknown) => error)), "store.full");
  // A page's worth may still fit into the log; soon nothing does.
  const leases = [];
  for (let n = 0; n < 20; n++) leases.push(await store.budget.lease(leaseOf(`full-${n}`)));
  assert.deepEqual(leases.at(-1), { grantedYen: 0, leftYen: 0, trouble: "store.full" });
  assert.ok(troubles.has("store.full"));
  assert.equal((await store.journal.last())?.seq, kept, "reading goes on");

  rmSync(ballast);
  await store.journal.append([entryOf(kept + 1)]);
  await store.attempts.append(many.slice(0, 100));
  assert.equal((await store.budget.lease(leaseOf("after"))).grantedYen, 1);
  const granted = 2 + leases.filter((lease) => lease.grantedYen === 1).length;
  assert.equal(await store.budget.spent({ atMs: START_MS, windowMs: 3_600_000 }), granted);
  await store.close();
  for (const file of ["record.db", "traffic.db"]) {
    const database = new DatabaseSync(join(folder, file));
    assert.deepEqual({ ...database.prepare("PRAGMA integrity_check").get() }, { integrity_check: "ok" });
    database.close();
  }
}

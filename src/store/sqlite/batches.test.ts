// Durable writes of one turn: they share one wait for the disk, fail alone, and are seen by whoever reads after them.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test, type TestContext } from "node:test";
import { MisemoriError } from "../../kernel/index.ts";
import { openDatabase } from "./database.ts";

function openPlace(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-batches-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "x.db");
  const troubles: string[] = [];
  const open = () =>
    openDatabase({
      path,
      migrations: { file: "x.db", steps: ["CREATE TABLE marks (n INTEGER PRIMARY KEY)"] },
      synchronous: "FULL",
      access: "own",
      onTrouble: ({ code }) => troubles.push(code),
    });
  const database = open();
  const mark = (n: number): Promise<unknown> =>
    database.write(() => database.sql("INSERT INTO marks VALUES (?)").run(n));
  const count = (from: DatabaseSync = new DatabaseSync(path, { readOnly: true })): number => {
    const row = from.prepare("SELECT count(*) AS n FROM marks").get();
    from.close();
    return Number(row?.["n"]);
  };
  return { path, database, mark, count, troubles };
}

const logBytes = (path: string): number => statSync(`${path}-wal`).size;

test("a hundred writes of one turn cost the log no more than two, one after the other a hundred times that", async (t) => {
  const together = openPlace(t);
  await Promise.all(Array.from({ length: 100 }, (_, n) => together.mark(n)));
  const apart = openPlace(t);
  for (let n = 0; n < 100; n++) await apart.mark(n);
  assert.ok(logBytes(together.path) * 5 < logBytes(apart.path));
  for (const { database, count } of [together, apart]) {
    assert.equal(count(), 100);
    database.close();
  }
});

test("a write is on the disk when its promise resolves, and not refused with its neighbours", async (t) => {
  const { database, mark, count, troubles } = openPlace(t);
  await mark(1);
  const half = database.write(() => {
    database.sql("INSERT INTO marks VALUES (50)").run();
    throw new MisemoriError("x.refused", "no", "none");
  });
  const results = await Promise.allSettled([mark(2), half, mark(1), mark(3)]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ["fulfilled", "rejected", "rejected", "fulfilled"],
  );
  assert.equal(count(), 3, "and of the refused one nothing is left");
  assert.deepEqual(troubles, ["store.failed"], "a refusal of ours is no trouble of the store");
  database.close();
});

test("a read sees the writes asked for before it, and closing loses none", async (t) => {
  const { database, mark, count } = openPlace(t);
  void mark(1);
  assert.equal((await database.read(() => database.sql("SELECT n FROM marks").all())).length, 1);
  const last = mark(2);
  database.close();
  await last;
  assert.equal(count(), 2);
  await assert.rejects(mark(3), { code: "store.closed" });
});

test("between two waits for the disk the loop turns, however many dependent writes stand in line", async (t) => {
  const { database, mark } = openPlace(t);
  const over = { turns: 0, done: false };
  const turn = (): void => {
    over.turns++;
    if (!over.done) setImmediate(turn);
  };
  setImmediate(turn);
  for (let n = 0; n < 20; n++) await mark(n);
  over.done = true;
  assert.ok(over.turns >= 19, `${over.turns} turns`);
  database.close();
});

// Decisions about updates are kept whole, replaced by newer ones, settled by ticking off, and overdue when their day is over.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import {
  expiredPostponements,
  NO_UPDATES,
  readUpdateBook,
  withPostponement,
  withUpdated,
  writeUpdateBook,
} from "./postponements.ts";
import { lastUpgradeMs } from "./system-updates.ts";

const one = { component: "wordpress", why: "年末", by: "花子", atMs: 1, untilMs: 100 };

test("a postponement is overdue after its last moment, not at it", () => {
  const book = withPostponement(NO_UPDATES, one);
  assert.ok(book !== null);
  assert.deepEqual(expiredPostponements(book, 100), []);
  assert.deepEqual(expiredPostponements(book, 101), [one]);
});

test("a new decision takes the old one's place, and ticking off settles it", () => {
  const first = withPostponement(NO_UPDATES, one);
  const second = first === null ? null : withPostponement(first, { ...one, untilMs: 500 });
  assert.deepEqual(
    second?.postponed.map(({ untilMs }) => untilMs),
    [500],
  );
  const done = second === null ? NO_UPDATES : withUpdated(second, { what: "wordpress", by: "太郎", atMs: 5 });
  assert.deepEqual(done.postponed, []);
  assert.deepEqual(
    done.updated.map(({ by }) => by),
    ["太郎"],
  );
});

test("the book has an end, the list of ticks keeps the newest", () => {
  const full = {
    ...NO_UPDATES,
    postponed: Array.from({ length: 500 }, (_, i) => ({ ...one, component: `p${i}` })),
  };
  assert.equal(withPostponement(full, one), null);
  assert.ok(withPostponement(full, { ...one, component: "p3" }) !== null);
  let book = NO_UPDATES;
  for (let i = 0; i < 130; i++) book = withUpdated(book, { what: "os", by: "x", atMs: i });
  assert.deepEqual([book.updated.length, book.updated[0]?.atMs], [120, 10]);
});

test("what was written is read back, nothing there is empty, and a damaged file is said to be damaged", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-updates-"));
  t.after(() => rmSync(folder, { recursive: true }));
  assert.deepEqual(await readUpdateBook(folder), NO_UPDATES);
  const book = { ...NO_UPDATES, postponed: [one] };
  await writeUpdateBook(folder, book);
  assert.deepEqual(await readUpdateBook(folder), book);
  mkdirSync(join(folder, "watch"), { recursive: true });
  for (const text of ["", "{", "null", '{"version":1}', '{"version":1,"postponed":[{}],"updated":[]}']) {
    writeFileSync(join(folder, "watch", "updates.json"), text);
    assert.equal(await readUpdateBook(folder), null, text);
  }
});

test("the system's age counts upgrades, not installations", () => {
  const history =
    "\nStart-Date: 2026-10-01  03:00:00\nUpgrade: openssl:amd64 (1, 2)\nEnd-Date: 2026-10-01  03:00:09\n\n" +
    "Start-Date: 2026-11-01  10:00:00\nInstall: yara:amd64 (4)\nEnd-Date: 2026-11-01  10:00:02\n";
  assert.equal(lastUpgradeMs(history), new Date(2026, 9, 1, 3, 0, 9).getTime());
  assert.equal(lastUpgradeMs(""), null);
});

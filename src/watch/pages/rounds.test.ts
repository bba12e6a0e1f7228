// The regular looks: when the next one is due, what is kept, and what is worth waking somebody for.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { PageInventory } from "./contract.ts";
import { createKeptOutBook } from "./kept-out.ts";
import { approvedPage, CHECKOUT, reportOf, SKIMMED, WITH_SCRIPT } from "./page.fixture.ts";
import { readRound, writeRound } from "./round-file.ts";
import { alarmsOf, comparedWith, freshRound, isWaking, nextLookMs, roundAfter, stageOf } from "./rounds.ts";

const HOUR_MS = 3_600_000;
const APPROVAL = { page: approvedPage(), sha256: "ff" };
const AT = { nowMs: 5, nextAtMs: 10 };

function after(...seen: readonly PageInventory[]): ReturnType<typeof alarmsOf> {
  return alarmsOf(roundAfter(freshRound(0), { report: reportOf(...seen) }, APPROVAL, AT));
}

test("the next look is never later than asked for and never at once; over a week a daily one visits many hours", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 168 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (hours, unit) => {
        const next = nextLookMs(0, hours, unit);
        assert.ok(next <= hours * HOUR_MS && next >= 0.59 * hours * HOUR_MS);
      },
    ),
  );
  let atMs = 0;
  const seen = new Set<number>();
  for (let n = 0; n < 14; n++) {
    atMs = nextLookMs(atMs, 24, (n * 0.37) % 1);
    seen.add(Math.floor(atMs / HOUR_MS) % 24);
  }
  assert.ok(seen.size >= 6, String(seen.size));
});

test("a look that finds what was approved counts as clean, one with an alarm begins the count anew", () => {
  const first = roundAfter(freshRound(0), { report: reportOf(CHECKOUT, CHECKOUT) }, APPROVAL, AT);
  assert.equal(first.clean, 1);
  assert.deepEqual(first.report?.changes, []);
  assert.equal(first.comparedWith, "ff");
  const second = roundAfter(first, { report: reportOf(SKIMMED, SKIMMED) }, APPROVAL, AT);
  assert.equal(second.clean, 0);
  assert.equal(alarmsOf(second).length, 2);
});

test("a look that did not come through leaves the last one that did in place", () => {
  const seen = roundAfter(freshRound(0), { report: reportOf(CHECKOUT) }, APPROVAL, AT);
  const late = roundAfter(seen, { trouble: "timeout" }, APPROVAL, { nowMs: 9, nextAtMs: 12 });
  const down = roundAfter(late, { report: reportOf(null, null) }, APPROVAL, AT);
  assert.deepEqual([late.failed, down.failed, down.trouble], [1, 2, "HTTP 503"]);
  assert.equal(down.reportAtMs, 5);
  assert.equal(roundAfter(down, { report: reportOf(CHECKOUT) }, APPROVAL, AT).failed, 0);
});

test("who listens or a new host wakes a person, a new script alone does not, unless only some get to see it", () => {
  assert.equal(isWaking(after(SKIMMED, SKIMMED)), true);
  assert.equal(isWaking(after(WITH_SCRIPT, WITH_SCRIPT)), false);
  assert.equal(isWaking(after(CHECKOUT, WITH_SCRIPT)), true);
  assert.equal(isWaking([]), false);
  const [one, other] = [after(SKIMMED), after(WITH_SCRIPT)];
  assert.notEqual(stageOf(one), stageOf(other));
  assert.equal(stageOf(one), stageOf(one.toReversed()));
});

test("a new approval is held against what was seen last, without another look", () => {
  const seen = roundAfter(freshRound(0), { report: reportOf(SKIMMED) }, APPROVAL, AT);
  const approval = { page: approvedPage(SKIMMED), sha256: "ee" };
  const again = comparedWith(seen, approval);
  assert.deepEqual(alarmsOf(again), []);
  assert.equal(again.comparedWith, "ee");
  assert.equal(comparedWith(seen, null).report?.changes, null);
});

test("a round is read back as it was written; a damaged one is as good as none", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-round-"));
  t.after(() => rmSync(folder, { recursive: true }));
  assert.equal(await readRound(folder, "checkout"), undefined);
  const round = roundAfter(freshRound(0), { report: reportOf(SKIMMED) }, APPROVAL, AT);
  await writeRound(folder, "checkout", round);
  assert.deepEqual(await readRound(folder, "checkout"), round);
  assert.deepEqual(readdirSync(join(folder, "watch", "looks")), ["checkout.json"]);
  writeFileSync(join(folder, "watch", "looks", "checkout.json"), '{"version":1');
  assert.equal(await readRound(folder, "checkout"), undefined);
});

const SIGHT = { directive: "connect-src", blocked: "https://evil.example", page: "/checkout", count: 1 };

test("three networks within a day are believed; two, or three over two days, are not", () => {
  const book = createKeptOutBook();
  const note = (network: string, atMs: number, blocked = SIGHT.blocked) =>
    book.note({ ...SIGHT, blocked, networks: [network], atMs }).believed;
  assert.equal(note("a", 0), false);
  assert.equal(note("a", 1), false);
  assert.equal(note("b", 2), false);
  assert.equal(note("c", 90_000_000), false);
  assert.equal(note("d", 90_000_001), false);
  assert.equal(note("e", 90_000_002), true);
  for (const network of ["a", "b", "c"]) assert.equal(note(network, 90_000_003, "inline"), false);
  assert.equal(book.list(90_000_004)[0]?.networks, 3);
  assert.deepEqual(book.list(200_000_000), []);
});

test("a flood of made-up places is held to a number, and one that is named again and again stays", () => {
  const book = createKeptOutBook();
  for (let n = 0; n < 5_000; n++) {
    book.note({ ...SIGHT, blocked: `https://x${n}.example`, networks: [`n${n}`], atMs: n });
    if (n % 100 === 0) book.note({ ...SIGHT, networks: [`real${n % 300}`], atMs: n });
  }
  const list = book.list(5_000);
  assert.equal(list.length, 500);
  assert.equal(list[0]?.blocked, SIGHT.blocked);
  assert.equal(list[0]?.believed, true);
});

// Tests of the counts: test numbers and possible ones are kept apart from cards.

import { test } from "node:test";
import assert from "node:assert/strict";
import type { Finding } from "../finding.ts";
import { SCAN_LIMITS } from "./contract.ts";
import { openTally } from "./tally.ts";

const NAME = { path: "a.log", pathBytes: null };

function finding(certainty: Finding["certainty"], hash: string | null, more: Partial<Finding> = {}): Finding {
  return {
    offset: 0,
    bytes: 16,
    line: 1,
    member: null,
    kind: hash === null ? "security-code" : "pan",
    brand: hash === null ? null : "visa",
    encoding: "text",
    certainty,
    masked: "***",
    cardHash: hash?.repeat(32) ?? null,
    ...more,
  };
}

test("published test numbers are listed, and in none of the figures of real cards", () => {
  const tally = openTally(SCAN_LIMITS, false);
  for (const certainty of ["certain", "likely", "test-number", "test-number"] as const)
    tally.found(finding(certainty, certainty === "test-number" ? "b" : "a"));
  tally.found(finding("certain", null));
  const file = tally.endFile(NAME, 100);
  assert.deepEqual(
    [file?.places.length, file?.findings, file?.testFindings, file?.distinctCards, file?.distinctTestCards],
    [5, 3, 2, 1, 1],
  );
  assert.deepEqual([file?.byKind, file?.byBrand], [{ pan: 2, "security-code": 1 }, { visa: 2 }]);
  const totals = tally.totals();
  assert.deepEqual([totals.findings, totals.testFindings, totals.distinctCards], [3, 2, 1]);
});

test("what is only possible is counted apart, and listed only when asked for, never as a card", () => {
  const quiet = openTally(SCAN_LIMITS, false);
  quiet.found(finding("possible", "a"));
  assert.equal(quiet.endFile(NAME, 1), null);
  assert.deepEqual([quiet.totals().possibleFindings, quiet.totals().findings], [1, 0]);
  const all = openTally(SCAN_LIMITS, true);
  all.found(finding("possible", "a"));
  assert.equal(all.endFile(NAME, 1)?.places.length, 1);
  assert.deepEqual(
    [all.totals().possibleFindings, all.totals().findings, all.totals().distinctCards],
    [1, 1, 0],
  );
});

test("a card in two files is one card in all and one in each", () => {
  const tally = openTally(SCAN_LIMITS, false);
  for (const path of ["a", "b"]) {
    tally.found(finding("certain", "c"));
    assert.equal(tally.endFile({ path, pathBytes: null }, 1)?.distinctCards, 1);
  }
  assert.deepEqual([tally.totals().distinctCards, tally.totals().findings], [1, 2]);
});

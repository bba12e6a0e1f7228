// A file cut off at any byte is never taken for an edit, and the edits people make are.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { looksCutOff, readConfigBytes, type LoadedConfig } from "./index.ts";

const EXAMPLE = `# 丸井帽子店
shop:
  name: 丸井帽子店
  url: https://shop.example.jp
  upstream: http://127.0.0.1:3000
  otherPayments: [代金引換, 銀行振込]
platform:
  preset: custom
  routes:
    - name: checkout
      path: /checkout/pay
      declined: [{ redirectTo: /checkout/error }, { status: 402 }]
gate:
  listen: 127.0.0.1:8080
  workers: 2
costs:
  feeYen: 20
console:
  listen: 127.0.0.1:8081
budget:
  perHourYen: 1000
  perDayYen: 5000
alerts:
  owner: owner
  language: ja
  email:
    to:
      - owner@example.jp
      - web@example.jp
    from: misemori@example.jp
    smtp:
      host: smtp.example.jp
      port: 587
records:
  keepDays: 120
`;

function read(text: string | Uint8Array): LoadedConfig | undefined {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const reading = readConfigBytes(bytes, "/etc/misemori.yaml", { env: {}, language: "en" });
  return reading.ok ? reading.loaded : undefined;
}

/** What the guard does: only what reads without errors and does not look cut off is taken over. */
function isTaken(before: string, after: string | Uint8Array): boolean {
  const loaded = read(after);
  return loaded !== undefined && looksCutOff(before, loaded.text) === undefined;
}

/** How many beginnings of `whole` would be taken over although they say something else than what is in force. */
function takenBeginnings(before: string, whole: string): number {
  const bytes = new TextEncoder().encode(whole);
  const inForce = read(before)?.config;
  let readable = 0;
  let taken = 0;
  for (let length = 0; length < bytes.length; length++) {
    const cut = bytes.subarray(0, length);
    const config = read(cut)?.config;
    if (config === undefined) continue;
    readable += 1;
    if (isTaken(before, cut) && !isDeepStrictEqual(config, inForce)) taken += 1;
  }
  assert.ok(readable > 10, "some beginnings are valid files, or this shows nothing");
  return taken;
}

test("the example is read as it stands", () => {
  assert.notEqual(read(EXAMPLE), undefined);
});

test("the same file cut off at any byte is never taken over", () => {
  assert.equal(takenBeginnings(EXAMPLE, EXAMPLE), 0);
});

test("an edited file cut off at any byte is never taken over", () => {
  for (const [from, to] of [
    ["feeYen: 20", "feeYen: 25"],
    ["name: 丸井帽子店\n  url", "name: まるい\n  url"],
    ["  workers: 2\n", ""],
    ["  owner: owner", "  owner: hanako"],
    ["keepDays: 120", "keepDays: 300"],
  ] as const) {
    const whole = EXAMPLE.replace(from, to);
    assert.notEqual(whole, EXAMPLE);
    assert.equal(takenBeginnings(EXAMPLE, whole), 0, to);
    assert.equal(isTaken(EXAMPLE, whole), true, to);
  }
});

test("without a line break at the end, a changed last line is not believed either", () => {
  const open = EXAMPLE.trimEnd();
  assert.equal(takenBeginnings(open, open), 0);
  assert.equal(takenBeginnings(open, open.replace("120", "300").replace("feeYen: 20", "feeYen: 25")), 0);
  assert.equal(isTaken(open, open.replace("feeYen: 20", "feeYen: 25")), true);
  assert.equal(isTaken(open, open.replace("120", "300")), false);
  assert.equal(isTaken(open, `${open.replace("120", "300")}\n`), true);
});

test("a file that ends with its end mark is never taken over without it, whatever was edited", () => {
  const marked = `${EXAMPLE}...\n`;
  const grown = `${EXAMPLE.replace("feeYen: 20", "feeYen: 30")}  sizeMaxMb: 900\n...\n`;
  assert.equal(isTaken(marked, grown), true);
  const unmarked = new TextEncoder().encode(grown).subarray(0, -4);
  assert.equal(isTaken(marked, unmarked), false);
  const withoutBreak = `${EXAMPLE.replace("feeYen: 20", "feeYen: 30")}...`;
  assert.equal(isTaken(marked, withoutBreak), true);
  assert.equal(isTaken(marked, `${grown}# 2026-11-22 花子\n\n`), true);
  assert.equal(takenBeginnings(marked, marked), 0);
});

test("edits are taken over: changed, added, removed and moved lines, comments, line ends", () => {
  for (const edited of [
    EXAMPLE.replace("      - web@example.jp\n", ""),
    EXAMPLE.replace("otherPayments: [代金引換, 銀行振込]", "otherPayments: []"),
    EXAMPLE.replace("  keepDays: 120", "  keepDays: 90 # 三か月\n  sizeMaxMb: 500"),
    EXAMPLE.replace("# 丸井帽子店\n", "# 2026\n"),
    `records:\n  keepDays: 120\n${EXAMPLE.replace("records:\n  keepDays: 120\n", "")}`,
    EXAMPLE.replaceAll("\n", "\r\n"),
    `${EXAMPLE}answers:\n  decoy: false\n`,
  ]) {
    assert.notEqual(read(edited), undefined, edited);
    assert.equal(isTaken(EXAMPLE, edited), true, edited);
  }
});

test("a removed section waits, says what is gone, and is taken over with the end mark", () => {
  const without = (section: RegExp): string => EXAMPLE.replace(section, "");
  const noAlerts = without(/alerts:\n(?: .*\n)+/);
  assert.deepEqual(looksCutOff(EXAMPLE, noAlerts), { lost: ["alerts"] });
  assert.equal(isTaken(EXAMPLE, `${noAlerts}...\n`), true);
  assert.deepEqual(looksCutOff(EXAMPLE, without(/budget:\n(?: .*\n)+/)), { lost: ["budget"] });
  const noRecords = without(/records:\n(?: .*\n)+/);
  assert.deepEqual(looksCutOff(EXAMPLE, noRecords), { lost: ["records"] });
  assert.equal(isTaken(EXAMPLE, `${noRecords}...\n`), true);
});

test("lines that only look like the mark are none", () => {
  const changed = EXAMPLE.replace("feeYen: 20", "feeYen: 21").replace("records:\n  keepDays: 120\n", "");
  for (const tail of ["# ...\n", "# see ...\n", "....\n", " ...\n", ".."]) {
    assert.notEqual(looksCutOff(EXAMPLE, `${changed}${tail}`), undefined, tail);
  }
});

// `misemori watch` as a person meets it: exit codes, the one JSON object, mistakes answered.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fine } from "../kernel/index.ts";
import type { CheckedComponent, ScanReport } from "../watch/index.ts";
import { oneObject, shopConfig, stage } from "./stage.ts";

const EMPTY: ScanReport = {
  files: [],
  scanned: 3,
  suspicious: 0,
  malicious: 0,
  unlisted: 0,
  sampled: 0,
  bytes: 10,
  seconds: 0.1,
  skipped: [],
  skippedCount: 0,
  yaraRules: null,
  complete: true,
};
const FOUND: ScanReport = {
  ...EMPTY,
  malicious: 1,
  files: [
    {
      path: "a\u001b[31m.php",
      pathBytes: null,
      verdict: "malicious",
      bytes: 9,
      reasons: [{ rule: "php.eval-request", line: 3, why: "実行します。", excerpt: "eval", weight: 10 }],
    },
  ],
};

test("a clean shop ends with 0, findings with 1, a missing path with 2, a broken-off scan with 3", async (t) => {
  const missing: ScanReport = {
    ...EMPTY,
    scanned: 0,
    skipped: [{ path: "x", reason: "missing" }],
    skippedCount: 1,
  };
  const cases: readonly (readonly [ScanReport, number])[] = [
    [EMPTY, 0],
    [FOUND, 1],
    [missing, 2],
    [{ ...EMPTY, complete: false }, 3],
  ];
  for (const [report, exit] of cases) {
    const { code } = await stage(t, null, { watchScan: () => Promise.resolve(fine(report)) }).run(
      "watch",
      "scan",
      "x",
    );
    assert.equal(code, exit);
  }
});

test("names from the disk never steer the terminal, and JSON is one object", async (t) => {
  const set = stage(t, null, { watchScan: () => Promise.resolve(fine(FOUND)) });
  const { out } = await set.run("watch", "scan", ".");
  assert.ok(!out.includes("\u001b"));
  assert.match(out, /3 行目: 実行します。/);
  const told = oneObject((await set.run("watch", "scan", ".", "--json")).out);
  assert.equal(told["scanned"], 3);
});

test("known weaknesses end with 1 and say what mends them", async (t) => {
  const weak: CheckedComponent = {
    name: "ec-cube",
    version: "4.0.5",
    path: "/a",
    advisories: [
      {
        id: "CVE-2021-20717",
        aliases: ["JVN#97554111"],
        summary: "XSS",
        fixed: "4.0.5-p1",
        fixedInferred: false,
        source: "",
      },
    ],
    postponed: { component: "ec-cube", why: "年末のため", by: "花子", atMs: 0, untilMs: 86_400_000 },
  };
  const report = {
    components: [weak],
    expired: [weak.postponed!],
    system: { lastUpdateMs: 0, tickedOff: null },
    advisoryCount: 1,
    advisoriesUntil: "2026-11-22",
    urlAnswered: null,
  };
  const set = stage(t, null, { watchVersions: () => Promise.resolve(fine(report)) });
  const { code, out } = await set.run("watch", "versions", ".");
  assert.equal(code, 1);
  assert.match(out, /4\.0\.5-p1 以降で直っています/);
  assert.match(out, /期限が過ぎています（花子：年末のため）/);
  assert.equal((await set.run("watch", "versions", ".", "--url", "nonsense")).code, 2);
  assert.equal((await set.run("watch", "versions")).code, 2);
});

test("an update waits only with a reason and a day within a year", async (t) => {
  const kept: string[] = [];
  const set = stage(t, shopConfig(), {
    postponeUpdate: ({ component, by }) => {
      kept.push(`${component} ${by}`);
      return Promise.resolve(fine(null));
    },
  });
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const refused = [
    ["wordpress", "--until", day],
    ["wordpress", "--why", "忙しい"],
    ["wordpress", "--why", "忙しい", "--until", "2020-01-01"],
    ["wordpress", "--why", "忙しい", "--until", "2099-01-01"],
    ["wordpress", "--why", "忙しい", "--until", "2027-02-31"],
    [" ", "--why", "忙しい", "--until", day],
  ];
  for (const given of refused)
    assert.equal((await set.run("watch", "postpone", ...given)).code, 2, given.join());
  assert.deepEqual(kept, []);
  const done = await set.run(
    "watch",
    "postpone",
    "wordpress",
    "--why",
    "忙しい",
    "--until",
    day,
    "--by",
    "花子",
  );
  assert.equal(done.code, 0, done.err);
  assert.deepEqual(kept, ["wordpress 花子"]);
});

// A first look at a shop's folder: what is told of each file, and what of those that could not be read.

import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
  openSync,
  closeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { systemClock } from "../../kernel/index.ts";
import type { ScanReport } from "./contract.ts";
import { scanShop, type ScanRequest } from "./scan.ts";
import { openYaraRules } from "./yara.ts";

const SHELL = "<?php\n// お店の部品\neval($_POST['x']); // 4111 1111 1111 1111\n";

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), "misemori-watch-"));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

function scan(path: string, more: Partial<ScanRequest> = {}): Promise<ScanReport> {
  return scanShop({
    paths: [path],
    folder: path,
    all: false,
    foreignRules: null,
    countFirst: true,
    language: "ja",
    clock: systemClock(),
    gone: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  });
}

test("a finding has its rule, line, reason and excerpt, with cards masked", async (t) => {
  const path = folder(t);
  writeFileSync(join(path, "a.php"), SHELL);
  writeFileSync(join(path, "b.php"), "<?php echo 1;");
  const report = await scan(path);
  assert.deepEqual([report.scanned, report.malicious, report.files.length], [2, 1, 1]);
  const reason = report.files[0]?.reasons[0];
  assert.deepEqual([reason?.rule, reason?.line], ["php.eval-request", 3]);
  assert.match(reason?.why ?? "", /訪問者が送ったもの/);
  assert.ok(!JSON.stringify(report).includes("4111"));
  assert.equal((await scan(path, { all: true })).files.length, 2);
});

test("an excerpt in Shift_JIS is shown as Japanese", async (t) => {
  const path = folder(t);
  writeFileSync(
    join(path, "a.php"),
    Buffer.concat([
      Buffer.from("<?php eval($_POST['x']); // "),
      Buffer.from("8378815b8356", "hex"),
      Buffer.from("\n"),
    ]),
  );
  assert.match((await scan(path)).files[0]?.reasons[0]?.excerpt ?? "", /ページ|ベーシ|ペーシ/);
});

test("links that lead out, missing paths and names of raw bytes are told", async (t) => {
  const path = folder(t);
  const outside = folder(t);
  writeFileSync(join(outside, "a.php"), SHELL);
  symlinkSync(outside, join(path, "out"));
  writeFileSync(
    Buffer.concat([Buffer.from(`${path}/`), Buffer.from([0xff, 0xfe]), Buffer.from(".php")]),
    SHELL,
  );
  const report = await scan(path);
  assert.deepEqual(
    report.skipped.map(({ reason }) => reason),
    ["link-out"],
  );
  assert.equal(report.files.length, 1);
  assert.match(report.files[0]?.path ?? "", /\\xff\\xfe\.php$/);
  assert.notEqual(report.files[0]?.pathBytes, null);
  assert.deepEqual(
    (await scan(join(path, "nowhere"))).skipped.map(({ reason }) => reason),
    ["missing"],
  );
});

test("code far inside of a large file is found without reading it whole", async (t) => {
  const path = folder(t);
  const file = join(path, "large.log");
  writeFileSync(file, "");
  truncateSync(file, 12 * 1024 * 1024);
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, "<?php eval($_POST['x']); ?>", 7 * 1024 * 1024);
  closeSync(descriptor);
  const report = await scan(path);
  assert.deepEqual([report.sampled, report.malicious], [1, 1]);
});

test("an interrupted scan says it is not complete", async (t) => {
  const path = folder(t);
  mkdirSync(join(path, "a"));
  writeFileSync(join(path, "a", "a.php"), SHELL);
  const report = await scan(path, { gone: AbortSignal.abort() });
  assert.deepEqual([report.complete, report.scanned], [false, 0]);
});

test("YARA rules of a folder are used, broken ones refused by name", async (t) => {
  const rules = folder(t);
  assert.equal((await openYaraRules(rules, "en")).ok, false);
  writeFileSync(join(rules, "a.yar"), 'rule own { strings: $a = "a-mark-of-our-own" condition: $a }');
  const opened = await openYaraRules(rules, "en");
  if (!opened.ok && opened.code === "watch.yara") return t.skip("@litko/yara-x is not installed here");
  assert.ok(opened.ok);
  const path = folder(t);
  writeFileSync(join(path, "a.txt"), "one\ntwo a-mark-of-our-own\n");
  const report = await scan(path, { foreignRules: opened.value });
  assert.deepEqual(
    report.files[0]?.reasons.map(({ rule, line }) => [rule, line]),
    [["yara.match", 2]],
  );
  writeFileSync(join(rules, "b.yar"), "rule broken {");
  const refused = await openYaraRules(rules, "en");
  assert.ok(!refused.ok && refused.message.includes("b.yar"));
});

// Tests of the shareable report: no card data and no masks in it, nothing that runs or is fetched, names that cannot steer it.

import { test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Finding } from "../finding.ts";
import type { FileReport, ScanReport } from "../files/contract.ts";
import { scanReportHtml } from "./html.ts";

const PLACE: Finding = {
  offset: 7,
  bytes: 16,
  line: 12_345,
  member: null,
  kind: "pan",
  brand: "jcb",
  encoding: "text",
  certainty: "certain",
  masked: "353011******3072",
  cardHash: "0123456789abcdef0123456789abcdef",
};
const COUNTS = {
  findings: 8_000,
  testFindings: 3,
  decoyFindings: 0,
  distinctCards: 2_779,
  distinctTestCards: 1,
  byKind: { pan: 7_990, "security-code": 10 },
  byBrand: { jcb: 6_000, visa: 1_990 },
};
const FILE: FileReport = {
  ...COUNTS,
  path: "logs/pay.log",
  pathBytes: null,
  bytes: 9,
  places: [PLACE],
  unlisted: 7_999,
};
const REPORT: ScanReport = {
  ...COUNTS,
  files: [FILE],
  unlistedFiles: 0,
  possibleFindings: 4,
  filesRead: 9,
  filesWithFindings: 1,
  membersRead: 2,
  bytes: 2_500_000_000,
  expandedBytes: 10,
  seconds: 3.21,
  skipped: [{ path: "backup.zip", member: "orders/a.csv", reason: "encrypted" }],
  skippedCount: 1,
  changed: [{ path: "pay.log", how: "grew" }],
  distinctExact: true,
  complete: true,
};
const FACTS = { language: "ja", madeAtMs: Date.UTC(2026, 10, 22), version: "0.1.0" } as const;
const NOTHING: Partial<ScanReport> = {
  files: [],
  findings: 0,
  testFindings: 0,
  decoyFindings: 0,
  distinctCards: 0,
  distinctTestCards: 0,
  byKind: {},
  byBrand: {},
  possibleFindings: 0,
  filesWithFindings: 0,
};

test("the report says cards, places, files, brands, what was not read and what to do, in both languages", () => {
  const ja = scanReportHtml(REPORT, FACTS);
  for (const said of [
    "2,779 枚のカード番号",
    "8,000",
    "logs/pay.log",
    "12,345 行目",
    "JCB 6,000",
    "パスワードがかかっている",
    "大きくなった",
    "消さずに、控えを取る",
    "2.5 GB",
  ])
    assert.ok(ja.includes(said), said);
  const en = scanReportHtml(REPORT, { ...FACTS, language: "en" });
  for (const said of ["2,779 card numbers", "line 12,345", "behind a password", "Keep copies"])
    assert.ok(en.includes(said), said);
  assert.ok(!/[\u3040-\u30ff]/.test(en), "no Japanese left in the English one");
});

test("no card, no mask and no hash is in it", () => {
  const html = scanReportHtml(REPORT, FACTS);
  assert.ok(!html.includes("353011") && !html.includes("3072") && !html.includes("0123456789abcdef"));
});

test("nothing in it runs or is fetched, and its policy allows its own style alone", () => {
  const html = scanReportHtml(REPORT, FACTS);
  const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  assert.ok(html.includes(`default-src 'none'; style-src 'sha256-${hash}'`));
  assert.ok(!/<script|<link|<img|<iframe|javascript:| on\w+=|url\(|@import| style=|https?:/i.test(html));
});

test("names from outside cannot steer the page or hide text", () => {
  const path = '"><script>alert(1)</script>\u202egpj.exe\u0007';
  const html = scanReportHtml(
    { ...REPORT, files: [{ ...FILE, path }], skipped: [{ path, member: path, reason: "broken" }] },
    FACTS,
  );
  assert.ok(!html.includes("<script") && !html.includes("\u202e") && !html.includes("\u0007"));
});

test("a clean scan is calm, and what was not read is said beside it", () => {
  const clean = scanReportHtml({ ...REPORT, ...NOTHING, skipped: [], skippedCount: 0 }, FACTS);
  assert.ok(clean.includes("カード番号は見つかりませんでした") && !clean.includes('class="verdict alarm"'));
  const unread = scanReportHtml({ ...REPORT, ...NOTHING }, FACTS);
  assert.ok(unread.includes("読めなかったものが 1 件"));
});

test("security codes alone, an interrupted scan and an inexact count are said", () => {
  const only = { ...NOTHING, findings: 2, byKind: { "security-code": 2 }, filesWithFindings: 1 };
  const html = scanReportHtml({ ...REPORT, ...only, complete: false, distinctExact: false }, FACTS);
  for (const said of ["カードの情報が残っています", "途中で止められました", "少なくとも"])
    assert.ok(html.includes(said), said);
});

test("a scan of a hundred thousand files makes a page that still opens", () => {
  const files = Array.from({ length: 50_000 }, (_, i) => ({
    ...FILE,
    path: `logs/${i}.log`,
    distinctCards: i,
  }));
  const html = scanReportHtml({ ...REPORT, files, filesWithFindings: 100_000, unlistedFiles: 50_000 }, FACTS);
  assert.ok(html.length < 400_000);
  assert.ok(html.includes("logs/49999.log") && html.includes("99,800"));
});

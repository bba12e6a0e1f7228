// S3-1: cards lie in logs, backups, orders and mails of a shop. One command says where, counts them exactly, and writes no card
// anywhere itself. Played with the real launcher on real folders.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { passesLuhn } from "../../src/scrub/index.ts";
import { pdfOf, tarOf, xlsxOf, zipOf } from "../../src/scrub/members/archives.fixture.ts";

const launcher = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));

/** Made-up cards under the first six digits of published test numbers. */
function cards(count: number, bin = "411111"): string[] {
  return Array.from({ length: count }, (_, i) => {
    const body = `${bin}${String(7_010 + i * 37).padStart(9, "0")}`;
    for (let digit = 0; digit <= 9; digit++) if (passesLuhn(`${body}${digit}`)) return `${body}${digit}`;
    return "";
  });
}

function shopFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "misemori-s3-1-"));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "home"));
  mkdirSync(join(folder, "shop/logs"), { recursive: true });
  return folder;
}

async function misemori(
  folder: string,
  argv: readonly string[],
  input = "",
): Promise<{ code: number | null; out: string; err: string }> {
  const env = { PATH: process.env["PATH"], HOME: join(folder, "home"), LANG: "ja_JP.UTF-8" };
  const child = spawn(process.execPath, [launcher, ...argv], { cwd: folder, env });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

/** Every file below, as Latin-1. */
function allFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
}

interface Said {
  files: { path: string; distinctCards: number; findings: { member: string | null; line: number }[] }[];
  distinctCards: number;
  keyFile: string;
  skipped: { path: string; member: string | null; reason: string }[];
}

test("cards in logs, backups, sheets, PDFs and mails are all found and counted once", async (t) => {
  const folder = shopFolder(t);
  const many = cards(200);
  const [a = "", b = "", c = "", d = "", e = ""] = cards(5, "353011");
  const log = many.map((card, i) => `2026-11-22 10:00 POST /pay ${i} card=${card}\n`).join("");
  writeFileSync(join(folder, "shop/logs/payment.log"), log.repeat(3));
  writeFileSync(join(folder, "shop/logs/payment.log.1"), gzipSync(log));
  writeFileSync(join(folder, "shop/logs/payment.log.2"), zstdCompressSync(`card=${a}\n`));
  const inner = zipOf([
    { name: "orders.xlsx", content: xlsxOf(`<row r="9"><c><v>${b}</v></c></row>`, "") },
    { name: "fax.pdf", content: pdfOf([`card ${c}`]) },
    { name: "locked.csv", content: Buffer.from("?"), encrypted: true },
  ]);
  writeFileSync(join(folder, "shop/backup.tgz"), gzipSync(tarOf([{ name: "2025/all.zip", content: inner }])));
  const body = Buffer.from(`カード番号 ${d}\n`).toString("base64");
  writeFileSync(
    join(folder, "shop/order.eml"),
    `From: a@example.jp\nTo: b@example.jp\nSubject: order\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n${body}\n`,
  );
  const { code, out, err } = await misemori(folder, ["scrub", "scan", "shop", "--json"]);
  assert.equal(code, 1, err);
  const said = JSON.parse(out) as Said;
  assert.equal(said.distinctCards, 204);
  assert.deepEqual(
    said.files.map((f) => [f.path, f.distinctCards, f.findings[0]?.member, f.findings[0]?.line]),
    [
      ["shop/backup.tgz", 2, "2025/all.zip/orders.xlsx/xl/worksheets/sheet1.xml", 9],
      ["shop/logs/payment.log", 200, null, 1],
      ["shop/logs/payment.log.1", 200, "payment.log.1", 1],
      ["shop/logs/payment.log.2", 1, "payment.log.2", 1],
      ["shop/order.eml", 1, "part 1", 1],
    ],
  );
  assert.deepEqual(said.skipped, [
    { path: "shop/backup.tgz", member: "2025/all.zip/locked.csv", reason: "encrypted" },
  ]);
  // What is piped in is compared under the same key, so equal cards are equal.
  const piped = await misemori(folder, ["scrub", "scan", "-", "--json"], `x ${many[0]} y ${e}`);
  assert.equal((JSON.parse(piped.out) as Said).distinctCards, 2);
});

test("neither output nor report nor any file it makes holds a card, and its key is for its owner alone", async (t) => {
  const folder = shopFolder(t);
  const many = cards(50);
  writeFileSync(join(folder, "shop/logs/payment.log"), many.map((card) => `card=${card}\n`).join(""));
  writeFileSync(join(folder, "shop/logs", `${many[0]}.txt`), `${many[0]}\n`);
  const html = await misemori(folder, ["scrub", "scan", "shop", "--html", "home/report.html"]);
  const json = await misemori(folder, ["scrub", "scan", "shop", "--json"]);
  assert.deepEqual([html.code, json.code], [1, 1]);
  const written = [...allFiles(join(folder, "home")), html.out, html.err, json.out, json.err];
  assert.ok(written.length >= 6);
  for (const text of written) assert.ok(!many.some((card) => text.includes(card)));
  const { keyFile } = JSON.parse(json.out) as Said;
  assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  const gone = await misemori(folder, ["scrub", "forget-key", "--yes"]);
  assert.equal(gone.code, 0);
  assert.throws(() => statSync(keyFile));
});

test("a clean shop exits 0, a slip of the fingers 2", async (t) => {
  const folder = shopFolder(t);
  writeFileSync(join(folder, "shop/logs/access.log"), "127.0.0.1 GET / 200\n".repeat(1000));
  assert.equal((await misemori(folder, ["scrub", "scan", "shop"])).code, 0);
  assert.equal((await misemori(folder, ["scrub", "scan", "shpo"])).code, 2);
});

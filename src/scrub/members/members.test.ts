// Tests of archives: what is read in each format and nested in each other, whatever the chunks.

import { test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { gzipSync, zstdCompressSync } from "node:zlib";
import * as fc from "fast-check";
import { CARD, pdfOf, readAll, tarOf, xlsxOf, zipOf } from "./archives.fixture.ts";

/** "card=4111111111111111\n" by bzip2 1.0.8, so that the test runs where no bzip2 is. */
const BZIP2 = Buffer.from("QlpoOTFBWSZTWZQS8ikAAATJgAAYJAIsABAAIAAhoDAgyYi8A3ki3BdyRThQkJQS8ik=", "base64");
const LINE = Buffer.from(`card=${CARD}\n`);

test("a file that is no archive is one member with an empty path", async () => {
  const { parts, skipped } = await readAll("pay.log", LINE);
  assert.deepEqual(
    parts.map(({ path, text }) => [path, text]),
    [["", LINE.toString()]],
  );
  assert.deepEqual(skipped, []);
});

test("an empty file is one empty member", async () => {
  const { parts, skipped } = await readAll("empty", Buffer.alloc(0));
  assert.deepEqual([parts.length, skipped.length], [1, 0]);
});

test("gzip, bzip2 and zstd are known by their content, whatever the name and the chunks", async () => {
  for (const packed of [gzipSync(LINE), zstdCompressSync(LINE), BZIP2]) {
    for (const chunkBytes of [1, 7, 64 * 1024]) {
      const { parts, skipped } = await readAll("pay.log.1", packed, { chunkBytes });
      assert.deepEqual(
        parts.map(({ path, text }) => [path, text]),
        [["pay.log.1", LINE.toString()]],
      );
      assert.deepEqual(skipped, []);
    }
  }
});

test("a packed file's content goes by its name without the ending", async () => {
  assert.equal((await readAll("logs/pay.log.gz", gzipSync(LINE))).parts[0]?.path, "logs/pay.log");
});

test("gzips and zstd frames one behind another are read to the last, zeros behind them are not", async () => {
  const gz = Buffer.concat([gzipSync(LINE), gzipSync(LINE), Buffer.alloc(512)]);
  const zs = Buffer.concat([zstdCompressSync(LINE), zstdCompressSync(LINE)]);
  const bz = Buffer.concat([BZIP2, BZIP2]);
  for (const packed of [gz, zs, bz]) {
    const { parts, skipped } = await readAll("a", packed, { chunkBytes: 11 });
    assert.equal(parts[0]?.text, LINE.toString().repeat(2));
    assert.deepEqual(skipped, []);
  }
});

test("bytes come out of gzip, zstd and deflate as they went in", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 3000 }),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 200 }),
      async (bytes, times, chunkBytes) => {
        // A head that is no format of its own.
        const content = Buffer.concat([Buffer.from("text\n"), ...Array.from({ length: times }, () => bytes)]);
        const packed = [
          gzipSync(content),
          zstdCompressSync(content),
          zipOf([{ name: "a", content }]),
          zipOf([{ name: "a", content, streamed: true }]),
          zipOf([{ name: "a", content, method: 0, streamed: true }]),
          tarOf([{ name: "a", content }]),
        ];
        for (const file of packed) {
          const { parts, skipped } = await readAll("a", file, { chunkBytes });
          assert.equal(parts[0]?.text, content.toString("latin1"));
          assert.deepEqual(skipped, []);
        }
      },
    ),
    { numRuns: 25 },
  );
});

test("bzip2 made by the system's own tool is read to the byte", async (t) => {
  const content = Buffer.concat([
    Buffer.from("text\n"),
    Buffer.from(Array.from({ length: 1_200_000 }, (_, i) => (i * 7919 + (i >> 5) * 31) % 251)),
    Buffer.alloc(300_000, 65),
    Buffer.from(Array.from({ length: 9000 }, (_, i) => 65 + (i % 6 < 4 ? 0 : i % 3))),
  ]);
  const made = spawnSync("bzip2", ["-c"], { input: content, maxBuffer: 1e8 });
  if (made.error !== undefined) return t.skip("no bzip2 on this machine");
  const { parts, skipped } = await readAll("a.bz2", made.stdout, { chunkBytes: 10_000 });
  assert.ok(parts[0]?.text === content.toString("latin1"));
  assert.deepEqual(skipped, []);
});

test("zip entries stored, deflated, streamed, by bzip2 and by zstd are read by their names", async () => {
  const file = zipOf([
    { name: "folder/", content: Buffer.alloc(0), method: 0 },
    { name: "stored.txt", content: LINE, method: 0 },
    { name: "streamed stored.txt", content: LINE, method: 0, streamed: true },
    { name: "deflated.txt", content: LINE },
    { name: "streamed.txt", content: LINE, streamed: true },
    { name: "b.txt", content: LINE, method: 12, packed: BZIP2 },
    { name: "z.txt", content: LINE, method: 93, packed: zstdCompressSync(LINE) },
    { name: Buffer.from("8d7793fc2e747874", "hex"), content: LINE },
  ]);
  for (const chunkBytes of [1, 100, 65536]) {
    const { parts, skipped } = await readAll("a.zip", file, { chunkBytes });
    assert.deepEqual(
      parts.map((p) => p.path),
      ["stored.txt", "streamed stored.txt", "deflated.txt", "streamed.txt", "b.txt", "z.txt", "購入.txt"],
    );
    assert.ok(parts.every((p) => p.text === LINE.toString()));
    assert.deepEqual(skipped, []);
  }
});

test("an encrypted zip entry is skipped and the others are read", async () => {
  for (const streamed of [false, true]) {
    const file = zipOf([
      { name: "secret.txt", content: LINE, encrypted: true, streamed },
      { name: "lzma.bin", content: LINE, method: 9 },
      { name: "open.txt", content: LINE },
    ]);
    const { parts, skipped } = await readAll("a.zip", file);
    assert.deepEqual(
      parts.map((p) => p.path),
      ["open.txt"],
    );
    assert.deepEqual(skipped, [
      { path: "secret.txt", reason: "encrypted" },
      { path: "lzma.bin", reason: "not-supported" },
    ]);
  }
});

test("tar names longer than a header are read from GNU and pax records", async () => {
  const long = `deep/${"x".repeat(180)}.log`;
  const pax = `path=${long}\n`;
  const record = `${pax.length + 4} ${pax}`;
  assert.equal(record.length, pax.length + 4);
  const file = tarOf([
    { name: "././@LongLink", content: Buffer.from(`${long}\0`), type: "L" },
    { name: "short", content: LINE },
    { name: "pax", content: Buffer.from(record), type: "x" },
    { name: "short", content: LINE },
    { name: "plain.log", content: LINE },
    { name: "link", content: Buffer.alloc(0), type: "2" },
  ]);
  const { parts, skipped } = await readAll("a.tar", file, { chunkBytes: 333 });
  assert.deepEqual(
    parts.map((p) => p.path),
    [long, long, "plain.log"],
  );
  assert.deepEqual(skipped, []);
});

test("an archive by the system's tar, old style and new, is read to the byte", async (t) => {
  for (const format of ["v7", "ustar", "gnu", "posix"]) {
    const made = spawnSync("tar", [
      "-c",
      `--format=${format}`,
      "-C",
      import.meta.dirname,
      "recognise.ts",
      "xml.ts",
    ]);
    if (made.status !== 0) return t.skip("no GNU tar on this machine");
    const { parts, skipped } = await readAll("a", made.stdout, { chunkBytes: 1000 });
    assert.deepEqual(
      parts.map((p) => p.path),
      ["recognise.ts", "xml.ts"],
      format,
    );
    assert.ok(parts[1]?.text.startsWith("// A small forward reader"));
    assert.deepEqual(skipped, []);
  }
});

test("archives in archives are read and their ways named: tar.gz with zip with xlsx, pdf and gzip", async () => {
  const inner = zipOf([
    { name: "orders.xlsx", content: xlsxOf(`<row r="1"><c><v>${CARD}</v></c></row>`, "") },
    { name: "fax.pdf", content: pdfOf([`No ${CARD}`]) },
    { name: "old.log.gz", content: gzipSync(LINE), method: 0 },
  ]);
  const file = gzipSync(tarOf([{ name: "backup/inner.zip", content: inner }]));
  const { parts, skipped } = await readAll("shop.tar.gz", file, { chunkBytes: 512 });
  assert.deepEqual(skipped, []);
  assert.deepEqual(
    parts.filter((p) => p.text.includes(CARD)).map((p) => p.path),
    [
      "backup/inner.zip/orders.xlsx/xl/worksheets/sheet1.xml",
      "backup/inner.zip/fax.pdf/page 1",
      "backup/inner.zip/old.log.gz",
    ],
  );
});

test("cells of a sheet come in rows with their words, line by row, unused words last", async () => {
  const sheet =
    `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>` +
    `<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><v>3.78282246310005E+14</v></c><c><v>4.1111E+15</v></c>` +
    `<c t="inlineStr"><is><t>a &amp;\n b&#x3042;</t></is></c></row>`;
  const words = `<si><t>カード番号</t></si><si><r><t>有効</t></r><r><t>期限</t></r><rPh><t>ゆうこう</t></rPh></si><si><t>山田</t></si><si><t>unused</t></si>`;
  for (const chunkBytes of [3, 65536]) {
    const { parts } = await readAll("a.xlsx", xlsxOf(sheet, words), { chunkBytes });
    const text = (path: string): string =>
      Buffer.from(parts.find((p) => p.path === path)?.text ?? "", "latin1").toString("utf8");
    assert.equal(
      text("xl/worksheets/sheet1.xml"),
      "カード番号\t有効期限\n\n山田\t378282246310005\t4.1111E+15\ta &  bあ\n",
    );
    assert.equal(text("xl/sharedStrings.xml"), "unused\n");
  }
});

test("a workbook too great to wait for its words is read without them, and the words on their own", async () => {
  const sheet = Array.from(
    { length: 500 },
    (_, i) => `<row r="${i + 1}"><c t="s"><v>0</v></c><c><v>${CARD}</v></c></row>`,
  ).join("");
  const { parts, skipped } = await readAll("a.xlsx", xlsxOf(sheet, "<si><t>word</t></si>"), {
    heldBytesMax: 2000,
  });
  assert.deepEqual(skipped, []);
  assert.equal(parts.find((p) => p.path.includes("sheet1"))?.text.split(CARD).length, 501);
  assert.equal(parts.find((p) => p.path.includes("sharedStrings"))?.text, "word\n");
});

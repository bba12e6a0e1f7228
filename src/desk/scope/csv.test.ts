// CSV as shops export it and as it breaks: every byte of the file ends up in a row, good or told to be bad.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { csvRows, type CsvRow } from "./csv.ts";

/** "受注日,メール" and "田中ソ" in Shift_JIS; the last sign's second byte is a backslash. */
const SJIS_HEAD = Buffer.from("8ef3928d93fa2c83818381815b838b", "hex");
const SJIS_ROW = Buffer.from("93639286835c", "hex");

async function rowsOf(
  content: string | Buffer,
  { pieces = 1_000, allUtf8 = true, rowBytesMax = 1_000 } = {},
): Promise<CsvRow[]> {
  const bytes = Buffer.from(content);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces);
  }
  const rows: CsvRow[] = [];
  for await (const batch of csvRows(chunks(), { allUtf8, rowBytesMax })) rows.push(...batch);
  return rows;
}

test("quoted newlines, doubled quotes, CRLF, BOM and a missing last line end are read, whatever the pieces", async () => {
  const text = '\ufeffa,b,c\r\n1,"x\r\ny ""z""",\r\n"2",,"3,4"';
  const want = [
    [1, ["a", "b", "c"]],
    [2, ["1", 'x\r\ny "z"', ""]],
    [4, ["2", "", "3,4"]],
  ];
  for (const pieces of [3, 4, 5, 7, 100]) {
    const rows = await rowsOf(text, { pieces });
    assert.deepEqual(
      rows.map((row) => [row.line, row.cells]),
      want,
      `pieces of ${pieces}`,
    );
  }
});

test("any table written properly comes back, cut anywhere", async () => {
  const cell = fc.string({ maxLength: 6, unit: fc.constantFrom("a", '"', ",", "\n", "\r", "あ", " ", "ソ") });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 3, max: 20 }),
      async (table, pieces) => {
        const head = "h,h,h,h,h,h\n";
        const text =
          head + table.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")).join("\n");
        const rows = await rowsOf(text, { pieces });
        assert.deepEqual(
          rows.slice(1).map((row) => row.cells),
          table,
        );
        assert.ok(rows.every((row) => row.bad === null));
      },
    ),
  );
});

test("a wrong quote costs its own line and is told; the lines after it are read", async () => {
  const rows = await rowsOf('a,b\n1,"open\n2,"b"\n3,c\n4,5" tile\n"x"y,6\n7,8\n9,"never closed');
  assert.deepEqual(
    rows.map((row) => [row.line, row.bad]),
    [
      [1, null],
      [2, "bad-quotes"],
      [3, null],
      [4, null],
      [5, null],
      [6, "bad-quotes"],
      [7, null],
      [8, "bad-quotes"],
    ],
  );
  assert.deepEqual(rows[4]?.cells, ["4", '5" tile']);
});

test("a quote that swallows a whole file is given up at the limit, one line at a time", async () => {
  const rows = await rowsOf(`a,b\n1,"open\n${"2,x\n".repeat(500)}`, { rowBytesMax: 200, pieces: 64 });
  assert.deepEqual([rows.length, rows.filter((row) => row.bad !== null).length], [502, 1]);
  assert.equal(rows[1]?.bad, "row-too-long");
});

test("Shift_JIS is read, also with UTF-8 rows between, and says which was which", async () => {
  const mixed = Buffer.concat([
    SJIS_HEAD,
    Buffer.from("\n"),
    SJIS_ROW,
    Buffer.from(",1\n佐藤さん,2\nabc,3\n"),
  ]);
  const rows = await rowsOf(mixed, { allUtf8: false, pieces: 5 });
  assert.deepEqual(
    rows.map((row) => [row.cells[0], row.encoding]),
    [
      ["受注日", "shift_jis"],
      ["田中ソ", "shift_jis"],
      ["佐藤さん", "utf-8"],
      ["abc", "ascii"],
    ],
  );
});

test("a thousand columns, tabs and ids kept as formulas are read", async () => {
  const wide = Array.from({ length: 1_000 }, (_, i) => `c${i}`).join("\t");
  const rows = await rowsOf(`${wide}\n="0012"\t${"x\t".repeat(998)}y\n`, { rowBytesMax: 100_000 });
  assert.deepEqual([rows[0]?.cells.length, rows[1]?.cells.length, rows[1]?.cells[0]], [1_000, 1_000, "0012"]);
});

// Facts about looking for cards in tables, on rows in memory; the real databases' part is tested in store/tables.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { manualClock } from "../../kernel/index.ts";
import type { TableRow, TableSize, TableSource } from "../ports.ts";
import { openSieve } from "../kernel/sieve.ts";
import { openScan } from "../scan.ts";
import { scanTables, type TablesReport, type TableScanOptions } from "./scan-tables.ts";

const CARD = "4242424242424242";
const OTHER = "5200828282828210";
const KEY = new Uint8Array(32);

function tableOf(name: string): TableSize {
  return { table: name, rowsAbout: 0, columns: [] };
}

function cell(column: string, text: string, from = 0, ends = true): TableRow["cells"][number] {
  return { column, bytes: Buffer.from(text), from, ends };
}

function sourceOf(tables: Record<string, readonly TableRow[] | Error>): TableSource {
  return {
    tables: () => Promise.resolve(Object.keys(tables).map(tableOf)),
    async *rows({ table }) {
      await Promise.resolve();
      const rows = tables[table] ?? [];
      if (rows instanceof Error) throw rows;
      yield* rows;
    },
    close: () => Promise.resolve(),
  };
}

function scanned(source: TableSource, more: Partial<TableScanOptions> = {}): Promise<TablesReport> {
  return scanTables(source, {
    scan: openScan(openSieve(), KEY),
    findingsMax: 100,
    counts: (finding) => finding.kind === "pan",
    onProgress: () => undefined,
    gone: new AbortController().signal,
    clock: manualClock(),
    ...more,
  });
}

describe("cards in tables", () => {
  test("names table, column, row and the offset inside the cell", async () => {
    const report = await scanned(
      sourceOf({ orders: [{ key: "7", cells: [cell("name", "山田"), cell("memo", `card ${CARD} ok`)] }] }),
    );
    const [finding] = report.tables[0]?.findings ?? [];
    assert.deepEqual(
      [report.tables[0]?.table, finding?.column, finding?.row, finding?.offset],
      ["orders", "memo", "7", 5],
    );
    assert.ok(!JSON.stringify(report).includes(CARD));
  });

  test("finds a card that two parts of a long cell share, at its place in the cell", async () => {
    const filler = "x".repeat(60_000);
    const first = `${filler} ${CARD.slice(0, 7)}`;
    const rows = [
      { key: "1", cells: [cell("raw", first, 0, false)] },
      { key: "1", cells: [cell("raw", `${CARD.slice(7)} end ${filler}`, first.length, false)] },
      { key: "1", cells: [cell("raw", ` ${OTHER} `, first.length + 9 + 5 + filler.length, true)] },
    ];
    const report = await scanned(sourceOf({ t: rows }));
    assert.deepEqual(
      report.tables[0]?.findings.map(({ column, offset }) => [column, offset]),
      [
        ["raw", filler.length + 1],
        ["raw", first.length + 9 + 5 + filler.length + 1],
      ],
    );
    assert.equal(report.tables[0]?.rows, 1);
  });

  test("does not join the digits of neighbouring cells or rows into a card", async () => {
    const half = CARD.slice(0, 8);
    const rows = [
      { key: "1", cells: [cell("a", half), cell("b", half)] },
      { key: "2", cells: [cell("a", half)] },
    ];
    assert.equal((await scanned(sourceOf({ t: rows }))).tables[0]?.found, 0);
  });

  test("masks a row's key that is itself a card", async () => {
    const report = await scanned(sourceOf({ t: [{ key: CARD, cells: [cell("no", CARD)] }] }));
    assert.equal(report.tables[0]?.found, 1);
    assert.ok(!JSON.stringify(report).includes(CARD));
  });

  test("lists as many findings as asked for and counts the rest", async () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ key: String(i), cells: [cell("c", CARD)] }));
    const [table] = (await scanned(sourceOf({ t: rows }), { findingsMax: 3 })).tables;
    assert.deepEqual([table?.findings.length, table?.found], [3, 50]);
  });

  test("goes on with the next table when one cannot be read, and quotes nothing of the database's error", async () => {
    const trouble = Object.assign(new Error(`bad row ${CARD}`), { code: "22021" });
    const report = await scanned(sourceOf({ bad: trouble, good: [{ key: "1", cells: [cell("c", CARD)] }] }));
    assert.deepEqual(report.skipped, [{ table: "bad", place: "", reason: "22021" }]);
    assert.equal(report.tables.find((table) => table.table === "good")?.found, 1);
    assert.ok(!JSON.stringify(report).includes(CARD));
  });

  test("stops between rows when it is asked to", async () => {
    const gone = new AbortController();
    gone.abort();
    const report = await scanned(sourceOf({ t: [{ key: "1", cells: [cell("c", CARD)] }] }), {
      gone: gone.signal,
    });
    assert.equal(report.rows, 0);
  });
});

// Looks for card data in a live database, table by table and row by row. A row is read as one text of "column=value" lines, so
// that a security code is known by its column and a card by what stands beside it. Reading is the source's matter.

import type { Clock } from "../../kernel/index.ts";
import type { Finding } from "../finding.ts";
import { maskText } from "../mask.ts";
import type { TableRow, TableSize, TableSource } from "../ports.ts";
import type { Hit, Scan } from "../scan.ts";

/** A finding in a cell; `offset` counts bytes from the cell's start. */
export interface CellFinding extends Omit<Finding, "line" | "member"> {
  readonly column: string;
  /** The row's key, masked where the key itself is a card. */
  readonly row: string;
}

export interface TableReport {
  readonly table: string;
  readonly rows: number;
  /** At most `findingsMax` of them; `found` counts all. */
  readonly findings: readonly CellFinding[];
  readonly found: number;
  readonly distinctCards: number;
  /** Places of the owner's decoy cards; they are in `found`, and no customer's card. */
  readonly decoysFound: number;
}

export interface TablesReport {
  readonly seconds: number;
  /** False when it was interrupted. */
  readonly complete: boolean;
  /** Every table that was read, also those without findings. */
  readonly tables: readonly TableReport[];
  readonly rows: number;
  readonly distinctCards: number;
  readonly skipped: readonly { readonly table: string; readonly place: string; readonly reason: string }[];
}

export interface TableScanOptions {
  readonly scan: Scan;
  /** Rows per table; absent reads all. */
  readonly rowsMax?: number;
  /** Findings listed per table: a table of a million cards is told by its count, not by its list. */
  readonly findingsMax: number;
  /** Findings of this kind are told; others are not counted. */
  readonly counts: (finding: Finding) => boolean;
  readonly onProgress: (table: TableSize, rows: number, number: number, tables: number) => void;
  readonly gone: AbortSignal;
  readonly clock: Clock;
}

/** Never throws for one table's trouble: the table is skipped with the database's error code and the next one is read. */
export async function scanTables(source: TableSource, options: TableScanOptions): Promise<TablesReport> {
  const sizes = await source.tables();
  const cards = new Set<string>();
  const tables: TableReport[] = [];
  const skipped: TablesReport["skipped"][number][] = [];
  const startedMs = options.clock.monoMs();
  let rows = 0;
  for (const [i, size] of sizes.entries()) {
    if (options.gone.aborted) break;
    const one = openTally(size.table, options, skipped, cards);
    try {
      const reading = {
        onCut: one.cut,
        ...(options.rowsMax === undefined ? {} : { rowsMax: options.rowsMax }),
      };
      for await (const row of source.rows(size, reading)) {
        if (options.gone.aborted) break;
        one.read(row);
        if (one.rows() % PROGRESS_ROWS === 0) options.onProgress(size, one.rows(), i + 1, sizes.length);
      }
    } catch (error) {
      options.scan.end();
      skipped.push({ table: size.table, place: "", reason: codeOf(error) });
    }
    tables.push(one.report());
    rows += one.rows();
    options.onProgress(size, one.rows(), i + 1, sizes.length);
  }
  const seconds = (options.clock.monoMs() - startedMs) / 1000;
  return { seconds, complete: !options.gone.aborted, tables, rows, distinctCards: cards.size, skipped };
}

const PROGRESS_ROWS = 1_000;
/** Cells said to be cut, per table; one line each would drown the report. */
const CUTS_TOLD_MAX = 20;

function openTally(
  table: string,
  options: TableScanOptions,
  skipped: TablesReport["skipped"][number][],
  allCards: Set<string>,
): {
  read(row: TableRow): void;
  cut(column: string, row: string): void;
  rows(): number;
  report(): TableReport;
} {
  const findings: CellFinding[] = [];
  const cards = new Set<string>();
  let found = 0;
  let decoysFound = 0;
  let rows = 0;
  let cuts = 0;

  function take(hits: readonly Hit[], row: string, placeOf: (offset: number) => Place): void {
    for (const { finding } of hits) {
      if (!options.counts(finding)) continue;
      found += 1;
      if (finding.certainty === "decoy") decoysFound += 1;
      else if (finding.cardHash !== null && finding.certainty !== "test-number") {
        cards.add(finding.cardHash);
        allCards.add(finding.cardHash);
      }
      if (findings.length >= options.findingsMax) continue;
      const { line: _, member: __, ...rest } = finding;
      findings.push({ ...rest, ...placeOf(finding.offset), row: maskText(row) });
    }
  }

  return {
    read(row) {
      const [first] = row.cells;
      if (first === undefined || first.from === 0) rows += 1;
      readRow(options.scan, row, (hits, placeOf) => take(hits, row.key, placeOf));
    },
    cut(column, row) {
      cuts += 1;
      if (cuts <= CUTS_TOLD_MAX)
        skipped.push({ table, place: `${column}, ${maskText(row)}`, reason: "cell-cut" });
    },
    rows: () => rows,
    report: () => ({ table, rows, findings, found, distinctCards: cards.size, decoysFound }),
  };
}

interface Place {
  readonly column: string;
  readonly offset: number;
}

/** Pushes a row through the scan. A long cell's parts are one stream: its label goes first, its end after the last part. */
function readRow(
  scan: Scan,
  row: TableRow,
  take: (hits: readonly Hit[], placeOf: (offset: number) => Place) => void,
): void {
  const starts: { readonly column: string; readonly at: number }[] = [];
  const placeOf = (offset: number): Place => {
    const cell = starts.findLast((start) => start.at <= offset) ?? starts[0];
    return { column: cell?.column ?? "", offset: offset - (cell?.at ?? 0) };
  };
  let at = 0;
  let ends = true;
  for (const { column, bytes, from, ends: cellEnds } of row.cells) {
    const label = Buffer.from(`${column}=`);
    if (from === 0) {
      take(scan.push(label), placeOf);
      at += label.length;
    }
    starts.push({ column, at: from === 0 ? at : label.length });
    take(scan.push(bytes), placeOf);
    if (cellEnds) take(scan.push(LINE_END), placeOf);
    at += bytes.length + 1;
    ends = cellEnds;
  }
  if (ends) take(scan.end(), placeOf);
}

const LINE_END = Uint8Array.of(0x0a);

/** A database's error text can quote a row; its code cannot. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unreadable";
}

// What both databases share: how much of a cell is read at once, and how long cells are remembered for a second visit.

import type { TableCell, TableReading, TableRow } from "../../scrub/ports.ts";

/** Cells up to this length come with their row; longer ones are read in parts of this length afterwards. */
export const CELL_BYTES_MAX = 65_536;
/** Long cells remembered per table: beyond them only the start is read and said to be cut, so that memory stays bounded. */
export const LONG_CELLS_MAX = 10_000;

/** A cell as the database answered: its first bytes and its whole length. */
export interface CellStart {
  readonly column: string;
  readonly bytes: Uint8Array;
  readonly bytesAll: number;
}

/** A cell to come back to. `key` is whatever the database finds the row by. */
export interface LongCell<Key> {
  readonly key: Key;
  readonly row: string;
  readonly column: string;
  readonly bytesAll: number;
}

/** Splits a row: short cells go out now, long ones are remembered (or cut, when the row cannot be found again). */
export function readRow<Key>(
  row: string,
  key: Key | null,
  starts: readonly CellStart[],
  long: LongCell<Key>[],
  reading: TableReading,
): TableRow {
  const cells: TableCell[] = [];
  for (const { column, bytes, bytesAll } of starts) {
    if (bytesAll > CELL_BYTES_MAX && key !== null && long.length < LONG_CELLS_MAX) {
      long.push({ key, row, column, bytesAll });
      continue;
    }
    if (bytesAll > bytes.length) reading.onCut(column, row);
    cells.push({ column, bytes, from: 0, ends: true });
  }
  return { key: row, cells };
}

/** The long cells, part by part. `part` reads one part of one cell. */
export async function* longCellRows<Key>(
  long: readonly LongCell<Key>[],
  part: (cell: LongCell<Key>, from: number) => Promise<Uint8Array>,
): AsyncGenerator<TableRow> {
  for (const cell of long) {
    for (let from = 0; from < cell.bytesAll;) {
      const bytes = await part(cell, from);
      const ends = bytes.length === 0 || from + bytes.length >= cell.bytesAll;
      yield { key: cell.row, cells: [{ column: cell.column, bytes, from, ends }] };
      if (ends) break;
      from += bytes.length;
    }
  }
}

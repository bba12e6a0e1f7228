// What scrub asks of the outside: rows of a live database, and a place that keeps the key of the card hashes apart.

/** One column's place in a database, as its owner would name it. */
export interface ColumnName {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

export interface TableSize {
  readonly table: string;
  /** The database's own estimate; for progress only. */
  readonly rowsAbout: number;
  readonly columns: readonly ColumnName[];
}

export interface TableCell {
  readonly column: string;
  /** As stored: text in the column's own character set, JSON and numbers as their text, binary as it is. */
  readonly bytes: Uint8Array;
  /** Where in the cell these bytes begin. Long cells come in parts of a row of their own, one after the other. */
  readonly from: number;
  /** False while parts of this cell are still to come. */
  readonly ends: boolean;
}

export interface TableRow {
  /** What identifies the row to its owner: primary key values joined by "/", or its number where there is no key. */
  readonly key: string;
  readonly cells: readonly TableCell[];
}

/** How much of a database is read. */
export interface TableReading {
  /** Rows per table, spread over it; absent reads all. */
  readonly rowsMax?: number;
  /** Told when bytes of a cell could not be read: the table has no key to ask for the rest of a long cell by. */
  readonly onCut: (column: string, row: string) => void;
}

/** A live database read in one read-only transaction. Never writes, takes no lock that a shop would wait for. */
export interface TableSource {
  tables(): Promise<readonly TableSize[]>;
  /** Every text, JSON, number (a card fits into BIGINT) and binary column, row by row, at the reader's pace. */
  rows(table: TableSize, reading: TableReading): AsyncIterable<TableRow>;
  close(): Promise<void>;
}

/** Keeps the secret key of the card hashes apart from every report. */
export interface HashKeyStore {
  /** The key (32 bytes), made on first use. */
  key(): Promise<Uint8Array>;
  /** Destroys it: hashes made so far can never be compared with new ones again. False when there was none. */
  forget(): Promise<boolean>;
}

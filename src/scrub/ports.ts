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
  /** What identifies the row to its owner: primary key values joined by "/", or the row's number where there is none. */
  readonly row: string;
  /** Text as UTF-8, JSON as its text, binary as it is; at most `cellBytesMax` of it. */
  readonly bytes: Uint8Array;
  readonly cut: boolean;
}

/** A live database read in one read-only transaction. Never writes, never locks out the shop. */
export interface TableSource {
  tables(): Promise<readonly TableSize[]>;
  /** Cells of every text, JSON and binary column, in batches. `rowsMax` samples (spread over the table), absent reads all. */
  cells(
    table: TableSize,
    limits: { readonly rowsMax?: number; readonly cellBytesMax: number },
  ): AsyncIterable<readonly TableCell[]>;
  close(): Promise<void>;
}

/** Keeps the secret key of the card hashes apart from every report. */
export interface HashKeyStore {
  /** The key (32 bytes), made on first use. */
  key(): Promise<Uint8Array>;
  /** Destroys it: hashes made so far can never be compared with new ones again. False when there was none. */
  forget(): Promise<boolean>;
}

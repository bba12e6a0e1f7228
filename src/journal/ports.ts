// What the journal needs: an append-only place that is durable when `append` resolves.

/** One line of the record. `hash` covers everything else and the previous hash. */
export interface JournalEntry {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** When it was chained behind the entry before: an honest journal's times never go back unless its clock did. */
  readonly atMs: number;
  /** Stable name, e.g. "cards.paused", "hold.released", "config.reloaded", "login.failed". */
  readonly kind: string;
  /** Who: "owner:<name>", "misemori", "api:<token name>", "cli:<user>". */
  readonly by: string;
  /** Small facts as canonical JSON; scrubbed before they come here; 8 KiB at most. */
  readonly facts: string;
  /** Hex SHA-256 of the entry before; 64 zeros for the first. */
  readonly previous: string;
  readonly hash: string;
}

export interface JournalEntries {
  /** Durable (fsync) when it resolves. Rejects a `seq` that is not last + 1 with code "journal.sequence". */
  append(entries: readonly JournalEntry[]): Promise<void>;
  last(): Promise<JournalEntry | undefined>;
  /** Ascending by seq, at most `limit` (≤ 1000). */
  read(query: { fromSeq: number; limit: number }): Promise<readonly JournalEntry[]>;
}

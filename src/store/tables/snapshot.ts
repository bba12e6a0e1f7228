// What reading a shop's orders needs of a database: small questions, long answers row by row, all of one moment.

/** Values as the database writes them in text. */
export type TextRow = readonly (string | null)[];

export interface Snapshot {
  readonly dialect: "mysql" | "postgres";
  /** Quotes a name. */
  readonly name: (name: string) => string;
  readonly ask: (sql: string) => Promise<readonly TextRow[]>;
  /** With back-pressure; one at a time. */
  readonly stream: (sql: string) => AsyncIterable<TextRow>;
  readonly close: () => Promise<void>;
}

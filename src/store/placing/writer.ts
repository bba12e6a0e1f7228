// What placing planted customers needs of a database: its tables as they are, small questions, rows put in, and all of it or
// nothing.

import { MisemoriError } from "../../kernel/index.ts";
import type { TextRow } from "../tables/snapshot.ts";

export type Cell = string | number | null;

export interface TableShape {
  readonly columns: ReadonlyMap<string, ColumnShape>;
  /** False where the engine writes at once and cannot take back (MyISAM). */
  readonly takesBack: boolean;
}

export interface ColumnShape {
  /** NOT NULL, and nothing stands there by itself. */
  readonly mustBeGiven: boolean;
  /** Numbers its rows itself. */
  readonly counts: boolean;
}

export interface Writer {
  readonly dialect: "mysql" | "postgres";
  readonly name: (name: string) => string;
  readonly tables: ReadonlyMap<string, TableShape>;
  /** `?` stands for a value. */
  ask(sql: string, values?: readonly Cell[]): Promise<readonly TextRow[]>;
  /** The number that `id` got. */
  insert(table: string, row: Readonly<Record<string, Cell>>, id: string): Promise<string>;
  /** One transaction, and one at a time of all guards: kept when `work` resolves, gone when it rejects. */
  whole<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Known to all guards that may place at the same time; the shop itself takes no such lock. */
export const PLACING_LOCK = "misemori-canary-place";
export const PLACING_LOCK_NUMBER = 7_356_010_113;
/** Another run takes a second or two. */
export const LOCK_SECONDS_MAX = 15;

export function busy(): MisemoriError {
  return new MisemoriError(
    "place.busy",
    "another run is placing planted customers in this shop",
    "wait until it is done, and run this again",
  );
}

/** What a driver says becomes an error for people; anything else is given back. A driver's text quotes whole rows, its code does not. */
export function writeTrouble(error: unknown): unknown {
  if (error instanceof MisemoriError || !(error instanceof Error && "code" in error)) return error;
  return new MisemoriError(
    "place.write",
    `the shop's database refused (${String(error.code)}); nothing was written`,
    "its user needs SELECT, INSERT, UPDATE and DELETE on the customers' tables; run this again, what is there already is not placed twice",
  );
}

/** What speaks against writing into these tables; undefined: nothing. `known`: the columns we know how to fill. */
export function lackingIn(
  tables: Writer["tables"],
  wanted: Readonly<
    Record<string, { readonly needed: readonly string[]; readonly known?: readonly string[] }>
  >,
): string | undefined {
  for (const [name, { needed, known = [] }] of Object.entries(wanted)) {
    const table = tables.get(name);
    if (table === undefined) return `the table ${name} is missing`;
    const missing = needed.find((column) => !table.columns.has(column));
    if (missing !== undefined) return `${name}.${missing} is missing`;
    if (!table.takesBack)
      return `${name} cannot take back what was written (its engine knows no transaction)`;
    for (const [column, { mustBeGiven, counts }] of table.columns)
      if (mustBeGiven && !counts && !needed.includes(column) && !known.includes(column))
        return `${name}.${column} must be filled, and this version of Misemori does not know it`;
  }
  return undefined;
}

/** Only the columns this shop has. */
export function present(
  tables: Writer["tables"],
  table: string,
  row: Readonly<Record<string, Cell>>,
): Readonly<Record<string, Cell>> {
  const columns = tables.get(table)?.columns;
  return Object.fromEntries(Object.entries(row).filter(([column]) => columns?.has(column) === true));
}

// One SQLite file, opened the house's way: WAL, rights 0600, migrated, refusing what a newer Misemori wrote. Gives the
// adapters prepared statements, whole transactions and errors they need not translate.

import { closeSync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { MisemoriError } from "../../kernel/index.ts";
import { createBatches, rollBack } from "./batches.ts";
import type { Migrations } from "./migrations.ts";
import { troubleOf } from "./trouble.ts";

/** Marks a file as ours ("MISE"), so that another program's database is not taken for a record. */
const APPLICATION_ID = 0x4d495345;
/** How long a write waits for another process (a reader's checkpoint, a second guard's lease) before it gives up. */
const BUSY_TIMEOUT_MS = 5_000;

/** A prepared statement. Rows come back untyped: the migrations are what makes the callers' casts true. */
export interface Statement {
  run(...values: SQLInputValue[]): { readonly changes: number | bigint };
  get(...values: SQLInputValue[]): unknown;
  all(...values: SQLInputValue[]): unknown[];
  /** Row by row; one at a time per text, to its end or left by `break`. */
  iterate(...values: SQLInputValue[]): Iterable<unknown>;
}

export interface Database {
  /** Prepares once per text. Rows come as objects, or as "lists" of their columns: for one text always the same. */
  sql(text: string, rows?: "lists"): Statement;
  /**
   * All or nothing, holding the write lock from the start; rejects with a MisemoriError and leaves no trace. Where a write
   * must wait for the disk ("FULL"), those of one turn wait together; elsewhere it is done before this returns.
   */
  write<T>(work: () => T): Promise<T>;
  /** Sees every write asked for before it. */
  read<T>(work: () => T): Promise<T>;
  close(): void;
}

export interface DatabaseOptions {
  readonly path: string;
  readonly migrations: Migrations;
  readonly synchronous: "FULL" | "NORMAL";
  readonly access: "own" | "read";
  /** The file never grows beyond this; a write that would rejects with "store.full". */
  readonly bytesMax?: number;
  /** Told of every failed write before it is thrown. */
  readonly onTrouble: (trouble: MisemoriError) => void;
}

export function openDatabase(options: DatabaseOptions): Database {
  const { path } = options;
  let connection: DatabaseSync | undefined;
  try {
    // Made by hand first: SQLite would make it readable to all, and gives its -wal and -shm files the same rights.
    if (options.access === "own") closeSync(openSync(path, "a", 0o600));
    connection = new DatabaseSync(path, { readOnly: options.access === "read", timeout: BUSY_TIMEOUT_MS });
    prepare(connection, options);
    return wrap(connection, options);
  } catch (error) {
    connection?.close();
    throw troubleOf(error, path);
  }
}

function prepare(connection: DatabaseSync, options: DatabaseOptions): void {
  const version = numberOf(connection, "user_version");
  const known = options.migrations.steps.length;
  const owner = numberOf(connection, "application_id");
  if (owner !== 0 && owner !== APPLICATION_ID) {
    throw new MisemoriError(
      "store.foreign",
      `${options.path} belongs to another program`,
      "name another folder under records.folder",
    );
  }
  if (version > known) {
    throw new MisemoriError(
      "store.newer",
      `${options.path} has version ${version}, this Misemori knows up to ${known}`,
      "start the newer Misemori that wrote it, or restore the backup made before the upgrade",
    );
  }
  connection.exec("PRAGMA foreign_keys = OFF");
  if (options.access === "read") {
    if (version < known) {
      throw new MisemoriError(
        "store.older",
        `${options.path} is older than this Misemori`,
        "start the guard once",
      );
    }
    return;
  }
  // Only takes hold in an empty file; it lets freed pages go back to the disk in small steps.
  if (version === 0) connection.exec("PRAGMA auto_vacuum = INCREMENTAL");
  connection.exec("PRAGMA journal_mode = WAL");
  connection.exec(`PRAGMA synchronous = ${options.synchronous}`);
  // After a burst the log file shrinks back to 16 MiB instead of staying as large as it once was.
  connection.exec("PRAGMA journal_size_limit = 16777216");
  connection.exec("PRAGMA cache_size = -32768");
  if (options.bytesMax !== undefined) {
    const pages = Math.max(1, Math.floor(options.bytesMax / numberOf(connection, "page_size")));
    connection.exec(`PRAGMA max_page_count = ${pages}`);
  }
  for (const [index, step] of options.migrations.steps.entries()) {
    if (index < version) continue;
    connection.exec("BEGIN IMMEDIATE");
    try {
      // Somebody else may have taken this step while we waited for the lock.
      if (numberOf(connection, "user_version") === index) {
        connection.exec(step);
        connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${index + 1}`);
      }
      connection.exec("COMMIT");
    } catch (error) {
      if (connection.isTransaction) connection.exec("ROLLBACK");
      throw error;
    }
  }
}

function wrap(connection: DatabaseSync, options: DatabaseOptions): Database {
  const statements = new Map<string, Statement>();
  let open = true;
  const fail = (error: unknown, writing: boolean): MisemoriError => {
    const trouble = open
      ? troubleOf(error, options.migrations.file)
      : new MisemoriError("store.closed", "the store is closed", "nothing may be written after close", error);
    if (writing && trouble.code.startsWith("store.")) options.onTrouble(trouble);
    return trouble;
  };
  const batches =
    options.synchronous === "FULL" ? createBatches(connection, (error) => fail(error, true)) : undefined;
  return {
    sql: (text, rows) => {
      const known = statements.get(text);
      if (known !== undefined) return known;
      const statement = connection.prepare(text);
      statement.setReturnArrays(rows === "lists");
      statements.set(text, statement);
      return statement;
    },
    write: async (work) => {
      if (!open) throw fail(undefined, true);
      if (batches !== undefined) return batches.write(work);
      try {
        connection.exec("BEGIN IMMEDIATE");
        const result = work();
        connection.exec("COMMIT");
        return result;
      } catch (error) {
        rollBack(connection);
        throw fail(error, true);
      }
    },
    read: async (work) => {
      await batches?.settled();
      try {
        return work();
      } catch (error) {
        throw fail(error, false);
      }
    },
    close: () => {
      if (!open) return;
      batches?.flush();
      open = false;
      statements.clear();
      connection.close();
    },
  };
}

function numberOf(connection: DatabaseSync, pragma: string): number {
  return Number(Object.values(connection.prepare(`PRAGMA ${pragma}`).get() ?? {})[0] ?? 0);
}

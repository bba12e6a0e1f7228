// DuckDB, loaded when a scope first needs it: a shop that never has an incident never loads it. In memory only: it is forbidden
// to write to disk, so no log line of a person ever lies in a temporary file (invariant 7).

import type { DuckDBConnection } from "@duckdb/node-api";
import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import { scopeWords } from "./words.ts";

/** Grouping hits of a hundred million lines takes far less; a runaway question ends with an error instead of the machine. */
const MEMORY = "1200MB";

export interface Duck {
  readonly version: string;
  /** Rows as arrays of text, number (as text when large) or null. */
  readonly rows: (sql: string) => AsyncIterable<readonly (readonly unknown[])[]>;
  readonly stop: () => void;
  readonly close: () => void;
}

/** Throws MisemoriError `duckdb.missing` when the package is not there (it is optional: no build for some machines). */
export async function openDuck(language: Language): Promise<Duck> {
  const api = await import("@duckdb/node-api").catch((error: unknown) => {
    const message = say(scopeWords, language, "duckMissing");
    throw new MisemoriError("duckdb.missing", message, say(scopeWords, language, "duckMissingHint"), error);
  });
  const instance = await api.DuckDBInstance.create(":memory:", {
    memory_limit: MEMORY,
    temp_directory: "",
    max_temp_directory_size: "0KB",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  return {
    version: api.version(),
    rows: (sql) => streamRows(connection, sql),
    stop: () => connection.interrupt(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function* streamRows(
  connection: DuckDBConnection,
  sql: string,
): AsyncIterable<readonly (readonly unknown[])[]> {
  const result = await connection.stream(sql);
  yield* result.yieldRowsJson();
}

// Opens a shop's live database for reading only, by its URL. What the rows hold is scrub's and scope's matter.

import { MisemoriError, reveal, type Secret } from "../../kernel/index.ts";
import type { TableSource } from "../../scrub/ports.ts";
import { openMysqlTables } from "./mysql.ts";
import { openPostgresTables } from "./postgres.ts";

/** Drivers wait for ever by default; a shop's database that does not answer in this time is down or fenced off. */
export const CONNECT_TIMEOUT_MS = 10_000;

/**
 * `mysql://`, `mariadb://`, `postgres://` or `postgresql://` with user, password, host, port and database. Throws
 * MisemoriError `tables.url`, `tables.connect`; the password never stands in an error.
 */
export async function openTables(url: Secret): Promise<TableSource> {
  const parsed = URL.parse(reveal(url));
  const open = parsed === null ? undefined : SOURCES.get(parsed.protocol);
  if (parsed === null || open === undefined) {
    throw new MisemoriError(
      "tables.url",
      "this is not the address of a database Misemori can read",
      "write mysql://user:password@host/database or postgres://user:password@host/database",
    );
  }
  try {
    return await open(parsed);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "no answer";
    throw new MisemoriError(
      "tables.connect",
      `the database at ${parsed.host} did not let us in (${why})`,
      "check host, port, user and password; a user that may only SELECT is enough",
    );
  }
}

const SOURCES: ReadonlyMap<string, (url: URL) => Promise<TableSource>> = new Map([
  ["mysql:", openMysqlTables],
  ["mariadb:", openMysqlTables],
  ["postgres:", openPostgresTables],
  ["postgresql:", openPostgresTables],
]);

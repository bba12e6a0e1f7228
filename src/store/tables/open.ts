// Opens a shop's live database for reading only, by its URL. What the rows hold is scrub's and scope's matter.

import { MisemoriError, reveal, type Secret } from "../../kernel/index.ts";
import type { TableSource } from "../../scrub/ports.ts";
import type { ShopRows } from "../../desk/ports.ts";
import { openMysqlSnapshot, openMysqlTables } from "./mysql.ts";
import { openPostgresSnapshot, openPostgresTables } from "./postgres.ts";
import { shopRows } from "./shop-rows.ts";
import type { Snapshot } from "./snapshot.ts";

/** Drivers wait for ever by default; a shop's database that does not answer in this time is down or fenced off. */
export const CONNECT_TIMEOUT_MS = 10_000;

/**
 * `mysql://`, `mariadb://`, `postgres://` or `postgresql://` with user, password, host, port and database. Throws
 * MisemoriError `tables.url`, `tables.connect`; the password never stands in an error.
 */
export async function openTables(url: Secret): Promise<TableSource> {
  return openBy(url, { mysql: openMysqlTables, postgres: openPostgresTables });
}

/** Throws MisemoriError as `openTables`, and `shop.tables` when the database is not one of that shop system. */
export async function openShopRows(url: Secret, preset: string): Promise<ShopRows> {
  const snapshot = await openBy(url, { mysql: openMysqlSnapshot, postgres: openPostgresSnapshot });
  try {
    const { host, pathname } = new URL(reveal(url));
    return await shopRows(snapshot, preset, `${host}${pathname}`);
  } catch (error) {
    await snapshot.close();
    throw error;
  }
}

export async function openBy<T>(
  url: Secret,
  by: Readonly<Record<Dialect, (url: URL) => Promise<T>>>,
): Promise<T> {
  const parsed = URL.parse(reveal(url));
  const dialect = parsed === null ? undefined : DIALECTS.get(parsed.protocol);
  if (parsed === null || dialect === undefined) {
    throw new MisemoriError(
      "tables.url",
      "this is not the address of a database Misemori can read",
      "write mysql://user:password@host/database or postgres://user:password@host/database",
    );
  }
  try {
    return await by[dialect](parsed);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "no answer";
    throw new MisemoriError(
      "tables.connect",
      `the database at ${parsed.host} did not let us in (${why})`,
      "check host, port, user and password; a user that may only SELECT is enough",
    );
  }
}

type Dialect = Snapshot["dialect"];

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ["mysql:", "mysql"],
  ["mariadb:", "mysql"],
  ["postgres:", "postgres"],
  ["postgresql:", "postgres"],
]);

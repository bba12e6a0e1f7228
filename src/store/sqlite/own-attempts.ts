// The tries to pay of a records folder as rows for a scope: read-only beside a running guard, of one moment however often they
// are read. What they mean for whom is the scope's matter.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { OwnAttempts } from "../../desk/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { openDatabase, type Database } from "./database.ts";
import { TRAFFIC_MIGRATIONS } from "./migrations.ts";
import { troubleOf } from "./trouble.ts";

const COLUMNS = [
  "attempt",
  "at",
  "order",
  "card",
  "answer",
  "reached",
  "outcome",
  "address",
  "asn",
  "visitor",
];
const QUERY = `SELECT id, at_ms, order_ref,
    json_extract(rest, '$.c[2]'), answer,
    CASE reached WHEN 1 THEN 'yes' ELSE 'no' END, outcome, ip, CAST(asn AS TEXT), json_extract(rest, '$.v[0]')
  FROM attempts ORDER BY at_ms, id`;
/** So often the machine gets its turn: rows come without waiting for anything. */
const ROWS_PER_TURN = 5_000;

/**
 * Holds one moment of traffic.db until it is closed; the guard goes on writing. Throws MisemoriError `store.open` when there is
 * none, and what opening a database throws.
 */
export function openOwnAttempts(folder: string): OwnAttempts {
  const path = join(folder, TRAFFIC_MIGRATIONS.file);
  if (!existsSync(path)) {
    throw new MisemoriError("store.open", `there is no record in ${folder}`, "start the guard once");
  }
  const database = openDatabase({
    path,
    migrations: TRAFFIC_MIGRATIONS,
    synchronous: "NORMAL",
    access: "read",
    onTrouble: () => undefined,
  });
  // The moment is that of the first reading within it.
  database.sql("BEGIN").run();
  return {
    name: `misemori:${TRAFFIC_MIGRATIONS.file}`,
    rows: () => rowsOf(database, path),
    close: database.close,
  };
}

async function* rowsOf(database: Database, path: string): AsyncGenerator<readonly (string | null)[]> {
  yield COLUMNS;
  let rows = 0;
  try {
    for (const row of database.sql(QUERY, "lists").iterate()) {
      const [id, atMs, ...rest] = row as [string, number, ...(string | null)[]];
      yield [id, new Date(atMs).toISOString(), ...rest];
      if (++rows % ROWS_PER_TURN === 0) await setImmediate();
    }
  } catch (error) {
    throw troubleOf(error, path);
  }
}

// Makes room in traffic.db: too old first, then the oldest beyond the size. In small steps with a breath between them,
// so that no request ever waits for it, and with the freed pages given back to the disk.

import { setImmediate as breathe } from "node:timers/promises";
import type { CountedAttempt } from "../attempt-sums.ts";
import { countAttempts } from "./attempt-counts.ts";
import type { Database } from "./database.ts";

/** Rows that go in one transaction: some ten milliseconds of work on a small server. */
const STEP_ROWS = 1_000;
/** Pages (4 KiB) given back per step. */
const STEP_PAGES = 512;

const COUNTED = "at_ms, ip, asn, country, answer, outcome, reached, fee_yen, saved_yen, amount_yen";

export async function trimAttempts(
  database: Database,
  limits: { readonly keepFromMs: number; readonly bytesMax: number },
): Promise<number> {
  let gone = 0;
  for (;;) {
    const went = await dropOldest(database, limits.keepFromMs);
    gone += went;
    await breathe();
    if (went < STEP_ROWS) break;
  }
  while (usedBytes(database) > limits.bytesMax) {
    const went = await dropOldest(database, Number.MAX_SAFE_INTEGER);
    gone += went;
    await breathe();
    if (went === 0) break;
  }
  for (let free = freePages(database); free > 0;) {
    database.sql(`PRAGMA incremental_vacuum(${STEP_PAGES})`).all();
    await breathe();
    const left = freePages(database);
    if (left >= free) break;
    free = left;
  }
  return gone;
}

function dropOldest(database: Database, beforeMs: number): Promise<number> {
  return database.write(() => {
    const rows = database
      .sql(
        `DELETE FROM attempts WHERE seq IN (SELECT seq FROM attempts WHERE at_ms < ? ORDER BY at_ms LIMIT ?)
           RETURNING ${COUNTED}`,
      )
      .all(beforeMs, STEP_ROWS) as CountedAttempt[];
    countAttempts(
      database,
      rows.map((row) => ({ row, asnName: "" })),
      -1,
    );
    return rows.length;
  });
}

function usedBytes(database: Database): number {
  const [pages, size] = ["page_count", "page_size"].map((name) => pragma(database, name));
  return ((pages ?? 0) - freePages(database)) * (size ?? 0);
}

function freePages(database: Database): number {
  return pragma(database, "freelist_count");
}

function pragma(database: Database, name: string): number {
  return Number(Object.values(database.sql(`PRAGMA ${name}`).get() ?? {})[0] ?? 0);
}

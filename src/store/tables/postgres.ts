// Reads the tables of a PostgreSQL database in one read-only snapshot, through cursors. Writes nothing, ever.

import pg from "pg";
import type { TableReading, TableRow, TableSize, TableSource } from "../../scrub/ports.ts";
import { CELL_BYTES_MAX, longCellRows, readRow, type CellStart, type LongCell } from "./cells.ts";
import { CONNECT_TIMEOUT_MS } from "./open.ts";
import type { Snapshot, TextRow } from "./snapshot.ts";

/** Rows per fetch: with the cell limit this bounds memory, and a fetch stays well under a second. */
const FETCH_ROWS = 128;

interface PostgresTable extends TableSize {
  readonly schema: string;
  readonly name: string;
  readonly keys: readonly string[];
}

export async function openPostgresTables(url: URL): Promise<TableSource> {
  const client = await openSnapshot(url);
  return {
    tables: () => tablesOf(client),
    rows: (table, reading) => rowsOf(client, table as PostgresTable, reading),
    close: () => closed(client),
  };
}

/** Rows per fetch of a long answer of short rows. */
const SHORT_ROWS = 2_000;

export async function openPostgresSnapshot(url: URL): Promise<Snapshot> {
  const client = await openSnapshot(url);
  // Reading logs between two readings of the orders takes its minutes.
  await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
  return {
    dialect: "postgres",
    name: (name) => pg.escapeIdentifier(name),
    ask: (sql) => textRows(client, sql),
    async *stream(sql) {
      await client.query(`DECLARE rows_read NO SCROLL CURSOR FOR ${sql}`);
      try {
        for (;;) {
          const batch = await textRows(client, `FETCH ${SHORT_ROWS} FROM rows_read`);
          yield* batch;
          if (batch.length < SHORT_ROWS) return;
        }
      } finally {
        await client.query("CLOSE rows_read").catch(() => undefined);
      }
    },
    close: () => closed(client),
  };
}

async function textRows(client: pg.Client, text: string): Promise<readonly TextRow[]> {
  const answer = await client.query<(string | null)[]>({ text, rowMode: "array", types: AS_TEXT });
  return answer.rows;
}

/** Values as PostgreSQL writes them, not as JavaScript's dates and numbers. */
const AS_TEXT = { getTypeParser: () => (value: unknown) => value } as unknown as pg.CustomTypesConfig;

async function closed(client: pg.Client): Promise<void> {
  await client.query("ROLLBACK").catch(() => undefined);
  await client.end().catch(() => undefined);
}

async function openSnapshot(url: URL): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url.href,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "misemori",
  });
  // A connection that breaks is told by the query that was waiting for it; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
  // A shop's own ALTER TABLE must not wait behind us, nor we behind it.
  await client.query("SET LOCAL lock_timeout = '5s'");
  return client;
}

/** Ordinary tables and materialized views of every schema that is the user's own and readable. */
const TABLES = `
  SELECT n.nspname AS schema, c.relname AS name, greatest(c.reltuples, 0)::bigint AS rows,
    array(SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)) AS keys,
    array(SELECT a.attname::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_type e ON e.oid = t.typelem
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND ${holdsText("t")}
      ORDER BY a.attnum) AS columns,
    array(SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_type e ON e.oid = t.typelem
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND ${holdsText("t")}
      ORDER BY a.attnum) AS types
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND has_table_privilege(c.oid, 'SELECT')
  ORDER BY 1, 2`;

/** Text of any kind (also of domains and arrays), JSON, XML, hstore, bytea, and numbers long enough for a card. */
function holdsText(type: string): string {
  const own = `${type}.typcategory = 'S' OR ${type}.typname IN ('json', 'jsonb', 'xml', 'hstore', 'bytea', 'int8', 'numeric')`;
  return `(${own} OR (${type}.typcategory = 'A' AND (e.typcategory = 'S' OR e.typname IN ('json', 'jsonb', 'bytea', 'int8', 'numeric'))))`;
}

async function tablesOf(client: pg.Client): Promise<readonly PostgresTable[]> {
  const answer = await client.query<{
    schema: string;
    name: string;
    rows: string;
    keys: string[];
    columns: string[];
    types: string[];
  }>(TABLES);
  return answer.rows
    .filter((row) => row.columns.length > 0)
    .map((row) => {
      const table = row.schema === "public" ? row.name : `${row.schema}.${row.name}`;
      return {
        table,
        schema: row.schema,
        name: row.name,
        keys: row.keys,
        rowsAbout: Number(row.rows),
        columns: row.columns.map((column, i) => ({ table, column, type: row.types[i] ?? "" })),
      };
    });
}

async function* rowsOf(
  client: pg.Client,
  table: PostgresTable,
  reading: TableReading,
): AsyncGenerator<TableRow> {
  const from = `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`;
  const cells = table.columns.flatMap(({ column, type }) => {
    const bytes = bytesOf(column, type);
    return [`substring(${bytes} from 1 for ${CELL_BYTES_MAX})`, `octet_length(${bytes})`];
  });
  const keys = table.keys.map((key) => `${pg.escapeIdentifier(key)}::text`);
  const sample = sampleOf(table, reading);
  // An error on one table must not end the snapshot for the others; rolling back also closes the cursor.
  await client.query("SAVEPOINT table_read");
  const long: LongCell<string>[] = [];
  let number = 0;
  try {
    await client.query(
      `DECLARE rows_read NO SCROLL CURSOR FOR SELECT ctid::text, ${[...keys, ...cells].join(", ")} FROM ${from} ${sample}`,
    );
    for (;;) {
      const batch = await client.query<unknown[]>({
        text: `FETCH ${FETCH_ROWS} FROM rows_read`,
        rowMode: "array",
      });
      for (const row of batch.rows) {
        number += 1;
        const key =
          keys.length === 0
            ? String(number)
            : row
                .slice(1, 1 + keys.length)
                .map(String)
                .join("/");
        yield readRow(key, String(row[0]), cellStarts(table, row.slice(1 + keys.length)), long, reading);
      }
      if (batch.rows.length < FETCH_ROWS) break;
    }
    yield* longCellRows(long, async ({ key, column }, at) => {
      const type = table.columns.find((one) => one.column === column)?.type ?? "";
      const part = await client.query<[Buffer]>({
        text: `SELECT substring(${bytesOf(column, type)} from $1 for ${CELL_BYTES_MAX}) FROM ${from} WHERE ctid = $2::tid`,
        values: [at + 1, key],
        rowMode: "array",
      });
      return part.rows[0]?.[0] ?? Buffer.alloc(0);
    });
  } finally {
    await client.query("ROLLBACK TO SAVEPOINT table_read").catch(() => undefined);
  }
}

function cellStarts({ columns }: TableSize, values: readonly unknown[]): CellStart[] {
  return columns.flatMap(({ column }, i) => {
    const bytes = values[i * 2];
    return bytes instanceof Uint8Array ? [{ column, bytes, bytesAll: Number(values[i * 2 + 1]) }] : [];
  });
}

function bytesOf(column: string, type: string): string {
  const name = pg.escapeIdentifier(column);
  return type === "bytea" ? name : `convert_to(${name}::text, 'UTF8')`;
}

/** A sample takes whole pages from all over the table, so that old rows are seen as well as new ones. */
function sampleOf(table: PostgresTable, { rowsMax }: TableReading): string {
  if (rowsMax === undefined) return "";
  const percent = table.rowsAbout <= rowsMax ? 100 : Math.max(0.01, (rowsMax / table.rowsAbout) * 130);
  return percent >= 100 ? `LIMIT ${rowsMax}` : `TABLESAMPLE SYSTEM (${percent.toFixed(2)}) LIMIT ${rowsMax}`;
}

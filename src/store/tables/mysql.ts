// Reads the tables of a MariaDB or MySQL database in one read-only snapshot, row by row. Writes nothing, ever.

import { createConnection, escapeId, type Connection } from "mysql2";
import type { TableReading, TableRow, TableSize, TableSource } from "../../scrub/ports.ts";
import { CELL_BYTES_MAX, longCellRows, readRow, type CellStart, type LongCell } from "./cells.ts";
import { CONNECT_TIMEOUT_MS } from "./open.ts";
import type { Snapshot, TextRow } from "./snapshot.ts";

/** Rows the driver may hold ready before it stops reading from the socket; with the cell limit this bounds memory. */
const ROWS_AHEAD = 32;
/** A sample is taken at this many places of the key, spread evenly, so that old rows are seen as well as new ones. */
const SAMPLE_PLACES = 20;

interface MysqlTable extends TableSize {
  readonly schema: string;
  readonly name: string;
  readonly keys: readonly { readonly column: string; readonly binary: boolean }[];
  /** The one whole-number key column a sample can be spread by. */
  readonly countingKey: string | null;
}

export async function openMysqlTables(url: URL): Promise<TableSource> {
  const connection = await openSnapshot(url);
  const schema = decodeURIComponent(url.pathname.slice(1));
  return {
    tables: () => tablesOf(connection, schema),
    rows: (table, reading) => rowsOf(connection, table as MysqlTable, reading),
    close: () => closed(connection),
  };
}

/** Rows the driver may hold ready of a long answer of short rows. */
const SHORT_ROWS_AHEAD = 1_000;

export async function openMysqlSnapshot(url: URL): Promise<Snapshot> {
  const connection = await openSnapshot(url);
  // TIMESTAMP columns are told in the session's zone: in this one they are instants.
  await ask(connection, "SET SESSION time_zone = '+00:00'");
  return {
    dialect: "mysql",
    name: (name) => escapeId(name, true),
    ask: async (sql) => (await ask(connection, sql)).map(textRow),
    stream: (sql) => textRows(connection, sql),
    close: () => closed(connection),
  };
}

async function* textRows(connection: Connection, sql: string): AsyncGenerator<TextRow> {
  const rows = connection.query({ sql, rowsAsArray: true }).stream({ highWaterMark: SHORT_ROWS_AHEAD });
  for await (const row of rows as AsyncIterable<Row>) yield textRow(row);
}

function textRow(row: Row): TextRow {
  return row.map((cell) => cell?.toString("utf8") ?? null);
}

function closed(connection: Connection): Promise<void> {
  return new Promise<void>((done) => connection.end(() => done()));
}

async function openSnapshot(url: URL): Promise<Connection> {
  const connection = createConnection({
    host: url.hostname,
    port: url.port === "" ? 3306 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    connectTimeout: CONNECT_TIMEOUT_MS,
    // The driver would write and run code for each query's shape otherwise.
    disableEval: true,
    multipleStatements: false,
    ...(url.pathname.length > 1 ? { database: decodeURIComponent(url.pathname.slice(1)) } : {}),
    typeCast: (field, next) => (field.type === "GEOMETRY" ? next() : field.buffer()),
  });
  connection.on("error", () => undefined);
  await new Promise<void>((done, failed) => connection.connect((error) => (error ? failed(error) : done())));
  await ask(connection, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  // A shop's own ALTER TABLE must not wait behind us, nor we behind it.
  await ask(connection, "SET SESSION lock_wait_timeout = 5");
  await ask(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
  return connection;
}

type Row = readonly (Buffer | null)[];

/** Runs a query whose answer is small. Values come as bytes. */
function ask(connection: Connection, sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  return new Promise((done, failed) => {
    connection.query({ sql, values: [...values], rowsAsArray: true }, (error, rows) => {
      if (error) failed(error);
      else done(Array.isArray(rows) ? (rows as unknown as Row[]) : []);
    });
  });
}

const TEXT_TYPES = `'char','varchar','tinytext','text','mediumtext','longtext','json','enum','set',
  'binary','varbinary','tinyblob','blob','mediumblob','longblob','bigint','decimal'`;

async function tablesOf(connection: Connection, schema: string): Promise<readonly MysqlTable[]> {
  const where =
    schema === ""
      ? "t.TABLE_SCHEMA NOT IN ('mysql','sys','information_schema','performance_schema')"
      : "t.TABLE_SCHEMA = ?";
  const rows = await ask(
    connection,
    `SELECT t.TABLE_SCHEMA, t.TABLE_NAME, COALESCE(t.TABLE_ROWS, 0), c.COLUMN_NAME, c.DATA_TYPE, c.COLUMN_KEY,
       c.DATA_TYPE IN (${TEXT_TYPES})
     FROM information_schema.TABLES t JOIN information_schema.COLUMNS c
       ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
     WHERE ${where} AND t.TABLE_TYPE = 'BASE TABLE' ORDER BY 1, 2, c.ORDINAL_POSITION`,
    schema === "" ? [] : [schema],
  );
  const tables = new Map<string, Row[]>();
  for (const row of rows) {
    const name = `${row[0]?.toString()}.${row[1]?.toString()}`;
    tables.set(name, [...(tables.get(name) ?? []), row]);
  }
  return [...tables.values()]
    .map((columns) => tableFrom(columns, schema))
    .filter((t) => t.columns.length > 0);
}

function tableFrom(rows: readonly Row[], inSchema: string): MysqlTable {
  const [schema = "", name = "", about = "0"] = rows[0]?.map((cell) => cell?.toString() ?? "") ?? [];
  const table = inSchema === "" ? `${schema}.${name}` : name;
  const columns = rows.map((row) => ({
    column: row[3]?.toString() ?? "",
    type: row[4]?.toString() ?? "",
    isKey: row[5]?.toString() === "PRI",
    holdsText: row[6]?.toString() === "1",
  }));
  const keys = columns.filter((one) => one.isKey);
  const counting = keys.length === 1 && keys[0]?.type.endsWith("int") === true ? keys[0] : undefined;
  return {
    table,
    schema,
    name,
    rowsAbout: Number(about),
    keys: keys.map(({ column, type }) => ({ column, binary: /binary|blob/.test(type) })),
    countingKey: counting?.column ?? null,
    columns: columns.filter((one) => one.holdsText).map(({ column, type }) => ({ table, column, type })),
  };
}

async function* rowsOf(
  connection: Connection,
  table: MysqlTable,
  reading: TableReading,
): AsyncGenerator<TableRow> {
  const from = `${escapeId(table.schema)}.${escapeId(table.name)}`;
  const keys = table.keys.map(({ column, binary }) =>
    binary ? escapeId(column) : `CONVERT(${escapeId(column)} USING utf8mb4)`,
  );
  const cells = table.columns.flatMap(({ column }) => {
    const bytes = `CAST(${escapeId(column)} AS BINARY)`;
    return [`SUBSTRING(${bytes}, 1, ${CELL_BYTES_MAX})`, `OCTET_LENGTH(${bytes})`];
  });
  const long: LongCell<Row>[] = [];
  let number = 0;
  for (const { where, limit } of await placesOf(connection, table, from, reading)) {
    const sql = `SELECT ${[...keys, ...cells].join(", ")} FROM ${from} ${where} ${limit}`;
    const rows = connection.query({ sql, rowsAsArray: true }).stream({ highWaterMark: ROWS_AHEAD });
    for await (const row of rows as AsyncIterable<Row>) {
      number += 1;
      const key = row.slice(0, keys.length);
      const name = keys.length === 0 ? String(number) : keyValues(table, key).map(shownKey).join("/");
      yield readRow(
        name,
        keys.length === 0 ? null : key,
        cellStarts(table, row.slice(keys.length)),
        long,
        reading,
      );
    }
  }
  const found = table.keys.map(({ column }) => `${escapeId(column)} = ?`).join(" AND ");
  yield* longCellRows(long, async ({ key, column }, at) => {
    const bytes = `SUBSTRING(CAST(${escapeId(column)} AS BINARY), ${at + 1}, ${CELL_BYTES_MAX})`;
    const part = await ask(connection, `SELECT ${bytes} FROM ${from} WHERE ${found}`, keyValues(table, key));
    return part[0]?.[0] ?? Buffer.alloc(0);
  });
}

/** Text keys as text, so that the database can use its index; binary ones as they are. */
function keyValues({ keys }: MysqlTable, values: Row): (string | Buffer)[] {
  return keys.map(({ binary }, i) => {
    const value = values[i] ?? Buffer.alloc(0);
    return binary ? value : value.toString();
  });
}

function shownKey(value: string | Buffer): string {
  return typeof value === "string" ? value : value.toString("hex");
}

function cellStarts({ columns }: TableSize, values: Row): CellStart[] {
  return columns.flatMap(({ column }, i) => {
    const bytes = values[i * 2];
    return bytes ? [{ column, bytes, bytesAll: Number(values[i * 2 + 1]?.toString() ?? 0) }] : [];
  });
}

/** The stretches of the table to read: all of it, or a sample at even steps of its counting key. */
async function placesOf(
  connection: Connection,
  table: MysqlTable,
  from: string,
  { rowsMax }: TableReading,
): Promise<readonly { readonly where: string; readonly limit: string }[]> {
  if (rowsMax === undefined) return [{ where: "", limit: "" }];
  if (table.countingKey === null || table.rowsAbout <= rowsMax)
    return [{ where: "", limit: `LIMIT ${rowsMax}` }];
  const key = escapeId(table.countingKey);
  const [ends] = await ask(connection, `SELECT MIN(${key}), MAX(${key}) FROM ${from}`);
  const first = BigInt(ends?.[0]?.toString() ?? "0");
  const last = BigInt(ends?.[1]?.toString() ?? "0");
  const step = (last - first) / BigInt(SAMPLE_PLACES) + 1n;
  const limit = `ORDER BY ${key} LIMIT ${Math.max(1, Math.floor(rowsMax / SAMPLE_PLACES))}`;
  return Array.from({ length: SAMPLE_PLACES }, (_, i) => {
    const start = first + step * BigInt(i);
    return { where: `WHERE ${key} >= ${start} AND ${key} < ${start + step}`, limit };
  });
}

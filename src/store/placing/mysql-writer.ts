// Writes planted customers into MariaDB or MySQL: its own connection, strict, one transaction.

import { createConnection, escapeId, type Connection } from "mysql2";
import { CONNECT_TIMEOUT_MS } from "../tables/open.ts";
import type { TextRow } from "../tables/snapshot.ts";
import { busy, LOCK_SECONDS_MAX, PLACING_LOCK, type Cell, type TableShape, type Writer } from "./writer.ts";

export async function openMysqlWriter(url: URL): Promise<Writer> {
  const connection = createConnection({
    host: url.hostname,
    port: url.port === "" ? 3306 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    connectTimeout: CONNECT_TIMEOUT_MS,
    // The driver would write and run code for each query's shape otherwise.
    disableEval: true,
    multipleStatements: false,
    typeCast: (field, next) => (field.type === "GEOMETRY" ? next() : field.buffer()),
  });
  connection.on("error", () => undefined);
  await new Promise<void>((done, failed) => connection.connect((error) => (error ? failed(error) : done())));
  const writer = new MysqlWriter(connection);
  try {
    // A name that does not fit a column's letters is refused, not written as "?".
    await writer.ask("SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES')");
    await writer.ask("SET SESSION lock_wait_timeout = 5, SESSION innodb_lock_wait_timeout = 5");
    await writer.read();
    return writer;
  } catch (error) {
    await writer.close();
    throw error;
  }
}

class MysqlWriter implements Writer {
  readonly dialect = "mysql";
  readonly tables = new Map<string, TableShape>();
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  name(name: string): string {
    return escapeId(name, true);
  }

  async read(): Promise<void> {
    const rows = await this.ask(
      `SELECT c.TABLE_NAME, c.COLUMN_NAME, c.IS_NULLABLE = 'NO' AND c.COLUMN_DEFAULT IS NULL AND c.EXTRA NOT LIKE '%GENERATED%',
         c.EXTRA LIKE '%auto_increment%', t.ENGINE
       FROM information_schema.COLUMNS c JOIN information_schema.TABLES t
         ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
       WHERE c.TABLE_SCHEMA = DATABASE()`,
    );
    const columns = new Map<string, Map<string, { mustBeGiven: boolean; counts: boolean }>>();
    for (const [table, column, given, counts, engine] of rows) {
      const known = columns.get(table ?? "") ?? new Map<string, { mustBeGiven: boolean; counts: boolean }>();
      columns.set(
        table ?? "",
        known.set(column ?? "", { mustBeGiven: given === "1", counts: counts === "1" }),
      );
      this.tables.set(table ?? "", { columns: known, takesBack: engine?.toLowerCase() === "innodb" });
    }
  }

  async ask(sql: string, values: readonly Cell[] = []): Promise<readonly TextRow[]> {
    const rows = await this.#send(sql, values);
    if (!Array.isArray(rows)) return [];
    return (rows as (Buffer | null)[][]).map((row) => row.map((cell) => cell?.toString("utf8") ?? null));
  }

  async insert(table: string, row: Readonly<Record<string, Cell>>, id: string): Promise<string> {
    const names = Object.keys(row).map((column) => this.name(column));
    const end = await this.#send(
      `INSERT INTO ${this.name(table)} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
      Object.values(row),
    );
    const given = row[id];
    return String(given ?? (end as { readonly insertId: number }).insertId);
  }

  async whole<T>(work: () => Promise<T>): Promise<T> {
    const [[got] = []] = await this.ask("SELECT GET_LOCK(?, ?)", [PLACING_LOCK, LOCK_SECONDS_MAX]);
    if (got !== "1") throw busy();
    try {
      await this.ask("START TRANSACTION");
      const end = await work();
      await this.ask("COMMIT");
      return end;
    } catch (error) {
      // A connection that broke took the transaction with it.
      await this.ask("ROLLBACK").catch(() => undefined);
      throw error;
    } finally {
      await this.ask("SELECT RELEASE_LOCK(?)", [PLACING_LOCK]).catch(() => undefined);
    }
  }

  close(): Promise<void> {
    return new Promise<void>((done) => this.#connection.end(() => done()));
  }

  #send(sql: string, values: readonly Cell[]): Promise<unknown> {
    return new Promise((done, failed) => {
      this.#connection.query({ sql, values: [...values], rowsAsArray: true }, (error, answer) =>
        error ? failed(error) : done(answer),
      );
    });
  }
}

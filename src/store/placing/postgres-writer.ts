// Writes planted customers into PostgreSQL: its own connection, one transaction.

import pg from "pg";
import { CONNECT_TIMEOUT_MS } from "../tables/open.ts";
import type { TextRow } from "../tables/snapshot.ts";
import {
  busy,
  LOCK_SECONDS_MAX,
  PLACING_LOCK_NUMBER,
  type Cell,
  type TableShape,
  type Writer,
} from "./writer.ts";

/** PostgreSQL's code for a lock that was not given in time. */
const LOCK_NOT_AVAILABLE = "55P03";

export async function openPostgresWriter(url: URL): Promise<Writer> {
  const client = new pg.Client({
    connectionString: url.href,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "misemori",
  });
  client.on("error", () => undefined);
  await client.connect();
  const writer = new PostgresWriter(client);
  try {
    await writer.read();
    return writer;
  } catch (error) {
    await writer.close();
    throw error;
  }
}

class PostgresWriter implements Writer {
  readonly dialect = "postgres";
  readonly tables = new Map<string, TableShape>();
  readonly #client: pg.Client;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  name(name: string): string {
    return pg.escapeIdentifier(name);
  }

  async read(): Promise<void> {
    const rows = await this.ask(
      `SELECT table_name, column_name,
         (is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER')::int,
         (is_identity = 'YES' OR coalesce(column_default, '') LIKE 'nextval(%')::int
       FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false))`,
    );
    const columns = new Map<string, Map<string, { mustBeGiven: boolean; counts: boolean }>>();
    for (const [table, column, given, counts] of rows) {
      const known = columns.get(table ?? "") ?? new Map<string, { mustBeGiven: boolean; counts: boolean }>();
      columns.set(
        table ?? "",
        known.set(column ?? "", { mustBeGiven: given === "1", counts: counts === "1" }),
      );
      this.tables.set(table ?? "", { columns: known, takesBack: true });
    }
  }

  async ask(sql: string, values: readonly Cell[] = []): Promise<readonly TextRow[]> {
    let at = 0;
    const text = sql.replaceAll("?", () => `$${++at}`);
    const answer = await this.#client.query<(string | null)[]>({
      text,
      values: [...values],
      rowMode: "array",
      types: AS_TEXT,
    });
    return answer.rows;
  }

  async insert(table: string, row: Readonly<Record<string, Cell>>, id: string): Promise<string> {
    const names = Object.keys(row).map((column) => this.name(column));
    const [[given] = []] = await this.ask(
      `INSERT INTO ${this.name(table)} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})
       RETURNING ${this.name(id)}`,
      Object.values(row),
    );
    return given ?? "";
  }

  async whole<T>(work: () => Promise<T>): Promise<T> {
    try {
      await this.ask("BEGIN");
      await this.ask(`SET LOCAL lock_timeout = '${LOCK_SECONDS_MAX}s'`);
      await this.ask("SELECT pg_advisory_xact_lock(?)", [PLACING_LOCK_NUMBER]);
      const end = await work();
      await this.ask("COMMIT");
      return end;
    } catch (error) {
      // A connection that broke took the transaction with it.
      await this.ask("ROLLBACK").catch(() => undefined);
      const isBusy = error instanceof Error && "code" in error && error.code === LOCK_NOT_AVAILABLE;
      throw isBusy ? busy() : error;
    }
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}

/** Values as PostgreSQL writes them, not as JavaScript's dates and numbers. */
const AS_TEXT = { getTypeParser: () => (value: unknown) => value } as unknown as pg.CustomTypesConfig;

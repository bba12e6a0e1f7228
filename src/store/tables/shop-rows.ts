// Orders and customers of a shop system as rows of the scope's own columns, read from its database in the order of their keys.

import type { ShopRows } from "../../desk/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { SHOP_QUERIES, type Schema, type ShopQueries } from "./shop-queries.ts";
import type { Snapshot } from "./snapshot.ts";

const ORDER_COLUMNS = ["order_id", "order_date", "payment", "status", "email", "member_id", "ip"];
const CUSTOMER_COLUMNS = ["email", "member_id"];

/** Throws MisemoriError `shop.tables`: no such system, or a table or column of it is missing. */
export async function shopRows(snapshot: Snapshot, preset: string, place: string): Promise<ShopRows> {
  const queriesOf = SHOP_QUERIES.get(preset);
  if (queriesOf === undefined) {
    throw new MisemoriError(
      "shop.tables",
      `orders cannot be read straight from the database with --preset ${preset}`,
      `give --preset ${[...SHOP_QUERIES.keys()].join("|")}, or export orders as CSV`,
    );
  }
  const queries = await queriesOf(await schemaOf(snapshot), snapshot);
  if ("lacking" in queries) {
    throw new MisemoriError(
      "shop.tables",
      `${place} does not look like a database of ${preset}: ${queries.lacking} is missing`,
      "check --preset and the database's name, and that its user may SELECT; or export orders as CSV",
    );
  }
  return {
    name: `${place} (${queries.layout})`,
    rows: (kind) => withHead(snapshot, queries, kind),
    close: snapshot.close,
  };
}

async function* withHead(
  snapshot: Snapshot,
  queries: ShopQueries,
  kind: "orders" | "customers",
): AsyncGenerator<readonly (string | null)[]> {
  yield kind === "orders" ? ORDER_COLUMNS : CUSTOMER_COLUMNS;
  try {
    yield* snapshot.stream(queries[kind]);
  } catch (error) {
    // Drivers quote values in their messages: only the code is told.
    const why = error instanceof Error && "code" in error ? String(error.code) : "no answer";
    throw new MisemoriError(
      "shop.read",
      `the shop's database stopped answering while its ${kind} were read (${why})`,
      "see whether it is up, and start again; nothing was changed",
      error,
    );
  }
}

/** Types of columns by table and name, of what the user may see. */
async function schemaOf(snapshot: Snapshot): Promise<Schema> {
  const own = snapshot.dialect === "mysql" ? "= DATABASE()" : "= ANY (current_schemas(false))";
  const rows = await snapshot.ask(
    `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema ${own}`,
  );
  const schema = new Map<string, Map<string, string>>();
  for (const [table = "", column = "", type = ""] of rows) {
    const columns = schema.get(table ?? "") ?? new Map<string, string>();
    schema.set(table ?? "", columns.set(column ?? "", type ?? ""));
  }
  return schema;
}

// Where EC-CUBE 2 and 4, WooCommerce and Vendure keep orders and customers, as their published schemas say, and in which zone
// their times are. Deleted and cancelled rows are read too: their cards were typed all the same.

import type { Snapshot } from "./snapshot.ts";

/** Types of columns by table and column. */
export type Schema = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface ShopQueries {
  readonly layout: string;
  /** Gives order_id, order_date, payment, status, email, member_id, ip. */
  readonly orders: string;
  /** Gives email, member_id. */
  readonly customers: string;
}

type QueriesOf = (
  schema: Schema,
  snapshot: Snapshot,
) => Promise<ShopQueries | { readonly lacking: string }> | ShopQueries | { readonly lacking: string };

export const SHOP_QUERIES: ReadonlyMap<string, QueriesOf> = new Map<string, QueriesOf>([
  ["eccube4", eccube4],
  ["eccube2", eccube2],
  ["woocommerce", woocommerce],
  ["vendure", vendure],
]);

function lackingOf(schema: Schema, needed: Readonly<Record<string, readonly string[]>>): string | undefined {
  for (const [table, columns] of Object.entries(needed)) {
    const known = schema.get(table);
    if (known === undefined) return table;
    const column = columns.find((one) => !known.has(one));
    if (column !== undefined) return `${table}.${column}`;
  }
  return undefined;
}

/** Its times are UTC (UTCDateTimeTzType); an order that stopped at the card form has no order_date. */
function eccube4(schema: Schema, { dialect }: Snapshot): ReturnType<QueriesOf> {
  const lacking = lackingOf(schema, {
    dtb_order: [
      "id",
      "order_no",
      "order_date",
      "create_date",
      "payment_id",
      "payment_method",
      "order_status_id",
      "email",
      "customer_id",
    ],
    dtb_payment: ["id", "payment_method"],
    dtb_customer: ["id", "email"],
  });
  if (lacking !== undefined) return { lacking };
  const type = schema.get("dtb_order")?.get("create_date") ?? "";
  const at = timeText(dialect, "COALESCE(o.order_date, o.create_date)", type, "utc");
  return {
    layout: "eccube4",
    orders: `SELECT COALESCE(NULLIF(o.order_no, ''), ${text(dialect, "o.id")}), ${at},
      COALESCE(NULLIF(o.payment_method, ''), p.payment_method), o.order_status_id, o.email, o.customer_id, NULL
      FROM dtb_order o LEFT JOIN dtb_payment p ON p.id = o.payment_id ORDER BY o.id`,
    customers: "SELECT email, id FROM dtb_customer ORDER BY id",
  };
}

/** Its times are the server's own, unless the column knows its zone. */
function eccube2(schema: Schema, { dialect }: Snapshot): ReturnType<QueriesOf> {
  const lacking = lackingOf(schema, {
    dtb_order: [
      "order_id",
      "create_date",
      "payment_id",
      "payment_method",
      "status",
      "order_email",
      "customer_id",
    ],
    dtb_payment: ["payment_id", "payment_method"],
    dtb_customer: ["customer_id", "email"],
  });
  if (lacking !== undefined) return { lacking };
  const at = timeText(dialect, "o.create_date", schema.get("dtb_order")?.get("create_date") ?? "", "shop");
  return {
    layout: "eccube2",
    orders: `SELECT o.order_id, ${at}, COALESCE(NULLIF(o.payment_method, ''), p.payment_method), o.status,
      o.order_email, o.customer_id, NULL
      FROM dtb_order o LEFT JOIN dtb_payment p ON p.payment_id = o.payment_id ORDER BY o.order_id`,
    customers: "SELECT email, customer_id FROM dtb_customer ORDER BY customer_id",
  };
}

const WOO_ORDERS = [
  "id",
  "type",
  "status",
  "date_created_gmt",
  "payment_method",
  "payment_method_title",
  "billing_email",
  "customer_id",
  "ip_address",
];

/** Tables have a prefix of the shop's choice. Orders lie in tables of their own (HPOS) or, before that, among the posts. */
async function woocommerce(schema: Schema, snapshot: Snapshot): Promise<Awaited<ReturnType<QueriesOf>>> {
  const prefixes = [...schema.keys()]
    .filter((table) => table.endsWith("postmeta"))
    .map((table) => table.slice(0, -"postmeta".length));
  // One WordPress may hold several sites: the one with WooCommerce's own tables is meant.
  const shops = prefixes.filter((prefix) => schema.has(`${prefix}woocommerce_order_items`));
  const [prefix, other] = shops;
  if (prefix === undefined) return { lacking: "…woocommerce_order_items" };
  if (other !== undefined) return { lacking: `a single shop (${shops.slice(0, 5).join(", ")})` };
  const users = snapshot.name(`${prefix}users`);
  const customers = `SELECT user_email, ID FROM ${users} ORDER BY ID`;
  const lacking = lackingOf(schema, {
    [`${prefix}users`]: ["ID", "user_email"],
    [`${prefix}options`]: ["option_name", "option_value"],
  });
  if (lacking !== undefined) return { lacking };
  const [[enabled] = []] = await snapshot.ask(
    `SELECT option_value FROM ${snapshot.name(`${prefix}options`)} WHERE option_name = 'woocommerce_custom_orders_table_enabled'`,
  );
  if (enabled !== "yes") return legacyWoocommerce(schema, snapshot, prefix, customers);
  const own = `${prefix}wc_orders`;
  const missing = lackingOf(schema, { [own]: WOO_ORDERS });
  if (missing !== undefined) return { lacking: missing };
  const at = timeText(snapshot.dialect, "o.date_created_gmt", "datetime", "utc");
  return {
    layout: "woocommerce, HPOS",
    orders: `SELECT o.id, ${at}, COALESCE(NULLIF(o.payment_method_title, ''), NULLIF(o.payment_method, '')), o.status,
      o.billing_email, o.customer_id, o.ip_address
      FROM ${snapshot.name(own)} o WHERE o.type = 'shop_order' ORDER BY o.id`,
    customers,
  };
}

function legacyWoocommerce(
  schema: Schema,
  { dialect, name }: Snapshot,
  prefix: string,
  customers: string,
): ShopQueries | { readonly lacking: string } {
  const posts = `${prefix}posts`;
  const lacking = lackingOf(schema, {
    [posts]: ["ID", "post_type", "post_status", "post_date_gmt"],
    [`${prefix}postmeta`]: ["post_id", "meta_key", "meta_value", "meta_id"],
  });
  if (lacking !== undefined) return { lacking };
  const meta = (key: string): string =>
    `(SELECT NULLIF(m.meta_value, '') FROM ${name(`${prefix}postmeta`)} m
      WHERE m.post_id = o.ID AND m.meta_key = '${key}' ORDER BY m.meta_id LIMIT 1)`;
  // A draft's time is all zeros: no time is told then.
  const at = `CASE WHEN o.post_date_gmt > '1000-01-01' THEN ${timeText(dialect, "o.post_date_gmt", "datetime", "utc")} END`;
  return {
    layout: "woocommerce, posts",
    orders: `SELECT o.ID, ${at}, COALESCE(${meta("_payment_method_title")}, ${meta("_payment_method")}), o.post_status,
      ${meta("_billing_email")}, ${meta("_customer_user")}, ${meta("_customer_ip_address")}
      FROM ${name(posts)} o WHERE o.post_type = 'shop_order' ORDER BY o.ID`,
    customers,
  };
}

/** Carts that never came to paying are no orders yet. Its times are those of the server's process: UTC unless set otherwise. */
function vendure(schema: Schema, { dialect, name }: Snapshot): ReturnType<QueriesOf> {
  const lacking = lackingOf(schema, {
    order: ["id", "code", "state", "orderPlacedAt", "updatedAt", "customerId"],
    payment: ["orderId", "method"],
    customer: ["id", "emailAddress"],
  });
  if (lacking !== undefined) return { lacking };
  const of = (column: string): string => `o.${name(column)}`;
  const type = schema.get("order")?.get("orderPlacedAt") ?? "";
  const at = timeText(dialect, `COALESCE(${of("orderPlacedAt")}, ${of("updatedAt")})`, type, "utc");
  // One row for each way an order was paid: a gift card beside a card must not hide the card.
  return {
    layout: "vendure",
    orders: `SELECT o.code, ${at}, p.method, o.state, c.${name("emailAddress")}, ${of("customerId")}, NULL
      FROM ${name("order")} o LEFT JOIN customer c ON c.id = ${of("customerId")}
      LEFT JOIN (SELECT DISTINCT ${name("orderId")}, method FROM payment) p ON p.${name("orderId")} = o.id
      WHERE o.state NOT IN ('Created', 'AddingItems') ORDER BY o.id, p.method`,
    customers: `SELECT ${name("emailAddress")}, id FROM customer ORDER BY id`,
  };
}

function text(dialect: Snapshot["dialect"], value: string): string {
  return `CAST(${value} AS ${dialect === "mysql" ? "CHAR" : "VARCHAR"})`;
}

/** A time as text: with "Z" when it is an instant, bare when it is the shop's own clock. */
function timeText(
  dialect: Snapshot["dialect"],
  value: string,
  type: string,
  zoneless: "utc" | "shop",
): string {
  const isInstant = dialect === "mysql" ? type === "timestamp" : type === "timestamp with time zone";
  const mark = isInstant || zoneless === "utc" ? "Z" : "";
  // MySQL's session is set to UTC, so its TIMESTAMP columns come as instants by themselves.
  if (dialect === "mysql") return `DATE_FORMAT(${value}, '%Y-%m-%dT%H:%i:%s${mark}')`;
  const at = isInstant ? `(${value}) AT TIME ZONE 'UTC'` : value;
  return `to_char(${at}, 'YYYY-MM-DD"T"HH24:MI:SS${mark === "" ? "" : '"Z"'}')`;
}

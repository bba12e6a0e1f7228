// How WordPress and WooCommerce keep a registered customer, as their own sources write one (wp-admin/includes/schema.php,
// wp_insert_user, WC_Customer_Data_Store, Reports/Customers/DataStore). Only MySQL and MariaDB.

import type { ShopCustomer } from "../../canary/ports.ts";
import { hasRows, removeRows, utcText, type Layout, type LayoutOf } from "./layout.ts";
import { lackingIn, type Cell, type Writer } from "./writer.ts";

const USERS = [
  "ID",
  "user_login",
  "user_pass",
  "user_nicename",
  "user_email",
  "user_url",
  "user_registered",
  "user_activation_key",
  "user_status",
  "display_name",
];
const LOOKUP = [
  "customer_id",
  "user_id",
  "username",
  "first_name",
  "last_name",
  "email",
  "date_last_active",
  "date_registered",
  "country",
  "postcode",
  "city",
  "state",
];
/** WooCommerce's newer table of users' names; unknown columns there would need a newer Misemori. */
const META_LOOKUP = [
  "user_id",
  "billing_email",
  "first_name",
  "last_name",
  "paying_customer",
  "wc_last_active",
];
const DAY_SECONDS = 86_400;

export const woocommerce: LayoutOf = async (writer) => {
  const shops = [...writer.tables.keys()]
    .filter((table) => table.endsWith("woocommerce_order_items"))
    .map((table) => table.slice(0, -"woocommerce_order_items".length));
  const [prefix, other] = shops;
  if (writer.dialect !== "mysql" || prefix === undefined)
    return { lacking: "the table …woocommerce_order_items is missing" };
  if (other !== undefined) return { lacking: `there are several shops (${shops.slice(0, 5).join(", ")})` };
  const names = namesOf(prefix);
  const { users, lookup, metaLookup } = names;
  const lacking = lackingIn(writer.tables, {
    [users]: { needed: USERS },
    [names.usermeta]: { needed: ["umeta_id", "user_id", "meta_key", "meta_value"] },
    [names.options]: { needed: ["option_name", "option_value"], known: ["autoload"] },
    ...(writer.tables.has(lookup) ? { [lookup]: { needed: LOOKUP } } : {}),
    ...(writer.tables.has(metaLookup) ? { [metaLookup]: { needed: META_LOOKUP } } : {}),
  });
  if (lacking !== undefined) return { lacking };
  const zone = await zoneOf(writer, names.options);
  const quoted = writer.name(users);
  return {
    name: "WooCommerce",
    numbers: {
      async of(address) {
        const [[id] = []] = await writer.ask(`SELECT ID FROM ${quoted} WHERE user_email = ?`, [address]);
        return id ?? undefined;
      },
      hasOrdered: (id) => hasOrdered(writer, prefix, id),
    },
    async newest() {
      const [[at, hash] = []] = await writer.ask(
        `SELECT TIMESTAMPDIFF(SECOND, '1970-01-01 00:00:00', user_registered), user_pass FROM ${quoted} ORDER BY ID DESC LIMIT 1`,
      );
      return { atMs: at === null || at === undefined ? null : Number(at) * 1_000, hash: hash ?? null };
    },
    standardHash: `$wp$2y$10$${"a".repeat(53)}`,
    insert: (customer, { atMs, hash }) => insert(writer, names, customer, { atMs, hash: hash(), zone }),
    async remove(id) {
      for (const table of [metaLookup, lookup, names.usermeta])
        await removeRows(writer, table, "user_id", id);
      await removeRows(writer, users, "ID", id);
    },
  } satisfies Layout;
};

interface Names {
  readonly prefix: string;
  readonly users: string;
  readonly usermeta: string;
  readonly options: string;
  readonly lookup: string;
  readonly metaLookup: string;
}

function namesOf(prefix: string): Names {
  return {
    prefix,
    users: `${prefix}users`,
    usermeta: `${prefix}usermeta`,
    options: `${prefix}options`,
    lookup: `${prefix}wc_customer_lookup`,
    metaLookup: `${prefix}wc_user_meta_lookup`,
  };
}

async function insert(
  writer: Writer,
  { prefix, users, usermeta, lookup, metaLookup }: Names,
  customer: ShopCustomer,
  { atMs, hash, zone }: { readonly atMs: number; readonly hash: string; readonly zone: string },
): Promise<void> {
  const { address, person } = customer;
  const login = await freeLogin(writer, users, address);
  const id = await writer.insert(users, userRow(customer, login, atMs, hash), "ID");
  for (const [key, value] of metaRows(customer, prefix, login, atMs))
    await writer.insert(usermeta, { user_id: id, meta_key: key, meta_value: value }, "umeta_id");
  if (writer.tables.has(lookup))
    await writer.insert(lookup, { ...lookupRow(customer, login, atMs, zone), user_id: id }, "customer_id");
  if (!writer.tables.has(metaLookup)) return;
  const row = {
    user_id: id,
    billing_email: address,
    first_name: person.given,
    last_name: person.surname,
    paying_customer: 0,
    wc_last_active: dayOf(atMs),
  };
  await writer.insert(metaLookup, row, "user_id");
}

/** The local part of the address as WordPress cleans it, with the number it adds when that is taken. */
async function freeLogin(writer: Writer, users: string, address: string): Promise<string> {
  const [local = ""] = address.split("@");
  const clean = local.replace(/[^a-z0-9 _.@-]/gi, "").toLowerCase();
  for (let attempt = 0; ; attempt++) {
    const login = attempt === 0 ? clean : `${clean}-${100 * attempt + clean.length}`;
    if (!(await hasRows(writer, users, "user_login", login))) return login;
  }
}

function userRow(
  { address }: ShopCustomer,
  login: string,
  atMs: number,
  hash: string,
): Readonly<Record<string, Cell>> {
  return {
    user_login: login,
    user_pass: hash,
    user_nicename: login.replace(/[.@ ]/g, "-").slice(0, 50),
    user_email: address,
    user_url: "",
    user_registered: utcText(atMs),
    user_activation_key: "",
    user_status: 0,
    display_name: login,
  };
}

function metaRows(
  { address, person }: ShopCustomer,
  prefix: string,
  login: string,
  atMs: number,
): readonly (readonly [string, string])[] {
  return [
    ["nickname", login],
    ["first_name", person.given],
    ["last_name", person.surname],
    ["description", ""],
    ["rich_editing", "true"],
    ["syntax_highlighting", "true"],
    ["comment_shortcuts", "false"],
    ["admin_color", "fresh"],
    ["use_ssl", "0"],
    ["show_admin_bar_front", "true"],
    ["locale", ""],
    [`${prefix}capabilities`, 'a:1:{s:8:"customer";b:1;}'],
    [`${prefix}user_level`, "0"],
    ["last_update", String(Math.floor(atMs / 1_000))],
    ["billing_first_name", person.given],
    ["billing_last_name", person.surname],
    ["billing_address_1", person.street],
    ["billing_address_2", person.building],
    ["billing_city", person.city],
    ["billing_state", stateOf(person)],
    ["billing_postcode", person.postcode],
    ["billing_country", "JP"],
    ["billing_email", address],
    ["billing_phone", person.telephone],
    ["wc_last_active", String(dayOf(atMs))],
  ];
}

function lookupRow(
  { address, person }: ShopCustomer,
  login: string,
  atMs: number,
  zone: string,
): Readonly<Record<string, Cell>> {
  return {
    username: login,
    first_name: person.given,
    last_name: person.surname,
    email: address,
    date_last_active: utcText(dayOf(atMs) * 1_000),
    // The site's own clock, as WooCommerce writes it.
    date_registered: Temporal.Instant.fromEpochMilliseconds(atMs)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: "second" })
      .replace("T", " "),
    country: "JP",
    postcode: person.postcode,
    city: person.city,
    state: stateOf(person),
  };
}

/** WooCommerce's code of a Japanese prefecture. */
function stateOf({ prefectureNumber }: ShopCustomer["person"]): string {
  return `JP${String(prefectureNumber).padStart(2, "0")}`;
}

/** The day's beginning: WooCommerce keeps no more of when somebody was there. */
function dayOf(atMs: number): number {
  const seconds = Math.floor(atMs / 1_000);
  return seconds - (seconds % DAY_SECONDS);
}

async function hasOrdered(writer: Writer, prefix: string, id: string): Promise<boolean> {
  if (await hasRows(writer, `${prefix}wc_orders`, "customer_id", id)) return true;
  const meta = `${prefix}postmeta`;
  if (!writer.tables.has(meta)) return false;
  const rows = await writer.ask(
    `SELECT 1 FROM ${writer.name(meta)} WHERE meta_key = '_customer_user' AND meta_value = ? LIMIT 1`,
    [id],
  );
  return rows.length > 0;
}

/** WordPress keeps a zone's name or hours ahead of UTC. */
async function zoneOf(writer: Writer, options: string): Promise<string> {
  const rows = await writer.ask(
    `SELECT option_name, option_value FROM ${writer.name(options)} WHERE option_name IN ('timezone_string', 'gmt_offset')`,
  );
  const told = new Map(rows.map(([key, value]) => [key ?? "", value ?? ""]));
  const named = told.get("timezone_string") ?? "";
  if (named !== "" && isZone(named)) return named;
  const minutes = Math.round(Number(told.get("gmt_offset") ?? 0) * 60);
  if (!Number.isFinite(minutes) || Math.abs(minutes) > 840) return "UTC";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

function isZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

// How EC-CUBE 4 (4.0–4.3) and 2 keep a customer, as their own sources write one who registered (Eccube/Entity/Customer.php and
// EntryController.php; create_table_*.sql and SC_Helper_Customer::sfEditCustomerData).

import type { ShopCustomer } from "../../canary/ports.ts";
import type { Random } from "../../kernel/index.ts";
import { hasRows, letters, removeRows, utcText, type Layout, type LayoutOf } from "./layout.ts";
import { lackingIn, present, type Cell, type Writer } from "./writer.ts";

const ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX = "0123456789abcdef";
/** A full member; 1 is one who has not answered the confirmation letter. */
const REGULAR = 2;
/** ISO 3166-1: what EC-CUBE 2 writes while its form asks for no country. */
const JAPAN = 392;
const DAY_MS = 86_400_000;
const JAPAN_AHEAD_MS = 9 * 3_600_000;

const ECCUBE4 = [
  "id",
  "customer_status_id",
  "sex_id",
  "pref_id",
  "name01",
  "name02",
  "kana01",
  "kana02",
  "postal_code",
  "addr01",
  "addr02",
  "email",
  "phone_number",
  "birth",
  "password",
  "salt",
  "secret_key",
  "buy_times",
  "buy_total",
  "point",
  "create_date",
  "update_date",
  "discriminator_type",
];

/** Times are UTC in a column without a zone (MariaDB) or with one (PostgreSQL). */
export const eccube4: LayoutOf = async (writer, random) => {
  const lacking = lackingIn(writer.tables, { dtb_customer: { needed: ECCUBE4 } });
  if (lacking !== undefined) return { lacking };
  const time = (atMs: number): string => `${utcText(atMs)}${writer.dialect === "postgres" ? "+00" : ""}`;
  return {
    name: "EC-CUBE 4",
    numbers: numbersIn(writer, "id"),
    newest: () => newestOf(writer, "id", secondsOf(writer, "create_date", "utc")),
    standardHash: `$2y$13$${"a".repeat(53)}`,
    async insert(customer, { atMs, mailing, hash }) {
      const password = hash();
      const { person } = customer;
      await writer.insert(
        "dtb_customer",
        present(writer.tables, "dtb_customer", {
          ...nameOf(customer),
          customer_status_id: REGULAR,
          sex_id: person.sex === "male" ? 1 : 2,
          pref_id: person.prefectureNumber,
          postal_code: person.postcode.replaceAll("-", ""),
          phone_number: person.telephone.replaceAll("-", "") || null,
          birth: time(Date.parse(`${person.birthday}T00:00:00Z`) - JAPAN_AHEAD_MS),
          password,
          // 4.0 and 4.1 salt an HMAC; from 4.2 on the hash holds its own salt.
          salt: /^[0-9a-f]+$/.test(password) ? letters(HEX, 10, random) : null,
          secret_key: letters(ALNUM, 32, random),
          buy_times: 0,
          buy_total: 0,
          point: 0,
          create_date: time(atMs),
          update_date: time(atMs),
          discriminator_type: "customer",
          // Of EC-CUBE's own mail magazine plug-in, where it is installed.
          plg_mailmagazine_flg: mailing ? 1 : 0,
        }),
        "id",
      );
    },
    async remove(id) {
      for (const table of ["dtb_customer_address", "dtb_customer_favorite_product"])
        await removeRows(writer, table, "customer_id", id);
      await removeRows(writer, "dtb_customer", "id", id);
    },
  };
};

const ECCUBE2 = [
  "customer_id",
  "name01",
  "name02",
  "kana01",
  "kana02",
  "zip01",
  "zip02",
  "pref",
  "addr01",
  "addr02",
  "email",
  "tel01",
  "tel02",
  "tel03",
  "sex",
  "birth",
  "password",
  "secret_key",
  "point",
  "status",
  "create_date",
  "update_date",
  "del_flg",
  "mailmaga_flg",
];

/** Its numbers come from a sequence: on MySQL a table that counts, on PostgreSQL the database's own. */
const SEQUENCE = "dtb_customer_customer_id_seq";

export const eccube2: LayoutOf = async (writer, random) => {
  const lacking = lackingIn(writer.tables, { dtb_customer: { needed: ECCUBE2 } });
  if (lacking !== undefined) return { lacking };
  const next = await sequenceOf(writer);
  if (next === undefined) return { lacking: `the sequence ${SEQUENCE} is missing` };
  return {
    name: "EC-CUBE 2",
    numbers: numbersIn(writer, "customer_id"),
    newest: () => newestOf(writer, "customer_id", secondsOf(writer, "create_date", "clock")),
    standardHash: "a".repeat(64),
    async insert(customer, { atMs, mailing, hash }) {
      const row = present(writer.tables, "dtb_customer", {
        ...eccube2Row(customer, random),
        password: hash(),
        reminder_answer: hash(),
        point: await welcomePoint(writer),
        mailmaga_flg: mailing ? 1 : 3,
      });
      const number = await next();
      const numbered = number === null ? row : { ...row, customer_id: number };
      const id = await writer.insert("dtb_customer", numbered, "customer_id");
      // The server's own clock, whatever zone it keeps.
      const at = writer.dialect === "mysql" ? "FROM_UNIXTIME(?)" : "to_timestamp(CAST(? AS bigint))";
      await writer.ask(
        `UPDATE dtb_customer SET create_date = ${at}, update_date = ${at} WHERE customer_id = ?`,
        [atMs / 1_000, atMs / 1_000, id],
      );
    },
    async remove(id) {
      for (const table of ["dtb_other_deliv", "dtb_customer_favorite_products"])
        await removeRows(writer, table, "customer_id", id);
      await removeRows(writer, "dtb_customer", "customer_id", id);
    },
  };
};

function eccube2Row(customer: ShopCustomer, random: Random): Readonly<Record<string, Cell>> {
  const { person } = customer;
  const [zip01 = "", zip02 = ""] = person.postcode.split("-");
  const [tel01 = "", tel02 = "", tel03 = ""] = person.telephone.split("-");
  return {
    ...nameOf(customer),
    zip01,
    zip02,
    country_id: JAPAN,
    pref: person.prefectureNumber,
    tel01,
    tel02,
    tel03,
    sex: person.sex === "male" ? 1 : 2,
    birth: `${person.birthday} 00:00:00`,
    // One of seven secret questions.
    reminder: 1 + ((random.bytes(1)[0] ?? 0) % 7),
    salt: letters(HEX, 10, random),
    // "r", thirteen digits of the time, eight letters: as the shop writes them.
    secret_key: `r${letters(HEX, 13, random)}${letters(ALNUM, 8, random)}`,
    buy_times: 0,
    buy_total: 0,
    status: REGULAR,
    create_date: utcText(DAY_MS),
    update_date: utcText(DAY_MS),
    del_flg: 0,
  };
}

function nameOf({ address, person }: ShopCustomer): Readonly<Record<string, Cell>> {
  return {
    name01: person.surname,
    name02: person.given,
    kana01: person.surnameKana,
    kana02: person.givenKana,
    addr01: person.city,
    addr02: [person.street, person.building].join(" ").trim(),
    email: address,
  };
}

function numbersIn(writer: Writer, id: string): Layout["numbers"] {
  return {
    async of(address) {
      const [[number] = []] = await writer.ask(`SELECT ${id} FROM dtb_customer WHERE email = ?`, [address]);
      return number ?? undefined;
    },
    hasOrdered: (number) => hasRows(writer, "dtb_order", "customer_id", number),
  };
}

async function newestOf(writer: Writer, id: string, seconds: string): ReturnType<Layout["newest"]> {
  const [[at, hash] = []] = await writer.ask(
    `SELECT ${seconds}, password FROM dtb_customer ORDER BY ${id} DESC LIMIT 1`,
  );
  return { atMs: at === null || at === undefined ? null : Number(at) * 1_000, hash: hash ?? null };
}

/** utc: a column without zone holds UTC. clock: it holds the server's own time. */
function secondsOf({ dialect }: Writer, column: string, zoneless: "utc" | "clock"): string {
  if (dialect === "postgres") return `floor(extract(epoch FROM ${column}::timestamptz))`;
  return zoneless === "utc"
    ? `TIMESTAMPDIFF(SECOND, '1970-01-01 00:00:00', ${column})`
    : `FLOOR(UNIX_TIMESTAMP(${column}))`;
}

/** Null: the table numbers its rows itself (2.4 on MySQL). Undefined: nobody numbers them. */
async function sequenceOf(writer: Writer): Promise<(() => Promise<string | null>) | undefined> {
  if (writer.dialect === "postgres") {
    const [[found] = []] = await writer.ask("SELECT to_regclass(?)", [SEQUENCE]);
    if (found === null || found === undefined) return undefined;
    return async () => (await writer.ask(`SELECT nextval('${SEQUENCE}')`))[0]?.[0] ?? null;
  }
  const column = [...(writer.tables.get(SEQUENCE)?.columns ?? [])].find(([, { counts }]) => counts)?.[0];
  if (column !== undefined) return () => writer.insert(SEQUENCE, { [column]: null }, column);
  const counts = writer.tables.get("dtb_customer")?.columns.get("customer_id")?.counts === true;
  return counts ? () => Promise.resolve(null) : undefined;
}

/** What the shop gives to everybody who registers. */
async function welcomePoint(writer: Writer): Promise<number> {
  if (writer.tables.get("dtb_baseinfo")?.columns.has("welcome_point") !== true) return 0;
  const [[point] = []] = await writer.ask("SELECT welcome_point FROM dtb_baseinfo LIMIT 1");
  return Number(point ?? 0);
}

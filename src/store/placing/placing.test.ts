// Planted customers in real databases laid out as EC-CUBE and WooCommerce lay theirs out: all or none, once, out again, and like the
// shop's own.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { ShopPlace } from "../../canary/ports.ts";
import { secret, seededRandom, systemRandom } from "../../kernel/index.ts";
import { REAL_DATABASES, type RealDatabase } from "../../../test/real-databases.ts";
import { HOW, setOf, shopPlaceContract } from "../contract/shop-place.ts";
import { openShopDatabase } from "../index.ts";
import { openBy } from "../tables/open.ts";
import { PLACING_LAYOUTS, type PlacingLayout } from "./layouts.fixture.ts";
import { openMysqlWriter } from "./mysql-writer.ts";
import { openPostgresWriter } from "./postgres-writer.ts";
import type { Cell, Writer } from "./writer.ts";

const GRANT = {
  MariaDB: "GRANT ALL ON shop.* TO guard@'127.0.0.1';",
  PostgreSQL:
    "GRANT ALL ON ALL TABLES IN SCHEMA public TO guard; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO guard;",
};

for (const server of REAL_DATABASES) {
  describe(`a shop's ${server.name}`, { skip: server.lacking ?? false }, () => {
    let database: RealDatabase;
    let look: Writer;
    before(async () => {
      database = await server.open();
      if (server.name === "MariaDB") database.run(GRANT.MariaDB);
      look = await openBy(secret(database.url), { mysql: openMysqlWriter, postgres: openPostgresWriter });
    });
    after(async () => {
      await look?.close();
      await database?.close();
    });

    const open = ({ format }: PlacingLayout, url = database.url): Promise<ShopPlace> =>
      openShopDatabase(secret(url), format, systemRandom());
    const rowOf = async (layout: PlacingLayout, address: string): Promise<Record<string, string | null>> => {
      const columns = [...((await fresh()).get(layout.table)?.columns.keys() ?? [])];
      const [row = []] = await look.ask(
        `SELECT ${columns.map((one) => look.name(one)).join(", ")} FROM ${layout.table} WHERE ${layout.email} = ?`,
        [address],
      );
      return Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]));
    };
    const fresh = async (): Promise<Writer["tables"]> => {
      const again = await openBy(secret(database.url), {
        mysql: openMysqlWriter,
        postgres: openPostgresWriter,
      });
      await again.close();
      return again.tables;
    };

    for (const [name, layout] of Object.entries(PLACING_LAYOUTS)) {
      if (!layout.on.includes(server.name)) continue;
      describe(name, () => {
        before(() => {
          database.run(layout.sql(server.name));
          if (server.name === "PostgreSQL") database.run(GRANT.PostgreSQL);
        });
        after(() => {
          database.run(layout.drop);
          database.run(
            server.name === "MariaDB"
              ? "DROP TABLE IF EXISTS dtb_customer_customer_id_seq;"
              : "DROP SEQUENCE IF EXISTS dtb_customer_customer_id_seq;",
          );
        });
        const checkName = "refused_here";
        shopPlaceContract(`${name} on ${server.name}`, () => ({
          place: () => open(layout),
          addresses: async () =>
            (await look.ask(`SELECT ${layout.email} FROM ${layout.table} ORDER BY ${layout.email}`)).map(
              ([address]) => address ?? "",
            ),
          refuse: (address) => {
            database.run(
              `ALTER TABLE ${layout.table} ADD CONSTRAINT ${checkName} CHECK (${layout.email} <> '${address}');`,
            );
            return () => database.run(`ALTER TABLE ${layout.table} DROP CONSTRAINT ${checkName};`);
          },
          order: (address) => database.run(layout.order(address)),
        }));

        test("have their password's hash in the form of the shop's, each another, and registered since its newest", async () => {
          const place = await open(layout);
          const set = setOf("form");
          await place.put(set, HOW);
          const own = await rowOf(layout, "own@example.jp");
          const hash = layout.format === "woocommerce" ? "user_pass" : "password";
          const rows = await Promise.all(set.map(({ address }) => rowOf(layout, address)));
          assert.deepEqual(new Set(rows.map((row) => formOf(row[hash]))), new Set([formOf(own[hash])]));
          assert.equal(new Set(rows.map((row) => row[hash])).size, set.length);
          const at = layout.format === "woocommerce" ? "user_registered" : "create_date";
          const times = rows.map((row) => row[at] ?? "");
          assert.deepEqual(times, times.toSorted(), "days rise with the numbers");
          assert.ok(
            times.every((time) => time > "2026-01-02" && time < "2026-01-06"),
            times.join(),
          );
          await place.takeOut(set.map(({ address }) => address));
          await place.close();
        });
      });
    }

    test("that fills a column nobody here knows is refused by its name, and nothing is written", async (t) => {
      const layout = PLACING_LAYOUTS["EC-CUBE 4"] as PlacingLayout;
      database.run(layout.sql(server.name));
      t.after(() => database.run(layout.drop));
      if (server.name === "PostgreSQL") database.run(GRANT.PostgreSQL);
      database.run("ALTER TABLE dtb_customer ADD plg_rank INT;");
      database.run("UPDATE dtb_customer SET plg_rank = 1;");
      database.run(
        server.name === "MariaDB"
          ? "ALTER TABLE dtb_customer MODIFY plg_rank INT NOT NULL;"
          : "ALTER TABLE dtb_customer ALTER plg_rank SET NOT NULL;",
      );
      await assert.rejects(open(layout), { code: "place.layout", message: /dtb_customer\.plg_rank/ });
      database.run("ALTER TABLE dtb_customer DROP plg_rank; ALTER TABLE dtb_customer DROP secret_key;");
      await assert.rejects(open(layout), {
        code: "place.layout",
        message: /dtb_customer\.secret_key is missing/,
      });
    });

    test("whose user may only read, or is another shop's, is refused with what to do", async (t) => {
      const layout = PLACING_LAYOUTS["EC-CUBE 4"] as PlacingLayout;
      await assert.rejects(open(layout), { code: "place.layout", message: /dtb_customer is missing/ });
      database.run(layout.sql(server.name));
      t.after(() => database.run(layout.drop));
      const reader = new URL(database.url);
      reader.username = "reader";
      database.run(
        server.name === "MariaDB"
          ? "CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'p:w/'; GRANT SELECT ON shop.* TO reader@'127.0.0.1';"
          : "CREATE USER reader PASSWORD 'p:w/'; GRANT pg_read_all_data TO reader;",
      );
      const place = await open(layout, reader.href);
      await assert.rejects(place.put(setOf("denied"), HOW), { code: "place.write", hint: /INSERT/ });
      await place.close();
      const count = await look.ask("SELECT count(*) FROM dtb_customer");
      assert.equal(count[0]?.[0], "1");
    });

    if (server.name === "MariaDB")
      test("whose engine takes nothing back is not written to", async (t) => {
        const layout = PLACING_LAYOUTS["EC-CUBE 2"] as PlacingLayout;
        database.run(layout.sql(server.name));
        t.after(() => database.run(`${layout.drop} DROP TABLE dtb_customer_customer_id_seq;`));
        database.run("ALTER TABLE dtb_customer ENGINE = MyISAM;");
        await assert.rejects(open(layout), { code: "place.layout", message: /knows no transaction/ });
      });
  });
}

test(
  "EC-CUBE's and WooCommerce's rows are written as the shop itself writes them",
  { skip: REAL_DATABASES[0]?.lacking ?? false },
  async (t) => {
    const database = await REAL_DATABASES[0]?.open();
    assert.ok(database !== undefined);
    t.after(() => database.close());
    database.run(GRANT.MariaDB);
    const look = await openBy(secret(database.url), { mysql: openMysqlWriter, postgres: openPostgresWriter });
    t.after(() => look.close());
    const [one] = setOf("row");
    assert.ok(one !== undefined);
    const { address, person } = one;
    const cells = async (
      sql: string,
      values: readonly Cell[] = [address],
    ): Promise<readonly (string | null)[]> => (await look.ask(sql, values))[0] ?? [];
    for (const { format, sql } of Object.values(PLACING_LAYOUTS)) {
      if (format === "eccube2") database.run("DROP TABLE IF EXISTS dtb_order, dtb_customer;");
      database.run(sql("MariaDB"));
      const place = await openShopDatabase(secret(database.url), format, seededRandom(2));
      await place.put([one], HOW);
      await place.close();
      if (format === "eccube4")
        assert.deepEqual(
          await cells(
            "SELECT customer_status_id, pref_id, postal_code, phone_number, birth, salt, point, buy_times, plg_mailmagazine_flg, discriminator_type FROM dtb_customer WHERE email = ?",
          ),
          [
            "2",
            String(person.prefectureNumber),
            person.postcode.replace("-", ""),
            person.telephone.replaceAll("-", ""),
            `${new Date(Date.parse(person.birthday) - 9 * 3_600_000).toISOString().slice(0, 10)} 15:00:00`,
            null,
            "0",
            "0",
            "1",
            "customer",
          ],
        );
      if (format === "eccube2")
        assert.deepEqual(
          await cells(
            "SELECT customer_id, status, mailmaga_flg, point, country_id, LENGTH(salt), LENGTH(secret_key), LENGTH(reminder_answer), DATE(birth) FROM dtb_customer WHERE email = ?",
          ),
          ["42", "2", "1", "100", "392", "10", "22", "64", person.birthday],
        );
      if (format === "woocommerce") {
        assert.deepEqual(
          await cells(
            "SELECT m.meta_value, l.state, l.user_id = u.ID, u.user_status FROM wp_users u JOIN wp_usermeta m ON m.user_id = u.ID AND m.meta_key = 'wp_capabilities' JOIN wp_wc_customer_lookup l ON l.email = u.user_email WHERE u.user_email = ?",
          ),
          ['a:1:{s:8:"customer";b:1;}', `JP${String(person.prefectureNumber).padStart(2, "0")}`, "1", "0"],
        );
        const [ahead] = await cells(
          "SELECT TIMESTAMPDIFF(HOUR, u.user_registered, CAST(l.date_registered AS DATETIME)) FROM wp_users u JOIN wp_wc_customer_lookup l ON l.user_id = u.ID WHERE u.user_email = ?",
        );
        assert.equal(ahead, "9", "the look-up keeps the site's own clock");
      }
    }
  },
);

/** What a hash's beginning and length tell of its form. */
function formOf(text: string | null | undefined): string {
  return `${/^(?:\$P\$B|\$\w+\$(?:\d\d\$)?)?/.exec(text ?? "")?.[0]} ${text?.length}`;
}

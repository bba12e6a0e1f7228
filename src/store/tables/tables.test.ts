// One suite for every database a shop may have, on real servers: what is read, in what bytes, and that nothing is changed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { MisemoriError, secret } from "../../kernel/index.ts";
import type { TableRow, TableSource } from "../../scrub/ports.ts";
import { REAL_DATABASES, type RealDatabase } from "../../../test/real-databases.ts";
import { CELL_BYTES_MAX } from "./cells.ts";
import { openTables } from "./open.ts";

const SCHEMA = {
  MariaDB: `
    CREATE TABLE orders (id INT PRIMARY KEY, note MEDIUMTEXT, extra JSON, raw LONGBLOB, ref BIGINT, paid DATETIME);
    CREATE TABLE pairs (a VARCHAR(20), b INT, c TEXT, PRIMARY KEY (a, b));
    CREATE TABLE keyless (c MEDIUMTEXT);
    CREATE TABLE old (id INT PRIMARY KEY, memo TEXT CHARACTER SET sjis);
    CREATE TABLE numbers (n INT);
    CREATE TABLE \`odd\`\`name -- ;\` (\`co"l; umn\` TEXT);`,
  PostgreSQL: `
    CREATE TABLE orders (id INT PRIMARY KEY, note TEXT, extra JSONB, raw BYTEA, ref BIGINT, paid TIMESTAMP);
    CREATE TABLE pairs (a VARCHAR(20), b INT, c TEXT, PRIMARY KEY (a, b));
    CREATE TABLE keyless (c TEXT);
    CREATE TABLE old (id INT PRIMARY KEY, memo TEXT[]);
    CREATE TABLE numbers (n INT);
    CREATE TABLE "odd\`name -- ;" ("co""l; umn" TEXT);`,
};
const LONG = CELL_BYTES_MAX * 2 + 100;
const LONG_TEXT = { MariaDB: `REPEAT('x', ${LONG})`, PostgreSQL: `repeat('x', ${LONG})` };
const BYTES = { MariaDB: "x'00ff34'", PostgreSQL: "'\\x00ff34'" };

for (const kind of REAL_DATABASES) {
  describe(`tables of a real ${kind.name}`, { skip: kind.lacking ?? false }, () => {
    let database: RealDatabase;
    let source: TableSource;

    before(async () => {
      database = await kind.open();
      database.run(SCHEMA[kind.name]);
      database.run(`
        INSERT INTO orders VALUES (1, '注文の備考 42', '{"a": "１２"}', ${BYTES[kind.name]}, 9007199254740993, NULL);
        INSERT INTO orders VALUES (2, ${LONG_TEXT[kind.name]}, NULL, NULL, NULL, NULL);
        INSERT INTO pairs VALUES ('x', 7, 'two keys');
        INSERT INTO keyless VALUES ('first'), (${LONG_TEXT[kind.name]});`);
      source = await openTables(secret(database.url));
    });
    after(async () => {
      await source?.close();
      await database?.close();
    });

    async function read(name: string, rowsMax?: number): Promise<{ rows: TableRow[]; cut: string[] }> {
      const table = (await source.tables()).find((one) => one.table === name);
      assert.ok(table, `no table ${name}`);
      const rows: TableRow[] = [];
      const cut: string[] = [];
      const reading = { onCut: (column: string, row: string) => void cut.push(`${column} of ${row}`) };
      for await (const row of source.rows(table, rowsMax === undefined ? reading : { ...reading, rowsMax }))
        rows.push(row);
      return { rows, cut };
    }

    test("lists tables with the columns that can hold a card, and no others", async () => {
      const tables = await source.tables();
      const orders = tables.find((table) => table.table === "orders");
      assert.deepEqual(
        orders?.columns.map(({ column }) => column),
        ["note", "extra", "raw", "ref"],
      );
      assert.ok(!tables.some((table) => table.table === "numbers"), "an INT cannot hold a card");
    });

    test("reads text, JSON, numbers and bytes as they are stored, with the row's key", async () => {
      const { rows } = await read("orders");
      const first = rows.find((row) => row.key === "1");
      const cells = Object.fromEntries(
        first?.cells.map(({ column, bytes }) => [column, Buffer.from(bytes)]) ?? [],
      );
      assert.equal(cells["note"]?.toString(), "注文の備考 42");
      assert.match(cells["extra"]?.toString() ?? "", /１２/);
      assert.deepEqual([...(cells["raw"] ?? [])], [0, 0xff, 0x34]);
      assert.equal(cells["ref"]?.toString(), "9007199254740993");
    });

    test("reads a long cell to its last byte, in parts", async () => {
      const { rows, cut } = await read("orders");
      const parts = rows.filter((row) => row.key === "2").flatMap((row) => row.cells);
      assert.ok(parts.length > 1 && parts.every((part) => part.bytes.length <= CELL_BYTES_MAX));
      assert.equal(
        parts.reduce((sum, part) => sum + part.bytes.length, 0),
        LONG,
      );
      assert.deepEqual(
        parts.map((part) => part.ends),
        [...parts.slice(1).map(() => false), true],
      );
      assert.deepEqual(cut, []);
    });

    test("names a row by all its keys, and by its number where there are none", async () => {
      assert.deepEqual(
        (await read("pairs")).rows.map((row) => row.key),
        ["x/7"],
      );
      assert.ok((await read("keyless")).rows.some((row) => row.key === "1"));
    });

    test("reads a table whose names need quoting", async () => {
      const table = (await source.tables()).find((one) => one.table.startsWith("odd"));
      assert.ok(table);
      assert.deepEqual((await read(table.table)).rows, []);
    });

    test("stops at the rows asked for", async () => {
      assert.equal((await read("keyless", 1)).rows.length, 1);
    });

    test("sees one moment of the shop however long it reads", async () => {
      await read("pairs");
      database.run("INSERT INTO pairs VALUES ('later', 1, 'new')");
      assert.equal((await read("pairs")).rows.length, 1);
    });

    test("can be left in the middle of a table and asked for another", async () => {
      const [table] = await source.tables();
      assert.ok(table);
      for await (const row of source.rows(table, { onCut: () => undefined })) if (row.cells.length > 0) break;
      assert.ok((await read("pairs")).rows.length > 0);
    });

    test("says what is wrong with an address, a password or a port, and never the password", async () => {
      const url = new URL(database.url);
      url.password = "hunter2";
      const port = new URL(database.url);
      port.port = "1";
      for (const [wrong, code] of [
        [url.href, "tables.connect"],
        [port.href, "tables.connect"],
        ["sqlite:///x", "tables.url"],
        ["not a url", "tables.url"],
      ] as const) {
        await assert.rejects(openTables(secret(wrong)), (error: unknown) => {
          assert.ok(error instanceof MisemoriError);
          assert.equal(error.code, code);
          assert.ok(!`${error.message}${error.stack}`.includes("hunter2"));
          return true;
        });
      }
    });
  });
}

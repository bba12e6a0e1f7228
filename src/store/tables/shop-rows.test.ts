// Orders and customers read straight from real databases laid out as EC-CUBE, WooCommerce and Vendure lay theirs out: the
// same people as by CSV, the same run each time, nothing changed.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { compareScope, runScope, type ScopeAnswer, type ScopeRequest } from "../../desk/index.ts";
import { manualClock, secret } from "../../kernel/index.ts";
import { REAL_DATABASES, type RealDatabase } from "../../../test/real-databases.ts";
import { openShopRows } from "../index.ts";
import { expected, LAYOUTS, type Layout } from "./shop-layouts.fixture.ts";

const request = (more: Partial<ScopeRequest>): ScopeRequest => ({
  inputs: [],
  question: {
    zone: "Asia/Tokyo",
    fromDay: "2019-03-02",
    toDay: "2019-03-02",
    payment: "card",
    cardMethods: [],
    page: null,
    statuses: [200],
    origins: [],
    sessions: [],
    cardFile: null,
    items: [],
  },
  preset: "generic",
  columns: {},
  csvZone: null,
  version: "0",
  gone: new AbortController().signal,
  onProgress: () => undefined,
  ...more,
});
const TOOLS = { clock: manualClock(), language: "en" } as const;

async function rowsOf(rows: AsyncIterable<readonly (string | null)[]>): Promise<(string | null)[][]> {
  const all: (string | null)[][] = [];
  for await (const row of rows) all.push([...row]);
  return all;
}

function classOf(answer: ScopeAnswer, email: string): string {
  return [...answer.people()].find((person) => person.email === email)?.class ?? "nobody";
}

for (const server of REAL_DATABASES) {
  describe(`a shop's ${server.name}`, { skip: server.lacking ?? false }, () => {
    let database: RealDatabase;
    before(async () => {
      database = await server.open();
    });
    after(() => database?.close());

    for (const [name, layout] of Object.entries(LAYOUTS)) {
      if (!layout.on.includes(server.name)) continue;
      test(`${name}: every order and customer, the card ones of that day in Japan, the same run again`, async (t) => {
        database.run(layout.sql(server.name));
        const shop = await openShopRows(secret(database.url), layout.preset);
        // First of all: while we read, no table can be dropped.
        t.after(() => shop.close());
        t.after(() => database.run(layout.drop(server.name)));
        const [head, ...orders] = await rowsOf(shop.rows("orders"));
        assert.equal(head?.[0], "order_id");
        assert.deepEqual(orders, expected(layout.orders, server.name));
        assert.deepEqual((await rowsOf(shop.rows("customers"))).slice(1), layout.customers);
        const asked = request({ preset: layout.preset, shop });
        const answer = await runScope(asked, TOOLS);
        // 15:30 in UTC on the first is half past midnight on the second in Japan.
        assert.equal(classOf(answer, "a@example.jp"), "confirmed");
        assert.notEqual(classOf(answer, "b@example.jp"), "notAffected");
        const again = await runScope(asked, TOOLS);
        assert.equal(again.run.runId, answer.run.runId);
        const record = JSON.stringify(answer.run);
        assert.ok(!record.includes("example.jp") && !record.includes("p:w") && !record.includes("guard"));
        const compared = await compareScope(JSON.parse(record), again, asked, TOOLS);
        assert.ok(compared.moves.every(({ from, to }) => from === to));
        await assertSameByCsv(t, answer, await rowsOf(shop.rows("orders")), layout);
      });
    }

    test("another shop's database is refused with what is missing, before a row is read", async (t) => {
      database.run("CREATE TABLE dtb_order (id INT PRIMARY KEY);");
      t.after(() => database.run("DROP TABLE dtb_order;"));
      const refused = { code: "shop.tables" } as const;
      await assert.rejects(openShopRows(secret(database.url), "eccube4"), {
        ...refused,
        message: /dtb_order\.order_no/,
      });
      await assert.rejects(openShopRows(secret(database.url), "vendure"), refused);
      await assert.rejects(openShopRows(secret(database.url), "woocommerce"), refused);
      await assert.rejects(openShopRows(secret(database.url), "generic"), refused);
    });

    test("the run sees one moment of the shop, and its next moment is another run", async (t) => {
      const layout = LAYOUTS["EC-CUBE 2"]!;
      database.run(layout.sql(server.name));
      const shop = await openShopRows(secret(database.url), "eccube2");
      const first = await runScope(request({ preset: "eccube2", shop }), TOOLS);
      database.run("INSERT INTO dtb_customer VALUES (3, 'new@example.jp', 0);");
      const second = await runScope(request({ preset: "eccube2", shop }), TOOLS);
      assert.equal(second.run.runId, first.run.runId);
      await shop.close();
      const later = await openShopRows(secret(database.url), "eccube2");
      t.after(() => later.close());
      t.after(() => database.run(layout.drop(server.name)));
      const third = await runScope(request({ preset: "eccube2", shop: later }), TOOLS);
      assert.equal(third.run.people, first.run.people + 1);
      assert.notEqual(third.run.runId, first.run.runId);
    });
  });
}

/** The same rows as a CSV that was exported give every person the same class. */
async function assertSameByCsv(
  t: { after: (work: () => void) => void },
  answer: ScopeAnswer,
  rows: readonly (readonly (string | null)[])[],
  layout: Layout,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "misemori-shop-rows-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [orders, customers] = [join(folder, "orders.csv"), join(folder, "customers.csv")];
  writeFileSync(orders, csv(rows));
  writeFileSync(customers, csv([["email", "member_id"], ...layout.customers]));
  const inputs = [
    { kind: "orders", path: orders },
    { kind: "customers", path: customers },
  ] as const;
  const byFile = await runScope(request({ preset: layout.preset, inputs }), TOOLS);
  assert.deepEqual(told(byFile), told(answer));
}

function told(answer: ScopeAnswer): unknown[] {
  return [...answer.people()].map((p) => [p.personId, p.class, p.email, p.items]);
}

function csv(lines: readonly (readonly (string | null)[])[]): string {
  return lines.map((row) => `${row.map(quoted).join(",")}\n`).join("");
}

function quoted(cell: string | null): string {
  return `"${(cell ?? "").replaceAll('"', '""')}"`;
}

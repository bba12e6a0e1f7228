// S3-2: cards that lie in the shop's own database are found where they lie, by a user who may only read, and nothing is changed.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { REAL_DATABASES, type RealDatabase } from "../real-databases.ts";
import { CARD_KINDS, cardOf } from "../scrub/corpus.ts";
import { openDice, pick } from "../scrub/dice.ts";

const LAUNCHER = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));

interface Report {
  readonly tables: readonly {
    readonly table: string;
    readonly findings: readonly { readonly column: string; readonly row: string; readonly kind: string }[];
  }[];
  readonly distinctCards: number;
  readonly rows: number;
}

for (const kind of REAL_DATABASES) {
  describe(`cards in a live ${kind.name}`, { skip: kind.lacking ?? false }, () => {
    const dice = openDice(3);
    const cards = Array.from({ length: 6 }, () =>
      cardOf(
        dice,
        pick(
          dice,
          CARD_KINDS.filter((one) => one.usual),
        ),
      ),
    );
    const [plain = "", json = "", encoded = "", number = "", packed = "", twice = ""] = cards;
    let database: RealDatabase;
    let folder: string;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "misemori-db-"));
      database = await kind.open();
      const isMaria = kind.name === "MariaDB";
      const blob = (bytes: Buffer): string =>
        isMaria ? `x'${bytes.toString("hex")}'` : `'\\x${bytes.toString("hex")}'`;
      database.run(`
        CREATE TABLE dtb_order (id INT PRIMARY KEY, memo TEXT, answer ${isMaria ? "JSON" : "JSONB"}, card_no BIGINT,
          raw ${isMaria ? "BLOB" : "BYTEA"}, cvv VARCHAR(4));
        CREATE TABLE plg_log (body TEXT);
        CREATE TABLE dtb_product (id INT PRIMARY KEY, name TEXT, jan VARCHAR(13), price INT);
        INSERT INTO dtb_order VALUES (1, '電話で受けたカード ${plain}', NULL, NULL, NULL, NULL);
        INSERT INTO dtb_order VALUES (2, 'なし', '{"card":{"number":"${json}"}}', ${number}, NULL, '123');
        INSERT INTO dtb_order VALUES (3, NULL, NULL, NULL, ${blob(Buffer.from(`card_no=${packed}&exp=1228`))}, NULL);
        INSERT INTO plg_log VALUES ('d=${Buffer.from(`card_no=${encoded}&b=1`).toString("base64")}'), ('${twice}'), ('again ${twice}');
        INSERT INTO dtb_product VALUES (1, '牡蠣', '4901234567894', 880);`);
    });
    after(async () => {
      await database?.close();
      await rm(folder, { recursive: true, force: true });
    });

    function scrubDb(
      ...words: string[]
    ): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
      return new Promise((resolve) => {
        const env = { ...process.env, HOME: folder, XDG_STATE_HOME: join(folder, "state"), DB_WORD: "p:w/" };
        const child = spawn(process.execPath, [LAUNCHER, "scrub", "db", ...words], { cwd: folder, env });
        let out = "";
        let err = "";
        child.stdout.setEncoding("utf8").on("data", (part: string) => (out += part));
        child.stderr.setEncoding("utf8").on("data", (part: string) => (err += part));
        child.on("close", (code) => resolve({ code, out, err }));
      });
    }

    test("finds each card once, by table, column and row, and the security code beside", async () => {
      const { code, out, err } = await scrubDb(database.url, "--json");
      assert.equal(code, 1, err);
      const report = JSON.parse(out) as Report;
      assert.equal(report.distinctCards, 6);
      const places = report.tables.flatMap(({ table, findings }) =>
        findings.map(({ column, row, kind: what }) => `${table}.${column} ${row} ${what}`),
      );
      for (const place of [
        "dtb_order.memo 1 pan",
        "dtb_order.answer 2 pan",
        "dtb_order.card_no 2 pan",
        "dtb_order.cvv 2 security-code",
        "dtb_order.raw 3 pan",
        "plg_log.body 1 pan",
      ])
        assert.ok(places.includes(place), `${place} is not among ${places.join(", ")}`);
      assert.ok(!places.some((place) => place.startsWith("dtb_product")), "goods are no cards");
      for (const card of cards) assert.ok(!out.includes(card) && !err.includes(card));
    });

    test("tells people which columns, and takes the password from the environment", async () => {
      const url = new URL(database.url);
      url.password = "";
      const { code, out, err } = await scrubDb(url.href, "--password-env", "DB_WORD", "--sample", "100");
      assert.equal(code, 1, err);
      assert.match(out, /dtb_order/);
      assert.match(out, /memo/);
      assert.ok(!`${out}${err}`.includes("p:w/") && !`${out}${err}`.includes("p%3Aw"));
    });
  });
}

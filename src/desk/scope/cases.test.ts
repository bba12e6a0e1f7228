// The two cases the room exists for, on generated customer bases: an oyster shop's form (491) and a mall's log (98 and 94,145).

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessLine, ask, personOf, shop, tamperedShop } from "./shop.fixture.ts";

test("a tampered form: card orders in the window make exactly 491 people, cancelled and guest orders and border days included", async (t) => {
  const files = shop(t);
  const shopOf = tamperedShop();
  const orders = files.write("orders.csv", shopOf.orders);
  const customers = files.write("customers.csv", shopOf.customers);
  const answer = await ask(
    [
      ["orders", orders],
      ["customers", customers],
    ],
    { fromDay: "2019-01-01", toDay: "2019-12-06" },
  );
  assert.deepEqual(answer.run.classes, { confirmed: 491, possible: 40, notAffected: 1_500, cannotTell: 0 });
  assert.equal(answer.run.people, 2_031);
  assert.deepEqual(personOf(answer, "buyer1@example.jp")?.items, [
    "card-number",
    "expiry",
    "security-code",
    "holder",
  ]);
  assert.equal(personOf(answer, "left3@example.jp")?.evidence[0]?.reason, "card-form-left");
});

test("cards in a log: 98 proved read, 94,145 more in the log, everyone else not affected", async (t) => {
  const files = shop(t);
  const cards = 94_243;
  const findings = Array.from({ length: cards }, (_, i) => ({
    offset: i * 100 + 40,
    bytes: 16,
    line: i + 1,
    member: null,
    kind: "pan",
    certainty: "certain",
    cardHash: hash(i),
  }));
  const scan = files.write(
    "scan.json",
    JSON.stringify({ files: [{ path: "logs/pay.log", findings, unlisted: 0 }], unlistedFiles: 0 }),
  );
  const rows = Array.from(
    { length: 120_000 },
    (_, i) =>
      `${i + 1},2011-0${(i % 9) + 1}-15,クレジットカード,発送済み,p${i}@example.jp,,${i < cards ? hash(i) : ""}\n`,
  );
  const orders = files.write(
    "orders.csv",
    `注文番号,注文日,支払方法,対応状況,メールアドレス,会員ID,card_hash\n${rows.join("")}`,
  );
  const lines: string[] = [];
  for (let day = 1; day <= 30; day++)
    lines.push(accessLine(`2011-11-${String(day).padStart(2, "0")} 08:00:00`, "/"));
  // The first 98 cards end at byte 9,756; the answer broke off at 9,800. HEAD, 404 and other people's reads prove nothing.
  lines.push(accessLine("2011-11-20 03:00:00", "/logs/./pay%2Elog?x=1", { bytes: 9_800 }));
  lines.push(accessLine("2011-11-20 03:00:01", "/logs/pay.log", { bytes: 9_999_999, status: 404 }));
  lines.push(accessLine("2011-11-21 03:00:01", "/logs/pay.log", { bytes: 9_999_999, address: "192.0.2.1" }));
  const log = files.write("access.log", lines.join(""));
  const question = {
    fromDay: "2011-11-01",
    toDay: "2011-11-30",
    page: "/logs/pay.log",
    origins: ["203.0.113.5"],
  };
  const answer = await ask(
    [
      ["orders", orders],
      ["log", log],
      ["findings", scan],
    ],
    question,
  );
  assert.deepEqual(answer.run.classes, {
    confirmed: 98,
    possible: 94_145,
    notAffected: 25_757,
    cannotTell: 0,
  });
  assert.deepEqual(answer.run.cards, { cards: 94_243, unattributed: 0, files: ["logs/pay.log"] });
  assert.equal(answer.run.log?.reads, 1);
});

function hash(i: number): string {
  return i.toString(16).padStart(32, "0");
}

// Access logs as they lie on disks: three formats, packed, cut off, full of garbage. The quick reader and the one for packed files
// must say the same.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { pageFrom, readAccessLine } from "./access-line.ts";
import { ask, accessLine, personOf, shop } from "./shop.fixture.ts";

const ORDERS =
  "order_id,order_date,payment,status,email,member_id,ip\n7,2019-03-02,card,done,seven@example.jp,,203.0.113.9\n8,2019-03-02,card,done,eight@example.jp,,203.0.113.8\n9,2019-03-02,cash,done,nine@example.jp,,203.0.113.7\n";
const DAYS = ["2019-03-01", "2019-03-02", "2019-03-03"]
  .map((day) => accessLine(`${day} 09:00:00`, "/"))
  .join("");
const WINDOW = { fromDay: "2019-03-01", toDay: "2019-03-03" };

test("all three formats are read to the same facts", () => {
  const facts = {
    atMs: Date.UTC(2019, 11, 6, 3, 4, 5),
    address: "203.0.113.5",
    method: "GET",
    target: "/x.log?a=1",
    status: 200,
    bytes: 12,
  };
  assert.deepEqual(
    readAccessLine(
      '203.0.113.5 - taro [06/Dec/2019:12:04:05 +0900] "GET /x.log?a=1 HTTP/2.0" 200 12 "-" "a \\"b\\""',
    ),
    facts,
  );
  assert.deepEqual(
    readAccessLine(
      'shop.example:443 ::ffff:203.0.113.5 - - [06/Dec/2019:03:04:05 +0000] "GET /x.log?a=1 HTTP/1.1" 200 12',
    ),
    facts,
  );
  assert.deepEqual(
    readAccessLine(
      '{"level":"info","ts":1575601445.25,"request":{"client_ip":"203.0.113.5","method":"GET","uri":"/x.log?a=1"},"status":200,"size":12}',
    ),
    { ...facts, atMs: facts.atMs + 250 },
  );
  for (const bad of [
    "",
    "{",
    "garbage",
    '203.0.113.5 - - [99/Foo/2019:12:04:05 +0900] "GET / HTTP/1.1" 200 1',
    '{"ts":1}',
  ])
    assert.equal(readAccessLine(bad), undefined, bad);
});

test("one page has many writings, and places in it say whose record it is", () => {
  const log = pageFrom("/logs/x.log");
  for (const same of [
    "/logs/x.log",
    "/logs/x.log?y",
    "/logs//x.log",
    "/a/../logs/./x.log",
    "/logs/%78.log",
    "http://shop/logs/x.log",
  ])
    assert.ok(log.match(same), same);
  for (const other of ["/logs/x.log.1", "/logs/xxlog", "/my/logs/x.log", "/logs/x.log/"])
    assert.equal(log.match(other), undefined, other);
  assert.deepEqual(pageFrom("/admin/order/{order}/edit").match("/admin/order/42/edit?x"), { order: "42" });
  assert.deepEqual(pageFrom("/log.php?line={line}").match("/log.php?line=7&z=1"), { line: "7" });
});

test("plain, gz and zst logs of the same lines give the same classes, wherever the requests name records", async (t) => {
  const files = shop(t);
  const orders = files.write("orders.csv", ORDERS);
  const json =
    '{"ts":1551500000.5,"request":{"remote_ip":"198.51.100.1","method":"GET","uri":"/admin/order/8"},"status":200,"size":1}\n';
  const log = `${DAYS}${accessLine("2019-03-02 10:00:00", "/admin/order/7", { address: "198.51.100.1" })}${accessLine("2019-03-02 10:00:00", "/admin/order/9", { status: 403 })}${json}%%% garbage %%%\n\n`;
  const paths = [
    files.write("a.log", log),
    files.write("a.log.gz", gzipSync(log)),
    files.write("a.log.zst", zstdCompressSync(log)),
  ];
  for (const path of paths) {
    const { run } = await ask(
      [
        ["orders", orders],
        ["log", path],
      ],
      { ...WINDOW, page: "/admin/order/{order}" },
    );
    assert.deepEqual(run.classes, { confirmed: 2, possible: 0, notAffected: 1, cannotTell: 0 }, path);
    assert.deepEqual([run.log?.lines, run.log?.reads, run.log?.missing], [8, 2, []], path);
    assert.deepEqual(
      run.troubles.map(({ what, count }) => [what, count]),
      [["garbage-lines", 2]],
      path,
    );
  }
});

test("a missing day, a cut-off file or an unreadable line about the page mean: cannot tell", async (t) => {
  const files = shop(t);
  const orders = files.write("orders.csv", ORDERS);
  const question = { ...WINDOW, page: "/admin/order/{order}" };
  const asked = async (name: string, content: string | Uint8Array) =>
    (
      await ask(
        [
          ["orders", orders],
          ["log", files.write(name, content)],
        ],
        question,
      )
    ).run;
  const gap = await asked(
    "gap.log",
    DAYS.split("\n")
      .filter((line) => !line.includes("02/Mar"))
      .join("\n"),
  );
  assert.deepEqual([gap.classes.cannotTell, gap.log?.missing], [3, ["2019-03-02"]]);
  const packed = gzipSync(DAYS);
  const cut = await asked("cut.log.gz", packed.subarray(0, packed.length - 6));
  assert.deepEqual([cut.classes.cannotTell, cut.troubles.map(({ what }) => what)], [3, ["cut-off"]]);
  const torn = await asked("torn.log", `${DAYS}203.0.113.5 - - [02/Mar/2019:1 GET /admin/order/9\n`);
  assert.deepEqual([torn.classes.cannotTell, torn.reasons["log-lines-unreadable"]], [3, 3]);
  assert.deepEqual((await asked("whole.log", DAYS)).classes.notAffected, 3);
});

test("a page buyers opened is tied to them by their address and day", async (t) => {
  const files = shop(t);
  const orders = files.write("orders.csv", ORDERS);
  const log = files.write(
    "a.log",
    DAYS +
      accessLine("2019-03-02 10:00:00", "/shopping/pay", { address: "203.0.113.9" }) +
      accessLine("2019-03-03 10:00:00", "/shopping/pay", { address: "203.0.113.8" }),
  );
  const answer = await ask(
    [
      ["orders", orders],
      ["log", log],
    ],
    { ...WINDOW, page: "/shopping/pay" },
  );
  assert.deepEqual(answer.run.classes, { confirmed: 1, possible: 0, notAffected: 2, cannotTell: 0 });
  assert.equal(personOf(answer, "seven@example.jp")?.evidence[0]?.reason, "page-opened");
});

test("garbage of every kind is counted, and nothing is written beside the log", async (t) => {
  const files = shop(t);
  const orders = files.write("orders.csv", ORDERS);
  const garbage = Buffer.concat([
    Buffer.from(DAYS),
    Buffer.from("\u0001\u0002\u0003\u0004 split\n"),
    Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0a]),
    Buffer.from(`"unclosed, quote\n${"x".repeat(5_000)}\n[\n{"ts":"soon"}\n`),
  ]);
  const log = files.write("it's.log", garbage);
  const { run } = await ask(
    [
      ["orders", orders],
      ["log", log],
    ],
    { ...WINDOW, page: "/admin/{order}" },
  );
  assert.equal(run.troubles.find(({ what }) => what === "garbage-lines")?.count, 6);
  assert.equal(run.log?.lines, 9);
  assert.deepEqual(readdirSync(files.folder).toSorted(), ["it's.log", "orders.csv"]);
});

// A run as a whole: rebuilt identically, compared, honest about what it could not read, and safe to open.

import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock } from "../../kernel/index.ts";
import { compareScope } from "./compare.ts";
import { createDayReader } from "./days.ts";
import { peopleCsv } from "./people-file.ts";
import { ask, HEADS, personOf, requestFor, shop } from "./shop.fixture.ts";

const WINDOW = { fromDay: "2019-01-01", toDay: "2019-12-06" };
const TOOLS = { clock: manualClock(), language: "en" } as const;

test("the same inputs give the same run in any order, under any name; another byte or window gives another", async (t) => {
  const files = shop(t);
  const rows = [
    "1,2019-03-01,カード,済,a@example.jp,1\n",
    "2,2019-04-01,カード,済,b@example.jp,\n",
    "3,2019-05-01,カード,済,A@example.jp,\n",
  ];
  const one = files.write("one.csv", HEADS + rows[0]);
  const two = files.write("two.csv", HEADS + rows.slice(1).join(""));
  const renamed = files.write("renamed.csv", HEADS + rows[0]);
  const first = await ask(
    [
      ["orders", one],
      ["orders", two],
    ],
    WINDOW,
  );
  const second = await ask(
    [
      ["orders", two],
      ["orders", renamed],
      ["orders", one],
    ],
    WINDOW,
  );
  assert.equal(second.run.runId, first.run.runId);
  assert.deepEqual([...second.people()], [...first.people()]);
  assert.deepEqual(
    second.run.troubles.map(({ what }) => what),
    ["read-twice"],
  );
  assert.notEqual(
    (
      await ask(
        [
          ["orders", one],
          ["orders", two],
        ],
        { ...WINDOW, toDay: "2019-04-01" },
      )
    ).run.runId,
    first.run.runId,
  );
  const changed = files.write("changed.csv", `${HEADS}${rows[0]}\n`);
  assert.notEqual(
    (
      await ask(
        [
          ["orders", changed],
          ["orders", two],
        ],
        WINDOW,
      )
    ).run.runId,
    first.run.runId,
  );
});

test("a changed window shows who moves; a record that cannot be made again is refused", async (t) => {
  const files = shop(t);
  const orders = files.write(
    "o.csv",
    `${HEADS}1,2019-03-01,カード,済,a@example.jp,\n2,2019-12-07,カード,済,b@example.jp,\n3,2019-03-01,カード,決済処理中,c@example.jp,\n`,
  );
  const before = await ask([["orders", orders]], WINDOW);
  const now = await ask([["orders", orders]], { ...WINDOW, fromDay: "2019-04-01", toDay: "2019-12-31" });
  const record: unknown = JSON.parse(JSON.stringify(before.run));
  const request = requestFor([["orders", orders]], { ...WINDOW, toDay: "2019-12-31" });
  const { moves } = await compareScope(record, now, request, TOOLS);
  assert.deepEqual(moves, [
    { from: "confirmed", to: "notAffected", people: 1 },
    { from: "notAffected", to: "confirmed", people: 1 },
    { from: "possible", to: "notAffected", people: 1 },
  ]);
  const forged = { ...before.run, resultSha256: "0".repeat(64) };
  await assert.rejects(compareScope(forged, now, request, TOOLS), { code: "scope.compare" });
  const gone = { ...before.run, inputs: [{ ...before.run.inputs[0], sha256: "1" }] };
  await assert.rejects(compareScope(gone, now, request, TOOLS), { code: "scope.compare" });
  await assert.rejects(compareScope({ a: 1 }, now, request, TOOLS), { code: "scope.compare" });
});

test("rows that cannot be read become people of whom nothing can be told, under their address when there is one", async (t) => {
  const files = shop(t);
  const orders = files.write(
    "o.csv",
    `${HEADS}1,2019-03-01,カード,済\n2,2019-03-01,代引,済,a@example.jp,,,surplus\n3,2019-03-01,"代引,済,b@example.jp,\n4,soon,カード,済,c@example.jp,\n5,2019-03-01,,済,d@example.jp,\n6,2019-03-01,代引,済,,\n7,2019-03-01,代引,済,no address,0\n`,
  );
  const answer = await ask([["orders", orders]], WINDOW);
  assert.deepEqual(answer.run.classes, { confirmed: 0, possible: 0, notAffected: 2, cannotTell: 5 });
  assert.equal(answer.run.orderRows, 7);
  const reasons = ["a", "b", "c", "d"].map(
    (name) => personOf(answer, `${name}@example.jp`)?.evidence[0]?.reason,
  );
  assert.deepEqual(reasons, ["row-unreadable", "row-unreadable", "date-unreadable", "payment-unknown"]);
  assert.deepEqual(
    answer.run.troubles.map(({ what, count }) => [what, count]),
    [
      ["bad-date", 1],
      ["bad-email", 1],
      ["bad-quotes", 1],
      ["no-person", 2],
      ["wrong-columns", 2],
    ],
  );
});

test("a card nobody is known for leaves those who paid by card untold; one on a line with an address finds its holder", async (t) => {
  const files = shop(t);
  const orders = files.write(
    "o.csv",
    `${HEADS}A-1,2019-03-01,カード,済,a@example.jp,\nA-2,2019-03-01,カード,済,b@example.jp,\nA-3,2019-03-01,代引,済,c@example.jp,\n`,
  );
  const leaked = files.write(
    "pay.log",
    "start\nOrderID=A-1 card=#\nmail=stranger%40example.jp card=#\ncard=#\n",
  );
  const scan = (name: string, lines: readonly number[]) =>
    files.write(
      name,
      JSON.stringify({
        files: [
          {
            path: "x/pay.log",
            findings: [...lines.map((line) => place(line, `h${line}`)), place(9, "test", "test-number")],
            unlisted: 0,
          },
        ],
      }),
    );
  const two = await ask(
    [
      ["orders", orders],
      ["findings", scan("two.json", [2, 3])],
      ["leaked", leaked],
    ],
    {},
  );
  assert.deepEqual(two.run.classes, { confirmed: 0, possible: 2, notAffected: 2, cannotTell: 0 });
  assert.deepEqual(personOf(two, "stranger@example.jp")?.items, ["card-number"]);
  const three = await ask(
    [
      ["orders", orders],
      ["findings", scan("three.json", [2, 3, 4])],
      ["leaked", leaked],
    ],
    {},
  );
  assert.deepEqual(three.run.classes, { confirmed: 0, possible: 2, notAffected: 1, cannotTell: 1 });
  assert.equal(three.run.cards?.unattributed, 1);
  await assert.rejects(
    ask(
      [
        ["orders", orders],
        ["findings", leaked],
      ],
      {},
    ),
    { code: "scope.findings" },
  );
});

test("what is needed and missing is said with the file's own headings", async (t) => {
  const files = shop(t);
  const orders = files.write("o.csv", "X,お客さま,いつ\n1,a@example.jp,2019-03-01\n");
  await assert.rejects(ask([["orders", orders]], WINDOW), (error: Error & { code: string }) => {
    assert.match(error.message, /email \| member_id, order_date, payment.*いつ/);
    return error.code === "scope.columns";
  });
  const columns = { email: "お客さま", order_date: "いつ" };
  const mapped = await ask([["orders", orders]], { ...WINDOW, payment: "any" }, { columns });
  assert.equal(mapped.run.classes.confirmed, 1);
  await assert.rejects(ask([["orders", `${orders}.not`]], WINDOW), { code: "scope.input" });
  await assert.rejects(ask([["orders", orders]], { fromDay: "2019-02-30" }), { code: "scope.question" });
});

test("days are the shop's days, and ambiguous dates are not guessed", () => {
  const days = createDayReader("Asia/Tokyo", "Asia/Tokyo");
  const same = [
    "2019-12-06",
    "2019/12/6 23:59",
    "2019年12月6日(金) 9:05",
    "2019-12-05T15:00:00Z",
    "2019-12-06T10:00:00+09:00",
    "20191206",
    "2019-12-06T14:59:59.999Z",
  ];
  for (const text of same) assert.equal(days.ofText(text), 20_191_206, text);
  for (const text of ["", "6/12/2019", "2019-02-29", "2019-13-01", "1575600000", "=NOW()"])
    assert.equal(days.ofText(text), undefined, text);
  const utc = createDayReader("Asia/Tokyo", "UTC");
  assert.deepEqual([utc.ofText("2019-12-06 15:00:00"), utc.ofText("2019-12-06")], [20_191_207, 20_191_206]);
  // A day that begins an hour late: clocks went forward at midnight.
  assert.equal(createDayReader("America/Sao_Paulo", "UTC").ofText("2018-11-04 03:00:00"), 20_181_104);
});

test("cells that begin like a formula are made text in the list of persons", async (t) => {
  const files = shop(t);
  const orders = files.write(
    "o.csv",
    `${HEADS}1,2019-03-01,カード,済,=cmd|x@example.jp,\n2,2019-03-01,カード,済,"+a,b@example.jp",\n`,
  );
  const text = [...peopleCsv(await ask([["orders", orders]], WINDOW), "ja")].join("");
  assert.ok(text.startsWith("\ufeffpersonId,email,class,items,evidence\r\n"));
  assert.match(text, /,'=cmd\|x@example\.jp,confirmed,/);
  assert.match(text, /,"'\+a,b@example\.jp",confirmed,/);
  assert.match(text, /o\.csv:2 2019-03-01/);
});

function place(line: number, cardHash: string, certainty = "certain"): object {
  return {
    offset: line,
    bytes: 1,
    line,
    member: null,
    kind: "pan",
    certainty,
    cardHash,
  };
}

test("planted watch records are nobody: not counted, and said", async (t) => {
  const { write } = shop(t);
  const rows = [
    "1,2019-12-06,クレジットカード,,a@example.jp,1",
    "2,2019-12-06,クレジットカード,,ＣＮ@Leak.example.jp,2",
  ];
  const orders = write("orders.csv", `${HEADS}${rows.join("\r\n")}\r\n`);
  const inputs = [["orders", orders]] as const;
  const { run } = await ask(inputs, {}, { isPlanted: (email) => email === "cn@leak.example.jp" });
  assert.equal(run.people, 1);
  assert.deepEqual(
    run.troubles.map(({ what, count, firstLine }) => [what, count, firstLine]),
    [["planted", 1, 3]],
  );
  assert.equal((await ask(inputs, {})).run.people, 2);
});

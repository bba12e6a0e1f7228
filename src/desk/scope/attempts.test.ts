// What the guard's own records say for a scope: whose card was typed, whom the intruder touched, and what cannot be told from them.

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { OwnAttempts } from "../ports.ts";
import { OWN_ATTEMPT_COLUMNS } from "./attempts.ts";
import type { ScopeAnswer, ScopeQuestion } from "./contract.ts";
import { accessLine, ask, HEADS, own, personOf, shop, type OneTry } from "./shop.fixture.ts";

const WINDOW = { fromDay: "2019-03-01", toDay: "2019-03-31" };
const INTRUDER = "198.51.100.7";
const VISITOR = "0123456789abcdef";

/** From the first to the last day of the window, so that the records speak for all of it. */
const ENDS: readonly OneTry[] = [
  { id: "att_first", at: "2019-02-28T15:00:00.000Z", outcome: "declined" },
  { id: "att_last", at: "2019-03-31T14:59:59.999Z", outcome: "declined" },
];

function shopWith(t: TestContext, rows: string): readonly (readonly ["orders", string])[] {
  return [["orders", shop(t).write("o.csv", HEADS + rows)]];
}

function classOf(answer: ScopeAnswer, name: string): string {
  const person = personOf(answer, `${name}@example.jp`);
  return `${person?.class} ${person?.evidence[0]?.reason}`;
}

test("a card that was typed counts for the order it was typed for, however the try and the order ended", async (t) => {
  const begun = [
    "approved",
    "declined",
    "pending",
    "error",
    "abandoned",
    "held",
    "hosted",
    "back",
    "stopped",
    "bare",
  ];
  const rows = [
    ...begun.map((name, i) => `${i + 1},2019-03-10,カード,決済処理中,${name}@example.jp,\n`),
    "20,2019-03-10,代金引換,発送済み,changed@example.jp,\n",
    "21,2018-12-01,カード,発送済み,later@example.jp,\n",
    "22,2019-03-10,カード,決済処理中,untold@example.jp,\n",
    "23,2019-03-10,代金引換,発送済み,cash@example.jp,\n",
  ].join("");
  const records = own([
    { id: "att_1", order: "1", card: "number", outcome: "approved" },
    { id: "att_2", order: "2", card: "token", outcome: "declined" },
    { id: "att_3", order: "3", card: "number", outcome: "pending" },
    { id: "att_4", order: "4", card: "number", outcome: "error" },
    { id: "att_5", order: "5", card: "number", outcome: "abandoned" },
    { id: "att_6", order: "6", card: "number", answer: "hold", outcome: "approved" },
    { id: "att_7", order: "7", outcome: "pending" },
    { id: "att_8", order: "8", outcome: "declined" },
    { id: "att_9", order: "9", card: "number", answer: "decoy", reached: "no" },
    { id: "att_10", order: "10", outcome: "abandoned" },
    { id: "att_20", order: "20", card: "number", outcome: "declined" },
    { id: "att_21", order: "21", card: "number", outcome: "approved" },
    { id: "att_22", order: "22", card: "number", outcome: "approved", at: "2019-04-01T00:00:00.000Z" },
    { id: "att_99", order: "99", card: "number", outcome: "approved" },
    { id: "att_none", card: "number", outcome: "declined" },
  ]);
  const answer = await ask(shopWith(t, rows), WINDOW, { records });
  const told = [...begun, "changed", "later", "untold", "cash"].map((name) => [name, classOf(answer, name)]);
  assert.deepEqual(Object.fromEntries(told), {
    approved: "confirmed attempt-typed",
    declined: "confirmed attempt-typed",
    pending: "confirmed attempt-typed",
    error: "confirmed attempt-typed",
    abandoned: "confirmed attempt-typed",
    held: "confirmed attempt-typed",
    hosted: "possible card-form-left",
    back: "confirmed attempt-typed",
    stopped: "possible card-form-left",
    bare: "possible card-form-left",
    changed: "confirmed attempt-typed",
    later: "confirmed attempt-typed",
    untold: "possible card-form-left",
    cash: "notAffected order-not-by-card",
  });
  const record = answer.run.inputs.find(({ kind }) => kind === "records");
  assert.equal(record?.rows, 15);
  assert.deepEqual(answer.run.attempts, {
    attempts: 15,
    first: "2019-03-10T03:00:00.000Z",
    last: "2019-04-01T00:00:00.000Z",
    counted: 14,
    unattributed: 2,
  });
  const evidence = personOf(answer, "declined@example.jp")?.evidence[0];
  assert.equal(evidence?.place, `${record?.sha256.slice(0, 12)}:3`);
  assert.equal(evidence?.detail, "att_2 2019-03-10T03:00:00.000Z declined 203.0.113.5");
  assert.ok(!JSON.stringify(answer.run).includes("203.0.113.5"), "a recorded run holds no person");
  const reasons = personOf(answer, "stopped@example.jp")?.evidence.map(({ reason }) => reason);
  assert.deepEqual(reasons, ["card-form-left", "attempt-stopped"]);
});

test("of a thousand tries for one order a dozen of each class are kept, and the worst is among them", async (t) => {
  const many = Array.from({ length: 1_000 }, (_, i) => ({ id: `att_${i}`, order: "1", outcome: "pending" }));
  const typed = { id: "att_typed", order: "1", card: "number", outcome: "declined" };
  const orders = shopWith(t, "1,2019-03-10,カード,決済処理中,a@example.jp,\n");
  const answer = await ask(orders, WINDOW, { records: own([...many, typed]) });
  assert.equal(classOf(answer, "a"), "confirmed attempt-typed");
  assert.equal(answer.run.attempts?.counted, 1_001);
});

test("whom the intruder paid for is found by his address, network, AS number or browser", async (t) => {
  const rows = ["a", "b", "c", "d", "cash"]
    .map(
      (name, i) => `${i + 1},2019-03-10,${name === "cash" ? "代金引換" : "カード"},済,${name}@example.jp,\n`,
    )
    .join("");
  const tries: readonly OneTry[] = [
    ...ENDS,
    { id: "att_1", order: "1", card: "number", outcome: "approved", address: INTRUDER },
    { id: "att_2", order: "2", outcome: "declined", address: "198.51.100.200", asn: "64500" },
    { id: "att_3", order: "3", outcome: "declined", address: "2001:db8:0:0:0:0:0:1", visitor: VISITOR },
    { id: "att_4", order: "4", outcome: "approved" },
  ];
  const touched = async (...origins: string[]): Promise<string[]> => {
    const answer = await ask(shopWith(t, rows), { ...WINDOW, origins }, { records: own(tries) });
    assert.equal(answer.run.classes.cannotTell, 0);
    assert.equal(classOf(answer, "cash"), "notAffected order-not-by-card");
    return [...answer.people()]
      .filter((one) => one.class === "confirmed")
      .map(({ email }) => email)
      .toSorted();
  };
  assert.deepEqual(await touched(INTRUDER), ["a@example.jp"]);
  assert.deepEqual(await touched("198.51.100.0/24"), ["a@example.jp", "b@example.jp"]);
  assert.deepEqual(await touched("as64500"), ["b@example.jp"]);
  assert.deepEqual(await touched("2001:db8::1"), ["c@example.jp"]);
  assert.deepEqual(await touched(`visitor:${VISITOR}`, "as64500"), ["b@example.jp", "c@example.jp"]);
});

test("while a try of the intruder belongs to no known order, or the records do not reach, nobody is told that nothing was", async (t) => {
  const orders = shopWith(t, "1,2019-03-10,カード,済,a@example.jp,\n2,2019-05-01,カード,済,b@example.jp,\n");
  const asked = async (
    tries: readonly OneTry[],
    question: Partial<ScopeQuestion> = WINDOW,
  ): Promise<string[]> => {
    const answer = await ask(orders, { ...question, origins: [INTRUDER] }, { records: own(tries) });
    return [classOf(answer, "a"), classOf(answer, "b")];
  };
  const stray = { id: "att_9", order: "77", outcome: "approved", address: INTRUDER };
  const outside = "notAffected order-outside-window";
  assert.deepEqual(await asked([...ENDS, stray]), ["cannotTell attempts-unattributed", outside]);
  assert.deepEqual(await asked([...ENDS, { ...stray, outcome: "declined" }]), [
    "notAffected order-without-trace",
    outside,
  ]);
  const gap = "cannotTell record-days-missing";
  assert.deepEqual(await asked(ENDS.slice(1)), [gap, outside]);
  assert.deepEqual(await asked(ENDS.slice(0, 1)), [gap, outside]);
  assert.deepEqual(await asked([]), [gap, outside]);
  assert.deepEqual(await asked(ENDS, {}), [gap, gap]);
});

test("a browser named by the records is met in the access log, and tries tell whose address an order came from", async (t) => {
  const files = shop(t);
  const days = Array.from({ length: 31 }, (_, i) =>
    accessLine(`2019-03-${String(i + 1).padStart(2, "0")} 08:00:00`, "/"),
  );
  const read = accessLine("2019-03-10 12:30:00", "/admin/order/1", { address: INTRUDER });
  const other = accessLine("2019-03-11 12:30:00", "/admin/order/2", { address: INTRUDER });
  const opened = accessLine("2019-03-10 12:30:00", "/pay", { address: "203.0.113.5" });
  const log = files.write("a.log", [...days, read, other, opened].join(""));
  const orders = files.write(
    "o.csv",
    `${HEADS}1,2019-03-10,カード,済,a@example.jp,\n2,2019-03-10,カード,済,b@example.jp,\n3,2019-03-10,カード,済,c@example.jp,\n`,
  );
  const inputs = [
    ["orders", orders],
    ["log", log],
  ] as const;
  const records = own([
    { id: "att_1", order: "1", card: "number", outcome: "approved" },
    { id: "att_2", order: "2", card: "number", outcome: "approved", address: "192.0.2.1" },
    { id: "att_3", address: INTRUDER, visitor: VISITOR },
  ]);
  const question = { ...WINDOW, page: "/admin/order/{order}", origins: [`visitor:${VISITOR}`] };
  const named = await ask(inputs, question, { records });
  assert.deepEqual(
    ["a", "b"].map((name) => classOf(named, name)),
    ["confirmed record-read", "notAffected order-without-trace"],
    "his address is his on the day of his try only",
  );
  const visited = await ask(inputs, { ...WINDOW, page: "/pay" }, { records });
  assert.deepEqual(
    ["a", "b", "c"].map((name) => classOf(visited, name)),
    ["confirmed page-opened", "notAffected order-without-trace", "cannotTell page-unlinked"],
  );
});

test("origins that cannot be met, and records that are none, are refused with what to do", async (t) => {
  const orders = shopWith(t, "1,2019-03-10,カード,済,a@example.jp,\n");
  for (const origins of [["as64500"], [`visitor:${VISITOR}`], [INTRUDER], ["198.51.100.0/33"], ["visitor:x"]])
    await assert.rejects(ask(orders, { ...WINDOW, origins }), { code: "scope.question" }, origins[0]);
  const torn: OwnAttempts = {
    ...own([]),
    rows: async function* () {
      yield OWN_ATTEMPT_COLUMNS;
      yield ["att_1", "yesterday"];
    },
  };
  const foreign: OwnAttempts = {
    ...own([]),
    rows: async function* () {
      yield ["id", "when"];
    },
  };
  for (const records of [torn, foreign])
    await assert.rejects(ask(orders, WINDOW, { records }), { code: "scope.records" });
});

// The recorded hash vouches for the bytes that were judged: a file that changes between the two readings gives no result, and a
// log that only gets longer is judged as it was at first sight.

import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { appendFileSync, renameSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { manualClock } from "../../kernel/index.ts";
import { compareScope } from "./compare.ts";
import type { InputKind } from "./contract.ts";
import { runScope } from "./run.ts";
import { accessLine, ask, HEADS, requestFor, shop } from "./shop.fixture.ts";

const TOOLS = { clock: manualClock(), language: "en" } as const;

const ORDERS = `${HEADS}1,2019-03-01,カード,済,a@example.jp,1\n`;
const LOG = accessLine("2019-03-01 10:00:00", "/x.log").repeat(3);
/** Before anything a test writes, however coarse the clock of the disk. */
const LONG_AGO = new Date("2020-01-01T00:00:00Z");

const WAYS: readonly { readonly name: string; readonly change: (path: string, text: string) => void }[] = [
  {
    name: "is emptied and written anew, longer than it was",
    change: (path, text) => writeFileSync(path, text.replace("1", "2").repeat(2)),
  },
  { name: "is cut short", change: (path, text) => truncateSync(path, Buffer.byteLength(text) - 5) },
  {
    name: "is written over at the same length",
    change: (path, text) => writeFileSync(path, text.replace("1", "2")),
  },
  {
    name: "is replaced by another of the same length and time",
    change: (path, text) => {
      writeFileSync(`${path}.new`, text.replace("1", "2"));
      utimesSync(`${path}.new`, LONG_AGO, LONG_AGO);
      renameSync(`${path}.new`, path);
    },
  },
];

for (const { name, change } of WAYS) {
  test(`a file that ${name} while it is read gives no result`, async (t) => {
    const files = shop(t);
    const asked = async (changing: InputKind | null): ReturnType<typeof ask> => {
      const paths = { orders: files.write("o.csv", ORDERS), log: files.write("a.log", LOG) } as const;
      for (const path of Object.values(paths)) utimesSync(path, LONG_AGO, LONG_AGO);
      const done = new Set<string>();
      // Told with the first bytes that are hashed: the same file is still to be read for what it says.
      const onProgress = (_: number, __: number, path: string): void => {
        if (done.has(path)) return;
        done.add(path);
        if (changing === "orders" && path === paths.orders) change(path, ORDERS);
        if (changing === "log" && path === paths.log) change(path, LOG);
      };
      const window = { fromDay: "2019-03-01", toDay: "2019-03-01", page: "/x.log" };
      return ask(
        [
          ["orders", paths.orders],
          ["log", paths.log],
        ],
        window,
        { onProgress },
      );
    };
    for (const kind of ["orders", "log"] as const) {
      await assert.rejects(asked(kind), { code: "scope.changed" }, kind);
    }
    assert.equal((await asked(null)).run.people, 1);
  });
}

const READS = {
  fromDay: "2019-03-01",
  toDay: "2019-03-01",
  page: "/order/{order}",
  origins: ["198.51.100.7"],
};

/** Orders of three people, whose records an intruder opens one after the other. */
function opening(order: number): string {
  return accessLine("2019-03-01 10:00:00", `/order/${order}`, { address: "198.51.100.7" });
}

function threeOrders(files: ReturnType<typeof shop>): string {
  const rows = [1, 2, 3].map((n) => `${n},2019-03-01,カード,済,p${n}@example.jp,\n`);
  return files.write("o.csv", HEADS + rows.join(""));
}

for (const torn of ["", opening(3).slice(0, 60)]) {
  test(`a log that is written to meanwhile is judged up to its length at first sight${torn === "" ? "" : ", without a line that was half there"}`, async (t) => {
    const files = shop(t);
    const start = opening(1) + torn;
    const log = files.write("a.log", start);
    const inputs = [
      ["orders", threeOrders(files)],
      ["log", log],
    ] as const;
    let grew = false;
    // The rest of the torn line, and another one, come while it is hashed.
    const onProgress = (_: number, __: number, path: string): void => {
      if (!grew && path === log) appendFileSync(log, opening(3).slice(torn.length) + opening(2));
      grew ||= path === log;
    };
    const answer = await ask(inputs, READS, { onProgress });
    assert.deepEqual(answer.run.classes, { confirmed: 1, possible: 0, notAffected: 2, cannotTell: 0 });
    const told = answer.run.inputs.find(({ kind }) => kind === "log");
    const judged = Buffer.from(opening(1));
    assert.deepEqual([told?.bytes, told?.sha256], [judged.length, hash("sha256", judged)]);
    const said = answer.run.troubles.map(({ what }) => what);
    assert.deepEqual(said, ["still-written", ...(torn === "" ? [] : ["unfinished-line"])]);
    // Made again while the log goes on growing, and again beside a run of today's log.
    const growing = { onProgress: () => appendFileSync(log, opening(2)) };
    const request = requestFor(inputs, READS, growing);
    const now = await runScope(request, TOOLS);
    assert.equal(now.run.classes.confirmed, 3);
    const compared = await compareScope(answer.run, now, request, TOOLS);
    assert.deepEqual(compared.moves, [
      { from: "confirmed", to: "confirmed", people: 1 },
      { from: "notAffected", to: "confirmed", people: 2 },
    ]);
    const [orders, whole] = requestFor(inputs, READS).inputs;
    assert.ok(orders !== undefined && whole !== undefined);
    const part = { ...requestFor(inputs, READS), inputs: [orders, { ...whole, upTo: judged.length }] };
    assert.equal((await runScope(part, TOOLS)).run.runId, answer.run.runId);
    // Another beginning is another log.
    writeFileSync(log, opening(2).repeat(9));
    const other = requestFor(inputs, READS);
    const gone = runScope(other, TOOLS).then((one) => compareScope(answer.run, one, other, TOOLS));
    await assert.rejects(gone, { code: "scope.compare" });
  });
}

test("a log read in part gives what the same bytes give whole, lines with foreign bytes too", async (t) => {
  const files = shop(t);
  const foreign = Buffer.from(opening(1).replace("Mozilla", "Moz\u00ffilla"), "latin1");
  const bytes = Buffer.concat([
    foreign,
    Buffer.from(opening(2).replace("\n", "\r\n")),
    Buffer.from("\n\0\n"),
  ]);
  const whole = files.write("whole.log", bytes);
  const part = files.write("part.log", Buffer.concat([bytes, Buffer.from(opening(3))]));
  const request = requestFor([["orders", threeOrders(files)]], READS);
  const [one, two] = await Promise.all(
    [{ path: whole }, { path: part, upTo: bytes.length }].map((log) =>
      runScope({ ...request, inputs: [...request.inputs, { kind: "log", ...log }] }, TOOLS),
    ),
  );
  assert.deepEqual(one?.run.classes, { confirmed: 1, possible: 0, notAffected: 0, cannotTell: 2 });
  assert.equal(two?.run.runId, one?.run.runId);
});

test("a log that grows is refused once it was rotated, and one in the middle of its very first line tells nothing", async (t) => {
  const files = shop(t);
  const log = files.write("a.log", opening(1));
  const inputs = [
    ["orders", threeOrders(files)],
    ["log", log],
  ] as const;
  const rotate = (_: number, __: number, path: string): void => {
    if (path !== log) return;
    renameSync(log, `${log}.1`);
    if (isBack) writeFileSync(log, opening(1) + opening(2));
  };
  let isBack = true;
  await assert.rejects(ask(inputs, READS, { onProgress: rotate }), { code: "scope.changed" });
  isBack = false;
  await assert.rejects(ask(inputs, READS, { onProgress: rotate }), { code: "scope.changed" });
  writeFileSync(log, opening(1).slice(0, 30));
  const grow = (_: number, __: number, path: string): void => {
    if (path === log) appendFileSync(log, opening(1).slice(30));
  };
  const answer = await ask(inputs, READS, { onProgress: grow });
  assert.deepEqual(answer.run.classes, { confirmed: 0, possible: 0, notAffected: 0, cannotTell: 3 });
});

test("a hash that cannot be finished stops the reading of the log beside it, and the first trouble is the one told", async (t) => {
  const files = shop(t);
  const inputs = [
    ["orders", files.write("o.csv", ORDERS)],
    ["log", files.write("a.log", LOG)],
  ] as const;
  await assert.rejects(ask(inputs, { page: "/x.log" }, { onProgress: breakAtLogs }), TypeError);
  const gone = new AbortController();
  const stopped = ask(inputs, { page: "/x.log" }, { gone: gone.signal, onProgress: () => gone.abort() });
  await assert.rejects(stopped, { name: "AbortError" });
});

function breakAtLogs(_: number, __: number, path: string): void {
  if (path.endsWith(".log")) throw new TypeError("no more progress");
}

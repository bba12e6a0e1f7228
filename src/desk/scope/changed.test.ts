// The recorded hash vouches for the bytes that were judged: a file that changes between the two readings gives no result.

import assert from "node:assert/strict";
import { appendFileSync, renameSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import type { InputKind } from "./contract.ts";
import { accessLine, ask, HEADS, shop } from "./shop.fixture.ts";

const ORDERS = `${HEADS}1,2019-03-01,カード,済,a@example.jp,1\n`;
const LOG = accessLine("2019-03-01 10:00:00", "/x.log").repeat(3);
/** Before anything a test writes, however coarse the clock of the disk. */
const LONG_AGO = new Date("2020-01-01T00:00:00Z");

const WAYS: readonly { readonly name: string; readonly change: (path: string, text: string) => void }[] = [
  { name: "grows", change: (path) => appendFileSync(path, "more\n") },
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

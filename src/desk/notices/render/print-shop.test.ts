// The print shop's children: replaced in time, replaced when they die or hang, and never a way for personal data to get out.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { getDocumentProxy } from "unpdf";
import { readNotice } from "../text.ts";
import type { LetterSheet } from "./letters.ts";
import { childrenFor, openPrintShop, type PrintShopOptions } from "./print-shop.ts";

const NO_STOP = process.platform === "win32" && "Windows has no signal that stops a process";
const NO_PROC =
  process.platform !== "linux" && "only Linux shows a process's arguments and environment as files";
const PAPER = readNotice("件名: お知らせ\n\nお客様のカード情報が漏えいしました。\n");

function sheets(count: number): readonly LetterSheet[] {
  return Array.from({ length: count }, (_, n) => ({
    reference: `L${n}`,
    person: { name: `秘密花子${n}`, postcode: "100-0001", address: ["東京都千代田区1-1"] },
    paper: PAPER,
  }));
}

function shopFor(t: TestContext, options: Partial<PrintShopOptions> = {}) {
  const shop = openPrintShop({ language: "en", ...options });
  t.after(() => shop.close());
  return { shop, print: (count = 2) => shop.print(sheets(count), ["山田水産"], "ja") };
}

test("letters come back from another process, which is replaced after so many", async (t) => {
  const { shop, print } = shopFor(t, { lettersPerChild: 3 });
  const { pdf, places } = await print();
  assert.equal((await getDocumentProxy(new Uint8Array(pdf))).numPages, 2);
  assert.deepEqual(places, [
    { reference: "L0", firstPage: 1, pages: 1 },
    { reference: "L1", firstPage: 2, pages: 1 },
  ]);
  const [first] = shop.children();
  assert.ok(first !== undefined && first !== process.pid);
  await print();
  assert.deepEqual(shop.children(), [], "four letters were enough");
  await print();
  assert.notEqual(shop.children()[0], first);
  await shop.close();
  assert.throws(() => process.kill(first, 0), { code: "ESRCH" });
});

test("a child killed at work is replaced and its job printed by the next", async (t) => {
  const { shop, print } = shopFor(t);
  const printed = print();
  const [first = 0] = await untilChild(shop);
  process.kill(first, "SIGKILL");
  assert.equal((await printed).pages, 2);
  assert.notEqual(shop.children()[0], first);
});

test(
  "a child that hangs twice is an error with a way out, and the next job is printed",
  { skip: NO_STOP },
  async (t) => {
    const { shop, print } = shopFor(t, { jobMsMax: 300 });
    const printed = assert.rejects(print(), { code: "letters.died" });
    const stopped = new Set<number>();
    while (stopped.size < 2) {
      for (const child of shop.children())
        if (!stopped.has(child)) {
          process.kill(child, "SIGSTOP");
          stopped.add(child);
        }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await printed;
    const { print: printAgain } = shopFor(t);
    assert.equal((await printAgain()).pages, 2);
  },
);

test("nothing of a person stands in a child's arguments or environment", { skip: NO_PROC }, async (t) => {
  const { shop, print } = shopFor(t);
  await print();
  const [child] = shop.children();
  const seen = ["cmdline", "environ"]
    .map((name) => readFileSync(`/proc/${child}/${name}`, "utf8"))
    .join("\n");
  assert.match(seen, /press-child/);
  assert.doesNotMatch(seen, /秘密|100-0001|PATH=/);
});

test("more letters than fit in one job are refused in the child's own words, which goes on", async (t) => {
  const { shop, print } = shopFor(t);
  await assert.rejects(print(501), { code: "letters.many" });
  assert.equal((await print(1)).pages, 1);
  assert.equal(shop.children().length, 1);
});

test("several jobs at once share the children there are", async (t) => {
  const { shop, print } = shopFor(t, { childrenMax: 2, lettersPerChild: 2 });
  const all = await Promise.all([print(), print(), print(), print(1)]);
  assert.deepEqual(
    all.map(({ pages }) => pages),
    [2, 2, 2, 1],
  );
  assert.ok(shop.children().length <= 2);
});

test("closing refuses what is printed and what waits, and leaves no child", async (t) => {
  const { shop, print } = shopFor(t);
  const refused = Array.from({ length: 3 }, () => assert.rejects(print(), { code: "letters.died" }));
  const [child = 0] = await untilChild(shop);
  await shop.close();
  await Promise.all(refused);
  assert.deepEqual(shop.children(), []);
  assert.throws(() => process.kill(child, 0), { code: "ESRCH" });
});

test("a small machine gets one child, whatever it lacks", () => {
  assert.deepEqual(
    [childrenFor(1, 64e9), childrenFor(8, 0), childrenFor(2, 4e9), childrenFor(64, 64e9)],
    [1, 1, 2, 2],
  );
});

type Shop = ReturnType<typeof openPrintShop>;

async function untilChild(shop: Shop): Promise<readonly number[]> {
  while (shop.children().length === 0) await new Promise((resolve) => setImmediate(resolve));
  return shop.children();
}

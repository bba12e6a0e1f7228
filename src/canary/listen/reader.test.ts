// The thread that reads mails: the same as reading here, and what becomes of mails when it dies, hangs or has too many.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { canaryOf, dkimKey, DOMAIN, nameService, openStage } from "./mail.fixture.ts";
import { openReader, type ReadingThreadDeps } from "./reader.ts";
import { readHere } from "./reading.ts";

const FROM = { sender: "a@spam.example", from: { address: "192.0.2.1", helo: "x.example" }, receivedAtMs: 1 };
const mail = (subject: string): Buffer =>
  Buffer.from(
    `Return-Path: <b@c.example>\r\nTo: x@y.example\r\nFrom: a@spam.example\r\nSubject: ${subject}\r\n\r\nhttps://evil.example/`,
  );

function opened(t: TestContext, more: Partial<ReadingThreadDeps> = {}) {
  const troubles: unknown[] = [];
  const reader = openReader({
    resolve: nameService({ "TXT spam.example": ["v=spf1 +all"] }),
    onTrouble: (error) => troubles.push(error),
    ...more,
  });
  t.after(() => reader.close());
  return { reader, troubles };
}

/** A thread that reads a mail's subject as an order; `begun` counts threads in a file beside it. */
function wilful(t: TestContext): URL {
  const folder = mkdtempSync(join(tmpdir(), "misemori-read-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "thread.mjs");
  writeFileSync(
    file,
    `import { parentPort } from "node:worker_threads";
parentPort.on("message", ({ id, raw }) => {
  const order = Buffer.from(raw).toString();
  if (order === "die") throw new Error("poison");
  if (order === "fill") { const held = []; for (;;) held.push(new Array(100_000).fill(id + Math.random())); }
  if (order === "hang") for (;;);
  if (order === "slow") return;
  parentPort.postMessage({ kind: "read", id, what: { read: order } });
});
parentPort.postMessage({ kind: "ready" });`,
  );
  return pathToFileURL(file);
}

test("a thread reads as well as we do, asks the name service through us, and tells what cannot be read", async (t) => {
  const resolve = nameService({ "TXT spam.example": ["v=spf1 +all"] });
  const { reader, troubles } = opened(t);
  const here = readHere(resolve);
  for (const raw of [mail("当選"), Buffer.from("\0"), Buffer.alloc(0), mail("x".repeat(100_000))]) {
    assert.deepEqual(await reader.facts(raw, FROM), await here.facts(raw, FROM));
    assert.deepEqual(await reader.addressed(raw), await here.addressed(raw));
  }
  assert.deepEqual((await reader.facts(mail("x"), FROM)).proven, ["spam.example"]);
  assert.deepEqual(troubles, []);
});

test("the mail that kills the thread is kept by its envelope, and those beside it are read", async (t) => {
  const { reader, troubles } = opened(t, { file: wilful(t), readWithinMs: 1_500 });
  const orders = ["a", "die", "b", "hang", "c"];
  const read = await Promise.all(orders.map((order) => reader.facts(Buffer.from(order), FROM)));
  const told = read.map((facts) => ("read" in facts ? facts.read : [facts.envelopeDomain, facts.isWhole]));
  assert.deepEqual(told, ["a", ["spam.example", false], "b", ["spam.example", false], "c"]);
  assert.ok(troubles.length >= 2);
  assert.equal(reader.waiting(), 0);
});

test("a mail that would fill the memory ends its thread, not the guard", async (t) => {
  const { reader, troubles } = opened(t, { file: wilful(t) });
  const facts = await reader.facts(Buffer.from("fill"), FROM);
  assert.equal(facts.isWhole, false);
  assert.equal((troubles[0] as { code?: string }).code, "ERR_WORKER_OUT_OF_MEMORY");
});

test("beyond what may wait a mail is refused for now, and a sender hears 452", async (t) => {
  const { reader } = opened(t, { file: wilful(t) });
  const ask = () => reader.facts(Buffer.from("slow"), FROM);
  const many = Promise.allSettled(Array.from({ length: 56 }, ask));
  await assert.rejects(ask(), { code: "canary.busy" });
  assert.equal(reader.waiting(), 56);
  const { store, send, kept, troubles } = await openStage(t, { reader });
  await store.canaries.plant([canaryOf("sato")]);
  await assert.rejects(send({ from: "a@b.example", to: `sato@${DOMAIN}`, text: "x" }), { responseCode: 452 });
  assert.deepEqual([await kept(), troubles], [[], []]);
  await reader.close();
  assert.ok((await many).every(({ status }) => status === "rejected"));
});

test("a thread that never comes up acknowledges nothing", async (t) => {
  const { reader } = opened(t, { file: pathToFileURL(join(tmpdir(), "misemori-no-such-file.mjs")) });
  // Of our own making: no mail is passed over for it, in a mailbox neither.
  for (const _ of [1, 2]) await assert.rejects(reader.facts(mail("x"), FROM), { code: "canary.unread" });
});

test("a signature is proven over a mail of megabytes, and one letter more refutes it", async (t) => {
  const key = dkimKey();
  const zone = nameService({ "TXT s1._domainkey.news.example.com": [key.record] });
  const own = { systems: [], senders: ["news.example.com"] };
  const { reader } = opened(t, { resolve: zone });
  const { store, send, kept } = await openStage(t, { own, reader });
  await store.canaries.plant([canaryOf("sato")]);
  const dkim = { domainName: "news.example.com", keySelector: "s1", privateKey: key.privateKey };
  const big = {
    to: `sato@${DOMAIN}`,
    from: "news@news.example.com",
    text: `${"あ".repeat(20)}\n`.repeat(20_000),
  };
  await send({
    ...big,
    subject: "true",
    dkim,
    attachments: [{ filename: "a.bin", content: Buffer.alloc(3_000_000) }],
  });
  await send({
    ...big,
    subject: "forged",
    attachments: [{ filename: "a.bin", content: Buffer.alloc(3_000_000) }],
  });
  assert.deepEqual(
    (await kept()).map(({ outcome, facts }) => [facts?.subject, outcome, facts?.dkim].join(" ")).sort(),
    ["forged hit none", "true own-sender pass"],
  );
});

// The acts of `misemori canary` on a real records folder: planted, listed, retired, and bracketed from the register.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { canaryPredicate, createIntake, readHere, type RetireWish } from "../../canary/index.ts";
import { openCanaries, openSqliteStore } from "../../store/index.ts";
import { createCanaryActs } from "./acts.ts";

const WISH = {
  system: "倉庫",
  period: "2026-W47",
  count: 3,
  at: { domain: "leak.example.jp" },
  telephone: "none",
} as const;

const NOBODY = { systems: [], senders: [] };

async function recordsFor(t: TestContext): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "misemori-canary-"));
  t.after(() => rmSync(folder, { recursive: true }));
  await (await openSqliteStore({ folder })).close();
  return folder;
}

test("planting is kept, given again alike, and the key is for its owner only", async (t) => {
  const recordsFolder = await recordsFor(t);
  const acts = createCanaryActs();
  const request = {
    recordsFolder,
    wish: WISH,
    format: "generic",
    encoding: "utf-8",
    by: "test",
    language: "ja",
  } as const;
  const [first, again] = [await acts.plantCanaries(request), await acts.plantCanaries(request)];
  assert.ok(first.ok && again.ok);
  assert.deepEqual(again.value, first.value);
  assert.equal(statSync(join(recordsFolder, "keys", "canary.key")).mode & 0o777, 0o600);
  const listed = await acts.listCanaries({ recordsFolder });
  assert.ok(listed.ok);
  assert.deepEqual(listed.value, first.value.canaries);
  assert.ok(listed.value.map(({ address }) => address).every(canaryPredicate(listed.value)));
  const id = first.value.canaries[0]?.id ?? "";
  const by = "test";
  const retire = (wish: RetireWish) => acts.retireCanaries({ recordsFolder, wish, by });
  assert.deepEqual(await retire({ id }), { ok: true, value: 1 });
  assert.deepEqual(await retire({ id: "cn_nobody" }), { ok: true, value: 0 });
  const { system, period } = WISH;
  assert.deepEqual(await retire({ system, period }), { ok: true, value: 2 });
  assert.deepEqual(await retire({ system, period }), { ok: true, value: 0 });
});

test("mails are held against the register, without the retired", async (t) => {
  const recordsFolder = await recordsFor(t);
  const acts = createCanaryActs();
  const planted = await acts.plantCanaries({
    recordsFolder,
    wish: WISH,
    format: "generic",
    encoding: "utf-8",
    by: "test",
    language: "ja",
  });
  assert.ok(planted.ok);
  const { id = "" } = planted.value.canaries[0] ?? {};
  await acts.retireCanaries({ recordsFolder, wish: { id }, by: "test" });
  const mailsFile = join(recordsFolder, "mails.csv");
  const at = new Date(Date.now() + 86_400_000).toISOString();
  writeFileSync(
    mailsFile,
    `receivedAt,canary\n${planted.value.canaries.map(({ address }) => `${at},${address}`).join("\n")}\n`,
  );
  const done = await acts.bracketCanaries({
    planted: { recordsFolder, own: NOBODY },
    mailsFile,
    zone: "Asia/Tokyo",
    language: "ja",
  });
  assert.ok(done.ok);
  assert.equal(done.value.found.counts.canaries, 2);
  assert.equal(done.value.found.counts.hit, 2);
  assert.equal(done.value.found.counts.unknown, 1);
});

test("mails on record are bracketed without a file", async (t) => {
  const recordsFolder = await recordsFor(t);
  const acts = createCanaryActs();
  const by = "test";
  const asked = {
    recordsFolder,
    wish: WISH,
    format: "generic",
    encoding: "utf-8",
    by,
    language: "ja",
  } as const;
  const planted = await acts.plantCanaries(asked);
  assert.ok(planted.ok);
  const { canaries, mails, close } = openCanaries(recordsFolder);
  t.after(close);
  const intake = createIntake({
    canaries,
    mails,
    own: () => NOBODY,
    reader: readHere(() => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }))),
    onKept: () => undefined,
  });
  for (const { address } of planted.value.canaries)
    await intake({
      raw: Buffer.from("From: a@news.example\r\n\r\nx"),
      envelope: { sender: "a@news.example", from: { address: "192.0.2.1", helo: "x" } },
      receivedAtMs: Date.now() + 86_400_000,
      recipients: [address],
      once: null,
    });
  const settings = { mailsFile: null, zone: "Asia/Tokyo", language: "ja" } as const;
  const found = await acts.bracketCanaries({ planted: { recordsFolder, own: NOBODY }, ...settings });
  assert.ok(found.ok);
  assert.deepEqual([found.value.found.counts.hit, found.value.found.leaks[0]?.system], [3, "倉庫"]);
  const listed = await acts.listCanaryMails({ recordsFolder, own: NOBODY });
  assert.ok(listed.ok);
  assert.deepEqual(
    listed.value.map(({ outcome, system }) => `${outcome} ${system}`),
    ["hit 倉庫", "hit 倉庫", "hit 倉庫"],
  );
});

test("a folder no guard ever used is refused", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-canary-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const done = await createCanaryActs().listCanaries({ recordsFolder: folder });
  assert.equal(done.ok ? "" : done.code, "store.open");
});

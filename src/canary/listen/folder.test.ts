// Canaries' mail out of a Maildir and an mbox: once each, with its own day, and nobody else's mail.

import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { openMemoryStore } from "../../store/index.ts";
import { createMailFolder } from "./folder.ts";
import { createIntake } from "./intake.ts";
import { canaryOf, nameService, OURS } from "./mail.fixture.ts";
import { readHere } from "./reading.ts";

const ADDRESS = "info+suzuki1@shop.example.jp";
const NOW_MS = Date.UTC(2026, 10, 23);

function mailTo(address: string, subject: string): string {
  return `Return-Path: <bad@spam.example>\nDelivered-To: ${address}\nFrom: x <a@spam.example>\nTo: 会員の皆様:;\nSubject: ${subject}\n\nhttps://evil.example/\n`;
}

async function stage(t: TestContext, path: (folder: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-mail-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const store = openMemoryStore();
  await store.canaries.plant([canaryOf("box", { address: ADDRESS, plantedAtMs: NOW_MS - 30 * 86_400_000 })]);
  const open = () =>
    createMailFolder({
      path: path(folder),
      ours: () => OURS,
      mails: store.canaryMails,
      reader: readHere(nameService({})),
      intake: createIntake({
        canaries: store.canaries,
        mails: store.canaryMails,
        own: () => ({ systems: [], senders: [] }),
        reader: readHere(nameService({})),
        onKept: () => undefined,
      }),
      nowMs: () => NOW_MS,
    });
  return { folder, store, open };
}

test("a Maildir is read once, by the day mail was laid down, whoever else it belongs to", async (t) => {
  const { folder, store, open } = await stage(t, (at) => at);
  mkdirSync(join(folder, "new"));
  mkdirSync(join(folder, "cur"));
  const first = join(folder, "new", "1.a");
  writeFileSync(first, mailTo(ADDRESS, "one"));
  utimesSync(first, NOW_MS / 1_000 - 3_600, NOW_MS / 1_000 - 3_600);
  writeFileSync(join(folder, "new", "2.b"), mailTo("info@shop.example.jp", "private"));
  const box = open();
  assert.equal(await box.look(), 1);
  renameSync(first, join(folder, "cur", "1.a:2,S"));
  assert.deepEqual([await box.look(), await open().look()], [0, 0]);
  writeFileSync(join(folder, "new", "3.c"), mailTo("ｉｎｆｏ＋suzuki1@shop.example.jp", "three"));
  assert.equal(await box.look(), 1);
  const kept = await store.canaryMails.list("all");
  assert.deepEqual(
    kept.map(({ outcome, times }) => [outcome, times]),
    [
      ["hit", 1],
      ["hit", 1],
    ],
  );
  assert.equal(kept[0]?.firstAtMs, NOW_MS - 3_600_000);
  assert.equal(kept[1]?.firstAtMs, NOW_MS, "a day in the future is not believed");
  assert.doesNotMatch(JSON.stringify(kept), /private|bad@/);
});

test("an mbox is read once, a mail still being written is left for later", async (t) => {
  const { folder, store, open } = await stage(t, (at) => join(at, "mbox"));
  const file = join(folder, "mbox");
  writeFileSync(file, `From bad@spam.example Fri Nov 20 10:00:00 2026\n${mailTo(ADDRESS, "one")}\n`);
  const box = open();
  assert.deepEqual([await box.look(), await box.look()], [1, 0]);
  appendFileSync(file, `From bad@spam.example Fri Nov 20 11:00:00 2026\n${mailTo(ADDRESS, "two")}`);
  assert.equal(await box.look(), 0);
  appendFileSync(file, ">From here on\n\n");
  assert.equal(await box.look(), 1);
  assert.equal(await open().look(), 0, "also after a restart");
  const kept = await store.canaryMails.list("hits");
  assert.deepEqual(
    kept.map(({ firstAtMs }) => new Date(firstAtMs).getUTCHours()),
    [new Date("2026-11-20T10:00:00").getUTCHours(), new Date("2026-11-20T11:00:00").getUTCHours()],
  );
});

test("a folder that is not there is told", async (t) => {
  const { open } = await stage(t, (at) => join(at, "none"));
  await assert.rejects(open().look(), { code: "ENOENT" });
});

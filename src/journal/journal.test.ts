// The journal as its writers see it: order, group commit, checkpoints, masking, and what happens when the disk fails.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { manualClock, MisemoriError, secret } from "../kernel/index.ts";
import { canonicalFacts } from "./canonical.ts";
import { freshSigningKey, openJournal, openSigningKey, verifyJournal } from "./index.ts";
import type { JournalOptions } from "./index.ts";
import { keptInMemory } from "./kept-in-memory.fixture.ts";

const maskOne = (text: string): string => text.replaceAll("4111111111111111", "[card]");
const noMask = (text: string): string => text;

function optionsOf(
  more: Partial<JournalOptions> = {},
): JournalOptions & { entries: ReturnType<typeof keptInMemory> } {
  return { clock: manualClock(), mask: noMask, ...more, entries: keptInMemory() };
}

test("chains entries in the order they were asked for, across restarts", async () => {
  const options = optionsOf();
  const journal = await openJournal(options);
  const first = await journal.write("cards.paused", "owner:花子", { why: "攻撃", b: 1, a: [true, null] });
  assert.deepEqual([first.seq, first.facts], [1, '{"a":[true,null],"b":1,"why":"攻撃"}']);
  await journal.close();
  const again = await openJournal(options);
  const second = await again.write("cards.resumed", "owner:花子", {});
  assert.deepEqual([second.seq, second.previous], [2, first.hash]);
  assert.equal((await verifyJournal(options.entries)).ok, true);
});

test("writes that wait together share one append and keep their order", async () => {
  const options = optionsOf();
  const journal = await openJournal(options);
  const written = await Promise.all(
    Array.from({ length: 300 }, (_, n) => journal.write("hold.released", "misemori", { n })),
  );
  assert.deepEqual(
    written.map((entry) => [entry.seq, entry.facts]),
    written.map((_, n) => [n + 1, `{"n":${n}}`]),
  );
  assert.ok(options.entries.appends() < 5, `${options.entries.appends()} appends for 300 writes`);
});

test("signs a checkpoint after so many entries, after so long, on closing, and only when something is new", async () => {
  const clock = manualClock();
  const signingKey = freshSigningKey();
  const options = optionsOf({ clock, signingKey, checkpointEntries: 3, checkpointMs: 1_000 });
  const journal = await openJournal(options);
  const kinds = (): string =>
    options.entries.kept.map((e) => (e.kind === "journal.checkpoint" ? "C" : "e")).join("");
  const write = async (): Promise<unknown> => journal.write("a.b", "misemori", {});
  await write();
  assert.equal(kinds(), "eC", "the first entry ever is signed at once");
  for (let i = 0; i < 3; i++) await write();
  assert.equal(kinds(), "eCeeeC");
  clock.advance(1_000);
  await write();
  assert.equal(kinds(), "eCeeeCeC");
  assert.equal(await journal.checkpoint(), undefined);
  await write();
  await journal.close();
  await journal.close();
  assert.equal(kinds(), "eCeeeCeCeC");
  const again = await openJournal(options);
  await again.write("a.b", "misemori", {});
  await again.close();
  const verdict = await verifyJournal(options.entries, { publicKeys: [signingKey.publicKeyPem] });
  assert.deepEqual([verdict.ok, verdict.why, verdict.signedUpTo], [true, null, options.entries.kept.length]);
});

test("masks cards in texts, names and numbers, and never prints a secret", async () => {
  const options = optionsOf({ mask: maskOne });
  const journal = await openJournal(options);
  await journal.write("login.failed", "owner:4111111111111111\n", {
    note: "card 4111111111111111!",
    number: 4_111_111_111_111_111,
    "4111111111111111": [secret("open sesame")],
  });
  const [entry] = options.entries.kept;
  assert.equal(entry?.by, "owner:[card] ");
  assert.equal(entry?.facts, '{"[card]":["[secret]"],"note":"card [card]!","number":"[card]"}');
});

test("replaces facts that are too long, too deep or without a value", () => {
  const long = canonicalFacts({ text: "長".repeat(4_000) }, noMask);
  assert.match(long, /^\{"tooLong":\{"bytes":12011,"sha256":"[0-9a-f]{64}"\}\}$/);
  const round: Record<string, unknown> = { n: Number.NaN, u: undefined, f: () => 1, s: "\uD800" };
  round["self"] = round;
  const text = canonicalFacts(round, noMask);
  assert.ok(text.startsWith('{"f":null,"n":null,"s":"\uFFFD","self":{'), text);
  assert.equal(JSON.parse(text)["u"], undefined);
  assert.equal(
    canonicalFacts({ big: 12_345_678_901_234_567_890n }, noMask),
    '{"big":"12345678901234567890"}',
  );
});

test("refuses names that are none, and writing after close", async () => {
  const journal = await openJournal(optionsOf());
  for (const kind of ["", "Cards", "journal.checkpoint", "a b", "x".repeat(99)]) {
    await assert.rejects(journal.write(kind, "misemori", {}), { code: "journal.kind" });
  }
  await journal.close();
  await assert.rejects(journal.write("a.b", "misemori", {}), { code: "journal.closed" });
});

test("a disk that fails rejects the writes it concerns; afterwards the chain goes on whole", async () => {
  const options = optionsOf({ signingKey: freshSigningKey(), checkpointEntries: 2 });
  const journal = await openJournal(options);
  await journal.write("a.b", "misemori", { n: 1 });
  options.entries.failNext(new MisemoriError("store.full", "full", "free space"));
  const failed = await Promise.allSettled([1, 2].map((n) => journal.write("a.b", "misemori", { n })));
  assert.deepEqual(
    failed.map((result) => result.status === "rejected" && (result.reason as MisemoriError).code),
    ["store.full", "store.full"],
  );
  await journal.write("a.b", "misemori", { n: 2 });
  assert.deepEqual((await verifyJournal(options.entries)).why, null);
});

test("goes on behind entries that another process wrote meanwhile", async () => {
  const options = optionsOf();
  const [one, other] = [await openJournal(options), await openJournal(options)];
  await one.write("a.b", "misemori", { n: 1 });
  await other.write("a.b", "cli:root", { n: 2 });
  await one.write("a.b", "misemori", { n: 3 });
  assert.equal((await verifyJournal(options.entries)).ok, true);
  assert.equal(options.entries.kept.length, 3);
});

test("two processes writing at once, with checkpoints in between, leave no time that goes back", async () => {
  // Every look at the clock is later than the one before: whatever is dated too early shows.
  const clock = manualClock();
  const ticking = {
    ...clock,
    nowMs: (): number => {
      clock.advance(1);
      return clock.nowMs();
    },
  };
  const options = optionsOf({ clock: ticking, signingKey: freshSigningKey(), checkpointEntries: 7 });
  const [one, other] = [await openJournal(options), await openJournal(options)];
  // More than one append takes, so that some still wait while a checkpoint is signed.
  const writes = Array.from({ length: 1_200 }, (_, n) =>
    (n % 2 === 0 ? one : other).write("a.b", "misemori", { n }),
  );
  await Promise.all(writes);
  await one.close();
  await other.close();
  const { ok, clockJumps, entries } = await verifyJournal(options.entries);
  assert.deepEqual([ok, clockJumps], [true, []]);
  assert.ok(entries > 1_200, "with checkpoints");
});

test("refuses more writes than may wait", async () => {
  const journal = await openJournal(optionsOf());
  const results = await Promise.allSettled(
    Array.from({ length: 10_002 }, () => journal.write("a.b", "misemori", {})),
  );
  const refused = results.filter((result) => result.status === "rejected");
  assert.equal(refused.length, 2);
  for (const { reason } of refused) assert.equal((reason as MisemoriError).code, "journal.busy");
});

test("makes its key file once, readable by its owner only, and refuses a broken one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-key-"));
  try {
    const path = join(folder, "keys", "journal.pem");
    const [first, second] = await Promise.all([openSigningKey(path), openSigningKey(path)]);
    assert.equal(first.publicKeyPem, second.publicKeyPem);
    assert.equal((await openSigningKey(path)).keyId, first.keyId);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    writeFileSync(path, "not a key");
    await assert.rejects(openSigningKey(path), { code: "journal.key" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

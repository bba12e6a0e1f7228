// S3-1 and S3-2: a mall's log of its talk with the payment agency holds 94,243 cards. They are found, counted, masked for good,
// and what is written from then on holds none.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { misemori } from "./command.ts";
import { CARDS_IN_LOG, cardsOfMall, lineOf } from "./mall-log.ts";

test("finds 94,243 cards in a mall's logs, masks them in place, and lets none be written again", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "misemori-mall-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { dice, cards: made } = cardsOfMall();
  const cards = new Set(made);
  const lines = [...cards].map((card) => lineOf(dice, card));
  // Many buyers came back: a card in the log twice is still one card.
  for (const card of [...cards].slice(0, 500)) lines.push(lineOf(dice, card));
  const half = Math.floor(lines.length / 2);
  const current = join(folder, "gateway.log");
  const rotated = join(folder, "gateway.log.1.gz");
  await writeFile(current, lines.slice(half).join(""), { mode: 0o640 });
  await writeFile(rotated, gzipSync(lines.slice(0, half).join("")));
  const before = await stat(current);

  const found = await misemori(folder, ["scrub", "scan", "--json", current, rotated]);
  assert.equal(found.code, 1, found.err);
  const report = JSON.parse(found.out.toString()) as { distinctCards: number; skipped: unknown[] };
  assert.equal(report.distinctCards, CARDS_IN_LOG);
  assert.deepEqual(report.skipped, []);

  const fixed = await misemori(folder, ["scrub", "fix", "--write", "--json", current, rotated]);
  assert.ok(fixed.code <= 1, fixed.err);
  const after = await stat(current);
  assert.deepEqual([after.size, after.mode, after.mtimeMs], [before.size, before.mode, before.mtimeMs]);

  const again = await misemori(folder, ["scrub", "scan", "--json", current, rotated]);
  assert.equal((JSON.parse(again.out.toString()) as { distinctCards: number }).distinctCards, 0);
  assert.equal(again.code, 0, again.out.toString().slice(0, 2_000));
  const left = (await readFile(current, "utf8")) + gunzipSync(await readFile(rotated)).toString("utf8");
  assert.deepEqual(
    left.match(/\d{12,19}/g)?.filter((digits) => cards.has(digits)),
    [],
    "a card is left in the log",
  );
  assert.equal(left.length, lines.join("").length, "nothing but the cards changed");
  assert.ok(left.includes("応答時間=") && left.includes("order_id="));

  const next = [...cards].slice(0, 50).map((card) => lineOf(dice, card));
  const piped = await misemori(folder, ["scrub", "pipe"], Buffer.from(next.join("")));
  assert.equal(piped.code, 0, piped.err);
  assert.equal(piped.out.length, Buffer.byteLength(next.join("")));
  for (const card of [...cards].slice(0, 50))
    assert.ok(!piped.out.includes(card), "a card came through the pipe");
  for (const told of [found, fixed, again, piped])
    for (const card of [...cards].slice(0, 2_000))
      assert.ok(!told.out.includes(card) && !told.err.includes(card), "a card was told");
});

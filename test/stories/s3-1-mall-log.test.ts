// S3-1 and S3-2: a mall's log of its talk with the payment agency holds 94,243 cards. They are found, counted, masked for good,
// and what is written from then on holds none.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { CARD_KINDS, cardOf } from "../scrub/corpus.ts";
import { between, digitsOf, openDice, pick, type Dice } from "../scrub/dice.ts";

const CARDS = 94_243;
const LAUNCHER = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));

interface Told {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

function misemori(folder: string, words: readonly string[], input?: Uint8Array): Promise<Told> {
  return new Promise((resolve) => {
    const env = { ...process.env, HOME: folder, XDG_STATE_HOME: join(folder, "state") };
    const child = spawn(process.execPath, [LAUNCHER, ...words], { cwd: folder, env });
    const out: Buffer[] = [];
    let err = "";
    child.stdout.on("data", (part: Buffer) => void out.push(part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => {
      err += part;
    });
    child.on("close", (code) => resolve({ code: code ?? -1, out: Buffer.concat(out), err }));
    child.stdin.end(input);
  });
}

/** One line of the talk between mall and agency, as such programs wrote it: form fields, some of them in Japanese. */
function lineOf(dice: Dice, card: string): string {
  const time = `2011/${between(dice, 1, 12)}/${between(dice, 1, 28)} 12:${between(dice, 10, 59)}:${between(dice, 10, 59)}`;
  const order = `order_id=${digitsOf(dice, 12)}&tel=0${digitsOf(dice, 10)}&item=4901234${digitsOf(dice, 6)}`;
  const fields = pick(dice, [
    `card_no=${card}&expire=${between(dice, 10, 12)}15&security_code=${digitsOf(dice, 3)}&name=TARO+YAMADA`,
    `CardNumber%3D${card}%26Expire%3D1215`,
    `{"card":{"number":"${card}","cvc":"${digitsOf(dice, 3)}"}}`,
    `カード番号=${card} 名義=YAMADA TARO`,
  ]);
  return `${time} [gateway] ${order} ${fields} result=OK 応答時間=${between(dice, 100, 999)}ms\n`;
}

test("finds 94,243 cards in a mall's logs, masks them in place, and lets none be written again", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "misemori-mall-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const dice = openDice(20111);
  const kinds = CARD_KINDS.filter((kind) => kind.usual);
  const cards = new Set<string>();
  while (cards.size < CARDS) cards.add(cardOf(dice, pick(dice, kinds)));
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
  assert.equal(report.distinctCards, CARDS);
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

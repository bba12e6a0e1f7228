// Pieces of base64, hex and plain text glued to each other without a sign between, as broken exports and logs that cut their lines
// write them: wherever in a block they begin, what a slow rule reads in them is found.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CARD_KINDS, cardOf } from "../../test/scrub/corpus.ts";
import { between, digitsOf, openDice, pick, type Dice } from "../../test/scrub/dice.ts";
import { SIGN, type Stretch } from "./kernel/contract.ts";
import { openSieve } from "./kernel/sieve.ts";
import { openScan } from "./scan.ts";

const USUAL = CARD_KINDS.filter((kind) => kind.usual);
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Each block begins anew at every place of a vector, and at some of the next. */
const OFFSETS = [0, 1, 7, 15, 16, 23, 31, 32, 40, 47, 48, 55, 63];

type Write = (text: string) => string;
const base64: Write = (text) => Buffer.from(text).toString("base64");
const hex: Write = (text) => Buffer.from(text).toString("hex");
/** What the sieve sees in any phase. Base64 of base64 it sees only where its run, or nearly, begins. */
const WRITINGS: readonly Write[] = [
  base64,
  (text) => Buffer.from(text).toString("base64url"),
  hex,
  (text) => hex(base64(text)),
  (text) => base64(hex(text)),
];

const card = (dice: Dice): string => cardOf(dice, pick(dice, USUAL));
const noise = (dice: Dice, alphabet: string, most: number): string =>
  Array.from({ length: between(dice, 1, most) }, () =>
    alphabet.charAt(between(dice, 0, alphabet.length - 1)),
  ).join("");
const sentence = (dice: Dice, number: string): string =>
  pick(dice, [
    `{"card":"${number}","cvv":"${digitsOf(dice, 3)}"}`,
    `card=${number}&exp=12/27`,
    `no ${number} ok`,
  ]);

/** What stands before and behind: noise, digests, encoded text, other cards, tokens. */
function neighbour(dice: Dice): string {
  return pick<() => string>(dice, [
    () => noise(dice, BASE64, 100),
    () => noise(dice, "0123456789abcdef", 100),
    () => base64("customer order result=OK "),
    () => base64(base64(sentence(dice, card(dice)))),
    () => pick(dice, WRITINGS)(sentence(dice, card(dice))),
    () => `eyJhbGciOiJIUzI1NiJ9${noise(dice, BASE64, 40)}`,
  ])();
}

const glued = (dice: Dice): string =>
  Array.from({ length: between(dice, 0, 3) }, () => neighbour(dice)).join("");

/** Slowly: the run decoded from each of its first four characters. */
const waysOf = (run: string): string[] =>
  [0, 1, 2, 3].map((way) => Buffer.from(run.slice(way), "base64").toString("latin1"));

test("a card in a run is named by itself, as a slow rule reads it in one of four ways", () => {
  const dice = openDice(20_261_123);
  const sieve = openSieve();
  for (let turn = 0; turn < 150; turn += 1) {
    // Less noise may read as text by chance: then all is one piece.
    const before = `/+/+/+/+${noise(dice, BASE64, 60)}`;
    const number = card(dice);
    const run = `${before}${base64(`no ${number} ok`)}${noise(dice, BASE64, 60)}`;
    assert.ok(waysOf(run).some((text) => text.includes(number)));
    for (const offset of OFFSETS) {
      const stretches: Stretch[] = [];
      const head = `${"x".repeat(offset)}" `;
      const bytes = Buffer.from(`${head}${run}"`);
      sieve.bytes.set(bytes);
      sieve.sift(0, bytes.length, stretches);
      const from = head.length + before.length;
      // Four characters of base64 hold three bytes: "no " are the first.
      const to = from + 4 + Math.floor((number.length * 4) / 3);
      const own = stretches.find(
        (one) => one.from >= from && one.from <= from + 4 && one.to >= to && one.to <= to + 8,
      );
      assert.ok(own !== undefined && own.signs === SIGN.base64, `turn ${turn}, offset ${offset}: ${run}`);
    }
  }
});

test("a card is found in base64 and hex though others touch it, wherever in a block they begin", () => {
  const dice = openDice(20_261_124);
  const scan = openScan(openSieve(), new Uint8Array(32));
  for (let turn = 0; turn < 120; turn += 1) {
    const before = glued(dice);
    const target = pick(dice, WRITINGS)(sentence(dice, card(dice)));
    const after = glued(dice);
    for (const offset of OFFSETS) {
      const head = `${"x".repeat(offset)}" ${before}`;
      const hits = [...scan.push(Buffer.from(`${head}${target}${after}"\n`)), ...scan.end()];
      const found = hits.some(
        ({ finding }) =>
          finding.kind === "pan" &&
          finding.offset < head.length + target.length &&
          finding.offset + finding.bytes > head.length,
      );
      assert.ok(found, `turn ${turn}, offset ${offset}: ${before} ${target} ${after}`);
    }
  }
});

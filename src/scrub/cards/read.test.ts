// Tests of the card reader: every brand in every writing is found, what is no card is not, and strokes hide a find for good.

import { test } from "node:test";
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { reveal } from "../../kernel/index.ts";
import {
  BARE,
  CARD_KEYS,
  CARD_KINDS,
  cardOf,
  GROUPINGS,
  LOOKALIKES,
  openDice,
  wordsOf,
} from "../../../test/scrub/corpus.ts";
import { stroked } from "../../../test/scrub/stroked.ts";
import { readCards, readCounting } from "./read.ts";
import type { Sight } from "./contract.ts";

function believed(text: string): readonly Sight[] {
  return readCards(text).filter(({ certainty }) => certainty === "certain" || certainty === "likely");
}

const seeds = fc.integer({ min: 0, max: 0x7fffffff });
const kinds = fc.constantFrom(...CARD_KINDS);
const groupings = fc.constantFrom(...GROUPINGS);

test("a card under a key is found in every brand, grouping and kind of key, and is certain or likely", () => {
  for (const kind of CARD_KINDS) {
    for (const grouping of GROUPINGS) {
      if (grouping.lengths?.includes(kind.length) === false) continue;
      for (const [i, key] of CARD_KEYS.entries()) {
        // A tab or line end inside a value breaks a table's line.
        if (/CSV|SQL/.test(key.name) && /wrap|tab/.test(grouping.name)) continue;
        const digits = cardOf(openDice(i * 7919 + kind.length), kind);
        const text = key.around(grouping.write(digits));
        const pans = believed(text).filter((sight) => sight.kind === "pan");
        assert.deepEqual(
          pans.map(({ number, brand }) => [number === null ? "" : reveal(number), brand]),
          [[digits, kind.brand]],
          `${key.name}, ${grouping.name}: ${text}`,
        );
      }
    }
  }
});

test("a card without any key is found in every brand and grouping, and believed where its brand uses that length", () => {
  for (const kind of CARD_KINDS) {
    for (const grouping of GROUPINGS) {
      if (grouping.lengths?.includes(kind.length) === false) continue;
      for (const [i, bare] of BARE.entries()) {
        if (bare.name === "path" && /wrap/.test(grouping.name)) continue;
        const digits = cardOf(openDice(i * 104729 + kind.length), kind);
        const text = bare.around(grouping.write(digits));
        const found = kind.usual ? believed(text) : readCards(text);
        assert.ok(
          found.some(({ number }) => number !== null && reveal(number) === digits),
          `${bare.name}, ${grouping.name}: ${text}`,
        );
      }
    }
  }
});

test("a card is found in any words, and the strokes change nothing outside of it", () => {
  fc.assert(
    fc.property(
      seeds,
      kinds,
      groupings,
      fc.constantFrom(...CARD_KEYS, ...BARE),
      (seed, kind, grouping, key) => {
        fc.pre(grouping.lengths?.includes(kind.length) !== false);
        fc.pre(!/CSV|SQL/.test(key.name) || !/wrap|tab/.test(grouping.name));
        const dice = openDice(seed);
        const digits = cardOf(dice, kind);
        const written = grouping.write(digits);
        const text = `${wordsOf(dice, 6)}\n${key.around(written)}\n${wordsOf(dice, 6)}`;
        const sights = readCards(text);
        assert.ok(
          sights.some(({ number }) => number !== null && reveal(number) === digits),
          text,
        );
        const hidden = stroked(text, sights);
        assert.equal(hidden.length, text.length);
        const at = text.indexOf(written);
        assert.equal(hidden.slice(0, at), text.slice(0, at));
        assert.equal(hidden.slice(at + written.length), text.slice(at + written.length));
        assert.deepEqual(readCards(hidden), [], hidden);
      },
    ),
    { numRuns: 3000, seed: 20261122 },
  );
});

test("what is no card is never certain or likely", () => {
  for (const lookalike of LOOKALIKES) {
    const dice = openDice(lookalike.name.length * 31);
    for (let i = 0; i < 1500; i++) {
      const text = lookalike.make(dice);
      assert.deepEqual(
        believed(text).map(({ kind, certainty, from, to }) => [kind, certainty, text.slice(from, to)]),
        [],
        `${lookalike.name}: ${text}`,
      );
    }
  }
});

test("reading a stroked text of digits, signs, keys and cards finds nothing where it was stroked", () => {
  const piece = fc.oneof(
    fc
      .tuple(seeds, kinds, groupings)
      .map(([seed, kind, grouping]) => grouping.write(cardOf(openDice(seed), kind))),
    fc.stringMatching(/^[0-9 .+:=,;|^%"'(){}/_-]{0,14}$/),
    fc.constantFrom(
      "cvc=",
      "cvv2:123",
      '"securityCode":1234,',
      '"cvv":000',
      "カード番号",
      "有効期限 12/28",
      "order_id=",
      "a",
      "\n",
      '"exp_month":12,',
      "i:1228;",
      's:3:"cvv";',
      "名義：山田太郎",
      "card_holder=TARO YAMADA",
      "^YAMADA/TARO^2812101000?",
      "=28121010000?",
      ",12/28,123",
      "VALUES (",
      '{"card":',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 10 }),
      fc.constantFrom(" ", "  ", ",", "\n", ": ", "-"),
      (pieces, sign) => {
        const text = pieces.join(sign);
        const sights = readCards(text);
        const hidden = stroked(text, sights);
        assert.equal(hidden.length, text.length);
        for (const again of readCards(hidden)) {
          for (const { from, to, strokes } of sights) {
            if (strokes.length > 0) assert.ok(again.to <= from || again.from >= to, `${text}\n${hidden}`);
          }
        }
      },
    ),
    { numRuns: 4000, seed: 20261122 },
  );
});

test("sights lie in order, never overlap, and stroke only inside themselves", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.stringMatching(/^[0-9０-９ .+=;^%-]{0,30}$/),
          fc.string({ unit: "grapheme", maxLength: 20 }),
          fc.tuple(seeds, kinds, groupings).map(([s, k, g]) => g.write(cardOf(openDice(s), k))),
        ),
        { maxLength: 12 },
      ),
      (pieces) => {
        let end = 0;
        for (const { from, to, strokes } of readCards(pieces.join(""))) {
          assert.ok(from >= end && to > from);
          end = to;
          for (const { at, character } of strokes) {
            assert.ok(at >= from && at < to);
            assert.equal(character.length, 1);
          }
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test("work grows with the text only, whatever stands in it", () => {
  const units = [
    "4",
    "4 ",
    "4-",
    "41 ",
    "4111 ",
    "4111-1111-1111-1111 ",
    "62 ",
    "6212 3456 ",
    "4\n",
    "4111\n",
    "0.4",
    "cvc",
    "cvv=",
    "exp ",
    "名義",
    "^",
    "=2812",
    "4111111111111111=2812",
    "%B4111111111111111^A",
    "<td>",
    '<input value="',
    "insert into x (",
    "(1,'",
    "a,card_no\n",
    "card_no,card_no,",
    "[",
    "4111111111111111,",
    "((",
    "\u200b4",
    "4444444444444444444\n",
    "s:1:",
    "card holder name on ",
    "4539148803436467 ",
    "12/28,",
    "&quot;",
    `${"x".repeat(24)}5\n`,
  ];
  for (const unit of units) {
    const small = readCounting(unit.repeat(Math.ceil(4_000 / unit.length))).steps / 4_000;
    const large = readCounting(unit.repeat(Math.ceil(32_000 / unit.length))).steps / 32_000;
    assert.ok(large < 700, `${JSON.stringify(unit)}: ${large} steps a character`);
    assert.ok(large < small * 1.5 + 5, `${JSON.stringify(unit)}: ${small} → ${large}`);
  }
});

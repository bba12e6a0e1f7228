// What the letters' font can print, by its own table of signs; and what of a name leaves no ink.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openGlyphs, type Glyphs } from "./glyphs.ts";

let glyphs: Glyphs;
before(async () => {
  glyphs = await openGlyphs("en");
});

test("kanji of JIS levels 1 to 4, kana of both widths and Latin names are there", () => {
  for (const name of [
    "佐藤花子",
    "髙﨑",
    "𠮷田",
    "俠剝鷗噓",
    "丂仫份",
    "𪘚𩸽𥶡",
    "ﾊﾝ①㈱〜",
    "Ünal é ñ",
    "か\u3099",
  ])
    assert.deepEqual(glyphs.missing(name), [], name);
});

test("variant selectors, joiners, direction marks and line ends need no glyph", () => {
  assert.deepEqual(glyphs.missing("葛\u{e0100}城\ufe00\u200d\u202e\u2067\r\n\u2028"), []);
});

test("signs of other scripts are named, each once and in order", () => {
  assert.deepEqual(glyphs.missing("花子 한국 한 🙂 שם Łukasz"), ["한", "국", "🙂", "ש", "ם", "Ł"]);
  assert.deepEqual(glyphs.missing("\ud83d"), ["\ud83d"], "half a sign");
  assert.deepEqual(glyphs.missing("한".repeat(100_000)), ["한"]);
});

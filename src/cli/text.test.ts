// Tables and bars that stay aligned with Japanese in them, and text from outside that cannot steer a terminal.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assert as holds, property, string } from "fast-check";
import { clean, progressBar, table, widthOf } from "./text.ts";

test("Japanese counts two columns, half-width kana and Latin one, combining marks none", () => {
  assert.equal(widthOf("店守"), 4);
  assert.equal(widthOf("ミセ"), 4);
  assert.equal(widthOf("ﾐｾ"), 2);
  assert.equal(widthOf("abc"), 3);
  assert.equal(widthOf("e\u0301"), 1);
  assert.equal(widthOf("「１」"), 6);
});

test("every cell of a column begins at the same place, with or without full-width text", () => {
  const text = table(
    [{ title: "注文" }, { title: "金額", align: "right" }, { title: "国" }],
    [
      ["A-1", "1,200円", "JP"],
      ["帽子", "60円", "SG"],
    ],
  );
  const ends = text
    .split("\n")
    .filter((_, i) => i !== 1)
    .map((line) => widthOf(line.slice(0, line.lastIndexOf(" "))));
  assert.equal(new Set(ends).size, 1, text);
  assert.ok(text.split("\n").every((line) => line === line.trimEnd()));
});

test("control characters and direction marks from outside become dots", () => {
  assert.equal(clean("a\u001b[2Jb\r\n\u202ec"), "a·[2Jb···c");
  const cell = table([{ title: "x" }], [["\u001b]0;evil\u0007"]]);
  assert.ok(!cell.includes("\u001b") && !cell.includes("\u0007"));
});

test("a progress bar never passes the terminal's edge", () => {
  holds(
    property(string({ maxLength: 80 }), (what) => {
      for (const columns of [40, 80])
        assert.ok(widthOf(progressBar(50, 100, `攻撃者${what}`, columns)) <= columns);
    }),
  );
  assert.match(progressBar(5, 10, "x", 80), /\[#{10}\.{10}\] +50 %$/);
  assert.match(progressBar(7, 0, "x", 80), / 7$/);
});

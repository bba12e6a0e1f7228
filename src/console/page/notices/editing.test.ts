// The pure parts of the editor: what changed between versions, edits kept over a reload, where findings stand, and previews that
// obey the console's policy.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { diffTexts, type DiffRow } from "./diff-lines.ts";
import { countsOf, lineOf, linesOf, rangeOf } from "./findings.ts";
import { dropEdit, keepEdit, keptEdit, standingOf, type Keeper } from "./kept-edit.ts";
import { previewDocument } from "./preview-document.ts";
import type { Finding } from "./papers.ts";

const told = (rows: readonly DiffRow[]): readonly string[] =>
  rows.map((row) =>
    row.kind === "skipped"
      ? `… ${row.count}`
      : `${row.kind} ${row.parts.map(({ text, changed }) => (changed ? `[${text}]` : text)).join("")}`,
  );

test("a changed line is told with the words that changed, and lines far from it are folded away", () => {
  const before = ["一", "二", "三", "四", "カードの支払いを停止しました。", "六", "七", "八"].join("\n");
  const after = before.replace("停止", "再開");
  const rows = told(diffTexts(before, after, "ja"));
  assert.equal(rows[0], "… 2");
  assert.equal(rows.at(-1), "… 1");
  const changed = rows.filter((row) => /^(?:gone|new)/.test(row));
  assert.equal(changed.length, 2);
  assert.match(changed[0] ?? "", /^gone カードの支払いを\[停止\]しました/);
  assert.match(changed[1] ?? "", /^new カードの支払いを\[再開\]しました/);
});

test("lines that came or went alone stand alone", () => {
  assert.deepEqual(told(diffTexts("a\nb", "a\nx\nb", "en")), ["same a", "new [x]", "same b"]);
  assert.deepEqual(told(diffTexts("a\nx\nb", "a\nb", "en")), ["same a", "gone [x]", "same b"]);
  assert.deepEqual(told(diffTexts("a\nb\nc", "a\nb\nc", "en")), ["… 3"]);
});

test("nothing is lost in a comparison: both texts can be read out of it", () => {
  const line = fc.string({ maxLength: 6 }).map((text) => text.replaceAll("\n", ""));
  const text = fc.array(line, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const rows = diffTexts(before.join("\n"), after.join("\n"), "ja");
      const side = (kind: "gone" | "new"): number =>
        rows.reduce((sum, row) => {
          if (row.kind === "skipped") return sum + row.count;
          return row.kind === "same" || row.kind === kind ? sum + 1 : sum;
        }, 0);
      assert.deepEqual([side("gone"), side("new")], [before.length, after.length]);
      const texts = (kind: "gone" | "new"): readonly string[] =>
        rows.flatMap((row) => (row.kind === kind ? [row.parts.map((part) => part.text).join("")] : []));
      assert.ok(texts("gone").every((one) => before.includes(one)));
      assert.ok(texts("new").every((one) => after.includes(one)));
    }),
  );
});

function keeper(charsMax = 1_000): Keeper {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => {
      if (text.length > charsMax) throw new Error("full");
      kept.set(name, text);
    },
    removeItem: (name) => void kept.delete(name),
  };
}

test("an edit is kept until it is dropped, and what cannot be read is none", () => {
  const store = keeper();
  assert.equal(keptEdit(store, "a"), null);
  keepEdit(store, "a", { text: "文", before: "2" });
  assert.deepEqual(keptEdit(store, "a"), { text: "文", before: "2" });
  assert.equal(keptEdit(store, "b"), null);
  dropEdit(store, "a");
  assert.equal(keptEdit(store, "a"), null);
  for (const odd of ["{", "1", "null", '{"text":1,"before":"2"}', '{"text":"x"}']) {
    store.setItem("misemori-edit:a", odd);
    assert.equal(keptEdit(store, "a"), null, odd);
  }
});

test("a full store keeps nothing rather than an older text", () => {
  const store = keeper(100);
  keepEdit(store, "a", { text: "short", before: "1" });
  keepEdit(store, "a", { text: "x".repeat(200), before: "1" });
  assert.equal(keptEdit(store, "a"), null);
});

test("an edit of an older version is a conflict unless it says the same", () => {
  const saved = { text: "今", before: "3" };
  assert.equal(standingOf({ text: "今", before: "1" }, saved), "same");
  assert.equal(standingOf({ text: "別", before: "3" }, saved), "own");
  assert.equal(standingOf({ text: "別", before: "2" }, saved), "conflict");
});

const finding = (place: string, weight: Finding["weight"] = "error"): Finding => ({
  rule: 1,
  weight,
  place,
  quote: "",
  why: "",
  better: "",
});

test("findings lead to their line, and the worst of a line marks it", () => {
  assert.deepEqual(
    ["subject", "line 12", "whole", "line x", ""].map((place) => lineOf(finding(place))),
    [1, 12, null, null, null],
  );
  const findings = [
    finding("line 2", "advice"),
    finding("line 2"),
    finding("line 2", "advice"),
    finding("whole"),
  ];
  assert.deepEqual([...linesOf(findings)], [[2, "error"]]);
  assert.deepEqual(countsOf(findings), { errors: 2, advice: 2 });
  assert.deepEqual(rangeOf("一\n二二\n三", 2), { start: 2, end: 4 });
  assert.deepEqual(rangeOf("一\n二二", 9), { start: 2, end: 4 });
});

test("a preview keeps its looks without a single style attribute", () => {
  const html =
    '<!doctype html><html><head><title>x</title></head><body style="margin:0;color:#111"><h1 style="color:red">a</h1>' +
    '<p class="b" style="color:red">style=&quot;c&quot;</p></body></html>';
  const shown = previewDocument(html, "n0nce");
  assert.doesNotMatch(shown, /\sstyle="/);
  assert.match(
    shown,
    /<style nonce="n0nce">\n\.misemori-0\{margin:0;color:#111\}\n\.misemori-1\{color:red\}\n<\/style><\/head>/,
  );
  assert.match(
    shown,
    /<body class="misemori-0"><h1 class="misemori-1">a<\/h1><p class="b misemori-1">style=&quot;c&quot;/,
  );
});

test("a preview's own sheets get the nonce, and a style cannot end its rule", () => {
  assert.match(previewDocument("<style>p{}</style><p>a</p>", "n"), /^<style nonce="n">p\{\}/);
  const shown = previewDocument('<p style="color:red}p{color:blue">a</p>', "n");
  assert.match(shown, /\.misemori-0\{color:redpcolor:blue\}/);
});

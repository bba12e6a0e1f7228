// Notices of others: HTML with all its noise, Japanese encodings, garbage.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readForeign } from "./foreign.ts";
import { blockText } from "./text.ts";

const PAGE = `<!doctype html><html lang="ja"><head><title>お詫び | 店</title>
<style>p { color: red }</style><script>var leaked = "漏えいしました";</script></head>
<body><nav><a href="/">トップ</a></nav>
<h1>不正アクセスに関する<br>お知らせ</h1>
<p>お客様の情報が<b>漏えい</b>しました。<br>お詫びいたします。</p>
<h2>お客様へのお願い</h2><ol><li>明細を&nbsp;確認</li><li>連絡</li></ol>
<table><tr><td>電話</td><td>0120-000-000</td></tr></table>
<p>■ 経緯</p></body></html>`;

test("a page gives what its reader sees: title, paragraphs, numbered steps, headings of both kinds", () => {
  const { subject, blocks } = readForeign(Buffer.from(PAGE));
  assert.equal(subject, "不正アクセスに関する お知らせ");
  assert.deepEqual(
    blocks.map((block) => [block.kind, blockText(block)]),
    [
      ["paragraph", "お客様の情報が漏えいしました。\nお詫びいたします。"],
      ["heading", "お客様へのお願い"],
      ["list", "明細を 確認\n連絡"],
      ["paragraph", "電話 0120-000-000"],
      ["heading", "経緯"],
    ],
  );
  const [words] = blocks;
  assert.equal(words?.kind === "paragraph" ? words.line : 0, 5);
});

// "件名: 漏えい", then a blank line and "本文", in five encodings.
const WRITINGS: readonly (readonly [string, Buffer])[] = [
  ["UTF-8 with a mark", Buffer.from("\ufeff件名: 漏えい\n\n本文")],
  ["UTF-16", Buffer.from("\ufeff件名: 漏えい\n\n本文", "utf16le")],
  ["Shift_JIS", Buffer.from("8c8f96bc3a20985282a682a20a0a967b95b6", "hex")],
  ["EUC-JP", Buffer.from("b7efccbe3a20cfb3a4a8a4a40a0acbdccab8", "hex")],
  [
    "ISO-2022-JP",
    Buffer.from("1b2442376f4c3e1b28423a201b24424f33242824241b28420a0a1b24424b5c4a381b2842", "hex"),
  ],
];

for (const [name, bytes] of WRITINGS) {
  test(`reads ${name}`, () => {
    const { subject, blocks } = readForeign(bytes);
    assert.equal(subject, "漏えい");
    assert.deepEqual(blocks.map(blockText), ["本文"]);
  });
}

test("no bytes at all make it throw, and a page of nothing but nested tags is given up", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => Array.isArray(readForeign(bytes).blocks)),
  );
  const deep = Buffer.from("<div>".repeat(400_000) + "終");
  assert.ok(readForeign(deep).blocks.length <= 1);
});

// Tests of mails and mail boxes: what stands as it is keeps its place, what is written in base64 or quoted-printable comes once,
// decoded, and attachments are opened.

import { test } from "node:test";
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { CARD, pdfOf, readAll, zipOf } from "./archives.fixture.ts";

const LINE = Buffer.from(`card=${CARD}\n`);

function base64(bytes: Buffer): string {
  return (bytes.toString("base64").match(/.{1,76}/g) ?? []).join("\r\n");
}

function mail(...parts: readonly string[]): string {
  const head = [
    "From: =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <yamada@example.jp>",
    "To: shop@example.jp",
    "Subject: order",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="outer=_1"',
    "",
    "preamble",
  ];
  return [...head, ...parts.map((part) => `--outer=_1\r\n${part}`), "--outer=_1--", "epilogue", ""].join(
    "\r\n",
  );
}

const PLAIN = `Content-Type: text/plain\r\n\r\nmy card ${CARD} thanks`;
const QUOTED = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\ncard=3D41111111=\r\n11111111 =E3=81=82\r\n`;
const CODED = `Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(LINE)}\r\n`;
const attached = (name: string, bytes: Buffer): string =>
  `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: BASE64\r\nContent-Disposition: attachment;\r\n filename="${name}"\r\n\r\n${base64(bytes)}\r\n`;

test("text as it stands keeps its offset and line, encoded bodies come decoded and only so", async () => {
  const text = mail(CODED, PLAIN, QUOTED);
  for (const chunkBytes of [1, 50, 65536]) {
    const { parts, skipped } = await readAll("1.eml", Buffer.from(text), { chunkBytes });
    assert.deepEqual(skipped, []);
    const decoded = parts.filter((p) => p.encodings.length > 0);
    assert.deepEqual(
      decoded.map(({ path, encodings, text: read }) => [path, encodings, read]),
      [
        ["part 1", ["base64"], LINE.toString()],
        ["part 3", ["quoted-printable"], `card=${CARD} ã\u0081\u0082\r\n\r\n`],
      ],
    );
    const plain = parts.filter((p) => p.encodings.length === 0);
    for (const piece of plain) {
      assert.equal(piece.path, "");
      assert.equal(text.slice(piece.start.offset, piece.start.offset + piece.text.length), piece.text);
      assert.equal(text.slice(0, piece.start.offset).split("\n").length, piece.start.line);
    }
    assert.equal(plain.filter((p) => p.text.includes(CARD)).length, 1);
    assert.ok(plain.at(-1)?.text.includes("epilogue"));
    assert.ok(!plain.some((p) => p.text.includes(base64(LINE))));
  }
});

test("attachments are opened by their content: zip, gzip, PDF, a mail in a mail", async () => {
  const inner = mail(CODED);
  const text = mail(
    attached("orders.zip", zipOf([{ name: "a.csv", content: LINE }])),
    attached("=?UTF-8?B?5rOo5paH?=.bin", gzipSync(LINE)),
    attached("fax.pdf", pdfOf([`fax ${CARD}`])),
    attached("forwarded.eml", Buffer.from(inner)),
    `Content-Type: message/rfc822\r\n\r\n${inner}`,
  );
  const { parts, skipped } = await readAll("mail", Buffer.from(text));
  assert.deepEqual(skipped, []);
  assert.deepEqual(
    parts.filter((p) => p.text.includes(CARD)).map((p) => [p.path, p.encodings.join(">")]),
    [
      ["part 1 (orders.zip)/a.csv", "base64"],
      ["part 2 (注文.bin)", "base64"],
      ["part 3 (fax.pdf)/page 1", "base64"],
      ["part 4 (forwarded.eml)/part 1", "base64>base64"],
      ["part 6", "base64"],
    ],
  );
});

test("each message of a mail box is read, also one whose boundary is the same and one without any", async () => {
  const from = "From yamada@example.jp Sun Nov 22 10:00:00 2026\n";
  const box = [
    from + mail(CODED),
    `${from}Subject: plain\nFrom: a@example.jp\n\n${CARD}\n>From here\n`,
    from + mail(QUOTED),
    `${from}Content-Transfer-Encoding: base64\nSubject: whole body\n\n${base64(LINE)}\n\n`,
    `${from}Subject: last\n\nbye\n`,
  ].join("\n");
  const { parts, skipped } = await readAll("inbox", Buffer.from(box), { chunkBytes: 77 });
  assert.deepEqual(skipped, []);
  assert.deepEqual(
    parts.filter((p) => p.encodings.length > 0).map((p) => p.path),
    ["message 1/part 1", "message 3/part 1", "message 4/part 1"],
  );
  const plain = parts.filter((p) => p.encodings.length === 0);
  assert.ok(plain.some((p) => p.text.includes(`${CARD}\n>From here`)));
  assert.ok(plain.at(-1)?.text.endsWith("bye\n"));
});

test("a mail cut off in an attachment is read as far as it goes", async () => {
  const text = mail(attached("orders.zip", zipOf([{ name: "a.csv", content: LINE }])));
  const { parts, skipped } = await readAll("mail", Buffer.from(text.slice(0, text.indexOf("UEsDB") + 64)));
  assert.ok(parts.some((p) => p.path === "part 1 (orders.zip)/a.csv" && p.text.includes(CARD)));
  assert.deepEqual(skipped, [{ path: "part 1 (orders.zip)", reason: "truncated" }]);
});

test("a mail of nothing but MIME headers is a mail", async () => {
  const text = `Content-Type: text/plain\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n${base64(LINE)}\n`;
  const { parts } = await readAll("a", Buffer.from(text));
  assert.ok(parts.some((p) => p.path === "part 1" && p.text === LINE.toString()));
});

test("logs, settings and HTTP heads are not taken for mails", async () => {
  for (const text of [
    "Host: shop.example.jp\nUser-Agent: x\nAccept: */*\n\nbody",
    "title: a\nlist:\n  - b\n",
    "From here on: nothing\n",
    "2026-11-22 10:00:00 INFO: card\n",
  ]) {
    const { parts } = await readAll("a", Buffer.from(text));
    assert.deepEqual(
      parts.map(({ path, start }) => [path, start.offset]),
      [["", 0]],
    );
    assert.equal(parts[0]?.text, text);
  }
});

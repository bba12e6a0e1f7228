// What the two files may look like, and what is refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { MisemoriError } from "../../kernel/index.ts";
import { mailsFrom, plantingsFrom } from "./files.ts";

const settings = { name: "a.csv", zone: "Asia/Tokyo", language: "ja" } as const;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("columns stand in any order, with quotes, line ends of Windows, and a mark at the start", () => {
  const { rows, unreadable } = plantingsFrom(
    bytes('\ufeffplantedAt,canary,system\r\n2026-03-03,<A@Leak.example.jp>,"メール, ""配信"""\r\n'),
    settings,
  );
  assert.deepEqual(rows, [
    {
      canary: "a@leak.example.jp",
      system: 'メール, "配信"',
      plantedAtMs: Date.parse("2026-03-03T00:00:00+09:00"),
    },
  ]);
  assert.equal(unreadable, 0);
});

test("Shift_JIS is read", () => {
  // 「日時,カナリア」 and a row, in Shift_JIS.
  const head = Buffer.from("93fa8e9e2c834a8369838a8341", "hex");
  const { rows } = mailsFrom(Buffer.concat([head, Buffer.from("\n2026/3/3 9:05,a\n")]), settings);
  assert.deepEqual(rows, [{ canary: "a", receivedAtMs: Date.parse("2026-03-03T09:05:00+09:00") }]);
});

test("a bare day is the start of it for a planting and the end of it for a mail", () => {
  const [mail] = mailsFrom(bytes("receivedAt,canary\n2026-03-03,a"), settings).rows;
  assert.equal(mail?.receivedAtMs, Date.parse("2026-03-04T00:00:00+09:00") - 1);
});

test("times are read as tables and mail systems write them, and those that could be two days are not", () => {
  const at = Date.parse("2026-03-03T09:05:00+09:00");
  for (const text of [
    "2026-03-03T09:05",
    "2026/3/3 9:05",
    "2026.3.3 9:05:00",
    "2026年3月3日 9時5分",
    "2026年3月3日(火) 09:05",
    "20260303 09:05",
    "２０２６／０３／０３　９：０５",
    "2026-03-03 00:05:00 Z",
    "2026-03-03 09:05:00 +0900",
    "2026-03-03T00:05:00.000000Z",
    "Tue, 3 Mar 2026 00:05:00 +0000 (UTC)",
    "3 Mar 2026 00:05 GMT",
    String(at),
    String(at / 1_000),
  ]) {
    const { rows } = mailsFrom(bytes(`receivedAt,canary\n"${text}",a`), settings);
    assert.deepEqual(rows, [{ canary: "a", receivedAtMs: at }], text);
  }
  for (const text of [
    "03/04/2026",
    "3 Mrz 2026 00:05 GMT",
    "2026-02-30",
    "2026年13月1日",
    "9".repeat(70),
    "now",
  ])
    assert.equal(mailsFrom(bytes(`receivedAt,canary\n"${text}",a`), settings).unreadable, 1, text);
});

test("tabs and semicolons separate columns as well, and UTF-16 is read", () => {
  const expected = [{ canary: "a,b", system: "店;別", plantedAtMs: Date.parse("2026-03-03T00:00:00+09:00") }];
  for (const [separator, head] of [
    ["\t", "\ufeff"],
    [";", ""],
  ] as const) {
    const text = `${head}canary${separator}system${separator}plantedAt\n"a,b"${separator}"店;別"${separator}2026/3/3\n`;
    assert.deepEqual(plantingsFrom(bytes(text), settings).rows, expected);
    assert.deepEqual(
      plantingsFrom(Buffer.from(`\ufeff${text.replace("\ufeff", "")}`, "utf16le"), settings).rows,
      expected,
    );
  }
});

test("rows that cannot be read are counted with the first line, and the rest is read", () => {
  const text =
    'receivedAt,canary\n2026-03-03T00:00:00Z,a\n2026-13-40,b\nsoon,c\n2026-03-03,\nbad"quote,d\n2026-03-05,e\n';
  const { rows, unreadable, firstUnreadable } = mailsFrom(bytes(text), settings);
  assert.deepEqual(
    rows.map(({ canary }) => canary),
    ["a", "e"],
  );
  assert.equal(unreadable, 4);
  assert.equal(firstUnreadable, 3);
});

test("a file without the columns is refused with those it lacks", () => {
  for (const text of ["", "canary,plantedAt\na,2026-03-03\n"])
    assert.throws(
      () => plantingsFrom(bytes(text), settings),
      (error) =>
        error instanceof MisemoriError && error.code === "canary.columns" && error.message.includes("system"),
    );
});

test("more plantings than can be weighed in good time are refused, not half read", () => {
  const rows = Array.from({ length: 10_001 }, (_, i) => `c${i},shop,2026-03-03`).join("\n");
  assert.throws(
    () => plantingsFrom(bytes(`canary,system,plantedAt\n${rows}`), settings),
    (error) => error instanceof MisemoriError && error.code === "canary.many",
  );
});

// Letters on paper: one per person, each on its own page, whatever people are called and wherever they live.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { getDocumentProxy, extractText } from "unpdf";
import { MisemoriError } from "../../../kernel/index.ts";
import { draftPaper } from "../draft/draft.ts";
import { CARD_LEAK } from "../draft/facts.fixture.ts";
import { readNotice } from "../text.ts";
import { LETTERS_MAX, openLetterPress, type LetterPress, type LetterSheet } from "./letters.ts";

const PAPER = readNotice(
  draftPaper({ kind: "letter", class: "confirmed", language: "ja", report: 1 }, CARD_LEAK),
);
const SENDER = ["2026年11月22日", "山田水産", "代表 山田太郎"];

let press: LetterPress;
before(async () => {
  press = await openLetterPress("ja");
});

function sheet(reference: string, name: string, more: Partial<LetterSheet> = {}): LetterSheet {
  const person = { name, postcode: "100-0001", address: ["東京都千代田区千代田1-1", "皇居ハイツ101"] };
  return { reference, person, paper: PAPER, ...more };
}

async function pagesOf(pdf: Uint8Array): Promise<readonly string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text.map((page) => page.replaceAll(/\s/g, ""));
}

test("each letter begins on its own page, with name and address at the top and its place on the list", async () => {
  const { pdf, pages, places } = press.print(
    [sheet("L1", "佐藤 花子"), sheet("L2", "鈴木 一郎")],
    SENDER,
    "ja",
  );
  const texts = await pagesOf(pdf);
  assert.equal(texts.length, pages);
  assert.deepEqual(
    places.map(({ reference, firstPage }) => [
      reference,
      texts[firstPage - 1]?.includes(reference === "L1" ? "佐藤花子様" : "鈴木一郎様"),
    ]),
    [
      ["L1", true],
      ["L2", true],
    ],
  );
  assert.equal(
    places.reduce((sum, place) => sum + place.pages, 0),
    pages,
  );
  assert.match(texts[0] ?? "", /〒100-0001東京都千代田区千代田1-1/);
  assert.match(texts[0] ?? "", /2026年11月22日山田水産代表山田太郎/);
});

test("a letter longer than a page counts its pages, and the next begins after it", () => {
  const long = { ...PAPER, blocks: [...PAPER.blocks, ...PAPER.blocks, ...PAPER.blocks] };
  const { pages, places } = press.print(
    [sheet("L1", "花子", { paper: long }), sheet("L2", "一郎")],
    SENDER,
    "ja",
  );
  const [first, second] = places;
  assert.ok((first?.pages ?? 0) > 1);
  assert.equal(second?.firstPage, 1 + (first?.pages ?? 0));
  assert.equal(pages, (first?.pages ?? 0) + (second?.pages ?? 0));
});

test("no name breaks a letter: rare kanji, variants, ten thousand characters, right to left, markup", async () => {
  const names = [
    "𠮷野家",
    "辻󠄀 邉󠄁子",
    "髙﨑 翠",
    "あ".repeat(10_000),
    "محمد",
    "#panic(1) *太字* $x$ \\ `code`",
    "🙂",
    "{{name}}",
    "",
  ];
  const { pdf, places } = press.print(
    names.map((name, n) => sheet(`L${n}`, name)),
    SENDER,
    "ja",
  );
  assert.equal(places.length, names.length);
  const texts = await pagesOf(pdf);
  assert.match(texts[(places[5]?.firstPage ?? 0) - 1] ?? "", /#panic\(1\)\*太字\*\$x\$\\`code`様/);
  assert.ok(places.every(({ pages }) => pages === places[0]?.pages));
});

test("an address of twenty rows stays in the window", () => {
  const person = {
    name: "花子",
    postcode: "〒100-0001",
    address: Array.from({ length: 20 }, (_, n) => `${n}丁目`),
  };
  const { places } = press.print([sheet("L1", "花子"), sheet("L2", "花子", { person })], SENDER, "ja");
  assert.equal(places[0]?.pages, places[1]?.pages);
});

test("a table, an English letter and a batch too large are each answered as they should be", async () => {
  const table = readNotice("Subject: x\n\n| a | b |\n| --- | --- |\n| 1 |\n");
  const { pdf } = press.print([sheet("L1", "Mary", { paper: table })], [], "en");
  assert.match((await pagesOf(pdf))[0] ?? "", /^100-0001.*Mary/);
  const many = Array.from({ length: LETTERS_MAX + 1 }, (_, n) => sheet(`L${n}`, "x"));
  assert.throws(
    () => press.print(many, [], "ja"),
    (error) => error instanceof MisemoriError && error.code === "letters.many",
  );
});

// How fast letters are printed on this machine: a full letter per person, PDF with the font in it. Prints figures, judges none.
// Run: node bench/letters.ts [letters, default 2000]

import { draftPaper } from "../src/desk/notices/draft/draft.ts";
import { CARD_LEAK } from "../src/desk/notices/draft/facts.fixture.ts";
import { LETTERS_MAX, openLetterPress } from "../src/desk/notices/render/letters.ts";
import { readNotice } from "../src/desk/notices/text.ts";

const letters = Number(process.argv[2] ?? 2_000);
const paper = readNotice(
  draftPaper({ kind: "letter", class: "confirmed", language: "ja", report: 1 }, CARD_LEAK),
);
const press = await openLetterPress("ja");
let pages = 0;
let bytes = 0;
const startedMs = performance.now();
for (let done = 0; done < letters; done += LETTERS_MAX) {
  const sheets = Array.from({ length: Math.min(LETTERS_MAX, letters - done) }, (_, n) => ({
    reference: `L${done + n}`,
    person: { name: `佐藤 花子${done + n}`, postcode: "100-0001", address: ["東京都千代田区千代田1-1"] },
    paper,
  }));
  const printed = press.print(sheets, ["2026年11月22日", "山田水産"], "ja");
  pages += printed.pages;
  bytes += printed.pdf.length;
}
const seconds = (performance.now() - startedMs) / 1000;
const rss = Math.round(process.memoryUsage().rss / 1e6);
console.log(
  `${letters} letters, ${pages} pages, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s: ${Math.round(pages / seconds)} pages/s, ${rss} MB resident`,
);

// How fast letters are printed on this machine: a full letter per person, PDF with the font in it, in the children of a print
// shop. Prints figures, judges none. Run: node bench/letters.ts [letters, default 10000] [children, default 2]

import { readFile } from "node:fs/promises";
import { draftPaper } from "../src/desk/notices/draft/draft.ts";
import { CARD_LEAK } from "../src/desk/notices/draft/facts.fixture.ts";
import { fillPaper } from "../src/desk/notices/render/fill.ts";
import { LETTERS_MAX } from "../src/desk/notices/render/letters.ts";
import { openPrintShop } from "../src/desk/notices/render/print-shop.ts";
import { readNotice } from "../src/desk/notices/text.ts";

const [letters = 10_000, childrenMax = 2] = process.argv.slice(2).map(Number);
const paper = readNotice(
  draftPaper({ kind: "letter", class: "confirmed", language: "ja", report: 1 }, CARD_LEAK),
);
const shop = openPrintShop({ language: "en", childrenMax });
let [pages, bytes, childPeakMb, cpuTicks, begun] = [0, 0, 0, 0, 0];

/** CPU ticks and peak memory of a child, while it lives. Linux only; elsewhere both stay 0. */
async function look(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  childPeakMb = Math.max(childPeakMb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return user + system;
}

function sheetOf(n: number) {
  const person = { name: `佐藤 花子${n}`, postcode: "100-0001", address: ["東京都千代田区千代田1-1"] };
  const order = { ref: `A-${n}`, day: "2026-05-03" };
  const more = { personId: `p${n}`, email: "", items: [], class: "confirmed" } as const;
  const filled = fillPaper(paper, { ...person, ...more, orders: [order] }, CARD_LEAK, "ja");
  return { reference: `L${n}`, person, paper: filled.ok ? filled.value : paper };
}

const ticksOf = new Map<number, number>();
const watch = setInterval(() => {
  for (const pid of shop.children()) void look(pid).then((ticks) => ticks > 0 && ticksOf.set(pid, ticks));
}, 50);

async function printer(): Promise<void> {
  while (begun < letters) {
    const from = begun;
    begun = Math.min(letters, begun + LETTERS_MAX);
    const sheets = Array.from({ length: begun - from }, (_, n) => sheetOf(from + n));
    const printed = await shop.print(sheets, ["2026年11月22日", "山田水産"], "ja");
    pages += printed.pages;
    bytes += printed.pdf.length;
  }
}

const startedMs = performance.now();
await Promise.all(Array.from({ length: childrenMax }, printer));
const seconds = (performance.now() - startedMs) / 1000;
clearInterval(watch);
await shop.close();
for (const ticks of ticksOf.values()) cpuTicks += ticks;
const own = process.cpuUsage();
const cpuSeconds = cpuTicks / 100 + (own.user + own.system) / 1e6;
const rss = Math.round(process.memoryUsage().rss / 1e6);
console.log(
  `${letters} letters, ${pages} pages, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s: ${Math.round(pages / seconds)} pages/s, ${childrenMax} children`,
);
console.log(
  `${cpuSeconds.toFixed(1)} s of CPU: ${Math.round(pages / cpuSeconds)} pages per CPU second; children ${Math.round(childPeakMb)} MB at most, own process ${rss} MB`,
);

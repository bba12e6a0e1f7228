// The sheets of an XLSX as lines of cells, as a person reads them: words and numbers in their rows, so that a card stands beside
// its expiry. The archive around them is read by zip.ts, their XML by xml.ts.

import { attribute, openXml } from "./xml.ts";
import type { MemberLimits } from "./contract.ts";
import type { Entry } from "./zip.ts";

export interface Workbook {
  /** True for the parts it wants to read itself. */
  takes(name: string): boolean;
  /** Reads one part; answers what is ready: sheets may have to wait for the words, which often come last. */
  read(name: string, bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Entry>;
  /** What still waits, and words that no cell uses. */
  end(): AsyncGenerator<Entry>;
}

const PARTS = /^xl\/(?:sharedStrings|worksheets\/[^/]{1,200})\.xml$/i;
/** A cell holds at most 32,767 characters. */
const CELL_CHARACTERS_MAX = 32_767;
/** Rows a sheet may have; a greater gap between two rows is no gap. */
const ROWS_MAX = 1_048_576;
/** Stand around the number of a word in a waiting row. No cell's text keeps them. */
const WORD_FROM = "\ue000";
const WORD_TO = "\ue001";

interface WaitingSheet {
  readonly name: string;
  readonly rows: string[];
}

export function openWorkbook({ heldBytesMax }: MemberLimits): Workbook {
  const words: { list: string[]; used: Set<number>; complete: boolean } = {
    list: [],
    used: new Set(),
    complete: false,
  };
  let waiting: WaitingSheet[] = [];
  let heldBytes = 0;

  function resolve(row: string): string {
    return row.replace(/\ue000(\d{1,9})\ue001/g, (_, number: string) => {
      const word = words.list[Number(number)];
      if (word !== undefined) words.used.add(Number(number));
      return word ?? "";
    });
  }

  async function* readWords(name: string, bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Entry> {
    const strings = stringsOf(bytes);
    let next = await strings.next();
    for (; next.done !== true && heldBytes < heldBytesMax; next = await strings.next()) {
      for (const word of next.value) words.list.push(word);
      heldBytes += heldBy(next.value);
    }
    words.complete = true;
    yield* release();
    if (next.done === true) return;
    // More words than may be held: the rest is read on its own, and cells that name it stay empty.
    const batch = next.value;
    yield { name, chunks: encoded(prefixed(batch, strings)) };
  }

  async function* release(): AsyncGenerator<Entry> {
    const ready = waiting;
    waiting = [];
    for (const { name, rows } of ready) yield { name, chunks: encoded(each(rows.map(resolve))) };
  }

  async function* readSheet(name: string, bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Entry> {
    const rows = rowsOf(bytes);
    if (words.complete) {
      yield { name, chunks: encoded(resolved(rows, resolve)) };
      return;
    }
    const sheet: WaitingSheet = { name, rows: [] };
    waiting.push(sheet);
    for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
      for (const row of next.value) sheet.rows.push(row);
      heldBytes += heldBy(next.value);
      if (heldBytes <= heldBytesMax) continue;
      // Too much to wait with: this sheet is read without its words, which are read on their own at the end.
      waiting.pop();
      heldBytes -= heldBy(sheet.rows);
      yield { name, chunks: encoded(resolved(prefixed(sheet.rows, rows), resolve)) };
      return;
    }
  }

  return {
    takes: (name) => PARTS.test(name),
    read: (name, bytes) => (/sharedStrings/i.test(name) ? readWords(name, bytes) : readSheet(name, bytes)),
    async *end() {
      yield* release();
      const unused = words.list.filter((_, i) => !words.used.has(i)).map((word) => `${word}\n`);
      if (unused.length > 0) yield { name: "xl/sharedStrings.xml", chunks: encoded(each(unused)) };
    },
  };
}

/** UTF-16 units count two bytes, a string some more. */
function heldBy(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + 2 * text.length + 16, 0);
}

/** The shared words, as many at a time as a chunk holds. */
async function* stringsOf(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<readonly string[]> {
  let ready: string[] = [];
  let word = "";
  let inText = false;
  // Readings written over Chinese characters (phonetic) are no part of the cell.
  let inReading = false;
  const push = openXml({
    open(name) {
      if (name === "si") word = "";
      if (name === "rPh") inReading = true;
      if (name === "t") inText = !inReading;
    },
    close(name) {
      if (name === "si") ready.push(plain(word));
      if (name === "rPh") inReading = false;
      if (name === "t") inText = false;
    },
    text(text) {
      if (inText && word.length < CELL_CHARACTERS_MAX) word += text;
    },
  });
  yield* pieces(bytes, push, () => {
    const batch = ready;
    ready = [];
    return batch;
  });
}

/** Rows as lines, the row's number being its line's: cells parted by tabs. */
async function* rowsOf(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<readonly string[]> {
  let ready: string[] = [];
  let cells: string[] = [];
  let type = "";
  let value = "";
  let reading = false;
  let rowsDone = 0;
  const push = openXml({
    open(name, attributes) {
      if (name === "row") {
        const number = Number(attribute(attributes, "r"));
        const gap = Number.isSafeInteger(number) && number <= ROWS_MAX ? number - 1 - rowsDone : 0;
        if (gap > 0) {
          ready.push("\n".repeat(gap));
          rowsDone += gap;
        }
      } else if (name === "c") {
        type = attribute(attributes, "t") ?? "n";
        value = "";
      }
      reading = name === "v" || name === "t";
    },
    close(name) {
      reading = false;
      if (name === "c") cells.push(cellText(type, value));
      else if (name === "row") {
        ready.push(`${cells.join("\t")}\n`);
        cells = [];
        rowsDone += 1;
      }
    },
    text(text) {
      if (reading && value.length < CELL_CHARACTERS_MAX) value += text;
    },
  });
  yield* pieces(bytes, push, () => {
    const batch = ready;
    ready = [];
    return batch;
  });
  if (cells.length > 0) yield [`${cells.join("\t")}\n`];
}

function cellText(type: string, value: string): string {
  if (type === "s") return /^\d{1,9}$/.test(value) ? `${WORD_FROM}${value}${WORD_TO}` : "";
  return type === "n" ? numberText(value) : plain(value);
}

/** A whole number whose digits are all there is written out; "4.1111E+15" has lost its digits and stays as it is. */
function numberText(value: string): string {
  const [, whole = "", fraction = "", exponent = ""] = /^(\d)\.(\d{1,18})E\+?(\d{1,2})$/i.exec(value) ?? [];
  return whole !== "" && fraction.length === Number(exponent) ? whole + fraction : plain(value);
}

/** A cell stays in its place and its row: breaks inside it become blanks. */
function plain(text: string): string {
  return text.replace(/[\ue000\ue001]/g, "").replace(/[\t\r\n]+/g, " ");
}

async function* pieces(
  bytes: AsyncGenerator<Uint8Array>,
  push: (piece: string) => void,
  batch: () => readonly string[],
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder("utf-8");
  for await (const chunk of bytes) {
    push(decoder.decode(chunk, { stream: true }));
    const ready = batch();
    if (ready.length > 0) yield ready;
  }
}

async function* prefixed(
  first: readonly string[],
  rest: AsyncGenerator<readonly string[]>,
): AsyncGenerator<readonly string[]> {
  yield first;
  yield* rest;
}

async function* resolved(
  rows: AsyncGenerator<readonly string[]>,
  resolve: (row: string) => string,
): AsyncGenerator<readonly string[]> {
  for await (const batch of rows) yield batch.map(resolve);
}

// oxlint-disable-next-line require-await
async function* each(rows: readonly string[]): AsyncGenerator<readonly string[]> {
  for (let at = 0; at < rows.length; at += 256) yield rows.slice(at, at + 256);
}

async function* encoded(batches: AsyncGenerator<readonly string[]>): AsyncGenerator<Uint8Array> {
  for await (const batch of batches) yield Buffer.from(batch.join(""), "utf8");
}

// Reads CSV as shops export it: UTF-8 or Shift_JIS (row by row, so a mixed file is read right), quoted newlines, CRLF. A row it
// cannot trust is handed on as bad with its line and the reading goes on at the next line: nothing is dropped unsaid.

import { isUtf8 } from "node:buffer";
import { SCOPE_LIMITS } from "./contract.ts";

export interface CsvRow {
  /** Line in the file on which the row starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the cells are not to be trusted; they then hold the raw text as one. */
  readonly bad: "bad-quotes" | "row-too-long" | null;
  readonly encoding: "ascii" | "utf-8" | "shift_jis" | "unknown";
}

const [QUOTE, LF, CR] = [0x22, 0x0a, 0x0d];
/** Three- and four-byte writings of UTF-8: Shift_JIS text that by chance is valid UTF-8 never has them throughout. */
const LONG_UTF8 = /[\u0800-\uffff]/;

/**
 * Rows of a file given as chunks. `allUtf8`: the whole file is valid UTF-8 (the pass that hashes it knows).
 * Bytes of delimiters, quotes and line ends are never the second byte of a Shift_JIS character, so rows are cut before decoding.
 */
export async function* csvRows(
  chunks: AsyncIterable<Uint8Array>,
  { allUtf8, rowBytesMax = SCOPE_LIMITS.rowBytesMax }: { allUtf8: boolean; rowBytesMax?: number },
): AsyncGenerator<readonly CsvRow[]> {
  let rest = Buffer.alloc(0);
  let isFirst = true;
  const state: Cutter = { line: 1, delimiter: 0, allUtf8, rowBytesMax, sjis: new TextDecoder("shift_jis") };
  for await (const chunk of chunks) {
    let bytes =
      rest.length === 0
        ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
        : Buffer.concat([rest, chunk]);
    if (isFirst && bytes.length >= 3) {
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
      isFirst = false;
    }
    const cut = cutRows(state, bytes, false);
    if (cut.rows.length > 0) yield cut.rows;
    rest = Buffer.from(bytes.subarray(cut.used));
  }
  const { rows } = cutRows(state, rest, true);
  if (rows.length > 0) yield rows;
}

interface Cutter {
  line: number;
  delimiter: number;
  readonly allUtf8: boolean;
  readonly rowBytesMax: number;
  readonly sjis: TextDecoder;
}

function cutRows(state: Cutter, bytes: Buffer, isLast: boolean): { rows: CsvRow[]; used: number } {
  const rows: CsvRow[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (state.delimiter === 0) {
      const headEnd = bytes.indexOf(LF, at);
      if (headEnd < 0 && !isLast && bytes.length < state.rowBytesMax) break;
      state.delimiter = delimiterOf(bytes.subarray(at, headEnd < 0 ? bytes.length : headEnd));
    }
    const end = rowEnd(bytes, at, state.delimiter, Math.min(bytes.length, at + state.rowBytesMax));
    const lineEnd = bytes.indexOf(LF, at);
    let bad: CsvRow["bad"] = end === "bad-quotes" ? end : null;
    let until = typeof end === "number" ? end : -1;
    if (typeof end === "string" && end !== "bad-quotes" && bytes.length - at >= state.rowBytesMax)
      bad = "row-too-long";
    else if (end === "open" || end === "open-quote") {
      if (!isLast) break;
      bad = end === "open-quote" ? "bad-quotes" : null;
      until = bad === null ? bytes.length : -1;
    }
    // Recovery: what went wrong costs one line of the file, and the next line starts afresh.
    if (bad !== null && lineEnd < 0 && !isLast && bytes.length - at < state.rowBytesMax) break;
    if (until < 0) until = lineEnd < 0 ? bytes.length : lineEnd;
    const row = rowFrom(state, bytes.subarray(at, until), bad);
    if (row !== undefined) rows.push(row);
    for (let i = bytes.indexOf(LF, at); i >= 0 && i <= until; i = bytes.indexOf(LF, i + 1)) state.line++;
    at = until + 1;
  }
  return { rows, used: Math.min(at, bytes.length) };
}

type RowEnd = number | "open" | "open-quote" | "bad-quotes";

/** Offset of the LF that ends the row; "open" when it is not in sight, "bad-quotes" when text follows a closing quote. */
function rowEnd(bytes: Buffer, from: number, delimiter: number, until: number): RowEnd {
  let at = from;
  let isCellStart = true;
  while (at < until) {
    const byte = bytes[at];
    if (isCellStart && byte === QUOTE) {
      for (;;) {
        at = bytes.indexOf(QUOTE, at + 1);
        if (at < 0 || at >= until) return "open-quote";
        if (bytes[at + 1] !== QUOTE) break;
        at++;
      }
      at++;
      const next = bytes[at];
      if (next !== undefined && next !== delimiter && next !== LF && next !== CR) return "bad-quotes";
      if (at >= until) return "open";
      isCellStart = false;
      continue;
    }
    if (byte === LF) return at;
    isCellStart = byte === delimiter;
    at++;
  }
  return "open";
}

function rowFrom(state: Cutter, raw: Buffer, bad: CsvRow["bad"]): CsvRow | undefined {
  const bytes = raw[raw.length - 1] === CR ? raw.subarray(0, -1) : raw;
  if (bytes.length === 0) return undefined;
  const { text, encoding } = decodeRow(state, bytes.subarray(0, state.rowBytesMax));
  const cells = bad === null ? cellsOf(text, String.fromCharCode(state.delimiter)) : [text];
  return { line: state.line, cells, bad, encoding };
}

/** In a file that is not UTF-8 throughout, a row is UTF-8 only when it is valid and looks the part; otherwise Shift_JIS (CP932). */
function decodeRow(state: Cutter, bytes: Buffer): { text: string; encoding: CsvRow["encoding"] } {
  const utf8 = isUtf8(bytes) ? bytes.toString("utf8") : undefined;
  // eslint-disable-next-line no-control-regex -- NUL to DEL is what ASCII is
  if (utf8 !== undefined && !/[^\0-\u007f]/.test(utf8)) return { text: utf8, encoding: "ascii" };
  if (utf8 !== undefined && (state.allUtf8 || LONG_UTF8.test(utf8))) return { text: utf8, encoding: "utf-8" };
  const text = state.sjis.decode(bytes);
  return { text, encoding: text.includes("\ufffd") ? "unknown" : "shift_jis" };
}

function cellsOf(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter).map(plain);
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length && cells.length <= SCOPE_LIMITS.columnsMax) {
    if (text[at] === '"') {
      let end = text.indexOf('"', at + 1);
      while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
      if (end < 0) end = text.length;
      cells.push(plain(text.slice(at + 1, end).replaceAll('""', '"')));
      at = end + 2;
    } else {
      const end = text.indexOf(delimiter, at);
      cells.push(plain(end < 0 ? text.slice(at) : text.slice(at, end)));
      if (end < 0) break;
      at = end + 1;
    }
    if (at === text.length + 1) break;
  }
  return cells;
}

/** Spreadsheets keep leading zeros with ="0123"; the value is what is meant. */
function plain(cell: string): string {
  const formula = /^="([^"]{0,200})"$/.exec(cell);
  return formula?.[1] ?? cell;
}

function delimiterOf(head: Buffer): number {
  const counts = [0x2c, 0x09, 0x3b].map((byte) => ({
    byte,
    count: head.filter((one) => one === byte).length,
  }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.byte ?? 0x2c;
}

// Reads tables inside a text as far as their head stands in it: CSV with a header line, and SQL INSERT with its columns. Tells of
// each field which column it stands in. What a column's name means is keys.ts's matter.

import type { Key, ReadKey } from "./keys.ts";
import type { Meter } from "./runs.ts";

export interface Field {
  readonly from: number;
  readonly to: number;
  readonly key: Key;
}

/** Wider tables are read up to here. */
const COLUMNS_MAX = 256;
/** A header is a line of names; longer lines are text. */
const HEADER_MAX = 4096;
/** A column's name is no sentence. */
const NAME_MAX = 40;

/** What is read of the tables in a text. */
export interface Tables {
  /** From left to right. Only of columns that say something of cards, or against them. */
  readonly fields: readonly Field[];
  /** Lines that name columns, from left to right: what follows a key there is no value. */
  readonly heads: readonly Span[];
}

const NO_TABLES: Tables = { fields: [], heads: [] };

export function tablesIn(text: string, readKey: ReadKey, meter: Meter): Tables {
  if (text.length > FIELDS_TEXT_MAX) return NO_TABLES;
  const lines = text.includes("\n") ? csvTables(text, readKey, meter) : NO_TABLES;
  if (!/\binto\s/i.test(text)) return lines;
  const fields = [...lines.fields, ...sqlFields(text, readKey, meter)];
  return { fields: fields.sort((a, b) => a.from - b.from), heads: lines.heads };
}

/** Tables are looked for in texts of the size this room is made for; whole bodies go without. */
const FIELDS_TEXT_MAX = 64 * 1024;

/** The key of a column; undefined where its name is too long for one. */
type Column = Key | undefined;

export interface Span {
  readonly from: number;
  readonly to: number;
}

function csvTables(text: string, readKey: ReadKey, meter: Meter): Tables {
  const fields: Field[] = [];
  const heads: Span[] = [];
  let columns: readonly Column[] = [];
  let delimiter = "";
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    const line = { from, to: text.charCodeAt(end - 1) === 0x0d ? end - 1 : end };
    meter.steps += end - from + 1;
    from = end + 1;
    if (line.to <= line.from) {
      columns = [];
      continue;
    }
    const head = headOf(text, line, readKey);
    if (head !== null) {
      ({ columns, delimiter } = head);
      heads.push(line);
      continue;
    }
    if (columns.length === 0) continue;
    const cells = cellsOf(text, line, delimiter);
    if (cells.length !== columns.length) continue;
    cells.forEach((cell, i) => {
      const key = columns[i];
      if (key !== undefined && key.sort !== "none") fields.push({ ...cell, key });
    });
  }
  return { fields, heads };
}

function headOf(
  text: string,
  line: Span,
  readKey: ReadKey,
): { readonly columns: readonly Column[]; readonly delimiter: string } | null {
  if (line.to - line.from > HEADER_MAX) return null;
  const words = text.slice(line.from, line.to);
  const copied = COPY.exec(words);
  if (copied !== null) return { columns: columnsOf(copied[1] ?? "", readKey), delimiter: "\t" };
  if (/[0-9０-９]{3}|[=<>{}*]|:\s/.test(words)) return null;
  for (const delimiter of [",", "\t", ";", "|"]) {
    if (!words.includes(delimiter)) continue;
    const cells = cellsOf(text, line, delimiter);
    if (cells.length < 2) continue;
    const columns = cells.map(({ from, to }) =>
      to - from > NAME_MAX ? undefined : readKey(text.slice(from, to)),
    );
    if (columns.some((key) => key?.sort === "card" || key?.sort === "code")) return { columns, delimiter };
  }
  return null;
}

function cellsOf(text: string, line: Span, delimiter: string): Span[] {
  const cells: Span[] = [];
  let from = line.from;
  let quoted = false;
  for (let at = line.from; at <= line.to; at++) {
    const sign = at === line.to ? delimiter : text.charAt(at);
    if (sign === '"' && at < line.to) quoted = !quoted;
    else if (sign === delimiter && (!quoted || at === line.to)) {
      cells.push(trimmed(text, from, at));
      if (cells.length === COLUMNS_MAX) break;
      from = at + 1;
    }
  }
  return cells;
}

function trimmed(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && `" '`.includes(text.charAt(start))) start += 1;
  while (end > start && `" '`.includes(text.charAt(end - 1))) end -= 1;
  return { from: start, to: end };
}

/** PostgreSQL's dump: the columns, then one line of tab-separated values for each row. */
const COPY = /^COPY \S{1,80} \(([^()]{1,4000})\) FROM stdin/i;
const INSERT =
  /(?:insert|replace)\s{1,4}(?:ignore\s{1,4})?into\s{1,4}[^\s(]{1,80}\s{0,4}\(([^()]{1,4000})\)\s{0,4}values/gi;

function columnsOf(list: string, readKey: ReadKey): Column[] {
  return list.split(",").map((written) => readKey(written.replace(/[`"'[\]\s]/g, "")));
}

function sqlFields(text: string, readKey: ReadKey, meter: Meter): Field[] {
  const fields: Field[] = [];
  let done = 0;
  for (const insert of text.matchAll(INSERT)) {
    if (insert.index < done) continue;
    done = readRows(
      text,
      insert.index + insert[0].length,
      columnsOf(insert[1] ?? "", readKey),
      fields,
      meter,
    );
  }
  return fields;
}

/** Reads "(1,'a'),(2,'b');" and appends the telling fields; answers where it ended. */
function readRows(
  text: string,
  from: number,
  columns: readonly Column[],
  into: Field[],
  meter: Meter,
): number {
  let column = -1;
  let start = from;
  let at = from;
  for (; at < text.length; at++) {
    meter.steps += 1;
    const sign = text.charAt(at);
    if (sign === "'") {
      const end = stringEnd(text, at + 1);
      meter.steps += end - at;
      at = end;
    } else if (sign === "(" && column < 0) {
      column = 0;
      start = at + 1;
    } else if (column >= 0 && (sign === "," || sign === ")")) {
      const key = columns[column];
      if (key !== undefined && key.sort !== "none") into.push({ ...trimmed(text, start, at), key });
      column = sign === ")" ? -1 : column + 1;
      start = at + 1;
    } else if (sign === ";" && column < 0) break;
  }
  return at;
}

/** Where the SQL string that began before `from` ends: '' and \' stay inside. */
function stringEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "\\") at += 1;
    else if (sign === "'") {
      if (text.charAt(at + 1) !== "'") return at;
      at += 1;
    }
  }
  return text.length;
}

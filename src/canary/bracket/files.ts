// Reads what was planted and what arrived from two CSV files: UTF-8, UTF-16 or Shift_JIS, columns in any order, comma, semicolon or
// tab between them. Pure: bytes in, rows out.

import { isUtf8 } from "node:buffer";
import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import { canaryWords } from "../words.ts";
import { momentOf } from "./moments.ts";
import { BRACKET_LIMITS, type CanaryMail, type Planting } from "./contract.ts";

export interface ReadRows<T> {
  readonly rows: readonly T[];
  /** Rows without a canary, a system or a readable time; and the first such line (0: none). */
  readonly unreadable: number;
  readonly firstUnreadable: number;
}

export interface ReadSettings {
  /** Named in refusals. */
  readonly name: string;
  /** IANA name; for times that name none. */
  readonly zone: string;
  readonly language: Language;
}

const HEADS = {
  canary: /^(?:canary|address|e?-?mail|id|to|カナリア|アドレス|メールアドレス|宛先)$/,
  system: /^(?:system|copy|where|システム|渡し先|置き場所)$/,
  plantedAt: /^(?:plantedat|planted|since|植えた日時?|登録日時?|登録日)$/,
  receivedAt: /^(?:receivedat|received|date|at|受信日時?|届いた日時?|日時)$/,
} as const;

/** Columns `canary,system,plantedAt`. Throws "canary.columns", "canary.many". */
export function plantingsFrom(bytes: Uint8Array, settings: ReadSettings): ReadRows<Planting> {
  return rowsFrom(bytes, settings, ["canary", "system", "plantedAt"], BRACKET_LIMITS.plantingsMax, (cell) => {
    const plantedAtMs = momentOf(cell("plantedAt"), settings.zone, "start");
    const [canary, system] = [nameOf(cell("canary")), cell("system").trim()];
    return plantedAtMs === undefined || canary === "" || system === ""
      ? null
      : { canary, system, plantedAtMs };
  });
}

/** Columns `receivedAt,canary`. Throws the same. */
export function mailsFrom(bytes: Uint8Array, settings: ReadSettings): ReadRows<CanaryMail> {
  return rowsFrom(bytes, settings, ["receivedAt", "canary"], BRACKET_LIMITS.mailsMax, (cell) => {
    const receivedAtMs = momentOf(cell("receivedAt"), settings.zone, "end");
    const canary = nameOf(cell("canary"));
    return receivedAtMs === undefined || canary === "" ? null : { canary, receivedAtMs };
  });
}

function rowsFrom<T>(
  bytes: Uint8Array,
  { name, language }: ReadSettings,
  columns: readonly (keyof typeof HEADS)[],
  max: number,
  rowFrom: (cell: (column: keyof typeof HEADS) => string) => T | null,
): ReadRows<T> {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  const rows: T[] = [];
  let [unreadable, firstUnreadable] = [0, 0];
  let at: ReadonlyMap<string, number> | undefined;
  for (const { cells, line } of csvLines(text)) {
    if (at === undefined) {
      at = columnsOf(cells, columns);
      const lacking = columns.filter((column) => !at?.has(column));
      if (lacking.length > 0) throw canaryTrouble(language, "columns", { name, lacking: lacking.join(", ") });
      continue;
    }
    const places = at;
    const row = rowFrom((column) => cells[places.get(column) ?? -1] ?? "");
    if (row !== null) rows.push(row);
    else if (unreadable++ === 0) firstUnreadable = line;
    if (rows.length > max) throw canaryTrouble(language, "many", { name, max });
  }
  if (at === undefined) throw canaryTrouble(language, "columns", { name, lacking: columns.join(", ") });
  return { rows, unreadable, firstUnreadable };
}

function columnsOf(
  cells: readonly string[],
  columns: readonly (keyof typeof HEADS)[],
): ReadonlyMap<string, number> {
  const heads = cells.map((head) => head.normalize("NFKC").toLowerCase().replaceAll(/[\s_]/gu, ""));
  const found = columns.map(
    (column) => [column, heads.findIndex((head) => HEADS[column].test(head))] as const,
  );
  return new Map(found.filter(([, place]) => place >= 0));
}

/** Mail systems keep no upper and lower case, and people copy addresses with brackets and full-width letters. */
function nameOf(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .replace(/^<(.*)>$/, "$1")
    .toLowerCase();
}

function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | "shift_jis" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "shift_jis";
}

const PATTERNS = {
  ",": /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/gy,
  ";": /(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r?\n|\r|$)/gy,
  "\t": /(?:"((?:[^"]|"")*)"|([^"\t\r\n]*))(\t|\r?\n|\r|$)/gy,
} as const;

/** What stands between the columns: a tab or a semicolon when the first line has one and no comma. */
function separatorOf(text: string): keyof typeof PATTERNS {
  const first = text.slice(0, 1_000).split(/[\r\n]/, 1)[0] ?? "";
  if (first.includes(",")) return ",";
  return first.includes("\t") ? "\t" : first.includes(";") ? ";" : ",";
}

/** Cells of each line that is not empty; quotes may hold commas, quotes and line ends. */
function* csvLines(text: string): Generator<{ readonly cells: readonly string[]; readonly line: number }> {
  const separator = separatorOf(text);
  const pattern = new RegExp(PATTERNS[separator]);
  let cells: string[] = [];
  let [line, startLine] = [1, 1];
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      // A stray quote: the line is handed on as one cell that fits no column, and the reading goes on at the next.
      const end = text.indexOf("\n", at);
      pattern.lastIndex = end < 0 ? text.length : end + 1;
      yield { cells: [], line: startLine };
      [cells, line] = [[], line + 1];
      startLine = line;
      continue;
    }
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    line += match[0].split("\n").length - 1;
    if (match[3] === separator) continue;
    if (cells.length > 1 || cells[0] !== "") yield { cells, line: startLine };
    cells = [];
    startLine = line;
  }
  if (cells.length > 0) yield { cells, line: startLine };
}

export function canaryTrouble(
  language: Language,
  problem: "columns" | "many" | "unreadable" | "tooLarge",
  values: Readonly<Record<string, string | number>>,
  cause?: unknown,
): MisemoriError {
  const hint = say(canaryWords, language, `${problem}Hint`, values);
  return new MisemoriError(`canary.${problem}`, say(canaryWords, language, problem, values), hint, cause);
}

// Reads access logs of any size in one pass: which days they cover, how many lines make no sense, and the entries about one page.
// Plain files go through DuckDB on all cores; packed ones (gz, zst) are unpacked and read here, a cut-off one up to its cut.

import { SCOPE_LIMITS, type InputTrouble } from "./contract.ts";
import { offsetMs, type DayNumber, type DayReader } from "./days.ts";
import { readAccessLine, type AccessEntry, type Page } from "./access-line.ts";
import type { Duck } from "./duck.ts";

export interface LogReading {
  /** Days with at least one entry. */
  readonly days: ReadonlySet<DayNumber>;
  readonly lines: number;
  /** Lines that are no entry of an access log. */
  readonly garbage: number;
  /** Lines that name the page and cannot be read: one of them may be a read. */
  readonly doubtful: number;
  /** Entries for the page, whatever status and time. */
  readonly entries: readonly (AccessEntry & { readonly count: number })[];
  readonly troubles: readonly InputTrouble["what"][];
}

export interface LogWish {
  readonly page: Page | null;
  readonly days: DayReader;
}

/** `[06/Dec/2019:12` and the zone, or eight of the ten digits of Caddy's seconds: enough to know the day. */
const STAMP = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2})$/;
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

interface Sums {
  readonly days: Set<DayNumber>;
  readonly entries: (AccessEntry & { readonly count: number })[];
  lines: number;
  garbage: number;
  doubtful: number;
}

/** A plain file. Throws what DuckDB throws: unreadable file, too many hits for its memory. */
export async function readPlainLog(duck: Duck, path: string, wish: LogWish): Promise<LogReading> {
  const sums = emptySums();
  for await (const rows of duck.rows(logSql(path, wish.page))) {
    for (const [stamp, zone, line, count] of rows) {
      const text = typeof line === "string" ? line : null;
      addGroup(sums, wish, textOf(stamp), textOf(zone), text, Number(count));
    }
  }
  const literal = wish.page === null ? "" : sqlText(wish.page.literal);
  const rejects = `SELECT count(*), count(*) FILTER (${literal === "" ? "false" : `contains(coalesce(csv_line, ''), ${literal}) OR csv_line IS NULL`}) FROM (SELECT DISTINCT line, csv_line FROM reject_errors)`;
  for await (const rows of duck.rows(rejects)) {
    for (const [count, doubtful] of rows) {
      sums.lines += Number(count);
      sums.garbage += Number(count);
      sums.doubtful += Number(doubtful);
    }
  }
  for (const table of ["reject_errors", "reject_scans"]) {
    for await (const _ of duck.rows(`DROP TABLE IF EXISTS ${table}`)) void _;
  }
  return { ...sums, troubles: [] };
}

/**
 * Text that was unpacked on the way. `cutOff` is asked at the end. `asDuck`: a line with bytes that are no UTF-8 is refused, as
 * DuckDB does, so that a plain log read in part gives what it gives when it is read whole.
 */
export async function readUnpackedLog(
  chunks: AsyncIterable<Uint8Array>,
  wish: LogWish,
  cutOff: () => boolean,
  { asDuck = false }: { readonly asDuck?: boolean } = {},
): Promise<LogReading> {
  const sums = emptySums();
  let rest = "";
  const decoder = new TextDecoder();
  const take = (line: string): void => {
    const named = wish.page !== null && names(line, wish.page.literal);
    if (asDuck && line.includes("\ufffd")) {
      sums.lines++;
      sums.garbage++;
      if (named) sums.doubtful++;
      return;
    }
    const { stamp, zone } = stampOf(line);
    addGroup(sums, wish, stamp, zone, named ? line : null, 1);
  };
  for await (const chunk of chunks) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > SCOPE_LIMITS.logLineBytesMax) {
      take(rest);
      rest = "";
    }
    for (const line of lines) take(line);
  }
  if (rest !== "") take(rest);
  return { ...sums, troubles: cutOff() ? ["cut-off"] : [] };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function emptySums(): Sums {
  return { days: new Set(), entries: [], lines: 0, garbage: 0, doubtful: 0 };
}

function addGroup(
  sums: Sums,
  wish: LogWish,
  stamp: string,
  zone: string,
  line: string | null,
  count: number,
): void {
  sums.lines += count;
  const atMs = stampMs(stamp, zone);
  if (atMs === undefined) sums.garbage += count;
  else sums.days.add(wish.days.ofEpochMs(atMs));
  if (line === null || wish.page === null) return;
  const entry = readAccessLine(line.replace(/\r$/, ""));
  if (entry === undefined) {
    sums.doubtful += count;
    if (atMs !== undefined) sums.garbage += count;
    return;
  }
  if (wish.page.match(entry.target) === undefined) return;
  if (sums.entries.length >= SCOPE_LIMITS.readsMax) throw new RangeError("too many reads");
  sums.entries.push({ ...entry, count });
}

/** One scan: the stamp of every line counted, and the lines that name the page as they are. */
function logSql(path: string, page: Page | null): string {
  const literal = page === null ? "" : sqlText(page.literal);
  const hit =
    page === null
      ? "NULL"
      : `CASE WHEN contains(line, ${literal}) OR (contains(line, '%') AND contains(url_decode(line), ${literal})) THEN line END`;
  // No delimiter, quote or escape: a line is a line. The delimiter stands for nothing a server writes.
  const source = `read_csv(${sqlText(path)}, delim='\u0001\u0002\u0003\u0004', quote='', escape='', header=false, auto_detect=false, columns={'line':'VARCHAR'}, strict_mode=false, store_rejects=true, rejects_limit=100000, max_line_size=${SCOPE_LIMITS.logLineBytesMax}, compression='none')`;
  const isJson = "starts_with(line, '{')";
  const stamp = `CASE WHEN ${isJson} THEN regexp_extract(line, '"ts":"?([0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2})', 0) WHEN p > 0 THEN substr(line, p + 1, 14) ELSE '' END`;
  const zone = `CASE WHEN ${isJson} OR p = 0 THEN '' ELSE substr(line, p + 22, 5) END`;
  // What is no stamp is folded into one group: garbage must not fill the memory.
  const known = `CASE WHEN ${isJson} OR (stamp LIKE '__/___/____:__' AND (starts_with(zone, '+') OR starts_with(zone, '-'))) THEN`;
  return `SELECT ${known} stamp ELSE '' END AS s, ${known} zone ELSE '' END AS z, hit, count(*) FROM (SELECT line, ${stamp} AS stamp, ${zone} AS zone, ${hit} AS hit FROM (SELECT line, strpos(line, '[') AS p FROM ${source})) GROUP BY ALL`;
}

/** The same as the SQL above, for one line. */
function stampOf(line: string): { stamp: string; zone: string } {
  if (line.startsWith("{")) {
    return { stamp: /"ts":"?([0-9]{8}|\d{4}-\d{2}-\d{2}T\d{2})/.exec(line)?.[0] ?? "", zone: "" };
  }
  const at = line.indexOf("[");
  return at < 0
    ? { stamp: "", zone: "" }
    : { stamp: line.slice(at + 1, at + 15), zone: line.slice(at + 22, at + 27) };
}

function names(line: string, literal: string): boolean {
  if (line.includes(literal)) return true;
  return line.includes("%") && line.replaceAll(/%([0-7][0-9a-f])/gi, unescape1).includes(literal);
}

function unescape1(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/** The start of the hour a stamp names; undefined when it is none. */
function stampMs(stamp: string, zone: string): number | undefined {
  if (stamp.startsWith('"ts"')) {
    const value = stamp.replace(/^"ts":"?/, "");
    const ms = /^\d{8}$/.test(value) ? Number(value) * 100_000 : Date.parse(`${value}:00:00Z`);
    return Number.isNaN(ms) ? undefined : ms;
  }
  const found = STAMP.exec(stamp);
  const month = found === null ? -1 : MONTHS.indexOf(found[2] ?? "?") / 3;
  if (found === null || !Number.isInteger(month) || month < 0 || !/^[+-]\d{4}$/.test(zone)) return undefined;
  const [day, hour] = [Number(found[1]), Number(found[4])];
  if (day < 1 || day > 31 || hour > 23) return undefined;
  return Date.UTC(Number(found[3]), month, day, hour) - offsetMs(zone);
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

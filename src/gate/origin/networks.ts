// The table "address → network": compiled once from the registry's CSV into flat sorted numbers that every worker
// thread shares. Where the bytes are kept is left to load.ts.

import { MisemoriError } from "../../kernel/index.ts";

/**
 * Layout, all numbers little-endian Uint32: a head of 16 words (magic, v4 rows, v6 rows, networks, name bytes, then
 * 11 words for the version text), then v4 starts, v4 networks, v6 starts (first 32 bits), v6 starts (next 32 bits),
 * v6 networks, AS numbers, name offsets (one more than networks), and the names in UTF-8.
 * A row holds from its start to the next row's; network 0 is "none".
 */
const MAGIC = 0x314e534d;
const HEAD_WORDS = 16;
const VERSION_BYTES_MAX = 44;

interface Row {
  readonly high: number;
  readonly low: number;
  readonly network: number;
}

/** Both CSV texts as in @ip-location-db/asn: `start,end,asn,name`; v4 as numbers, v6 as addresses. */
export function compileNetworks(v4Csv: string, v6Csv: string, version: string): Uint8Array<ArrayBuffer> {
  const index = new Map<string, number>();
  const asns: number[] = [0];
  const names: string[] = [""];
  const networkOf = (asn: string, name: string): number => {
    const key = `${asn},${name}`;
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, asns.length);
    names.push(name);
    return asns.push(Number(asn)) - 1;
  };
  const v4 = rowsOf(v4Csv, networkOf, (text) => [Number(text), 0]);
  const v6 = rowsOf(v6Csv, networkOf, firstHalfOfIpv6);
  return pack(v4, v6, asns, names, version);
}

export interface NetworkTable {
  readonly version: string;
  /** Number of networks, the empty one at 0 included. */
  readonly count: number;
  /** Index of the network that holds the address: for IPv4 its 32 bits and 0, for IPv6 its first 64 bits. */
  find(family: 4 | 6, high: number, low: number): number;
  /** First IPv4 addresses of at most `limit` rows of the same AS. Goes through the whole table: keep what it gives. */
  v4StartsOf(asn: number, limit: number): readonly number[];
  asn(network: number): number;
  name(network: number): string;
}

/** @throws MisemoriError "origin.table" when the bytes are not such a table or are cut off. */
export function openNetworks(buffer: ArrayBufferLike): NetworkTable {
  const words = new Uint32Array(buffer, 0, Math.floor(buffer.byteLength / 4));
  const [magic, v4Rows = 0, v6Rows = 0, count = 0, nameBytes = 0] = words;
  const numbers = HEAD_WORDS + 2 * v4Rows + 3 * v6Rows + 2 * count + 1;
  if (magic !== MAGIC || numbers * 4 + nameBytes > buffer.byteLength) {
    throw new MisemoriError(
      "origin.table",
      "the table of networks is damaged",
      "delete it, it is made again at the next start",
    );
  }
  let at = HEAD_WORDS;
  const take = (length: number): Uint32Array => words.subarray(at, (at += length));
  const v4Starts = take(v4Rows);
  const v4Networks = take(v4Rows);
  const v6High = take(v6Rows);
  const v6Low = take(v6Rows);
  const v6Networks = take(v6Rows);
  const asns = take(count);
  const offsets = take(count + 1);
  const names = Buffer.from(buffer, numbers * 4, nameBytes);
  const version = Buffer.from(buffer, 5 * 4, VERSION_BYTES_MAX)
    .toString("latin1")
    .replace(/\0+$/, "");
  return {
    version,
    count,
    find: (family, high, low) =>
      family === 4
        ? (v4Networks[lastNotAfter(v4Starts, high)] ?? 0)
        : (v6Networks[lastPairNotAfter(v6High, v6Low, high, low)] ?? 0),
    v4StartsOf: (asn, limit) => {
      const starts: number[] = [];
      for (let row = 0; row < v4Rows && starts.length < limit; row++) {
        if (asns[v4Networks[row] ?? 0] === asn) starts.push(v4Starts[row] ?? 0);
      }
      return starts;
    },
    asn: (network) => asns[network] ?? 0,
    name: (network) => names.toString("utf8", offsets[network] ?? 0, offsets[network + 1] ?? 0),
  };
}

/** Index of the last start ≤ value, or -1. */
function lastNotAfter(starts: Uint32Array, value: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function lastPairNotAfter(highs: Uint32Array, lows: Uint32Array, high: number, low: number): number {
  let first = 0;
  let last = highs.length;
  while (first < last) {
    const middle = (first + last) >>> 1;
    const at = highs[middle] ?? 0;
    if (at < high || (at === high && (lows[middle] ?? 0) <= low)) first = middle + 1;
    else last = middle;
  }
  return first - 1;
}

function rowsOf(
  csv: string,
  networkOf: (asn: string, name: string) => number,
  parse: (text: string) => readonly [number, number],
): Row[] {
  const rows: Row[] = [];
  let nextHigh = 0;
  let nextLow = 0;
  for (let at = 0; at < csv.length;) {
    const lineEnd = csv.indexOf("\n", at);
    const end = lineEnd === -1 ? csv.length : lineEnd;
    const first = csv.indexOf(",", at);
    const second = csv.indexOf(",", first + 1);
    const third = csv.indexOf(",", second + 1);
    if (first === -1 || second === -1 || third === -1 || third > end) {
      at = end + 1;
      continue;
    }
    const [high, low] = parse(csv.slice(at, first));
    const [endHigh, endLow] = parse(csv.slice(first + 1, second));
    const network = networkOf(csv.slice(second + 1, third), unquote(csv.slice(third + 1, end).trimEnd()));
    at = end + 1;
    // Rows that begin inside the one before (parts of a /64) are left to it: the table stays sorted.
    if (high < nextHigh || (high === nextHigh && low < nextLow)) continue;
    if (rows.length > 0 && (high !== nextHigh || low !== nextLow))
      rows.push({ high: nextHigh, low: nextLow, network: 0 });
    rows.push({ high, low, network });
    [nextHigh, nextLow] = parse === firstHalfOfIpv6 ? after(endHigh, endLow) : [endHigh + 1, 0];
  }
  // v4 addresses end at 2^32 - 1: a gap row beyond that would not fit into 32 bits, and nothing lies there.
  if (nextHigh <= 0xffffffff) rows.push({ high: nextHigh, low: nextLow, network: 0 });
  return rows;
}

function after(high: number, low: number): readonly [number, number] {
  return low === 0xffffffff ? [high + 1, 0] : [high, low + 1];
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

/** The first 64 bits of an IPv6 address as two numbers. */
export function firstHalfOfIpv6(text: string): readonly [number, number] {
  // Canonical addresses of the kernel have all eight words and no "::".
  const [head = "", tail] = text.split("::", 2);
  const left = head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const word = (i: number): number => {
    const part = i < left.length ? left[i] : tail === undefined ? undefined : right[i - (8 - right.length)];
    return part === undefined || part === "" ? 0 : Number.parseInt(part, 16);
  };
  return [((word(0) << 16) | word(1)) >>> 0, ((word(2) << 16) | word(3)) >>> 0];
}

function pack(
  v4: readonly Row[],
  v6: readonly Row[],
  asns: readonly number[],
  names: readonly string[],
  version: string,
): Uint8Array<ArrayBuffer> {
  const nameTexts = Buffer.from(names.join(""));
  const numbers = HEAD_WORDS + 2 * v4.length + 3 * v6.length + 2 * asns.length + 1;
  const bytes = new Uint8Array(Math.ceil((numbers * 4 + nameTexts.length) / 4) * 4);
  const words = new Uint32Array(bytes.buffer, 0, numbers);
  words.set([MAGIC, v4.length, v6.length, asns.length, nameTexts.length]);
  bytes.set(Buffer.from(version, "latin1").subarray(0, VERSION_BYTES_MAX), 5 * 4);
  let at = HEAD_WORDS;
  const put = (column: readonly number[]): void => {
    words.set(column, at);
    at += column.length;
  };
  put(v4.map((row) => row.high));
  put(v4.map((row) => row.network));
  put(v6.map((row) => row.high));
  put(v6.map((row) => row.low));
  put(v6.map((row) => row.network));
  put(asns);
  const offsets = [0];
  let offset = 0;
  for (const name of names) offsets.push((offset += Buffer.byteLength(name)));
  put(offsets);
  bytes.set(nameTexts, numbers * 4);
  return bytes;
}

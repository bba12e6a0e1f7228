// One entry of an access log (nginx and Apache "combined", Caddy's JSON) as facts, and whether it is about the page asked for.
// Which lines come here, and how quickly, is access-logs.ts's matter.

import { offsetMs } from "./days.ts";

export interface AccessEntry {
  readonly atMs: number;
  readonly address: string;
  readonly method: string;
  /** As requested, with query. */
  readonly target: string;
  readonly status: number;
  /** Bytes of the answer; 0 when the log does not say. */
  readonly bytes: number;
}

const COMBINED =
  /^(?:\S{1,255} )?(\S{1,255}) \S{1,255} .{1,255}? \[(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-]\d{4})\] "([A-Z]{1,20}) ([^" ]{1,65536})(?: HTTP\/[\d.]{1,4})?" (\d{3}) (\d{1,15}|-)/;
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const LINE_CHARS_MAX = 1024 * 1024;

/** Undefined for a line that cannot be read whole: the caller counts it. */
export function readAccessLine(line: string): AccessEntry | undefined {
  if (line.length > LINE_CHARS_MAX) return undefined;
  return line.startsWith("{") ? fromJson(line) : fromCombined(line);
}

function fromCombined(line: string): AccessEntry | undefined {
  const found = COMBINED.exec(line);
  if (found === null) return undefined;
  const [
    ,
    address = "",
    day,
    month = "",
    year,
    hour,
    minute,
    second,
    zone = "",
    method = "",
    target = "",
    status,
    bytes,
  ] = found;
  const monthIndex = MONTHS.indexOf(month) / 3;
  if (!Number.isInteger(monthIndex) || monthIndex < 0) return undefined;
  const utcMs = Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second));
  return {
    atMs: utcMs - offsetMs(zone),
    address: plainAddress(address),
    method,
    target,
    status: Number(status),
    bytes: bytes === "-" ? 0 : Number(bytes),
  };
}

function fromJson(line: string): AccessEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const entry = fieldsOf(value);
  const request = fieldsOf(entry["request"]);
  const atMs = timeOf(entry["ts"]);
  const target = request["uri"];
  const address = request["client_ip"] ?? request["remote_ip"] ?? request["remote_addr"];
  const status = entry["status"];
  if (atMs === undefined || typeof target !== "string" || typeof status !== "number") return undefined;
  const method = request["method"];
  return {
    atMs,
    address: typeof address === "string" ? plainAddress(address) : "",
    method: typeof method === "string" ? method : "",
    target,
    status,
    bytes: typeof entry["size"] === "number" ? entry["size"] : 0,
  };
}

/** Caddy writes seconds with a fraction unless told to write ISO. */
function timeOf(value: unknown): number | undefined {
  if (typeof value === "number" && Number.isFinite(value) && value > 0 && value < 1e11)
    return Math.floor(value * 1000);
  const ms = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function plainAddress(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
}

export type PagePlace = "order" | "member" | "email" | "line";

export interface Page {
  /** A part of the page's path that every request for it contains once its escapes are undone; for a quick first look. */
  readonly literal: string;
  readonly hasPlaces: boolean;
  /** Undefined: another page. Otherwise what stood in the places. */
  readonly match: (target: string) => Readonly<Partial<Record<PagePlace, string>>> | undefined;
}

/** `/x.log`, or with places: `/admin/order/{order}/edit`, `/log.php?line={line}`. A page without "?" is met with any query. */
export function pageFrom(text: string): Page {
  const places: PagePlace[] = [];
  const parts = text.split(/\{(order|member|email|line)\}/);
  const pattern = parts
    .map((part, i) => {
      if (i % 2 === 0) return escaped(part);
      places.push(part as PagePlace);
      return "([^/?&#]{1,300})";
    })
    .join("");
  const tail = text.includes("?") ? "(?:[&#].*)?" : "(?:[?#].*)?";
  const whole = new RegExp(`^${pattern}${tail}$`, "su");
  const literals = parts.filter((_, i) => i % 2 === 0).flatMap((part) => part.split("/"));
  const literal = literals.toSorted((a, b) => b.length - a.length)[0] ?? "";
  return {
    literal,
    hasPlaces: places.length > 0,
    match: (target) => {
      const found = whole.exec(plainTarget(target));
      if (found === null) return undefined;
      return Object.fromEntries(places.map((place, i) => [place, found[i + 1] ?? ""]));
    },
  };
}

/** One page has many writings: escapes, doubled slashes, dots, a full URL. They all become one. */
function plainTarget(target: string): string {
  const noHost = target.replace(/^https?:\/\/[^/]{1,300}(?=\/)/i, "");
  const [path = "", ...query] = noHost.split("?");
  const kept: string[] = [];
  for (const part of unescaped(path).split("/")) {
    if (part === "..") kept.pop();
    else if (part !== "" && part !== ".") kept.push(part);
  }
  const plain = `/${kept.join("/")}${path.endsWith("/") && kept.length > 0 ? "/" : ""}`;
  return query.length === 0 ? plain : `${plain}?${unescaped(query.join("?"))}`;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

// Where cards lay: the places a `scrub scan --json` lists, and, when the scanned file is at hand, what its lines say about whose
// card it is (order number, member id, e-mail). Card numbers are never read from a line: only the keyed hash of the scan is used.

import type { Item } from "./contract.ts";
import { keyOfEmail, keyOfMember } from "./people.ts";

export interface CardPlace {
  readonly file: string;
  readonly line: number;
  /** Offset of the first byte behind the number; null inside an archive, where answers' sizes say nothing. */
  readonly endByte: number | null;
  readonly cardHash: string;
  readonly items: readonly Item[];
}

export interface CardPlaces {
  readonly places: readonly CardPlace[];
  /** Findings the scan counted and did not list. */
  readonly unlisted: number;
}

const ITEM_OF: Readonly<Record<string, Item>> = {
  pan: "card-number",
  "security-code": "security-code",
  expiry: "expiry",
  holder: "holder",
  "track-1": "track",
  "track-2": "track",
};

/** Undefined when this is no result of `scrub scan --json`. `cardFile` is the end of a path; null takes every file. */
export function readCardPlaces(json: string, cardFile: string | null): CardPlaces | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const files = fieldsOf(value)["files"];
  if (!Array.isArray(files)) return undefined;
  const chosen = files
    .map(fieldsOf)
    .filter(({ path }) => cardFile === null || isTail(String(path), cardFile));
  const places = chosen.flatMap(placesIn);
  const whole = fieldsOf(value)["unlistedFiles"];
  const unlisted =
    chosen.reduce((sum, { unlisted: some }) => sum + numberOr(some, 0), 0) + (numberOr(whole, 0) > 0 ? 1 : 0);
  return { places, unlisted };
}

function placesIn(file: Readonly<Record<string, unknown>>): CardPlace[] {
  const findings = (Array.isArray(file["findings"]) ? file["findings"] : []).map(fieldsOf);
  const kinds = new Map<string, Set<Item>>();
  const counted = findings.filter(({ certainty }) => certainty === "certain" || certainty === "likely");
  for (const one of counted) {
    const item = ITEM_OF[String(one["kind"])];
    if (item === undefined) continue;
    const known = kinds.get(spot(one));
    if (known === undefined) kinds.set(spot(one), new Set([item]));
    else known.add(item);
  }
  return counted
    .filter(({ cardHash }) => typeof cardHash === "string" && cardHash !== "")
    .map((one) => ({
      file: String(file["path"]),
      line: numberOr(one["line"], 0),
      endByte:
        typeof one["member"] === "string" ? null : numberOr(one["offset"], 0) + numberOr(one["bytes"], 0),
      cardHash: String(one["cardHash"]),
      items: [...(kinds.get(spot(one)) ?? [])],
    }));
}

function spot({ member, line }: Readonly<Record<string, unknown>>): string {
  return `${typeof member === "string" ? member : ""}\0${String(line)}`;
}

export function isTail(path: string, tail: string): boolean {
  return path === tail || path.endsWith(`/${tail.replace(/^(?:\.?\/)+/, "")}`);
}

/** One key of a person or order, "order:…", "member:…" or "email:…", and the line that names it. */
export type NamedLines = ReadonlyMap<number, readonly string[]>;

const EMAIL = /[a-z0-9._+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/gi;
const ORDER =
  /(?:order[-_ ]?(?:id|no|number|code)|受注番号|注文番号)["']?\s{0,3}[:=：]\s{0,3}["']?([\w-]{1,80})/giu;
const MEMBER =
  /(?:(?:customer|member|user)[-_ ]?(?:id|no)|会員(?:番号|id)|顧客(?:番号|id))["']?\s{0,3}[:=：]\s{0,3}["']?([\w-]{1,80})/giu;
/** Longer lines are looked at up to here: what belongs to a card stands near it. */
const LINE_CHARS_MAX = 64 * 1024;

/** What the lines with cards in them say about whose they are. `wanted` are line numbers from 1. */
export async function namesOnLines(
  chunks: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<number>,
): Promise<NamedLines> {
  const named = new Map<number, readonly string[]>();
  let line = 1;
  let parts: Uint8Array[] = [];
  let kept = 0;
  const end = (): void => {
    if (wanted.has(line)) named.set(line, namesIn(Buffer.concat(parts).toString("utf8")));
    parts = [];
    kept = 0;
    line++;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(0x0a, from);
      if (wanted.has(line) && kept < LINE_CHARS_MAX) {
        const part = chunk.slice(from, Math.min(at < 0 ? chunk.length : at, from + LINE_CHARS_MAX - kept));
        parts.push(part);
        kept += part.length;
      }
      if (at < 0) break;
      end();
      from = at + 1;
    }
  }
  end();
  return named;
}

function namesIn(line: string): readonly string[] {
  const plain = line.includes("%40") ? line.replaceAll("%40", "@") : line;
  const keys = new Set<string>();
  for (const [found] of plain.matchAll(EMAIL)) keys.add(keyOfEmail(found) ?? "");
  for (const [, id = ""] of plain.matchAll(ORDER)) keys.add(orderKey(id));
  for (const [, id = ""] of plain.matchAll(MEMBER)) keys.add(keyOfMember(id) ?? "");
  keys.delete("");
  return [...keys];
}

export function orderKey(id: string): string {
  return `order:${id.normalize("NFKC").trim().toLowerCase()}`;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function numberOr(value: unknown, other: number): number {
  return typeof value === "number" && Number.isFinite(value) ? value : other;
}

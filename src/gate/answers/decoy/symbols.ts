// An answer of the shop as a row of symbols: plain text, the buyer's own values, and times. Two such rows can be laid
// side by side (align.ts); what differs and how it is filled again is left to holes.ts.

import type { Clock } from "../../../kernel/index.ts";
import { markEchoes } from "./echoes.ts";
import type { Field, Writing } from "./fields.ts";

/** Unix seconds or milliseconds; "2026-11-22T09:00:00", with a space, with slashes; the date alone. */
export type TimeForm = "s" | "ms" | "T" | " " | "/" | "d-" | "d/";

export type Symbol =
  | { readonly kind: "text"; readonly text: string }
  | Echo
  /** The present time in one of the usual forms, `offsetMs` from UTC. */
  | { readonly kind: "time"; readonly form: TimeForm; readonly offsetMs: number }
  | Hole;

/**
 * A submitted value, written back in one of `writings` (a plain value does not tell which). `text` is what stood there;
 * it never leaves this process.
 */
export interface Echo {
  readonly kind: "echo";
  readonly field: string;
  readonly writings: readonly Writing[];
  readonly text?: string;
  /** It stood in the page's own field of that name: certainly an echo. */
  readonly own?: boolean;
  /**
   * All declines so far had this text here, and all their buyers had submitted it: his value or the shop's word, nobody
   * knows. Only for a buyer who submits the same.
   */
  readonly usual?: string;
}

/** A place where the shop's answers differ and only fresh randomness may stand. */
export interface Hole {
  readonly kind: "hole";
  /** Characters seen at the open places, as a sorted list of classes; see holes.ts. */
  readonly alphabet: string;
  readonly lengthMin: number;
  readonly lengthMax: number;
  /** Per place the character that all samples have there, "." where they differ; "" when lengths differ. */
  readonly shape: string;
  /** All samples are numbers: those may be short and may differ in length. */
  readonly digits: boolean;
}

/** Rows longer than this are not learned: aligning them would hold up the worker. */
export const SYMBOLS_MAX = 40_000;

/** undefined when the answer holds a card value or is too long: such an answer is not learned from. */
export function symbolsOf(document: string, fields: readonly Field[], clock: Clock): Symbol[] | undefined {
  for (const field of fields) {
    if (field.card && field.value.length >= 4 && holdsAny(document, field.value)) return undefined;
  }
  const symbols: Symbol[] = [];
  for (const symbol of markEchoes(document, fields)) {
    if (symbol.kind === "text") split(symbol.text, clock.nowMs(), symbols);
    else symbols.push(symbol);
    if (symbols.length > SYMBOLS_MAX) return undefined;
  }
  return symbols;
}

function holdsAny(document: string, value: string): boolean {
  const digits = value.replace(/[\s-]/g, "");
  return document.includes(value) || (/^\d{12,19}$/.test(digits) && document.includes(digits));
}

const TIME = /\b(\d{4})([-/])(\d\d)\2(\d\d)(?:([T ])(\d\d):(\d\d):(\d\d))?\b|\b(1\d{9})(\d{3})?\b/g;
/** Words with ids whole, white space, Japanese, runs of punctuation; "+" and "/" apart, as they are part of base64. */
const WORD = /[A-Za-z0-9_-]+|\s+|[^\x20-\x7e\s]+|[+/]|[!-*,.:-@[-^`{-~]+/g;
const DAY_MS = 24 * 3600_000;

function split(text: string, nowMs: number, into: Symbol[]): void {
  let at = 0;
  for (const match of text.matchAll(TIME)) {
    const time = timeSymbol(match, nowMs);
    if (time === undefined) continue;
    words(text.slice(at, match.index), into);
    into.push(time);
    at = match.index + match[0].length;
  }
  words(text.slice(at), into);
}

function words(text: string, into: Symbol[]): void {
  for (const word of text.match(WORD) ?? []) {
    if (into.length > SYMBOLS_MAX) return;
    into.push({ kind: "text", text: word });
  }
}

/** Only times near now are the answer's own; a shop's founding day is plain text. */
function timeSymbol(match: RegExpExecArray, nowMs: number): Symbol | undefined {
  const [, year, dash, month, day, between, hour, minute, second, seconds, millis] = match;
  if (seconds !== undefined) {
    const ms = Number(seconds) * 1000;
    if (Math.abs(ms - nowMs) > DAY_MS) return undefined;
    return { kind: "time", form: millis === undefined ? "s" : "ms", offsetMs: 0 };
  }
  if (between === undefined || second === undefined) return dateSymbol(match[0], nowMs);
  if (dash === "/" && between === "T") return undefined;
  const ms = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const offsetMs = Math.round((ms - nowMs) / 900_000) * 900_000;
  if (Math.abs(offsetMs) > DAY_MS) return undefined;
  return { kind: "time", form: dash === "/" ? "/" : between === "T" ? "T" : " ", offsetMs };
}

/** Today's date in Japan or in UTC; another day is plain text. */
function dateSymbol(text: string, nowMs: number): Symbol | undefined {
  for (const form of ["d-", "d/"] as const) {
    for (const offsetMs of [9 * 3600_000, 0]) {
      const symbol = { kind: "time", form, offsetMs } as const;
      if (writeTime(symbol, nowMs) === text) return symbol;
    }
  }
  return undefined;
}

export function writeTime(symbol: Extract<Symbol, { kind: "time" }>, nowMs: number): string {
  if (symbol.form === "s") return String(Math.floor(nowMs / 1000));
  if (symbol.form === "ms") return String(Math.floor(nowMs));
  const text = new Date(nowMs + symbol.offsetMs).toISOString().slice(0, 19);
  if (symbol.form === "T") return text;
  if (symbol.form === "d-") return text.slice(0, 10);
  if (symbol.form === "d/") return text.slice(0, 10).replaceAll("-", "/");
  const spaced = text.replace("T", " ");
  return symbol.form === "/" ? spaced.replaceAll("-", "/") : spaced;
}

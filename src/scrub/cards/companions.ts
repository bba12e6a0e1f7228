// Finds what stands beside card numbers: security codes, expiries and holders' names, under a telling key, in a column of a
// table, or in the fields next to a number. A coupon's 有効期限 or a bank account's 名義 alone is none of these.

import type { Certainty, FindingKind } from "../finding.ts";
import { keyAround, valueAfter } from "./beside.ts";
import type { Span, Tables } from "./columns.ts";
import { isHalfOfExpiry, isUnmistakableCode, namesTheCard, TELLING, type Key, type ReadKey } from "./keys.ts";
import type { Meter } from "./runs.ts";
import { endsInMask } from "./surroundings.ts";
import { bareExpiryEnd, capitalsEnd, codeEnd, expiryEnd, nameEnd } from "./values.ts";

/** A card number, or a track, that was found in the text. */
export interface Card {
  readonly from: number;
  readonly to: number;
  readonly certainty: Certainty;
  readonly amex: boolean;
}

export interface Companion {
  readonly kind: Extract<FindingKind, "security-code" | "expiry" | "holder">;
  readonly from: number;
  readonly to: number;
  readonly certainty: Certainty;
}

/** A record of one card is seldom longer. */
const RECORD_CHARACTERS = 320;

/** Companions under keys and in columns. `cards` from left to right. */
export function keyedCompanions(
  text: string,
  cards: readonly Card[],
  { fields, heads }: Tables,
  readKey: ReadKey,
  meter: Meter,
): Companion[] {
  const codes: Companion[] = [];
  const others: Claim[] = [];
  const take = (claim: Claim): void => {
    const { sort } = claim.key;
    const found = sort === "code" ? codeClaim(text, claim, cards) : null;
    if (found !== null) codes.push(found);
    else if (sort === "expiry" || sort === "holder") others.push(claim);
  };
  for (const { key, from, to } of fields)
    take({ key, half: isHalfOfExpiry(key), loose: false, at: from, end: to, column: true });
  eachClaim(text, heads, readKey, meter, take);
  codes.sort((a, b) => a.from - b.from);
  const found = others.map((claim) => otherClaim(text, claim, cards, codes)).filter((each) => each !== null);
  return [...codes, ...found];
}

/** A place where a key or a column says that a value of some sort stands. */
interface Claim {
  readonly key: Key;
  /** True for the month or the year of an expiry alone. */
  readonly half: boolean;
  /** True when nothing but a blank or hyphen stands between key and value. */
  readonly loose: boolean;
  readonly at: number;
  /** End of the field in a table; undefined under a key. */
  readonly end?: number;
  readonly column: boolean;
}

function eachClaim(
  text: string,
  heads: readonly Span[],
  readKey: ReadKey,
  meter: Meter,
  visit: (claim: Claim) => void,
): void {
  let done = 0;
  let head = 0;
  TELLING.lastIndex = 0;
  for (let hit = TELLING.exec(text); hit !== null; hit = TELLING.exec(text)) {
    if (hit.index < done) continue;
    meter.steps += 100;
    const { key: written, end } = keyAround(text, hit.index, hit.index + hit[0].length);
    done = end;
    const key = readKey(written);
    const { sort } = key;
    if (sort !== "code" && sort !== "expiry" && sort !== "holder") continue;
    const at = valueAfter(text, end, meter);
    // "Cardholder's name": words about a holder, not one. Programs end each text with a zero: what follows is another.
    if (sort === "holder" && (text.startsWith("'s ", end) || text.slice(end, at).includes("\0"))) continue;
    if (at < 0) continue;
    const between = text.slice(end, at);
    while ((heads[head]?.to ?? Infinity) < end) head += 1;
    // The next column's name, or the first field of the first row.
    if ((heads[head]?.from ?? Infinity) < end && /[\t\n]/.test(between)) continue;
    const half = sort === "expiry" && isHalfOfExpiry(readKey(written + between));
    visit({ loose: /^[ \t-]*$/.test(between), key, half, at, column: false });
  }
}

function codeClaim(text: string, claim: Claim, cards: readonly Card[]): Companion | null {
  const to = codeEnd(text, claim.at);
  if (to < 0 || (claim.end !== undefined && to !== claim.end) || endsInMask(text, claim.at, to)) return null;
  const near = nearest(cards, claim.at) !== null;
  // "CSC 101", "CVC 2024": abbreviations mean many things; with a blank only, they need a card near or the usual three digits.
  if (claim.loose && !near && !(isUnmistakableCode(claim.key) && to - claim.at === 3)) return null;
  if (claim.loose && !near) return { kind: "security-code", from: claim.at, to, certainty: "likely" };
  const certain = claim.column || isUnmistakableCode(claim.key) || near;
  return { kind: "security-code", from: claim.at, to, certainty: certain ? "certain" : "likely" };
}

function otherClaim(
  text: string,
  claim: Claim,
  cards: readonly Card[],
  codes: readonly Companion[],
): Companion | null {
  const near = nearest(cards, claim.at) ?? nearest(codes, claim.at);
  const own = namesTheCard(claim.key);
  if (near === null && !own && !claim.column) return null;
  const kind = claim.key.sort === "expiry" ? "expiry" : "holder";
  const to =
    kind === "holder" ? nameEnd(text, claim.at) : expiryEnd(text, claim.at, claim.half ? "half" : "bare");
  if (to < 0 || (claim.end !== undefined && to !== claim.end) || endsInMask(text, claim.at, to)) return null;
  const certainty = near?.certainty === "test-number" ? "test-number" : near === null ? "likely" : "certain";
  return { kind, from: claim.at, to, certainty };
}

/** The nearest of some places (from left to right) within the reach of a record; null when none is. */
function nearest<T extends { readonly from: number; readonly to: number; readonly certainty: Certainty }>(
  places: readonly T[],
  at: number,
): T | null {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.from ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const before = places[low - 1];
  const behind = places[low];
  const toBefore = before === undefined ? Infinity : at - before.to;
  const toBehind = behind === undefined ? Infinity : behind.from - at;
  const best = toBefore <= toBehind ? before : behind;
  return best !== undefined && Math.min(toBefore, toBehind) <= RECORD_CHARACTERS ? best : null;
}

/** Between two fields: a comma, semicolon, bar, tab, colon or slash, quotes and blanks aside; or the cells of a page. */
const FIELD_GAP = /["']? {0,2}[,;|\t:/] {0,2}["']?|<\/t[dh]>\s{0,8}<t[dh]>/y;
/** Blanks, or a bracket, before an expiry that is spelt out. */
const LOOSE_GAP = /["')]?[ 　]{1,3}\(?|-/y;
const FIELD_END = /^(?:["']? {0,2}(?:[,;|\t\r\n:)\]}<&]|$)|["']? )/;

/** Companions in the fields right beside one card number that stands in no known column: "PAN,12/28,123,TARO YAMADA". */
export function adjacentCompanions(text: string, card: Card, meter: Meter): Companion[] {
  meter.steps += 300;
  const found: Companion[] = [];
  const certainty: Certainty = card.certainty === "test-number" ? "test-number" : "likely";
  const add = (kind: Companion["kind"], from: number, to: number): number => {
    found.push({ kind, from, to, certainty });
    return to;
  };
  let at = holderAt(text, card.to, add);
  const expiry = expiryBehind(text, at);
  if (expiry !== null) {
    at = add("expiry", expiry.from, expiry.to);
    const code = gapEnd(FIELD_GAP, text, at) ?? gapEnd(LOOSE_GAP, text, at);
    const end = code === null ? -1 : codeEnd(text, code);
    if (code !== null && end - code === (card.amex ? 4 : 3) && FIELD_END.test(text.slice(end, end + 5))) {
      at = add("security-code", code, end);
    }
    holderAt(text, at, add);
  }
  nameBefore(text, card.from, add);
  return found;
}

type Add = (kind: Companion["kind"], from: number, to: number) => number;

function holderAt(text: string, at: number, add: Add): number {
  const from = gapEnd(FIELD_GAP, text, at);
  const to = from === null ? -1 : capitalsEnd(text, from);
  return from !== null && to >= 0 && FIELD_END.test(text.slice(to, to + 5)) ? add("holder", from, to) : at;
}

function expiryBehind(text: string, at: number): { readonly from: number; readonly to: number } | null {
  const field = gapEnd(FIELD_GAP, text, at);
  const loose = gapEnd(LOOSE_GAP, text, at);
  const from = field ?? loose;
  if (from === null) return null;
  if (field !== null) {
    // Month and year in fields of their own: "|12|2028|".
    const two = /^(?:0[1-9]|1[0-2])["']?([|,;:\t/])["']?20[0-4]\d(?!\d)|^(?:0[1-9]|1[0-2])\|\d\d(?=\|)/.exec(
      text.slice(from, from + 12),
    );
    if (two !== null) return { from, to: from + two[0].length };
  }
  const to = field !== null ? bareExpiryEnd(text, from) : expiryEnd(text, from, "spelt");
  if (to < 0 || !FIELD_END.test(text.slice(to, to + 5))) return null;
  // Two numbers with a blank between are an expiry only in a form's print, not in a log.
  if (field === null && !/[/年月]/.test(text.slice(from, to))) return null;
  return { from, to };
}

function gapEnd(gap: RegExp, text: string, at: number): number | null {
  gap.lastIndex = at;
  return gap.test(text) ? gap.lastIndex : null;
}

function nameBefore(text: string, from: number, add: Add): void {
  const words = text.slice(Math.max(0, from - 52), from);
  const found =
    /(?:^|[\n,;|\t"'])([A-Z][A-Z'-]{1,20}(?: [A-Z][A-Z.'-]{0,20}){1,3})["']? {0,2}[,;|\t] {0,2}["']?$/.exec(
      words,
    );
  const name = found?.[1];
  if (found === null || name === undefined) return;
  const start = from - words.length + found.index + found[0].indexOf(name);
  if (capitalsEnd(text, start) === start + name.length) add("holder", start, start + name.length);
}

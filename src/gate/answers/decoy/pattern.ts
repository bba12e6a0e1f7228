// A pattern of the shop's decline: grown from declines to different people, filled for the one who asks now. Whatever
// cannot be proved to belong to the shop alone makes the pattern refuse.

import type { Random } from "../../../kernel/index.ts";
import { align } from "./align.ts";
import { write, type Field, type Writing } from "./fields.ts";
import { fillHole, fits, holeFor } from "./holes.ts";
import { writeTime, type Echo, type Symbol } from "./symbols.ts";

/**
 * The row that covers both, or undefined when they differ in something that is neither the buyer's own value nor looks
 * like an id, number, nonce or time.
 */
export function merge(pattern: readonly Symbol[], sample: readonly Symbol[]): Symbol[] | undefined {
  const gaps = align(pattern, sample, sameSymbol);
  if (gaps === undefined) return undefined;
  const merged: Symbol[] = [];
  let a = 0;
  let b = 0;
  for (let i = 0; i < gaps.length; i++) {
    const gap = gaps[i];
    if (gap === undefined) break;
    // Base64 falls into pieces at "+" and "/" that may agree by chance: the pieces are one nonce.
    let { aTo, bTo } = gap;
    for (
      let next = gaps[i + 1];
      next !== undefined && isJoint(pattern.slice(aTo, next.aFrom));
      next = gaps[i + 1]
    ) {
      ({ aTo, bTo } = next);
      i++;
    }
    keep(pattern.slice(a, gap.aFrom), sample.slice(b, gap.bFrom), merged);
    // An amount of money that no field of the request explains is another buyer's: neither his nor a made-up one may show.
    if (isMoneyPlace(sample, gap.bFrom, bTo)) return undefined;
    const hole = holeFor(pattern.slice(gap.aFrom, aTo), sample.slice(gap.bFrom, bTo));
    if (hole === undefined) return undefined;
    merged.push(hole);
    a = aTo;
    b = bTo;
  }
  keep(pattern.slice(a), sample.slice(b), merged);
  return merged;
}

/**
 * The document for the present request; values it does not carry are left empty, as a shop would. undefined when it is
 * not known how the shop would write one of the values, or when writing it could carry markup into the page.
 */
export function fill(
  pattern: readonly Symbol[],
  fields: readonly Field[],
  present: { readonly nowMs: number; readonly random: Random },
): string | undefined {
  const values = new Map(fields.filter((field) => !field.card).map((field) => [field.name, field.value]));
  let document = "";
  for (const symbol of pattern) {
    if (symbol.kind === "text") document += symbol.text;
    else if (symbol.kind === "echo") {
      const written = writeEcho(symbol, values.get(symbol.field));
      if (written === undefined) return undefined;
      document += written;
    }
    if (symbol.kind === "time") document += writeTime(symbol, present.nowMs);
    if (symbol.kind === "hole") document += fillHole(symbol, present.random);
  }
  return document;
}

/** The gate must not open a hole (script in the page, a second header) that the shop itself may have closed. */
function writeEcho(echo: Echo, value = ""): string | undefined {
  const texts = new Set(echo.writings.map((writing) => write(value, writing)));
  if (echo.usual !== undefined) return texts.has(echo.usual) ? echo.usual : undefined;
  const [text] = texts;
  if (text === undefined || texts.size !== 1 || /[<>\r\n\0]/.test(text)) return undefined;
  return echo.writings.includes("raw") && /["'`]/.test(text) ? undefined : text;
}

/** Without what stood in the echoes of single buyers: what may be kept and handed on. */
export function withoutSamples(pattern: readonly Symbol[]): Symbol[] {
  return pattern.map((symbol) => (symbol.kind === "echo" ? bare(symbol) : symbol));
}

function bare({ field, writings, own, usual }: Echo): Echo {
  return {
    kind: "echo",
    field,
    writings,
    ...(own === true ? { own } : {}),
    ...(usual === undefined ? {} : { usual }),
  };
}

/** The same row with neighbouring texts joined: quicker to fill, no longer to be laid beside others. */
export function forFilling(pattern: readonly Symbol[]): readonly Symbol[] {
  const joined: Symbol[] = [];
  let text = "";
  for (const symbol of pattern) {
    if (symbol.kind === "text") text += symbol.text;
    else {
      if (text !== "") joined.push({ kind: "text", text });
      joined.push(symbol);
      text = "";
    }
  }
  if (text !== "") joined.push({ kind: "text", text });
  return joined;
}

function isJoint(between: readonly Symbol[]): boolean {
  return between.length <= 1 && between.every((s) => s.kind === "text" && /^[+/]$/.test(s.text));
}

/**
 * Equal parts. Two people's same value in the same field may be the shop's own word (a country, a way to pay) or what both
 * happened to buy for: it stays bound to that value, until a third person's decline tells.
 */
function keep(pattern: readonly Symbol[], sample: readonly Symbol[], into: Symbol[]): void {
  pattern.forEach((symbol, i) => {
    const other = sample[i];
    if (symbol.kind !== "echo" || other === undefined) return into.push(symbol);
    if (other.kind !== "echo" || other.field !== symbol.field) {
      // Somebody who did not submit it sees it too: the shop's own word.
      return into.push({ kind: "text", text: textAt(symbol) ?? "" });
    }
    const { field } = symbol;
    const writings = common(symbol, other);
    if (isOwn(symbol) || isOwn(other)) return into.push({ kind: "echo", field, writings, own: true });
    const isUsual = other.text !== undefined && textAt(symbol) === other.text;
    return into.push({ kind: "echo", field, writings, ...(isUsual ? { usual: other.text } : {}) });
  });
}

/** What all declines had at this place so far; undefined when they differed. */
function textAt(echo: Echo): string | undefined {
  return echo.text ?? echo.usual;
}

function sameSymbol(one: Symbol, two: Symbol): boolean {
  if (one.kind === "time")
    return two.kind === "time" && one.form === two.form && one.offsetMs === two.offsetMs;
  const text = two.kind === "text" || two.kind === "echo" ? two.text : undefined;
  if (one.kind === "hole") return text !== undefined && !isOwn(two) && fits(one, text);
  // A buyer's value that is the shop's own word for others ("credit") is that word.
  if (one.kind === "text") return one.text === text && !isOwn(two);
  if (two.kind === "echo" && one.field === two.field) return common(one, two).length > 0;
  return !isOwn(one) && !isOwn(two) && text !== undefined && textAt(one) === text;
}

function isOwn(symbol: Symbol): boolean {
  return symbol.kind === "echo" && symbol.own === true;
}

/** Reading back and forth from a place over this many symbols: a field's name and the mark of a currency stand near. */
const NEAR_SYMBOLS = 8;

function textOf(symbols: readonly Symbol[]): string {
  return symbols.map((symbol) => (symbol.kind === "text" ? symbol.text : "")).join("");
}

/** Does what stands here look like money: beside a currency's mark, within a grouped number, in a field named so? */
function isMoneyPlace(row: readonly Symbol[], from: number, to: number): boolean {
  if (!/^\d+$/.test(textOf(row.slice(from, to)))) return false;
  const before = textOf(row.slice(Math.max(0, from - NEAR_SYMBOLS), from));
  const after = textOf(row.slice(to, to + NEAR_SYMBOLS));
  return (
    /(?:[¥￥$€\\]|&yen;|jpy|\d,)\s*$/i.test(before) ||
    /(?:total|amount|price|charge)[\w\]-]{0,20}["']?[\s:=]+(?:value=)?["']?$/i.test(before) ||
    /^(?:\s*(?:円|yen|jpy)|,\d)/i.test(after)
  );
}

function common(one: Echo, two: Echo): Writing[] {
  return one.writings.filter((writing) => two.writings.includes(writing));
}

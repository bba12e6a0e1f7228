// Weighs what speaks for and against a window of digits being a card, and says how certain that is. Pure; asks the text only
// near the number.

import { PAN_DIGITS_MAX, rangeOf, type Brand } from "../issuers.ts";
import { isNobodys } from "../decoys.ts";
import type { Certainty } from "../finding.ts";
import { keyBefore } from "./beside.ts";
import { speaksOfCards, type KeySort, type ReadKey } from "./keys.ts";
import { extentOf, type Meter, type Window } from "./runs.ts";
import { writingOf, type Writing } from "./shape.ts";
import { GAP } from "./signs.ts";
import {
  belonging,
  endsInMask,
  isFraction,
  isGoodsCode,
  isHexTable,
  isMoment,
  isParcelNumber,
  isQuantity,
  isTicks,
  standsInHexToken,
  standsInWord,
} from "./surroundings.ts";
import { isTestNumber } from "./test-numbers.ts";

/** What the reading of one text knows besides its characters. */
export interface Ground {
  readonly text: string;
  readonly meter: Meter;
  readonly readKey: ReadKey;
  /** What the column says that the value at `at` stands in; undefined outside of tables. */
  columnSort(at: number): KeySort | undefined;
  /** True for one of a series of serial numbers that keeps Luhn by chance. */
  isSerial(digits: string): boolean;
  /** True for one of the owner's decoy cards. */
  isDecoy(digits: string): boolean;
}

export interface Weighed {
  readonly window: Window;
  readonly from: number;
  readonly to: number;
  /** Null for a decoy of nobody's range. */
  readonly brand: Brand | null;
  readonly certainty: Certainty;
  readonly writing: Writing;
  /** Of a length the issuer range really has. */
  readonly usual: boolean;
}

/** Where decoys are made: no issuer's range, so only the hash makes a card of such a number. */
const NOBODYS: { readonly brand: null; readonly usual: readonly number[] } = { brand: null, usual: [16] };

/** What a window of digits is worth; null when it is no card, or nobody could tell it from another number. */
export function weigh(window: Window, ground: Ground): Weighed | null {
  const range = rangeOf(window.digits) ?? (isNobodys(window.digits) ? NOBODYS : undefined);
  if (range === undefined) return null;
  const { digits, luhn } = window;
  if (range.brand === null && !ground.isDecoy(digits)) return null;
  const { from, to } = extentOf(window);
  const { text, meter } = ground;
  meter.steps += 200;
  if (standsInHexToken(text, from, to) || isFraction(window) || endsInMask(text, from, to)) return null;
  const writing = writingOf(window);
  if (isImpossible(window, writing)) return null;
  const usual = range.usual.includes(digits.length);
  const sort = fitting(
    ground.columnSort(from) ?? sortBefore(ground, from),
    writing,
    usual && digits.length >= 14,
  );
  const found = (certainty: Certainty): Weighed => ({
    window,
    from,
    to,
    brand: range.brand,
    certainty,
    writing,
    usual,
  });
  if (!luhn) {
    // Some UnionPay cards keep no check digit: believed only where a key says card.
    const plain =
      usual && writing.shape !== "odd" && writing.shape !== "spaced" && range.brand === "unionpay";
    if (!plain || sort !== "card" || isMaskedNumber(digits)) return null;
    return found(isTestNumber(digits) ? "test-number" : "likely");
  }
  // Nobody's way to write a card: believed under a key, and listed where nothing else stands beside it.
  if (writing.shape === "odd" && sort !== "card" && !isWholeRun(window)) return null;
  if (!usual && sort !== "card" && !isLongPrint(digits, writing) && isOtherNumber(digits, sort)) return null;
  if (range.brand === null || ground.isDecoy(digits)) return found("decoy");
  if (isTestNumber(digits) && writing.shape !== "odd") return found("test-number");
  return found(verdict(window, writing, usual, sort, ground));
}

/** A form's key may stand a line above its value; a word that ends the line above is no order number's key. */
function sortBefore({ text, meter, readKey }: Ground, from: number): KeySort {
  const { key, lineBetween } = keyBefore(text, from, meter);
  const { sort } = readKey(key);
  return lineBetween && sort !== "card" ? "none" : sort;
}

/**
 * What a key is worth against a whole card: under a telephone's it was typed into the wrong field, and nothing that is always
 * written in one piece is grouped as a card is.
 */
function fitting(sort: KeySort, writing: Writing, whole: boolean): KeySort {
  if (sort === "short") return whole ? "none" : "foreign";
  if (sort !== "plain") return sort;
  return whole && writing.shape === "print" && writing.even ? "none" : "foreign";
}

function verdict(window: Window, writing: Writing, usual: boolean, sort: KeySort, ground: Ground): Certainty {
  const { from, to } = extentOf(window);
  const { text } = ground;
  const part = belonging(window, writing);
  if (sort === "card") return writing.shape === "odd" || part === 2 ? "likely" : "certain";
  const near = speaksNear(text, from, to);
  const against =
    sort === "foreign" ||
    part === 2 ||
    writing.shape === "odd" ||
    standsInWord(text, from, to) ||
    (writing.shape === "print" && isHexTable(text, from, to)) ||
    isQuantity(text, window, from, to) ||
    // One card in some thousands could be a date with its time; beside the word "card" it is none.
    (isMoment(window.digits) && !near) ||
    (!usual && (isGoodsCode(window.digits) || isParcelNumber(window.digits))) ||
    (writing.shape === "one" && ground.isSerial(window.digits));
  if (against) return "possible";
  // Nineteen digits by themselves are hardly anything else: identifiers of that length begin with 1.
  const alone = writing.shape === "one" && !writing.wrapped && window.digits.length === PAN_DIGITS_MAX;
  if (!usual) {
    const written = alone || (writing.shape === "print" && writing.even);
    return near || written ? weak(window, near) : "possible";
  }
  if (writing.shape === "one") return near && !writing.wrapped ? "certain" : "likely";
  if (writing.shape === "print") {
    const neat =
      writing.even && part === 0 && (writing.gap <= GAP.hyphen || near) && writing.gap !== GAP.line;
    return neat ? "certain" : "likely";
  }
  if (near) return "likely";
  return writing.lines === 0 && part === 0 && writing.even ? "likely" : "possible";
}

/** Lengths and ranges that ordinary numbers hit often: from 16 digits on, words or a card's print are enough; below, only words. */
function weak(window: Window, near: boolean): Certainty {
  return near || window.digits.length >= 16 ? "likely" : "possible";
}

export function isWholeRun({ run, first, last }: Window): boolean {
  return first === 0 && last === run.groups.length;
}

/** Groupings no card is ever written in. */
function isImpossible(window: Window, writing: Writing): boolean {
  // Two groups with a dot between are a fraction.
  if (writing.gap === GAP.dot && window.last - window.first === 2) return true;
  if (writing.shape !== "odd") return false;
  if (writing.gap === GAP.line) return true;
  const { run, first, last } = window;
  for (let group = first; group < last; group++) {
    const size = (run.groups[group + 1] ?? run.digits.length) - (run.groups[group] ?? 0);
    if ((size > 11 && !isWholeRun(window)) || (size < 4 && group < last - 1)) return true;
  }
  return false;
}

/** Groups as on a card of 16 to 19 digits: no other number is written so. */
function isLongPrint(digits: string, writing: Writing): boolean {
  return digits.length >= 16 && writing.shape === "print" && writing.even;
}

/** Numbers of another kind that a weak card number cannot be told from. */
function isOtherNumber(digits: string, sort: KeySort): boolean {
  return (
    sort === "foreign" ||
    isTicks(digits) ||
    isMoment(digits) ||
    (/^4[59]/.test(digits) && isGoodsCode(digits))
  );
}

/** What a stroke leaves of a number that had to stay one: zeros in the middle, the last of them perhaps a 1. */
export function isMaskedNumber(digits: string): boolean {
  return /^0*[01]$/.test(digits.slice(6, -4));
}

const NEAR_BEFORE = 64;
const NEAR_BEHIND = 40;

/** True when the same line speaks of cards near the number. */
function speaksNear(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - NEAR_BEFORE), from);
  const behind = text.slice(to, to + NEAR_BEHIND);
  return (
    speaksOfCards(before.slice(before.lastIndexOf("\n") + 1)) ||
    speaksOfCards(behind.slice(0, behind.indexOf("\n") < 0 ? NEAR_BEHIND : behind.indexOf("\n")))
  );
}

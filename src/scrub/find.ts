// Finds card numbers standing anywhere in a string of this product's own making or receiving: as they are, URL-encoded or JSON-
// escaped. What counts as a card is decided in cards/; what is done with a find is mask.ts's matter.

import { reveal, type Pan } from "../kernel/index.ts";
import { readNumbers } from "./cards/read.ts";
import { isPan } from "./issuers.ts";

/** A string with its escapes read, and the way back. */
export interface Unescaped {
  readonly text: string;
  /** Where the character `index` begins in the string as written; `text.length` gives the end of the last. */
  startOf(index: number): number;
}

/** The first card number in a text, or undefined. */
export function firstPanIn(text: string): Pan | undefined {
  for (const { number } of readNumbers(unescaped(text).text)) {
    // Some UnionPay cards keep no check digit; nothing is paid with a number on that suspicion.
    if (number !== null && isPan(reveal(number))) return number;
  }
  return undefined;
}

/**
 * Escapes that may hide a card or stand between a key and its value: digits and signs as %3x, \u003x, and every character beyond
 * ASCII. Letters stay as they are: "50%4111…" is a percentage before a card.
 */
const ESCAPES =
  /%(?:0[9AD]|2[02679BDEF]|3[0-9ABDE]|5[BDF]|7[BD])|%[CD][0-9A-F]%[89AB][0-9A-F]|%E[0-9A-F]%[89AB][0-9A-F]%[89AB][0-9A-F]|\\u(?:00(?:[23][0-9A-F]|5[BDF])|(?!00|D[89A-F])[0-9A-F]{4})/gi;

/** Reads a string's URL and JSON escapes, each as the one character it stands for. */
export function unescaped(text: string): Unescaped {
  if (!text.includes("%") && !text.includes("\\u")) return { text, startOf: (index) => index };
  const starts: number[] = [];
  let out = "";
  let at = 0;
  const copy = (to: number): void => {
    for (let i = at; i < to; i++) starts.push(i);
    out += text.slice(at, to);
  };
  for (const escape of text.matchAll(ESCAPES)) {
    copy(escape.index);
    starts.push(escape.index);
    out += meant(escape[0]);
    at = escape.index + escape[0].length;
  }
  copy(text.length);
  starts.push(text.length);
  return { text: out, startOf: (index) => starts[index] ?? text.length };
}

function meant(escape: string): string {
  if (escape.startsWith("\\")) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
  const bytes = Buffer.from(escape.replaceAll("%", ""), "hex");
  const [character = "?"] = bytes.toString("utf8");
  return character.length === 1 ? character : "?";
}

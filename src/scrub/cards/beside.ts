// What stands beside a value: the key before it, whatever the writing (JSON, form, XML, HTML, PHP-serialised, log, Japanese), and
// where the value of a key begins. Each look goes a bounded way. What a key means is keys.ts's matter.

import { isBlank } from "./signs.ts";
import { KEY_CHARACTERS_MAX } from "./keys.ts";
import type { Meter } from "./runs.ts";

/** Signs, quotes and tags between a key and its value never reach further. */
const BETWEEN_MAX = 96;
/** A closing or opening tag between key and value. */
const TAG_MAX = 64;
/** A form field with all its attributes. */
const LONG_TAG_MAX = 240;

/** A key and whether a line ends between it and its value. */
export interface KeyFound {
  readonly key: string;
  readonly lineBetween: boolean;
}

const NO_KEY: KeyFound = { key: "", lineBetween: false };

/** The key of the value that begins at `at`, as written; empty when none stands there. */
export function keyBefore(text: string, at: number, meter: Meter): KeyFound {
  let end = at;
  const stop = Math.max(0, at - BETWEEN_MAX);
  let lines = 0;
  while (end > stop) {
    meter.steps += 1;
    const code = text.charCodeAt(end - 1);
    if (code === 0x0a && ++lines > 2) return NO_KEY;
    const back = betweenBack(text, end);
    if (back === end) break;
    if (back < 0) return { key: tagName(text, end), lineBetween: false };
    end = back;
  }
  const word = end === at ? touchingWord(text, at) : wordBack(text, end, meter);
  if (/^(?:value|val|content|data-value)$/i.test(word)) {
    const start = end - word.length;
    return { key: attributeName(text, start) || pairName(text, start) || word, lineBetween: false };
  }
  return { key: word, lineBetween: lines > 0 };
}

/** Where the piece between key and value that ends at `end` begins; `end` when there is none, -1 at a tag that is the key. */
function betweenBack(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  if (isBlank(code) || code === 0x22 || code === 0x27 || code === 0x60 || code === 0x5c) return end - 1;
  if (code === 0x3a) {
    // PHP: s:7:"card_no";s:16:"… – from the second colon back to the semicolon.
    const php = /[;{]s:\d{1,3}:$/.exec(text.slice(Math.max(0, end - 8), end));
    if (php !== null) return end - php[0].length;
    const int = /;[id]:$/.exec(text.slice(Math.max(0, end - 3), end));
    return int === null ? end - 1 : end - 3;
  }
  if (code === 0x3e && text.charCodeAt(end - 2) === 0x3d) return end - 2; // =>
  if (code === 0x3e) return tagBack(text, end);
  if (code === 0x3b) {
    const entity = /&(?:quot|#34|nbsp|gt|lt);$/.exec(text.slice(Math.max(0, end - 6), end));
    return entity === null ? end : end - entity[0].length;
  }
  if ("=([{（「【『：＝#＃.=は|\"'-".includes(text.charAt(end - 1))) return end - 1;
  if (/%(?:22|27|3[aAdDeE]|20|5[bBdD]|0[aAdD]|2[bB])$/.test(text.slice(Math.max(0, end - 3), end)))
    return end - 3;
  if (/\\u00(?:22|3[aAdDeE]|27|20)$/.test(text.slice(Math.max(0, end - 6), end))) return end - 6;
  return end;
}

/** Tags that lay a page out and say nothing of what they hold. */
const LAYOUT_TAG =
  /^\/|^(?:td|th|dd|dt|div|span|p|b|br|hr|li|strong|em|label|input|string|value|int|integer|tr|font|i|u|code)\b/i;

function tagBack(text: string, end: number): number {
  const from = openingBack(text, end - 1, TAG_MAX);
  if (from < 0) return end;
  return LAYOUT_TAG.test(text.slice(from + 1, end - 1)) ? from : -1;
}

/** The name of the tag that ends at `end`, or what its name attribute says. */
function tagName(text: string, end: number): string {
  const inside = text.slice(openingBack(text, end - 1, TAG_MAX) + 1, end - 1);
  const named = /\b(?:name|id|key|field)\s{0,2}=\s{0,2}["']?([^"'\s>]{1,48})/i.exec(inside);
  return named?.[1] ?? /^[^\s/>]{1,48}/.exec(inside)?.[0]?.replace(/^.*:/, "") ?? "";
}

/** The name attribute of the tag that the value attribute at `at` belongs to. */
function attributeName(text: string, at: number): string {
  const from = openingBack(text, at, LONG_TAG_MAX);
  if (from < 0) return "";
  const tag = text.slice(from, at) + (/^[^<>]*/.exec(text.slice(at, at + LONG_TAG_MAX))?.[0] ?? "");
  return /\b(?:name|id)\s{0,2}=\s{0,2}["']([^"']{1,48})["']/i.exec(tag)?.[1] ?? "";
}

/** The name in {"name":"card_no","value":"…"}. */
function pairName(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - BETWEEN_MAX), at);
  return (
    /["'](?:name|key|id)["'] {0,2}: {0,2}["']([^"'\n]{1,48})["'] {0,2}, {0,2}["']$/.exec(before)?.[1] ?? ""
  );
}

/** The nearest "<" before `at`, at most `reach` away; -1 when there is none. */
function openingBack(text: string, at: number, reach: number): number {
  const start = Math.max(0, at - reach);
  const found = text.slice(start, at).lastIndexOf("<");
  return found < 0 ? -1 : start + found;
}

/** At most this many words make a key: "credit card number". */
const WORDS_MAX = 3;

/** "card4111…", "カード4111…": a word that touches the value is its key only when it is a word, not a piece of an identifier. */
function touchingWord(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - KEY_CHARACTERS_MAX), at);
  return /(?<![A-Za-z0-9_])[A-Za-z]+$|[\u0080-\uffff]+$/.exec(before)?.[0] ?? "";
}

function wordBack(text: string, end: number, meter: Meter): string {
  let at = end;
  let words = 1;
  while (at > 0 && end - at < KEY_CHARACTERS_MAX) {
    meter.steps += 1;
    const code = text.charCodeAt(at - 1);
    if (code === 0x20) {
      if (words === WORDS_MAX || !isWordCode(text.charCodeAt(at - 2)) || isDigitCode(text.charCodeAt(at - 2)))
        break;
      words += 1;
    } else if (!isWordCode(code)) break;
    at -= 1;
    if (isSignEscape(text, at)) return text.slice(Math.min(end, at + 3), end);
  }
  return text.slice(at, end);
}

/** A percent-encoded sign that keys are not joined with: "%26Expire" begins behind it, "card%5Bexpire" does not. */
function isSignEscape(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 0x25) return false;
  return !(text.charAt(at + 1) === "5" && "bdfBDF".includes(text.charAt(at + 2)));
}

function isDigitCode(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Letters, digits, and what keys are joined with: "_", "-", ".", "[", "]", "%". */
function isWordCode(code: number): boolean {
  if (code < 0x80) {
    return (
      isDigitCode(code) ||
      (code >= 0x41 && code <= 0x5b) ||
      code === 0x5d ||
      code === 0x5f ||
      (code >= 0x61 && code <= 0x7a) ||
      code === 0x2d ||
      code === 0x2e ||
      code === 0x25
    );
  }
  // Kana, kanji, full-width and half-width letters; not full-width signs.
  return (
    (code >= 0x3041 && code <= 0x30ff && code !== 0x306f) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xff21 && code <= 0xff3a) ||
    (code >= 0xff41 && code <= 0xff5a) ||
    (code >= 0xff66 && code <= 0xff9f)
  );
}

/** Words that belong to the key when one blank stands between: "card holder name", "valid thru". */
const BEFORE_WORD = /(?:card|cc|credit|debit|security|name|valid|good|on) $/i;
const AFTER_WORD =
  / (?:code|number|name|date|holder|owner|on|card|thru|through|until|month|year|value|verification)(?![a-z])/iy;

/** The whole key around a telling piece of it, and where it ends. */
export function keyAround(
  text: string,
  from: number,
  to: number,
): { readonly key: string; readonly end: number } {
  let start = wordStart(text, from);
  for (let words = 1; words < WORDS_MAX; words++) {
    if (!BEFORE_WORD.test(text.slice(Math.max(0, start - 10), start))) break;
    start = wordStart(text, start - 1);
  }
  let end = wordEnd(text, to);
  for (let words = 1; words < WORDS_MAX; words++) {
    AFTER_WORD.lastIndex = end;
    if (!AFTER_WORD.test(text)) break;
    end = AFTER_WORD.lastIndex;
  }
  return { key: text.slice(start, end), end };
}

function wordStart(text: string, from: number): number {
  let at = from;
  while (at > 0 && from - at < KEY_CHARACTERS_MAX && isWordCode(text.charCodeAt(at - 1))) {
    at -= 1;
    if (isSignEscape(text, at)) return Math.min(from, at + 3);
  }
  return at;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && at - from < KEY_CHARACTERS_MAX && isWordCode(text.charCodeAt(at))) {
    const code = text.charCodeAt(at);
    if (isSignEscape(text, at)) break;
    if (code === 0x25) at += 2;
    // "コード123": there the value begins without a sign between.
    if (isDigitCode(code) && text.charCodeAt(at - 1) > 0x7f) break;
    at += 1;
  }
  return at;
}

/** What may stand between a key and its value, tried at one place only. */
const BETWEEN =
  /(?:%(?:5D|22|20|3A|3D|27|0D|0A|2B)|&quot;|&#34;|\\u00(?:3[ad]|2[027])|;s:\d{1,3}:|;[id]:|\\[nrt]|<\/[^<>]{1,40}>|<(?:td|dd|span|div|p|b|strong|string|br|label|th|code|int)(?=[\s/>])[^<>]{0,40}>| (?:name|words?|english)(?= {0,1}[:：(（])|[(（](?![0-9０-９]{3,4}[)）])[^()（）\n]{1,14}[)）]|["'], {0,2}["']val(?:ue)?(?=["'])|value(?=\s{0,2}=)|type\s{0,2}=\s{0,2}["'][a-z]{1,12}["']|は|[\]"'`\\ \t\r\n\u3000\xa0)>」】、：＝:=|])/iy;
const PIECES_MAX = 24;
const LINE_ENDS_MAX = 4;

/** Where the value of the key that ends at `end` begins; -1 when nothing separates the two. */
export function valueAfter(text: string, end: number, meter: Meter): number {
  let at = end;
  let lines = 0;
  for (let pieces = 0; pieces < PIECES_MAX && at - end < BETWEEN_MAX; pieces++) {
    meter.steps += 1;
    if (text.charCodeAt(at) === 0x0a && ++lines > LINE_ENDS_MAX) return -1;
    BETWEEN.lastIndex = at;
    if (!BETWEEN.test(text)) break;
    at = BETWEEN.lastIndex;
  }
  return at === end && text.charCodeAt(end - 1) < 0x80 ? -1 : at;
}

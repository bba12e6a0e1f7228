// Reads one value at one place: a security code, an expiry, a holder's name. Whether a value there belongs to a card is
// companions.ts's matter.

import { numericPlace } from "./strokes.ts";
import { digitOf } from "./signs.ts";

/** Where a security code of three or four digits that begins at `at` ends; -1 when none stands there. */
export function codeEnd(text: string, at: number): number {
  let end = at;
  while (end - at < 5 && digitOf(text.charCodeAt(end)) >= 0) end += 1;
  if (end - at < 3 || end - at > 4) return -1;
  const behind = text.charAt(end);
  if (/[A-Za-z_%]/.test(behind) && !/^%(?:26|22|0[AaDd]|20|2[Cc]|3[Bb]|7[Dd])/.test(text.slice(end, end + 3)))
    return -1;
  if ((behind === "-" || behind === "/" || behind === ":") && digitOf(text.charCodeAt(end + 1)) >= 0)
    return -1;
  // The first byte of an address.
  if (/^\.\d{1,3}\.\d/.test(text.slice(end, end + 6))) return -1;
  // What a stroke leaves in PHP's serialised integers, which never begin with a zero.
  if (/^0+$/.test(text.slice(at, end)) && numericPlace(text, at, end) === "php") return -1;
  return end;
}

const MONTH = "(?:0[1-9]|1[0-2])";
const MONTH_LOOSE = "(?:0?[1-9]|1[0-2])";
const YEAR = "(?:20[0-4]\\d|\\d\\d)";
const SIGN = "(?: ?(?:\\\\?\\/|[-.．]|%2[Ff]) ?| )";
/** No date with a day, no longer number. */
const ENDS = "(?!\\d|[-/.]\\d|\\\\?/\\d|日| ?\\d{1,2} ?日)";

/** With something between month and year: read wherever an expiry may stand. */
const SPELT: readonly RegExp[] = [
  new RegExp(`${MONTH_LOOSE}${SIGN}${YEAR}${ENDS}`, "y"),
  new RegExp(`20[0-4]\\d${SIGN}${MONTH_LOOSE}${ENDS}`, "y"),
  new RegExp(`\\d\\d(?:\\\\?\\/|-)${MONTH}${ENDS}`, "y"),
  new RegExp(`${MONTH_LOOSE} ?月 ?[/／]? ?${YEAR} ?年?(?!\\d)`, "y"),
  new RegExp(`${YEAR} ?年 ?[/／]? ?${MONTH_LOOSE} ?月(?! ?\\d{1,2} ?日)`, "y"),
];
/** Digits only: read where a key or a column says so. */
const BARE = new RegExp(
  `(?:${MONTH}20\\d\\d|20\\d\\d${MONTH}|${MONTH}\\d\\d|\\d\\d${MONTH})(?![\\d/-])`,
  "y",
);
/** A month or a year alone: read where the key asks for one half. */
const HALF = /(?:20\d\d|\d\d?)(?![\d/:.-]\d?)/y;
const EXPIRIES = { spelt: SPELT, bare: [...SPELT, BARE], half: [...SPELT, BARE, HALF] } as const;
/** Longest writing of an expiry. */
const EXPIRY_CHARACTERS_MAX = 16;

/** Where an expiry that begins at `at` ends; -1 when none does. `allowed` says which writings count. */
export function expiryEnd(text: string, at: number, allowed: "spelt" | "bare" | "half"): number {
  if (digitOf(text.charCodeAt(at)) < 0) return -1;
  const words = narrowed(text.slice(at, at + EXPIRY_CHARACTERS_MAX));
  for (const pattern of EXPIRIES[allowed]) {
    pattern.lastIndex = 0;
    const found = pattern.exec(words);
    if (found === null) continue;
    if (/^0+$/.test(found[0]) && numericPlace(text, at, at + found[0].length) === "php") return -1;
    if (/^[\s0]+$/.test(found[0])) continue;
    return at + found[0].trimEnd().length;
  }
  return -1;
}

function isAscii(words: string): boolean {
  for (let at = 0; at < words.length; at++) if (words.charCodeAt(at) >= 0x80) return false;
  return true;
}

/** Full-width signs as ASCII, character by character. */
function narrowed(words: string): string {
  return isAscii(words)
    ? words
    : words.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** Years cards expire in, where nothing but four digits in the next column speaks of an expiry. */
const YEARS_PLAUSIBLE = /^(?:1[5-9]|[23]\d|4[0-5])$/;

/** Like `expiryEnd` for four bare digits beside a card number: month and a year near ours. */
export function bareExpiryEnd(text: string, at: number): number {
  const end = expiryEnd(text, at, "bare");
  if (end - at !== 4) return end;
  const words = narrowed(text.slice(at, end));
  if (!/^\d{4}$/.test(words)) return end;
  const front = words.slice(0, 2);
  const behind = words.slice(2);
  return (isMonth(front) && YEARS_PLAUSIBLE.test(behind)) || (YEARS_PLAUSIBLE.test(front) && isMonth(behind))
    ? end
    : -1;
}

/** Longest name on a card is 26 letters (ISO/IEC 7813); forms allow more. */
const NAME_CHARACTERS_MAX = 48;
const LATIN_NAME =
  /^\p{Script=Latin}[\p{Script=Latin}.'’-]{0,30}(?:(?: |\+|%20|　)\p{Script=Latin}[\p{Script=Latin}.'’-]{0,30}){0,4}/u;
const JAPANESE_NAME =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々ｦ-ﾟ]{1,16}(?:[ 　・]{1,2}[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々ｦ-ﾟ]{1,16}){0,2}/u;
/** What stands in a name's place when there is none. */
const NO_NAME =
  /^(?:null|nil|none|true|false|undefined|na|n\/a|string|text|varchar|char|input|hidden|required|optional|name|value|your name|first name|last name|empty|unknown|error|invalid|values|select|from|where|insert|update|set|is|was|must|not|and|or|the|for|を|が|の|に|で|と|も|へ|です|未入力|不明|なし|必須|任意|入力|半角|全角|エラー)(?:[ _].*)?$|(?:です|ます|ください|ません|して|した|される|入力|場合|不一致|エラー|確認|変更)/i;

/** Where a holder's name that begins at `at` ends; -1 when none stands there. */
export function nameEnd(text: string, at: number): number {
  const words = text.slice(at, at + NAME_CHARACTERS_MAX);
  const wide = narrowed(words);
  const found = LATIN_NAME.exec(wide) ?? JAPANESE_NAME.exec(words);
  if (found === null) return -1;
  const name = withoutNextKey(words, found[0].length).replace(/[\s.'’+-]+$/u, "");
  const behind = text.charAt(at + name.length);
  if (name.length < 2 || /[0-9_(=@{$/\\*×＊]/.test(behind)) return -1;
  // A cover that strokes leave is no name.
  if (NO_NAME.test(name) || !/[\p{L}]{2}/u.test(name)) return -1;
  return at + name.length;
}

/** The first `length` characters of the words, less a last one that is the next value's key ("TARO YAMADA result=OK"). */
function withoutNextKey(words: string, length: number): string {
  const name = words.slice(0, length);
  return /[=_]/.test(words.charAt(length)) ? name.replace(/[ 　][^ 　]*$/u, "") : name;
}

/** Words in capitals that stand beside a card number and are nobody's name. */
const NO_HOLDER =
  /^(?:VISA|MASTER|MASTERCARD|MASTER CARD|AMEX|AMERICAN EXPRESS|JCB|DINERS|DINERS CLUB|DISCOVER|UNIONPAY|UNION PAY|MAESTRO|CREDIT|DEBIT|PREPAID|CREDIT CARD|DEBIT CARD|GOLD|PLATINUM|CLASSIC|STANDARD|[A-Z]{2,3}|[A-Z]+ (?:OK|NG|ERROR|FAILED|APPROVED|DECLINED)|OK|NG|ERROR|TEST|NULL|NONE|TRUE|FALSE|APPROVED|DECLINED|JPY|USD|EUR|INSERT INTO|VALUES|SELECT|UPDATE|GET|POST|INFO|WARN|DEBUG)$/;

/** Like `nameEnd` for a name in capitals without any key: two to four words as a card shows them. */
export function capitalsEnd(text: string, at: number): number {
  const found = /^[A-Z][A-Z'-]{1,20}(?: [A-Z][A-Z.'-]{0,20}){1,3}(?![A-Za-z0-9_=:/])/.exec(
    text.slice(at, at + NAME_CHARACTERS_MAX + 1),
  );
  if (found === null) return -1;
  const name = found[0].replace(/['-]+$/, "");
  const words = name.split(" ");
  if (NO_HOLDER.test(name) || words.some((word) => word.length > 3 && NO_HOLDER.test(word))) return -1;
  return at + name.length;
}

function isMonth(two: string): boolean {
  return /^(?:0[1-9]|1[0-2])$/.test(two);
}

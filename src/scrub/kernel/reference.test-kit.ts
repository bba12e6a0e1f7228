// The sifting rule for plain digits once more, slowly and one character at a time, to hold the kernel against; and writings of a
// card to plant. Shares the issuer heads with the kernel's tables and nothing else.

import { passesLuhn } from "../issuers.ts";
import { lengthsOfHead } from "./build/heads.ts";

export interface Place {
  readonly from: number;
  readonly to: number;
}

interface Digit {
  readonly value: string;
  readonly at: number;
  /** What stands between it and the digit before. */
  readonly gap: string;
}

/** Every window of digits that must be named: bounded by no digit, issuer head, Luhn, a grouping people use. */
export function placesIn(text: string): Place[] {
  const places: Place[] = [];
  for (const chain of text.matchAll(/\d(?:[ \t\r\n\-.+_]{0,3}\d)*/g)) {
    const digits = digitsOf(chain[0], chain.index);
    for (let last = 11; last < digits.length; last++) {
      if (digits[last + 1]?.gap === "") continue;
      for (let first = Math.max(0, last - 18); first <= last - 11; first++) {
        if (first > 0 && digits[first]?.gap === "") continue;
        const window = digits.slice(first, last + 1);
        if (isCardLike(window)) places.push({ from: window[0]?.at ?? 0, to: (window.at(-1)?.at ?? 0) + 1 });
      }
    }
  }
  return places;
}

function digitsOf(chain: string, from: number): Digit[] {
  return chain
    .matchAll(/(\D*)(\d)/g)
    .map((match) => ({
      value: match[2] ?? "",
      at: from + match.index + match[0].length - 1,
      gap: match[1] ?? "",
    }))
    .toArray();
}

function isCardLike(window: readonly Digit[]): boolean {
  const digits = window.map((digit) => digit.value).join("");
  const lengths = lengthsOfHead(Number(digits.slice(0, 4)));
  if (((lengths >> (digits.length - 12)) & 1) === 0 || !passesLuhn(digits)) return false;
  // No card has 13 digits any more; they count where words speak of cards.
  if (digits.length === 13 && /^4(?!222|007|012)/.test(digits)) return false;
  const inner = window.slice(1);
  const sizes = groupSizes(inner);
  // Spaced out, the kernel promises gaps of one byte only.
  return isPrinted(sizes) && (Math.max(...sizes) > 2 || inner.every((digit) => digit.gap.length <= 1));
}

function groupSizes(inner: readonly Digit[]): number[] {
  const sizes = [1];
  for (const { gap } of inner) {
    if (gap === "") sizes[sizes.length - 1] = (sizes.at(-1) ?? 0) + 1;
    else sizes.push(1);
  }
  return sizes;
}

/** In one piece, as a card prints it, in halves, or spaced out; not how else people may group digits. */
function isPrinted(sizes: readonly number[]): boolean {
  if (sizes.length === 1 || PRINTED.has(sizes.join("-"))) return true;
  const [first = 0] = sizes;
  const before = sizes.slice(0, -1);
  const last = sizes.at(-1) ?? 0;
  const isFours = sizes.length > 2 && last <= 4 && before.every((size) => size === 4);
  return isFours || (first <= 2 && before.every((size) => size === first) && last <= first);
}

const PRINTED: ReadonlySet<string> = new Set([
  "4-6-5",
  "4-6-4",
  "8-8",
  "8-7",
  "8-6",
  "7-7",
  "8-8-3",
  "6-10",
  "4-12",
]);

const code = (digit: string): number => digit.charCodeAt(0);

const base64 = (bytes: Buffer): Buffer => Buffer.from(bytes.toString("base64"));

const hex = (digit: string): string => code(digit).toString(16);

/** One card in every writing the kernel promises, as bytes. */
export function writingsOf(card: string): readonly (readonly [string, Buffer])[] {
  const digits = Array.from(card);
  const each = (write: (digit: string, i: number) => string): Buffer =>
    Buffer.from(digits.map(write).join(""));
  const wide = digits.map((digit) => String.fromCharCode(0xff10 + Number(digit))).join("");
  const fours = card.match(/.{1,4}/g) ?? [];
  const grouped = (gap: string): [string, Buffer] => [
    `grouped by ${JSON.stringify(gap)}`,
    Buffer.from(fours.join(gap)),
  ];
  const inJson = `{"card":"${card}","name":"TARO"}`;
  const mail = `${"Subject: order ".repeat(6)}${card}${" thank you".repeat(9)}`;
  return [
    ["plain", Buffer.from(card)],
    ...GAPS.map(grouped),
    ["digit by digit", Buffer.from(digits.join(" "))],
    ["in pairs", Buffer.from((card.match(/.{1,2}/g) ?? []).join("-"))],
    [
      "broken by a line end",
      Buffer.from(`\nThank you very much!\nPaid by card: ${card.slice(0, 6)}\n${card.slice(6)}`),
    ],
    ["broken by mail", Buffer.from(`${card.slice(0, 2)}=\r\n${card.slice(2)}`)],
    ["percent", each((digit) => `%${hex(digit)}`)],
    ["percent twice", each((digit) => `%25${hex(digit)}`)],
    ["percent mixed", each((digit, i) => (i % 3 === 0 ? digit : `%${hex(digit)}`))],
    ["after percent", Buffer.from(`%22${card}%22`)],
    ["\\u", each((digit) => `\\u00${hex(digit)}`)],
    ["\\u mixed", each((digit, i) => (i % 2 === 0 ? digit : `\\u00${hex(digit)}`))],
    ["after \\u", Buffer.from(`\\u0022${card}\\u0022`)],
    ["\\x", each((digit) => `\\x${hex(digit)}`)],
    ["octal", each((digit) => `\\0${code(digit).toString(8)}`)],
    ["entities", each((digit) => `&#${code(digit)};`)],
    ["hexadecimal entities", each((digit) => `&#x${hex(digit)};`)],
    ["entities with zeros", each((digit) => `&#00${code(digit)};`)],
    ["quoted-printable", each((digit) => `=${hex(digit)}`)],
    ["hex", Buffer.from(Buffer.from(card).toString("hex"))],
    ["hex with hyphens", Buffer.from(Buffer.from(fours.join("-")).toString("hex").toUpperCase())],
    ...hexApart(card, fours, wide),
    ["hex of JSON", Buffer.from(Buffer.from(inJson).toString("hex"))],
    ["hex of UTF-16", Buffer.from(Buffer.from(card, "utf16le").toString("hex"))],
    ["base64", base64(Buffer.from(card))],
    ["base64 of JSON", base64(Buffer.from(inJson))],
    ["base64 of groups", base64(Buffer.from(`no ${fours.join(" ")}`))],
    ["base64 for addresses", Buffer.from(Buffer.from(inJson).toString("base64url"))],
    ["base64 of mail", Buffer.from(base64(Buffer.from(mail)).toString().replaceAll(/.{76}/g, "$&\r\n"))],
    ["base64 of base64", base64(base64(Buffer.from(inJson)))],
    ["base64 of UTF-16", base64(Buffer.from(card, "utf16le"))],
    ["base64 of \\u", base64(each((digit) => `\\u00${hex(digit)}`))],
    ["UTF-16LE", Buffer.from(card, "utf16le")],
    ["UTF-16BE in groups", Buffer.from(fours.join(" "), "utf16le").swap16()],
    ["full-width", Buffer.from(wide)],
    ["full-width in groups", Buffer.from((wide.match(/.{1,4}/g) ?? []).join("\u3000"))],
    ["full-width UTF-16LE", Buffer.from(wide, "utf16le")],
    ["full-width percent", Buffer.from(encodeURIComponent(wide))],
    ["full-width \\u", each((digit) => `\\uff1${digit}`)],
    ["Shift_JIS", Buffer.from(digits.flatMap((digit) => [0x82, 0x4f + Number(digit)]))],
    ["Shift_JIS percent", each((digit) => `%82%${(0x4f + Number(digit)).toString(16)}`)],
    ["Shift_JIS of a form", each((digit) => `%82${String.fromCharCode(0x4f + Number(digit))}`)],
    ["EUC-JP", Buffer.from(digits.flatMap((digit) => [0xa3, 0xb0 + Number(digit)]))],
    ["EUC-JP percent", each((digit) => `%A3%B${digit}`)],
    ["ISO-2022-JP", Buffer.from(`\u001b$B${digits.map((digit) => `#${digit}`).join("")}\u001b(B`)],
    ...within(card, fours, wide),
    ["track 1", Buffer.from(`%B${card}^YAMADA/TARO^2512101`)],
    ["track 2", Buffer.from(`;${card}=25121011234?`)],
    ["chip tag", Buffer.from(`5713${card}D2512101`)],
  ];
}

/** How the pairs of a dump stand apart. */
const HEX_GAPS = [
  ["with colons", ":", ""],
  ["with blanks", " ", ""],
  ["of a program", ", ", "0x"],
] as const;

/** Bytes in hexadecimal one by one, of groups and full-width digits. */
function hexApart(
  card: string,
  fours: readonly string[],
  wide: string,
): readonly (readonly [string, Buffer])[] {
  const mixed = Array.from(card, (digit, i) => (i % 2 === 0 ? digit : wide.charAt(i))).join("");
  const pairs = card.match(/.{1,2}/g) ?? [];
  const texts = [
    pairs.join("-"),
    Array.from(card).join("-"),
    ...[".", "\u00a0", "\u3000", "\n", "-"].map((gap) => fours.join(gap)),
    wide,
    mixed,
  ];
  return HEX_GAPS.flatMap(([name, gap, prefix]) =>
    texts.map((text) => {
      const bytes = Array.from(Buffer.from(text), (byte) => prefix + byte.toString(16).padStart(2, "0"));
      return [`hex ${name} of ${JSON.stringify(text)}`, Buffer.from(bytes.join(gap))] as const;
    }),
  );
}

const percented = (bytes: Buffer): string =>
  bytes.toString("hex").replaceAll(/../g, (pair) => `%${pair.toUpperCase()}`);

const jsonUnits = (text: string): string =>
  text.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Writings one within another, and those whose groups part what would tell of digits. */
function within(
  card: string,
  fours: readonly string[],
  wide: string,
): readonly (readonly [string, Buffer])[] {
  const jis = fours.join("\u001b$B!!\u001b(B");
  const quoted = percented(Buffer.from(wide)).replaceAll("%", "=");
  const mixed = Array.from(card, (digit, i) => (i % 2 === 0 ? digit : wide.charAt(i)));
  const writings: readonly (readonly [string, string])[] = [
    ["percent in groups", percented(Buffer.from(fours.join("-")))],
    ["quoted-printable in groups", percented(Buffer.from(fours.join("\u00a0"))).replaceAll("%", "=")],
    ["quoted-printable, full-width, in lines", quoted.replaceAll(/.{72}/g, "$&=\r\n")],
    ["percent of JSON", `%22card%22%3A%20%22${fours.join("%5Cu00a0")}%22`],
    ["percent of full-width JSON", encodeURIComponent(jsonUnits(wide))],
    ["percent of percent of full-width", encodeURIComponent(encodeURIComponent(wide))],
    ["percent of UTF-16", percented(Buffer.from(wide, "utf16le"))],
    ["percent of base64", encodeURIComponent(Buffer.from(`no ${mixed.join("")}`).toString("base64"))],
    ["%u", Array.from(wide, (unit) => `%u${unit.charCodeAt(0).toString(16).toUpperCase()}`).join("")],
    ["entities escaped", Array.from(card, (digit) => `&amp;#${code(digit)};`).join("")],
    ["hex of full-width, capitals", Buffer.from(`no ${wide}`).toString("hex").toUpperCase()],
    ["hex in lines", Buffer.from(`{"a":1,"card":"${card}"}`).toString("hex").replaceAll(/.{30}/g, "$&\n")],
    [
      "hex with colons",
      Buffer.from(card)
        .toString("hex")
        .replaceAll(/..(?=.)/g, "$&:"),
    ],
    [
      "hex with hyphens and blanks",
      Buffer.from(fours.join("-"))
        .toString("hex")
        .replaceAll(/..(?=.)/g, "$& "),
    ],
    ["ISO-2022-JP blanks", jis],
    ["ISO-2022-JP amid ASCII", card.replaceAll(/(.)(.)/g, "$1\u001b$B#$2\u001b(B")],
  ];
  return writings.map(([name, text]) => [name, Buffer.from(text, "latin1")] as const);
}

const GAPS = [
  " ",
  "-",
  ".",
  "+",
  "_",
  "\t",
  "\n",
  "\u00a0",
  "\u2011",
  "\u2212",
  "\u3000",
  "\uff0d",
  "%20",
  "%2D",
  "%C2%A0",
].concat(["%E3%80%80", "%EF%BC%8D", "&nbsp;", "&#160;", "\\u00a0", "\\u3000", " - "]);

// Every way a text with a card number may be written, made with other means than those that read it: for tests and benches
// that ask whether it is found. Each writing also knows its way back, so that what was masked can be read by a stranger.

import { charsetNamed, charsets, type CharsetCoder } from "./charset-coders.ts";

/** A text written in the characters of another. */
export interface TextCoder {
  readonly name: string;
  /** As findings name it. */
  readonly encoding: string;
  readonly encode: (text: string) => string;
  readonly decode: (text: string) => string;
}

/** A text as bytes, through any number of writings. */
export interface Written {
  /** From the outside in, as findings name the encodings: "base64>json"; "text" where there is none. */
  readonly name: string;
  readonly encodings: string;
  readonly encode: (text: string) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => string;
}

const EVERY = /[\s\S]/g;
const UTF_8 = charsetNamed("utf-8");

export const textCoders: readonly TextCoder[] = [
  percent("url", /[^\w*.-]/g, UTF_8),
  percent("url, every character", EVERY, UTF_8),
  percent("url in lower case", EVERY, UTF_8, (hex) => hex.toLowerCase()),
  percent("url of utf-16le", EVERY, charsetNamed("utf-16le")),
  percent("url of shift_jis", /[^A-Za-z0-9*._@-]/g, charsetNamed("shift_jis")),
  percent("url of euc-jp", /[^A-Za-z0-9*._@-]/g, charsetNamed("euc-jp")),
  {
    name: "url with %u",
    encoding: "url",
    encode: (text) => escapeUnits(text, (hex) => `%u${hex.toUpperCase()}`),
    decode: (text) => text.replace(/%u([0-9A-F]{4})/gi, (_, hex: string) => unit(hex)),
  },
  { name: "json", encoding: "json", encode: (text) => JSON.stringify(text), decode: parseJson },
  {
    name: "json in ASCII",
    encoding: "json",
    encode: (text) =>
      JSON.stringify(text)
        .replaceAll("/", "\\/")
        .replace(/[^ -~]/g, (one) => escapeUnits(one, (hex) => `\\u${hex}`)),
    decode: parseJson,
  },
  {
    name: "json, every character",
    encoding: "json",
    encode: (text) => `"${escapeUnits(text, (hex) => `\\u${hex}`)}"`,
    decode: parseJson,
  },
  {
    name: "json in upper case",
    encoding: "json",
    encode: (text) => `"${escapeUnits(text, (hex) => `\\u${hex.toUpperCase()}`)}"`,
    decode: parseJson,
  },
  backslashBytes("C, hexadecimal", (byte) => `\\x${byte.toString(16).padStart(2, "0")}`, /\\x(..)/g, 16),
  backslashBytes("C, octal", (byte) => `\\${byte.toString(8).padStart(3, "0")}`, /\\(\d{3})/g, 8),
  html("html, decimal", (point) => `&#${point};`),
  html("html with zeros", (point) => `&#${point.toString().padStart(6, "0")};`),
  html("html, hexadecimal", (point) => `&#x${point.toString(16)};`),
  html("xml in upper case", (point) => `&#x${point.toString(16).toUpperCase().padStart(4, "0")};`),
  inAscii("hex", "hex", (bytes) => bytes.toString("hex"), fromHex),
  inAscii("hex in upper case", "hex", (bytes) => bytes.toString("hex").toUpperCase(), fromHex),
  inAscii("hex as 0x", "hex", (bytes) => `0x${bytes.toString("hex")}`, fromHex),
  inAscii("hex in SQL", "hex", (bytes) => `x'${bytes.toString("hex")}'`, fromHex),
  inAscii("hex with blanks", "hex", (bytes) => pairs(bytes).join(" "), fromHex),
  inAscii("hex with colons", "hex", (bytes) => pairs(bytes).join(":").toUpperCase(), fromHex),
  inAscii("hex in lines", "hex", (bytes) => lines(bytes.toString("hex"), 60, "\n"), fromHex),
  inAscii("base64", "base64", (bytes) => bytes.toString("base64"), fromBase64),
  inAscii(
    "base64 without padding",
    "base64",
    (bytes) => bytes.toString("base64").replaceAll("=", ""),
    fromBase64,
  ),
  inAscii("base64 for URLs", "base64", (bytes) => bytes.toString("base64url"), fromBase64),
  inAscii("base64 in lines", "base64", (bytes) => lines(bytes.toString("base64"), 76, "\r\n"), fromBase64),
  inAscii("quoted-printable", "quoted-printable", (bytes) => quoted(bytes, /[^ -<>-~]/g), fromQuoted),
  inAscii("quoted-printable, every byte", "quoted-printable", (bytes) => quoted(bytes, EVERY), fromQuoted),
];

/** One level: each charset by itself, and each text writing in UTF-8. */
export const writings: readonly Written[] = [
  ...charsets.map((charset) => chained([], charset)),
  ...textCoders.map((coder) => chained([coder], UTF_8)),
];

/** The text written by the innermost (last) coder first, the outermost as bytes of `charset`. */
export function chained(coders: readonly TextCoder[], charset: CharsetCoder = UTF_8): Written {
  const names = [charset.name === "utf-8" ? [] : [charset.name], ...coders.map((one) => [one.name])].flat();
  const encodings = [charset.name === "utf-8" ? [] : [charset.name], ...coders.map((one) => [one.encoding])];
  return {
    name: names.join(" > ") || "text",
    encodings: encodings.flat().join(">") || "text",
    encode: (text) => charset.encode(coders.reduceRight((inner, one) => one.encode(inner), text)),
    decode: (bytes) => coders.reduce((outer, one) => one.decode(outer), charset.decode(bytes)),
  };
}

export function coderNamed(name: string): TextCoder {
  const found = textCoders.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no coder ${name}`);
  return found;
}

/** Decimal digits as full-width ones. */
export function fullWidth(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

function percent(
  name: string,
  pattern: RegExp,
  charset: CharsetCoder,
  shape: (hex: string) => string = (hex) => hex.toUpperCase(),
): TextCoder {
  const inner = charset.name === "utf-8" ? "" : `>${charset.name}`;
  return {
    name,
    encoding: `url${inner}`,
    encode: (text) =>
      latin1(charset.encode(text)).replace(pattern, (one) =>
        one === " " && pattern !== EVERY ? "+" : `%${shape(pair(one.charCodeAt(0)))}`,
      ),
    decode: (text) =>
      charset.decode(bytesOf(text.replaceAll("+", " ").replace(/%(..)/g, (_, hex: string) => unit(hex)))),
  };
}

function backslashBytes(
  name: string,
  spell: (byte: number) => string,
  pattern: RegExp,
  base: number,
): TextCoder {
  return {
    name,
    encoding: "json",
    encode: (text) => [...UTF_8.encode(text)].map(spell).join(""),
    decode: (text) =>
      UTF_8.decode(
        bytesOf(text.replace(pattern, (_, digits: string) => String.fromCharCode(parseInt(digits, base)))),
      ),
  };
}

function html(name: string, spell: (point: number) => string): TextCoder {
  return {
    name,
    encoding: "html",
    encode: (text) =>
      Array.from(text)
        .map((one) => spell(one.codePointAt(0) ?? 0))
        .join(""),
    decode: (text) =>
      text.replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, digits: string) =>
        String.fromCodePoint(parseInt(digits, hex === "" ? 10 : 16)),
      ),
  };
}

function inAscii(
  name: string,
  encoding: string,
  encode: (bytes: Buffer) => string,
  decode: (text: string) => Uint8Array,
): TextCoder {
  return {
    name,
    encoding,
    encode: (text) => encode(Buffer.from(text)),
    decode: (text) => UTF_8.decode(decode(text)),
  };
}

function quoted(bytes: Buffer, pattern: RegExp): string {
  const escaped = latin1(bytes).replace(pattern, (one) => `=${pair(one.charCodeAt(0)).toUpperCase()}`);
  return (escaped.match(/(?:=..|[^=]){1,72}/g) ?? []).reduce(
    (text, line) => (text === "" ? line : `${text}=\r\n${line}`),
    "",
  );
}

function fromQuoted(text: string): Uint8Array {
  return bytesOf(text.replace(/=\r\n/g, "").replace(/=(..)/g, (_, hex: string) => unit(hex)));
}

function fromHex(text: string): Uint8Array {
  return Buffer.from(text.replace(/^0x|[^0-9a-f]/gi, ""), "hex");
}

function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, "base64");
}

function parseJson(text: string): string {
  return JSON.parse(text) as string;
}

function escapeUnits(text: string, spell: (hex: string) => string): string {
  return Array.from({ length: text.length }, (_, index) =>
    spell(text.charCodeAt(index).toString(16).padStart(4, "0")),
  ).join("");
}

function pairs(bytes: Buffer): string[] {
  return [...bytes].map((byte) => pair(byte));
}

function pair(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function unit(hex: string): string {
  return String.fromCharCode(parseInt(hex, 16));
}

function lines(text: string, width: number, end: string): string {
  return (text.match(new RegExp(`.{1,${width}}`, "g")) ?? []).join(end);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

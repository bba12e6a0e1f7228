// The values a buyer submitted, and every way a shop may write them back into its answer. Card values are told apart:
// they are never written back by a decoy.

import { unreachable } from "../../../kernel/index.ts";
import type { ArrivedRequest } from "../../http/way.ts";

/** How a text is read and written: "latin1" keeps the bytes of pages that are not UTF-8. */
export type Charset = "utf8" | "latin1";

export interface Field {
  readonly name: string;
  readonly value: string;
  readonly card: boolean;
}

/** Checkout forms have some dozens of fields; what comes after is not looked for in answers. */
const FIELDS_MAX = 120;
const VALUE_CHARS_MAX = 200;
const BODY_BYTES_MAX = 64 * 1024;
const JSON_DEPTH_MAX = 8;
const CARD_NAME = /card|cvv|cvc|csc|security|expir|holder|\bpan\b|token|account_?number/i;

export function fieldsOf(request: ArrivedRequest, body: Uint8Array, charset: Charset): readonly Field[] {
  const found = new Map<string, string>();
  const add = (name: string, value: string): void => {
    if (found.size < FIELDS_MAX && value !== "" && value.length <= VALUE_CHARS_MAX && !found.has(name)) {
      found.set(name, value);
    }
  };
  for (const [name, value] of urlencoded(request.query, charset)) add(`?${name}`, value);
  if (body.length <= BODY_BYTES_MAX) readBody(request.headers["content-type"] ?? "", body, charset, add);
  return [...found].map(([name, value]) => ({ name, value, card: isCardValue(name, value) }));
}

/** A name that speaks of cards, or digits as long as a card number whatever the name. */
function isCardValue(name: string, value: string): boolean {
  return CARD_NAME.test(name) || /^\d{12,19}$/.test(value.replace(/[\s-]/g, ""));
}

function readBody(
  type: string,
  body: Uint8Array,
  charset: Charset,
  add: (name: string, value: string) => void,
): void {
  const text = Buffer.from(body).toString(charset);
  if (/json/i.test(type)) {
    try {
      readJson(JSON.parse(text), "", 0, add);
    } catch {
      // Not JSON after all: no values, so nothing is written back.
    }
    return;
  }
  const boundary = /^multipart\/form-data;.*boundary="?([^";\s]{1,100})/i.exec(type)?.[1];
  if (boundary === undefined) {
    for (const [name, value] of urlencoded(text, charset)) add(name, value);
    return;
  }
  for (const part of text.split(`--${boundary}`).slice(1, FIELDS_MAX)) {
    const end = part.indexOf("\r\n\r\n");
    const name = /name="([^"]{1,100})"/.exec(part.slice(0, Math.max(0, end)))?.[1];
    if (end !== -1 && name !== undefined) add(name, part.slice(end + 4).replace(/\r\n$/, ""));
  }
}

function readJson(
  value: unknown,
  name: string,
  depth: number,
  add: (name: string, value: string) => void,
): void {
  if (typeof value === "string" || typeof value === "number") return add(name, String(value));
  if (typeof value !== "object" || value === null || depth >= JSON_DEPTH_MAX) return;
  for (const [key, inner] of Object.entries(value).slice(0, FIELDS_MAX)) {
    readJson(inner, name === "" ? key : `${name}.${key}`, depth + 1, add);
  }
}

function* urlencoded(text: string, charset: Charset): Generator<readonly [string, string]> {
  if (charset === "utf8") {
    yield* new URLSearchParams(text);
    return;
  }
  for (const pair of text.split("&").slice(0, FIELDS_MAX)) {
    const [name = "", value = ""] = pair.split("=", 2).map(percentBytes);
    yield [name, value];
  }
}

function percentBytes(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The ways shops write a submitted value back; the first that fits is taken. */
export const WRITINGS = [
  "raw",
  "html",
  "html-php",
  "html-hex",
  "json",
  "json-php",
  "url",
  "form",
  "grouped",
] as const;
export type Writing = (typeof WRITINGS)[number];

export function write(value: string, writing: Writing): string {
  switch (writing) {
    case "raw":
      return value;
    case "html":
      return escapeWith(value, "&#39;");
    case "html-php":
      return escapeWith(value, "&#039;");
    case "html-hex":
      return escapeWith(value, "&#x27;");
    case "json":
      return JSON.stringify(value).slice(1, -1);
    case "json-php":
      return JSON.stringify(value)
        .slice(1, -1)
        .replaceAll("/", "\\/")
        .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
    case "url":
      return encodeURIComponent(value.toWellFormed());
    case "form":
      return new URLSearchParams([["", value.toWellFormed()]]).toString().slice(1);
    case "grouped":
      return /^[1-9]\d{3,14}$/.test(value) ? value.replace(/\B(?=(?:\d{3})+$)/g, ",") : value;
    default:
      return unreachable(writing);
  }
}

const HTML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeWith(value: string, apostrophe: string): string {
  return value.replace(/[&<>"']/g, (c) => HTML[c] ?? apostrophe);
}

/**
 * Is a value telling enough to be looked for in an answer? Short ones ("1", "JP") stand everywhere by chance; two
 * characters of Japanese are a family name.
 */
export function isTelling(value: string): boolean {
  if (/^\d+$/.test(value)) return value.length >= 5;
  // oxlint-disable-next-line no-control-regex -- the range is the point: everything outside ASCII
  return value.length >= 4 || (value.length >= 2 && /[^\x00-\x7f]/.test(value));
}

// Takes the text of a request's head apart, strictly (RFC 9112): CRLF alone ends a line, nothing is folded, names are
// tokens, values hold no control characters. What the fields mean is left to request-head.ts.

import { METHODS } from "node:http";
import { fieldName, type FieldName } from "./field-names.ts";

export interface RequestLines {
  readonly ok: true;
  readonly method: string;
  /** The target as sent: visible ASCII only. */
  readonly url: string;
  readonly version: "1.0" | "1.1";
  /** Flat [name, value…] as sent; values without the blanks around them. */
  readonly raw: readonly string[];
  /** What is known of each name, in the same order. */
  readonly names: readonly FieldName[];
}

export interface LinesRefusal {
  readonly ok: false;
  readonly status: 400 | 505;
  /** For the trouble report; no content of the request. */
  readonly why: string;
}

const KNOWN_METHODS: ReadonlySet<string> = new Set(METHODS);
const START = /^([A-Z-]{1,20}) ([\x21-\x7e]+) HTTP\/1\.([01])$/;
/** Control characters, and CR or LF that do not stand together. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
const UNLAWFUL = /[^\t\r\n\x20-\x7e\x80-\xff]|\r(?!\n)|(?<!\r)\n/;

/** `text` is everything before the empty line, Latin-1. */
export function readRequestLines(text: string): RequestLines | LinesRefusal {
  const startEnd = text.indexOf("\r\n");
  const startLine = startEnd < 0 ? text : text.slice(0, startEnd);
  const start = START.exec(startLine);
  if (start === null) return refuseStart(startLine);
  const [, method = "", url = "", minor] = start;
  if (!KNOWN_METHODS.has(method)) return no("method");
  if (UNLAWFUL.test(text)) return no("control characters");
  const raw: string[] = [];
  const names: FieldName[] = [];
  let at = startEnd < 0 ? text.length : startEnd + 2;
  while (at < text.length) {
    const next = text.indexOf("\r\n", at);
    const end = next < 0 ? text.length : next;
    const colon = text.indexOf(":", at);
    if (colon < 0 || colon > end) return no("field line");
    const name = text.slice(at, colon);
    const known = fieldName(name);
    if (known === undefined) return no("field name");
    raw.push(name, trimmed(text, colon + 1, end));
    names.push(known);
    at = end + 2;
  }
  return { ok: true, method, url, version: minor === "1" ? "1.1" : "1.0", raw, names };
}

/** Nothing else than the start line is known to be wrong; which part decides the status. */
function refuseStart(line: string): LinesRefusal {
  const [method = "", target] = line.split(" ", 2);
  if (!KNOWN_METHODS.has(method)) return no("method");
  if (target === undefined || !/^[\x21-\x7e]+$/.test(target)) return no("target");
  return { ok: false, status: 505, why: "version" };
}

function no(why: string): LinesRefusal {
  return { ok: false, status: 400, why };
}

/** Only space and tab are blanks here: String.trim would also take bytes of other alphabets. */
export function trimmed(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

// Takes the text of a request's head apart, strictly (RFC 9112): CRLF alone ends a line, nothing is folded, names are
// tokens, values hold no control characters. What the fields mean is left to request-head.ts.

import { METHODS } from "node:http";
import { readFieldLines, type FieldLines } from "./field-lines.ts";
import { fieldName, type FieldName } from "./field-names.ts";

export interface RequestLines {
  readonly ok: true;
  readonly method: string;
  /** The target as sent: visible ASCII only. */
  readonly url: string;
  readonly version: "1.0" | "1.1";
  readonly fields: FieldLines;
  /** What is known of each field's name, in the same order. */
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
/** Control characters; that CR and LF only end lines is seen where lines are read. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
const UNLAWFUL = /[^\t\r\n\x20-\x7e\x80-\xff]/;

/** `text` is everything before the empty line, Latin-1, each line with its CRLF. */
export function readRequestLines(text: string): RequestLines | LinesRefusal {
  const startEnd = text.indexOf("\r\n");
  const startLine = text.slice(0, Math.max(0, startEnd));
  const start = START.exec(startLine);
  if (start === null) return refuseStart(startEnd < 0 ? text : startLine);
  const [, method = "", url = "", minor] = start;
  if (!KNOWN_METHODS.has(method)) return no("method");
  if (UNLAWFUL.test(text)) return no("control characters");
  const fields = readFieldLines(text, startEnd + 2);
  if (fields === undefined) return no("field line");
  const names: FieldName[] = [];
  for (let i = 0; i < fields.raw.length; i += 2) {
    const known = fieldName(fields.raw[i] ?? "");
    if (known === undefined) return no("field name");
    names.push(known);
  }
  return { ok: true, method, url, version: minor === "1" ? "1.1" : "1.0", fields, names };
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

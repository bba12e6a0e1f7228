// What the reading of one PHP file knows at a moment: its place in the tokens, what variables are worth, the file's own
// routines, and the signs found so far.

import { LAYERS_MAX, type Effort, type RuleName, type Sign } from "./contract.ts";
import type { Token } from "./php-tokens.ts";
import { either, FROM, mixed, NOTHING, textWorth, type Worth } from "./php-worth.ts";
import { SUPERGLOBALS } from "./php-sinks.ts";

/** A function or method of the file, as one pass over its body saw it. */
export interface Routine {
  returns: Worth;
  /** What happens inside with its parameters: reported where it is called with something of the visitor's. */
  readonly sinks: { readonly rule: RuleName; readonly params: number; readonly weight: number }[];
  /** Properties that parameters are kept in: parameter bits by property. */
  readonly keeps: Map<string, number>;
}

export interface Reading {
  readonly tokens: readonly Token[];
  at: number;
  /** Variables of the routine being read; the file's own at the top. */
  scope: Map<string, Worth>;
  readonly globals: Map<string, Worth>;
  readonly routines: Map<string, Routine>;
  routine: Routine | undefined;
  depth: number;
  /** Braces open at the routine's start: deeper means inside of a condition or loop. */
  braces: number;
  className: string;
  /** Functions written in place, one within the other. */
  closures: number;
  readonly signs: Sign[];
  readonly effort: Effort;
  readonly layer: number;
  /** Inputs that were looked up in a list: `_GET[page]`. */
  readonly checked: Set<string>;
  /** The visitor's values became variables (extract): what nobody sets is the visitor's. */
  spills: boolean;
  /** Code that is run from a text and waits to be read itself. */
  readonly inner: { readonly code: string; readonly line: number; readonly woven: boolean }[];
}

/** Whatever comes from outside with the request. */
export const VISITOR = FROM.request | FROM.upload;

/** Signs of one file; a generated one gives the same over and over. */
const SIGNS_MAX = 400;

export function found(reading: Reading, rule: RuleName, line: number, weight: number): void {
  if (reading.signs.length < SIGNS_MAX) reading.signs.push({ rule, line, weight });
}

/** Told only when the visitor decides all of it. */
const WHOLE = /^php\.(?:lists|reads|deletes)-request$/;
/** Names a file: one of a list is none that the visitor chose. */
const NAMES_FILE = /^php\.(?:lists|reads|deletes|include)-request$/;

/** A sink was reached: reported when the visitor decides, remembered when a parameter does. */
export function reached(
  reading: Reading,
  rule: RuleName,
  line: number,
  worth: Worth,
  weight: number,
): boolean {
  if (worth.params !== 0 && reading.routine !== undefined && reading.routine.sinks.length < 50) {
    reading.routine.sinks.push({ rule, params: worth.params, weight });
  }
  if ((worth.from & (FROM.request | FROM.upload)) === 0) return false;
  if (WHOLE.test(rule) && (worth.from & FROM.led) !== 0) return false;
  if (NAMES_FILE.test(rule) && (worth.from & FROM.checked) !== 0) return false;
  found(reading, rule, line, weight);
  return true;
}

export function keepInner(reading: Reading, worth: Worth, line: number): void {
  if (
    worth.text === undefined ||
    worth.text.length < 8 ||
    reading.layer >= LAYERS_MAX ||
    reading.inner.length >= 60
  )
    return;
  reading.inner.push({ code: worth.text, line, woven: (worth.from & FROM.woven) !== 0 });
}

export function variable(reading: Reading, name: string): Worth {
  if (SUPERGLOBALS.has(name)) return { from: FROM.request, params: 0 };
  const known = reading.scope.get(name) ?? reading.globals.get(name);
  if (known !== undefined) return known;
  return reading.spills && reading.routine === undefined ? { from: FROM.request, params: 0 } : NOTHING;
}

/** Inside of a condition a variable may still be what it was before. */
export function assign(reading: Reading, name: string, worth: Worth): void {
  const before = reading.scope.get(name);
  const kept = before === undefined || reading.depth <= reading.braces ? worth : either(before, worth);
  reading.scope.set(name, kept);
  if (name.startsWith("->")) {
    const shared = reading.globals.get(name);
    const bits = worth.params;
    if (bits !== 0 && reading.routine !== undefined)
      reading.routine.keeps.set(name, (reading.routine.keeps.get(name) ?? 0) | bits);
    const plain: Worth = { ...worth, params: 0 };
    reading.globals.set(name, shared === undefined ? plain : either(shared, plain));
  }
}

/** `$_SERVER[…]`: headers and addresses are the visitor's, the rest is the server's. */
export function serverWorth(key: Worth): Worth {
  const name = key.text;
  if (name === undefined) return key.from === 0 ? NOTHING : mixed([key]);
  if (name === "COMSPEC") return textWorth("cmd.exe");
  let from = /^(?:HTTP_(?!HOST$)|QUERY_STRING|PHP_AUTH|CONTENT_TYPE|REQUEST_URI)/.test(name)
    ? FROM.request
    : 0;
  if (/^(?:HTTP_HOST|SERVER_NAME|SERVER_ADDR|REQUEST_URI|PHP_SELF|SCRIPT_NAME)$/.test(name))
    from |= FROM.self;
  if (/^(?:DOCUMENT_ROOT|SCRIPT_FILENAME|PATH_TRANSLATED)$/.test(name)) from |= FROM.place;
  return from === 0 ? NOTHING : { from, params: 0 };
}

export function fileWorth(key: Worth): Worth {
  if (key.text === "tmp_name") return { from: FROM.upload, params: 0 };
  return { from: key.text === "error" || key.text === "size" ? 0 : FROM.request, params: 0 };
}

export function literalWorth(token: Token): Worth {
  return textWorth(token.text, token.escaped ? FROM.woven : FROM.literal);
}

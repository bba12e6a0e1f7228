// Text to plain values: strict YAML with a place for everything, bounded against files made to exhaust. Knows no schema.

import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
} from "yaml";
import type { ConfigProblem, ProblemKey } from "./problems.ts";

/** A shop's configuration is a few KiB; larger is another file by mistake. */
export const CONFIG_BYTES_MAX = 1024 * 1024;
/** Bounds the parser's work (a line costs it about 10 µs). */
const LINES_MAX = 20_000;
/** Brackets open the parser's recursion; the largest sensible file has some hundreds. */
const BRACKETS_MAX = 5_000;
const DEPTH_MAX = 40;
const ALIASES_MAX = 100;
/** More than this helps nobody at once. */
export const PROBLEMS_MAX = 100;

export type ConfigPath = readonly (string | number)[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface ParsedText {
  /** Undefined when the text could not be read far enough to look at its values. */
  readonly value: unknown;
  readonly problems: readonly ConfigProblem[];
  /** Where a path stands; the nearest part above it when it does not exist. */
  placeOf(path: ConfigPath, part: "key" | "value"): Place | undefined;
}

/** "alerts.email.to[0]", as a person would say it. */
export function pathText(path: ConfigPath): string {
  return path.map((p, i) => (typeof p === "number" ? `[${p}]` : i === 0 ? p : `.${p}`)).join("");
}

function nowhere(key: ProblemKey): ParsedText {
  return {
    value: undefined,
    problems: [{ severity: "error", path: "", line: null, column: null, key, values: {} }],
    placeOf: () => undefined,
  };
}

export function parseConfigText(bytes: Uint8Array): ParsedText {
  if (bytes.byteLength > CONFIG_BYTES_MAX) return nowhere("problem.tooLarge");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return nowhere("problem.notUtf8");
  }
  if (countOf(text, "\n", LINES_MAX) >= LINES_MAX) return nowhere("problem.tooLarge");
  if (countOf(text, "[{", BRACKETS_MAX) >= BRACKETS_MAX) return nowhere("problem.tooDeep");
  if (depthOf(text) > DEPTH_MAX) return nowhere("problem.tooDeep");
  if (text.trim() === "") return nowhere("problem.empty");
  return parseBounded(text);
}

function parseBounded(text: string): ParsedText {
  const lines = new LineCounter();
  // The library's own check for double keys compares every key with every other; see doubleKeys below.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    uniqueKeys: false,
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const textLines = text.split("\n");
  const broken = [...document.errors, ...document.warnings]
    .slice(0, PROBLEMS_MAX)
    .map((error): ConfigProblem => {
      const place = placeAt(error.pos[0]);
      return {
        severity: "error",
        path: "",
        line: place.line,
        column: place.column,
        key: yamlProblem(error.code, textLines, place),
        values: {},
      };
    });
  const placeOf = (path: ConfigPath, part: "key" | "value"): Place | undefined => {
    const offset = offsetOf(document, path, part);
    return offset === undefined ? undefined : placeAt(offset);
  };
  if (broken.length > 0) return { value: undefined, problems: oncePerLine(broken), placeOf };
  if (document.contents === null) return nowhere("problem.empty");
  const doubles = doubleKeys(document, placeAt);
  try {
    return { value: document.toJS({ maxAliasCount: ALIASES_MAX }), problems: doubles, placeOf };
  } catch (error) {
    // The library throws for a reference to nothing and for references multiplied beyond the limit.
    const dangling = error instanceof Error && error.message.startsWith("Unresolved alias");
    return nowhere(dangling ? "problem.yaml" : "problem.tooDeep");
  }
}

function yamlProblem(code: string, lines: readonly string[], place: Place): ProblemKey {
  const near = lines.slice(Math.max(0, place.line - 2), place.line + 1).join("\n");
  if (code === "TAB_AS_INDENT") return "problem.tab";
  if (/[\u3000\uff1a\uff02\u201c\u201d]/.test(near)) return "problem.wide";
  if (code === "MISSING_CHAR") return "problem.unclosed";
  if (code === "RESOURCE_EXHAUSTION") return "problem.tooDeep";
  return "problem.yaml";
}

/** One slip makes the parser stumble several times on the same line; a person needs the first. */
function oncePerLine(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const seen = new Set<number | null>();
  return problems.filter((p) => !seen.has(p.line) && seen.add(p.line));
}

function doubleKeys(document: Document.Parsed, placeAt: (offset: number) => Place): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  visit(document, {
    Map: (_, map) => {
      const first = new Map<string, number>();
      for (const pair of map.items) {
        if (!isScalar(pair.key)) continue;
        const name = String(pair.key.value);
        const place = placeAt(pair.key.range?.[0] ?? 0);
        const before = first.get(name);
        if (before === undefined) first.set(name, place.line);
        else if (problems.length < PROBLEMS_MAX) {
          const values = { name: name.slice(0, 60), first: before };
          problems.push({
            severity: "error",
            path: name.slice(0, 60),
            ...place,
            key: "problem.duplicate",
            values,
          });
        }
      }
    },
  });
  return problems;
}

function offsetOf(document: Document.Parsed, path: ConfigPath, part: "key" | "value"): number | undefined {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const last = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined || !isPair(pair)) return offset;
      const key = isNode(pair.key) ? pair.key.range?.[0] : undefined;
      const value = isNode(pair.value) ? pair.value.range?.[0] : undefined;
      offset = last && part === "value" ? (value ?? key ?? offset) : (key ?? offset);
      node = pair.value;
    } else {
      const items = node !== null && typeof node === "object" && "items" in node ? node.items : undefined;
      const item: unknown = Array.isArray(items) && typeof step === "number" ? items[step] : undefined;
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    }
  }
  return offset;
}

function countOf(text: string, characters: string, enough: number): number {
  let count = 0;
  for (let i = 0; i < text.length && count < enough; i++) if (characters.includes(text.charAt(i))) count++;
  return count;
}

/** An upper bound of the nesting, without parsing: distinct growing indents plus "- - -" chains and brackets. */
function depthOf(text: string): number {
  let deepest = 0;
  const indents: number[] = [];
  for (const line of text.split("\n")) {
    const bare = line.trimStart();
    if (bare === "" || bare.startsWith("#")) continue;
    const indent = line.length - bare.length;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    const dashes = /^(?:[-?] +){1,200}/.exec(bare)?.[0].length ?? 0;
    deepest = Math.max(deepest, indents.length + dashes / 2 + longestBracketRun(bare));
  }
  return deepest;
}

function longestBracketRun(line: string): number {
  let open = 0;
  let most = 0;
  for (const character of line) {
    if (character === "[" || character === "{") most = Math.max(most, ++open);
    else if ((character === "]" || character === "}") && open > 0) open--;
  }
  return most;
}

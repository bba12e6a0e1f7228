// Reads a source file just far enough to judge it: comments gone, strings numbered, every way of importing found.
// It is no parser; what it must see is listed in source.test.ts.

export interface Source {
  /** Path from the house's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Code with comments blanked and each string literal replaced by "§n"; line breaks stay where they were. */
  readonly code: string;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly target: string;
  /** "type": erased before running. "url": named through import.meta.url. "value": everything else. */
  readonly how: "value" | "type" | "url";
  readonly line: number;
}

/** What an import names when it cannot be read from the text. */
export const UNSEEN = "(computed)";

export function readSource(path: string, text: string): Source {
  const { code, strings } = blank(text);
  return { path, text, code, imports: importsIn(code, strings) };
}

const FORMS: readonly {
  readonly pattern: RegExp;
  readonly how: (found: RegExpExecArray) => Import["how"];
}[] = [
  // import x from, import { … } from, import type … from, export … from (clauses hold no string, parenthesis or semicolon)
  {
    pattern: /\b(?:import|export)\s*(type\b(?!\s*from\b|\s*,))?[^;"()=]*?\bfrom\s*"§(\d+)"/g,
    how: (found) => (found[1] === undefined ? "value" : "type"),
  },
  { pattern: /\bimport\s*()"§(\d+)"/g, how: () => "value" },
  { pattern: /\bimport\s*()\(\s*"§(\d+)"/g, how: () => "value" },
  { pattern: /\brequire(?:\.resolve)?\s*()\(\s*"§(\d+)"/g, how: () => "value" },
  { pattern: /\bimport\.meta\.resolve\s*()\(\s*"§(\d+)"/g, how: () => "url" },
  { pattern: /\bnew\s+URL\s*()\(\s*"§(\d+)"\s*,\s*import\.meta\.url/g, how: () => "url" },
  // Anything else between the parentheses hides what is imported.
  { pattern: /\bimport\s*()\(\s*(?!")(?=\S)()/g, how: () => "value" },
];

function importsIn(code: string, strings: readonly string[]): Import[] {
  const imports: Import[] = [];
  for (const { pattern, how } of FORMS) {
    for (const found of code.matchAll(pattern)) {
      const number = found[2] ?? "";
      const target = number === "" ? UNSEEN : (strings[Number(number)] ?? UNSEEN);
      imports.push({ target, how: how(found), line: code.slice(0, found.index).split("\n").length });
    }
  }
  return imports;
}

interface Scan {
  readonly text: string;
  readonly strings: string[];
  at: number;
  code: string;
  /** Open braces of template holes: how deep each is. */
  readonly holes: number[];
}

function blank(text: string): { readonly code: string; readonly strings: readonly string[] } {
  const scan: Scan = { text, strings: [], at: 0, code: "", holes: [] };
  while (scan.at < text.length) step(scan);
  return scan;
}

function step(scan: Scan): void {
  const { text, at } = scan;
  const char = text.charAt(at);
  const next = text.charAt(at + 1);
  if (char === "/" && next === "/") return skipTo(scan, endOf(text, "\n", at));
  if (char === "/" && next === "*") return skipTo(scan, endOf(text, "*/", at + 2) + 2);
  if (char === '"' || char === "'") return takeString(scan, char);
  if (char === "`") return takeTemplate(scan, at + 1);
  if (char === "/" && startsRegex(scan)) return skipRegex(scan);
  const hole = scan.holes.length - 1;
  if (hole >= 0 && char === "{") scan.holes[hole] = (scan.holes[hole] ?? 0) + 1;
  if (hole >= 0 && char === "}") {
    if (scan.holes[hole] === 0) {
      scan.holes.pop();
      scan.code += ")";
      return takeTemplate(scan, at + 1);
    }
    scan.holes[hole] = (scan.holes[hole] ?? 0) - 1;
  }
  scan.code += char;
  scan.at += 1;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}

/** Leaves only the line breaks of what is passed over. */
function skipTo(scan: Scan, end: number): void {
  scan.code += scan.text.slice(scan.at, end).replace(/[^\n]/g, " ");
  scan.at = end;
}

function takeString(scan: Scan, quote: string): void {
  let end = scan.at + 1;
  while (end < scan.text.length && scan.text[end] !== quote && scan.text[end] !== "\n") {
    end += scan.text[end] === "\\" ? 2 : 1;
  }
  scan.code += `"§${scan.strings.push(scan.text.slice(scan.at + 1, end)) - 1}"`;
  // An apostrophe in a page's text is no string: the line's end ends it.
  scan.at = scan.text[end] === "\n" ? end : end + 1;
}

function takeTemplate(scan: Scan, from: number): void {
  let end = from;
  while (end < scan.text.length && scan.text[end] !== "`") {
    if (scan.text.startsWith("${", end)) {
      scan.code += `${lineBreaksOf(scan.text.slice(from, end))}(`;
      scan.holes.push(0);
      scan.at = end + 2;
      return;
    }
    end += scan.text[end] === "\\" ? 2 : 1;
  }
  // A template without holes is a string like any other.
  const whole = scan.text[from - 1] === "`";
  const inner = scan.text.slice(from, end);
  scan.code += whole ? `"§${scan.strings.push(inner) - 1}"${lineBreaksOf(inner)}` : lineBreaksOf(inner);
  scan.at = end + 1;
}

function lineBreaksOf(text: string): string {
  return text.replace(/[^\n]/g, "");
}

function startsRegex(scan: Scan): boolean {
  if (scan.text.charAt(scan.at + 1) === ">") return false;
  const before = scan.code.trimEnd();
  if (/\b(?:return|typeof|case|in|of|void|await|yield)$/.test(before)) return true;
  return before === "" || "(,=:[!&|?;{+-*%~^>".includes(before.slice(-1));
}

function skipRegex(scan: Scan): void {
  let end = scan.at + 1;
  let inClass = false;
  while (end < scan.text.length && scan.text[end] !== "\n" && (inClass || scan.text[end] !== "/")) {
    if (scan.text[end] === "[") inClass = true;
    if (scan.text[end] === "]") inClass = false;
    end += scan.text[end] === "\\" ? 2 : 1;
  }
  scan.code += '"§regex"';
  scan.at = scan.text[end] === "\n" ? end : end + 1;
}

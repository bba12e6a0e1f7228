// Tidiness that no linter of ours checks: lengths, first lines, names, and what must never stand in a file.

import { basename } from "node:path";
import type { Source } from "./source.ts";
import type { House, Violation } from "./tree.ts";

const LINES_MAX = 300;
const EMPTY_NAMES = new Set(["manager", "helper", "helpers", "util", "utils", "data", "common", "misc"]);
const EMPTY_SYMBOL =
  /\b(?:function|class|const|interface|type)\s+\w*(?:Manager|Helper|Helpers|Util|Utils|Misc)\b/;
// Written in pieces, as this file is judged by its own rules.
const UNFINISHED = new RegExp(
  `\\b(?:${["TO", "FIX"].map((half) => half + (half === "TO" ? "DO" : "ME")).join("|")})\\b`,
);
const MACHINE = new RegExp(
  `(?:^|["'\`\\s(=:])/(?:${["work", "tmp/wt", "root", "home/[a-z]+"].join("|")})(?:/|\\b)`,
  "m",
);
const REGISTRY = new RegExp(
  `\\b${["registry", "npm"].join("\\.(?:[a-z-]+\\.)?")}|registry\\.[a-z-]+\\.(?:org|com|dev|io)\\b`,
);

export function untidiness(house: House): Violation[] {
  return [...house.sources.flatMap(inSource), ...house.texts.flatMap(inText)];
}

/** Others call these files, and ask for a default export: Vite, and pino's transports. */
const ASKED_FOR_DEFAULT = new Set(["vite.config.ts", "src/scrub/pipe/pino.ts"]);

interface Rule {
  readonly rule: string;
  readonly what: string;
  readonly broken: (source: Source) => boolean;
}

const isTest = (path: string): boolean => path.endsWith(".test.ts") || path.endsWith(".test.tsx");
const inCode =
  (pattern: RegExp) =>
  ({ code }: Source): boolean =>
    pattern.test(code);

const RULES: readonly Rule[] = [
  {
    rule: "length",
    what: `longer than ${LINES_MAX} lines`,
    broken: ({ text }) => text.trimEnd().split("\n").length > LINES_MAX,
  },
  {
    rule: "purpose",
    what: "the first line does not say what the file is for",
    broken: ({ text }) => !/^(?:#!.*\n)?(?:\/\/ \S.{9}|\/\*\*? ?\n? ?\*? ?\S.{9})/.test(text),
  },
  {
    rule: "name",
    what: "the name says nothing about the content",
    broken: ({ path }) =>
      path
        .split("/")
        .flatMap((part) => basename(part).toLowerCase().split(/[.-]/))
        .some((word) => EMPTY_NAMES.has(word)),
  },
  { rule: "symbol", what: "a name that says nothing", broken: inCode(EMPTY_SYMBOL) },
  {
    rule: "default-export",
    what: "a default export has no name to search for",
    broken: ({ path, code }) =>
      !ASKED_FOR_DEFAULT.has(path) && /\bexport\s+default\b|\bas\s+default\b/.test(code),
  },
  { rule: "erasable", what: "an enum", broken: inCode(/\benum\s+\w+\s*\{/) },
  { rule: "erasable", what: "a namespace", broken: inCode(/\b(?:namespace|module)\s+[\w.]+\s*\{/) },
  { rule: "erasable", what: "a decorator", broken: inCode(/^\s*@\w+/m) },
  {
    rule: "state",
    what: "a mutable variable at module level",
    broken: ({ path, code }) =>
      path.startsWith("src/") && !isTest(path) && /^(?:export\s+)?(?:let|var)\s/m.test(code),
  },
  {
    rule: "focus",
    what: "a test that is singled out or left out without a reason",
    broken: ({ path, code }) =>
      isTest(path) &&
      /\b(?:test|it|describe|suite)\s*\.\s*(?:only|skip|todo)\b|\bonly:\s*true|\b(?:skip|todo):\s*true|\b\w+\.skip\(\s*\)/.test(
        code,
      ),
  },
];

function inSource(source: Source): Violation[] {
  // What the examples hold is a shop of its own; only what a reader of ours sees is judged.
  return RULES.filter((rule) => rule.broken(source)).map(({ rule, what }) => ({
    rule,
    what,
    path: source.path,
  }));
}

/** Rows of a table that begin with the same folder or file: what is left when two branches described one thing anew. */
const SAME_ROW = /^(\| `[\w./-]+\/[\w./-]*` \|).*\n(?:\|.*\n)*?\1/m;

function inText({ path, text }: { readonly path: string; readonly text: string }): Violation[] {
  const found: Violation[] = [];
  if (UNFINISHED.test(text)) found.push({ rule: "unfinished", path, what: "work that was put off" });
  if (MACHINE.test(text)) found.push({ rule: "machine", path, what: "a path of one machine" });
  if (path.endsWith(".md") && SAME_ROW.test(text))
    found.push({ rule: "twice", path, what: "a table names one thing in two rows" });
  if (REGISTRY.test(text)) found.push({ rule: "machine", path, what: "the address of a package registry" });
  return found;
}

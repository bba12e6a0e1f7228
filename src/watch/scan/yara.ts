// YARA rules of others, from a folder: compiled by YARA-X when that optional package is installed, loaded only when asked for.

import { closeSync, constants, fstatSync, opendirSync, openSync, readSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fine, refuse, say, type Language, type Outcome } from "../../kernel/index.ts";
import type { ForeignRules } from "./contract.ts";
import { scanWords } from "./words.ts";

export interface BrokenRules {
  readonly file: string;
  /** What the compiler says, one line; null: larger than allowed, or one too many. */
  readonly reason: string | null;
}

export interface CompiledRules {
  /** Null: none of them can be used. */
  readonly rules: ForeignRules | null;
  readonly broken: readonly BrokenRules[];
}

/** Public collections hold a few thousand files. */
const RULE_FILES_MAX = 10_000;
/** Looked at for rules: whoever names the whole disk by mistake does not stop the watch. */
const ENTRIES_MAX = 50_000;
/** The largest of public collections are lists of hashes of about a megabyte. */
const RULE_FILE_BYTES_MAX = 4 * 1024 * 1024;
const RULES_BYTES_MAX = 64 * 1024 * 1024;
const RULE_FILE = /\.(?:yar|yara|rule)$/i;
/** Matches per pattern that are told; one is enough for a verdict. */
const MATCHES_MAX = 4;
/** Each unit reads a file once more: rules whose names clash, and global ones. */
const UNITS_MAX = 16;
const REASON_LENGTH_MAX = 300;
const FILES_PER_BREATH = 20;

/** For `watch scan --rules`: one broken rule file refuses the whole folder, by name, rather than be left out silently. */
export async function openYaraRules(folder: string, language: Language): Promise<Outcome<ForeignRules>> {
  const t = (key: keyof typeof scanWords, values: Readonly<Record<string, string | number>> = {}): string =>
    say(scanWords, language, key, values);
  const files = ruleFiles(folder);
  if (files === null || files.length === 0)
    return refuse("watch.rules", t("rulesNone", { folder }), t("rulesNoneHint"));
  const engine = loadEngine();
  if (engine === null) return refuse("watch.yara", t("yaraMissing"), t("yaraMissingHint"));
  const { rules, broken } = await compileRules(files, engine);
  const [first] = broken;
  if (first !== undefined) {
    const values = { file: first.file, reason: first.reason ?? t("rulesTooLarge") };
    return refuse("watch.rules-broken", t("rulesBroken", values), t("rulesBrokenHint"));
  }
  return rules === null ? refuse("watch.rules", t("rulesNone", { folder }), t("rulesNoneHint")) : fine(rules);
}

/** In the order of their names; null: there is no such folder. A file stands for itself. */
export function ruleFiles(folder: string): string[] | null {
  try {
    if (statSync(folder).isFile()) return [folder];
    const files: string[] = [];
    const entries = opendirSync(folder, { recursive: true });
    try {
      let entry = entries.readSync();
      for (let met = 0; entry !== null && met < ENTRIES_MAX; met++, entry = entries.readSync())
        if (RULE_FILE.test(entry.name)) files.push(join(entry.parentPath, entry.name));
    } finally {
      entries.closeSync();
    }
    return files.sort();
  } catch {
    return null;
  }
}

interface Source {
  readonly file: string;
  readonly text: string;
  readonly names: readonly string[];
  /** A global rule narrows every rule it stands with. */
  readonly isGlobal: boolean;
}

/**
 * Each file is compiled by itself first and left out when it is broken. The rest is compiled together, for adding them one by one
 * costs the square of their number; files whose rules have the same names go into units of their own.
 */
export async function compileRules(files: readonly string[], engine: RuleEngine): Promise<CompiledRules> {
  const broken: BrokenRules[] = files.slice(RULE_FILES_MAX).map((file) => ({ file, reason: null }));
  const sources: Source[] = [];
  let left = RULES_BYTES_MAX;
  for (const [at, file] of files.slice(0, RULE_FILES_MAX).entries()) {
    const text = textOf(file, Math.min(RULE_FILE_BYTES_MAX, left));
    const reason = text === null ? null : errorIn(engine, text);
    if (text === null || reason !== null) broken.push({ file, reason });
    else {
      left -= text.length;
      sources.push({ file, text, names: namesIn(text), isGlobal: /\bglobal\b/.test(text) });
    }
    if (at % FILES_PER_BREATH === 0) await setImmediate();
  }
  const units: CompiledUnit[] = [];
  let count = 0;
  const waiting = [...unitsOf(sources)];
  for (let unit = waiting.shift(); unit !== undefined; unit = waiting.shift()) {
    const compiled = units.length < UNITS_MAX ? unitIn(engine, unit) : null;
    if (typeof compiled === "string" && unit.length > 1) {
      // Each is right by itself: whatever it is that does not go together is parted.
      const half = Math.ceil(unit.length / 2);
      waiting.unshift(unit.slice(0, half), unit.slice(half));
    } else if (compiled === null || typeof compiled === "string")
      broken.push(...unit.map(({ file }) => ({ file, reason: compiled })));
    else {
      units.push(compiled);
      count += unit.length;
    }
  }
  const rules: ForeignRules = {
    count,
    match: (bytes) =>
      units.flatMap((unit) =>
        unit
          .scan(bytes)
          .map(({ ruleIdentifier, matches }) => ({ name: ruleIdentifier, offset: matches[0]?.offset ?? 0 })),
      ),
  };
  return { rules: count === 0 ? null : rules, broken };
}

/** Each source in the first unit where none of its rules' names is taken. */
function unitsOf(sources: readonly Source[]): readonly (readonly Source[])[] {
  const units: { readonly names: Set<string>; readonly sources: Source[]; readonly isOpen: boolean }[] = [];
  for (const source of sources) {
    const unit = source.isGlobal
      ? undefined
      : units.find(({ names, isOpen }) => isOpen && !source.names.some((name) => names.has(name)));
    if (unit === undefined)
      units.push({ names: new Set(source.names), sources: [source], isOpen: !source.isGlobal });
    else {
      unit.sources.push(source);
      for (const name of source.names) unit.names.add(name);
    }
  }
  return units.map((unit) => unit.sources);
}

/** One too many, out of a comment, does no harm: it only sets files apart. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\brule\s{1,20}([A-Za-z_]\w{0,127})/g)].map(([, name = ""]) => name);
}

function errorIn(engine: RuleEngine, text: string): string | null {
  try {
    const [error] = engine.validate(text, OPTIONS).errors;
    return error === undefined ? null : oneLine(error.message);
  } catch (error) {
    return oneLine(error instanceof Error ? error.message : "error");
  }
}

/** Text: why it cannot be. */
function unitIn(engine: RuleEngine, unit: readonly Source[]): CompiledUnit | string {
  try {
    const compiled = engine.compile(unit.map(({ text }) => text).join("\n"), OPTIONS);
    compiled.setMaxMatchesPerPattern(MATCHES_MAX);
    return compiled;
  } catch (error) {
    return oneLine(error instanceof Error ? error.message : "error");
  }
}

function oneLine(message: string): string {
  return message.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ").slice(0, REASON_LENGTH_MAX);
}

/** Null: cannot be read, or is too large. */
function textOf(file: string, bytesMax: number): string | null {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile() || stats.size > bytesMax) return null;
      const bytes = Buffer.alloc(stats.size);
      return bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}

/** The part of the package that is used. */
export interface RuleEngine {
  validate(source: string, options: object): { readonly errors: readonly { readonly message: string }[] };
  compile(source: string, options: object): CompiledUnit;
}

interface CompiledUnit {
  setMaxMatchesPerPattern(count: number): void;
  scan(bytes: Buffer): readonly {
    readonly ruleIdentifier: string;
    readonly matches: readonly { readonly offset: number }[];
  }[];
}

/**
 * An include would read any file of this machine, and show its first line in the error. Loops over every byte of a file are
 * refused: nothing ends a match that is under way.
 */
const OPTIONS = { enableIncludes: false, errorOnSlowLoop: true, relaxedReSyntax: true };

/**
 * Not among our dependencies: some of its builds are missing from the registry, and a lock that names them cannot be installed
 * anywhere. Whoever wants YARA installs it beside us.
 */
const PACKAGE = "@litko/yara-x";

export function loadEngine(): RuleEngine | null {
  try {
    return createRequire(import.meta.url)(PACKAGE) as RuleEngine;
  } catch {
    return null;
  }
}

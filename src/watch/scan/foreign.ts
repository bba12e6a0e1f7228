// What rules of others say of a file, as signs beside our own; and a folder of such rules that is followed while it changes.

import { statSync } from "node:fs";
import { MALICIOUS_AT, type Sign } from "../shells/contract.ts";
import { lineOf } from "../shells/patterns.ts";
import type { ForeignRules } from "./contract.ts";
import { compileRules, loadEngine, ruleFiles, type BrokenRules, type RuleEngine } from "./yara.ts";

/** Told of one file; whoever gives thousands of rules gives many that say the same. */
const RULES_TOLD_MAX = 10;

/** @param text the same bytes as Latin-1. */
export function foreignSigns(bytes: Buffer, text: string, rules: ForeignRules | null): Sign[] {
  if (rules === null) return [];
  const matches = rules.match(bytes).slice(0, RULES_TOLD_MAX);
  return matches.map(({ name, offset }) => ({
    rule: "yara.match",
    line: lineOf(text, offset),
    weight: MALICIOUS_AT,
    name,
  }));
}

export interface RulesFolder {
  readonly folder: string;
  /** What can be used of it now. */
  rules(): ForeignRules | null;
  /** What cannot; a folder that is missing or empty, and a missing YARA, stand with the folder's own name. */
  broken(): readonly BrokenRules[];
  /** Another number whenever other rules are in force. */
  version(): number;
  /** Looks whether the folder changed, not too often, and compiles what it holds then. */
  refresh(): Promise<void>;
}

/** A match that takes longer holds up the alert for everything else … */
const SLOW_MS = 1_000;
/** … and rules that do so again and again are laid aside until the folder changes. */
const SLOW_MAX = 3;

export interface RulesFolderTools {
  readonly monoMs: () => number;
  readonly load?: () => RuleEngine | null;
  readonly everyMs?: number;
  /** It was compiled, or laid aside. */
  readonly onChange?: (used: number, broken: readonly BrokenRules[]) => void;
}

/** A look at it is one at each of its files. */
const EVERY_MS = 20_000;

export function openRulesFolder(folder: string, tools: RulesFolderTools): RulesFolder {
  const { monoMs, load = loadEngine, everyMs = EVERY_MS, onChange = () => undefined } = tools;
  let compiled: ForeignRules | null = null;
  let broken: readonly BrokenRules[] = [];
  let seen: string | null = null;
  let version = 0;
  let slow = 0;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  const match: ForeignRules["match"] = (bytes) => {
    const startedMs = monoMs();
    const matches = compiled?.match(bytes) ?? [];
    if (monoMs() - startedMs > SLOW_MS) slow += 1;
    if (slow >= SLOW_MAX && compiled !== null) {
      compiled = null;
      broken = [...broken, { file: folder, reason: `${SLOW_MAX} × ${SLOW_MS} ms` }];
      onChange(0, broken);
    }
    return matches;
  };
  const compile = async (files: readonly string[] | null): Promise<void> => {
    const engine = files === null || files.length === 0 ? null : load();
    if (files === null || engine === null) {
      const reason = files === null ? "ENOENT" : files.length === 0 ? ".yar, .yara: 0" : "@litko/yara-x: –";
      [compiled, broken] = [null, [{ file: folder, reason }]];
    } else ({ rules: compiled, broken } = await compileRules(files, engine));
  };
  return {
    folder,
    rules: () => (compiled === null ? null : { count: compiled.count, match }),
    broken: () => broken,
    version: () => version,
    refresh: async () => {
      if (monoMs() - lookedAtMs < everyMs) return;
      lookedAtMs = monoMs();
      const files = ruleFiles(folder);
      const now = files?.map(signatureOf).join("\n") ?? "missing";
      if (now === seen) return;
      seen = now;
      await compile(files);
      slow = 0;
      version += 1;
      onChange(compiled?.count ?? 0, broken);
    },
  };
}

function signatureOf(file: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
    return `${file} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return `${file} –`;
  }
}

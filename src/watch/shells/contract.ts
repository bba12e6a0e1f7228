// What judging a file answers: signs with their rule, line and weight, and the verdict they add up to.

import type { RuleWord } from "./words.ts";

/** Names stay stable: scripts and people's exceptions count on them. Each has its sentence in words.ts. */
export type RuleName = RuleWord;

export type Verdict = "clean" | "suspicious" | "malicious";

export const SUSPICIOUS_AT = 5;
export const MALICIOUS_AT = 10;

export const EXCERPT_LENGTH_MAX = 160;
/** A person reads the first few; a generated file would give thousands. */
export const REASONS_MAX = 40;

/** A sign found by one of the judges, before it is laid out for people. `line` from 1; 0: the whole file. */
export interface Sign {
  readonly rule: RuleName;
  readonly line: number;
  readonly weight: number;
  /** Of a rule of others: its own name. */
  readonly name?: string;
}

/** What may be spent on one file; counted in steps, so that the same file always gets the same verdict. */
export interface Effort {
  steps: number;
  decodedBytes: number;
  /** Codes found in texts and read already: the same one, reached in two ways, is read once. */
  readonly read: Set<string>;
}

/** 1.5 million tokens are a PHP file of about 6 MB; generated dictionaries reach a third of it. */
export const STEPS_MAX = 1_500_000;
/** What all layers of one file may unpack to. */
export const DECODED_BYTES_MAX = 8 * 1024 * 1024;
/** Packers go to about twenty layers; more is nobody's program. */
export const LAYERS_MAX = 24;

/** Each rule counts once in full; the same rule again adds nothing: a long file must not become guilty by its length. */
export function weigh(signs: readonly Sign[]): { readonly verdict: Verdict; readonly weight: number } {
  const best = new Map<RuleName, number>();
  for (const { rule, weight } of signs) best.set(rule, Math.max(best.get(rule) ?? 0, weight));
  const weight = [...best.values()].reduce((sum, one) => sum + one, 0);
  return {
    weight,
    verdict: weight >= MALICIOUS_AT ? "malicious" : weight >= SUSPICIOUS_AT ? "suspicious" : "clean",
  };
}

// Findings of the checks as the editor uses them: which line each speaks of, and how many there are. Pure.

import type { Finding } from "./papers.ts";

/** 1 for the subject, null for what is missing altogether. */
export function lineOf({ place }: Pick<Finding, "place">): number | null {
  if (place === "subject") return 1;
  const line = /^line (\d{1,6})$/.exec(place)?.[1];
  return line === undefined ? null : Number(line);
}

export interface FindingCounts {
  readonly errors: number;
  readonly advice: number;
}

export function countsOf(findings: readonly Pick<Finding, "weight">[]): FindingCounts {
  const errors = findings.filter(({ weight }) => weight === "error").length;
  return { errors, advice: findings.length - errors };
}

/** The worst that is said of each line. */
export function linesOf(findings: readonly Finding[]): ReadonlyMap<number, Finding["weight"]> {
  const lines = new Map<number, Finding["weight"]>();
  for (const finding of findings) {
    const line = lineOf(finding);
    if (line !== null && lines.get(line) !== "error") lines.set(line, finding.weight);
  }
  return lines;
}

/** Where a line begins and ends in the text; the last line for one beyond it. */
export function rangeOf(text: string, line: number): { readonly start: number; readonly end: number } {
  const lines = text.split("\n");
  const at = Math.min(line, lines.length) - 1;
  const start = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0);
  return { start, end: start + (lines[at] ?? "").length };
}

/** The check that a sentence which protects customers has gone. */
export const PROTECTED_RULE = 15;

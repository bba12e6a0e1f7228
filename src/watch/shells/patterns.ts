// Judging by patterns: what must be found, what must stand in the file as well, and at which line it was.

import type { RuleName, Sign } from "./contract.ts";

export interface Pattern {
  readonly rule: RuleName;
  readonly weight: number;
  readonly finds: RegExp;
  /** Must stand in the file as well. */
  readonly with?: RegExp;
}

export function signsOf(text: string, patterns: readonly Pattern[]): Sign[] {
  return patterns.flatMap(({ rule, weight, finds, with: also }) => {
    const found = finds.exec(text);
    if (found === null || (also !== undefined && !also.test(text))) return [];
    return [{ rule, line: lineOf(text, found.index), weight }];
  });
}

export function lineOf(text: string, at: number): number {
  let line = 1;
  for (let from = text.indexOf("\n"); from >= 0 && from < at; from = text.indexOf("\n", from + 1)) line++;
  return line;
}

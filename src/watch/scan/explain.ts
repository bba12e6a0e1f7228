// Turns signs into what a person reads: the heaviest first, each with its line's text, masked and readable in whatever writing.

import { say, type Language } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import { EXCERPT_LENGTH_MAX, REASONS_MAX, type Sign } from "../shells/contract.ts";
import { ruleWords } from "../shells/words.ts";
import type { ToldReason } from "./contract.ts";

/** @param text the judged bytes as Latin-1. */
export function explain(signs: readonly Sign[], text: string, language: Language): ToldReason[] {
  const seen = new Set<string>();
  const told: ToldReason[] = [];
  const lines = linesOf(text, new Set(signs.map(({ line }) => line)));
  for (const { rule, line, weight, name = "" } of [...signs].sort(
    (a, b) => b.weight - a.weight || a.line - b.line,
  )) {
    const key = `${rule} ${line} ${name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    told.push({
      rule,
      line,
      why: say(ruleWords, language, rule, { name }),
      excerpt: excerptOf(lines.get(line) ?? ""),
      weight,
    });
    if (told.length >= REASONS_MAX) break;
  }
  return told;
}

function linesOf(text: string, wanted: ReadonlySet<number>): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  const last = Math.max(0, ...wanted);
  let from = 0;
  for (let line = 1; line <= last; line++) {
    const end = text.indexOf("\n", from);
    // Ten times what is shown: enough to see whole cards, never a packed megabyte.
    if (wanted.has(line))
      lines.set(
        line,
        text.slice(from, Math.min(end < 0 ? text.length : end, from + EXCERPT_LENGTH_MAX * 10)),
      );
    if (end < 0) break;
    from = end + 1;
  }
  return lines;
}

function excerptOf(line: string): string {
  const masked = maskText(readable(Buffer.from(line.trim(), "latin1")));
  const plain = masked.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();
  return plain.length > EXCERPT_LENGTH_MAX ? `${plain.slice(0, EXCERPT_LENGTH_MAX - 1)}…` : plain;
}

/** UTF-8, else Shift_JIS or EUC-JP, else with dots: shown to people, never judged by. */
function readable(bytes: Buffer): string {
  for (const charset of ["utf-8", "shift_jis", "euc-jp"]) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return bytes.toString("latin1").replaceAll(/[\u0080-\u00ff]/g, "·");
}

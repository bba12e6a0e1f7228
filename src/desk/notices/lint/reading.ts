// What every rule is given: the paper cut into sentences, its language, what is known beside it; and the small questions many
// rules ask. Holds no rule.

import { say, type Language } from "../../../kernel/index.ts";
import { PUBLIC_PAPERS } from "../contract.ts";
import type { LintContext, LintFinding, LintRule, NoticeClass, NoticePaper, PaperKind } from "../contract.ts";
import type { Sentence } from "./sentences.ts";
import { lintWords, type LintWord } from "./words.ts";

export interface Reading {
  readonly paper: NoticePaper;
  readonly sentences: readonly Sentence[];
  readonly language: Language;
  /** Whose language the findings are said in. */
  readonly tell: Language;
  readonly context: LintContext;
  /** What the paper tells its reader; from the context, else from its own words. */
  readonly class: NoticeClass | undefined;
  /** A letter or e-mail to one person (foreign texts count as one), not a page for everybody. */
  readonly toPerson: boolean;
}

export type Rule = (reading: Reading) => readonly LintFinding[];

const QUOTE_CHARS_MAX = 60;
const PUBLIC: ReadonlySet<PaperKind> = new Set(PUBLIC_PAPERS);

export function isToPerson(kind: PaperKind | null): boolean {
  return kind === null || !PUBLIC.has(kind);
}

/** A finding at a sentence, or about the whole paper when there is none. */
export function finding(
  reading: Reading,
  rule: LintRule,
  word: string,
  at: Sentence | "subject" | "whole",
  more: { readonly weight?: "advice"; readonly values?: Readonly<Record<string, string | number>> } = {},
): LintFinding {
  const { tell } = reading;
  const { weight = "error", values = {} } = more;
  const place = typeof at === "string" ? at : at.line === 0 ? "subject" : `line ${at.line}`;
  const quote = typeof at === "string" ? (at === "subject" ? reading.paper.subject : "") : at.text;
  return {
    rule,
    weight,
    place,
    quote: quote.length > QUOTE_CHARS_MAX ? `${quote.slice(0, QUOTE_CHARS_MAX)}…` : quote,
    why: say(lintWords, tell, `${rule}.${word}` as LintWord, values),
    better: say(lintWords, tell, `${rule}.${word}.better` as LintWord, values),
  };
}

export function has(reading: Reading, patterns: Readonly<Record<Language, RegExp>>): boolean {
  return reading.sentences.some(({ text }) => patterns[reading.language].test(text));
}

export function first(reading: Reading, patterns: Readonly<Record<Language, RegExp>>): Sentence | undefined {
  return reading.sentences.find(({ text }) => patterns[reading.language].test(text));
}

/** The sentences that follow `at` in the same part, one or two: where an explanation would stand. */
export function around(reading: Reading, at: Sentence): string {
  const index = reading.sentences.indexOf(at);
  return reading.sentences
    .slice(Math.max(0, index - 1), index + 2)
    .filter(({ under, where }) => under === at.under || where === "heading")
    .map(({ text }) => text)
    .join(" ");
}

const CARD = { ja: /カード|クレジット/, en: /\bcards?\b/i } as const;

/** Card data are part of the matter: by the facts, else by the text. */
export function isAboutCards(reading: Reading): boolean {
  const { facts } = reading.context;
  if (facts !== null && reading.class !== undefined)
    return facts.items[reading.class].some((item) =>
      ["card-number", "expiry", "security-code"].includes(item),
    );
  return facts === null ? has(reading, CARD) : facts.type === "card-leak";
}

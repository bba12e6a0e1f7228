// Checks a notice against the eighteen rules of what people understand: each finding names the rule, the place, why it matters,
// and a better wording. It decides nothing: who sends with an open error gives a name and a reason.

import type { Language } from "../../../kernel/index.ts";
import type { LintContext, LintFinding, LintRule, NoticePaper } from "../contract.ts";
import { isToPerson, type Reading, type Rule } from "./reading.ts";
import { fourHeadings, knownShop, steps, whatIsSafe, whoPays, whomToAsk } from "./rules-content.ts";
import { dates, measures, statementStays } from "./rules-facts.ts";
import { sameAnswers, sameCounts } from "./rules-others.ts";
import { firstSentence, safeMeansAll, verdictFirst, verdictTrue, whyYou } from "./rules-verdict.ts";
import { hedges, honest, plain, unfilled } from "./rules-words.ts";
import { languageOf, sentencesOf } from "./sentences.ts";
import { verdictOf } from "./verdict.ts";

const RULES: Readonly<Record<LintRule, Rule>> = {
  1: verdictFirst,
  2: verdictTrue,
  3: safeMeansAll,
  4: whyYou,
  5: knownShop,
  6: hedges,
  7: steps,
  8: plain,
  9: fourHeadings,
  10: whatIsSafe,
  11: whomToAsk,
  12: whoPays,
  13: measures,
  14: dates,
  15: statementStays,
  16: honest,
  17: sameCounts,
  18: sameAnswers,
};

/** What a person, not a letter, is told by a page while the shop is stopped: only these can be asked of it. */
const HOLD_PAGE_RULES: readonly LintRule[] = [8, 11, 16, 17, 18];
const DESK_RULES: readonly LintRule[] = [6, 17, 18];
const PUBLIC_RULES: readonly LintRule[] = [6, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18];

/** Findings in the order of the text, what is missing altogether last. `tell`: the language they are said in. */
export function lintNotice(paper: NoticePaper, context: LintContext, tell: Language): readonly LintFinding[] {
  const reading = readingOf(paper, context, tell);
  const found = [...rulesFor(context).flatMap((rule) => RULES[rule](reading)), ...unfilled(reading)];
  return found.toSorted((a, b) => lineOf(a) - lineOf(b) || a.rule - b.rule);
}

function rulesFor({ kind }: LintContext): readonly LintRule[] {
  if (kind === "hold-page") return HOLD_PAGE_RULES;
  if (kind === "qa" || kind === "desk-script") return DESK_RULES;
  if (kind === "page") return PUBLIC_RULES;
  return Object.keys(RULES).map((rule) => Number(rule) as LintRule);
}

function readingOf(paper: NoticePaper, context: LintContext, tell: Language): Reading {
  const language = context.language ?? languageOf(paper);
  const reading: Reading = {
    paper,
    sentences: sentencesOf(paper, language),
    language,
    tell,
    context,
    class: undefined,
    toPerson: isToPerson(context.kind),
  };
  const opening = firstSentence(reading)?.text ?? "";
  const told = verdictOf(paper.subject, language) ?? verdictOf(opening, language);
  return { ...reading, class: context.class ?? told };
}

function lineOf({ place }: LintFinding): number {
  if (place === "subject") return 0;
  return place === "whole" ? Number.MAX_SAFE_INTEGER : Number(place.slice("line ".length));
}

// Rules 17 and 18: the papers of one incident say the same. Counts against the scope and the other papers; telephone, address,
// hours and dates of Q&A and look-up page against the letter.

import type { LintContext, LintFinding } from "../contract.ts";
import { blockText } from "../text.ts";
import { finding, type Reading } from "./reading.ts";
import { languageOf, sentencesOf, type Sentence } from "./sentences.ts";

/** A number of people. Full-width digits are folded before. */
const PEOPLE =
  /(\d{1,3}(?:,\d{3})+|\d{1,9})\s*(?:名|人(?!権|格)|(?:customers|people|persons|buyers|recipients)\b)/gi;
const OTHER_PEOPLE = /従業員|社員|スタッフ|担当者|弁護士|オペレーター|staff|employees|operators/i;

interface Count {
  readonly number: number;
  readonly at: Sentence;
}

/** 17: every number of people is one the scope gives; without a scope, one the other papers give too. */
export function sameCounts(reading: Reading): readonly LintFinding[] {
  const counts = countsIn(reading.sentences);
  const { others, counts: scoped } = reading.context;
  if (scoped !== null) {
    const right = allowed(scoped);
    return counts
      .filter(({ number }) => !right.has(number))
      .map(({ number, at }) =>
        finding(reading, 17, "scope", at, { values: { number: number.toLocaleString("en") } }),
      );
  }
  const found: LintFinding[] = [];
  for (const { name, paper } of others) {
    const theirs = new Set(countsIn(sentencesOf(paper, languageOf(paper))).map(({ number }) => number));
    if (theirs.size === 0) continue;
    for (const { number, at } of counts) {
      if (theirs.has(number)) continue;
      const values = { number: number.toLocaleString("en"), paper: name };
      found.push(finding(reading, 17, "other", at, { values }));
    }
  }
  return found;
}

function countsIn(sentences: readonly Sentence[]): readonly Count[] {
  return sentences.flatMap((at) =>
    OTHER_PEOPLE.test(at.text)
      ? []
      : [...folded(at.text).matchAll(PEOPLE)].map(([, digits = ""]) => ({
          number: Number(digits.replaceAll(",", "")),
          at,
        })),
  );
}

/** The classes, any two of them together, and everyone. */
function allowed(counts: NonNullable<LintContext["counts"]>): ReadonlySet<number> {
  const { confirmed: a, possible: b, notAffected: c } = counts;
  return new Set([a, b, c, a + b, a + c, b + c, a + b + c]);
}

const TELEPHONE = /0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}|\b0\d{9,10}\b/g;
const MAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g;
const HOURS = /\d{1,2}\s*(?:時|:)\s*\d{0,2}\s*(?:分)?\s*(?:から|〜|～|-|–)\s*\d{1,2}\s*(?:時|:)?\s*\d{0,2}/g;
const WHAT = [
  ["telephone", TELEPHONE],
  ["mail", MAIL],
  ["hours", HOURS],
] as const;

/** 18: who asks by telephone or on the look-up page hears what the letter says. */
export function sameAnswers(reading: Reading): readonly LintFinding[] {
  const found: LintFinding[] = [];
  for (const { name, paper } of reading.context.others) {
    const theirs = folded([paper.subject, ...paper.blocks.map(blockText)].join("\n"));
    for (const [what, pattern] of WHAT) {
      const their = new Set([...theirs.matchAll(pattern)].map(([value]) => plainOf(value)));
      if (their.size === 0) continue;
      for (const sentence of reading.sentences) {
        const differs = [...folded(sentence.text).matchAll(pattern)].find(
          ([value]) => !their.has(plainOf(value)),
        );
        if (differs === undefined) continue;
        found.push(finding(reading, 18, what, sentence, { values: { value: differs[0], paper: name } }));
        break;
      }
    }
  }
  return found;
}

/** The same hours and numbers in any writing: "9時から17時" is "9:00–17:00". */
function plainOf(value: string): string {
  const clock = [...value.matchAll(/(\d{1,2})\s*(?:時|:)\s*(\d{2})?|(\d{1,2})(?!\d)/g)];
  if (!/時|:/.test(value)) return value.toLowerCase().replaceAll(/[\s()-]/g, "");
  return clock
    .map(([, hour = "", minute = "0", bare = ""]) => Number(hour || bare) * 60 + Number(minute))
    .join("-");
}

function folded(text: string): string {
  return text
    .slice(0, 200_000)
    .normalize("NFKC")
    .replaceAll(/[‐－ー](?=\d)/g, "-");
}

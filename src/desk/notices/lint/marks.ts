// What an edit moved that a court or a card company will ask about: sentences on who pays or is liable, and sentences that
// protect the reader and went (rule 15). Counts and places only; whether the edit was right is for people.

import type { Language } from "../../../kernel/index.ts";
import type { NoticePaper } from "../contract.ts";
import { sentencesOf, type Sentence } from "./sentences.ts";

export interface EditMarks {
  /** Sentences on who pays or is liable that are new, changed or gone. */
  readonly liability: number;
  /** How many fewer protected sentences stand now. */
  readonly dropped: number;
}

/** "Check your statement": protects the reader. */
export const STATEMENT = {
  ja: /明細[^。]{0,30}(?:確認|ご覧|見て|身に覚え)|身に覚えのない[^。]{0,20}(?:請求|利用|取引)[^。]{0,40}(?:確認|ないか|連絡|申し出|問い合わせ|知らせ)/,
  en: /\b(?:check\w*|review\w*|look\w* (?:at|through)|monitor\w*)\b[^.]{0,40}\bstatements?\b|\bcharges? you do not recogni[sz]e\b/i,
} as const;
const LIABILITY = {
  ja: /補償|補填|賠償|弁償|弁済|責任|負担|免責|返金|払い戻|再発行|手数料|費用|無料|示談/,
  en: /\b(?:liab\w{1,20}|compensat\w{1,20}|reimburs\w{1,20}|refund\w{0,20}|indemni\w{1,20}|damages|responsib\w{1,20}|at (?:our|your|no) (?:expense|cost)|free of charge|bear\w{0,5} the costs?|pays? for|fees?|waive\w{0,5}|settlement)\b/i,
} as const;

export function marksBetween(before: NoticePaper, after: NoticePaper, language: Language): EditMarks {
  const stood = sentencesOf(before, language);
  const stands = sentencesOf(after, language);
  const { fresh, gone } = liabilityMoved(stood, stands, language);
  // A sentence that was reworded is gone once and new once: one change.
  const liability = Math.max(fresh.length, gone.length);
  const was = told(stood, STATEMENT[language]).length;
  return { liability, dropped: Math.max(0, was - told(stands, STATEMENT[language]).length) };
}

/** Sentences on who pays that are only in the one, and only in the other. */
export function liabilityMoved(
  before: readonly Sentence[],
  after: readonly Sentence[],
  language: Language,
): { readonly fresh: readonly Sentence[]; readonly gone: readonly Sentence[] } {
  const [was, is] = [told(before, LIABILITY[language]), told(after, LIABILITY[language])];
  return { fresh: without(is, was), gone: without(was, is) };
}

function told(sentences: readonly Sentence[], pattern: RegExp): readonly Sentence[] {
  return sentences.filter(({ text }) => pattern.test(text));
}

function without(those: readonly Sentence[], others: readonly Sentence[]): readonly Sentence[] {
  const known = new Set(others.map(({ text }) => text));
  return those.filter(({ text }) => !known.has(text));
}

// Rules 1 to 4: the reader learns in the subject and the first sentence what it means for him, it is what the scope says, a
// safe reader is safe altogether, and everyone learns why he was written to.

import type { LintFinding, NoticeClass } from "../contract.ts";
import { finding, has, type Reading } from "./reading.ts";
import type { Sentence } from "./sentences.ts";
import { speaksToReader, verdictOf } from "./verdict.ts";

/** Greetings, dates and names that come before the first real sentence. */
const BEFORE_FIRST = {
  ja: /^(?:拝啓|謹啓|前略|敬具|記|以上|敬白|平素|いつも|日頃|毎度)|^(?:お客様|お客さま|関係者)?(?:各位)|様$|(?:^|\s)(?:株式会社|有限会社|合同会社)\s?\S{0,30}$|株式会社$|^代表|^(?:\d{4}|令和|平成)[\d\s年月日元./-]+$|^(?:店長|社長|店主)/,
  en: /^(?:dear|to whom|hello|hi|re:|[A-Z][a-z]+ \d{1,2},? \d{4}$|\d{4}-\d\d-\d\d$)/i,
} as const;

/** The first sentence that says something. */
export function firstSentence(reading: Reading): Sentence | undefined {
  return reading.sentences.find(
    ({ text, line, where }) =>
      line > 0 && where !== "heading" && text.length > 4 && !BEFORE_FIRST[reading.language].test(text),
  );
}

/** 1: the verdict stands in subject and first sentence. */
export function verdictFirst(reading: Reading): readonly LintFinding[] {
  if (!reading.toPerson) return [];
  const found: LintFinding[] = [];
  const { paper, language } = reading;
  if (verdictOf(paper.subject, language) === undefined) found.push(finding(reading, 1, "subject", "subject"));
  const opening = firstSentence(reading);
  const told =
    opening !== undefined &&
    verdictOf(opening.text, language) !== undefined &&
    speaksToReader(opening.text, language);
  if (!told) found.push(finding(reading, 1, "first", opening ?? "whole"));
  return found;
}

/** 2: what it says is what the scope found; "leaked" only where that is certain; and it says one thing. */
export function verdictTrue(reading: Reading): readonly LintFinding[] {
  if (!reading.toPerson) return [];
  const { paper, language, context } = reading;
  const opening = firstSentence(reading);
  const told: (readonly [Sentence | "subject", NoticeClass])[] = [];
  const inSubject = verdictOf(paper.subject, language);
  if (inSubject !== undefined) told.push(["subject", inSubject]);
  const inFirst = opening === undefined ? undefined : verdictOf(opening.text, language);
  if (opening !== undefined && inFirst !== undefined) told.push([opening, inFirst]);
  if (context.class !== null) {
    return told
      .filter(([, verdict]) => verdict !== context.class)
      .map(([at, verdict]) => finding(reading, 2, overOrUnder(verdict, context.class), at));
  }
  if (inSubject !== undefined && inFirst !== undefined && inSubject !== inFirst)
    return [finding(reading, 2, "two", opening ?? "whole")];
  return contradiction(reading, inFirst ?? inSubject);
}

/** A text that tells its reader two different things further down. */
function contradiction(reading: Reading, told: NoticeClass | undefined): readonly LintFinding[] {
  if (told === undefined || told === "notAffected") return [];
  const other = reading.sentences.find(({ text, where, line }) => {
    if (line === 0 || where === "heading" || !speaksToReader(text, reading.language)) return false;
    const verdict = verdictOf(text, reading.language);
    return verdict !== undefined && verdict !== "notAffected" && verdict !== told;
  });
  return other === undefined ? [] : [finding(reading, 2, "two", other)];
}

function overOrUnder(verdict: NoticeClass, is: NoticeClass | null): string {
  if (verdict === "confirmed") return "over";
  return is === "confirmed" || verdict === "notAffected" ? "under" : "over";
}

const ALL_DATA = {
  ja: /(?:個人情報|お客様の情報|お客様情報|ご登録(?:の|いただいた)?情報)(?:は|も|の)?[^。]{0,20}(?:すべて|全て|一切|いずれも)|(?:すべて|全て|一切|いずれ)の?[^。]{0,20}(?:情報|データ)|(?:氏名|お名前)[^。]{0,40}(?:住所|メール)[^。]{0,60}(?:いません|おりません|ありません|ございません)|お客様の(?:個人)?情報は[^。]{0,12}(?:流出|漏えい|漏洩)して(?:い|おり)ません/,
  en: /\b(?:none|no part|nothing|not any) of your (?:data|information|details)|\ball (?:of )?your (?:data|information|details)|\bneither\b[^.]{0,80}\bnor\b|\byour (?:data|information|details) (?:is|are|was|were|did|has|have)[^.]{0,12}n(?:o|')t\b/i,
} as const;

/** 3: "your card is safe" leaves name and address open. */
export function safeMeansAll(reading: Reading): readonly LintFinding[] {
  if (reading.class !== "notAffected" || !reading.toPerson || has(reading, ALL_DATA)) return [];
  return [finding(reading, 3, "part", firstSentence(reading) ?? "whole")];
}

const WHY_YOU = {
  ja: /(?:この|本)(?:メール|手紙|書状|お知らせ|ご連絡|通知|ご案内)[^。]{0,60}(?:お送り|送って|差し上げ|お届け|ご連絡|送付|お渡し)|(?:お客様|方|皆様|皆さま)(?:全員|すべて|全て)?(?:に|へ)[^。]{0,40}(?:お送り|ご連絡|お知らせ|ご案内|送付|通知)/,
  en: /\b(?:you (?:are )?receiv(?:e|ing)|you(?:'re| have) received|we are (?:writing|sending|contacting)|this (?:letter|e-?mail|notice|message) (?:is|was|has been) sent)\b[^.]{0,80}\b(?:because|as|since|to)\b/i,
} as const;
const WHO_ELSE = {
  ja: /(?:全員|すべての|全ての|全|みな|皆)[^。]{0,15}(?:お客様|方|会員)|(?:お客様|方|皆様)(?:全員|すべて|全て)|対象(?:の|となる|と(?:なった|なりました)|者)[^。]{0,25}(?:お客様|方|皆様)[^。]{0,20}(?:に|へ|のみ|だけ)|(?:のみ|だけ)に(?:お送り|ご連絡|お知らせ)|\d[\d,]*\s*(?:名|人)(?:の(?:お客様|方))?(?:に|へ|全員)/,
  en: /\b(?:everyone|all (?:of )?(?:our )?(?:customers|buyers|people|\d)|only (?:to )?(?:the|those)|each of the|the [\d,]+ (?:customers|people|buyers))\b/i,
} as const;

/** 4: why you, and who else was written to. */
export function whyYou(reading: Reading): readonly LintFinding[] {
  if (!reading.toPerson) return [];
  const found: LintFinding[] = [];
  if (!has(reading, WHY_YOU)) found.push(finding(reading, 4, "why", "whole"));
  if (!has(reading, WHO_ELSE)) found.push(finding(reading, 4, "who", "whole"));
  return found;
}

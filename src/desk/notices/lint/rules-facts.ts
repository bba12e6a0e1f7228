// Rules 13 to 15: measures that are done or planned and have a date, the dates of the story and the reason for a delay, and
// the sentence that must not vanish.

import type { LintFinding } from "../contract.ts";
import { liabilityMoved, STATEMENT } from "./marks.ts";
import { finding, first, has, isAboutCards, type Reading } from "./reading.ts";
import { isDated } from "./rules-words.ts";
import { sentencesOf } from "./sentences.ts";

const MEASURE = {
  ja: /(?:しました|いたしました|しております|済み|完了|導入|停止し|変更し|更新し|削除し|入れ替え|予定|行います|いたします|実施)/,
  en: /\b(?:we (?:have|will|are|stopped|replaced|changed|removed|updated|closed)|has been|have been|done|planned|completed|scheduled)\b/i,
} as const;
const UNDER_MEASURES = {
  ja: /再発防止|対策|対応|改善|取り組み|措置/,
  en: /measures|prevent|what we|improve|response|next/i,
} as const;
/** Says that something gets better, and not what. */
const VAGUE = {
  ja: /(?:強化|徹底|向上|見直し|努め|再発防止(?:策)?(?:を|に))[^。]{0,25}(?:ます|まいり|いたし|所存|する|しました|図)|再発防止に努め/,
  en: /\b(?:strengthen\w*|enhanc\w+|improv\w+|tighten\w*|bolster\w*|reinforc\w+)\b[^.]{0,40}\b(?:security|measures|systems?|protections?|controls?)\b/i,
} as const;
const SOMETHING = {
  ja: /パスワード|更新|バージョン|アップデート|二段階|2段階|多要素|停止|削除|入れ替え|移行|変更し|監視|検知|保存しない|診断|点検|導入(?:し|い)/,
  en: /\b(?:password|update[ds]?|patch\w*|version|two-?factor|replaced?|removed?|moved|monitor\w*|scan\w*|no longer (?:store|keep)|test(?:ed|s)?|install\w*)\b/i,
} as const;

/** 13: measures said as what, whether done, and when. "Strengthened" alone says nothing (S4). */
export function measures(reading: Reading): readonly LintFinding[] {
  const { language, sentences } = reading;
  const found: LintFinding[] = sentences
    .filter(
      ({ text, line, where }) =>
        line > 0 &&
        where !== "heading" &&
        VAGUE[language].test(text) &&
        !(isDated(text) && SOMETHING[language].test(text)),
    )
    .map((sentence) => finding(reading, 13, "vague", sentence));
  const real = sentences.some(
    ({ text, under, line, where }) =>
      line > 0 &&
      where !== "heading" &&
      isDated(text) &&
      MEASURE[language].test(text) &&
      (UNDER_MEASURES[language].test(under) || SOMETHING[language].test(text)),
  );
  if (!real) found.push(finding(reading, 13, "none", "whole"));
  return found;
}

const EVENTS = [
  [
    "hint",
    {
      ja: /(?:指摘|連絡|通報|報告|お問い合わせ|情報)[^。]{0,12}(?:受け|いただ|あり|を得)|発覚|判明|気づ|分かり|わかり|検知/,
      en: /\b(?:notified|informed|told|alerted|learned|discovered|detected|hint|contacted|found out)\b/i,
    },
  ],
  [
    "stop",
    {
      ja: /停止|閉鎖|切り離|遮断|止め/,
      en: /\b(?:stopped|suspended|shut|closed|took [^.]{0,20}offline|disabled)\b/i,
    },
  ],
  [
    "forensics",
    {
      ja: /調査[^。]{0,25}(?:完了|終了|終わ|受領|報告|結果)/,
      en: /\b(?:investigation|forensic\w*|examination)\b[^.]{0,40}\b(?:ended|completed|finished|concluded|report)/i,
    },
  ],
  [
    "report",
    {
      ja: /(?:警察|個人情報保護委員会|経済産業省|監督官庁|所轄)[^。]{0,30}(?:報告|届|相談|申告|通報)|(?:報告|届|相談)[^。]{0,20}(?:警察|委員会)/,
      en: /\b(?:police|commission|authorit(?:y|ies)|regulator|law enforcement)\b/i,
    },
  ],
] as const;
const DELAY = {
  ja: /(?:公表|お知らせ|ご報告|ご連絡|発表|通知)[^。]{0,30}(?:遅|時間(?:を|が)(?:要|かか)|今日(?:に|まで)|至)|遅(?:れ|く)|時間を要|(?:日数|時間)がかか/,
  en: /\b(?:delay\w*|took (?:so long|time|until)|why (?:we|you|this)|not (?:told|written) (?:you )?(?:sooner|earlier)|until now)\b/i,
} as const;
const DAY_MS = 86_400_000;
/** Longer than this between the first date and the last, and readers ask why (S1: 208 days). */
const DELAY_DAYS = 60;

/** 14: the dates a reader needs, and why it took so long when it did. */
export function dates(reading: Reading): readonly LintFinding[] {
  const { language, sentences, context } = reading;
  if (reading.class === "notAffected" && context.facts === null) return [];
  const found: LintFinding[] = [];
  for (const [name, patterns] of EVENTS) {
    if (name === "forensics" && context.facts?.days.forensicsEnded === null) continue;
    const told = sentences.some(({ text }) => patterns[language].test(text) && isDated(text));
    if (!told) found.push(finding(reading, 14, name, first(reading, patterns) ?? "whole", weightOf(name)));
  }
  const days = daysIn(reading);
  const apart = days.length < 2 ? 0 : (Math.max(...days) - Math.min(...days)) / DAY_MS;
  if (apart > DELAY_DAYS && !has(reading, DELAY))
    found.push(finding(reading, 14, "delay", "whole", { values: { days: Math.round(apart) } }));
  return found;
}

function weightOf(name: string): { weight?: "advice" } {
  return name === "forensics" || name === "report" ? { weight: "advice" } : {};
}

const STORY = {
  ja: /指摘|連絡|発覚|判明|停止|調査|検知|公表/,
  en: /notified|informed|learned|discovered|stopped|suspended|investigat/i,
} as const;
const FULL_DATE = /(\d{4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})/g;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const FULL_DATE_EN =
  /\b(?:([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}),? (\d{4})|(\d{1,2}) ([A-Z][a-z]{2})[a-z]*\.? (\d{4}))/g;

/** Days of the discovery and after, and the paper's own; the intrusion's window says nothing about a delay. */
function daysIn({ sentences, language, context }: Reading): readonly number[] {
  const days: number[] = [];
  for (const { text, line, where } of sentences) {
    const isHead = line === 0 || line <= 6 || where === "heading";
    if (!isHead && !STORY[language].test(text)) continue;
    if (/期間|から\d|〜|～|between|from .{3,20} to /i.test(text)) continue;
    for (const [, y = "", m = "", d = ""] of text.matchAll(FULL_DATE)) days.push(Date.UTC(+y, +m - 1, +d));
    for (const [, m1 = "", d1 = "", y1 = "", d2 = "", m2 = "", y2 = ""] of text.matchAll(FULL_DATE_EN)) {
      const month = MONTHS.indexOf((m1 || m2).toLowerCase());
      if (month >= 0) days.push(Date.UTC(+(y1 || y2), month, +(d1 || d2)));
    }
  }
  const { facts } = context;
  if (facts !== null) {
    days.push(Date.parse(facts.today));
    if (facts.days.hint !== null) days.push(Date.parse(facts.days.hint));
  }
  return days.filter((day) => Number.isFinite(day));
}

/**
 * 15: "check your statement" protects the reader; a card company's agent once had it taken out (2008). Who pays may be written
 * anew, and is marked.
 */
export function statementStays(reading: Reading): readonly LintFinding[] {
  const { context, language, sentences } = reading;
  const stood = context.before === null ? null : sentencesOf(context.before, language);
  const { fresh, gone } = liabilityMoved(stood ?? sentences, sentences, language);
  const moved = fresh[0] ?? (gone.length > 0 ? "whole" : undefined);
  const marked = moved === undefined ? [] : [finding(reading, 15, "liability", moved, { weight: "advice" })];
  if (has(reading, STATEMENT)) return marked;
  if (stood?.some(({ text }) => STATEMENT[language].test(text)) === true)
    return [finding(reading, 15, "gone", "whole"), ...marked];
  const needed = reading.toPerson && reading.class !== "notAffected" && isAboutCards(reading);
  return needed ? [finding(reading, 15, "missing", "whole"), ...marked] : marked;
}

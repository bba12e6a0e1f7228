// Rules 6, 8 and 16: hedges, comfort, long sentences, words of the trade, empty phrases, names of others.

import type { LintFinding } from "../contract.ts";
import { around, finding, type Reading } from "./reading.ts";
import { PLACEHOLDERS } from "../render/fill.ts";
import type { Sentence } from "./sentences.ts";

const HEDGE = {
  ja: /可能性|おそれ|恐れ|(?:と|ものと)(?:思わ|考え|見|推測)(?:れ|られ)|否定(?:は|が)?でき|かもしれ|疑い|念のため|懸念|ようです/,
  en: /\b(?:may|might|could|possibly|potentially|perhaps|appears?|we believe|we suspect|likely|cannot rule out|out of an abundance of caution)\b/i,
} as const;
const REASON = {
  ja: /ため|から、|からです|ので|理由|記録(?:が|に|は)|ログ|確認でき(?:ない|ません)|残って|指摘|により|によると|分から|わから/,
  en: /\b(?:because|since|as (?:the|our|we|there)|logs?|records?|due to|the reason|we (?:found|do not know)|according to|investigation|cannot (?:tell|see))\b/i,
} as const;
/** What others said is theirs to explain. */
const QUOTED = /「[^」]{0,200}」|“[^”]{0,200}”/g;
/** "Those who may be concerned" names people, it does not tell them anything. */
const OF_WHOM = {
  ja: /(?:可能性|おそれ|恐れ|疑い)の(?:ある|ございます)[^。]{0,14}(?:お客様|方|皆様|カード|クレジット)/,
  en: /\b(?:those|customers|people|anyone) (?:who|whose)\b[^.]{0,40}\b(?:may|might|could)\b/i,
} as const;
/** More hedges than this and the reader no longer knows what is certain. */
const HEDGES_MAX = 6;

/** "No misuse has been seen": comforts, and is no proof. */
const COMFORT = {
  ja: /(?:不正(?:に)?利用|悪用|二次被害|被害)[^。]{0,25}(?:確認(?:され|して)|報告|認められ|受けて|生じて|発生して)[^。]{0,6}(?:ません|ない)|(?:不正利用|悪用|二次被害)(?:された)?(?:の)?(?:事実|形跡|証拠)は/,
  en: /\bno (?:evidence|indication|sign|reports?)\b[^.]{0,60}\b(?:misus|fraud|abuse|unauthori[sz]ed (?:use|charge))|\b(?:not|n['’]t) (?:aware|seen|received)\b[^.]{0,40}\b(?:misus|fraud)/i,
} as const;
const NOT_SAFE_YET = {
  ja: /意味(?:する|では)|とは限|ないとは言|証拠では|今後[^。]{0,20}(?:おそれ|恐れ|可能性|起こ)/,
  en: /does not mean|only means|may still|not a proof|cannot be sure/i,
} as const;

/** 6: each hedge has its reason beside it, and nothing comforts that proves nothing. */
export function hedges(reading: Reading): readonly LintFinding[] {
  const { language, sentences } = reading;
  const body = sentences.filter(({ line, where }) => line > 0 && where !== "heading");
  const hedged = body.filter(({ text }) => HEDGE[language].test(text.replaceAll(QUOTED, "")));
  const found = hedged
    .filter((sentence) => !OF_WHOM[language].test(sentence.text))
    .filter((sentence) => !REASON[language].test(around(reading, sentence)))
    .map((sentence) => finding(reading, 6, "unexplained", sentence));
  if (hedged.length > HEDGES_MAX)
    found.push(finding(reading, 6, "many", "whole", { weight: "advice", values: { count: hedged.length } }));
  const comforts = body.filter(
    ({ text }, index) =>
      COMFORT[language].test(text) && !NOT_SAFE_YET[language].test(`${text} ${body[index + 1]?.text ?? ""}`),
  );
  return [...found, ...comforts.map((sentence) => finding(reading, 6, "comfort", sentence))];
}

/** Characters in Japanese, words in English. A telephone call reads 80 characters in one breath. */
const SENTENCE_MAX = { ja: 90, en: 30 } as const;
const SENTENCE_FAR_MAX = { ja: 130, en: 45 } as const;
/** What still fits a tri-fold letter of two pages. */
const TEXT_MAX = { ja: 2_600, en: 1_100 } as const;

/** Words a shop's customer does not use. "explained" is a bracket or 「とは」 beside the first one. */
const JARGON = {
  ja: /SQL\s?インジェクション|クロスサイト(?:・)?スクリプティング|XSS|バックドア|ウェブシェル|Web\s?シェル|フォレンジック|脆弱性|PCI\s?DSS|マルウェア|スキミング|ペイメント(?:アプリケーション)?|トークン(?:決済|化)|WAF|IDS|IPS|ファイアウォール|ハッシュ(?:値|化)|ランサムウェア|インシデント|ログ(?!イン|アウト|オン|オフ)|サーバ(?:ー)?サイド|イシュア|アクワイアラ|決済代行|クレデンシャル|フィッシング|3\s?D\s?セキュア|EMV/g,
  en: /\b(?:SQL injection|cross-site scripting|XSS|back ?door|web ?shell|forensics?|vulnerabilit(?:y|ies)|PCI(?: DSS)?|malware|skimm(?:ing|er)|payload|tokeni[sz]ation|WAF|firewall|hash(?:ed|es)?|ransomware|incident response|threat actor|exfiltrat\w+|credentials?|phishing|acquirer|issuer|3-?D Secure|PAN|CVV)\b/gi,
} as const;
const GLOSS = {
  ja: /^.{0,12}?[（(]|^」?(?:とは|という|と呼|といい|と言)|^[^。]{0,4}(?:＝|:|：)/,
  en: /^.{0,8}?[(]|^["’']? (?:\(|is |are |means|that is|, (?:a|an|the|which|meaning|or )|—|–)/i,
} as const;
/** "（security experts) forensics": the explanation may stand before the word as well. */
const GLOSS_BEFORE = { ja: /[（(][^）)]{0,20}$/, en: /[(][^)]{0,30}$/ } as const;

/** 8: short sentences, no unexplained words of the trade, not too much of it. */
export function plain(reading: Reading): readonly LintFinding[] {
  const { language, sentences } = reading;
  const found: LintFinding[] = [];
  for (const sentence of sentences) {
    if (sentence.line === 0 || sentence.where === "heading" || sentence.where === "table") continue;
    const length = lengthOf(sentence.text, language);
    if (length <= SENTENCE_MAX[language]) continue;
    const weight = length > SENTENCE_FAR_MAX[language] ? {} : ({ weight: "advice" } as const);
    found.push(finding(reading, 8, "long", sentence, { ...weight, values: { length } }));
  }
  found.push(...jargon(reading));
  const total = sentences.reduce((sum, { text }) => sum + lengthOf(text, language), 0);
  // A Q&A or a desk's script is looked things up in, not read through.
  if (reading.toPerson && total > TEXT_MAX[language])
    found.push(finding(reading, 8, "whole", "whole", { values: { length: total } }));
  return found;
}

function jargon(reading: Reading): readonly LintFinding[] {
  const { language, sentences } = reading;
  const seen = new Set<string>();
  const found: LintFinding[] = [];
  for (const sentence of sentences) {
    for (const match of sentence.text.matchAll(JARGON[language])) {
      const word = match[0].toLowerCase();
      if (seen.has(word)) continue;
      seen.add(word);
      const after = sentence.text.slice(match.index + match[0].length);
      const before = sentence.text.slice(0, match.index);
      if (!GLOSS[language].test(after) && !GLOSS_BEFORE[language].test(before))
        found.push(finding(reading, 8, "jargon", sentence, { values: { word: match[0] } }));
    }
  }
  return found;
}

function lengthOf(text: string, language: "ja" | "en"): number {
  return language === "ja"
    ? text.replaceAll(/\s/g, "").length
    : text.split(/\s+/).filter((w) => w !== "").length;
}

const EMPTY = {
  ja: /(?:セキュリティ|個人情報(?:の)?保護|情報管理|安全)[^。]{0,15}(?:最優先|最重要|重要(?:な(?:課題|責務|使命))?と(?:考え|認識|位置)|万全|細心の注意)|(?:重く|厳粛に|真摯に)受け止め|誠心誠意|遺憾/,
  en: /\b(?:takes?|taking) (?:the )?(?:\w+ ){0,6}(?:very |extremely )?seriously\b|\b(?:security|privacy|safeguarding|protecting)\b[^.]{0,50}\b(?:top priority|utmost importance|of the highest importance|important to us|paramount)\b|\bwe value (?:your|the) (?:trust|privacy)\b/i,
} as const;
const DATE =
  /\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}|\d{1,2}月\d{1,2}日|(?:令和|R)\s*\d{1,2}\s*年|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b/;
const COMPANY =
  /(?:株式会社|有限会社|合同会社|（株）|\(株\))[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}ーA-Za-z0-9・&. ]{1,24}|(?!弊社|当社)[\p{Script=Han}\p{Script=Katakana}ーA-Za-z0-9・&]{2,24}(?:株式会社|（株）|\(株\)|有限会社)|\b(?:[A-Z][\w&.-]*,? ){1,4}(?:Inc|LLC|Ltd|Corp|Co\., Ltd|GmbH|K\.K)\b\.?/gu;
const SELF =
  /(?:弊社|当社|私ども)[、「（(]?((?:株式会社|有限会社|合同会社)[^、。「」（）()のがはをに\s]{1,24})/g;
const WHO_THEY_ARE = {
  ja: /委託|提供|調査|開発|制作|保守|決済代行|運営会社|依頼|利用して(?:いる|いた)|導入|システム|サーバ/,
  en: /\b(?:provider|vendor|hosted|investigat\w+|forensic|developed|contractor|platform|engaged|supplier|plug-?in|processor)\b/i,
} as const;

/** 16: dated title, no empty phrases, nobody else named. */
export function honest(reading: Reading): readonly LintFinding[] {
  const { language, sentences, paper, context } = reading;
  const found: LintFinding[] = [];
  const title = [
    paper.subject,
    ...sentences
      .slice(0, 3)
      .filter(({ where }) => where === "heading")
      .map(({ text }) => text),
  ];
  if (context.kind !== "desk-script" && !title.some((text) => DATE.test(text)))
    found.push(finding(reading, 16, "date", "subject"));
  for (const sentence of sentences)
    if (EMPTY[language].test(sentence.text)) found.push(finding(reading, 16, "empty", sentence));
  return [...found, ...named(reading)];
}

/** The sender may name itself: whoever stands in the subject, the first lines or the signature, or in the facts. */
function named(reading: Reading): readonly LintFinding[] {
  const { sentences, context, language } = reading;
  const edges = [...sentences.slice(0, 8).filter(isShort), ...sentences.slice(-8).filter(isShort)];
  const own = [
    ...sentences.flatMap(({ text }) => [...text.matchAll(SELF)].map(([, name = ""]) => name)),
    context.facts?.shop.company ?? "",
    context.facts?.shop.name ?? "",
    ...edges.flatMap(({ text }) => text.match(COMPANY) ?? []),
  ].filter((name) => name.length > 1);
  const found: LintFinding[] = [];
  for (const sentence of sentences) {
    if (edges.includes(sentence) || !WHO_THEY_ARE[language].test(sentence.text)) continue;
    const name = (sentence.text.match(COMPANY) ?? []).find(
      (company) => !own.some((mine) => mine.includes(company.trim()) || company.includes(mine)),
    );
    if (name !== undefined)
      found.push(finding(reading, 16, "named", sentence, { values: { name: name.trim() } }));
  }
  return found;
}

function isShort({ text }: Sentence): boolean {
  return text.length <= 40;
}

/** The date pattern, for rules that look for dated things. */
export function isDated(text: string): boolean {
  return DATE.test(text);
}

const HOLE = /\{\{([^{}]{0,40})\}\}/g;
const FILLED: ReadonlySet<string> = new Set(PLACEHOLDERS);

/** 8, of every paper: a place that nothing fills. What is for everybody has no name to put there. */
export function unfilled(reading: Reading): readonly LintFinding[] {
  const known = PLACEHOLDERS.map((name) => `{{${name}}}`).join(" ");
  return reading.sentences.flatMap((sentence) =>
    [...sentence.text.matchAll(HOLE)]
      .filter(([, name = ""]) => !reading.toPerson || !FILLED.has(name))
      .map(([hole]) => finding(reading, 8, "hole", sentence, { values: { hole, known } })),
  );
}

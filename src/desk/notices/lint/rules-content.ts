// Rules 5, 7, 9 to 12: what a notice must hold: a shop the reader knows, numbered steps, four headings, what is safe and how
// that is known, harm to expect, whom to ask and when, who pays.

import type { LintFinding } from "../contract.ts";
import { around, finding, first, has, isAboutCards, type Reading } from "./reading.ts";
import { verdictOf } from "./verdict.ts";

const SHOP = {
  ja: /(?:店|ショップ|ストア|サイト|モール|通販|商店)[」』]?|https?:\/\/|www\./i,
  en: /\b(?:shop|store|site|website|mall)\b|https?:\/\/|www\./i,
} as const;
const ORDER = {
  ja: /\{\{orders\}\}|(?:ご)?(?:注文|購入|利用|買い上げ)(?:日|番号|履歴)|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:に|頃|ごろ)?[^。]{0,25}(?:ご?注文|ご?購入|お買い(?:求め|上げ)|ご利用)/,
  en: /\{\{orders\}\}|\b(?:your order|you (?:bought|ordered|purchased))\b[^.]{0,60}(?:\d{4}|#|no\b|number)|\border (?:number|date)\b/i,
} as const;
const MALL = {
  ja: /モール|商店街|マーケット|旧(?:店|サイト)|運営(?:して|する|会社)/,
  en: /\bmall|marketplace|formerly|operated by\b/i,
} as const;

/** 5: the shop as the reader knows it, how it belongs to whom he may not know, and what he bought when. */
export function knownShop(reading: Reading): readonly LintFinding[] {
  if (!reading.toPerson) return [];
  const { facts } = reading.context;
  const found: LintFinding[] = [];
  const named =
    facts === null || facts.shop.name === ""
      ? has(reading, SHOP)
      : reading.sentences.some(({ text }) => text.includes(facts.shop.name));
  if (!named) found.push(finding(reading, 5, "shop", "whole", { values: { shop: facts?.shop.name ?? "" } }));
  if (!has(reading, ORDER))
    found.push(finding(reading, 5, "order", "whole", { values: { orders: "{{orders}}" } }));
  const relation = facts?.shop.relation ?? "";
  if (
    relation !== "" &&
    !has(reading, MALL) &&
    !reading.sentences.some(({ text }) => text.includes(relation))
  )
    found.push(finding(reading, 5, "relation", "whole", { values: { relation } }));
  return found;
}

const WHAT_YOU_DO = {
  ja: /お客様(?:へ|に)?(?:の)?お願い|お願い(?:したい)?(?:する)?こと|していただきたい|お客様(?:の|に)(?:ご)?(?:対応|確認|していただく)|ご確認(?:ください|いただきたい)|対処|なさって/,
  en: /what you (?:can|should|need to|must)|what to do|steps? (?:you|to take)|we ask (?:you|of you)|please do/i,
} as const;
const URGENT = {
  ja: /明細|カード会社(?:に|へ)|裏面|身に覚え|再発行|パスワード|迷惑メール|不審な|なりすまし|添付/,
  en: /\b(?:statement|card (?:company|issuer)|back of your card|bank|replace|password|suspicious|phishing|attachments?)\b/i,
} as const;

/** 7: what the reader does is numbered, the most urgent first. */
export function steps(reading: Reading): readonly LintFinding[] {
  if (!reading.toPerson || reading.class === "notAffected") return [];
  const { language, sentences } = reading;
  const numbered = sentences.filter(
    ({ where, under, text }) =>
      where === "numbered" && (WHAT_YOU_DO[language].test(under) || URGENT[language].test(text)),
  );
  if (numbered.length === 0) {
    const asked = first(reading, WHAT_YOU_DO);
    return [finding(reading, 7, asked === undefined ? "none" : "unnumbered", asked ?? "whole")];
  }
  const [top] = numbered;
  const isUrgent = top !== undefined && URGENT[language].test(top.text);
  if (isUrgent || !numbered.some(({ text }) => URGENT[language].test(text))) return [];
  return [finding(reading, 7, "order", top ?? "whole", { weight: "advice" })];
}

const FOUR = [
  [
    "happened",
    {
      ja: /(?:何が|起き|起こ|発生|経緯|経過|概要|事象|事実|原因|状況|できごと|出来事|について$)/,
      en: /what (?:happened|has happened|took place)|the incident|background|course of events/i,
    },
  ],
  [
    "which",
    {
      ja: /(?:どの|対象(?:の|となる)?|漏えい|漏洩|流出)[^。]{0,14}(?:情報|項目|データ|もの|範囲)|情報[^。]{0,6}(?:漏えい|漏洩|流出)|情報(?:の)?(?:項目|内容|種類|範囲)|お客様の(?:個人)?情報|(?:漏えい|漏洩|流出)した/,
      en: /(?:what|which) (?:of your )?(?:information|data)|(?:information|data) (?:involved|affected|at risk)/i,
    },
  ],
  [
    "we",
    {
      ja: /(?:当店|弊社|当社|私ども|わたしたち|私たち)(?:の|が|で)[^。]{0,10}(?:対応|対策|して|行|取り組)|再発防止|(?:今後|これから)の(?:対応|対策|取り組み)|^対応|講じ/,
      en: /what we (?:are doing|have done|do|did)|our (?:response|measures)|measures/i,
    },
  ],
  ["you", WHAT_YOU_DO],
] as const;

/** 9: the four questions a reader has, each with its heading. */
export function fourHeadings(reading: Reading): readonly LintFinding[] {
  if (!reading.toPerson) return [];
  const { language, sentences } = reading;
  // Foreign letters number their headings: a short numbered line with text below it is one.
  const headings = sentences.filter(
    ({ where, text }) =>
      where === "heading" || (where === "numbered" && text.length <= 30 && !/[。.]$/.test(text)),
  );
  const missing = FOUR.filter(
    ([name, patterns]) =>
      !(name === "you" && reading.class === "notAffected") &&
      !headings.some(({ text }) => patterns[language].test(text)),
  );
  return missing.map(([name]) => finding(reading, 9, name, "whole"));
}

const HOW_KNOWN = {
  ja: /ため|から|調査|調べ|記録|ログ|確認し|保存して(?:い|お)|別の|保管|持って(?:い|お)|暗号|照合|結果/,
  en: /\b(?:because|since|logs?|records?|do(?:es)? not (?:store|keep|hold)|never (?:store|keep)|separate\w*|encrypted|investigation|checked|examined|found)\b/i,
} as const;

/** 10: what did not leak, and how that is known (S4). */
export function whatIsSafe(reading: Reading): readonly LintFinding[] {
  const { language, sentences } = reading;
  const safe = sentences.filter(
    ({ text, line, where }) => line > 0 && where !== "heading" && verdictOf(text, language) === "notAffected",
  );
  const [at] = safe;
  if (at === undefined) return [finding(reading, 10, "none", "whole")];
  const told = safe.some((sentence) => HOW_KNOWN[language].test(around(reading, sentence)));
  return told ? [] : [finding(reading, 10, "how", at)];
}

const HARM = {
  ja: /二次被害|不正(?:に)?利用|不正な(?:利用|請求)|悪用|なりすまし|迷惑メール|フィッシング|詐欺|身に覚えのない/,
  en: /\b(?:fraud\w*|misus\w+|unauthori[sz]ed (?:use|charges?|transactions?)|phishing|spam|identity theft|scams?|impersonat\w+)\b/i,
} as const;
const REACH =
  /0\d{1,4}[-（(）) ‐－]\d{1,4}[-） )‐－]\d{3,4}|０[０-９]{1,4}[－ー-][０-９]{1,4}[－ー-][０-９]{3,4}|\+\d[\d ()-]{7,}|\b1?-?\(?\d{3}\)?[- ]\d{3}[- ]\d{4}\b|[\w.+-]+@[\w-]+\.[\w.-]+|フリーダイヤル/;
const HOURS = {
  ja: /(?:受付|営業|対応)?時間[^。]{0,12}\d|\d{1,2}\s*(?:時|:|：)\s*\d{0,2}[^。]{0,12}(?:から|〜|～|－|-|まで)|24時間|平日|年中無休|土日祝/,
  en: /\b\d{1,2}(?::\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.)?\s*(?:to|–|-|and)\s*\d{1,2}|\b(?:hours|weekdays|Monday|24 hours)\b/i,
} as const;

/** 11: harm to expect, whom to ask, when somebody answers. */
export function whomToAsk(reading: Reading): readonly LintFinding[] {
  const found: LintFinding[] = [];
  const warns = reading.class !== "notAffected" && reading.context.kind !== "hold-page";
  if (warns && !has(reading, HARM)) found.push(finding(reading, 11, "harm", "whole"));
  if (!has(reading, { ja: REACH, en: REACH })) found.push(finding(reading, 11, "contact", "whole"));
  if (!has(reading, HOURS)) found.push(finding(reading, 11, "hours", "whole"));
  return found;
}

const PAYS = {
  ja: /補償|賠償|弁償|見舞|お詫びの(?:品|しるし)|金券|クーポン|ポイント|(?:費用|手数料|料金)[^。]{0,25}(?:負担|当店|弊社|当社|無料|かかりません|いただきません)|ご負担/,
  en: /\b(?:compensat\w+|reimburs\w+|refund\w*|free of charge|at no cost|no cost to you|we (?:will )?(?:pay|cover|bear)|(?:do not|not) offer\w*|credit monitoring|voucher)\b/i,
} as const;
const REISSUE = {
  ja: /(?:再発行|差し替え|差替え|交換|新しいカード)[^。]{0,40}(?:手数料|費用|負担|料金|無料)|(?:手数料|費用|負担|料金)[^。]{0,40}(?:再発行|差し替え|差替え|新しいカード)/,
  en: /\b(?:reissu\w+|replac\w+|new card)\b[^.]{0,60}\b(?:fee|cost|charge|free|pay|cover)\w*|\b(?:fee|cost|charge)\w*\b[^.]{0,60}\b(?:reissu\w+|replac\w+|new card)\b/i,
} as const;

/** 12: what is offered, said even when it is nothing; and who pays for a new card. */
export function whoPays(reading: Reading): readonly LintFinding[] {
  if (reading.class === "notAffected") return [];
  const found: LintFinding[] = [];
  if (!has(reading, PAYS)) found.push(finding(reading, 12, "offer", "whole"));
  if (isAboutCards(reading) && !has(reading, REISSUE)) found.push(finding(reading, 12, "reissue", "whole"));
  return found;
}

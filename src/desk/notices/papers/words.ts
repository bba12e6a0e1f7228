// How people call a paper: kind, whom it is for, language and report.

import { say, type Language, type Words } from "../../../kernel/words.ts";
import type { PaperKey } from "../contract.ts";

const paperWords = {
  email: { ja: "メール", en: "e-mail" },
  letter: { ja: "手紙", en: "letter" },
  page: { ja: "お知らせのページ", en: "notice page" },
  "hold-page": { ja: "お店を止めているあいだのページ", en: "hold page" },
  qa: { ja: "よくあるご質問", en: "questions and answers" },
  "desk-script": { ja: "電話の受け答え", en: "desk script" },
  confirmed: { ja: "（漏えいした方へ）", en: " to those whose data leaked" },
  possible: { ja: "（可能性のある方へ）", en: " to those possibly affected" },
  notAffected: { ja: "（漏えいしていない方へ）", en: " to those not affected" },
  "in.ja": { ja: "日本語", en: "Japanese" },
  "in.en": { ja: "英語", en: "English" },
  name: { ja: "{paper}{whom}・{language}・第{report}報", en: "{paper}{whom}, {language}, report {report}" },
  example: { ja: "山田 花子", en: "Hanako Yamada" },
} as const satisfies Words;

/** "メール（漏えいした方へ）・日本語・第1報". */
export function paperName({ kind, class: of, language, report }: PaperKey, told: Language): string {
  const word = (key: keyof typeof paperWords): string => say(paperWords, told, key);
  const values = { paper: word(kind), whom: of === null ? "" : word(of), language: word(`in.${language}`) };
  return say(paperWords, told, "name", { ...values, report });
}

/** A name for a letter that is for nobody. */
export function exampleName(language: Language): string {
  return say(paperWords, language, "example");
}

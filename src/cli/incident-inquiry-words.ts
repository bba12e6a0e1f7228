// What the command line says about inquiries.

import type { Words } from "../kernel/index.ts";

export const incidentInquiryWords = {
  "verb.inquiry": {
    ja: "お客様からのお問い合わせと、お答えの記録",
    en: "questions people ask, and what they were answered",
  },
  "verb.add": { ja: "聞かれたことを記録する", en: "write down what was asked" },
  "verb.list": { ja: "お問い合わせの一覧（言葉は出しません）", en: "list inquiries, without their words" },
  "verb.show": {
    ja: "1 件を、合いそうな答えと一緒に読む（担当者だけ。読んだことは記録されます）",
    en: "read one with the answer that fits (those named only; reading is recorded)",
  },
  "verb.answer": {
    ja: "答えたことを記録する（送ることはしません）",
    en: "write down what was answered (nothing is sent)",
  },
  "verb.export": {
    ja: "言葉も含めて書き出す（担当者だけ。読んだことは記録されます）",
    en: "write them out with their words (those named only; reading is recorded)",
  },
  "option.channel": {
    ja: "どこから：telephone（電話）・email・web・letter（手紙）・counter（店頭）",
    en: "telephone, email, web, letter or counter",
  },
  "option.person": { ja: "お客様の番号（incident people の personId）", en: "the person's id in the scope" },
  "option.name": { ja: "お名前", en: "name" },
  "option.contact": { ja: "ご連絡先", en: "how to reach them" },
  "option.words": { ja: "聞かれたこと、または答えたこと", en: "what was asked, or answered" },
  "option.done": { ja: "答えのほかにしたこと", en: "what was done beside answering" },
  "option.inquiry": { ja: "同じお問い合わせの続き", en: "a further question of this inquiry" },
  "option.key": { ja: "二度書かないための印", en: "makes a repeat harmless" },
  "option.state": { ja: "open か answered だけ", en: "only open or answered ones" },
  "option.out": { ja: "書き出すファイル（.csv か .json）", en: "file to write (.csv or .json)" },
  counts: { ja: "まだ {open}件、答えた {answered}件", en: "{open} open, {answered} answered" },
  none: { ja: "お問い合わせはまだありません。", en: "No inquiries yet." },
  more: {
    ja: "ほかにもあります。全部は export で書き出せます。",
    en: "There are more: export writes all of them.",
  },
  written: { ja: "記録しました：{inquiry}（{state}）", en: "written: {inquiry} ({state})" },
  exported: { ja: "{count}件を {file} に書き出しました。", en: "{count} inquiries written to {file}." },
  badOut: {
    ja: "書き出すファイルは、.csv か .json で終わる名前にしてください。",
    en: "The file's name must end in .csv or .json.",
  },
  "badOut.hint": { ja: "例：--out inquiries.csv", en: "for example --out inquiries.csv" },
  "state.open": { ja: "まだ", en: "open" },
  "state.answered": { ja: "答えた", en: "answered" },
  "kind.asked": { ja: "問い", en: "asked" },
  "kind.answered": { ja: "答え", en: "answered" },
  "channel.telephone": { ja: "電話", en: "telephone" },
  "channel.email": { ja: "メール", en: "e-mail" },
  "channel.web": { ja: "確認ページ", en: "look-up page" },
  "channel.letter": { ja: "手紙", en: "letter" },
  "channel.counter": { ja: "店頭", en: "counter" },
  "column.inquiry": { ja: "番号", en: "inquiry" },
  "column.asked": { ja: "聞かれた日時", en: "asked" },
  "column.channel": { ja: "どこから", en: "by" },
  "column.state": { ja: "状態", en: "state" },
  "column.changedBy": { ja: "最後に書いた人", en: "last by" },
  suggestion: {
    ja: "合いそうな答え（よくあるご質問「{question}」。同じ言葉：{shared}）：",
    en: "An answer that may fit (from “{question}”; shared words: {shared}):",
  },
  "suggestion.none": {
    ja: "よくあるご質問の中に、合いそうな答えはありません。",
    en: "None of the published answers fits.",
  },
  done: { ja: "したこと：", en: "done: " },
} as const satisfies Words;
export type IncidentInquiryWord = keyof typeof incidentInquiryWords;

// What `misemori incident notice` says: its help, and how findings are laid out.

import type { Words } from "../kernel/index.ts";

export const incidentNoticeWords = {
  verb: { ja: "お客様へのお知らせ。", en: "Notices to customers." },
  "verb.lint": {
    ja: "お知らせの文面を18の点で調べます（テキストまたはHTML。どこのお店の文面でもかまいません）。",
    en: "Check a notice against eighteen rules (plain text or HTML; anybody's notice).",
  },
  "verb.facts": {
    ja: "分かっていることの用紙（JSON）を作ります。件の番号を付けると、記録から埋められるところを埋めます。",
    en: "Make a form of what is known (JSON); with an incident's id it is filled from the record as far as that goes.",
  },
  "verb.draft": {
    ja: "用紙から、メール・手紙・お知らせのページ・Q&A などの下書きを作ります。送りはしません。",
    en: "Draft e-mail, letter, page, Q&A and more from the form. Sends nothing.",
  },
  "verb.keep": {
    ja: "用紙と、住所とつき合わせた一人ひとりの一覧を、件の金庫に入れます。確認ページ（open-look-up）はこれを使います。",
    en: "Lay the form and the list of persons with their addresses into the incident's vault: what the look-up page (open-look-up) is made from.",
  },
  kept: {
    ja: "{people}人分を金庫に入れました（メールあり {withEmail}人、住所あり {withAddress}人）。暗号化されています。\n確認ページを開くには：misemori incident act {incident} open-look-up --why …",
    en: "{people} persons laid into the vault, encrypted ({withEmail} with e-mail, {withAddress} with address).\nTo open the look-up page: misemori incident act {incident} open-look-up --why …",
  },
  "argument.incident": { ja: "件の番号（incident_…）", en: "the incident's id (incident_…)" },
  "argument.facts": {
    ja: "`notice facts` で作り、書き足した用紙（- は標準入力）",
    en: "the form made by `notice facts`, filled in (- reads stdin)",
  },
  "option.out": { ja: "書き出すファイル（まだないもの）", en: "file to write (must not exist)" },
  "option.draft.kind": {
    ja: "書面の種類：email letter page hold-page qa desk-script",
    en: "kind of paper: email letter page hold-page qa desk-script",
  },
  "option.draft.class": {
    ja: "メールと手紙の相手：confirmed possible notAffected",
    en: "whom e-mail and letter are for: confirmed possible notAffected",
  },
  "option.language": { ja: "下書きの言葉", en: "language of the draft" },
  "option.report": { ja: "第何報か", en: "which report it is (1, 2 …)" },
  "option.facts": {
    ja: "`notice facts` の用紙。内容が事実と合っているかも調べます",
    en: "a form of `notice facts`: is the text true to it?",
  },
  badLanguage: { ja: "言葉「{language}」は分かりません。", en: "The language “{language}” is not known." },
  notJson: { ja: "{file} はJSONとして読めません。", en: "{file} is no JSON." },
  notJsonHint: {
    ja: "カンマやかっこの抜けがないか確かめてください。",
    en: "Look for a missing comma or bracket.",
  },
  written: { ja: "{file} に書きました。", en: "Written to {file}." },
  "argument.files": {
    ja: "調べるファイル。2つ以上なら、互いに食い違いがないかも調べます（- は標準入力）",
    en: "files to check; several are checked against one another as well (- reads stdin)",
  },
  "option.class": {
    ja: "受け取る人の区分：confirmed possible notAffected（決めなければ文面から読み取ります）",
    en: "class of its readers: confirmed possible notAffected (else read from the text)",
  },
  "option.kind": {
    ja: "書面の種類：email letter page hold-page qa desk-script",
    en: "kind of paper: email letter page hold-page qa desk-script",
  },
  "option.before": {
    ja: "前の版。大切な文が消えていないかを調べます",
    en: "the version before: has a protected sentence vanished?",
  },
  "option.scope": {
    ja: "`incident scope --json` の結果。人数が合っているかを調べます",
    en: "a result of `incident scope --json`: do the numbers of people agree?",
  },
  badClass: { ja: "区分「{class}」は分かりません。", en: "The class “{class}” is not known." },
  badKind: { ja: "書面の種類「{kind}」は分かりません。", en: "The kind of paper “{kind}” is not known." },
  knownOnes: { ja: "次のどれかを指定してください：{names}", en: "Choose one of: {names}" },
  unreadable: { ja: "{file} を読めません（{reason}）。", en: "{file} cannot be read ({reason})." },
  unreadableHint: {
    ja: "ファイルの場所と、読む権限を確かめてください。",
    en: "Check where the file is and whether you may read it.",
  },
  empty: { ja: "{file} には文章がありません。", en: "{file} holds no text." },
  emptyHint: {
    ja: "テキストかHTMLのファイルを指定してください。PDFやWordの文書は、文章をコピーしてテキストにしてください。",
    en: "Give plain text or HTML; copy the words out of a PDF or Word document.",
  },
  notAScope: {
    ja: "{file} は `incident scope --json` の結果ではありません。",
    en: "{file} is no result of `incident scope --json`.",
  },
  clean: { ja: "{file}：指摘はありません。", en: "{file}: nothing to say." },
  found: {
    ja: "{file}：直すべき点 {errors}、おすすめ {advice}",
    en: "{file}: {errors} to mend, {advice} suggestions",
  },
  "place.subject": { ja: "件名", en: "subject" },
  "place.whole": { ja: "全体", en: "whole" },
  "place.line": { ja: "{line}行目", en: "line {line}" },
  better: { ja: "→ {better}", en: "→ {better}" },
} as const satisfies Words;

export type IncidentNoticeWord = keyof typeof incidentNoticeWords;

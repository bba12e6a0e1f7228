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
  "kept.factsOnly": {
    ja: "用紙を金庫に入れました。宛名は、影響のあった人を調べたあとで（incident scope --incident {incident}）、もう一度この命令を使うとそろいます。",
    en: "The form is laid into the vault. Addressees follow when you use this verb again after `incident scope --incident {incident}`.",
  },
  "verb.board": {
    ja: "書面の一覧：版、直すべき点、あとの調査で古くなったもの。",
    en: "All papers: versions, open findings, and what a later scope overtook.",
  },
  "verb.paper": {
    ja: "書面を1つ出します（まだ書いていなければ下書き）。だれが書き、だれが求めたかも示します。",
    en: "Show one paper (its draft while nobody wrote it), with who wrote and who asked for each version.",
  },
  "verb.write": {
    ja: "書面の新しい版を残します。前の版は消えません。直すべき点があれば終了コードは1です。",
    en: "Keep the next version of a paper; none is ever lost. Exit code 1 when it has open errors.",
  },
  "verb.preview": {
    ja: "書面を、見本の人、または一人のお客様の宛名で見ます（お客様の分は担当者だけ。記録に残ります）。",
    en: "A paper as an example person, or one customer, gets it (a customer's: those named only; journalled).",
  },
  "verb.page": {
    ja: "お知らせのページ・お店を止めているあいだのページ・Q&A を、1つのHTMLファイルに書き出します。",
    en: "Write the notice page, hold page or Q&A as one HTML file.",
  },
  "argument.text": { ja: "文面のファイル（UTF-8。- は標準入力）", en: "the text (UTF-8; - reads stdin)" },
  "option.edition": { ja: "何版目か（なければ最新）", en: "which version (else the newest)" },
  "option.why": { ja: "なぜ変えるか", en: "why it is changed" },
  "option.askedBy": {
    ja: "だれに求められたか（カード会社・弁護士など。自分なら書かない）",
    en: "who asked for it (a card company, a lawyer …); nothing when it was you",
  },
  "option.beforeVersion": {
    ja: "何版目をもとに書いたか。そのあとに別の版があれば断ります（なければ最新）",
    en: "the version it was made from; refused when there is a later one (else the newest)",
  },
  "option.person": {
    ja: "だれの分か：メールアドレス・注文番号・personId",
    en: "whose copy: e-mail address, order number or personId",
  },
  "option.previewFile": {
    ja: "残した文面の代わりに見るファイル",
    en: "a file to look at instead of the kept text",
  },
  "option.html": { ja: "HTMLで出す", en: "as HTML" },
  "facts.none": {
    ja: "分かっていること：まだ残していません（incident notice keep）。下書きは記録から作っています。",
    en: "Facts: none kept yet (incident notice keep); drafts are made from the record.",
  },
  "facts.kept": { ja: "分かっていること：残してあります。", en: "Facts: kept." },
  "facts.stale": {
    ja: "分かっていること：あとの調査で古くなりました。見直して、もう一度 incident notice keep してください。",
    en: "Facts: overtaken by a later scope. Look at them and `incident notice keep` them again.",
  },
  counts: {
    ja: "人数：漏えい {confirmed}人、可能性 {possible}人、影響なし {notAffected}人",
    en: "People: {confirmed} leaked, {possible} possibly, {notAffected} not affected",
  },
  "counts.none": { ja: "人数：まだ調べていません。", en: "People: not found out yet." },
  addressees: {
    ja: "宛名：{people}人（メールあり {withEmail}人、住所あり {withAddress}人）",
    en: "Addressees: {people} ({withEmail} with e-mail, {withAddress} with address)",
  },
  "addressees.none": { ja: "宛名：まだそろっていません。", en: "Addressees: none joined yet." },
  "column.paper": { ja: "書面", en: "paper" },
  "column.version": { ja: "版", en: "version" },
  "column.changed": { ja: "書いた日時", en: "written" },
  "column.by": { ja: "書いた人", en: "by" },
  "column.errors": { ja: "直すべき点", en: "to mend" },
  "column.advice": { ja: "おすすめ", en: "advice" },
  "column.marks": { ja: "印", en: "marks" },
  isDraft: { ja: "下書き", en: "draft" },
  isStale: { ja: "（古い）", en: "(stale)" },
  marks: {
    ja: "だれが払うかの文 {liability}、消えた守りの文 {dropped}",
    en: "{liability} on who pays, {dropped} protected gone",
  },
  staleLine: {
    ja: "! この書面は、あとの調査で古くなっています。人数を確かめて書き直してください。",
    en: "! A later scope overtook this paper: check the numbers and write it again.",
  },
  versionLine: { ja: "第{version}版  {at}  {by}", en: "version {version}  {at}  {by}" },
  asked: { ja: "求めた人：{who}", en: "asked for by {who}" },
  paperWritten: { ja: "残しました：{paper} 第{version}版", en: "kept: {paper}, version {version}" },
  notUtf8: { ja: "{file} は UTF-8 の文章ではありません。", en: "{file} is no UTF-8 text." },
  notUtf8Hint: {
    ja: "文字コードを UTF-8 にして保存し直してください。",
    en: "Save it again as UTF-8.",
  },
  notAPage: { ja: "「{kind}」はページにできません。", en: "“{kind}” is no page." },
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

// What `misemori watch page` says.

import type { Words } from "../kernel/index.ts";
import { pageChangeWords } from "../watch/index.ts";

export const watchPageWords = {
  ...pageChangeWords,
  verb: {
    ja: "支払いのページを本物のブラウザーで開き、スクリプトと送り先を承認したものと比べます（支払いはしません）。",
    en: "Opens the checkout in a real browser and compares its scripts and targets with what was approved; never pays.",
  },
  "argument.url": { ja: "調べるページ", en: "the page to look at" },
  "option.name": {
    ja: "このページの呼び名（英小文字と数字）",
    en: "what the page is called (small letters, digits)",
  },
  "option.steps": {
    ja: "そこまでの手順のファイル（Chrome のレコーダーの JSON も可）",
    en: "file of steps on the way there (JSON of Chrome's recorder will do)",
  },
  "option.approve": { ja: "いま見えたものを承認します。", en: "approve what is seen now" },
  "option.why": { ja: "承認の理由", en: "why it is approved" },
  "option.notes": {
    ja: "スクリプトごとの持ち主と目的の JSON ファイル",
    en: "JSON file with owner and purpose of each script",
  },
  "option.notesForm": {
    ja: "--notes に書き込むためのファイルを作ります。",
    en: "write a file to fill in for --notes",
  },
  "option.approved": {
    ja: "承認した一覧のファイル（既定は記録フォルダー）",
    en: "file of the approved inventory (default: in the records folder)",
  },
  "option.report": { ja: "人に渡せる報告書（HTML）を書き出します。", en: "write a report to hand on (HTML)" },
  "option.csp": { ja: "Content-Security-Policy を表示します。", en: "print a Content-Security-Policy" },
  "option.chromium": { ja: "Chromium か Chrome の場所", en: "where Chromium or Chrome is" },
  "option.dwell": { ja: "ページで待つ秒数（1〜60）", en: "seconds to stay on the page (1 to 60)" },
  guise: { ja: "{guise} として見ています", en: "looking as {guise}" },
  same: { ja: "✓ 承認したとおりです（{by}、{date}）。", en: "✓ As approved ({by}, {date})." },
  changed: {
    ja: "✗ 承認したときと違うところが {count} か所あります。",
    en: "✗ {count} differences from what was approved.",
  },
  notApproved: {
    ja: "まだ承認した一覧がありません。下の一覧を確かめ、よければ --approve --why で承認してください。",
    en: "Nothing is approved yet. Look through the list below; approve it with --approve --why.",
  },
  unreached: { ja: "✗ ページを最後まで見られませんでした。", en: "✗ The page could not be looked at." },
  trouble: { ja: "! {guise}：{trouble}", en: "! {guise}: {trouble}" },
  seenBy: { ja: "（{guises}だけに見えます）", en: " (shown to {guises} only)" },
  inventory: {
    ja: "スクリプト {scripts} 本、フォーム {forms} 個、カード欄を聞いているもの {listeners} 件、通信先 {hosts} か所、枠 {frames} 個",
    en: "{scripts} scripts, {forms} forms, {listeners} listeners on card fields, {hosts} hosts, {frames} frames",
  },
  headScript: { ja: "スクリプト", en: "script" },
  headBytes: { ja: "大きさ", en: "size" },
  headHash: { ja: "SHA-256（先頭）", en: "SHA-256 (start)" },
  integrity: {
    ja: "完全性の指紋（Subresource Integrity）を付けられるスクリプト。HTML の script をこの形に書き換えてください：",
    en: "Scripts that could bear a Subresource Integrity hash. Write them like this in the HTML:",
  },
  noIntegrity: { ja: "付けられないもの：", en: "Those that cannot:" },
  notesForm: {
    ja: "書き込み用のファイルを作りました：{file}。owner と why を書き、--approve --notes で渡してください。",
    en: "Wrote a form to fill in: {file}. Give owner and why, then pass it with --approve --notes.",
  },
  next: {
    ja: "身に覚えのない変更なら：カードの受付を止め（misemori cards pause）、消さずに証拠を残し（misemori incident preserve）、制作会社に連絡してください。",
    en: 'If nobody knows the change: pause cards ("misemori cards pause"), delete nothing, keep evidence ("misemori incident preserve"), call whoever maintains the shop.',
  },
  approved: {
    ja: "承認しました：{file}（指紋 {fingerprint}）",
    en: "Approved: {file} (fingerprint {fingerprint})",
  },
  unexplained: {
    ja: "! 目的の書かれていないスクリプトが {count} 本あります（PCI DSS 6.4.3 は 1 本ずつの理由を求めます）。--notes で書けます。",
    en: "! {count} scripts have no written purpose (PCI DSS 6.4.3 asks for one each): give --notes.",
  },
  cspOpen: {
    ja: "! 中に書かれたスクリプト（inline）があるため、この CSP は 'unsafe-inline' を許します。",
    en: "! There are inline scripts, so this policy allows 'unsafe-inline'.",
  },
  badName: {
    ja: "呼び名は英小文字・数字・ハイフンで書いてください。",
    en: "Use small letters, digits and hyphens for the name.",
  },
  needWhy: { ja: "--approve には --why が要ります。", en: "--approve needs --why." },
  needWhyHint: { ja: "だれの、どの更新かを書いてください。", en: "Say whose change it is and what for." },
  badNotes: { ja: "{file} は説明のファイルの形ではありません。", en: "{file} is no file of notes." },
  badNotesHint: {
    ja: "--notes-form で作ったファイルに owner と why を書き込んで渡してください。",
    en: "Fill in owner and why in a file made by --notes-form.",
  },
  noFile: { ja: "{file} を読めません。", en: "{file} cannot be read." },
  noFileHint: { ja: "場所と権限を確かめてください。", en: "Check its place and rights." },
} satisfies Words;

export type WatchPageWord = keyof typeof watchPageWords;

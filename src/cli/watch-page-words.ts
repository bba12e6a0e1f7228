// What `misemori watch page` says.

import type { Words } from "../kernel/index.ts";

export const watchPageWords = {
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
  "guise.desktop": { ja: "パソコン", en: "a desktop" },
  "guise.phone-from-search": { ja: "検索から来た電話", en: "a phone from a search" },
  "guise.phone-from-line": { ja: "LINE から来た電話", en: "a phone from LINE" },
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
  "change.decoy-shown": { ja: "おとりのカード番号が載っています", en: "a decoy card stands on the page" },
  "change.card-shown": { ja: "カード番号が載っています", en: "a card number stands on the page" },
  "change.planted-shown": {
    ja: "見張りのお客さま（カナリア）のメールアドレスが載っています",
    en: "a planted customer's address stands on the page",
  },
  "change.script-new": { ja: "新しいスクリプト", en: "new script" },
  "change.script-changed": { ja: "中身が変わったスクリプト", en: "changed script" },
  "change.script-gone": { ja: "なくなったスクリプト", en: "script that is gone" },
  "change.form-target": { ja: "送り先が変わったフォーム", en: "form that posts elsewhere" },
  "change.form-new": { ja: "新しいフォームか項目", en: "new form or field" },
  "change.listener-new": {
    ja: "カードの入力欄を新しく聞いているもの",
    en: "newly listening to a card field",
  },
  "change.host-new": { ja: "新しい通信先", en: "new host the page talks to" },
  "change.frame-new": { ja: "新しい枠（iframe）", en: "new frame" },
  "change.worker-new": { ja: "新しいサービスワーカー", en: "new service worker" },
  "change.page-away": { ja: "ほかのサイトへ移されるページ", en: "page that leads to another site" },
  "change.page-moved": { ja: "見に行くと別のページになる", en: "another page comes up in its place" },
  "change.too-many": { ja: "数が多すぎて、すべては見られないもの", en: "too many to look at them all" },
  "change.integrity-gone": {
    ja: "完全性の指紋（integrity）がなくなったスクリプト",
    en: "script that lost its integrity hash",
  },
  "change.policy-weaker": {
    ja: "ゆるくなったか、なくなった CSP の見出し",
    en: "Content-Security-Policy that is weaker or gone",
  },
  "change.header-loads": {
    ja: "よそへ移すか、よそのプログラムを呼ぶ見出し",
    en: "header that leads away or fetches code from elsewhere",
  },
  "change.header-weaker": {
    ja: "弱くなったか、なくなった守りの見出し",
    en: "protecting header that is weaker or gone",
  },
  "change.header-changed": { ja: "変わった見出し（HTTP ヘッダー）", en: "changed header" },
  "change.headers-unknown": {
    ja: "見出しはまだ承認されていません（よければもう一度承認してください）",
    en: "headers are not approved yet: approve the page once more",
  },
  "whyNot.has-it": { ja: "すでに付いています。", en: "It bears one already." },
  "whyNot.by-script": {
    ja: "ほかのスクリプトが後から入れるもので、ページの HTML にありません。",
    en: "Another script puts it there; it is not in the page's own HTML.",
  },
  "whyNot.differs-by-visitor": {
    ja: "見に来た人によって中身が違います。",
    en: "Its content differs by visitor.",
  },
  "whyNot.address-changes": { ja: "アドレスが見るたびに変わります。", en: "Its address changes by visit." },
  "whyNot.no-cors": {
    ja: "配信元が CORS を許していません（crossorigin が使えません）。",
    en: "It is served without CORS, so crossorigin cannot be used.",
  },
  "whyNot.redirects": { ja: "別のアドレスへ転送されます。", en: "Its address leads on to another." },
  "whyNot.not-fetched": {
    ja: "もう一度取りに行くと、取れませんでした。",
    en: "It could not be fetched once more.",
  },
  "whyNot.differs-when-fetched": {
    ja: "取りに行くたびに中身が違うか、UTF-8 ではありません。",
    en: "Its content differs each time it is fetched, or is not UTF-8.",
  },
  "whyNot.too-large": {
    ja: "大きすぎるか、中身を読めませんでした。",
    en: "It is too large, or could not be read.",
  },
  "whyNot.too-many": {
    ja: "スクリプトが多すぎて、調べていません。",
    en: "There are too many scripts; this one was not tried.",
  },
  "whyNot.changes": {
    ja: "最近の点検のあいだに中身が変わりました。よく変わるものに付けると、変わった日に動かなくなります。",
    en: "Its content changed within the last looks: with a hash it would stop working on the day it changes again.",
  },
  "whyNot.not-approved": {
    ja: "承認していない中身です。承認してから決めてください。",
    en: "Its content is not approved; decide after approving.",
  },
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

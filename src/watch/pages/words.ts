// What a look at a page may refuse, and its changes in a shopkeeper's words.

import type { Words } from "../../kernel/index.ts";

export const pageWords = {
  browser: {
    ja: "ブラウザー（{path}）を開けません。",
    en: "The browser ({path}) cannot be opened.",
  },
  browserHint: {
    ja: "Chromium か Google Chrome を入れるか、その場所を --chromium か環境変数 CHROMIUM で教えてください。",
    en: "Install Chromium or Google Chrome, or name its place with --chromium or the variable CHROMIUM.",
  },
  steps: { ja: "手順のファイルを読めません。", en: "The file of steps cannot be read." },
  step: { ja: "手順の {step} 番目が分かりません。", en: "Step {step} is not understood." },
  stepsHint: {
    ja: '[{"open":"/products/1"},{"click":"#add"},{"waitFor":"#cart"}] のように書くか、Chrome の開発者ツールの「レコーダー」で書き出した JSON を渡してください（50 手順まで）。',
    en: 'Write [{"open":"/products/1"},{"click":"#add"},{"waitFor":"#cart"}], or give the JSON that the Recorder of Chrome\'s developer tools exports (at most 50 steps).',
  },
  "change.script-new": { ja: "新しいスクリプト", en: "new script" },
  "change.script-changed": { ja: "中身が変わったスクリプト", en: "changed script" },
  "change.script-gone": { ja: "なくなったスクリプト", en: "script that is gone" },
  "change.form-target": { ja: "送り先が変わったフォーム", en: "form that posts elsewhere" },
  "change.form-new": { ja: "新しいフォームか項目", en: "new form or field" },
  "change.listener-new": {
    ja: "カードの入力欄を聞いているもの",
    en: "something listening to a card field",
  },
  "change.host-new": { ja: "新しい通信先", en: "new host the page talks to" },
  "change.frame-new": { ja: "新しい枠（iframe）", en: "new frame" },
  "change.worker-new": { ja: "新しいサービスワーカー", en: "new service worker" },
  "guise.desktop": { ja: "パソコン", en: "desktop" },
  "guise.phone-from-search": { ja: "検索から来た電話", en: "phone, from a search" },
  "guise.phone-from-line": { ja: "LINE から来た電話", en: "phone, from LINE" },
  "report.title": { ja: "支払いのページの点検", en: "Look at the payment page" },
  "report.made": { ja: "{url} を {date}（UTC）に見ました。", en: "{url}, {date} (UTC)" },
  "report.approved": {
    ja: "比べた一覧：{date} に {by} が承認（理由：{why}）。指紋 {fingerprint}",
    en: "Compared with what {by} approved on {date} (why: {why}), fingerprint {fingerprint}",
  },
  "report.notApproved": { ja: "承認した一覧は、まだありません。", en: "Nothing has been approved yet." },
  "report.nothingToCompare": { ja: "比べるものがありません。", en: "There is nothing to compare with." },
  "report.changes": { ja: "承認したときと違うところ", en: "Differences from what was approved" },
  "report.scripts": { ja: "スクリプトの一覧", en: "Scripts" },
  "report.forms": { ja: "フォーム", en: "Forms" },
  "report.listeners": { ja: "カードの入力欄を聞いているもの", en: "Listening to card fields" },
  "report.hosts": { ja: "通信先と枠", en: "Hosts and frames" },
  "report.what": { ja: "なにが", en: "what" },
  "report.where": { ja: "どこ", en: "where" },
  "report.seenBy": { ja: "見えた相手（空欄は全員）", en: "shown to (empty: all)" },
  "report.source": { ja: "出どころ", en: "source" },
  "report.owner": { ja: "持ち主", en: "owner" },
  "report.purpose": { ja: "目的", en: "purpose" },
  "report.fields": { ja: "項目", en: "fields" },
  "report.card": { ja: "カード", en: "card" },
  "report.event": { ja: "きっかけ", en: "event" },
  "report.none": { ja: "ありません。", en: "None." },
} satisfies Words;

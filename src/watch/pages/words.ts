// What a look at a page may refuse, and its report.

import type { Words } from "../../kernel/index.ts";
import { pageChangeWords } from "./change-words.ts";

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
  ...pageChangeWords,
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
  "report.inline": { ja: "ページの中：{start}", en: "in the page: {start}" },
  "report.shared": {
    ja: "（ページの中のスクリプト全部への前の説明）",
    en: " (written earlier for all scripts in the page)",
  },
  "report.integrity": { ja: "完全性の指紋（Subresource Integrity）", en: "Subresource Integrity" },
  "report.integrity.note": {
    ja: "この形に書き換えると、中身が 1 文字でも変わったときにブラウザーが動かしません。配信元が更新するものに付けるときは、更新のたびに書き換えが要ります。",
    en: "With this tag browsers refuse the script once a single character of it changes. Where its owner updates it, the tag must be renewed each time.",
  },
  "report.integrity.line": {
    ja: "書き換える形、または付けられない理由",
    en: "tag to put in, or why there is none",
  },
  "report.integrity.since": { ja: "同じ中身の点検（続けて）", en: "looks in a row with this content" },
  "report.integrity.looks": { ja: "{looks} 回（{date} から）", en: "{looks} (since {date})" },
  "report.headers": { ja: "見出し（HTTP ヘッダー）", en: "HTTP headers" },
  "report.headers.note": {
    ja: "点検のたびに承認したものと比べます。毎回変わる値（nonce、日付、Cookie の中身）は除いてあります。",
    en: "Compared with what was approved at each look, without what changes by visit (nonces, dates, values of cookies).",
  },
  "report.headers.unknown": {
    ja: "この点検では、まだ見出しを記録していません。",
    en: "This look did not write headers down yet.",
  },
  "report.headers.guard": {
    ja: "このほかに、番人が CSP を付けています（{mode}）。",
    en: "Besides these the guard puts on a Content-Security-Policy ({mode}).",
  },
  "report.headers.page": { ja: "このページ", en: "the page" },
  "report.headers.name": { ja: "名前", en: "name" },
  "report.headers.value": { ja: "値", en: "value" },
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

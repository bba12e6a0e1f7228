// What differs on a page, who saw it, and why a script can bear no integrity hash, in a shopkeeper's words: for the report and the
// command line alike.

import type { Words } from "../../kernel/index.ts";

export const pageChangeWords = {
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
    ja: "カードの入力欄を聞いているもの",
    en: "something listening to a card field",
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
  "guise.desktop": { ja: "パソコン", en: "desktop" },
  "guise.phone-from-search": { ja: "検索から来た電話", en: "phone, from a search" },
  "guise.phone-from-line": { ja: "LINE から来た電話", en: "phone, from LINE" },
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
} satisfies Words;

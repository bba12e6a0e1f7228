// The sentences of alerts about the shop's pages: subject, what happened, what to do.

import type { Words } from "../../kernel/index.ts";

export const pageAlertWords = {
  "page.subject": {
    ja: "支払いのページが承認なしに変わりました：{change}｜{shop}",
    en: "The payment page changed without approval: {change} | {shop}",
  },
  "page.what": {
    ja: "何が起きているか：「{name}」のページに、承認していない変更が {count} 件あります。いちばん重いもの：{change}（{what}）。お客様のカード番号が、よそへ送られているかもしれません。",
    en: 'What is happening: the page "{name}" differs from what was approved in {count} places. The gravest: {change} ({what}). Card numbers of buyers may be going elsewhere.',
  },
  "page.seenBy": {
    ja: "見えた相手：{guises}だけ。一部の人にだけ見せるのは、盗む仕掛けがよく使う手です。",
    en: "Shown to: {guises} only. Showing itself to some is what thieves' code often does.",
  },
  "page.do": {
    ja: "すること：(1) 自分たちや制作会社の更新でなければ、カードの受付を止めてください。(2) ファイルは消さず、サーバーの電源も切らないでください。証拠になります。(3) このお知らせを制作会社に転送し、電話してください。(4) だれも身に覚えがなければ、このお知らせから「事故の対応」を始めてください。自分たちの更新なら、「見張り」の「ページ」で承認してください。",
    en: "What to do: (1) Unless it is an update of yours or your vendor's, pause cards. (2) Delete nothing and leave the server on: it is evidence. (3) Forward this to whoever maintains the shop, and call them. (4) If nobody knows of it, open an incident from this alert. If it is an update, approve it on the page of watched pages.",
  },
  "page-shown.subject": {
    ja: "お店のページに、あってはならないものが載っています：{change}｜{shop}",
    en: "Something stands on the shop's page that must not: {change} | {shop}",
  },
  "page-shown.what": {
    ja: "何が起きているか：「{name}」のページに{change}（{what}）。全部で {count} か所です。お店の記録が、だれでも見られるところへ出ています。",
    en: 'What is happening: "{name}": {change} ({what}), {count} places in all. Records of the shop stand where everybody can read them.',
  },
  "page-shown.do": {
    ja: "すること：(1) そのページをメンテナンス表示にするか、カードの受付を止めてください。(2) ファイルは消さず、サーバーの電源も切らないでください。証拠になります。(3) このお知らせを制作会社に転送し、電話してください。(4) このお知らせから「事故の対応」を始めてください。おとりやカナリアなら、それを置いた場所が読まれています。",
    en: "What to do: (1) Close that page or pause cards. (2) Delete nothing and leave the server on: it is evidence. (3) Forward this to whoever maintains the shop, and call them. (4) Open an incident from this alert. Of a decoy or a planted customer: the place it was put into was read.",
  },
  "page-unseen.subject": {
    ja: "支払いのページを見に行けません：{name}｜{shop}",
    en: "The payment page cannot be looked at: {name} | {shop}",
  },
  "page-unseen.what": {
    ja: "何が起きているか：「{name}」のページの点検が、続けて {count} 回できませんでした（{what}）。最後に見られたのは {seen} です。この間の改ざんには気づけません。",
    en: 'What is happening: the last {count} looks at the page "{name}" did not come through ({what}). It was last seen {seen}; what is changed meanwhile goes unnoticed.',
  },
  "page-unseen.do": {
    ja: "すること：そのページをご自分のブラウザーで開いてみてください。開けるときは、手順のファイルとサーバーの Chromium を、制作会社に確かめてもらってください。",
    en: "What to do: open the page in your own browser. If it opens, have whoever maintains the shop check the file of steps and the server's Chromium.",
  },
  "page-file.subject": {
    ja: "ページの承認の記録が書き換えられています：{name}｜{shop}",
    en: "The record of what was approved was changed: {name} | {shop}",
  },
  "page-file.what": {
    ja: "何が起きているか：「{name}」のページの承認のファイルが、承認したときのものと違います（書き換え・削除・破損）。このファイルは信じず、前の承認を使っています。だれかがこのサーバーに入った疑いがあります。",
    en: 'What is happening: the file of what was approved for the page "{name}" is not the one that was approved (changed, removed or damaged). It is not believed. Somebody may be on this server.',
  },
  "page-file.do": {
    ja: "すること：制作会社に、承認のファイルを触ったかを確かめてください。触っていなければ、ファイルは消さず、電源も切らずに「事故の対応」を始めてください。触ったのなら、「見張り」の「ページ」でもう一度承認してください。",
    en: "What to do: ask whoever maintains the shop whether they touched the file. If not, delete nothing, leave the server on and open an incident. If they did, approve the page again.",
  },
  "csp.subject": {
    ja: "お客様のブラウザーが、承認していない通信先を知らせています：{what}｜{shop}",
    en: "Buyers' browsers tell of a place nobody approved: {what} | {shop}",
  },
  "csp.what": {
    ja: "何が起きているか：{networks} か所のネットワークのお客様のブラウザーが、支払いのページ（{page}）から {what} へつながろうとしたと知らせています。{kept}",
    en: "What is happening: browsers from {networks} networks tell that the page {page} tried to reach {what}. {kept}",
  },
  "csp.kept": { ja: "ブラウザーが止めました。", en: "They kept it out." },
  "csp.open": {
    ja: "いまは知らせるだけで、止めていません。",
    en: "They only tell; it is not kept out yet.",
  },
  "csp.do": {
    ja: "すること：{what} に心当たりがあるか、制作会社に確かめてください。こうした知らせはだれでも送れるので、Misemori も自分でページを見に行きます。変更が見つかれば、別に急ぎのお知らせが届きます。心当たりがあれば watch.csp.allow に加えてください。",
    en: "What to do: ask whoever maintains the shop whether they know {what}. Anybody can send such words, so Misemori looks at the page itself; should it find a change, another, urgent alert follows. If it is known, add it to watch.csp.allow.",
  },
  "change.decoy-shown": { ja: "おとりのカード番号が載っています", en: "a decoy card stands on the page" },
  "change.card-shown": { ja: "カード番号が載っています", en: "a card number stands on the page" },
  "change.planted-shown": {
    ja: "見張りのお客さま（カナリア）のメールアドレスが載っています",
    en: "a planted customer's address stands on the page",
  },
  "change.script-new": { ja: "新しいスクリプト", en: "a new script" },
  "change.script-changed": { ja: "中身の変わったスクリプト", en: "a script that changed" },
  "change.form-target": { ja: "送り先の変わったフォーム", en: "a form that posts elsewhere" },
  "change.form-new": { ja: "新しいカード入力のフォーム", en: "a new form that takes cards" },
  "change.listener-new": { ja: "カード入力をのぞくもの", en: "something that listens to a card field" },
  "change.host-new": { ja: "新しい通信先", en: "a new host" },
  "change.frame-new": { ja: "新しい枠（iframe）", en: "a new frame" },
  "change.worker-new": { ja: "新しいサービスワーカー", en: "a new service worker" },
  "change.script-gone": { ja: "なくなったスクリプト", en: "a script that is gone" },
  "change.page-away": { ja: "ほかのサイトへ移されるページ", en: "a page that leads to another site" },
  "change.page-moved": { ja: "見に行くと別のページになる", en: "another page comes up in its place" },
  "change.too-many": { ja: "数が多すぎて、すべては見られないもの", en: "too many to look at them all" },
  "change.integrity-gone": {
    ja: "完全性の指紋（integrity）がなくなったスクリプト",
    en: "a script that lost its integrity hash",
  },
  "change.policy-weaker": {
    ja: "ゆるくなったか、なくなった CSP の見出し",
    en: "a Content-Security-Policy that is weaker or gone",
  },
  "change.header-loads": {
    ja: "よそへ移すか、よそのプログラムを呼ぶ見出し",
    en: "a header that leads away or fetches code from elsewhere",
  },
  "change.header-weaker": {
    ja: "弱くなったか、なくなった守りの見出し",
    en: "a protecting header that is weaker or gone",
  },
  "change.header-changed": { ja: "変わった見出し（HTTP ヘッダー）", en: "a changed header" },
  "change.headers-unknown": {
    ja: "見出しはまだ承認されていません（よければもう一度承認してください）",
    en: "headers are not approved yet: approve the page once more",
  },
  "guise.desktop": { ja: "パソコン", en: "desktops" },
  "guise.phone-from-search": { ja: "検索から来た電話", en: "phones from a search" },
  "guise.phone-from-line": { ja: "LINE から来た電話", en: "phones from LINE" },
  "trouble.timeout": { ja: "時間がかかりすぎた", en: "it took too long" },
  "trouble.no-answer": { ja: "ブラウザーが途中で終わった", en: "the browser ended early" },
  "trouble.too-large": { ja: "ページの部品が多すぎる", en: "the page has too many parts" },
} satisfies Words;

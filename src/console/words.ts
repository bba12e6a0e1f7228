// The sentences the console's API says to people: errors with what to do. The page's own sentences are in page/words.

import type { Words } from "../kernel/index.ts";
import { incidentApiWords } from "./incident-words.ts";
import { watchFileApiWords } from "./watch-file-words.ts";

export const apiWords = {
  ...incidentApiWords,
  ...watchFileApiWords,
  "body.large": { ja: "送られた内容が大きすぎます。", en: "What was sent is too large." },
  "body.large.hint": { ja: "{max}バイト以内で送ってください。", en: "Send at most {max} bytes." },
  "body.json": { ja: "送られた内容を読み取れません。", en: "What was sent cannot be read." },
  "body.json.hint": {
    ja: "Content-Type: application/json で、正しい JSON を送ってください。",
    en: "Send valid JSON with Content-Type: application/json.",
  },
  "body.shape": {
    ja: "足りない項目か、形の違う項目があります。",
    en: "A field is missing or has the wrong shape.",
  },
  "body.shape.hint": { ja: "見直す場所: {where}", en: "Look at: {where}" },
  "host.unknown": {
    ja: "このアドレスでは管理画面を開けません。",
    en: "The console does not answer under this name.",
  },
  "host.unknown.hint": {
    ja: "設定の console.url に書かれたアドレスで開いてください。",
    en: "Open it under the address in console.url of the configuration.",
  },
  "origin.foreign": {
    ja: "ほかのサイトからの操作なので、受け付けませんでした。",
    en: "Refused: this came from another site.",
  },
  "origin.foreign.hint": {
    ja: "管理画面を開き直して、そこから操作してください。",
    en: "Open the console again and work from there.",
  },
  "csrf.wrong": {
    ja: "操作の確認用の印が合いません。",
    en: "The token that confirms this act does not match.",
  },
  "csrf.wrong.hint": {
    ja: "画面を再読み込みして、もう一度お試しください。",
    en: "Reload the page and try again.",
  },
  "session.none": { ja: "サインインが必要です。", en: "Please sign in." },
  "session.none.hint": {
    ja: "管理画面でサインインするか、API トークンを付けてください。",
    en: "Sign in to the console, or send an API token.",
  },
  "session.person": { ja: "この操作は API トークンではできません。", en: "An API token cannot do this." },
  "session.person.hint": {
    ja: "管理画面にサインインして操作してください。",
    en: "Sign in to the console to do it.",
  },
  "token.unknown": {
    ja: "この API トークンは使えません。",
    en: "This API token is not valid.",
  },
  "token.unknown.hint": {
    ja: "取り消されていないか、書き写しに間違いがないか確かめてください。",
    en: "Check that it was not revoked and is copied correctly.",
  },
  "token.scope": {
    ja: "この API トークンでは許されていない操作です。",
    en: "This API token may not do that.",
  },
  "token.scope.hint": { ja: "必要な範囲: {scope}", en: "Scope needed: {scope}" },
  "token.taken": {
    ja: "同じ名前のトークンがすでにあります。",
    en: "There is a token with this name already.",
  },
  "token.taken.hint": { ja: "別の名前を付けてください。", en: "Choose another name." },
  "token.many": { ja: "トークンが多すぎます。", en: "There are too many tokens." },
  "token.many.hint": {
    ja: "使っていないものを取り消してください。",
    en: "Revoke those that are not in use.",
  },
  "login.wrong": { ja: "名前かパスワードが違います。", en: "The name or the password is wrong." },
  "login.wrong.hint": { ja: "入力を確かめて、もう一度お試しください。", en: "Check both and try again." },
  "login.slow": {
    ja: "サインインの失敗が続いたため、少し待ってください。",
    en: "Too many failed sign-ins. Please wait a little.",
  },
  "login.slow.hint": {
    ja: "{seconds}秒後にもう一度お試しください。",
    en: "Try again in {seconds} seconds.",
  },
  busy: { ja: "いま混み合っています。", en: "Too much is going on at once." },
  "busy.hint": { ja: "少し待って、もう一度お試しください。", en: "Wait a moment and try again." },
  "link.used": {
    ja: "このリンクは使えません。すでに使われたか、24時間の期限が切れています。",
    en: "This link does not work: it was used already, or its 24 hours are over.",
  },
  "link.used.hint": {
    ja: "Misemori を動かしているコンピューターで「misemori owner link」を実行すると、新しいリンクを作れます。",
    en: 'Run "misemori owner link" on the machine Misemori runs on to make a new link.',
  },
  "password.old": { ja: "いまのパスワードが違います。", en: "The present password is wrong." },
  "password.old.hint": {
    ja: "忘れたときは、Misemori を動かしているコンピューターで「misemori owner link」を実行してください。",
    en: 'If you forgot it, run "misemori owner link" on the machine Misemori runs on.',
  },
  "password.short": { ja: "パスワードが短すぎます。", en: "The password is too short." },
  "password.short.hint": {
    ja: "12文字以上にしてください。いくつかの言葉をつなげた文でもかまいません。",
    en: "Use at least 12 characters. A few words in a row are fine.",
  },
  "password.long": { ja: "パスワードが長すぎます。", en: "The password is too long." },
  "password.long.hint": { ja: "200文字以内にしてください。", en: "Use at most 200 characters." },
  "password.common": { ja: "このパスワードは簡単に当てられます。", en: "This password is easy to guess." },
  "password.common.hint": {
    ja: "名前や、よく使われる言葉・数字の並びを避けてください。",
    en: "Avoid your name and common words or runs of digits.",
  },
  "hold.unknown": { ja: "この保留は見つかりません。", en: "There is no such hold." },
  "hold.unknown.hint": { ja: "一覧を開き直してください。", en: "Open the list again." },
  "hold.decided": { ja: "この注文はすでに判断されています。", en: "This order has been decided already." },
  "hold.decided.hint": {
    ja: "{by} さんが「{decision}」にしました。",
    en: "{by} decided: {decision}.",
  },
  "hold.unnamed": {
    ja: "この保留は、どの注文か分かっていません。",
    en: "Nobody knows yet which order this hold is.",
  },
  "hold.unnamed.hint": {
    ja: "お店の管理画面で注文を探し、注文番号を入れてから取り消してください。注文ができていなければ「注文はなかった」を選びます。",
    en: 'Find the order in the shop and name it, then cancel it. If the shop has no such order, say "no order came of it".',
  },
  "decision.released": { ja: "発送してよい", en: "may ship" },
  "decision.cancelled": { ja: "取り消し", en: "cancelled" },
  "alert.unknown": {
    ja: "このアラートはないか、すでに終わっています。",
    en: "This alert does not exist or is closed.",
  },
  "alert.unknown.hint": { ja: "一覧を開き直してください。", en: "Open the list again." },
  "person.unknown": {
    ja: "その名前の人は、担当表（responsibility）にも alerts.owner にもいません。",
    en: "Nobody in the responsibility sheet or alerts.owner is called so.",
  },
  "person.unknown.hint": { ja: "いる人: {people}", en: "There are: {people}" },
  "attempt.unknown": { ja: "この決済の試みは見つかりません。", en: "There is no such attempt." },
  "attempt.unknown.hint": {
    ja: "attemptId か orderRef を確かめてください。",
    en: "Check attemptId or orderRef.",
  },
  "origin.unreadable": {
    ja: "この接続元を読み取れません。",
    en: "This is no origin that can be read.",
  },
  "origin.unreadable.hint": {
    ja: "IPアドレス（203.0.113.7）、ネットワーク（203.0.113.0/24）、AS番号（AS64500）、国（2文字、例: SG）のどれかで書いてください。",
    en: "Give an address (203.0.113.7), a network (203.0.113.0/24), an AS number (AS64500) or a country in two letters (SG).",
  },
  "origin.own": {
    ja: "自分たちのネットワークか、手前のプロキシなので遮断できません。",
    en: "This is your own network or a trusted proxy: it is never turned away.",
  },
  "origin.own.hint": {
    ja: "misemori.yaml の gate.stopped.letThrough と gate.trustedProxies を確かめてください。",
    en: "See gate.stopped.letThrough and gate.trustedProxies in misemori.yaml.",
  },
  "watch.unknown": { ja: "そのページかスクリプトは、ありません。", en: "There is no such page or script." },
  "watch.unknown.hint": {
    ja: "watch.pages の名前を確かめてください。スクリプトに説明を付けられるのは、承認した後です。",
    en: "See the names under watch.pages. A script can be explained once it is approved.",
  },
  "watch.nothing-seen": { ja: "まだ一度も見られていません。", en: "It was not seen yet." },
  "watch.nothing-seen.hint": {
    ja: "先に「いま見に行く」を行ってください。",
    en: "First have it looked at.",
  },
  "versions.past": { ja: "期限の日が正しくありません。", en: "That day cannot be taken." },
  "versions.past.hint": {
    ja: "明日から 1 年先までの日を選んでください。",
    en: "Choose a day from tomorrow to a year from now.",
  },
  "versions.damaged": {
    ja: "更新の決めごとのファイルが壊れています。",
    en: "The file of decisions about updates is damaged.",
  },
  "versions.damaged.hint": {
    ja: "記録フォルダーの watch/updates.json を控えから戻してください。何も書き換えていません。",
    en: "Put watch/updates.json of the records folder back from a copy. Nothing was changed.",
  },
  "versions.full": { ja: "延ばしている更新が多すぎます。", en: "Too many updates are put off." },
  "versions.full.hint": {
    ja: "済んだものを先に「済み」にしてください。",
    en: "First tick off what is done.",
  },
  "versions.busy": { ja: "いま調べています。", en: "It is being looked at now." },
  "versions.busy.hint": {
    ja: "1 分ほど待って、もう一度ご覧ください。",
    en: "Wait a minute and look again.",
  },
  "watch.moved-on": {
    ja: "表示した後に、新しい点検の結果が届きました。",
    en: "Another look came in since this was shown.",
  },
  "watch.moved-on.hint": {
    ja: "新しい一覧を確かめてから、もう一度承認してください。",
    en: "Check the new list, then approve again.",
  },
  "watch.busy": { ja: "いま、ページを見に行っています。", en: "A page is being looked at now." },
  "watch.busy.hint": {
    ja: "1 分ほどしてから、もう一度お試しください。",
    en: "Try again in a minute.",
  },
  "canary.place": {
    ja: "そのアドレスの置き場所は、設定にありません。",
    en: "That place for addresses is not in the configuration.",
  },
  "canary.place.hint": {
    ja: "misemori.yaml の canary.domains か canary.mailboxes に書いたものを選んでください。",
    en: "Choose one of canary.domains or canary.mailboxes in misemori.yaml.",
  },
  "canary.taken": {
    ja: "同じときに、別の所でも作られていました。",
    en: "Another set was made at the same moment.",
  },
  "canary.taken.hint": { ja: "もう一度お試しください。", en: "Try once more." },
  "canary.cards": {
    ja: "おとりのカード番号は、これ以上作れません。",
    en: "There are as many decoy cards as can be looked for.",
  },
  "canary.cards.hint": {
    ja: "もう置いていないものの見張りをやめてください。",
    en: "Stop watching some that lie nowhere any more.",
  },
  "canary.unknown": { ja: "その見張りは、ありません。", en: "There is no such canary." },
  "canary.unknown.hint": {
    ja: "一覧を新しくして、名前を確かめてください。",
    en: "Ask for the list again and check its name.",
  },
  "origin.full": { ja: "遮断する接続元が多すぎます。", en: "Too many origins are blocked." },
  "origin.full.hint": {
    ja: "上限は1,000件です。要らないものを外すか、ネットワークや AS 番号でまとめてください。",
    en: "1,000 at most. End some, or block their network or AS number instead.",
  },
  "origin.past": { ja: "終わりの時刻がもう過ぎています。", en: "The end lies in the past." },
  "origin.past.hint": { ja: "先の時刻を入れてください。", en: "Give a time to come." },
  "confirm.country": {
    ja: "国をまるごと遮断すると、その国のお客様も買えなくなります。",
    en: "Blocking a whole country also turns its buyers away.",
  },
  "confirm.country.hint": {
    ja: "それでもよければ、確認（confirm: true、コマンドでは --confirm）を付けてもう一度お試しください。",
    en: "If you mean it, send it again with confirm: true (--confirm on the command line).",
  },
  "confirm.wide": {
    ja: "とても広いネットワークです。関係のないお客様も買えなくなります。",
    en: "This network is very wide: buyers who have nothing to do with it are turned away, too.",
  },
  "confirm.wide.hint": {
    ja: "それでもよければ、確認（confirm: true、コマンドでは --confirm）を付けてもう一度お試しください。",
    en: "If you mean it, send it again with confirm: true (--confirm on the command line).",
  },
  "confirm.caller": {
    ja: "いまお使いの接続元も、ここに含まれます。あなた自身がお店を見られなくなります。",
    en: "You are calling from there yourself: you would no longer see the shop.",
  },
  "confirm.caller.hint": {
    ja: "それでもよければ、確認（confirm: true、コマンドでは --confirm）を付けてもう一度お試しください。",
    en: "If you mean it, send it again with confirm: true (--confirm on the command line).",
  },
  "shop.open": { ja: "お店は止まっていません。", en: "The shop is not stopped." },
  "shop.open.hint": {
    ja: "止めている間だけ、入るためのリンクを作れます。",
    en: "A link is only needed, and only made, while it is.",
  },
  "journal.failed": {
    ja: "操作は行いましたが、記録に書けませんでした。",
    en: "The act was done, but could not be written to the journal.",
  },
  "journal.failed.hint": {
    ja: "ディスクの空きを確かめ、いつ誰が行ったかを控えておいてください。",
    en: "Check the disk, and note who did it and when.",
  },
  "path.unknown": { ja: "このアドレスには何もありません。", en: "There is nothing at this address." },
  "path.unknown.hint": {
    ja: "/v1/openapi.json に使えるアドレスの一覧があります。",
    en: "See /v1/openapi.json for what there is.",
  },
  "guard.failed": { ja: "Misemori の中で問題が起きました。", en: "Something went wrong inside Misemori." },
  "guard.failed.hint": {
    ja: "もう一度お試しください。続くようなら、ログを制作会社に見せてください。",
    en: "Try again. If it stays, show the log to whoever maintains the shop.",
  },
  "page.unbuilt": {
    ja: "管理画面がまだ作られていません。npm run build:console を実行してください。",
    en: "The console page has not been built yet. Run npm run build:console.",
  },
} as const satisfies Words;

export type ApiWord = keyof typeof apiWords;

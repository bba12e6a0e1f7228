// What the gate itself says to buyers when the shop cannot answer or a request cannot be taken. Japanese first.

import type { Words } from "../../kernel/index.ts";

export const PAGE_WORDS = {
  refusedTitle: { ja: "このリクエストは受け付けられませんでした", en: "This request could not be accepted" },
  refusedText: {
    ja: "送信された内容の形式に問題があり、お店に届けることができませんでした。前のページに戻って、もう一度お試しください。",
    en: "Something in the form of the request kept it from reaching the shop. Please go back and try again.",
  },
  slowTitle: { ja: "時間内に受信できませんでした", en: "The request took too long to arrive" },
  slowText: {
    ja: "通信が途中で止まったようです。電波の状態を確認して、もう一度お試しください。",
    en: "The connection seems to have stalled. Please check your connection and try again.",
  },
  tooLargeTitle: { ja: "送信された内容が大きすぎます", en: "What you sent is too large" },
  tooLargeText: {
    ja: "ファイルや入力内容を小さくして、もう一度お試しください。",
    en: "Please make the file or text smaller and try again.",
  },
  downTitle: { ja: "ただいまお店につながりにくくなっています", en: "The shop cannot be reached right now" },
  downText: {
    ja: "申し訳ございません。お店のサーバーから応答がありません。しばらくしてから、もう一度お試しください。",
    en: "We are sorry: the shop's server is not answering. Please try again in a little while.",
  },
  busyTitle: { ja: "ただいま大変混み合っています", en: "The shop is very busy right now" },
  busyText: {
    ja: "申し訳ございません。アクセスが集中しています。少し待ってから、もう一度お試しください。",
    en: "We are sorry: many people are here at once. Please wait a moment and try again.",
  },
  lateTitle: { ja: "お店からの応答に時間がかかっています", en: "The shop is taking too long to answer" },
  lateText: {
    ja: "申し訳ございません。時間内に応答がありませんでした。",
    en: "We are sorry: there was no answer in time.",
  },
  ordered: {
    ja: "ご注文の途中だった場合は、二重の注文を避けるため、もう一度送信する前に、注文確認メールや注文履歴をご確認ください。",
    en: "If you were placing an order, please check your confirmation mail or order history before sending it again, so that it is not ordered twice.",
  },
  helpTitle: { ja: "お急ぎのとき", en: "If you are in a hurry" },
  call: { ja: "お電話：{telephone}", en: "Telephone: {telephone}" },
  contact: { ja: "お問い合わせはこちら", en: "Contact the shop" },
  code: { ja: "表示コード：{status}", en: "Code: {status}" },
} as const satisfies Words;

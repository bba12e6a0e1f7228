// What visitors read when the shop is stopped, or when their origin is turned away. Most of them did nothing wrong.

import type { Words } from "../../kernel/index.ts";

export const SITE_WORDS = {
  stoppedTitle: { ja: "ただいま、お店を止めています", en: "The shop is closed for now" },
  stoppedLead: {
    ja: "お店の判断で、ご注文の受付とページの表示を一時的に止めています。ご不便をおかけして申し訳ございません。",
    en: "The shop has stopped taking orders and showing its pages for the time being. We are sorry for the trouble.",
  },
  stoppedOrders: {
    ja: "これまでのご注文の内容は失われていません。",
    en: "Your order data is not lost.",
  },
  stoppedNothing: {
    ja: "この画面が出ている間に、新しいご注文やお支払いが行われることはありません。",
    en: "While you see this page, no new order is placed and nothing is charged.",
  },
  blockedTitle: { ja: "このページを表示できません", en: "This page cannot be shown" },
  blockedLead: {
    ja: "お店を守るため、お使いの回線からの接続をお断りしています。お客様ご自身に問題があるとは限りません。",
    en: "To protect the shop, connections from your network are being turned away. This need not be anything you did.",
  },
  helpTitle: { ja: "お困りのときは", en: "If you need help" },
  wayTelephone: { ja: "お電話でお問い合わせください。", en: "Call the shop." },
  wayContact: { ja: "お問い合わせページ", en: "Contact page" },
  wayMail: {
    ja: "ご注文の確認メールに書かれている連絡先からも、お問い合わせいただけます。",
    en: "You can also use the contact details in the e-mail that confirmed your order.",
  },
  wayOtherLine: {
    ja: "別の回線（スマートフォンの回線や Wi-Fi など）から開ける場合があります。",
    en: "It may work from another connection, such as your phone's own network or another Wi-Fi.",
  },
  wayLater: { ja: "時間をおいて、もう一度お試しください。", en: "Please try again later." },
  passTitle: { ja: "止めているお店に入る", en: "Enter the stopped shop" },
  passLead: {
    ja: "このブラウザーだけが、お店を止めている間もお店の画面を開けるようになります。リンクは 1 回だけ使えます。",
    en: "Only this browser will be able to open the shop while it is stopped. The link works once.",
  },
  passButton: { ja: "お店に入る", en: "Enter" },
  passUsedTitle: { ja: "このリンクは使えません", en: "This link does not work" },
  passUsedLead: {
    ja: "すでに使われたか、期限が切れたか、お店がもう開いています。管理画面か misemori shop pass で新しいリンクを作ってください。",
    en: "It was used already, is too old, or the shop is open again. Make a new one in the console or with misemori shop pass.",
  },
} as const satisfies Words;

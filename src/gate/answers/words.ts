// Every sentence the gate itself says to a buyer. Calm, short, never blaming: most readers are honest buyers.

import type { Words } from "../../kernel/index.ts";

export const WORDS = {
  challengeTitle: { ja: "お支払いの前に確認しています", en: "A quick check before payment" },
  challengeLead: {
    ja: "不正な注文を防ぐため、お使いのブラウザを自動で確認しています。数秒で終わり、そのままお支払いに進みます。入力していただくことはありません。",
    en: "To keep fraudulent orders out, we are checking your browser automatically. It takes a few seconds and then your payment goes on by itself. There is nothing to fill in.",
  },
  challengeLeadAlone: {
    ja: "不正な注文を防ぐため、お使いのブラウザを自動で確認しています。数秒で終わります。入力していただくことはありません。",
    en: "To keep fraudulent orders out, we are checking your browser automatically. It takes a few seconds. There is nothing to fill in.",
  },
  challengeAfter: {
    ja: "確認が終わったら、前の画面に戻り、もう一度お支払いボタンを押してください。",
    en: "When the check is done, go back to the previous page and press the payment button again.",
  },
  challengeButton: { ja: "お支払いに進む", en: "Continue to payment" },
  challengeButtonAlone: { ja: "確認する", en: "Check now" },
  statusWorking: { ja: "確認しています…", en: "Checking…" },
  statusDone: { ja: "確認できました。お支払いに進みます…", en: "Done. Going on to your payment…" },
  statusDoneAlone: { ja: "確認できました。", en: "Done." },
  statusFailed: {
    ja: "確認できませんでした。ボタンを押して、もう一度お試しください。",
    en: "The check did not finish. Please press the button to try again.",
  },
  statusAgain: {
    ja: "確認の期限が切れたため、もう一度確認しています。",
    en: "The check had expired, so we are doing it once more.",
  },
  notCharged: {
    ja: "カードへの請求はまだ行われていません。",
    en: "Your card has not been charged.",
  },
  scriptOff: {
    ja: "お使いのブラウザではJavaScriptが無効になっているため、自動の確認ができません。JavaScriptを有効にしてからお支払い画面に戻るか、下の方法でご注文ください。",
    en: "JavaScript is switched off in your browser, so the automatic check cannot run. Switch it on and go back to the payment page, or order in one of the ways below.",
  },
  solvedTitle: { ja: "確認できました", en: "Check complete" },
  solvedLead: {
    ja: "元の画面に戻り、もう一度お支払いボタンを押してください。",
    en: "Please go back to the payment page and press the payment button again.",
  },
  staleTitle: { ja: "お支払い画面に戻ってください", en: "Please go back to the payment page" },
  staleLead: {
    ja: "確認の有効時間が過ぎました。お手数ですが、お支払い画面に戻り、もう一度お支払いボタンを押してください。",
    en: "The time for this check has run out. Please go back to the payment page and press the payment button again.",
  },
  failedTitle: { ja: "確認できませんでした", en: "We could not finish the check" },
  failedLead: {
    ja: "申し訳ありません。ブラウザの確認が終わりませんでした。別のブラウザをお使いいただくか、下の方法でご注文ください。",
    en: "We are sorry: the check of your browser did not finish. Please try another browser, or order in one of the ways below.",
  },
  challengeMessage: {
    ja: "お支払いの前に確認が必要です。確認ページを開き、終わったらもう一度お支払いボタンを押してください。",
    en: "A quick check is needed before payment. Open the check page, then press the payment button again.",
  },
  blockTitle: { ja: "お支払いを受け付けられませんでした", en: "We could not accept this payment" },
  blockLead: {
    ja: "不正なカード利用を防ぐための確認により、この操作でのカード決済は受け付けられませんでした。お心当たりがない場合は、お手数ですが下の方法でご注文・ご連絡ください。",
    en: "A check against fraudulent card use stopped this card payment. If this is a mistake, please order or contact us in one of the ways below.",
  },
  pauseTitle: { ja: "カード決済を一時停止しています", en: "Card payments are paused for a moment" },
  pauseLead: {
    ja: "安全のため、クレジットカードでのお支払いだけを一時的に停止しています。お店は通常どおり営業しており、カートの中身はそのまま残っています。",
    en: "For safety, only card payments are paused for the moment. The shop is open as usual, and your cart is kept.",
  },
  helpTitle: { ja: "先に進まないときは", en: "If nothing happens" },
  waysTitle: { ja: "ほかの方法", en: "Other ways" },
  wayPayments: { ja: "カード以外のお支払い方法がご利用いただけます", en: "You can pay without a card" },
  wayCheckout: { ja: "ご購入手続きに戻る", en: "Back to checkout" },
  chooseAgain: {
    ja: "カード以外のお支払い方法をお選びの場合は、お手数ですが、お支払い方法をもう一度お選びになり、確認画面からお進みください。そのままご注文いただけます。",
    en: "If you chose to pay without a card, please choose your payment once more and go on from the confirmation page. Your order will go through.",
  },
  chooseLink: { ja: "お支払い方法を選び直す", en: "Choose the payment again" },
  wayTelephone: { ja: "お電話でのご注文・お問い合わせ", en: "Order or ask by telephone" },
  wayContact: { ja: "お問い合わせページを開く", en: "Open the contact page" },
  wayLater: {
    ja: "しばらく時間をおいてから、もう一度お試しください",
    en: "Try again a little later",
  },
  wayShop: { ja: "お店のトップページへ", en: "To the shop's front page" },
  footer: {
    ja: "このページは、お店の不正注文対策（店守 Misemori）が表示しています。",
    en: "This page is shown by the shop's protection against fraudulent orders (Misemori).",
  },
  declineTitle: { ja: "カードのお支払いができませんでした", en: "Your card payment did not go through" },
  declineLead: {
    ja: "カード会社の承認が得られませんでした。カード番号・有効期限・セキュリティコードをご確認のうえ、もう一度お試しいただくか、別のカードをご利用ください。",
    en: "Your card was declined. Please check the number, expiry date and security code and try again, or use another card.",
  },
  tooMany: {
    ja: "短い時間に続けて送られました。少しお待ちください。",
    en: "Too many requests. Please wait a moment.",
  },
  notFound: { ja: "ページが見つかりません。", en: "There is no such page." },
} as const satisfies Words;

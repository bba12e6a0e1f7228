// The look-up page's own words, for people who are worried: short, and never more than is known.

import type { Words } from "../../kernel/index.ts";

const pages = {
  title: { ja: "わたしの情報は？", en: "What about my data?" },
  lead: {
    ja: "あなたの情報が漏れたかどうかを、ここで確かめられます。ご注文のときのメールアドレスと注文番号を入れてください。",
    en: "Find out here whether your data leaked. Enter the e-mail address and the number of an order.",
  },
  email: { ja: "メールアドレス", en: "E-mail address" },
  "email.hint": { ja: "ご注文や会員登録のときのもの", en: "the one you ordered or signed up with" },
  order: { ja: "注文番号", en: "Order number" },
  "order.hint": {
    ja: "注文確認メールにあります。どのご注文のものでも構いません",
    en: "it stands in the mail that confirmed an order; any of your orders will do",
  },
  look: { ja: "確かめる", en: "Look it up" },
  "code.title": { ja: "注文番号が分からないとき", en: "If you do not know an order number" },
  "code.lead": {
    ja: "メールアドレスに、6けたの確認コードをお送りします。",
    en: "We send a code of six digits to your e-mail address.",
  },
  "code.send": { ja: "コードを送ってもらう", en: "Send me a code" },
  "sent.title": { ja: "コードをお送りしました", en: "We have sent a code" },
  "sent.lead": {
    ja: "入れていただいたメールアドレスの記録が当店にあれば、6けたのコードが数分のうちに届きます。10分のあいだ使えます。",
    en: "If we have that e-mail address on file, a code of six digits arrives within minutes. It is good for ten minutes.",
  },
  "sent.missing": {
    ja: "届かないときは、迷惑メールの箱をご覧になるか、お電話ください。",
    en: "If nothing arrives, look among your spam or call us.",
  },
  code: { ja: "確認コード（6けた）", en: "Code (six digits)" },
  "not-found.title": {
    ja: "この組み合わせは見つかりませんでした",
    en: "We could not find this combination",
  },
  "not-found.lead": {
    ja: "メールアドレスか注文番号が、当店の記録と合いません。あなたの情報が無事だという意味ではありません。もう一度お確かめになるか、お電話でお尋ねください。",
    en: "E-mail address and order number do not match our records. This does not mean that your data are safe. Check them once more, or call us.",
  },
  "wrong.title": { ja: "コードが合いませんでした", en: "That code did not fit" },
  "wrong.lead": {
    ja: "コードが違うか、10分を過ぎたか、もう使われています。もう一度入れるか、新しいコードを送ってください。",
    en: "The code is another one, older than ten minutes, or used already. Enter it again, or ask for a new one.",
  },
  "renewing.title": { ja: "調べ直しています", en: "We are checking again" },
  "renewing.lead": {
    ja: "新しく分かったことがあり、お一人ずつの結果を作り直しています。前の結果をお伝えすることは控えます。しばらくしてから、もう一度ご覧ください。",
    en: "Something new was found, and everybody's result is being made anew. We do not want to give you the old one. Please come back later.",
  },
  "later.title": { ja: "少しお待ちください", en: "Please wait a little" },
  "later.lead": {
    ja: "短い時間に何度も送られたため、お答えを控えています。{wait}ほどしてから、もう一度お試しください。お急ぎのときは、お電話ください。",
    en: "This was sent many times within a short time. Please try again in about {wait}, or call us.",
  },
  seconds: { ja: "{count}秒", en: "{count} seconds" },
  minutes: { ja: "{count}分", en: "{count} minutes" },
  "closed.title": { ja: "確認ページは開いていません", en: "Nothing can be looked up here now" },
  "closed.lead": {
    ja: "いま、このページで調べられることはありません。お尋ねになりたいことは、お店にご連絡ください。",
    en: "There is nothing to look up on this page at present. If you have a question, please contact the shop.",
  },
  "away.title": { ja: "いまは調べられません", en: "We cannot look it up right now" },
  "away.lead": {
    ja: "申し訳ありません。しばらくしてから、もう一度お試しください。",
    en: "We are sorry. Please try again a little later.",
  },
  "refused.title": { ja: "この送り方ではお答えできません", en: "We cannot answer this" },
  "refused.lead": {
    ja: "このページを開き直して、ここから送ってください。",
    en: "Please open this page itself and send the form from here.",
  },
  "asked.title": { ja: "ご質問をお預かりしました", en: "We have your question" },
  "asked.lead": {
    ja: "お店の者が読み、ご連絡先をいただいた方にはお返事します。",
    en: "Somebody will read it, and answer if you told us how to reach you.",
  },
  "not-asked.title": { ja: "ご質問をお預かりできませんでした", en: "Your question could not be kept" },
  "not-asked.lead": {
    ja: "申し訳ありません。お手数ですが、お電話でお尋ねください。",
    en: "We are sorry. Please call us instead.",
  },
} as const satisfies Words;

const parts = {
  "ask.title": { ja: "質問がある", en: "I have a question" },
  "ask.lead": {
    ja: "カードの番号や暗証番号は書かないでください。",
    en: "Please never write a card number or a secret number.",
  },
  "ask.name": { ja: "お名前（書かなくても構いません）", en: "Your name (may be left out)" },
  "ask.contact": {
    ja: "ご連絡先：メールアドレスか電話番号（お返事がいらなければ、書かなくても構いません）",
    en: "How to reach you: e-mail or telephone (leave out if you need no answer)",
  },
  "ask.words": { ja: "ご質問", en: "Your question" },
  "ask.send": { ja: "質問を送る", en: "Send the question" },
  "help.title": { ja: "お電話でも承ります", en: "You can also call" },
  "help.mail": { ja: "メール：", en: "E-mail: " },
  again: { ja: "もう一度確かめる", en: "Look it up again" },
  print: {
    ja: "この画面は印刷できます。記録には残らないので、必要な方は印刷かご保存をお願いします。",
    en: "You can print this page. It is not kept here: print or save it if you need it.",
  },
  footer: {
    ja: "メールアドレスと注文番号は、確かめるためだけに使い、残しません。",
    en: "Your address and order number are used for looking it up, and not kept.",
  },
  "fault.title": { ja: "入力をお確かめください", en: "Please check what you entered" },
  "email.wrong": {
    ja: "メールアドレスを、「@」の前後まで入れてください。",
    en: "Enter the whole e-mail address, with both sides of the “@”.",
  },
  "order.missing": { ja: "注文番号を入れてください。", en: "Enter an order number." },
  "code.wrong": { ja: "6けたの数字を入れてください。", en: "Enter the six digits." },
  "words.missing": { ja: "ご質問を書いてください。", en: "Write your question." },
  "words.long": {
    ja: "2,000字までで書いてください。",
    en: "Please use no more than 2,000 characters.",
  },
} as const satisfies Words;

export const LOOK_UP_WORDS = { ...pages, ...parts } as const satisfies Words;
export type LookUpWord = keyof typeof LOOK_UP_WORDS;

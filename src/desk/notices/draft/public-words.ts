// The sentences of the public papers: notice page, hold page, questions and answers, the desk's own script.

import type { Words } from "../../../kernel/index.ts";

export const publicWords = {
  "page.first": {
    ja: "当店「{shop}」（{url}）で、お客様の情報が漏えいしました。漏えいが確認された方は{confirmed}名、可能性のある方は{possible}名です。",
    en: "Customers' data leaked from our shop {shop} ({url}). For {confirmed} people it is known, for {possible} people it is possible.",
  },
  "page.first.open": {
    ja: "当店「{shop}」（{url}）で、お客様の情報が漏えいした可能性があります。何名の方に関わるかを調べているためで、分かり次第お知らせします。",
    en: "Customers' data may have leaked from our shop {shop} ({url}). We say “may” because we are still finding out whom it concerns.",
  },
  "page.again": {
    ja: "これは第{before}報の後に分かったことを加え、改めたものです。第{before}報と違うところは、こちらが正しい内容です。",
    en: "This adds to report {before} and corrects it: where the two differ, this one holds.",
  },
  "page.written": {
    ja: "該当する方には、メールまたは書状で、お一人ずつお知らせしています。",
    en: "We write to everyone concerned, by e-mail or letter.",
  },
  "hold.first": {
    ja: "お客様の情報を守るため、お店を一時的に止めています。ご注文の記録は失われていません。",
    en: "To protect your data the shop is stopped for now. Your orders are not lost.",
  },
  "hold.next": {
    ja: "分かったことは、このページでお知らせします。",
    en: "We tell on this page what we find.",
  },
  "qa.mine.q": { ja: "自分の情報は漏れたのですか。", en: "Did my data leak?" },
  "qa.mine.a": {
    ja: "お一人ずつ結果をお送りしています。{url} でもご確認いただけます。",
    en: "Everyone gets their own result by e-mail or letter. You can also look it up at {url}.",
  },
  "qa.mine.a.plain": {
    ja: "お一人ずつ結果をお送りしています。届かないときは、お電話でお尋ねください。",
    en: "Everyone gets their own result by e-mail or letter. If it does not arrive, please call.",
  },
  "qa.what.q": { ja: "何が漏れたのですか。", en: "What leaked?" },
  "qa.what.a": { ja: "{items}です。{safe}", en: "{items}. {safe}" },
  "qa.who.q": { ja: "何名ですか。", en: "How many people?" },
  "qa.who.a": {
    ja: "漏えいが確認された方は{confirmed}名、可能性のある方は{possible}名です。",
    en: "It is known of {confirmed} people and possible for {possible} people.",
  },
  "qa.do.q": { ja: "何をすればよいですか。", en: "What should I do?" },
  "qa.pay.q": { ja: "費用や補償はどうなりますか。", en: "Who pays?" },
  "qa.late.q": { ja: "なぜ今ごろ知らせるのですか。", en: "Why do you tell only now?" },
  "qa.leave.q": { ja: "自分の情報を消してほしい。", en: "Please delete my data." },
  "qa.leave.a": {
    ja: "承ります。ただし、法律で保存が決められている注文の記録は、期限まで残ります。",
    en: "We will. Records of orders that the law tells us to keep stay until their time is over.",
  },
  "desk.open": {
    ja: "はじめに、お名前とご注文番号をうかがいます。カードの番号は決して聞かないでください。",
    en: "First ask for name and order number. Never ask for a card number.",
  },
  "desk.lookup.do": {
    ja: "結果は調べる画面で確かめ、その方の手紙と同じ言葉で答えます。推測は言わないでください。",
    en: "Look the result up and answer in the words of that person's letter. Never guess.",
  },
  "desk.angry": {
    ja: "お怒りの方には、お詫びし、さえぎらずに聞き、折り返す時刻を約束します。",
    en: "When people are angry: apologise, listen, promise a time to call back.",
  },
  "desk.write": {
    ja: "聞かれたことと答えたことを、その場で記録してください。",
    en: "Write down what was asked and answered at once.",
  },
  "item.card-number": { ja: "カードの番号", en: "card number" },
  "item.expiry": { ja: "有効期限", en: "expiry date" },
  "item.security-code": { ja: "セキュリティコード", en: "security code" },
  "item.holder": { ja: "カードの名義", en: "name on the card" },
  "item.track": { ja: "カードの磁気の情報", en: "magnetic-stripe data" },
  "item.name": { ja: "氏名", en: "name" },
  "item.email": { ja: "メールアドレス", en: "e-mail address" },
  "item.address": { ja: "住所", en: "address" },
  "item.phone": { ja: "電話番号", en: "telephone number" },
  "item.order": { ja: "注文の内容", en: "what was ordered" },
} as const satisfies Words;

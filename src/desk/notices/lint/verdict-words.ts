// What the lint says of rules 1 to 8: why a finding matters to the reader of a notice, and a better wording.

import type { Words } from "../../../kernel/index.ts";

export const verdictWords = {
  "1.subject": {
    ja: "件名で、読む人の情報が漏れたのかどうかが分かりません。人は件名で開くかどうかを決めます。",
    en: "The subject does not say whether the reader's data leaked. People decide by the subject whether to read on.",
  },
  "1.subject.better": {
    ja: "「【11月22日】お客様のカード情報が漏えいしました」「お客様の情報は漏えいしていません」のように、結論を件名に書いてください。",
    en: "Put the verdict there: “[22 November] Your card data leaked” or “Your data did not leak”.",
  },
  "1.first": {
    ja: "最初の文で、読む人の情報が漏れたのかどうかが分かりません。あいさつや経緯の前に結論が要ります。",
    en: "The first sentence does not tell the reader whether their data leaked. The verdict comes before greetings and history.",
  },
  "1.first.better": {
    ja: "「お客様が○年○月に当店でお使いになったカードの情報が、漏えいしました。」のように、結論から始めてください。",
    en: "Begin with it: “The card you used at our shop in May 2026 was stolen.”",
  },
  "2.over": {
    ja: "調査の結果より強く書かれています。「漏えいしました」と書けるのは、漏えいが確認された方だけです。",
    en: "This says more than was found. “Leaked” may be said only to those for whom it is confirmed.",
  },
  "2.over.better": {
    ja: "この方の区分に合わせて書き直してください（可能性あり:「漏えいした可能性があります」、対象外:「漏えいしていません」）。",
    en: "Use the words of this person's class: “may have leaked”, or “did not leak”.",
  },
  "2.under": {
    ja: "調査の結果より弱く書かれています。漏えいが分かっている方に「可能性」と書くと、必要な手当てが遅れます。",
    en: "This says less than was found. Whoever is told “may” acts later than they should.",
  },
  "2.under.better": {
    ja: "この方の区分に合わせて書き直してください（確認済み:「漏えいしました」）。",
    en: "Use the words of this person's class: “leaked” where it is confirmed.",
  },
  "2.two": {
    ja: "1通の中で、結論が2通りに読めます。",
    en: "One and the same text gives two different verdicts.",
  },
  "2.two.better": {
    ja: "区分ごとに文面を分け、1通には1つの結論だけを書いてください。",
    en: "Write one text per class, with one verdict each.",
  },
  "3.part": {
    ja: "「対象外」の方に、カード以外（氏名・住所・メールなど）も漏れていないことが伝わりません。",
    en: "Whoever is safe is not told that name, address and e-mail are safe as well.",
  },
  "3.part.better": {
    ja: "「氏名・住所・電話番号・メールアドレスを含め、お客様の情報は一切漏えいしていません。」と書いてください。",
    en: "Write: “None of your data leaked: not your name, address, telephone number or e-mail address.”",
  },
  "4.why": {
    ja: "なぜこの手紙が届いたのかが書かれていません。心当たりのない方は、新しい詐欺だと思います。",
    en: "It does not say why the reader gets this. Whoever does not know takes it for a new fraud.",
  },
  "4.why.better": {
    ja: "「○年○月に当店でご注文いただいた方に、このお知らせをお送りしています。」と書いてください。",
    en: "Write: “You receive this because you ordered from us in May 2026.”",
  },
  "4.who": {
    ja: "ほかの誰に送られているのか（全員か、対象の方だけか）が書かれていません。全員に届いた同じ文は「自分も漏れた」と読まれます。",
    en: "It does not say who else gets this. A text that goes to everyone is read as “mine leaked too”.",
  },
  "4.who.better": {
    ja: "「対象の491名の方だけに」「過去にご注文いただいた方全員に」のように書いてください。",
    en: "Say “only to the 491 customers concerned” or “to everyone who ever ordered”.",
  },
  "5.shop": {
    ja: "お客様が知っているお店の名前（またはサイト）が書かれていません。{shop}",
    en: "The shop's name as the customer knows it is missing. {shop}",
  },
  "5.shop.better": {
    ja: "「「○○商店」（https://…）でのお買い物についてのお知らせです。」と、買ったお店の名前で書いてください。",
    en: "Name the shop people bought from, with its address on the web.",
  },
  "5.order": {
    ja: "いつの注文・利用についてなのかが書かれていません。",
    en: "It does not say which order, of what time, this is about.",
  },
  "5.order.better": {
    ja: "注文の年月日か注文番号を書いてください（{orders} と書くと、一人ひとりのものが入ります）。",
    en: "Give the day or number of the order ({orders} fills in each person's own).",
  },
  "5.relation": {
    ja: "お店と運営会社・モールとの関係が書かれていません。会社名だけでは「買った覚えがない」と思われます。",
    en: "How shop, company and mall belong together is missing. A company's name alone means nothing to a buyer.",
  },
  "5.relation.better": { ja: "「{relation}」と書いてください。", en: "Write: “{relation}”." },
  "6.unexplained": {
    ja: "「可能性」「おそれ」などの言葉に、なぜそう言うのかの理由がありません。",
    en: "A hedge (“may”, “possibly”) stands without its reason.",
  },
  "6.unexplained.better": {
    ja: "同じ文か次の文に、理由を書いてください（「記録が残っておらず、見られたかどうかを確かめられないため」など）。",
    en: "Give the reason beside it: “because the records of those days are gone, we cannot tell”.",
  },
  "6.many": {
    ja: "ぼかした言い方が {count} か所あります。何が確かなのかが分からなくなります。",
    en: "{count} hedges: the reader no longer knows what is certain.",
  },
  "6.many.better": {
    ja: "分かっていることと分からないことを分けて、それぞれ一度だけ書いてください。",
    en: "Say once what is known and once what is not.",
  },
  "6.comfort": {
    ja: "「不正利用は確認されていません」は、安心してよいという証拠ではありません。",
    en: "“No evidence of misuse” comforts and proves nothing.",
  },
  "6.comfort.better": {
    ja: "消すか、「まだ届け出がないという意味で、今後も起こらないということではありません。」と続けてください。",
    en: "Leave it out, or go on: “This only means that nobody has told us yet.”",
  },
  "7.none": {
    ja: "お客様に何をしてほしいのかが書かれていません。",
    en: "It does not say what the reader should do.",
  },
  "7.none.better": {
    ja: "「お客様にお願いしたいこと」という見出しを付け、急ぐものから「1. 2. 3.」と番号を振って書いてください。",
    en: "Add a heading “What you should do” and number the steps, the most urgent first.",
  },
  "7.unnumbered": {
    ja: "お願いに番号がありません。文の中に埋もれたお願いは実行されません。",
    en: "What the reader should do is not numbered; asked in running text, it is not done.",
  },
  "7.unnumbered.better": {
    ja: "「1. カードの明細を確認する」のように、1行に1つずつ番号を付けてください。",
    en: "One step a line, numbered: “1. Check your card statement.”",
  },
  "7.order": {
    ja: "最初のお願いが、いちばん急ぐものではないようです。",
    en: "The first step does not seem to be the most urgent one.",
  },
  "7.order.better": {
    ja: "明細の確認とカード会社への連絡を先に、お問い合わせ先などはあとにしてください。",
    en: "Put “check your statement” and “call your card company” first.",
  },
  "8.long": { ja: "1文が長すぎます（{length}）。", en: "The sentence is too long ({length})." },
  "8.long.better": {
    ja: "2つか3つの文に分けてください。1文に1つのことだけを書きます。",
    en: "Cut it into two or three; one thing each.",
  },
  "8.jargon": {
    ja: "「{word}」は、ふつうのお客様が使わない言葉です。",
    en: "“{word}” is not a word customers use.",
  },
  "8.jargon.better": {
    ja: "ふだんの言葉にするか、すぐ後ろの（ ）で説明してください。",
    en: "Say it in everyday words, or explain it in brackets right there.",
  },
  "8.hole": {
    ja: "「{hole}」は埋められません。そのまま送られてしまいます。",
    en: "“{hole}” cannot be filled in and would be sent as it stands.",
  },
  "8.hole.better": {
    ja: "手紙とメールの二重のかっこに書けるのは {known} だけです。全員に向けた書面には書けません。",
    en: "Between double braces only {known} may stand, in letters and mails; nothing in what is for everybody.",
  },
  "8.whole": {
    ja: "全体が長すぎます（{length}）。最後まで読まれません。",
    en: "The whole is too long ({length}); nobody reads to its end.",
  },
  "8.whole.better": {
    ja: "手紙は2ページまでにして、詳しいことはお知らせのページに移してください。",
    en: "Keep a letter to two pages and move details to the public page.",
  },
} as const satisfies Words;

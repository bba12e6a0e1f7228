// The sentences of a letter to one person. Each keeps the eighteen rules of the lint; a test holds every draft against them.

import type { Words } from "../../../kernel/index.ts";

export const letterWords = {
  "subject.card.confirmed": {
    ja: "【{date}】お客様のカード情報が漏えいしました（{shop}）",
    en: "{date}: your card data leaked ({shop})",
  },
  "subject.card.possible": {
    ja: "【{date}】お客様のカード情報が漏えいした可能性があります（{shop}）",
    en: "{date}: your card data may have leaked ({shop})",
  },
  "subject.data.confirmed": {
    ja: "【{date}】お客様の情報が漏えいしました（{shop}）",
    en: "{date}: your data leaked ({shop})",
  },
  "subject.data.possible": {
    ja: "【{date}】お客様の情報が漏えいした可能性があります（{shop}）",
    en: "{date}: your data may have leaked ({shop})",
  },
  "subject.email.confirmed": {
    ja: "【{date}】お客様のメールアドレスが漏えいしました（{shop}）",
    en: "{date}: your e-mail address leaked ({shop})",
  },
  "subject.email.possible": {
    ja: "【{date}】お客様のメールアドレスが漏えいした可能性があります（{shop}）",
    en: "{date}: your e-mail address may have leaked ({shop})",
  },
  "subject.safe": {
    ja: "【{date}】お客様の情報は漏えいしていません（{shop}）",
    en: "{date}: your data did not leak ({shop})",
  },
  "subject.page": {
    ja: "お客様情報の漏えいについて 第{report}報（{date}）",
    en: "About the leak of customers' data, report {report} ({date})",
  },
  "subject.hold": {
    ja: "ただいまお店を止めています（{date}）",
    en: "Our shop is stopped for the moment ({date})",
  },
  "subject.qa": { ja: "よくあるご質問（{date}）", en: "Questions and answers ({date})" },
  "subject.desk": { ja: "電話でのお答えのしかた（{date}）", en: "Answers for the telephone ({date})" },
  dear: { ja: "{name} 様", en: "Dear {name}," },
  "first.card.confirmed": {
    ja: "お客様が当店「{shop}」（{url}）でお使いになったカードの情報が、第三者に盗まれ、漏えいしました。",
    en: "The details of the card you used at our shop {shop} ({url}) were stolen.",
  },
  "first.card.possible": {
    ja: "お客様が当店「{shop}」（{url}）でお使いになったカードの情報が、漏えいした可能性があります。「可能性」と申し上げるのは、その期間の記録からは、見られたかどうかを確かめられないためです。",
    en: "The details of the card you used at our shop {shop} ({url}) may have been stolen. We say “may” because the records of that time do not show whether they were read.",
  },
  "first.data.confirmed": {
    ja: "お客様が当店「{shop}」（{url}）にお預けになった情報が、第三者に盗まれ、漏えいしました。",
    en: "Data you gave our shop {shop} ({url}) were stolen.",
  },
  "first.data.possible": {
    ja: "お客様が当店「{shop}」（{url}）にお預けになった情報が、漏えいした可能性があります。「可能性」と申し上げるのは、その期間の記録からは、見られたかどうかを確かめられないためです。",
    en: "Data you gave our shop {shop} ({url}) may have been stolen. We say “may” because the records of that time do not show whether they were read.",
  },
  "first.email.confirmed": {
    ja: "お客様が当店「{shop}」（{url}）にご登録のメールアドレスが、第三者に盗まれ、漏えいしました。",
    en: "The e-mail address you gave our shop {shop} ({url}) was stolen.",
  },
  "first.email.possible": {
    ja: "お客様が当店「{shop}」（{url}）にご登録のメールアドレスが、漏えいした可能性があります。「可能性」と申し上げるのは、その期間の記録からは、見られたかどうかを確かめられないためです。",
    en: "The e-mail address you gave our shop {shop} ({url}) may have been stolen. We say “may” because the records of that time do not show whether it was read.",
  },
  "first.safe": {
    ja: "お客様が当店「{shop}」（{url}）にお預けになった情報は、すべて無事で、漏えいしていません。",
    en: "Your data at our shop {shop} ({url}) are safe: none of your data was taken.",
  },
  orders: { ja: "ご注文：{orders}。", en: "Your orders: {orders}." },
  sorry: { ja: "心からお詫びいたします。", en: "We are very sorry." },
  "sorry.safe": { ja: "ご心配をおかけして申し訳ありません。", en: "We are sorry for the worry." },
  "why.confirmed": {
    ja: "このお知らせは、{window}にご利用になり、漏えいが確認された{people}名の方に、お一人ずつお送りしています。",
    en: "You receive this because you used our shop {window}. We write to each of the {people} customers whose data are known to be stolen.",
  },
  "why.confirmed.open": {
    ja: "このお知らせは、{window}にご利用になり、漏えいが確認された方に、お一人ずつお送りしています。",
    en: "You receive this because you used our shop {window}. We write to each customer whose data are known to be stolen.",
  },
  "why.possible.open": {
    ja: "このお知らせは、{window}にご利用になり、漏えいした可能性のある方に、お一人ずつお送りしています。",
    en: "You receive this because you used our shop {window}. We write to each customer whose data may be concerned.",
  },
  "why.possible": {
    ja: "このお知らせは、{window}にご利用になり、漏えいした可能性のある{people}名の方に、お一人ずつお送りしています。",
    en: "You receive this because you used our shop {window}. We write to each of the {people} customers whose data may be concerned.",
  },
  "why.safe": {
    ja: "このお知らせは、当店をご利用になった方全員に、それぞれの結果に合わせてお送りしています。",
    en: "You receive this because you have used our shop. We write to all customers, each with their own result.",
  },
  "others.none": { ja: "それ以外の方にはお送りしていません。", en: "Nobody else gets this letter." },
  "others.all": {
    ja: "ほかの方にも、それぞれの結果に合わせたお知らせをお送りしています。",
    en: "All other customers get a letter with their own result.",
  },
  "window.between": { ja: "{from}から{to}まで", en: "between {from} and {to}" },
  "window.since": { ja: "{from}以降", en: "since {from}" },
  "window.until": { ja: "{to}まで", en: "until {to}" },
  "window.open": { ja: "これまで", en: "so far" },
  "heading.happened": { ja: "何が起きたか", en: "What happened" },
  hint: {
    ja: "{day}、{from}から、情報が漏れているという連絡を受けました。",
    en: "On {day} {from} told us that data were leaking.",
  },
  "hint.own": {
    ja: "{day}、当店の点検で情報が漏れていることに気づき、判明しました。",
    en: "On {day} we discovered the leak ourselves.",
  },
  cardsStopped: { ja: "{day}にカードでの支払いを停止しました。", en: "On {day} we stopped card payments." },
  siteStopped: { ja: "{day}にお店のサイトを停止しました。", en: "On {day} we closed the shop's site." },
  cause: { ja: "{cause}", en: "{cause}" },
  forensicsEnded: {
    ja: "{day}に外部の調査会社の調査が完了しました。",
    en: "On {day} an outside investigation ended.",
  },
  forensicsOpen: {
    ja: "外部の調査はまだ続いています。終わり次第、次のお知らせをお送りします。",
    en: "The outside investigation goes on; we write again when it has ended.",
  },
  "reported.both": {
    ja: "{day}に個人情報保護委員会に報告し、{police}に警察に相談しました。",
    en: "On {day} we reported to the privacy commission and on {police} to the police.",
  },
  "reported.commission": {
    ja: "{day}に個人情報保護委員会に報告しました。",
    en: "On {day} we reported to the privacy commission.",
  },
  "reported.police": { ja: "{day}に警察に相談しました。", en: "On {day} we went to the police." },
  delay: {
    ja: "お知らせがこの時期になった理由は次のとおりです。{why}（決めた人：{who}）",
    en: "Why this took until now: {why} (decided by {who}).",
  },
  "heading.which": { ja: "漏えいした情報", en: "Which of your data" },
  "heading.which.possible": { ja: "漏えいした可能性のある情報", en: "Which of your data" },
  "heading.which.safe": { ja: "お客様の情報", en: "Which of your data" },
  which: { ja: "{items}です。", en: "{items}." },
  "which.safe": {
    ja: "お客様の情報は、氏名、住所、電話番号、メールアドレス、お支払いの内容を含め、すべて漏えいしていません。当店に残る記録を、漏えいした情報と照らし合わせて確かめました。",
    en: "None of your data was taken: neither name, address, telephone number and e-mail address nor anything about your payments. We compared our records with what was taken.",
  },
  safe: { ja: "{what}は漏えいしていません。{how}。", en: "{what} did not leak, because {how}." },
  misused: { ja: "{misused}", en: "{misused}" },
  "heading.do": { ja: "お客様にお願いしたいこと", en: "What you should do" },
  "do.statement": {
    ja: "カードの明細に、身に覚えのない請求がないかご確認ください。",
    en: "Check your card statement for charges you do not recognise.",
  },
  "do.replace": {
    ja: "カードの裏の電話番号に連絡し、新しいカードに替えてください。",
    en: "Call the number on the back of your card and ask for a new one.",
  },
  "do.password": {
    ja: "同じパスワードをほかのサイトでもお使いなら、そちらも変更してください。",
    en: "If you use the same password elsewhere, change it there.",
  },
  "do.calls": {
    ja: "当店や警察、カード会社を名乗って番号を聞く電話やメールには、答えないでください。",
    en: "Do not answer calls or mails that ask for numbers in our name, the police's or a card company's.",
  },
  "do.spam": {
    ja: "見覚えのないメールの添付やリンクは開かず、そのまま消してください。",
    en: "Do not open attachments or links of mails you do not expect; delete them.",
  },
  "harm.card": {
    ja: "これから、盗まれた番号での不正利用や、なりすましの電話が起こることがあります。",
    en: "Fraud with stolen numbers and calls by people who pretend to be us can follow.",
  },
  "harm.data": {
    ja: "これから、なりすましの電話や手紙、迷惑メールが届くことがあります。",
    en: "Calls, letters and spam by people who pretend to be us can follow.",
  },
  "harm.email": {
    ja: "これから、迷惑メールや、当店を装ったメールが届くことがあります。",
    en: "Spam and mails that pretend to come from us can follow.",
  },
  "do.nothing": { ja: "お客様にしていただくことはありません。", en: "There is nothing you need to do." },
  "heading.we": { ja: "当店がしていること", en: "What we are doing" },
  done: { ja: "実施済み（{day}）：{what}", en: "Done ({day}): {what}" },
  "done.undated": { ja: "実施済み：{what}", en: "Done: {what}" },
  planned: { ja: "予定（{day}まで）：{what}", en: "Planned (by {day}): {what}" },
  "planned.undated": { ja: "予定：{what}", en: "Planned: {what}" },
  "reissue.shop": {
    ja: "新しいカードの発行手数料は当店が負担し、お客様のご負担にはなりません。",
    en: "A new card costs you nothing: we pay the fee.",
  },
  "reissue.card-company": {
    ja: "新しいカードの発行手数料は、カード会社が負担します。お客様のご負担にはなりません。",
    en: "A new card costs you nothing: the card company pays the fee.",
  },
  "reissue.none": {
    ja: "新しいカードの発行手数料は、カード会社によってはお客様のご負担になります。",
    en: "Some card companies charge a fee for a new card; we cannot pay it.",
  },
  more: { ja: "{more}", en: "{more}" },
  "more.none": {
    ja: "このたびは、金銭の補償やお詫びの品は予定していません。",
    en: "We do not offer compensation this time.",
  },
  restart: { ja: "{restart}", en: "{restart}" },
  "heading.desk": { ja: "お問い合わせ", en: "Questions" },
  "desk.telephone": { ja: "電話 {telephone}（{hours}）", en: "Telephone {telephone} ({hours})" },
  "desk.email": { ja: "メール {email}", en: "E-mail {email}" },
  "desk.until": { ja: "この窓口は{day}まで開いています。", en: "This desk is open until {day}." },
  "desk.lookup": {
    ja: "ご自分の結果は {url} でもご確認いただけます。",
    en: "You can look up your own result at {url}.",
  },
  sign: { ja: "{company} {president}", en: "{president}, {company}" },
} as const satisfies Words;

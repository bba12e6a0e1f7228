// Three model letters (leaked, perhaps, not) that a careful owner could send, for tests that spoil them one rule at a time.

export const CONFIRMED_JA = `件名: 【2026年11月22日】お客様のカード情報が漏えいしました（山田牡蠣店）

{{name}} 様

お客様が当店「山田牡蠣店」（https://kaki.example.jp/）でお使いになったカードの情報が、第三者に盗まれ、漏えいしました。ご注文は {{orders}} です。心からお詫びいたします。

このお知らせは、2025年12月1日から2026年11月6日までにカードでお支払いになった491名の方に、お一人ずつお送りしています。それ以外の方にはお送りしていません。

# 何が起きたか

2026年11月6日、カード会社から「カードの情報が漏れている疑いがある」と連絡を受けました。その日のうちにカードでの支払いを止めました。11月9日にお店のサイトを止めました。11月20日に外部の調査会社の調査が終わりました。

お店のソフトの弱点を使って、支払いページが書き換えられていました。お客様が打ち込んだ内容が、そのまま第三者に送られていました。

11月7日に個人情報保護委員会に報告し、警察に相談しました。

# 漏えいした情報

カードの番号、有効期限、名義、セキュリティコードです。

住所、電話番号、メールアドレス、パスワードは漏えいしていません。別の場所に保管していて、アクセスの記録をすべて調べて確かめました。

# お客様にお願いしたいこと

1. カードの明細に、身に覚えのない請求がないかご確認ください。
2. カードの裏の電話番号に連絡し、新しいカードに替えてください。
3. 当店や警察を名乗って、カードの番号や暗証番号を聞く電話やメールには答えないでください。

これから、盗まれた番号での不正利用や、なりすましの電話が起こることがあります。

# 当店がしていること

- 実施済み（2026年11月6日）: カードでの支払いを停止しました。
- 実施済み（2026年11月15日）: お店のソフトを新しい版に入れ替えました。
- 予定（2026年12月20日まで）: 支払いページの書き換えを毎日点検します。

新しいカードの発行手数料は、お客様のご負担にはなりません。身に覚えのない請求は、カード会社の決まりにそって補償されます。

# お問い合わせ

電話 0120-000-000（平日 9:00〜17:00）
メール toiawase@kaki.example.jp
ご自分の情報は https://kaki.example.jp/__misemori/lookup でもご確認いただけます。

山田牡蠣店 店主 山田太郎
`;

export const SAFE_JA = `件名: 【2026年11月22日】お客様の情報は漏えいしていません（山田牡蠣店）

{{name}} 様

お客様が当店「山田牡蠣店」（https://kaki.example.jp/）にお預けになった情報は、すべて無事で、漏えいしていません。ご注文は {{orders}} です。

このお知らせは、当店でご注文いただいたことのある方全員に、それぞれの結果に合わせてお送りしています。

# 何が起きたか

2026年11月6日、カード会社から「カードの情報が漏れている疑いがある」と連絡を受けました。その日のうちにカードでの支払いを停止しました。

# 漏えいした情報

お客様の情報は、氏名、住所、電話番号、メールアドレス、お支払いの内容を含め、漏えいしていません。アクセスの記録をすべて調べて確かめました。

# 当店がしていること

- 実施済み（2026年11月15日）: お店のソフトを新しい版に入れ替えました。

# お問い合わせ

電話 0120-000-000（平日 9:00〜17:00）
メール toiawase@kaki.example.jp

山田牡蠣店 店主 山田太郎
`;

export const POSSIBLE_EN = `Subject: 22 November 2026: your card data may have leaked (Yamada Oysters)

Dear {{name}},

The details of the card you used at our shop Yamada Oysters (https://kaki.example.jp/) may have been read by a stranger. We say “may” because they stood in a file that was open to him. Your orders: {{orders}}. We are very sorry.

You receive this because you paid by card between 1 December 2025 and 6 November 2026. We write to all customers of that time, each with their own result.

# What happened

On 6 November 2026 a card company told us about false charges. On the same day, 6 November 2026, we stopped card payments. On 20 November 2026 an outside investigation ended. On 7 November 2026 we told the police and the privacy commission.

# Which of your data

Card number and expiry date. Your name, address and password were not taken, because we keep them in another place and checked every entry of its log.

# What you should do

1. Check your card statement for charges you do not recognise.
2. Call the number on the back of your card and ask for a new one.
3. Do not answer calls or mails that ask for your card number: fraud may follow, because whoever has the file may use it.

# What we are doing

- Done (6 November 2026): we stopped card payments.
- Planned (by 20 December 2026): the payment page will be checked every day.

A new card costs you nothing. We pay the fee of the card company.

# Questions

Telephone 0120-000-000, weekdays 9:00 to 17:00
E-mail toiawase@kaki.example.jp

Taro Yamada, Yamada Oysters
`;

/** The text with one thing changed; the change must really be one. */
export function spoiled(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`"${String(from)}" does not stand in the letter`);
  return changed;
}

// The sentences of `misemori incident spam`.

import type { Words } from "../kernel/index.ts";

export const incidentSpamWords = {
  "verb.spam": {
    ja: "お客さまの「迷惑メールが来た」を集め、一覧が漏れたのか偶然かを調べる",
    en: "gather customers' spam reports, and tell a leaked list from coincidence",
  },
  "verb.add": { ja: "報告を 1 件書きとめる", en: "write one report down" },
  "verb.import": {
    ja: "報告を CSV やメールの箱（mbox、Maildir）から読む",
    en: "read reports from CSV files or mailboxes (mbox, Maildir)",
  },
  "verb.list": {
    ja: "報告を見る（見たことは記録に残ります）",
    en: "show the reports (that you saw them is written down)",
  },
  "verb.judge": {
    ja: "報告したお客さまと、いつ買ったかを突き合わせる",
    en: "hold who reports against who bought when",
  },
  "verb.forget": {
    ja: "ある年の報告を、だれにも読めないようにする",
    en: "make a year's reports unreadable for good",
  },
  "option.at": { ja: "いつ届いたか（なければ今日）", en: "when it came (today when not given)" },
  "option.address": { ja: "届いたメールアドレス", en: "the e-mail address it came to" },
  "option.member": { ja: "会員番号", en: "the customer's member id" },
  "option.kind": { ja: "種類（spam、phishing、telephone）", en: "what it was (spam, phishing, telephone)" },
  "option.mailbox": {
    ja: "転送されたメールの箱（mbox か Maildir）",
    en: "mailbox of forwarded mails (mbox or Maildir)",
  },
  "option.own": {
    ja: "お店自身のアドレス（報告として数えません）",
    en: "the shop's own addresses (no reports)",
  },
  "option.orders": { ja: "注文の CSV", en: "CSV of orders" },
  "option.customers": { ja: "会員の CSV", en: "CSV of customers" },
  "option.usual": {
    ja: "ふだん報告してくる人数（会員 1,000 人・1 か月あたり）",
    en: "customers who report in quiet times, per 1,000 and month",
  },
  "option.year": { ja: "どの年か", en: "which year" },
  added: { ja: "書きとめました（新しい報告 {added} 件）。", en: "Written down: {added} new." },
  imported: {
    ja: "{read} 件を読み、新しい {added} 件を入れました。",
    en: "{read} read, {added} of them new.",
  },
  refused: {
    ja: "廃棄した年の報告 {refused} 件は入れませんでした。",
    en: "{refused} reports of destroyed years were not taken.",
  },
  unreadable: {
    ja: "{path}：だれの、いつの報告か分からないものが {count} 件あります（最初は {first} 番目）。",
    en: "{path}: {count} name nobody or no time (the first is number {first}).",
  },
  none: { ja: "報告はまだありません。", en: "No reports yet." },
  "head.at": { ja: "日", en: "day" },
  "head.who": { ja: "お客さま", en: "customer" },
  "head.kind": { ja: "種類", en: "kind" },
  "head.source": { ja: "入れ方", en: "from" },
  "kind.spam": { ja: "迷惑メール", en: "spam" },
  "kind.phishing": { ja: "お店をかたる詐欺", en: "phishing" },
  "kind.telephone": { ja: "電話", en: "telephone" },
  "source.typed": { ja: "手入力", en: "typed" },
  "source.csv": { ja: "CSV", en: "CSV" },
  "source.mail": { ja: "メール", en: "mail" },
  counted: {
    ja: "報告 {reports} 件、お客さま {reporters} 人（会員 {customers} 人のうち）。会員にいないアドレス {unmatched}、注文日が分からない {undated}、買う前の報告 {early}。",
    en: "{reports} reports from {reporters} of {customers} customers. Not a customer's address: {unmatched}; without a dated order: {undated}; from before the first order: {early}.",
  },
  "verdict.leak": {
    ja: "お客さまの一覧が持ち出された可能性が高いです。",
    en: "A list of customers was probably taken.",
  },
  "verdict.watch": {
    ja: "気になる動きがありますが、まだ漏えいとは言えません。",
    en: "Worth watching, but no proof of a leak yet.",
  },
  "verdict.coincidence": {
    ja: "偶然で説明がつきます。漏えいのしるしはありません。",
    en: "Coincidence explains it. Nothing points to a leak.",
  },
  "verdict.too-few": {
    ja: "報告したお客さまが 5 人に満たないので、まだ判断できません。",
    en: "Fewer than five customers have reported: too few to tell.",
  },
  strength: {
    ja: "強さ：「ある日の一覧が持ち出された」は、偶然より {times}よく合います（100 倍で「可能性が高い」。偶然だけで 100 倍になるのは、何度調べても 100 軒に 1 軒以下）。",
    en: "Strength: “a list was taken on some day” fits {times} better than chance (called probable from 100; chance alone gets there in at most 1 shop in 100, however often one looks).",
  },
  times: { ja: "{count} 倍", en: "{count} times" },
  timesMany: { ja: "1 万倍以上", en: "more than 10,000 times" },
  rare: { ja: "0.1 % 未満", en: "below 0.1 %" },
  taken: {
    ja: "持ち出されたとすれば {from} から {to} の間（いちばんありそうなのは {likeliest} まで）。",
    en: "If so, between {from} and {to}, most probably by {likeliest}.",
  },
  more: {
    ja: "{likeliest} までに買ったお客さまから、あと {more} 人の報告があれば「可能性が高い」になります。それより後に初めて買ったお客さまからの報告は、反対の証拠です。",
    en: "{more} more from customers who first bought by {likeliest} would make it probable. Reports from those who first bought later speak against it.",
  },
  noMore: {
    ja: "今の会員だけでは、これ以上の区別はつきません（新しく買ったお客さまが増えると分かります）。",
    en: "Today's customers cannot settle it; it takes new ones who were not on the list.",
  },
  usual: {
    ja: "この 90 日に報告した人：{seen} 人。ふだんは {expected} 人ほど（会員 1,000 人・1 か月に {rate} 人という仮定。偶然に {seen} 人以上になる確率 {p}）。",
    en: "Reporting in the last 90 days: {seen}, about {expected} being usual (assuming {rate} per 1,000 and month; chance of {seen} or more: {p}).",
  },
  assumptions: {
    ja: "前提：偶然なら、だれが報告するかは最初に買った日によらない（昔からのお客さまは 1.5 倍まで多く報告してもよい）。お客さま 1 人は最初の報告だけを数えます。",
    en: "Assumed: by chance, who reports does not depend on when they first bought (old customers may report up to 1.5 times as often); each customer counts once, with the first report.",
  },
  alerted: { ja: "番に知らせました。お知らせが出ます。", en: "The guard was told: an alert goes out." },
  notAlerted: {
    ja: "番人が動いていないため、お知らせは出していません（{reason}）。",
    en: "No alert went out, as the guard does not answer ({reason}).",
  },
  noFiles: { ja: "読むものが指定されていません。", en: "Nothing to read was given." },
  noFilesHint: {
    ja: "CSV の名前か、--mailbox でメールの箱を指定してください。",
    en: "Name CSV files, or a mailbox with --mailbox.",
  },
  noBuyers: { ja: "注文が指定されていません。", en: "No orders were given." },
  noBuyersHint: {
    ja: "--orders で注文の CSV を指定してください。",
    en: "Give a CSV of orders with --orders.",
  },
  badOption: { ja: "{name} の「{value}」は使えません。", en: "{name} does not take “{value}”." },
  badOptionHint: { ja: "使えるもの：{allowed}", en: "It takes: {allowed}" },
  forgotten: {
    ja: "{year} 年の報告の鍵を廃棄しました。控えにあるものも、もう読めません（keys フォルダーを控えていなければ）。{year} 年の報告は、以後受け付けません。",
    en: "The key of {year}'s reports is destroyed. Copies in backups are unreadable too, unless keys/ was backed up with them. No more reports of {year} are taken.",
  },
  nothingForgotten: { ja: "{year} 年の報告はありません。", en: "There are no reports of {year}." },
} as const satisfies Words;

export type IncidentSpamWord = keyof typeof incidentSpamWords;

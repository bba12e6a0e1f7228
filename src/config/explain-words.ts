// The sentences of `config explain`.

import type { Words } from "../kernel/index.ts";

export const explainWords = {
  place: {
    ja: "「{name}」の手前に立ち、{listen} で受けたお客様を {upstream} で動くお店へ案内します（公開URLは {url}）。",
    en: 'Stands in front of "{name}": takes buyers at {listen} and passes them on to the shop at {upstream} (public address {url}).',
  },
  preset: {
    ja: "お店のソフトは {preset} として、決済に届くすべての経路を見張ります。",
    en: "Treats the shop as {preset} and guards every route of it that reaches the payment gateway.",
  },
  presetAndOwn: {
    ja: "お店のソフトは {preset} として、ご自分で書いた {count} 本の経路も合わせて見張ります。",
    en: "Treats the shop as {preset} and guards its payment routes and {count} of your own.",
  },
  judge: {
    ja: "決済の試みを 1 件ずつ判断し、損の少ない対応を選びます。",
    en: "Judges every attempt to pay and chooses the answer that costs least.",
  },
  watch: {
    ja: "いまは見るだけです。何も止めず、止めたはずのものを記録します。",
    en: "Only watches for now: stops nothing and records what it would have stopped.",
  },
  fee: {
    ja: "決済の試み 1 回につき、断られても {fee} かかるものとして計算します。",
    en: "Counts {fee} for every attempt, declined or not.",
  },
  budget: {
    ja: "実績のない試みに使うお金は、どんなに攻撃されても 1 時間に {hour}、1 日に {day} までです。",
    en: "Attempts without a record never cost more than {hour} an hour and {day} a day, whatever comes.",
  },
  salesShare: {
    ja: "売上の多い日は、1 日の上限を売上の {share}% まで広げます。",
    en: "On good days the day's limit grows to {share}% of the sales.",
  },
  answers: { ja: "疑わしいときの対応：{list}。", en: "What it may do with a suspicious attempt: {list}." },
  noAnswers: {
    ja: "疑わしいときは、断るか、カードを一時停止するだけです。",
    en: "It can only refuse suspicious attempts or pause cards.",
  },
  challenge: { ja: "確認画面を出す", en: "ask for a small calculation" },
  hold: { ja: "注文を発送保留にする", en: "hold the order" },
  decoy: { ja: "決済会社を呼ばずに断りの返事をする", en: "decline without calling the gateway" },
  stepUp: { ja: "お店に3Dセキュアを求めさせる", en: "have the shop ask for 3-D Secure" },
  otherPayments: {
    ja: "カードを止めている間も、{list} は使えると案内します。",
    en: "While cards are paused, buyers are shown these ways to pay: {list}.",
  },
  noOtherPayments: {
    ja: "カードを止めたとき、ほかの支払い方法を案内できません（shop.otherPayments が空です）。",
    en: "When cards are paused there is no other way to pay to point to (shop.otherPayments is empty).",
  },
  stoppedOwn: {
    ja: "お店を止めている間も、{list} からはお店を開けます。ここは閉め出されません。",
    en: "While the shop is stopped it still opens from {list}; these are never turned away.",
  },
  stoppedPaths: {
    ja: "お店を止めている間も、{list} は通します（決済会社の通知など）。",
    en: "While the shop is stopped these paths stay open: {list} (notices of payment agencies and the like).",
  },
  sessionCookies: {
    ja: "「全員のログインを終わらせる」ときは、クッキー {list} をログインの印として扱います。",
    en: "“End all sessions” takes these cookies for the shop's sessions: {list}.",
  },
  proxies: {
    ja: "手前のプロキシ {list} の言うお客様のアドレスを信じます。",
    en: "Believes the buyer's address as told by the proxies {list}.",
  },
  noProxies: {
    ja: "手前にプロキシはないものとして、つながってきた相手をお客様と見ます（CDN などがあるなら gate.trustedProxies に書いてください）。",
    en: "Takes whoever connects as the buyer (if a CDN or proxy is in front, list it in gate.trustedProxies).",
  },
  agencies: {
    ja: "決済の結果を {list} からも受け取ります。",
    en: "Also learns results from {list}.",
  },
  notices: {
    ja: "事故のお知らせは、{from} から {host} を通して送ります。",
    en: "Notices of an incident go out from {from} through {host}.",
  },
  noticesNoServer: {
    ja: "事故のお知らせの差出人は {from} ですが、送信サーバー（notices.smtp か alerts.email.smtp）がないので送れません。",
    en: "Notices would come from {from}, but there is no mail server (notices.smtp or alerts.email.smtp): none can go out.",
  },
  noticesMailbox: {
    ja: "お知らせへの戻りメールと返信は {mailbox} から読みます。",
    en: "Returned mails and replies are read from {mailbox}.",
  },
  noticesLetters: { ja: "手紙の差出人は「{company}」です。", en: "Letters are sent by {company}." },
  email: {
    ja: "攻撃を受けたら、{owner} さんに {to} へメールで 1 度だけ知らせ、大事な変化があったときだけ続報を送ります。",
    en: "On an attack {owner} is mailed once at {to}, and again only when something important changes.",
  },
  webhook: {
    ja: "同じお知らせを {host} へ署名つきで送ります。",
    en: "Sends the same, signed, to {host}.",
  },
  nobodyTold: {
    ja: "攻撃を受けても、だれにも知らせません。",
    en: "Tells nobody of an attack.",
  },
  chat: { ja: "お知らせには {list} も使います。", en: "Alerts also go by {list}." },
  noSheet: {
    ja: "担当表（responsibility）がないため、すべてのお知らせは {owner} さんのもので、返事がなくても、ほかの人には移りません。",
    en: "Without a responsibility sheet every alert is {owner}'s and moves to nobody else.",
  },
  area: {
    ja: "{area}：{owner} さんの担当です。{minutes} 分返事がなければ {others} に移ります。",
    en: "{area}: {owner}'s. Without an answer in {minutes} minutes it moves on to {others}.",
  },
  areaAlone: {
    ja: "{area}：{owner} さんの担当です。ほかに移る相手がいないため、返事があるまで間をあけて知らせ続けます。",
    en: "{area}: {owner}'s. There is nobody to move on to, so the same person is told again at growing intervals.",
  },
  areasLeft: {
    ja: "担当表にない分野（{areas}）は {owner} さんのものです。",
    en: "Areas not in the sheet ({areas}) are {owner}'s.",
  },
  vendor: {
    ja: "{area} の {name} に頼めること：{scope}（連絡先 {contact}）。{takes}",
    en: "What {name} does for {area}: {scope} (reach them at {contact}). {takes}",
  },
  vendorTakes: { ja: "お知らせも受け取ります。", en: "They take alerts." },
  vendorCalled: {
    ja: "お知らせは届かないので、人が連絡します。",
    en: "They get no alerts: a person calls them.",
  },
  quiet: {
    ja: "{name} さんには {range} の間、急ぎのものだけを知らせます。",
    en: "{name} is told of urgent matters only from {range}.",
  },
  afterwards: { ja: "、", en: ", then " },
  "area.payments": { ja: "カード決済", en: "Payments" },
  "area.shop": { ja: "お店のソフトと画面", en: "The shop" },
  "area.server": { ja: "サーバー", en: "The server" },
  "area.customers": { ja: "お客様と届け出", en: "Customers" },
  "area.guard": { ja: "Misemori 自身", en: "Misemori itself" },
  canaryListen: {
    ja: "{listen} で、カナリア（{whose}）宛てのメールを受けます。ほかの宛先は断り、転送は決してしません。",
    en: "Takes mail for canaries ({whose}) at {listen}; refuses all other mail and never passes any on.",
  },
  canaryMailbox: {
    ja: "{host} の {user} の {folder} から、植えたカナリア宛てのメールだけを読みます。ほかのメールは宛先しか見ず、何も残しません。",
    en: "Reads mail for planted canaries from {folder} of {user} at {host}; of other mails it sees nothing but to whom they are, and keeps nothing.",
  },
  canaryFolder: {
    ja: "カナリア（{whose}）宛てのメールを {folder} から読みます。",
    en: "Reads mail for canaries ({whose}) from {folder}.",
  },
  shopWebhook: {
    ja: "注文の保留と解除を {host} に知らせます。",
    en: "Tells {host} of held and released orders.",
  },
  console: { ja: "管理画面は {url} です。", en: "The console is at {url}." },
  consoleOpen: {
    ja: "管理画面はこの機械の外からも開けます。必ず https のプロキシの後ろに置いてください。",
    en: "The console can be reached from other machines: put it behind an https proxy.",
  },
  records: {
    ja: "記録は {folder} に {days} 日間、最大 {size} MB まで残します。",
    en: "Keeps records in {folder} for {days} days, at most {size} MB.",
  },
  never: {
    ja: "カード番号とセキュリティコードは、どこにも残しません。",
    en: "Card numbers and security codes are never kept.",
  },
  otherLanguage: { ja: "お知らせは英語で送ります。", en: "Messages are sent in Japanese." },
} satisfies Words;

// What the command line says of the running guard: orders on hold, the card switch, alerts, and how things stand.

import type { Words } from "../kernel/index.ts";

export const liveWords = {
  holdId: { ja: "番号", en: "id" },
  holdOrder: { ja: "注文", en: "order" },
  holdAmount: { ja: "金額", en: "amount" },
  holdCountry: { ja: "国", en: "country" },
  holdDoubt: { ja: "疑わしさ", en: "doubt" },
  holdState: { ja: "状態", en: "state" },
  at: { ja: "日時", en: "when" },
  linkReset: {
    ja: "このリンクを開くと、新しいパスワードを決められます。開いた人が店主になりますので、ほかの人に送らないでください。",
    en: "Open this link to choose a new password. Whoever opens it is the owner: send it to nobody.",
  },
  linkFirst: {
    ja: "このリンクを開くと、店主の名前とパスワードを決められます。ほかの人に送らないでください。",
    en: "Open this link to name the owner and choose a password. Send it to nobody.",
  },
  linkOnce: {
    ja: "1 回だけ、24 時間以内に使えます。パスワードを変えると、ほかの端末はすべてサインアウトします。",
    en: "It works once, within 24 hours. A new password signs every other device out.",
  },
  whoOwner: { ja: "店主", en: "the owner" },
  whoMisemori: { ja: "Misemori（自動）", en: "Misemori (by itself)" },
  whoMachine: { ja: "このコンピューターのコマンド", en: "this machine's command line" },
  held: { ja: "保留中", en: "held" },
  released: { ja: "発送可", en: "released" },
  cancelled: { ja: "取り消し", en: "cancelled" },
  noHolds: { ja: "保留中の注文はありません。", en: "No order is on hold." },
  holdReleased: {
    ja: "✓ 注文 {order} は発送してよいことになりました。",
    en: "✓ Order {order} may ship.",
  },
  holdCancelled: {
    ja: "✓ 注文 {order} を取り消しました。発送しないでください。",
    en: "✓ Order {order} is cancelled: do not ship it.",
  },
  holdNamed: {
    ja: "✓ 保留 {id} は注文 {order} と分かりました。",
    en: "✓ Hold {id} is order {order}.",
  },
  holdNoOrder: {
    ja: "✓ {order} からは注文ができていないものとして、保留を終えました。",
    en: "✓ {order} is over: no order came of it.",
  },
  holdPerhaps: { ja: "{ref}?(未確認)", en: "{ref}? (unconfirmed)" },
  cardsOpen: { ja: "カード決済は使えます。", en: "Cards are open." },
  cardsPaused: {
    ja: "カード決済を止めています（お店とほかの支払い方法は開いています）。",
    en: "Cards are paused (the shop and other ways to pay are open).",
  },
  cardsBy: { ja: "{at} に {by} が切り替えました。理由：{why}", en: "Switched by {by} at {at}. Why: {why}" },
  noAlerts: { ja: "お知らせはありません。", en: "There are no alerts." },
  alertOwner: { ja: "担当", en: "owner" },
  alertTold: { ja: "送信", en: "told" },
  open: { ja: "担当待ち", en: "open" },
  owned: { ja: "対応中", en: "owned" },
  closed: { ja: "済み", en: "over" },
  alertTaken: { ja: "✓ {id} はあなたが担当になりました。", en: "✓ {id} is yours now." },
  nowCalm: { ja: "{shop}: 攻撃は受けていません。", en: "{shop}: no attack." },
  nowAttack: {
    ja: "{shop}: 攻撃を受けています。{attempts} 件の試みのうち {stopped} 件を止めました。",
    en: "{shop}: under attack. {stopped} of {attempts} attempts were stopped.",
  },
  nowWatchOnly: {
    ja: "いまは見るだけの設定です（gate.mode: watch）。何も止めません。",
    en: "Only watching (gate.mode: watch): nothing is stopped.",
  },
  nowBudget: {
    ja: "実績のない試みに使ったお金：この 1 時間 {hour} / {hourMax}、この 24 時間 {day} / {dayMax}",
    en: "Spent on unproven attempts: {hour} of {hourMax} this hour, {day} of {dayMax} in 24 hours",
  },
  nowToday: {
    ja: "今日：試み {attempts}（承認 {approved}、断り {declined}、止めた {stopped}）、手数料 {fees}、売上 {sales}、防いだ損 {saved}",
    en: "Today: {attempts} attempts ({approved} approved, {declined} declined, {stopped} stopped), fees {fees}, sales {sales}, saved {saved}",
  },
  nowHolds: { ja: "確認を待つ注文：{count} 件", en: "Orders waiting for a person: {count}" },
  nowWorkers: {
    ja: "働き手が足りません（{running} / {wanted}）。",
    en: "Workers are missing ({running} of {wanted}).",
  },
  crowd: { ja: "疑わしい集まり", en: "suspicious crowd" },
  share: { ja: "攻撃の割合", en: "attackers" },
  tries: { ja: "試み", en: "tries" },
  declines: { ja: "断り", en: "declines" },
  fees: { ja: "手数料", en: "fees" },
} satisfies Words;

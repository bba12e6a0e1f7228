// What the command line says of the orders for the whole shop.

import type { Words } from "../../kernel/index.ts";

export const siteWords = {
  "verb.shop": { ja: "お店全体を止める・開ける。", en: "Stop the whole shop, open it again." },
  "verb.shop.stop": {
    ja: "お店を止めます。どのページも、休止の案内になります。",
    en: "Stop the shop: every page becomes an honest notice.",
  },
  "verb.shop.open": { ja: "お店を開けます。", en: "Open the shop again." },
  "verb.shop.state": { ja: "いまの状態。", en: "How it stands." },
  "verb.shop.pass": {
    ja: "止めているお店に自分だけ入るリンクを作ります（1 回、15 分）。",
    en: "A link into the stopped shop, good once and for 15 minutes.",
  },
  "verb.origin": { ja: "接続元の遮断。", en: "Turn origins away." },
  "verb.origin.block": {
    ja: "接続元を遮断します（IP、ネットワーク、AS番号、国）。",
    en: "Turn an address, a network, an AS number or a country away.",
  },
  "verb.origin.unblock": { ja: "遮断をやめます。", en: "Let it in again." },
  "verb.origin.list": { ja: "遮断している接続元。", en: "What is turned away." },
  "verb.sessions": { ja: "お店のログイン状態。", en: "The shop's sessions." },
  "verb.sessions.end": {
    ja: "お店の全員をログアウトさせます（管理者も）。",
    en: "End all sessions of the shop, the back office's too.",
  },
  "option.why": { ja: "理由（記録に残ります）。", en: "why (goes on record)" },
  "option.sentence": { ja: "休止の案内に出す一言。", en: "your own sentence on the notice" },
  "option.hours": { ja: "何時間で終えるか。", en: "end it after so many hours" },
  "option.confirm": {
    ja: "国や広いネットワーク、自分のいる接続元でも遮断します。",
    en: "mean it: a country, a very wide network, or where you are yourself",
  },
  "option.help": { ja: "この説明。", en: "this help" },
  shopOpen: { ja: "お店は開いています。", en: "The shop is open." },
  shopStopped: { ja: "お店を止めています。", en: "The shop is stopped." },
  by: { ja: "{at} {by} 理由：{why}", en: "{at} by {by}. Why: {why}" },
  unchanged: {
    ja: "すでにそうなっています。何も変えていません。",
    en: "It was so already; nothing was changed.",
  },
  unreadable: {
    ja: "記録を読めないため、お店のページは通しています。",
    en: "The records cannot be read: shop pages pass.",
  },
  blocked: { ja: "遮断している接続元：{count} 件", en: "Origins turned away: {count}" },
  sessionsEnded: {
    ja: "それより前のログインは、もう使えません（クッキー：{cookies}）。カートの中身も消えることがあります。",
    en: "Sessions from before are dead (cookies: {cookies}). Baskets may be empty.",
  },
  tokensLeft: {
    ja: "アプリや連携用のトークンは番人では無効にできません。お店の管理画面で取り消してください。",
    en: "Tokens of apps and other programs cannot be ended here: revoke them in the shop.",
  },
  origin: { ja: "接続元", en: "origin" },
  since: { ja: "いつから", en: "since" },
  until: { ja: "いつまで", en: "until" },
  why: { ja: "理由", en: "why" },
  forever: { ja: "解除するまで", en: "until unblocked" },
  noneBlocked: { ja: "遮断している接続元はありません。", en: "Nothing is turned away." },
  link: {
    ja: "15 分以内に、このリンクを開いてください。1 回だけ使えます。",
    en: "Open it within 15 minutes; it works once.",
  },
  badHours: {
    ja: "--hours は 1〜8760 の整数で書いてください。",
    en: "--hours is a whole number from 1 to 8760.",
  },
  "badHours.hint": { ja: "例: --hours 24", en: "For example: --hours 24" },
} as const satisfies Words;

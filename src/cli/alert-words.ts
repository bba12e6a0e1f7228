// What the command line says of alerts: who was asked and why, and how messages fared.

import type { Words } from "../kernel/index.ts";

export const alertWords = {
  what: { ja: "何が", en: "what" },
  moves: { ja: "次へ移る", en: "moves on" },
  movesOn: {
    ja: "返事がなければ {time} に {to} さんへ移ります。",
    en: "Without an answer it moves on to {to} at {time}.",
  },
  chain: { ja: "だれに渡ったか", en: "Who was asked" },
  messages: { ja: "お知らせ", en: "Messages" },
  "why.raised": {
    ja: "{person}さんの担当として始まりました",
    en: "{person}: it began with the area's owner",
  },
  "why.unanswered": {
    ja: "返事がなく、{person}さんに移りました",
    en: "{person}: there was no answer before",
  },
  "why.asleep": {
    ja: "お休みの時間のため、{person}さんに移りました",
    en: "{person}: the one before has quiet hours",
  },
  "why.unreachable": {
    ja: "連絡がつかず、{person}さんに移りました",
    en: "{person}: the one before cannot be reached",
  },
  "why.left": {
    ja: "担当表が変わり、{person}さんに移りました",
    en: "{person}: the responsibility sheet changed",
  },
  "why.taken": { ja: "{person}さんが引き受けました", en: "{person} took it" },
  "what.news": { ja: "知らせ", en: "news" },
  "what.reminder": { ja: "念押し", en: "reminder" },
  "what.repeat": { ja: "くり返し", en: "repeat" },
  "message.waiting": { ja: "送信待ち", en: "waiting" },
  "message.claimed": { ja: "送信中", en: "being sent" },
  "message.sent": { ja: "届けました", en: "sent" },
  "message.failed": { ja: "送れませんでした", en: "not sent" },
  "message.unknown": { ja: "届いたか分かりません", en: "not known whether it arrived" },
  "end.taken": { ja: "担当が決まったため", en: "somebody took the alert" },
  "end.over": { ja: "終わったため", en: "the alert is over" },
  "end.moved-on": { ja: "次の人に移ったため", en: "it moved on" },
  "end.next-channel": { ja: "次の方法に切り替え", en: "went on to the next channel" },
  email: { ja: "メール", en: "e-mail" },
  trialNone: {
    ja: "{person}さんに知らせる方法が設定されていません。",
    en: "No channel is configured for {person}.",
  },
  "trial.sent": { ja: "✓ {channel}: 届けました", en: "✓ {channel}: sent" },
  "trial.failed": { ja: "✗ {channel}: 送れませんでした（{error}）", en: "✗ {channel}: not sent ({error})" },
  "trial.unknown": {
    ja: "? {channel}: 届いたか分かりません（{error}）",
    en: "? {channel}: it is not known whether it arrived ({error})",
  },
} as const satisfies Words;

export type AlertWord = keyof typeof alertWords;

// The sentences of the page behind a message's one-tap link.

import type { Words } from "../../kernel/index.ts";

export const tapWords = {
  calling: {
    ja: "まだだれも担当していません（{owner}さんに知らせています）。",
    en: "Nobody has it yet ({owner} was called).",
  },
  callingYou: { ja: "まだだれも担当していません。", en: "Nobody has it yet." },
  yours: {
    ja: "あなた（{owner}さん）が対応しています。ほかの人は呼ばれません。",
    en: "You ({owner}) have it. Nobody else is called.",
  },
  theirs: {
    ja: "{owner}さんが対応しています。あなたがすることはありません。",
    en: "{owner} has it. There is nothing you need to do.",
  },
  take: { ja: "私が対応します", en: "I have it" },
  takeHint: {
    ja: "押すと「{person}さんが担当」と記録され、ほかの人は呼ばれなくなります。",
    en: "Pressing it records that {person} has it; nobody else is called.",
  },
  more: {
    ja: "くわしい様子と操作（サインインが必要です）",
    en: "Details and what you can do (sign-in needed)",
  },
  gone: { ja: "このリンクは使えません", en: "This link does not work" },
  "gone.why": {
    ja: "この件がすでに終わったか、リンクの期限（7日）が過ぎたか、書き写しに間違いがあります。",
    en: "The alert is over, the link's seven days are over, or it was not copied whole.",
  },
  "gone.do": {
    ja: "いまの様子は、管理画面にサインインして確かめてください。",
    en: "Sign in to the console to see how things stand.",
  },
  "gone.console": { ja: "管理画面を開く", en: "Open the console" },
  slow: { ja: "少し待ってから、もう一度開いてください", en: "Please wait a little and open it again" },
} as const satisfies Words;

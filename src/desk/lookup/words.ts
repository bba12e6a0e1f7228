// What the look-up says by itself: the mail with a code, and why it could not be opened. The page's words are the gate's, the
// answers are the letters' own.

import type { Words } from "../../kernel/index.ts";

export const lookUpWords = {
  "mail.subject": { ja: "{shop}：確認コードのお知らせ", en: "{shop}: your code" },
  "mail.text": {
    ja: "「{shop}」の確認ページで、あなたの情報についてお調べするためのコードです。\n\n    {code}\n\n10分のあいだ、1回だけ使えます。だれにも教えないでください。当店からこのコードをお尋ねすることはありません。\nお心当たりがないときは、このメールをそのままお捨てください。\n",
    en: "This code lets you look up on {shop}'s page what happened to your data:\n\n    {code}\n\nIt works once, for ten minutes. Do not tell it to anybody; we will never ask you for it.\nIf you did not ask for it, just delete this mail.\n",
  },
  "not-ready": {
    ja: "確認ページはまだ開けません。お客様の一覧とお知らせの文面がそろっていません。",
    en: "The look-up page cannot be opened yet: persons and letters are not ready.",
  },
  "not-ready.hint": {
    ja: "影響のあった方を調べ（incident scope --incident）、お知らせを書いてから、もう一度開いてください。",
    en: "Find out who was affected (incident scope --incident), write the notices, then open it again.",
  },
  "other-open": {
    ja: "別の件の確認ページが開いています（{incident}）。",
    en: "The look-up page is open for another incident ({incident}).",
  },
  "other-open.hint": {
    ja: "先にその件の確認ページを閉じてください。",
    en: "Close it there first.",
  },
  "facts.counts": {
    ja: "お知らせに書かれた人数が、調べた結果と合いません。",
    en: "The numbers in the notices are not those of the scope.",
  },
  "facts.counts.hint": {
    ja: "お知らせを、新しい結果から書き直してください。",
    en: "Write the notices anew from the newest scope.",
  },
  "people.counts": {
    ja: "お客様の一覧の人数が、調べた結果と合いません。",
    en: "The list of persons does not hold as many as the scope counted.",
  },
  "people.counts.hint": {
    ja: "お客様の住所の取り込みを、もう一度行ってください。",
    en: "Join persons and addresses again.",
  },
  hole: {
    ja: "お知らせの文面に、埋められないところがあります（{where}）。",
    en: "A letter has a hole that cannot be filled in ({where}).",
  },
  "hole.hint": {
    ja: "二重のかっこの中の言葉を直してください。",
    en: "Correct the words between double braces.",
  },
  many: {
    ja: "お客様の数が、このページで調べられる数（{max}名）を超えています。",
    en: "There are more persons than this page can look up ({max}).",
  },
  "many.hint": { ja: "お電話でお答えください。", en: "Answer by telephone." },
  damaged: { ja: "確認ページの控えが壊れています。", en: "The look-up page's index is damaged." },
  "damaged.hint": {
    ja: "確認ページを閉じ、もう一度開いてください。",
    en: "Close the look-up page and open it again.",
  },
} as const satisfies Words;
export type LookUpWord = keyof typeof lookUpWords;

// The few words a renderer adds by itself.

import type { Words } from "../../../kernel/index.ts";

export const renderWords = {
  hole: { ja: "「{hole}」を埋められません。", en: "“{hole}” cannot be filled in." },
  "hole.hint": {
    ja: "二重のかっこの中に書けるのは、次の言葉だけです：{known}",
    en: "Only these may stand between double braces: {known}",
  },
  order: { ja: "{day}（番号 {ref}）", en: "no. {ref} of {day}" },
  "order.undated": { ja: "番号 {ref}", en: "no. {ref}" },
  "orders.more": { ja: "ほか{count}件", en: "and {count} more" },
  "orders.none": { ja: "記録に残っていません（会員登録のみ）", en: "none on record (you only signed up)" },
  "letters.missing": {
    ja: "手紙を作る部品（Typst と Noto Sans JP）が入っていません。",
    en: "The parts that print letters (Typst and Noto Sans JP) are not installed.",
  },
  "letters.missing.hint": {
    ja: "`npm install @myriaddreamin/typst-ts-node-compiler @expo-google-fonts/noto-sans-jp` で入れるか、宛名と文面をCSVで書き出して印刷会社に渡してください。",
    en: "Install them with `npm install @myriaddreamin/typst-ts-node-compiler @expo-google-fonts/noto-sans-jp`, or hand the CSV to a mailing house.",
  },
  "letters.died": {
    ja: "手紙の印刷が途中で止まりました（2度とも）。印刷しかけた分は使っていません。",
    en: "Printing letters broke off, twice. Nothing half-printed was taken.",
  },
  "letters.died.hint": {
    ja: "サーバーの空きメモリー（1GB以上）を確かめて、もう一度始めてください。同じ方に2通できることはありません。",
    en: "See that the server has 1 GB of free memory and start again; nobody gets two letters.",
  },
  "english-below": { ja: "（英語の文は下にあります）", en: "(English text below)" },
  nameless: { ja: "お客様", en: "customer" },
} as const satisfies Words;

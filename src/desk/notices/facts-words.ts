// What is said of a form of facts that cannot be read.

import type { Words } from "../../kernel/index.ts";

export const factsWords = {
  wrong: { ja: "「{place}」の書き方が違います。", en: "“{place}” is not written as it should be." },
  "wrong.hint": {
    ja: "「incident notice facts」で作った形のまま、値だけを書いてください。日付は 2026-11-22、分からないものは null です。",
    en: "Keep the form that `incident notice facts` made and fill in values: days as 2026-11-22, null for what is not known.",
  },
} as const satisfies Words;

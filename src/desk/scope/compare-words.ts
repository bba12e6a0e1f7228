// The sentences of a comparison of two scopes.

import type { Words } from "../../kernel/index.ts";

export const scopeCompareWords = {
  notARun: {
    ja: "比べる相手は、記録された実行結果ではありません。",
    en: "What to compare with is no recorded run.",
  },
  notARunHint: {
    ja: "`misemori incident scope --json` の出力を保存したものを指定してください。",
    en: "Give a file with the output of `misemori incident scope --json`.",
  },
  inputsGone: {
    ja: "前の実行で使ったファイルがそろっていません。",
    en: "Files the earlier run was made from are missing or have changed.",
  },
  inputsGoneHint: {
    ja: "前と同じファイルをすべて指定してください（中身のハッシュで確かめています）。",
    en: "Give all the same files; they are told by the hash of their content.",
  },
  otherResult: {
    ja: "前の実行を作り直しましたが、同じ結果になりません。",
    en: "The earlier run was made again and came out differently.",
  },
  otherResultHint: {
    ja: "記録が書き換えられたか、規則の違う版で作られています。前の版で作り直してください。",
    en: "The record was edited, or made by a version with other rules. Make it again with this version.",
  },
} satisfies Words;

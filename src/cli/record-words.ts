// What `misemori journal` says: its answers about the record, and its newer options.

import type { Words } from "../kernel/index.ts";

export const recordWords = {
  "verb.journal.checkpoint": {
    ja: "記録の最新の印（署名）を出します。別の所に取っておいてください。",
    en: "Print the newest signed checkpoint, to be kept elsewhere.",
  },
  "option.checkpoint": {
    ja: "別の所に取っておいた印。切り落としや丸ごとの書き換えも見つけます。",
    en: "a checkpoint kept elsewhere: finds a cut-off or wholly rewritten record, too",
  },
  "option.journalHtml": {
    ja: "日ごとに読めるページを、このファイルに書きます（印刷できます）。",
    en: "write a page to read day by day (and to print) to this file",
  },
  noCheckpoint: { ja: "まだ印がありません。", en: "There is no checkpoint yet." },
  "noCheckpoint.hint": {
    ja: "番を始めると、1 時間ごとか 1,000 件ごとに付きます。",
    en: "A running guard makes one every hour or 1,000 entries.",
  },
  checkpointKept: {
    ja: "✓ 最新の印を {file} に書きました。この機械とは別の所に取っておいてください。",
    en: "✓ Wrote the newest checkpoint to {file}. Keep it somewhere else than on this machine.",
  },
  checkpointBad: {
    ja: "✗ 取っておいた印がこの記録の鍵に合わないか、壊れています（{why}）。",
    en: "✗ The checkpoint you kept is damaged, or of another key ({why}).",
  },
  "checkpointBad.hint": {
    ja: "別の控えで試し、それでも合わなければ、記録が丸ごと差し替えられたおそれがあります。",
    en: "Try another copy; if none fits, the whole record may have been replaced.",
  },
  pageWritten: {
    ja: "✓ 日ごとの記録を {file} に書きました。ブラウザーで開いて印刷できます。",
    en: "✓ Wrote the record day by day to {file}. A browser opens and prints it.",
  },
  clockJumps: {
    ja: "  時計が {count} 回もどっています（最初は {seq} 番目で {seconds} 秒）。改ざんではありません。",
    en: "  The clock went back {count} times (first at entry {seq}, by {seconds} s); that is no change to the record.",
  },
  journalGood: {
    ja: "✓ 記録 {entries} 件に、改ざん・欠け・入れ替えはありません。",
    en: "✓ {entries} entries: no edit, gap or reorder.",
  },
  journalBad: {
    ja: "✗ 記録 {entries} 件のうち {seq} 番目がおかしくなっています（{why}）。",
    en: "✗ Of {entries} entries number {seq} is bad ({why}).",
  },
  "journalBad.hint": {
    ja: "フォルダーをそのまま控え、何も消さずに制作会社へ知らせてください。",
    en: "Copy the folder as it is, delete nothing, and tell whoever maintains the shop.",
  },
  journalStep: { ja: "記録を確かめています", en: "checking the record" },
  exported: { ja: "✓ {entries} 件を {file} に書き出しました。", en: "✓ Wrote {entries} entries to {file}." },
} as const satisfies Words;

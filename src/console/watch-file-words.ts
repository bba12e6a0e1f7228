// How the API says no to wishes about watched files.

import type { Words } from "../kernel/index.ts";

export const watchFileApiWords = {
  "files.unknown": {
    ja: "その見張りの場所か、隔離の番号は、ありません。",
    en: "There is no such tree or quarantined file.",
  },
  "files.unknown.hint": {
    ja: "watch.trees の名前を確かめてください。",
    en: "See the names under watch.trees.",
  },
  "files.moved-on": {
    ja: "表示した後に、ファイルがまた変わっています。何もしていません。",
    en: "A file has changed since it was shown. Nothing was done.",
  },
  "files.moved-on.hint": {
    ja: "新しい一覧を確かめてから、もう一度行ってください。",
    en: "Check the new list, then try again.",
  },
  "files.busy": { ja: "ほかの作業がまだ終わっていません。", en: "Other work is still under way." },
  "files.busy.hint": {
    ja: "終わるのを待って、もう一度お試しください。",
    en: "Wait until it is done and try again.",
  },
  "files.no-baseline": {
    ja: "信じられる承認の記録がありません。",
    en: "There is no record of what was approved that can be believed.",
  },
  "files.no-baseline.hint": {
    ja: "先に「いまの状態を承認する」を行ってください。",
    en: "First approve the tree as it is.",
  },
  "files.baseline-there": { ja: "この場所は、もう承認してあります。", en: "This tree is approved already." },
  "files.baseline-there.hint": {
    ja: "違いだけを承認できます。全部をやり直すときは「misemori watch baseline」です。",
    en: 'Approve what differs; to begin anew run "misemori watch baseline".',
  },
  "files.no-folder": {
    ja: "見張るフォルダーが見つかりません。",
    en: "The folder of this tree was not found.",
  },
  "files.no-folder.hint": {
    ja: "watch.trees の path と権限を確かめてください。",
    en: "Check its path under watch.trees, and the rights.",
  },
  "files.no-file": {
    ja: "そのファイルは、もうないか、読めません。",
    en: "That file is gone, or cannot be read.",
  },
  "files.no-file.hint": {
    ja: "一覧を確かめてください。フォルダーやリンクは隔離できません。",
    en: "Check the list. Folders and links cannot be quarantined.",
  },
  "files.taken": { ja: "元の場所に、いま別のものがあります。", en: "Something else stands there now." },
  "files.taken.hint": {
    ja: "上書きはしません。いまあるものを確かめ、どけてから戻してください。",
    en: "It is never overwritten. Look at it and move it away first.",
  },
  "files.back": { ja: "もう元に戻してあります。", en: "It was put back already." },
  "files.back.hint": { ja: "することはありません。", en: "There is nothing to do." },
  "files.spoilt": {
    ja: "隔離したファイルの中身が、隔離したときと違います。",
    en: "The quarantined file is not what was put there.",
  },
  "files.spoilt.hint": {
    ja: "戻さないでください。記録フォルダーに手を加えた人がいないか確かめてください。",
    en: "Do not put it back. Find out who touched the records folder.",
  },
  "files.window": {
    ja: "その作業時間は、ないか、使えない時間です。",
    en: "There is no such window, or its time cannot be used.",
  },
  "files.window.hint": {
    ja: "終わりは始まりより後で、長さは72時間までにしてください。",
    en: "It ends after it begins, and lasts 72 hours at most.",
  },
  "files.broken-off": {
    ja: "途中で止まりました。何も変えていません。",
    en: "It was broken off. Nothing was changed.",
  },
  "files.broken-off.hint": { ja: "もう一度お試しください。", en: "Please try again." },
  "files.failed": { ja: "できませんでした。前のままです。", en: "It failed. Everything is as it was." },
  "files.failed.hint": {
    ja: "権限とディスクの空きを確かめてください。続くようなら、ログを制作会社に見せてください。",
    en: "Check rights and free space. If it stays, show the log to whoever maintains the shop.",
  },
} as const satisfies Words;

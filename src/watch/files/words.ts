// What the comparing of files may say when it cannot do something.

import type { Words } from "../../kernel/index.ts";

export const filesWords = {
  busy: {
    ja: "この場所の承認を、ほかの処理がいま書き換えています。",
    en: "Another run is writing the approved files of this tree just now.",
  },
  busyHint: { ja: "終わるのを待って、もう一度行ってください。", en: "Wait until it is done and try again." },
  manifestUnreadable: { ja: "承認の記録 {path} を読めません。", en: "The manifest {path} cannot be read." },
  manifestHalf: {
    ja: "承認の記録 {path} が途中で切れています。書きかけか、壊れています。",
    en: "The manifest {path} ends too early: half written, or damaged.",
  },
  manifestKey: {
    ja: "承認の記録 {path} は、いまの鍵（keys/watch.key）で署名されたものではありません。",
    en: "The manifest {path} was not signed with the present key (keys/watch.key).",
  },
  manifestChanged: {
    ja: "承認の記録 {path} が書き換えられています。署名と合いません。",
    en: "The manifest {path} was changed: it does not fit its signature.",
  },
  manifestOld: {
    ja: "承認の記録 {path} は、記録（journal）に最後に書かれた承認のものではありません。古いものに戻されたか、記録が失われています。",
    en: "The manifest {path} is not the one the journal names last: an older one was put back, or entries are missing.",
  },
  manifestHint: {
    ja: "だれかが手を加えたおそれがあります。消さずに控えを取り、原因を確かめてください。一つ前の記録は {previous} にあります。",
    en: "Somebody may have tampered with it. Keep a copy and find out why. The one before is {previous}.",
  },
  manifestOldHint: {
    ja: "承認の途中で電源が切れたときも、こうなります。身に覚えがあれば「misemori watch baseline」で承認し直してください。なければ、消さずに控えを取り、原因を確かめてください。",
    en: 'A power cut in the middle of an approval does this, too: then approve anew with "misemori watch baseline". Otherwise keep a copy and find out why.',
  },
  seen: {
    ja: "確かめたときと、違いの中身が変わっています。何も承認していません。",
    en: "The differences are not those you looked at. Nothing was approved.",
  },
  seenHint: {
    ja: "「misemori watch check」でもう一度確かめてください。",
    en: 'Look again with "misemori watch check".',
  },
  notWritten: {
    ja: "承認の記録を {path} に書けません（{reason}）。",
    en: "What was approved cannot be written to {path} ({reason}).",
  },
  notWrittenHint: {
    ja: "承認の記録は前のままです。ディスクの空きと権限を確かめて、もう一度行ってください。",
    en: "What was approved before still holds. Check free space and rights, then try again.",
  },
  noBaseline: {
    ja: "「{name}」には、まだ承認の記録がありません。",
    en: 'Nothing was approved of "{name}" yet.',
  },
  noBaselineHint: {
    ja: "先に「misemori watch baseline --by 名前 --why 理由」を行ってください。",
    en: 'First run "misemori watch baseline --by NAME --why REASON".',
  },
  noFolder: { ja: "フォルダー {path} が見つかりません。", en: "The folder {path} was not found." },
  noFolderHint: {
    ja: "misemori.yaml の watch.trees の path と、権限を確かめてください。",
    en: "Check the path under watch.trees in misemori.yaml, and the rights.",
  },
  quarantineNoFile: {
    ja: "{path} はファイルではないか、読めません。",
    en: "{path} is no file, or cannot be read.",
  },
  quarantineNoFileHint: {
    ja: "綴りと権限を確かめてください。フォルダーは隔離できません。",
    en: "Check the spelling and the rights; folders cannot be quarantined.",
  },
  quarantineMoved: {
    ja: "{path} は、控えを取る間に書き換わりました。",
    en: "{path} changed while it was copied.",
  },
  quarantineMovedHint: {
    ja: "何もしていません。もう一度行ってください。",
    en: "Nothing was done. Try again.",
  },
  quarantineFailed: { ja: "{path} を移せません（{reason}）。", en: "{path} cannot be moved ({reason})." },
  quarantineFailedHint: {
    ja: "ファイルは元の場所にあります。権限と空き容量を確かめてください。",
    en: "The file is where it was. Check rights and free space.",
  },
  quarantineUnknown: { ja: "隔離の番号 {id} はありません。", en: "There is no quarantined file {id}." },
  quarantineUnknownHint: {
    ja: "「misemori watch quarantine --list」で番号を確かめてください。",
    en: 'See "misemori watch quarantine --list".',
  },
  quarantineBack: { ja: "{id} は、もう元に戻してあります。", en: "{id} was put back already." },
  quarantineBackHint: { ja: "することはありません。", en: "There is nothing to do." },
  quarantineTaken: { ja: "{path} には、いま別のものがあります。", en: "Something stands at {path} now." },
  quarantineTakenHint: {
    ja: "上書きはしません。いまあるものを確かめ、どけてから戻してください。",
    en: "It is never overwritten. Look at it and move it away first.",
  },
  quarantineChanged: {
    ja: "隔離したファイル {id} の中身が、隔離したときと違います。",
    en: "The quarantined file {id} is not what was put there.",
  },
  quarantineChangedHint: {
    ja: "戻さないでください。記録フォルダーに手を加えた人がいないか確かめてください。",
    en: "Do not put it back. Find out who touched the records folder.",
  },
} satisfies Words;

export type FilesWord = keyof typeof filesWords;

// Why a file was not (wholly) fixed, and what a person should know of one that was. Keys end as in scrub's FixReason and FixNote.

import type { Words } from "../../kernel/index.ts";

export const fixReasonWords = {
  "why.closed-form": {
    ja: "この形式（pdf、bzip2、壊れた zip など）は、中だけを書き換えられません。中身は scrub scan で調べ、要らなければ消すか、取り出して直してから作り直してください。",
    en: "This form (pdf, bzip2, a damaged zip and the like) cannot be changed from within. Look inside with scrub scan; delete it if it is not needed, or take it apart, fix the parts and pack it anew.",
  },
  "why.unfit-archive": {
    ja: "この zip は作りが特別（{detail}）なので、壊さずに書き換えることができません。取り出して直してから、作り直してください。",
    en: "This zip is built in a way ({detail}) that cannot be rewritten without breaking it. Take it apart, fix the parts and pack it anew.",
  },
  "why.sealed-form": {
    ja: "この形式（データベースのファイル、プログラム、画像など）は、直接書き換えると壊れます。データベースなら scrub db で場所を確かめ、そのデータベースの中で直してください。",
    en: "This form (a database's file, a program, a picture and the like) would break if it were changed from outside. For a database find the rows with scrub db and change them there.",
  },
  "why.worked-on": {
    ja: "データベースなどのプログラムが読み書きしている最中のファイルです。直接書き換えると壊れるおそれがあるので、そのプログラムの中で直すか、止めてから、もう一度どうぞ。",
    en: "A program such as a database reads and writes this file right now, and could be broken by a change from outside. Change it through that program, or stop it and try again.",
  },
  "why.unfit-places": {
    ja: "同じ長さでは隠せない所があります。scrub scan で場所を確かめ、手で直してください。",
    en: "Some places cannot be hidden in as many bytes. Find them with scrub scan and change them by hand.",
  },
  "why.packed-member": {
    ja: "中にさらに圧縮されたもの（{detail}）があり、そこは直していません。取り出して直してください。",
    en: "Something packed lies within ({detail}) and was not changed. Take it out and fix it.",
  },
  "why.packed-and-held": {
    ja: "ほかのプログラムが書いている最中の圧縮ファイルです。書き終わってから、もう一度どうぞ。",
    en: "A program is still writing this packed file. Try again when it is done.",
  },
  "why.packed-and-linked": {
    ja: "別の名前（ハードリンク）がある圧縮ファイルは置き換えられません。ほかの名前を消すか、写しを作ってから直してください。",
    en: "A packed file with several names (hard links) cannot be replaced. Remove the other names, or fix a copy.",
  },
  "why.damaged": {
    ja: "圧縮ファイルが途中で切れているか壊れています（{detail}）。そのまま残しました。",
    en: "The packed file is cut off or damaged ({detail}). It was left as it is.",
  },
  "why.bomb": {
    ja: "ほどくと異常に大きくなるファイルです。そのまま残しました。",
    en: "It unpacks to an absurd size. It was left as it is.",
  },
  "why.not-a-file": { ja: "ふつうのファイルではありません。", en: "It is no ordinary file." },
  "why.leads-out": {
    ja: "フォルダーの外を指すリンクです。直すなら、指す先を渡してください。",
    en: "A link that leads out of the folder. Name its target to have it fixed.",
  },
  "why.missing": { ja: "見つかりません。", en: "It is not there." },
  "why.unreadable": {
    ja: "読めません（{detail}）。読める利用者で実行してください。",
    en: "It cannot be read ({detail}). Run this as a user who may.",
  },
  "why.read-only": {
    ja: "書き込めません（{detail}）。書ける利用者で、書き込める状態で実行してください。",
    en: "It cannot be written ({detail}). Run this as a user who may, on a disk that can be written.",
  },
  "why.no-space": {
    ja: "空きが足りません（{detail}）。ファイルは元のままです。空きを作るか、--in-place を付けてください。",
    en: "There is no room ({detail}). The file is as it was. Make room, or add --in-place.",
  },
  "why.changed-meanwhile": {
    ja: "直している間にほかのものが書き換えました（{detail}）。もう一度実行してください。",
    en: "Someone else changed it meanwhile ({detail}). Run this again.",
  },
  "why.original-not-kept": {
    ja: "元のファイルを残せなかったので、直していません（{detail}）。",
    en: "The original could not be kept, so nothing was changed ({detail}).",
  },
  "why.stopped": { ja: "途中で止めました。ファイルは無事です。", en: "Stopped. The file is safe." },
  "why.broken": { ja: "直せませんでした（{detail}）。", en: "It could not be fixed ({detail})." },

  "note.holders-unknown": {
    ja: "  だれかが開いて書いているかどうかを確かめられませんでした（root なら確かめられます）。どちらでも安全な、その場での書き換えを使いました。",
    en: "  Whether someone holds it open for writing could not be known (root can see it). It was handled in the way that is safe either way.",
  },
  "note.held-in-place": {
    ja: "  ほかのプログラムが書いているので、その場で隠しました。",
    en: "  A program writes into it, so it was changed in place.",
  },
  "note.linked-in-place": {
    ja: "  別の名前（ハードリンク）があるので、その場で隠しました。",
    en: "  It has other names (hard links), so it was changed in place.",
  },
  "note.folder-in-place": {
    ja: "  フォルダーに書き込めないので、その場で隠しました。",
    en: "  Its folder cannot be written, so it was changed in place.",
  },
  "note.owner-in-place": {
    ja: "  持ち主を引き継げないので、その場で隠しました。",
    en: "  Its owner could not be kept otherwise, so it was changed in place.",
  },
  "note.attributes-lost": {
    ja: "  拡張属性と ACL は引き継げていないかもしれません（GNU cp がありません）。",
    en: "  Extended attributes and ACLs may be lost (GNU cp is not here).",
  },
  "note.times-coarse": {
    ja: "  更新時刻は 100 万分の 1 秒まで引き継ぎました。",
    en: "  Its time was kept to the microsecond.",
  },
  "note.times-lost": {
    ja: "  持ち主ではないので、更新時刻は今になりました。",
    en: "  Its time is now: only its owner may keep it.",
  },
  "note.late-writer": {
    ja: "  入れ替えの間に書き込みがありました。そこまでは引き継ぎましたが、書いているプログラムを再読み込み（reload）してください。",
    en: "  Something was written during the exchange. It was carried over; reload the program that writes it.",
  },
} satisfies Words;

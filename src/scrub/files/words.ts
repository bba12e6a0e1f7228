// What scanning files says to people: why something was not read, and what is wrong with the key of the card hashes.

import type { Words } from "../../kernel/index.ts";

export const filesWords = {
  keyOpen: {
    ja: "カードの照合に使う鍵 {file} をほかの人も読めます。",
    en: "The key of the card hashes, {file}, is open to others.",
  },
  keyOpenHint: {
    ja: "「chmod 600 {file}」を実行してください。人に読まれたかもしれないときは「misemori scrub forget-key」で捨て、調べ直します。",
    en: 'Run "chmod 600 {file}". If somebody may have read it, destroy it with "misemori scrub forget-key" and scan again.',
  },
  keyUnreadable: {
    ja: "カードの照合に使う鍵 {file} を読めません。",
    en: "The key of the card hashes, {file}, cannot be read.",
  },
  keyUnreadableHint: {
    ja: "鍵を作ったときと同じ利用者で実行するか、「--key」で別の場所を指してください。",
    en: 'Run this as the user who made it, or name another place with "--key".',
  },
  keyDamaged: {
    ja: "カードの照合に使う鍵 {file} が壊れています。",
    en: "The key of the card hashes, {file}, is damaged.",
  },
  keyDamagedHint: {
    ja: "控えから戻してください。控えがなければ「misemori scrub forget-key」で捨てて調べ直します（前の報告とは照らし合わせられなくなります）。",
    en: 'Restore it from a copy. Without one, destroy it with "misemori scrub forget-key" and scan again; earlier reports can then not be compared.',
  },
  keyUnwritable: {
    ja: "カードの照合に使う鍵を {file} に作れません。",
    en: "The key of the card hashes cannot be made at {file}.",
  },
  keyUnwritableHint: {
    ja: "フォルダーの権限と空きを確かめるか、「--key」で書ける場所を指してください。",
    en: 'Check the folder\'s rights and space, or name a place that can be written with "--key".',
  },
  keyUndeletable: {
    ja: "カードの照合に使う鍵 {file} を捨てられません。",
    en: "The key of the card hashes, {file}, cannot be destroyed.",
  },
  keyUndeletableHint: {
    ja: "フォルダーの権限を確かめてください。",
    en: "Check the folder's rights.",
  },
  "reason.encrypted": { ja: "パスワードがかかっている", en: "behind a password" },
  "reason.truncated": { ja: "途中で切れている（そこまでは読みました）", en: "cut short (read up to there)" },
  "reason.broken": { ja: "壊れている（読めた所までは読みました）", en: "broken (read as far as it goes)" },
  "reason.bomb": {
    ja: "開くと異常に大きくなる（zip 爆弾など。途中で止めました）",
    en: "grows beyond reason when opened (a zip bomb; stopped)",
  },
  "reason.too-deep": { ja: "入れ子が深すぎる", en: "nested too deep" },
  "reason.too-many-members": { ja: "中のファイルが多すぎる", en: "too many files inside" },
  "reason.too-big": {
    ja: "大きすぎて中身として開けない（PDF はそのままの形で読みました）",
    en: "too big to be opened (a PDF was read as it stands)",
  },
  "reason.not-supported": {
    ja: "開けない形式や文字（xz、7z、RAR、特殊な文字の PDF など）",
    en: "a format or writing that is not read (xz, 7z, RAR, a PDF in a rare writing …)",
  },
  "reason.too-slow": { ja: "読むのに時間がかかりすぎる", en: "took too long to read" },
  "reason.unreadable": {
    ja: "読む権限がないか、ディスクの故障",
    en: "no right to read it, or the disk fails",
  },
  "reason.missing": { ja: "見つからない", en: "not found" },
  "reason.device": { ja: "ファイルではなく装置", en: "a device, not a file" },
  "reason.fifo": { ja: "ファイルではなくパイプ", en: "a pipe, not a file" },
  "reason.socket": { ja: "ファイルではなくソケット", en: "a socket, not a file" },
  "reason.link-out": {
    ja: "調べる範囲の外へのリンク（行き先も調べるなら、それを指定してください）",
    en: "a link out of what is scanned (name its target to scan that, too)",
  },
  "reason.link-broken": { ja: "行き先のないリンク", en: "a link that leads nowhere" },
  "reason.pseudo-files": {
    ja: "OS の内部を見せる仮のファイル（/proc など）",
    en: "files that only mirror the system (/proc and the like)",
  },
  "reason.too-many-paths": { ja: "型に当てはまるファイルが多すぎる", en: "too many files match the pattern" },
} satisfies Words;

export type FilesWord = keyof typeof filesWords;

// What the verbs that hide card data say: scrub fix, pipe, follow and open-original.

import type { Words } from "../../kernel/index.ts";
import { fixReasonWords } from "./fix-reason-words.ts";

export const maskingWords = {
  scrub: {
    ja: "カード番号などを探し、隠します。",
    en: "Find card data and hide it.",
  },
  "verb.fix": {
    ja: "ファイルの中のカード番号などを隠します（まず試しに見るだけ。--write で書き換え）。",
    en: "Hide card data in files (a dry run first; --write does it).",
  },
  "verb.pipe": {
    ja: "流れてくるログのカード番号などを隠して流します（… | misemori scrub pipe | …）。",
    en: "Hide card data in what flows through (… | misemori scrub pipe | …).",
  },
  "verb.follow": {
    ja: "伸びていくログを見張り、カード番号などが書かれたら知らせます（--fix ですぐ隠します）。",
    en: "Watch growing logs and tell of card data as it is written (--fix hides it at once).",
  },
  "verb.openOriginal": {
    ja: "--keep-original で残した元のファイルを、秘密鍵で開きます。",
    en: "Open an original that --keep-original kept, with the private key.",
  },
  "option.write": { ja: "実際に書き換えます。", en: "really change the files" },
  "option.allPossible": {
    ja: "「カード番号かもしれない」ものも隠します。",
    en: "hide what is only possibly a card, too",
  },
  "option.inPlace": {
    ja: "新しいファイルを作らず、その場で書き換えます（空きが少ないとき）。",
    en: "change files in place, without a new file beside them (little disk space)",
  },
  "option.keepOriginal": {
    ja: "元のファイルを暗号化して残します（--recipient が要ります）。",
    en: "keep the original, encrypted (needs --recipient)",
  },
  "option.recipient": {
    ja: "元のファイルを暗号化する公開鍵（X25519 か RSA、PEM）。",
    en: "public key (X25519 or RSA, PEM) the original is encrypted to",
  },
  "option.fix": { ja: "見つけたらその場で隠します。", en: "hide what is found, in place" },
  "option.fromStart": {
    ja: "はじめて見るファイルは、末尾からでなく先頭から読みます。",
    en: "read files not seen before from their start, not their end",
  },
  "option.once": { ja: "いまある分を読んだら終わります。", en: "end when all that is there was read" },
  "option.key": { ja: "秘密鍵のファイル（PEM）。", en: "private key file (PEM)" },
  "option.outFile": { ja: "書き出すファイル（まだないもの）。", en: "file to write (must not exist)" },

  "fix.step": { ja: "調べています", en: "looking" },
  "fix.place": {
    ja: "  {line} 行目  {kind}{brand}  {before} → {after}",
    en: "  line {line}  {kind}{brand}  {before} → {after}",
  },
  "fix.place.plain": {
    ja: "  {line} 行目  {kind}{brand}  → {after}",
    en: "  line {line}  {kind}{brand}  → {after}",
  },
  "fix.place.left": {
    ja: "  {line} 行目  {kind}{brand}  {before}（同じ長さでは隠せません）",
    en: "  line {line}  {kind}{brand}  {before} (cannot be hidden in as many bytes)",
  },
  "fix.member": { ja: "{member} の {line}", en: "{line} of {member}" },
  "fix.more": { ja: "  …ほか {count} か所", en: "  … and {count} more" },
  "fix.would": {
    ja: "{file}：{hidden} か所を隠せます。",
    en: "{file}: places that can be hidden: {hidden}.",
  },
  "fix.fixed": {
    ja: "✓ {file}：{hidden} か所を隠しました（{way}）。",
    en: "✓ {file}: places hidden: {hidden} ({way}).",
  },
  "fix.left": {
    ja: "! {file}：{hidden} か所を隠しましたが、残りがあります。{why}",
    en: "! {file}: places hidden: {hidden}, but something is left. {why}",
  },
  "fix.untouched": { ja: "! {file}：{why}", en: "! {file}: {why}" },
  "fix.skipped": { ja: "- {file}：飛ばしました。{why}", en: "- {file}: skipped. {why}" },
  "fix.failed": { ja: "✗ {file}：{why}", en: "✗ {file}: {why}" },
  "fix.original": {
    ja: "  元のファイル（暗号化済み）：{path}",
    en: "  The original, encrypted: {path}",
  },
  "fix.possible": {
    ja: "  ほかに「かもしれない」ものが {count} か所（隠すなら --all）。",
    en: "  Besides, places that are only possibly cards: {count} (--all hides them).",
  },
  "fix.done": {
    ja: "{files} 個のうち {fixed} 個、{hidden} か所を隠しました。きれいなもの {clean} 個、残りのあるもの {left} 個、失敗 {failed} 個。",
    en: "Files: {files}, changed {fixed}, clean {clean}, something left {left}, failed {failed}. Places hidden: {hidden}.",
  },
  "fix.dry": {
    ja: "試しに見ただけで、何も変えていません（{files} 個のうち {would} 個に {hidden} か所）。直すには --write を付けてください。",
    en: "A dry run: nothing was changed (places to hide: {hidden}, in {would} of {files}). Add --write to do it.",
  },
  "fix.dryClean": {
    ja: "{files} 個を調べました。隠すものはありません。",
    en: "Files looked at: {files}. Nothing to hide.",
  },
  "fix.dryLeft": {
    ja: "{files} 個を調べました。書き換えられるものはありませんが、{left} 個は手で確かめてください。",
    en: "Files looked at: {files}. Nothing that fix can change, but {left} need a person's look.",
  },
  "fix.finished": {
    ja: "前に途中で止まった書き換えを終わらせました：{file}（{spots} か所）",
    en: "Finished what was cut off earlier: {file} (places: {spots})",
  },
  "fix.finished.strange": {
    ja: "前に途中で止まった {file} は、その後ほかのものが書き換えたようです。もう一度調べます（{strange} か所）。",
    en: "{file} was cut off earlier and changed by others since; it is looked at anew (places: {strange}).",
  },
  "fix.halfDone": {
    ja: "前の書き換えが {file} の途中で止まっています。--write を付けて実行すると、まずその続きを終わらせます。",
    en: "An earlier run was cut off in {file}. Run with --write: that is finished first.",
  },
  "fix.noRecipient": {
    ja: "--keep-original には --recipient（公開鍵）が要ります。",
    en: "--keep-original needs --recipient (a public key).",
  },
  "fix.noRecipient.hint": {
    ja: "元のファイルを暗号化せずに残すことはしません。鍵は openssl genpkey -algorithm X25519 で作れます。",
    en: "An original is never kept in clear. Make a key with: openssl genpkey -algorithm X25519",
  },
  "fix.badRecipient": {
    ja: "{file} は使える公開鍵ではありません。",
    en: "{file} is not a public key that can be used.",
  },
  "fix.badRecipient.hint": {
    ja: "X25519 か RSA（2048 ビット以上）の公開鍵を PEM で渡してください。秘密鍵はこの機械に置かないでください。",
    en: "Give an X25519 or RSA (2,048 bits or more) public key as PEM. Keep the private key off this machine.",
  },
  "fix.stopped": { ja: "途中で止めました。", en: "Stopped." },

  "way.replaced": { ja: "新しいファイルに置き換え", en: "replaced by a new file" },
  "way.in-place": { ja: "その場で", en: "in place" },

  "kind.pan": { ja: "カード番号", en: "card number" },
  "kind.security-code": { ja: "セキュリティコード", en: "security code" },
  "kind.expiry": { ja: "有効期限", en: "expiry" },
  "kind.track-1": { ja: "磁気データ（第 1 トラック）", en: "track 1" },
  "kind.track-2": { ja: "磁気データ（第 2 トラック）", en: "track 2" },
  "kind.holder": { ja: "名義", en: "holder name" },

  ...fixReasonWords,

  "pipe.done": {
    ja: "{findings} か所を隠しました（{bytes} バイト）。",
    en: "Places hidden: {findings} (of {bytes} bytes).",
  },
  "pipe.readerGone": {
    ja: "受け取る側のプログラムが終わりました。",
    en: "The program that reads has ended.",
  },
  "pipe.readerGone.hint": {
    ja: "パイプの後ろのプログラムを確かめてください。",
    en: "Look at the program behind in the pipe.",
  },
  "pipe.broken": {
    ja: "読み書きできませんでした（{reason}）。",
    en: "Reading or writing failed ({reason}).",
  },
  "pipe.broken.hint": { ja: "パイプの前後を確かめてください。", en: "Look at both ends of the pipe." },

  decoys: {
    ja: "! {places}に置いたおとりのカード番号がありました。そこから持ち出されています。",
    en: "! A decoy card number put into {places} was there: it was copied from there.",
  },
  "follow.decoy": { ja: "おとりのカード番号（{places}に置いたもの）", en: "decoy card (put into {places})" },
  "follow.found": {
    ja: "{place}  {kind}{brand}  {masked}  {what}",
    en: "{place}  {kind}{brand}  {masked}  {what}",
  },
  "follow.hidden": { ja: "隠しました", en: "hidden" },
  "follow.not-asked": { ja: "残っています（--fix で隠せます）", en: "left (--fix hides it)" },
  "follow.possible": { ja: "かもしれない（残しました）", en: "only possible (left)" },
  "follow.unfit": { ja: "同じ長さでは隠せません", en: "cannot be hidden in as many bytes" },
  "follow.changed": { ja: "隠す前に書き換わりました", en: "changed before it could be hidden" },
  "follow.unwritable": { ja: "書き込めないので残しました", en: "left: it cannot be written" },
  "follow.waiting": { ja: "{file}：現れるのを待っています。", en: "{file}: waiting for it to appear." },
  "follow.began": {
    ja: "{file}：見張りを始めました（{offset} バイト目から）。",
    en: "{file}: following from byte {offset}.",
  },
  "follow.resumed": {
    ja: "{file}：前の続きから見張ります（{offset} バイト目から）。",
    en: "{file}: going on from byte {offset}.",
  },
  "follow.rotated": { ja: "{file}：新しいファイルに替わりました。", en: "{file}: rotated." },
  "follow.truncated": {
    ja: "{file}：短くなりました。先頭から読みます（写しがあれば scrub fix で直してください）。",
    en: "{file}: cut short; reading from its start (if a copy was made, run scrub fix on it).",
  },
  "follow.unreadable": { ja: "{file}：読めません（{detail}）。", en: "{file}: cannot be read ({detail})." },
  "follow.unwritableFile": { ja: "{file}：書き込めません。", en: "{file}: cannot be written." },
  "follow.tooMany": {
    ja: "一度に見張れるのは {max} 個までです。",
    en: "At most {max} files can be followed at once.",
  },
  "follow.tooMany.hint": { ja: "いくつかに分けてください。", en: "Split them over several runs." },
  "follow.end": {
    ja: "{found} か所を見つけ、{hidden} か所を隠しました。",
    en: "Places found: {found}, hidden: {hidden}.",
  },

  opened: { ja: "✓ {file} に書き出しました（{bytes} バイト）。", en: "✓ Written to {file} ({bytes} bytes)." },
  "opened.failed": {
    ja: "開けませんでした（{why}）。",
    en: "It could not be opened ({why}).",
  },
  "opened.failed.hint": {
    ja: "鍵が対になっているか、ファイルが途中で切れていないか、書き出し先がまだないことを確かめてください。",
    en: "Check that the key belongs to it, that the file is whole, and that the file to write does not exist yet.",
  },
} satisfies Words;

export type MaskingWord = keyof typeof maskingWords;

// What the verbs of `misemori watch` say that compare the shop's files with what was approved.

import type { Words } from "../kernel/index.ts";

export const watchFilesWords = {
  "verb.baseline": {
    ja: "いまのファイルを承認済みとして記録します（最初に一度、作り直すときにも）。",
    en: "Record the files as they are now as approved: once at the beginning, or to begin anew.",
  },
  "verb.check": {
    ja: "承認した状態との違いを調べます（書き換えません）。",
    en: "Compare the files with what was approved; changes nothing.",
  },
  "verb.approve": {
    ja: "違いを承認します（場所を書けばその分だけ）。裏口とみられるものは、名前を書いたときだけです。",
    en: "Approve differences, all or those named. What looks like a backdoor is approved only by its own name.",
  },
  "verb.window": {
    ja: "更新作業の時間を決めます。その間の変更は騒がず、あとでまとめて承認できます。",
    en: "Set the time of a deployment: changes inside raise no alarm and are approved in one step afterwards.",
  },
  "verb.release": {
    ja: "公式の配布物（zip、tar.gz）を覚えます。中身が同じファイルには、その名前が付きます。",
    en: "Learn an official release (zip, tar.gz): files equal to it are named as such.",
  },
  "verb.quarantine": {
    ja: "ファイルを消さずに、お店の外の隔離フォルダーへ移します（元に戻せます）。",
    en: "Move a file out of the shop into quarantine, without destroying it; it can be put back.",
  },
  "verb.restore": {
    ja: "隔離したファイルを元の場所へ戻します。",
    en: "Put a quarantined file back where it was.",
  },
  "argument.differences": { ja: "承認するファイルやフォルダー", en: "files or folders to approve" },
  "argument.archive": { ja: "配布物のファイル", en: "the archive" },
  "argument.file": { ja: "ファイル", en: "the file" },
  "argument.id": { ja: "隔離の番号", en: "the number of the quarantined file" },
  "option.tree": { ja: "見張り場所の名前（省くとすべて）", en: "the tree's name (default: all)" },
  "option.by": { ja: "だれが（省くとこの端末の利用者）", en: "who (default: the user of this terminal)" },
  "option.why": { ja: "理由", en: "why" },
  "option.quick": {
    ja: "大きさと時刻だけで比べます（速い）。中身は変わったものだけ読みます。",
    en: "Compare sizes and times only (fast); reads what seems changed.",
  },
  "option.seen": {
    ja: "check が示した番号。見たものと違っていたら承認しません。",
    en: "The word that check gave: nothing is approved if it is not what you saw.",
  },
  "option.window": { ja: "この作業時間の変更だけ", en: "Only what was changed in this window." },
  "option.from": { ja: "始まり（例：2026-11-24T20:00）", en: "from, e.g. 2026-11-24T20:00" },
  "option.to": { ja: "終わり", en: "until" },
  "option.who": { ja: "作業する人や会社", en: "who deploys" },
  "option.list": { ja: "一覧を見ます。", en: "List them." },
  "option.name": { ja: "配布物の名前（例：ec-cube-4.3.1）", en: "the release's name, e.g. ec-cube-4.3.1" },
  "change.added": { ja: "増えた", en: "added" },
  "change.changed": { ja: "書き換わった", en: "changed" },
  "change.removed": { ja: "なくなった", en: "removed" },
  "change.type": { ja: "種類が変わった", en: "other type" },
  "change.link": { ja: "リンク先が変わった", en: "leads elsewhere" },
  "change.owner": { ja: "持ち主が変わった", en: "other owner" },
  "change.mode": { ja: "権限が変わった", en: "other rights" },
  baselineDone: {
    ja: "✓ 「{tree}」の {files} 個のファイルを承認済みとして記録しました。",
    en: '✓ Recorded {files} files of "{tree}" as approved.',
  },
  baselineLook: {
    ja: "! このうち次のファイルは、念のため確かめてください（承認済みには入っています）。",
    en: "! Of these, look at the following; they are approved with the rest.",
  },
  approved: {
    ja: "✓ 「{tree}」の違いを {count} 件承認しました。",
    en: '✓ Approved {count} differences of "{tree}".',
  },
  approvedNone: {
    ja: "「{tree}」に、承認する違いはありませんでした。",
    en: 'Nothing to approve in "{tree}".',
  },
  left: { ja: "✗ 承認していないもの：{count} 件", en: "✗ not approved: {count}" },
  unread: { ja: "! 読めなかったもの：{count} 件", en: "! could not be read: {count}" },
  brokenOff: {
    ja: "「{tree}」は途中で止めました。承認の記録は前のままです。",
    en: '"{tree}" was broken off. What was approved is as before.',
  },
  same: {
    ja: "✓ 「{tree}」は、承認した状態のままです（{files} 個のファイル、{seconds} 秒）。",
    en: '✓ "{tree}" is as it was approved ({files} files, {seconds} s).',
  },
  differs: {
    ja: "✗ 「{tree}」に、承認していない違いが {count} 件あります（{seconds} 秒）。",
    en: '✗ "{tree}" differs from what was approved: {count} differences ({seconds} s).',
  },
  approvedBy: { ja: "承認：{at}、{by}（{why}）", en: "approved: {at}, {by} ({why})" },
  incomplete: { ja: "途中で止めました。ここまでの結果です。", en: "Broken off. This is how far it came." },
  leadsOut: {
    ja: "    お店のフォルダーの外を指すリンクです。",
    en: "    A link that leads out of the tree.",
  },
  knownAs: { ja: "    {name} の {path} と同じ中身です。", en: "    Equals {path} of {name}." },
  inWindow: { ja: "    作業時間 {window} の間の変更です。", en: "    Changed in window {window}." },
  rights: { ja: "    {before} → {after}", en: "    {before} → {after}" },
  diffCut: { ja: "      （長いのでここまで）", en: "      (cut here)" },
  trouble: { ja: "! 見られなかったもの：{count} 件", en: "! could not be looked at: {count}" },
  "trouble.unreadable": { ja: "読めません", en: "cannot be read" },
  "trouble.too-deep": { ja: "フォルダーが深すぎます", en: "too deep" },
  "trouble.missing": { ja: "フォルダーがありません", en: "the folder is missing" },
  "trouble.no-events": { ja: "変更の知らせが来ません", en: "no events come" },
  "trouble.manifest": { ja: "承認の記録が使えません", en: "what was approved cannot be used" },
  "trouble.windows": { ja: "作業時間の記録が書き換えられています", en: "the record of windows was changed" },
  "trouble.rules": {
    ja: "YARA の規則が使えません（この規則なしで調べました）",
    en: "this YARA rule file cannot be used (looked at without it)",
  },
  "trouble.rollback": {
    ja: "承認の記録が、記録に最後に書かれたものと違います",
    en: "what was approved is not what the journal names last",
  },
  "trouble.storm": { ja: "変更が多すぎて、まとめて調べます", en: "too many changes, looked at together" },
  more: { ja: "ほか {count} 件（--json で全部）", en: "and {count} more (--json lists them)" },
  next: {
    ja: "次にすること\n  自分たちの更新なら：misemori watch approve --seen {seen} --why 理由\n  身に覚えがなければ：消さず、サーバーも止めずに、制作会社へ連絡してください。",
    en: "What to do next\n  Your own update: misemori watch approve --seen {seen} --why REASON\n  Nobody knows it: delete nothing, do not switch the server off, call whoever maintains the shop.",
  },
  window: {
    ja: "✓ 作業時間を記録しました：{from} から {to} まで、{who}（{why}）。番号は {id} です。",
    en: "✓ Window recorded: {from} to {to}, {who} ({why}). Its number is {id}.",
  },
  windowAfter: {
    ja: "終わったら「misemori watch check」で確かめ、「misemori watch approve --window {id} --why 理由」で承認してください。",
    en: 'Afterwards look with "misemori watch check" and approve with "misemori watch approve --window {id} --why REASON".',
  },
  windowsNone: { ja: "作業時間の記録はありません。", en: "There are no windows." },
  windowsRefused: {
    ja: "! 書き換えられた作業時間が {count} 件あります。効いていません。",
    en: "! {count} windows were tampered with; they count for nothing.",
  },
  badWindow: {
    ja: "作業時間は、始まりより後の終わりまで、{hours} 時間以内にしてください。",
    en: "A window ends after it begins and lasts {hours} hours at most.",
  },
  badWindowHint: {
    ja: "例：--from 2026-11-24T20:00 --to 2026-11-24T22:00 --who 制作会社 --why 定期更新",
    en: "For example --from 2026-11-24T20:00 --to 2026-11-24T22:00 --who vendor --why update",
  },
  needWindow: {
    ja: "--from、--to、--who、--why をすべて書いてください（一覧は --list）。",
    en: "Give --from, --to, --who and --why (or --list).",
  },
  badName: {
    ja: "--name は英数字、点、ハイフン、60 文字までです。",
    en: "--name takes letters, digits, dots and hyphens, 60 at most.",
  },
  badNameHint: { ja: "例：--name ec-cube-4.3.1", en: "For example --name ec-cube-4.3.1" },
  release: {
    ja: "✓ {name} の {files} 個のファイルを覚えました。",
    en: "✓ Learned {files} files of {name}.",
  },
  releaseUnread: { ja: "! 読めなかったもの：{count} 個", en: "! could not be read: {count}" },
  releaseNone: {
    ja: "配布物から読めたファイルがありません。",
    en: "No file could be read from the archive.",
  },
  releaseNoneHint: {
    ja: "zip か tar.gz の配布物を指定してください。",
    en: "Name a release as zip or tar.gz.",
  },
  quarantined: {
    ja: "✓ {path} を隔離しました。元に戻すには：misemori watch restore {id}",
    en: "✓ {path} is in quarantine. To put it back: misemori watch restore {id}",
  },
  restored: { ja: "✓ {path} を元に戻しました。", en: "✓ {path} is back where it was." },
  quarantineNone: { ja: "隔離したファイルはありません。", en: "Nothing is in quarantine." },
  quarantineNeed: {
    ja: "ファイルと --why を書いてください（一覧は --list）。",
    en: "Name a file and --why (or --list).",
  },
  quarantineNeedHint: {
    ja: "例：misemori watch quarantine /var/www/html/x.php --why 裏口とみられる",
    en: 'For example misemori watch quarantine /var/www/html/x.php --why "looks like a backdoor"',
  },
  back: { ja: "（戻し済み）", en: "(put back)" },
} satisfies Words;

export type WatchFilesWord = keyof typeof watchFilesWords;

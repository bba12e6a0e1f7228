// What `misemori incident` says: its help, what was kept, what could not be, receipts, and what not to do now.

import type { Words } from "../kernel/index.ts";

export const incidentWords = {
  verb: { ja: "起きてしまったときの作業。", en: "What to do when it has happened." },
  "verb.clocks": {
    ja: "いつまでに、誰に知らせるかを示します（記録はしません）。",
    en: "Show who must hear of it by when (records nothing).",
  },
  "clocks.option.type": {
    ja: "何が起きたか：card-leak personal-leak email-leak card-testing backdoor suspected",
    en: "what happened: card-leak personal-leak email-leak card-testing backdoor suspected",
  },
  "clocks.option.hint": {
    ja: "最初の知らせの日時（例 2026-11-22T10:00。決めなければ今）",
    en: "time of the first hint (2026-11-22T10:00; else now)",
  },
  "clocks.option.known": {
    ja: "漏えい（またはそのおそれ）を知った日時",
    en: "time when the leak, or its likelihood, became known",
  },
  "clocks.option.people": { ja: "影響を受けた人数（分かる範囲で）", en: "persons affected, as far as known" },
  "clocks.option.zone": { ja: "お店の時間帯", en: "the shop's time zone" },
  "clocks.option.by-mistake": {
    ja: "攻撃ではなく、誤りによるもの",
    en: "by mistake, not by an attacker",
  },
  "clocks.option.sensitive": {
    ja: "病歴などの要配慮個人情報を含む",
    en: "health, creed or other sensitive data is among it",
  },
  "clocks.option.encrypted": {
    ja: "高度な暗号化がされていて、鍵は無事",
    en: "strongly encrypted, and the key is safe",
  },
  "clocks.option.europeans": { ja: "欧州に住むお客様がいる", en: "a buyer lives in Europe" },
  "clocks.due": { ja: "期限", en: "due" },
  "clocks.force": { ja: "根拠の強さ", en: "force" },
  "clocks.force.law": { ja: "法律", en: "law" },
  "clocks.force.contract": { ja: "契約", en: "contract" },
  "clocks.force.advice": { ja: "目安", en: "advice" },
  "clocks.what": { ja: "すること", en: "what to do" },
  "clocks.source": { ja: "出典", en: "source" },
  "clocks.waiting": { ja: "知った日が決まってから", en: "once the day of knowing is set" },
  "clocks.badType": { ja: "その種類はありません（{types}）。", en: "There is no such type ({types})." },
  "clocks.badTime": { ja: "日時を読めません。", en: "The time could not be read." },
  "clocks.badPeople": { ja: "人数を読めません。", en: "The number of persons could not be read." },
  "clocks.hint": {
    ja: "日時は 2026-11-22T10:00、人数は整数、時間帯は Asia/Tokyo のように書きます。",
    en: "Write times as 2026-11-22T10:00, persons as a whole number, zones as Asia/Tokyo.",
  },
  "verb.preserve": {
    ja: "記録・設定・控えを、あとから調べられる形（BagIt）で保全します。元のファイルは変えません。",
    en: "Keep logs, configuration and dumps so that they can be examined later (BagIt); changes none of them.",
  },
  "argument.paths": {
    ja: "ファイルやフォルダー（記録、設定、データベースの書き出しなど）",
    en: "files or folders: logs, configuration, database dumps …",
  },
  "option.case": { ja: "出来事の名前", en: "the incident's name" },
  "option.out": {
    ja: "置き場所。.tar か .tar.zst で終われば 1 つのファイル、ほかはフォルダー",
    en: "where to; ending in .tar or .tar.zst it is one file, else a folder",
  },
  "option.encrypt-to": {
    ja: "受け取る人の公開鍵（PEM、X25519 か RSA）。.tar か .tar.zst だけ",
    en: "the recipient's public key (PEM, X25519 or RSA); archives only",
  },
  "option.no-records": { ja: "店守の記録を入れません", en: "leave out Misemori's own records" },
  "option.verify": { ja: "保全したものが元のままか確かめます", en: "check a bag" },
  "option.handover": { ja: "保全したものを渡した記録を残します", en: "record that a bag was handed over" },
  "option.to": { ja: "受け取った人", en: "who received it" },
  "option.why": { ja: "渡した理由", en: "why" },
  "option.open": { ja: "暗号を解きます（--key と --out も）", en: "decrypt a bag (with --key and --out)" },
  "option.key": { ja: "秘密鍵（PEM）", en: "the private key (PEM)" },
  preserved: {
    ja: "✓ {files} 個のファイル（{bytes}）を保全しました：{out}\n  証明になる値（SHA-256）：{proof}",
    en: "✓ {files} files ({bytes}) are kept: {out}\n  What proves them (SHA-256): {proof}",
  },
  writeDown: {
    ja: "  この値を、この機械とは別の所（紙でもかまいません）に書き留めてください。",
    en: "  Write this value down somewhere else than on this machine; paper will do.",
  },
  changed: {
    ja: "! 写している間に変わったファイルが {count} 個あります：{names}",
    en: "! {count} files changed while they were copied: {names}",
  },
  leftOut: {
    ja: "! 入れられなかったものが {count} 個あります：{names}\n  すべて metadata/files.jsonl に理由つきで残っています。",
    en: "! {count} could not be taken: {names}\n  All stand in metadata/files.jsonl with the reason.",
  },
  noJournal: {
    ja: "! 設定ファイルがないため、店守の記録は入っていません。",
    en: "! There is no configuration, so Misemori's own records are not in it.",
  },
  personal: {
    ja: "  個人の情報が入っていることがあります。鍵のかかる所に置き、渡すときは --encrypt-to を使ってください。",
    en: "  It may hold personal data: keep it locked away, and use --encrypt-to for handing it on.",
  },
  guidance: {
    ja: "いましてはいけないこと：サーバーの電源を切らない。ファイルを消さない。入れ直さない。調べる人が来るまで、そのままにしてください。",
    en: "What not to do now: do not switch the server off, do not delete anything, do not reinstall. Leave it as it is until whoever examines it has come.",
  },
  progress: { ja: "保全中 {speed} 残り {left} {path}", en: "keeping {speed} {left} left {path}" },
  checking: { ja: "確かめています", en: "checking" },
  bagGood: {
    ja: "✓ 元のままです：{files} 個のファイル（{bytes}）\n  SHA-256：{proof}",
    en: "✓ As it was: {files} files ({bytes})\n  SHA-256: {proof}",
  },
  bagBad: {
    ja: "✗ 元のままではありません：{count} 個の違い",
    en: "✗ It is not as it was: {count} differences",
  },
  receipt: {
    ja: "受け渡しの控え\n  もの：{name}\n  SHA-256：{proof}\n  渡した人：{by}\n  受け取った人：{to}\n  理由：{why}\n  日時：{at}\n  記録の番号：{seq}",
    en: "Receipt\n  What: {name}\n  SHA-256: {proof}\n  Given by: {by}\n  Received by: {to}\n  Why: {why}\n  When: {at}\n  Journal entry: {seq}",
  },
  opened: { ja: "✓ 解きました：{out}", en: "✓ Decrypted: {out}" },
  needOut: { ja: "--out と --case を指定してください。", en: "Give --out and --case." },
  needOutHint: {
    ja: "例：misemori incident preserve --case 2026-11-card --out /media/usb/card.tar.zst /var/log/nginx",
    en: "e.g. misemori incident preserve --case 2026-11-card --out /media/usb/card.tar.zst /var/log/nginx",
  },
  needTo: { ja: "--to と --why を指定してください。", en: "Give --to and --why." },
  needKey: { ja: "--key と --out を指定してください。", en: "Give --key and --out." },
  badKey: {
    ja: "{file} は公開鍵として使えません。",
    en: "{file} cannot be used as a public key.",
  },
  badKeyHint: {
    ja: "X25519 か RSA（2048 ビット以上）の公開鍵を PEM で用意してください。秘密鍵はここに置かないでください。",
    en: "Give an X25519 or RSA (2048 bits or more) public key as PEM. Never bring the private key here.",
  },
  "fault.no-bag": { ja: "BagIt の形ではありません", en: "this is no bag" },
  "fault.no-manifest": { ja: "一覧がありません", en: "there is no manifest" },
  "fault.missing": { ja: "なくなっています", en: "missing" },
  "fault.changed": { ja: "書き換わっています", en: "changed" },
  "fault.not-listed": { ja: "一覧にないファイルです", en: "not in the manifest" },
  "fault.unsafe-name": { ja: "外を指す名前です", en: "a name that leads out of the bag" },
  "fault.unreadable": { ja: "読めません（リンクや装置など）", en: "cannot be read (a link, a device …)" },
  "fault.unknown-algorithm": { ja: "知らない計算方法です", en: "an unknown algorithm" },
  "fault.oxum": { ja: "数や大きさの合計が合いません", en: "count or size does not add up" },
  "fault.bad-line": { ja: "一覧の読めない行です", en: "a line that cannot be read" },
  "fault.to-fetch": { ja: "あとで取り寄せるファイルがあります", en: "files are still to be fetched" },
  "reason.missing": { ja: "ない", en: "missing" },
  "reason.unreadable": { ja: "読めない", en: "unreadable" },
  "reason.symlink": { ja: "リンク", en: "link" },
  "reason.special": { ja: "装置など", en: "device, pipe or socket" },
  "reason.system": { ja: "システム", en: "made up by the system" },
  "reason.moved": { ja: "移動した", en: "moved meanwhile" },
  "reason.too-deep": { ja: "深すぎる", en: "too deep" },
  "reason.own": {
    ja: "Misemori 自身の鍵・金庫か、保全先",
    en: "Misemori's own keys or vault, or the bag itself",
  },
} as const satisfies Words;

export type IncidentWord = keyof typeof incidentWords;

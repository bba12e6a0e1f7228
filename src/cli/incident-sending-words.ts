// What the verbs that send a notice say: help, how far it is, and what is still missing.

import type { Words } from "../kernel/index.ts";

export const incidentSendingWords = {
  "verb.send": {
    ja: "お知らせを送ります（--trial で、まず自分あてに試します）。手紙は印刷用のPDFと一覧を金庫に作ります。",
    en: "Send a notice (--trial tries it out on yourself first). Letters are printed as PDF with lists into the vault.",
  },
  "verb.pause": { ja: "送付を止めます。何も失われません。", en: "Stop sending; nothing is lost." },
  "verb.resume": { ja: "止めた送付を続けます。", en: "Go on where it stopped." },
  "verb.sent": {
    ja: "どこまで送れたか、次を送るのに何が足りないか。",
    en: "How far it is, and what the next one still lacks.",
  },
  "verb.people": {
    ja: "人の判断が要る方の一覧（番号だけ）。",
    en: "Persons that need somebody's word, by their ids.",
  },
  "verb.decide": {
    ja: "届いたか分からない方について決めます。",
    en: "Your word about one person nobody knows of.",
  },
  "verb.collect": {
    ja: "戻りメールと返信を読みます。戻りは手紙へ、返信はお問い合わせへ回ります。",
    en: "Read returned mails and replies: returned ones become letters, replies inquiries.",
  },
  "verb.letters": {
    ja: "印刷した手紙と一覧を金庫から取り出します（担当者だけ。記録に残ります）。",
    en: "Take printed letters and lists out of the vault (only for those named; journalled).",
  },
  "option.report": { ja: "第何報か", en: "which report" },
  "option.channel": { ja: "email（メール）か letter（手紙）", en: "email or letter" },
  "option.trial": {
    ja: "このアドレスにだけ、見本を1通ずつ送ります（手紙なら見本のPDFを作ります）",
    en: "send one example of each to this address only (letters: make an example PDF)",
  },
  "option.reason": {
    ja: "直すべき指摘が残ったまま、または試し送りなしで送る理由",
    en: "why it goes out with open errors or without a trial",
  },
  "option.everyone": {
    ja: "メールが届いた方にも手紙を作ります",
    en: "letters also for those whose e-mail was taken",
  },
  "option.why": { ja: "理由", en: "why" },
  "option.person": { ja: "その方の番号（p_…）", en: "the person's id (p_…)" },
  "option.from": {
    ja: "いまの状態：unknown refused bounced sent",
    en: "state now: unknown refused bounced sent",
  },
  "option.to": {
    ja: "決めた状態：sent（届いた）bounced（戻った）waiting（もう一度送る）",
    en: "what you decide: sent (arrived), bounced (came back), waiting (send again)",
  },
  "option.state": { ja: "状態：unknown refused bounced", en: "state: unknown refused bounced" },
  "option.out": { ja: "書き出すフォルダー", en: "folder to write to" },
  "option.trial-letter": { ja: "見本のPDFを取り出します", en: "take out the example PDF" },
  tried: {
    ja: "見本を{count}通送りました。読んで確かめてください。",
    en: "{count} examples sent. Read them.",
  },
  triedLetter: {
    ja: "見本の手紙{count}通をPDFにしました。取り出すには：misemori incident notice letters {incident} --report {report} --trial --out …",
    en: "{count} example letters are in a PDF. Take it out: misemori incident notice letters {incident} --report {report} --trial --out …",
  },
  decided: { ja: "記録しました。", en: "Noted." },
  collected: {
    ja: "{mails}通を読みました。新しく戻ったもの {bounced}通、新しい返信 {replies}通。",
    en: "{mails} mails read: {bounced} newly returned, {replies} new replies.",
  },
  collectedHint: {
    ja: "戻った方には手紙を作れます：misemori incident notice send {incident} --report {report} --channel letter",
    en: "Those can get letters: misemori incident notice send {incident} --report {report} --channel letter",
  },
  taken: {
    ja: "{count}個のファイルを {folder} に書き出しました。お客様の名前と住所が入っています。使い終えたら消してください。",
    en: "{count} files written to {folder}. They hold customers' names and addresses: delete them when done.",
  },
  noLetters: {
    ja: "この報の手紙はまだ印刷されていません。",
    en: "No letters of this report are printed yet.",
  },
  noneSent: { ja: "まだ何も送っていません。", en: "Nothing has been sent yet." },
  nobody: { ja: "その状態の方はいません。", en: "Nobody is in that state." },
  more: { ja: "ほかにもいます（200人まで表示）。", en: "There are more (200 are shown)." },
  "column.report": { ja: "報", en: "report" },
  "column.channel": { ja: "方法", en: "by" },
  "column.state": { ja: "状態", en: "state" },
  "column.sent": { ja: "送った", en: "sent" },
  "column.waiting": { ja: "これから", en: "to come" },
  "column.failed": { ja: "届かない", en: "failed" },
  "column.unknown": { ja: "不明", en: "unknown" },
  "column.by": { ja: "始めた人", en: "started by" },
  "column.person": { ja: "番号", en: "person" },
  "column.class": { ja: "区分", en: "class" },
  "column.tries": { ja: "回数", en: "tries" },
  "column.note": { ja: "相手の答え", en: "note" },
  "column.when": { ja: "日時", en: "when" },
  "state.running": { ja: "送付中", en: "under way" },
  "state.paused": { ja: "停止中", en: "paused" },
  "state.done": { ja: "完了", en: "done" },
  "class.confirmed": { ja: "確認", en: "confirmed" },
  "class.possible": { ja: "可能性", en: "possible" },
  "class.notAffected": { ja: "影響なし", en: "not affected" },
  "channel.email": { ja: "メール", en: "e-mail" },
  "channel.letter": { ja: "手紙", en: "letter" },
  trouble: { ja: "  ！ {what}", en: "  ! {what}" },
  "trouble.stale": {
    ja: "新しい調べがあるので止めました。次の報を作ってください。",
    en: "Stopped: a later scope is known. Write the next report.",
  },
  "trouble.mail-server": {
    ja: "送信サーバーにつながりません。つながりしだい続けます。",
    en: "The mail server cannot be reached; it goes on as soon as it can.",
  },
  "trouble.disk-full": {
    ja: "ディスクがいっぱいです。空きができしだい続けます。",
    en: "The disk is full; it goes on as soon as there is room.",
  },
  "trouble.other": { ja: "止まっています（{code}）。", en: "It stands still ({code})." },
  batch: {
    ja: "  {name}：{letters}通、{pages}ページ、手書き {byHand}、住所なし {without}",
    en: "  {name}: {letters} letters, {pages} pages, {byHand} by hand, {without} without an address",
  },
  unknownHint: {
    ja: "届いたか分からない方が{count}人います：misemori incident notice people {incident} --report {report} --channel {channel}",
    en: "Nobody knows about {count} people: misemori incident notice people {incident} --report {report} --channel {channel}",
  },
  ready: {
    ja: "第{report}報（{channel}）：{people}人、宛先あり {withAddress}人、直すべき指摘 {errors}件、試し送り {tried}",
    en: "Report {report} ({channel}): {people} people, {withAddress} with an address, {errors} open errors, trial {tried}",
  },
  missing: { ja: "  足りないもの：{what}", en: "  Missing: {what}" },
  "missing.facts": {
    ja: "分かっていることの用紙（notice keep）",
    en: "the form of what is known (notice keep)",
  },
  "missing.scope": {
    ja: "影響の調べ（incident scope --incident）",
    en: "a scope (incident scope --incident)",
  },
  "missing.addressees": { ja: "宛名の一覧（notice keep）", en: "the list of addressees (notice keep)" },
  "missing.stale": { ja: "新しい調べに合わせた用紙", en: "a form made from the newest scope" },
  "missing.hole": { ja: "文面の {{…}} の書き直し", en: "a placeholder that can be filled" },
  "missing.mail-server": {
    ja: "設定の notices.from と送信サーバー",
    en: "notices.from and a mail server in the configuration",
  },
  "missing.letter-parts": { ja: "Typst と書体", en: "Typst and the font" },
  "missing.letter-sender": { ja: "設定の notices.letters", en: "notices.letters in the configuration" },
  "tried.yes": { ja: "済み", en: "done" },
  "tried.no": { ja: "まだ", en: "not yet" },
  progress: { ja: "第{report}報 {channel} {speed}", en: "report {report}, {channel} {speed}" },
  speed: { ja: "毎秒{count}", en: "{count}/s" },
} as const satisfies Words;

export type IncidentSendingWord = keyof typeof incidentSendingWords;

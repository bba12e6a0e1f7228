// The sentences of `misemori canary`.

import type { Words } from "../kernel/index.ts";

export const canaryCliWords = {
  "verb.canary": {
    ja: "名簿にまぜる見張りの記録（カナリア）を植え、漏れた時と場所を調べる",
    en: "plant watch records (canaries) in customer lists, and tell when and where a list leaked",
  },
  "verb.bracket": {
    ja: "届いたメールから、名簿がいつ、どこから取られたかを調べる",
    en: "tell from mails that arrived when a list was taken, and from which copy",
  },
  "option.fromFiles": {
    ja: "植えた表（canary,system,plantedAt）と届いたメールの表（receivedAt,canary）の CSV",
    en: "CSV of what was planted (canary,system,plantedAt) and of mails (receivedAt,canary)",
  },
  "option.mails": {
    ja: "届いたメールの CSV（植えたものはこの機械の記録から。なければメールも記録から）",
    en: "CSV of mails (what was planted is taken from this machine's record; without it, so are the mails)",
  },
  "option.zone": { ja: "日時の時間帯", en: "time zone of the times" },
  unreadable: {
    ja: "{name}：読めない行が {count} 行あります（最初は {first} 行目）。",
    en: "{name}: {count} rows cannot be read (the first is line {first}).",
  },
  twoFiles: {
    ja: "植えた表と、届いたメールの表が必要です。",
    en: "What was planted and the mails that arrived are needed.",
  },
  "twoFiles.hint": {
    ja: "misemori canary bracket --from-files 植えた表.csv メール.csv、または --mails メール.csv。何も付けなければ、この機械の記録から調べます。",
    en: "misemori canary bracket --from-files PLANTED.csv MAILS.csv, or --mails MAILS.csv; without both, this machine's own record.",
  },
  "verb.plant": {
    ja: "カナリアを植える（お店に取り込む CSV を作る）",
    en: "plant canaries (writes a CSV to import into the shop)",
  },
  "verb.list": { ja: "植えたカナリアを見る", en: "show the planted canaries" },
  "option.retireSystem": {
    ja: "この場所の 1 期間（--period）をまとめて",
    en: "all of this place's period (--period)",
  },
  "verb.retire": { ja: "カナリアの見張りをやめる", en: "stop watching a canary" },
  "option.system": {
    ja: "どこに植えるか（例：お店、メール配信サービス、倉庫）",
    en: 'where it goes ("shop", "mailing service", "warehouse" …)',
  },
  "option.period": { ja: "どの週の分か（なければ今週）", en: "for which period (this week when not given)" },
  "option.count": { ja: "何人分か", en: "how many" },
  "option.out": { ja: "書き出すファイル（上書きはしません）", en: "file to write (never over an old one)" },
  "option.format": { ja: "取り込む形（{formats}）", en: "import format ({formats})" },
  "option.encoding": { ja: "文字コード（utf-8、shift_jis）", en: "encoding (utf-8, shift_jis)" },
  "option.domain": {
    ja: "カナリア専用のドメイン（なければ設定の canary.domains）",
    en: "domain kept for canaries (canary.domains of the configuration when left out)",
  },
  "option.mailbox": {
    ja: "サブアドレスを受け取れるメールアドレス（name+…@ で植えます）",
    en: "mailbox that takes sub-addresses (planted as name+…@)",
  },
  "option.telephone": {
    ja: "電話番号（unassigned：だれにもつながらない番号、none：空欄）",
    en: "telephone (unassigned: numbers that reach nobody, none: left empty)",
  },
  "option.addresses": {
    ja: "アドレスだけを 1 行に 1 つ（配信や集計から除くために）",
    en: "addresses only, one a line (to leave them out of mailings and counts)",
  },
  "verb.hits": {
    ja: "カナリアに届いたメールを見る",
    en: "show mail that came to canaries",
  },
  "option.allMails": {
    ja: "流出とみなさなかったものも、理由とともに",
    en: "what was set aside as well, with the reason",
  },
  "hits.none": { ja: "届いていません。", en: "None came." },
  "hits.more": {
    ja: "ほかに {count} 件あります（--json ですべて出ます）。",
    en: "{count} more (--json gives all).",
  },
  "head.received": { ja: "届いた日時", en: "received" },
  "head.times": { ja: "通", en: "mails" },
  "head.mail": { ja: "メール", en: "mail" },
  "head.why": { ja: "流出とみなさない理由", en: "why it is no leak" },
  planted: {
    ja: "{system}（{period}）のカナリア {count} 件を {file} に書きました。すぐに取り込み、取り込んだらファイルを消してください。",
    en: "{count} canaries for {system} ({period}) written to {file}. Import them now, and delete the file afterwards.",
  },
  none: { ja: "カナリアはまだありません。", en: "No canaries yet." },
  "retired.set": {
    ja: "「{set}」の {count} 件の見張りをやめました。",
    en: "The {count} canaries of {set} are no longer watched.",
  },
  retired: { ja: "{id} の見張りをやめました。", en: "{id} is no longer watched." },
  unknown: { ja: "{id} というカナリアはありません。", en: "There is no canary {id}." },
  "unknown.hint": { ja: "misemori canary list で確かめてください。", en: "See misemori canary list." },
  "head.id": { ja: "番号", en: "id" },
  "head.system": { ja: "場所", en: "system" },
  "head.period": { ja: "期間", en: "period" },
  "head.planted": { ja: "植えた日", en: "planted" },
  "head.retired": { ja: "やめた日", en: "retired" },
  "head.address": { ja: "アドレス", en: "address" },
  badOption: { ja: "{name} に「{value}」は使えません。", en: '{name} cannot be "{value}".' },
  "badOption.hint": { ja: "使えるもの：{allowed}", en: "Possible: {allowed}" },
  badZone: { ja: "時間帯「{zone}」を知りません。", en: 'No time zone is called "{zone}".' },
  "badZone.hint": { ja: "例：Asia/Tokyo", en: "For example: Asia/Tokyo" },
} as const satisfies Words;

export type CanaryCliWord = keyof typeof canaryCliWords;

// What `misemori watch postpone`, `watch updated` and `watch versions --update` say.

import type { Words } from "../kernel/index.ts";

export const watchUpdateWords = {
  "verb.postpone": {
    ja: "弱点のある部品の更新を先に延ばすことを、理由と期限を添えて記録します。",
    en: "Record that an update waits: why, by whose decision, until when.",
  },
  "argument.component": {
    ja: "部品の名前（watch versions の表のとおり。OS は os）",
    en: 'the part, as "watch versions" names it; "os" for the system',
  },
  "option.why": { ja: "理由", en: "why" },
  "option.until": { ja: "いつまで（2026-12-31 の形）", en: "until which day (like 2026-12-31)" },
  "option.by": { ja: "決めた人（なければ今の利用者）", en: "who decided (default: the present user)" },
  "verb.updated": {
    ja: "更新を済ませたことを記録します（延ばした分も済みになります）。",
    en: "Tick an update off; what was put off under that name is settled.",
  },
  "option.what": { ja: "何を更新したか（OS は os）", en: 'what was updated ("os" for the system)' },
  "option.update": {
    ja: "新しい弱点の一覧（署名つき）を、ファイルか https のアドレスから取り入れます。",
    en: "Take a newer signed list of weaknesses from a file or an https address.",
  },
  "option.key": {
    ja: "一覧の作り手の公開鍵（PEM）。一度使えば覚えます。",
    en: "the public key (PEM) of the list's makers; kept after its first use",
  },
  postponed: {
    ja: "{component} の更新を {until} まで延ばすことを記録しました（{by}：{why}）。期限が過ぎるとお知らせします。",
    en: "Recorded: {component} waits until {until} ({by}: {why}). An alert follows when that day is over.",
  },
  updated: { ja: "{what} の更新を済みにしました（{by}）。", en: "Ticked off: {what} is updated ({by})." },
  listTaken: {
    ja: "弱点の一覧を新しくしました（{count} 件、{until} まで）。",
    en: "The list of weaknesses is renewed ({count} entries, until {until}).",
  },
  needWhy: {
    ja: "理由（--why）と期限（--until）が要ります。",
    en: "A reason (--why) and a day (--until) are needed.",
  },
  needWhyHint: {
    ja: "例：misemori watch postpone wordpress --why 年末の繁忙期のため --until 2027-01-15",
    en: 'e.g. misemori watch postpone wordpress --why "end-of-year rush" --until 2027-01-15',
  },
  badDay: {
    ja: "{day} は、今日より後で一年以内の日付ではありません。",
    en: "{day} is no day after today and within a year.",
  },
  badDayHint: { ja: "2026-12-31 の形で書いてください。", en: "Write it like 2026-12-31." },
  badName: { ja: "名前が空か、長すぎます。", en: "The name is empty or too long." },
  badNameHint: {
    ja: "「misemori watch versions」の表にある名前を使ってください。",
    en: 'Use a name of the table of "misemori watch versions".',
  },
  needPath: { ja: "お店のフォルダーを指定してください。", en: "Name the shop's folder." },
  needPathHint: {
    ja: "例：misemori watch versions /var/www/shop",
    en: "e.g. misemori watch versions /var/www/shop",
  },
  waits: {
    ja: "      → {by} の判断で {until} まで延ばしています：{why}",
    en: "      → waits until {until}, decided by {by}: {why}",
  },
  waitsNoMore: {
    ja: "      → {until} までの延期は期限が過ぎています（{by}：{why}）",
    en: "      → was put off until {until}, which is over ({by}: {why})",
  },
  overdue: {
    ja: "! 期限の過ぎた延期があります：{names}",
    en: "! Postponements that are over: {names}",
  },
  systemAge: {
    ja: "この機械の OS の最後の更新：{day}（{days} 日前）",
    en: "last update of this machine's system: {day} ({days} days ago)",
  },
  systemOld: {
    ja: "! {days} 日のあいだ更新されていません。月に一度は更新し、「misemori watch updated --what os」で済みにしてください。",
    en: '! No update for {days} days. Update once a month and tick it off with "misemori watch updated --what os".',
  },
} satisfies Words;

export type WatchUpdateWord = keyof typeof watchUpdateWords;

// What the journal's readable page says. Kinds of entries that have no words of their own are shown by their name.

import type { Words } from "../kernel/index.ts";

export const journalWords = {
  title: { ja: "{name} の記録（ほぼ日）", en: "Day by day: the record of {name}" },
  made: { ja: "{date} に Misemori {version} が作りました。", en: "Made by Misemori {version} on {date}." },
  days: { ja: "{days} 日分、{entries} 件", en: "{days} days, {entries} entries" },
  whole: {
    ja: "この記録は鎖のようにつながっていて、書き換えれば分かります。最後の印：{proof}",
    en: "These entries are chained: a change would show. Last mark: {proof}",
  },
  none: { ja: "記録はまだありません。", en: "There are no entries yet." },
  when: { ja: "時刻", en: "Time" },
  who: { ja: "だれが・どこから", en: "Who, through what" },
  what: { ja: "何をした", en: "What" },
  given: { ja: "渡した証拠", en: "Evidence handed over" },
  givenTo: { ja: "{to} へ。理由：{why}", en: "to {to}. Why: {why}" },
  contents: { ja: "日付", en: "Days" },
  checkpoints: { ja: "ほかに記録への署名 {count} 件", en: "and {count} signatures over the record" },
  "by.owner": { ja: "管理画面", en: "console" },
  "by.api": { ja: "API", en: "API" },
  "by.cli": { ja: "コマンド", en: "command line" },
  "by.misemori": { ja: "店守（自動）", en: "Misemori itself" },
  "kind.cards.paused": { ja: "カード払いを止めた", en: "Card payment paused" },
  "kind.cards.resumed": { ja: "カード払いを再開した", en: "Card payment resumed" },
  "kind.hold.released": { ja: "保留を解いた", en: "Hold released" },
  "kind.hold.cancelled": { ja: "保留の注文を取り消した", en: "Held order cancelled" },
  "kind.guard.started": { ja: "番を始めた", en: "Guard started" },
  "kind.guard.stopped": { ja: "番を終えた", en: "Guard stopped" },
  "kind.login.done": { ja: "管理画面に入った", en: "Signed in" },
  "kind.login.failed": { ja: "管理画面に入れなかった人がいた", en: "Sign-in failed" },
  "kind.password.changed": { ja: "パスワードを変えた", en: "Password changed" },
  "kind.config.reloaded": { ja: "設定を読み直した", en: "Configuration reloaded" },
  "kind.evidence.preserved": { ja: "証拠を保全した", en: "Evidence preserved" },
  "kind.evidence.handed-over": { ja: "証拠を渡した", en: "Evidence handed over" },
} as const satisfies Words;

// The sentences of the canary room: refusals, and what was found, said to a shop owner.

import type { Words } from "../kernel/index.ts";

export const canaryWords = {
  columns: { ja: "{name} に必要な列がありません：{lacking}", en: "{name} lacks columns: {lacking}" },
  columnsHint: {
    ja: "1 行目に見出しを書いてください。植えた表は canary,system,plantedAt、届いたメールの表は receivedAt,canary です。",
    en: "The first line names the columns: canary,system,plantedAt for what was planted, receivedAt,canary for mails.",
  },
  many: { ja: "{name} の行が多すぎます（{max} 行まで）。", en: "{name} has too many rows (at most {max})." },
  manyHint: { ja: "期間を分けてください。", en: "Split it by time." },
  unreadable: { ja: "{name} を読めません（{reason}）。", en: "{name} cannot be read ({reason})." },
  unreadableHint: { ja: "場所と権限を確かめてください。", en: "Check its place and rights." },
  tooLarge: { ja: "{name} が大きすぎます（{max} MB まで）。", en: "{name} is too large (at most {max} MB)." },
  tooLargeHint: { ja: "期間を分けてください。", en: "Split it by time." },
  leak: {
    ja: "{from}から{to}の間に、「{system}」の名簿から取られました（{percent}）。",
    en: 'The list was taken between {from} and {to}, from the copy at "{system}" ({percent}).',
  },
  heard: {
    ja: "  そこにあったカナリア {all} 件のうち {hit} 件にメールが届き、{silent} 件にはまだ届いていません。",
    en: "  Of the {all} canaries that lay there, {hit} got mail and {silent} have heard nothing so far.",
  },
  elsewhere: {
    ja: "  ほかに考えられる場所：{systems}",
    en: "  Other places it may have come from: {systems}",
  },
  elsewhereOne: { ja: "「{system}」{percent}", en: '"{system}" {percent}' },
  between: { ja: "、", en: ", " },
  noLeak: {
    ja: "名簿が取られたとは言えません。届いたメールは、たまたまでも説明がつきます。",
    en: "Nothing says that a list was taken. Chance explains the mails as well.",
  },
  noMail: {
    ja: "どのカナリアにもメールは届いていません。",
    en: "No canary got any mail.",
  },
  suspicion: {
    ja: "ほかにもう 1 件、取られているかもしれません（{percent}）。メールが届くたびに確かさが変わります。",
    en: "There may be one more leak ({percent}). Each mail that arrives makes this surer or less sure.",
  },
  perhaps: {
    ja: "取られているかもしれません（{percent}）。まだ言い切れません。メールが届くたびに確かさが変わります。",
    en: "A list may have been taken ({percent}); it is too early to tell. Each mail makes this surer or less sure.",
  },
  counted: {
    ja: "カナリア {canaries} 件（{systems} か所）、メール {mails} 通。植えていないアドレス宛て {unknown} 通、植える前の日付 {early} 通は除きました。",
    en: "{canaries} canaries in {systems} places, {mails} mails. Set aside: {unknown} to addresses never planted, {early} dated before planting.",
  },
  "baits.place": { ja: "おとりのバックアップ", en: "the decoy backup" },
  "aside.unknown-address": { ja: "植えていないアドレス宛て", en: "to an address never planted" },
  "aside.retired": { ja: "見張りをやめたカナリア宛て", en: "to a canary no longer watched" },
  "aside.before-planting": { ja: "植える前の日時", en: "from before it was planted" },
  "aside.own-sender": {
    ja: "名簿を渡した先か、お店自身からと証明された",
    en: "proven to come from whom the list was given to, or the shop",
  },
  "aside.own-sender-unchecked": {
    ja: "渡した先を名乗るが、確かめられなかった（名前の問い合わせができないか、大きすぎるメール）",
    en: "names one the list was given to; could not be checked (no answer of the name service, or too large a mail)",
  },
  "aside.delivery-report": {
    ja: "配達の報告（だれかがこのアドレスを差出人に使った）",
    en: "a delivery report: somebody wrote in its name",
  },
  "aside.automatic-reply": { ja: "自動返信", en: "an automatic reply" },
  "aside.loop": { ja: "回り続けているメール", en: "mail going in circles" },
  "mail.proven": { ja: "{from} から（証明あり）：{subject}", en: "from {from} (proven): {subject}" },
  "mail.said": { ja: "{from} を名乗る：{subject}", en: "says to be from {from}: {subject}" },
  "mail.rest": { ja: "（数が多いため、件数だけ）", en: "(many more, only counted)" },
} as const satisfies Words;

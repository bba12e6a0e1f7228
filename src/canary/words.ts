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
    ja: "渡した先を名乗るが、確かめられなかった（名前の問い合わせができないか、終わりの欠けた大きなメール）",
    en: "names one the list was given to; could not be checked (no answer of the name service, or a large mail without its end)",
  },
  "aside.delivery-report": {
    ja: "配達の報告（だれかがこのアドレスを差出人に使った）",
    en: "a delivery report: somebody wrote in its name",
  },
  "aside.automatic-reply": { ja: "自動返信", en: "an automatic reply" },
  "aside.loop": { ja: "回り続けているメール", en: "mail going in circles" },
  "mailbox.name": {
    ja: "メールサーバーの名前が見つかりません。canary.imap.host のつづりと、この機械の名前解決を確かめてください。",
    en: "The mail server's name is not found. Check canary.imap.host and this machine's name service.",
  },
  "mailbox.refused": {
    ja: "メールサーバーが接続を受け付けません。canary.imap.port（ふつうは 993）と、途中のファイアウォールを確かめてください。",
    en: "The mail server takes no connection. Check canary.imap.port (usually 993) and firewalls in between.",
  },
  "mailbox.late": {
    ja: "メールサーバーが答えないか、接続を切ります。番号と暗号化（canary.imap.port、tls）の組み合わせを確かめてください。",
    en: "The mail server does not answer, or hangs up. Check that canary.imap.port and tls fit each other.",
  },
  "mailbox.certificate": {
    ja: "メールサーバーの証明書を確かめられません。canary.imap.host は証明書にある名前にし、自社の認証局なら canary.imap.caFile を書いてください。",
    en: "The mail server's certificate cannot be verified. canary.imap.host must be a name it holds; for an authority of your own write canary.imap.caFile.",
  },
  "mailbox.login": {
    ja: "メールサーバーに入れません。利用者名とパスワードを確かめてください。2 段階認証のメールでは、アプリ用のパスワードが要ります。",
    en: "The mail server does not let us in. Check user and password; accounts with two-step sign-in need an app password.",
  },
  "mailbox.folder": {
    ja: "メールのフォルダーが開けません。canary.imap.folder の名前を確かめてください（受信箱は INBOX です）。",
    en: "The mail folder does not open. Check canary.imap.folder (the inbox is INBOX).",
  },
  "mailbox.own": {
    ja: "読んだメールを、この機械の記録に書けません。ディスクの空きを確かめてください。メールは消えず、後で読み直します。",
    en: "What is read cannot be recorded on this machine. Check its disk. No mail is lost: they are read again.",
  },
  "mailbox.other": {
    ja: "メールサーバーとのやりとりがうまくいきません。サーバーの知らせや、ほかのメールソフトで開けるかを確かめてください。",
    en: "Talking to the mail server fails. See whether other mail programs can open the mailbox.",
  },
  "mail.proven": { ja: "{from} から（証明あり）：{subject}", en: "from {from} (proven): {subject}" },
  "mail.said": { ja: "{from} を名乗る：{subject}", en: "says to be from {from}: {subject}" },
  "mail.rest": { ja: "（数が多いため、件数だけ）", en: "(many more, only counted)" },
} as const satisfies Words;

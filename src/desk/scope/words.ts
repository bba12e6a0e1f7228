// The sentences of a scope: why a person is in a class, what was not read, and what a person can mend.

import type { Words } from "../../kernel/index.ts";

export const scopeWords = {
  duckMissing: {
    ja: "アクセスログを調べる部品（@duckdb/node-api）が入っていません。",
    en: "The part that reads access logs (@duckdb/node-api) is not installed.",
  },
  duckMissingHint: {
    ja: "`npm install @duckdb/node-api` で入れるか、ログを gzip か zstd で圧縮して渡してください。圧縮したログはこの部品なしで読めます。",
    en: "Install it with `npm install @duckdb/node-api`, or hand the logs in packed with gzip or zstd: packed logs are read without it.",
  },
  inputUnreadable: { ja: "{path} を読めません（{reason}）。", en: "{path} cannot be read ({reason})." },
  inputUnreadableHint: {
    ja: "ファイルの場所と、読む権限を確かめてください。",
    en: "Check where the file is and whether you may read it.",
  },
  inputChanged: {
    ja: "{path} は、調べている間に書き換わりました。記録したハッシュと、調べた中身が一致しないおそれがあるため、結果を出しません。",
    en: "{path} was changed while it was read. Its recorded hash might not be that of what was judged, so no result is given.",
  },
  inputChangedHint: {
    ja: "書き出しが終わってから、もう一度行ってください。ログの入れ替え（ローテーション）と重なったときは、先に写しを取り（misemori incident preserve や cp）、写しの方を指定してください。",
    en: "Run it again once the file is complete. If a log was rotated meanwhile, take a copy first (misemori incident preserve, or cp) and name the copy.",
  },
  needLogs: {
    ja: "ページやファイルを読んだ人を調べるには、アクセスログが要ります。",
    en: "Finding who read a page or file needs access logs.",
  },
  needLogsHint: { ja: "--log でアクセスログを指定してください。", en: "Give access logs with --log." },
  badDays: { ja: "期間の指定を読めません。", en: "The window cannot be read." },
  badDaysHint: {
    ja: "--from 2019-01-01 --to 2019-12-06 のように、古い日を先に書いてください。",
    en: "Write it as --from 2019-01-01 --to 2019-12-06, the earlier day first.",
  },
  pageTooWide: {
    ja: "そのページの指定では、ほとんどすべてのアクセスが当てはまります。",
    en: "Nearly every request fits that page.",
  },
  pageTooWideHint: {
    ja: "/x.log のように、2 文字以上の名前を含むパスを指定してください。",
    en: "Give a path with a name of at least two characters, such as /x.log.",
  },
  originNeedsPage: {
    ja: "--origin は --page か --records と一緒に使います。",
    en: "--origin goes together with --page or --records.",
  },
  originNeedsPageHint: {
    ja: "侵入者が読んだページやファイルを --page で指定するか、--records でこの番人の記録を加えてください。",
    en: "Say with --page which page or file the intruder read, or add this guard's own records with --records.",
  },
  originNeedsRecords: {
    ja: "AS 番号やブラウザー（visitor:）での指定には、この番人の記録が要ります。",
    en: "AS numbers and browsers (visitor:) are known from this guard's own records only.",
  },
  originNeedsRecordsHint: { ja: "--records を加えてください。", en: "Add --records." },
  badOrigin: {
    ja: "「{origin}」は接続元として読めません。",
    en: "“{origin}” cannot be read as an origin.",
  },
  badOriginHint: {
    ja: "203.0.113.5、203.0.113.0/24、as64500、visitor:0123456789abcdef のように書いてください。",
    en: "Write it like 203.0.113.5, 203.0.113.0/24, as64500 or visitor:0123456789abcdef.",
  },
  badRecords: {
    ja: "{path} は、この番人の記録として読めません。",
    en: "{path} cannot be read as this guard's own records.",
  },
  badRecordsHint: {
    ja: "同じ版の Misemori で、もう一度 --records から行ってください。",
    en: "Run it again from --records with the same version of Misemori.",
  },
  tooManyAttempts: {
    ja: "期間中の決済の試みが {max} 件を超えます。",
    en: "More than {max} tries to pay fall into the window.",
  },
  tooManyAttemptsHint: { ja: "期間で分けて調べてください。", en: "Ask in parts, by time." },
  badZone: { ja: "時間帯の名前が分かりません。", en: "That time zone is not known." },
  badZoneHint: { ja: "Asia/Tokyo のように書いてください。", en: "Write it like Asia/Tokyo." },
  tooManyReads: {
    ja: "そのページを読んだ記録が {max} 件を超えます。",
    en: "More than {max} entries read that page.",
  },
  tooManyReadsHint: {
    ja: "ページの指定を狭めるか、ログを期間で分けてください。",
    en: "Name the page more narrowly, or give fewer days of logs.",
  },
  tooManyPeople: {
    ja: "会員番号とメールアドレスが合わせて {max} 件を超えます。",
    en: "There are more than {max} member ids and e-mail addresses.",
  },
  tooManyPeopleHint: {
    ja: "期間で分けて調べてください。",
    en: "Split the orders by time and ask in parts.",
  },
  columnsLacking: {
    ja: "{path} に必要な列が見つかりません（{lacking}）。このファイルの見出し: {heads}",
    en: "{path} lacks columns that are needed ({lacking}). Its headings: {heads}",
  },
  columnsLackingHint: {
    ja: "--map order_date=受注日,email=メールアドレス のように列を教えてください。",
    en: "Name them with --map order_date=HEADING,email=HEADING.",
  },
  badFindings: {
    ja: "{path} は、この質問に使える `misemori scrub scan --json` の結果ではありません。",
    en: "{path} is no result of `misemori scrub scan --json` that fits the question.",
  },
  badFindingsHint: {
    ja: "結果を作り直すか、--card-file の名前を確かめてください。",
    en: "Make it again, or check the name given with --card-file.",
  },
  "reason.card-typed": {
    ja: "期間中にカード番号を入力した注文",
    en: "an order with a card typed in the window",
  },
  "reason.card-form-left": {
    ja: "期間中にカード入力画面まで進んだ、終わっていない注文",
    en: "an order begun in the window and left at the card form",
  },
  "reason.session-named": { ja: "指定されたセッションの注文", en: "an order of a session that was named" },
  "reason.record-read": {
    ja: "この人の記録が読まれたことがアクセスログにある",
    en: "the access log shows this record being read",
  },
  "reason.page-opened": { ja: "対象のページを開いて注文した", en: "opened the page in question and ordered" },
  "reason.card-in-read-part": {
    ja: "カード番号が、読み出されたと確認された部分にあった",
    en: "the card lay in a part that is proved to have been read",
  },
  "reason.card-in-read-file": {
    ja: "カード番号が、読まれたファイルの中にあった（その部分が読まれたかは分からない）",
    en: "the card lay in a file that was read; whether that part went out is not proved",
  },
  "reason.card-in-file": { ja: "カード番号がファイルの中にあった", en: "the card lay in the file" },
  "reason.page-unlinked": {
    ja: "ページは開かれたが、注文データにアドレスがなく結び付けられない",
    en: "the page was opened, but the orders carry no address to tell by whom",
  },
  "reason.date-unreadable": { ja: "注文の日付を読めない", en: "the order's date cannot be read" },
  "reason.payment-unknown": { ja: "支払い方法が分からない", en: "how it was paid is not known" },
  "reason.row-unreadable": { ja: "データの行を読めない", en: "the row cannot be read" },
  "reason.log-days-missing": {
    ja: "アクセスログのない日があり、読まれていないと言えない",
    en: "days of the access log are missing, so it cannot be said that nobody read it",
  },
  "reason.log-lines-unreadable": {
    ja: "そのページの名前を含む、読めないログの行がある",
    en: "log lines that name the page cannot be read",
  },
  "reason.cards-unattributed": {
    ja: "持ち主の分からないカードがあり、この人のものでないと言えない",
    en: "cards without a known holder remain, and one may be theirs",
  },
  "reason.order-outside-window": { ja: "注文は期間の外", en: "ordered outside the window" },
  "reason.order-not-by-card": { ja: "カード払いではない", en: "did not pay by card" },
  "reason.order-without-trace": { ja: "注文に関わる痕跡はない", en: "nothing points to the order" },
  "reason.file-not-read": { ja: "ファイルを読んだ人はいない", en: "nobody read the file" },
  "reason.attempt-typed": {
    ja: "期間中にこの注文でカードを入力した（番人の記録）",
    en: "a card was typed for this order in the window (the guard's record)",
  },
  "reason.attempt-left": {
    ja: "期間中にこの注文でカード入力まで進んだ。入力したかは分からない（番人の記録）",
    en: "the card form was reached for this order in the window; whether it was filled in is not known (the guard's record)",
  },
  "reason.attempt-stopped": {
    ja: "この注文の名でカード払いを試みたが、番人が止めた",
    en: "a try to pay in this order's name, stopped by the guard",
  },
  "reason.attempt-by-origin": {
    ja: "侵入者の接続元から、この注文の支払いが試みられた（番人の記録）",
    en: "somebody tried to pay for this order from the intruder's origin (the guard's record)",
  },
  "reason.record-days-missing": {
    ja: "番人の記録が期間の全部にはなく、なかったと言えない",
    en: "the guard's records do not reach over the whole window, so it cannot be said that there was nothing",
  },
  "reason.attempts-unattributed": {
    ja: "どの注文か分からない侵入者の支払いがあり、この人のものでないと言えない",
    en: "tries of the intruder without a known order remain, and one may be in their name",
  },
  "reason.no-order": { ja: "対象になる注文がない", en: "no order that counts" },
} satisfies Words;

export type ScopeWord = keyof typeof scopeWords;

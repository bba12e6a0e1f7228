// The sentences of `misemori incident scope`.

import type { Words } from "../kernel/index.ts";

export const incidentScopeWords = {
  "verb.scope": {
    ja: "注文・顧客・アクセスログから、誰に影響があったかを調べる",
    en: "find out who was affected, from orders, customers and access logs",
  },
  "option.orders": { ja: "注文の CSV（Shift_JIS か UTF-8）", en: "CSV of orders (Shift_JIS or UTF-8)" },
  "option.customers": { ja: "会員の CSV", en: "CSV of customers" },
  "option.orders-db": {
    ja: "お店のデータベースから注文と会員をそのまま読む（mysql:// か postgres://、--preset も。読むだけ）",
    en: "read orders and customers straight from the shop's database (mysql:// or postgres://, with --preset; reads only)",
  },
  "option.password-env": {
    ja: "パスワードを入れた環境変数の名前",
    en: "environment variable that holds the password",
  },
  "option.password-file": { ja: "パスワードを入れたファイル", en: "file that holds the password" },
  "option.log": {
    ja: "アクセスログ（nginx、Apache、Caddy。gz と zst も可）",
    en: "access logs (nginx, Apache, Caddy; gz and zst too)",
  },
  "option.findings": { ja: "`scrub scan --json` の結果", en: "result of `scrub scan --json`" },
  "option.leaked": {
    ja: "カード番号が入っていたファイル（行にある注文番号やメールで持ち主を探す）",
    en: "the file the cards lay in (order numbers and addresses on its lines tell whose they are)",
  },
  "option.records": {
    ja: "この番人の記録（決済の試み）も使う。読むだけで、番人は動いたままでよい",
    en: "use this guard's own records of tries to pay too (reads only, beside the running guard)",
  },
  "option.card-file": {
    ja: "結果のうち、読まれたファイルの名前",
    en: "which file of the findings was exposed",
  },
  "option.from": {
    ja: "期間の最初の日（例 2019-01-01、お店の時間帯）",
    en: "first day of the window, in the shop's zone",
  },
  "option.to": { ja: "期間の最後の日（この日を含む）", en: "last day of the window, included" },
  "option.zone": { ja: "お店の時間帯", en: "the shop's time zone" },
  "option.csv-zone": {
    ja: "CSV の日時の時間帯（お店と違うとき）",
    en: "time zone of dates in the CSV when it is another",
  },
  "option.payment": { ja: "対象の支払い（card か any）", en: "which payments count (card or any)" },
  "option.card-methods": {
    ja: "カード払いにあたる支払い方法（カンマ区切り）",
    en: "payment words that mean a card, separated by commas",
  },
  "option.page": {
    ja: "読まれたページやファイルのパス。{order} {member} {email} {line} を含められます",
    en: "path of the page or file that was read; may hold {order} {member} {email} {line}",
  },
  "option.status": { ja: "読まれたとみなす応答", en: "answers that count as read" },
  "option.origin": {
    ja: "侵入者の IP アドレスやネットワーク（203.0.113.0/24）。--records があれば as64500、visitor:… も",
    en: "the intruder's addresses or networks (203.0.113.0/24); with --records also as64500 or visitor:…",
  },
  "option.session": { ja: "対象のセッション", en: "sessions in question" },
  "option.items": {
    ja: "漏れた項目（card-number,expiry,security-code,holder,name,email,address,phone,order）",
    en: "what was taken (card-number,expiry,security-code,holder,name,email,address,phone,order)",
  },
  "option.preset": {
    ja: "どのお店のシステムの CSV か（eccube2、eccube4、woocommerce、vendure、generic）",
    en: "whose CSV it is (eccube2, eccube4, woocommerce, vendure, generic)",
  },
  "option.map": {
    ja: "列の対応（例 order_date=受注日,email=メール）",
    en: "which column is what, as order_date=Ordered,email=Mail",
  },
  "option.people": {
    ja: "一人ずつの結果を CSV に書く（個人情報です）",
    en: "write every person's result to a CSV (personal data)",
  },
  "option.compare": { ja: "前の実行結果と比べる", en: "compare with an earlier run" },
  "option.yes": { ja: "列の対応を確かめずに進む", en: "do not ask whether the columns are right" },
  badOption: { ja: "{name} の「{value}」は使えません。", en: "{name} does not take “{value}”." },
  badOptionHint: { ja: "使えるもの：{allowed}", en: "It takes: {allowed}" },
  noPeople: { ja: "注文も会員も指定されていません。", en: "Neither orders nor customers were given." },
  noPeopleHint: {
    ja: "--orders か --customers で CSV を指定してください。",
    en: "Give a CSV with --orders or --customers.",
  },
  noFile: { ja: "{path} に合うファイルがありません。", en: "No file fits {path}." },
  noFileHint: { ja: "パスを確かめてください。", en: "Check the path." },
  peopleThere: { ja: "{file} はすでにあります。", en: "{file} exists already." },
  peopleThereHint: {
    ja: "別の名前を指定するか、不要ならそのファイルを消してください。",
    en: "Choose another name, or delete the file if it is not needed.",
  },
  badCompare: { ja: "{file} を読めません。", en: "{file} cannot be read." },
  badCompareHint: {
    ja: "`misemori incident scope --json > run.json` で保存したファイルを指定してください。",
    en: "Give a file made with `misemori incident scope --json > run.json`.",
  },
  progress: { ja: "{path} を読んでいます", en: "reading {path}" },
  head: { ja: "{people} 人を調べました。", en: "{people} people were looked at." },
  "class.confirmed": { ja: "影響を確認", en: "confirmed" },
  "class.possible": { ja: "可能性あり", en: "possible" },
  "class.notAffected": { ja: "影響なし", en: "not affected" },
  "class.cannotTell": { ja: "判断できない", en: "cannot tell" },
  "class.absent": { ja: "名簿にない", en: "not listed" },
  "column.class": { ja: "区分", en: "class" },
  "column.people": { ja: "人数", en: "people" },
  "column.why": { ja: "理由", en: "why" },
  whyHead: {
    ja: "理由ごとの人数（一人に複数の理由があることもあります）",
    en: "By reason (a person may have several)",
  },
  columns: {
    ja: "{path} の列：{list}（{rows} 行、{encoding}）",
    en: "columns of {path}: {list} ({rows} rows, {encoding})",
  },
  payments: {
    ja: "カード払いとしたもの：{cards}\nカード払いでないもの：{others}",
    en: "taken for cards: {cards}\nnot taken for cards: {others}",
  },
  unclear: { ja: "支払い方法が空：{rows} 行", en: "no payment method: {rows} rows" },
  none: { ja: "なし", en: "none" },
  log: {
    ja: "アクセスログ：{lines} 行（{first} 〜 {last}）、対象を読んだ記録 {reads} 件",
    en: "access log: {lines} lines ({first} to {last}), {reads} entries that read it",
  },
  attempts: {
    ja: "番人の記録：決済の試み {attempts} 件（{first} 〜 {last}）、うち質問に関わるもの {counted} 件、注文の分からないもの {unattributed} 件",
    en: "the guard's record: {attempts} tries to pay ({first} to {last}), {counted} of them bear on the question, {unattributed} without a known order",
  },
  missing: { ja: "アクセスログのない日：{days}", en: "days without access log: {days}" },
  cards: {
    ja: "カード {cards} 枚、うち持ち主の分からないもの {unattributed} 枚",
    en: "{cards} cards, {unattributed} of them without a known holder",
  },
  troubles: { ja: "読めなかったもの、疑わしいもの：", en: "Not read, or in doubt:" },
  trouble: { ja: "  {path}：{what} {count} 件{line}", en: "  {path}: {what}, {count}{line}" },
  troubleLine: { ja: "（最初は {line} 行目）", en: " (first on line {line})" },
  "trouble.bad-quotes": { ja: "引用符の誤り", en: "wrong quotes" },
  "trouble.wrong-columns": { ja: "列の数が違う行", en: "rows with another number of columns" },
  "trouble.row-too-long": { ja: "長すぎる行", en: "rows too long" },
  "trouble.bad-characters": { ja: "読めない文字のある行", en: "rows with unreadable characters" },
  "trouble.mixed-encodings": {
    ja: "文字コードの混在（行ごとに読み分けました）",
    en: "mixed encodings (read row by row)",
  },
  "trouble.no-person": { ja: "会員番号もメールもない行", en: "rows with neither member id nor e-mail" },
  "trouble.planted": {
    ja: "見張りの記録（カナリア）。人として数えていません",
    en: "watch records (canaries), not counted as people",
  },
  "trouble.bad-date": { ja: "日付を読めない行", en: "rows whose date cannot be read" },
  "trouble.bad-email": { ja: "メールアドレスでないもの", en: "no e-mail address where one should be" },
  "trouble.cut-off": {
    ja: "途中で切れた圧縮ファイル（切れるところまで読みました）",
    en: "packed file broken off (read up to there)",
  },
  "trouble.garbage-lines": { ja: "アクセスログでない行", en: "lines that are no access log" },
  "trouble.unlisted-findings": {
    ja: "結果に載りきらなかったカード（`scrub scan --places` で増やせます）",
    en: "cards counted but not listed (`scrub scan --places` lists more)",
  },
  "trouble.read-twice": {
    ja: "同じ内容のファイル（一度だけ数えました）",
    en: "the same content twice (counted once)",
  },
  "trouble.still-written": {
    ja: "調べている間にも書き込まれたログ（調べ始めたときの長さまでを読み、記録のハッシュもそこまで）",
    en: "log written to meanwhile (read, and hashed, up to its length at the start)",
  },
  "trouble.unfinished-line": {
    ja: "そのときまだ書きかけで、読まなかった最後の行",
    en: "last line, unfinished at that moment, left out",
  },
  movesHead: { ja: "前の実行（{runId}）からの動き", en: "Moves since the earlier run ({runId})" },
  run: {
    ja: "実行の記録：{runId}（同じ入力と質問で、同じ結果になります）",
    en: "run: {runId} (the same inputs and question give the same result)",
  },
  peopleWritten: {
    ja: "一人ずつの結果を {file} に書きました。個人情報が暗号化されずに入っています。使い終えたら消してください。",
    en: "Every person's result is in {file}: personal data, not encrypted. Delete it when you are done.",
  },
  confirm: {
    ja: "この列の対応と支払い方法で正しいですか？ [y/N]",
    en: "Are these columns and payment words right? [y/N]",
  },
  notConfirmed: {
    ja: "書き出しをやめました。--map や --card-methods で直せます。",
    en: "Nothing was written. Put it right with --map or --card-methods.",
  },
} satisfies Words;

export type IncidentScopeWord = keyof typeof incidentScopeWords;

// What `misemori scrub` says: its help, its tables and what to do next. Reasons for skipping stand in the scrub room's words.

import type { Words } from "../kernel/index.ts";

export const scrubWords = {
  verb: {
    ja: "カード番号などを探し、隠します。",
    en: "Find card data, and hide it.",
  },
  "verb.scan": {
    ja: "ファイルやフォルダーのどこにカード番号があるかを調べます（書き換えません）。",
    en: "Say where card data stands in files and folders (changes nothing).",
  },
  "verb.db": {
    ja: "動いているデータベース（MariaDB・MySQL・PostgreSQL）にカード番号がないか調べます（読むだけです）。",
    en: "Say where card data stands in a live database (MariaDB, MySQL, PostgreSQL); only reads.",
  },
  "verb.forget-key": {
    ja: "カードの照合に使う鍵を捨てます。",
    en: "Destroy the key of the card hashes.",
  },
  "argument.paths": {
    ja: "ファイル、フォルダー、'logs/*.log' のような型、または -（標準入力）",
    en: "files, folders, patterns like 'logs/*.log', or - for standard input",
  },
  "argument.url": {
    ja: "mysql://利用者@ホスト/データベース または postgres://利用者@ホスト/データベース",
    en: "mysql://user@host/database or postgres://user@host/database",
  },
  "option.sample": {
    ja: "表ごとに、全体からまんべんなくこの行数だけ読みます（決めなければ全部）。",
    en: "Read only this many rows of each table, spread over it (else all).",
  },
  "option.password-env": {
    ja: "パスワードの入った環境変数の名前（コマンドの履歴に残りません）。",
    en: "Name of the environment variable with the password (stays out of the shell's history).",
  },
  "option.password-file": {
    ja: "パスワードの入ったファイル。",
    en: "File with the password.",
  },
  "option.all": {
    ja: "カード番号かもしれないだけのものも並べます。",
    en: "List what is only possibly card data, too.",
  },
  "option.places": {
    ja: "1 つのファイルについて並べる箇所の上限（ふつうは 10,000。数はすべて数えます）",
    en: "places listed per file at most (10,000 unless told; all are counted)",
  },
  "option.html": {
    ja: "人に渡せる報告書（カード番号は載りません）を書くファイル。",
    en: "Write a report to share (no card data in it) to this file.",
  },
  "option.key": {
    ja: "照合に使う鍵のファイル（決めなければ記録フォルダーか、利用者のフォルダー）。",
    en: "File of the card hashes' key (else in the records folder or the user's own).",
  },
  "option.yes": { ja: "確かめずに捨てます。", en: "Do not ask." },
  found: {
    ja: "✗ {cards} 枚のカード番号が見つかりました（のべ {findings} か所、{files} 個のファイル）。",
    en: "✗ {cards} different cards were found ({findings} places in {files} files).",
  },
  foundOther: {
    ja: "✗ カード番号ではありませんが、カードの情報が見つかりました（{findings} か所、{files} 個のファイル）。",
    en: "✗ No card numbers, but other card data was found ({findings} places in {files} files).",
  },
  none: { ja: "✓ カード番号は見つかりませんでした。", en: "✓ No card data was found." },
  noneSoFar: {
    ja: "ここまでに、カード番号は見つかっていません。最後までは調べていません。",
    en: "No card data so far, but not everything was read.",
  },
  noneButUnread: {
    ja: "✓ 読めた範囲では、カード番号は見つかりませんでした（読めなかったものが {count} 件あります）。",
    en: "✓ No card data was found in what could be read ({count} things could not).",
  },
  atLeast: {
    ja: "  枚数が多すぎるため、これは少なくともの数です。",
    en: "  There were too many to tell apart: this is a least.",
  },
  brands: { ja: "  カード会社：{list}", en: "  brands: {list}" },
  codes: {
    ja: "  セキュリティコードが {count} か所にあります。保存してはならない情報です。",
    en: "  Security codes stand in {count} places. They must never be stored.",
  },
  decoys: {
    ja: "  おとりのカード番号：{findings} か所。{places}に置いたものです。そこから持ち出されています。お客様のカードではないので、枚数には数えません。",
    en: "  Decoy card numbers: {findings} places. They were put into {places}: this was copied from there. They are no customer's cards and not counted as such.",
  },
  "db.decoys": {
    ja: "このうち {findings} か所は、{places}に置いたおとりのカード番号です。お客様のカードではありません。置いた所と違う表にあれば、そこへ写されています。",
    en: "{findings} of these places hold decoy card numbers put into {places}: no customer's cards. In a table where you did not put them, they were copied there.",
  },
  "kind.decoy": { ja: "おとりのカード番号", en: "decoy card" },
  "decoy.one": { ja: "「{place}」", en: '"{place}"' },
  "decoy.and": { ja: "、", en: ", " },
  "decoy.somewhere": { ja: "おとりを置いた場所", en: "a place of yours" },
  tests: {
    ja: "  試験用として公開されている番号：{cards} 枚（{findings} か所）。漏えいではありません。",
    en: "  Published test numbers: {cards} ({findings} places). They are no leak.",
  },
  possible: {
    ja: "  カード番号かもしれないもの：{count} か所（--all で並べます）。",
    en: "  Possibly card data: {count} places (--all lists them).",
  },
  file: { ja: "ファイル", en: "file" },
  cards: { ja: "カード（枚）", en: "cards" },
  places: { ja: "か所", en: "places" },
  line: { ja: "最初の場所", en: "first place" },
  kind: { ja: "種類", en: "kind" },
  atLine: { ja: "{line} 行目", en: "line {line}" },
  moreFiles: {
    ja: "ほか {count} 個のファイル（--json か --html で全部）。",
    en: "and {count} more files (--json or --html lists them).",
  },
  read: {
    ja: "調べたもの：{files} 個のファイル（中のもの {members} 個）、{bytes}、{seconds} 秒（{speed}）",
    en: "read: {files} files ({members} parts inside), {bytes}, {seconds} s ({speed})",
  },
  skipped: { ja: "読まなかったもの：{count} 件", en: "not read: {count}" },
  skippedLine: { ja: "  {count} 件 {reason}：{names}", en: "  {count} {reason}: {names}" },
  changed: {
    ja: "読んでいる間に変わったファイル：{names}（開いたときの大きさまで読みました）",
    en: "changed while read: {names} (read up to the size at opening)",
  },
  key: {
    ja: "照合の鍵：{file}（報告書とは別に置いてあります）",
    en: "key of the card hashes: {file} (kept apart from every report)",
  },
  next: { ja: "次にすること", en: "What to do next" },
  nextKeep: {
    ja: "  1. ファイルを消さず、まずそのまま控えを取ってください。誰が読めたかを調べる証拠になります。",
    en: "  1. Delete nothing; copy the files as they are first. They show who could read them.",
  },
  nextStop: {
    ja: "  2. これ以上書かれないようにします。ログなら「misemori scrub pipe」を間に入れます。",
    en: '  2. Stop more from being written: put "misemori scrub pipe" before the log.',
  },
  nextTell: {
    ja: "  3. 外から読めた場所にあったなら、決済代行会社とカード会社にすぐ連絡してください。",
    en: "  3. If they stood where outsiders could read them, call your payment agency at once.",
  },
  nextFix: {
    ja: "  4. 控えを取ったあと、「misemori scrub fix」で番号を伏せます。",
    en: '  4. With the copies made, hide the numbers with "misemori scrub fix".',
  },
  htmlWritten: { ja: "報告書：{file}", en: "report: {file}" },
  htmlThere: {
    ja: "{file} はもうあり、Misemori の報告書ではありません。",
    en: "{file} exists and is no report of Misemori.",
  },
  htmlThereHint: { ja: "別の名前を選んでください。", en: "Choose another name." },
  missing: { ja: "{path} が見つかりません。", en: "{path} was not found." },
  missingHint: {
    ja: "綴りと、いまいるフォルダーを確かめてください。",
    en: "Check the spelling and the folder you are in.",
  },
  interrupted: {
    ja: "途中で止めました。ここまでの結果です。",
    en: "Interrupted. This is how far it came.",
  },
  progress: { ja: "{speed} {left} {path}", en: "{speed} {left} {path}" },
  left: { ja: "残り {time}", en: "{time} left" },
  forgetWhat: {
    ja: "照合の鍵 {file} を捨てます。\n鍵があると、報告書の照合番号から「このカードが含まれていたか」を確かめられます。鍵と --json の結果の両方を手にした人は、総当たりで番号を割り出せます。ですから、要らなくなったら捨ててください。\n捨てると、これまでの照合番号を新しい検査や注文と照らし合わせることは二度とできません。控え（バックアップ）に残った鍵は、別に消してください。",
    en: "This destroys the key {file}.\nWith the key one can check whether a given card is among a report's hashes. Whoever holds both the key and the result of --json can find the numbers by trying them all: destroy the key once it is not needed.\nWithout it the hashes of earlier reports can never be compared with new scans or orders again. Copies of the key in backups must be deleted there.",
  },
  forgetAsk: { ja: "捨てますか？（はい＝yes）", en: "Destroy it? (yes/no)" },
  forgetNoTerminal: { ja: "確かめる相手がいません。", en: "There is nobody to ask." },
  forgetNoTerminalHint: {
    ja: "確かめずに捨てるなら --yes を付けてください。",
    en: "Add --yes to destroy it without asking.",
  },
  forgetNot: { ja: "何もしませんでした。", en: "Nothing was done." },
  forgotten: { ja: "✓ 鍵を捨てました：{file}", en: "✓ The key is gone: {file}" },
  forgetNone: { ja: "鍵はありませんでした：{file}", en: "There was no key: {file}" },
  "db.found": {
    ja: "✗ {cards} 枚のカード番号が見つかりました（のべ {findings} か所、{tables} 個の表）。",
    en: "✗ {cards} different cards were found ({findings} places in {tables} tables).",
  },
  "db.sampled": {
    ja: "見つかりませんでしたが、表ごとに {rows} 行までしか読んでいません。",
    en: "Nothing was found, but at most {rows} rows of each table were read.",
  },
  "db.table": { ja: "表", en: "table" },
  "db.column": { ja: "列", en: "columns" },
  "db.row": { ja: "最初の行", en: "first row" },
  "db.read": {
    ja: "調べたもの：{tables} 個の表、{rows} 行、{seconds} 秒",
    en: "read: {tables} tables, {rows} rows, {seconds} s",
  },
  "db.skippedLine": { ja: "  {table} {place}：{reason}", en: "  {table} {place}: {reason}" },
  "db.cell-cut": {
    ja: "長い値の初めだけを読みました（主キーがないため）",
    en: "only the start of a long value was read (no primary key)",
  },
  "db.next": {
    ja: "まず、この列へ書いているプログラムを止めるか直してください。番号を消すのは、証拠の控えを取り、決済代行会社に相談してからです。",
    en: "First stop or mend the program that writes this column. Delete numbers only after evidence was copied and your payment agency was asked.",
  },
  "db.password": {
    ja: "パスワードを読めません（{place}）。",
    en: "The password could not be read ({place}).",
  },
  "db.passwordHint": {
    ja: "環境変数かファイルの名前を確かめてください。",
    en: "Check the name of the variable or file.",
  },
  "db.progress": { ja: "{table}（{rows} 行）", en: "{table} ({rows} rows)" },
  "kind.pan": { ja: "カード番号", en: "card number" },
  "kind.security-code": { ja: "セキュリティコード", en: "security code" },
  "kind.expiry": { ja: "有効期限", en: "expiry" },
  "kind.track-1": { ja: "磁気データ 1", en: "track 1" },
  "kind.track-2": { ja: "磁気データ 2", en: "track 2" },
  "kind.holder": { ja: "名義", en: "holder" },
} satisfies Words;

export type ScrubWord = keyof typeof scrubWords;

// What the shareable report of a scan says, in Japanese and English.

import type { Words } from "../../kernel/index.ts";

export const reportWords = {
  title: { ja: "カード情報の検査報告", en: "Card data scan report" },
  made: { ja: "{date} 作成 · Misemori {version}", en: "Made {date} · Misemori {version}" },
  shareable: {
    ja: "この報告書にカード番号は載っていません。人に渡せます。",
    en: "No card number is in this report. It can be shared.",
  },
  found: { ja: "{cards} 枚のカード番号が残っています", en: "{cards} card numbers were left behind" },
  foundSub: {
    ja: "{files} 個のファイルの、のべ {places} か所にあります。同じカードは何回出てきても 1 枚と数えています。",
    en: "They stand in {places} places of {files} files. A card counts once, however often it appears.",
  },
  foundOther: { ja: "カードの情報が残っています", en: "Card data was left behind" },
  foundOtherSub: {
    ja: "カード番号はありませんが、セキュリティコードなどが {files} 個のファイルの {places} か所にあります。",
    en: "No card numbers, but security codes or the like in {places} places of {files} files.",
  },
  none: { ja: "カード番号は見つかりませんでした", en: "No card data was found" },
  noneSoFar: { ja: "ここまでに、カード番号は見つかっていません", en: "No card data so far" },
  noneSub: { ja: "{files} 個のファイル、{bytes} を調べました。", en: "{files} files, {bytes}, were read." },
  noneButUnread: {
    ja: "ただし、読めなかったものが {count} 件あります。下の一覧を確かめてください。",
    en: "But {count} things could not be read: see the list below.",
  },
  incomplete: {
    ja: "検査は途中で止められました。これは途中までの結果です。",
    en: "The scan was interrupted: this is how far it came.",
  },
  tileCards: { ja: "カード", en: "cards" },
  tileCardsUnit: { ja: "枚", en: "different" },
  tilePlaces: { ja: "見つかった場所", en: "places" },
  tilePlacesUnit: { ja: "か所", en: "in all" },
  tileFiles: { ja: "ファイル", en: "files" },
  tileFilesUnit: { ja: "/ {of} 個", en: "of {of}" },
  tileCodes: { ja: "セキュリティコード", en: "security codes" },
  tileCodesUnit: { ja: "か所", en: "places" },
  atLeast: {
    ja: "カードが多すぎて全部は見分けられず、枚数は「少なくとも」の数です。",
    en: "There were too many cards to tell all apart: their number is a least.",
  },
  where: { ja: "どのファイルにあるか", en: "Where it stands" },
  whereHint: {
    ja: "カードの枚数が多い順です。",
    en: "By number of different cards.",
  },
  file: { ja: "ファイル", en: "file" },
  cards: { ja: "カード", en: "cards" },
  places: { ja: "か所", en: "places" },
  firstLines: { ja: "場所", en: "where" },
  lines: { ja: "{lines} 行目", en: "line {lines}" },
  linesMore: { ja: "{lines} 行目 ほか", en: "line {lines} and more" },
  testOnly: { ja: "試験用の番号だけ", en: "test numbers only" },
  moreFiles: { ja: "ほか {count} 個のファイルにもあります。", en: "{count} more files hold some." },
  brands: { ja: "カード会社", en: "Brands" },
  kinds: { ja: "情報の種類", en: "Kinds" },
  kindsHint: {
    ja: "セキュリティコードと磁気データは、決済が終わったら保存してはならない情報です（PCI DSS 3.3）。",
    en: "Security codes and track data must never be kept after authorisation (PCI DSS 3.3).",
  },
  tests: { ja: "試験用の番号", en: "Test numbers" },
  decoys: { ja: "おとりのカード番号", en: "Decoy card numbers" },
  decoysText: {
    ja: "お店のおとりのカード番号が {places} か所にありました。置いた所から持ち出された証拠です。お客様のカードではないので、枚数には数えません。",
    en: "The shop's own decoy card numbers stood in {places} places: proof that they were copied from where they lay. They are no customer's cards and not counted as such.",
  },
  testsText: {
    ja: "カード会社や決済代行会社が試験用として公開している番号が {cards} 種類、{places} か所にありました。漏えいではなく、上の数にも入っていません。",
    en: "{cards} numbers that card networks and agencies publish for tests stand in {places} places. They are no leak and are in none of the figures above.",
  },
  possible: {
    ja: "ほかに、カード番号かもしれないが別の番号らしいものが {count} か所ありました（--all で並べられます）。",
    en: "Besides, {count} places look like cards but more likely are other numbers (--all lists them).",
  },
  unread: { ja: "読まなかったもの", en: "Not read" },
  unreadHint: {
    ja: "ここには何があるか分かりません。「なかった」とは言えない範囲です。",
    en: "What these hold is not known: they are outside the all-clear.",
  },
  reason: { ja: "理由", en: "why" },
  moreUnread: { ja: "ほか {count} 件。", en: "and {count} more." },
  changed: { ja: "読んでいる間に変わったファイル", en: "Changed while read" },
  changedHint: {
    ja: "開いたときの大きさまで読みました。まだ書き込まれているなら、止めてからもう一度調べてください。",
    en: "They were read up to their size at opening. If something still writes to them, stop it and scan again.",
  },
  grew: { ja: "大きくなった", en: "grew" },
  shrank: { ja: "小さくなった", en: "shrank" },
  rewritten: { ja: "書き換えられた", en: "was rewritten" },
  next: { ja: "次にすること", en: "What to do next" },
  nextKeep: {
    ja: "消さずに、控えを取る。|ファイルは、いつから誰が読めたかを調べる証拠です。消す前に、日付を変えずにそのまま写してください。",
    en: "Keep copies, delete nothing.|The files show since when and to whom they were readable. Copy them as they are, with their dates, before anything else.",
  },
  nextWho: {
    ja: "誰が読めたかを確かめる。|Web から開ける場所か、ほかの利用者や委託先が入れる場所か、控え（バックアップ）にも入っていないか。",
    en: "Find out who could read them.|Could the web, other users or contractors open them? Are they in backups too?",
  },
  nextTell: {
    ja: "外から読めたなら、すぐ連絡する。|決済代行会社（またはカード会社）に、今日のうちに。サーバーの電源は切らないでください。",
    en: "If outsiders could, call at once.|Your payment agency or acquirer, today. Do not switch the server off.",
  },
  nextStop: {
    ja: "これ以上書かれないようにする。|決済プログラムの記録を「misemori scrub pipe」に通すか、番号を書く設定を切ります。",
    en: "Stop more from being written.|Send the payment program's log through “misemori scrub pipe”, or switch its logging of numbers off.",
  },
  nextFix: {
    ja: "番号を伏せる。|控えを安全な場所に移したら「misemori scrub fix」で伏せ、もう一度調べて 0 になったことを確かめます。",
    en: "Hide the numbers.|With the copies in a safe place run “misemori scrub fix”, then scan again and see nothing left.",
  },
  nextCalm: {
    ja: "続けて見張る。|新しい記録に番号が入ることもあります。週に一度の検査を、決まった仕事（cron など）にしてください。",
    en: "Keep watching.|New logs may hold new numbers: make this scan a weekly job (cron).",
  },
  nextUnread: {
    ja: "読めなかったものを確かめる。|パスワードのかかった控えや、権限のないフォルダーは、開ける人がもう一度調べてください。",
    en: "Look at what was not read.|Archives behind passwords and folders without rights need another scan by somebody who can open them.",
  },
  how: { ja: "この報告の数え方", en: "How this was counted" },
  howText: {
    ja: "番号は、発行会社の範囲・桁数・検査数字（Luhn）・まわりの書かれ方から見分けました。同じカードかどうかは、鍵を使った照合番号で比べ、番号そのものはどこにも保存していません。鍵は報告とは別の場所にあり、「misemori scrub forget-key」で捨てられます。",
    en: "Numbers were told by issuer range, length, check digit (Luhn) and what stands around them. Equal cards were recognised by keyed hashes; no number was stored anywhere. The key lies apart from this report and is destroyed with “misemori scrub forget-key”.",
  },
  read: {
    ja: "調べたもの：{files} 個のファイル（書庫やメールの中のもの {members} 個）、{bytes}、{seconds} 秒。",
    en: "Read: {files} files ({members} parts inside archives and mails), {bytes}, {seconds} s.",
  },
  "kind.pan": { ja: "カード番号", en: "card number" },
  "kind.security-code": { ja: "セキュリティコード", en: "security code" },
  "kind.expiry": { ja: "有効期限", en: "expiry" },
  "kind.track-1": { ja: "磁気データ（トラック 1）", en: "track 1" },
  "kind.track-2": { ja: "磁気データ（トラック 2）", en: "track 2" },
  "kind.holder": { ja: "名義", en: "holder's name" },
} satisfies Words;

export type ReportWord = keyof typeof reportWords;

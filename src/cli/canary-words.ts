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
  "option.place": {
    ja: "CSV のかわりに、お店に直接入れる（mysql://利用者@ホスト/データベース、postgres://…、Vendure は https://管理者@お店/admin-api）",
    en: "put them straight into the shop instead (mysql://user@host/database, postgres://…; Vendure: https://admin@shop/admin-api)",
  },
  "option.password-env": {
    ja: "パスワードの入った環境変数の名前（コマンドの履歴に残りません）",
    en: "name of the environment variable with the password (stays out of the shell's history)",
  },
  "option.password-file": { ja: "パスワードの入ったファイル", en: "file with the password" },
  "option.dryRun": {
    ja: "何が入るかを見るだけで、何も書かない（--place と一緒に）",
    en: "show what would be put in, and write nothing (with --place)",
  },
  "option.noMailing": {
    ja: "メルマガを希望しない会員として入れる（--place と一緒に）",
    en: "as customers who want no mailings (with --place)",
  },
  "option.setSystem": {
    ja: "この場所の 1 組を（--period と一緒に）",
    en: "a whole set: of this place (with --period)",
  },
  "option.setPeriod": {
    ja: "この期間の 1 組を（--system と一緒に）",
    en: "a whole set: of this period (with --system)",
  },
  "option.remove": {
    ja: "先にお店からも消す（入れたときと同じ宛て先）",
    en: "take them out of the shop first (the address they were placed at)",
  },
  "option.placeFormat": {
    ja: "お店の種類（eccube2、eccube4、woocommerce、vendure。なければ設定のお店の形）",
    en: "shop system (eccube2, eccube4, woocommerce, vendure; else as configured)",
  },
  outOrPlace: {
    ja: "書き出すファイル（--out）か、入れるお店（--place）のどちらか 1 つが必要です。",
    en: "Either a file to write (--out) or a shop to put them into (--place) is needed.",
  },
  "outOrPlace.hint": {
    ja: "--out new.csv、または --place mysql://利用者@ホスト/データベース。--dry-run は --place と一緒に使います。",
    en: "--out new.csv, or --place mysql://user@host/database. --dry-run goes with --place.",
  },
  idOrSet: {
    ja: "カナリアの番号か、1 組（--system と --period）のどちらか 1 つを決めてください。",
    en: "Name either one canary or a whole set (--system and --period).",
  },
  "idOrSet.hint": { ja: "misemori canary list で確かめてください。", en: "See misemori canary list." },
  "place.dry": {
    ja: "{shop} に入れるのは {count} 件です（{there} 件はもう入っています）。何も書いていません。",
    en: "{count} would be put into {shop} ({there} are there already). Nothing was written.",
  },
  "place.done": {
    ja: "{system}（{period}）のカナリア {count} 件を {shop} に入れました（{there} 件はもう入っていました）。",
    en: "{count} canaries for {system} ({period}) put into {shop} ({there} were there already).",
  },
  "place.vendure": {
    ja: "Vendure のメール機能が、カナリアのアドレスに登録の確認メールを送ることがあります。お店の送り主を canary.senders に書いておけば、流出とは見なしません。",
    en: "Vendure's e-mail plug-in may write its confirmation letter to the canaries' own addresses. With the shop's sender in canary.senders it counts as no leak.",
  },
  "place.there": { ja: "もう入っています", en: "there already" },
  "head.name": { ja: "お名前", en: "name" },
  "head.home": { ja: "住所", en: "home" },
  "head.telephone": { ja: "電話番号", en: "telephone" },
  "head.there": { ja: "お店", en: "shop" },
  "remove.done": {
    ja: "{shop} から {taken} 件を消し、見張りをやめました（{gone} 件はもうありませんでした）。",
    en: "{taken} taken out of {shop} and no longer watched ({gone} were gone already).",
  },
  "remove.ordered": {
    ja: "{ordered} 件の名前で注文がありました。注文が残るよう消さず、見張りも続けます：{who}。だれが注文したかを確かめてください。",
    en: "Somebody ordered in the name of {ordered}. They stay, with their orders, and stay watched: {who}. Find out who ordered.",
  },
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
  "verb.card": { ja: "おとりのカード番号", en: "decoy card numbers" },
  "verb.card.make": {
    ja: "だれのものでもない番号を 1 つ作る（番号を見せるのはこの 1 度だけ）",
    en: "make a number that is nobody's (shown this once)",
  },
  "verb.card.add": {
    ja: "解約した自分のカードや仮想カードをおとりにする（番号は画面に出さずに入力）",
    en: "use a cancelled or virtual card of your own (typed without echo)",
  },
  "verb.card.list": { ja: "おとりのカードと、置いた場所を見る", en: "show decoy cards and where they lie" },
  "verb.card.remove": { ja: "おとりのカードの見張りをやめる", en: "stop watching for a decoy card" },
  "option.at": {
    ja: "どこに置くか（例：注文の備考、古い表）",
    en: 'where it is put ("order notes", "old table" …)',
  },
  "card.made": {
    ja: "おとりのカード番号 {id} を作りました：{number}\n「{place}」に置いてください。番号はもう表示されません。動いている番人は、数秒で見張り始めます。",
    en: 'Decoy card {id} made: {number}\nPut it into "{place}". The number is not shown again. A running guard watches for it within seconds.',
  },
  "card.ask": {
    ja: "カード番号を入力して Enter を押してください（画面には出ません）。",
    en: "Type the card number and press Enter (it is not shown).",
  },
  "card.added": {
    ja: "カード {masked} をおとりにしました（{id}、「{place}」）。番号は残していません。動いている番人は、数秒で見張り始めます。",
    en: 'Card {masked} is a decoy now ({id}, "{place}"). Its number is not kept. A running guard watches for it within seconds.',
  },
  "card.noNumber": { ja: "カード番号として読めません。", en: "This is no card number." },
  "card.noNumber.hint": {
    ja: "12〜19 けたの番号を、端末で入力するか標準入力で渡してください。引数には書けません（履歴に残るため）。",
    en: "Type 12–19 digits at the terminal or pipe them in; never as an argument, which stays in the history.",
  },
  "card.none": { ja: "おとりのカードはまだありません。", en: "No decoy cards yet." },
  "card.made.kind": { ja: "作った番号", en: "made" },
  "card.own": { ja: "自分のカード", en: "own card" },
  "card.unknown": { ja: "{id} というおとりのカードはありません。", en: "There is no decoy card {id}." },
  "card.unknown.hint": {
    ja: "misemori canary card list で確かめてください。",
    en: "See misemori canary card list.",
  },
  "card.removed": { ja: "{id} の見張りをやめました。", en: "{id} is no longer watched for." },
  "head.kind": { ja: "種類", en: "kind" },
  "head.masked": { ja: "番号", en: "number" },
  "head.place": { ja: "置いた場所", en: "put into" },
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

// Sentences of the page about leaked lists: what the planted customers tell, which sets lie where, planting, mail that came, decoys.
import type { Words } from "../../../kernel/words.ts";
import { watchDecoyCardWords } from "./watch-decoy-cards.ts";

export const watchLeaksWords = {
  ...watchDecoyCardWords,
  lead: {
    ja: "名簿の置き場所ごとに、実在しないお客さま（カナリア）を混ぜておきます。そのアドレスにメールが届いたら、いつ、どこの名簿が取られたかが分かります。",
    en: "Customers who do not exist (canaries) are mixed into each copy of the list. Mail to their addresses tells when and from which copy the list was taken.",
  },
  "system.decoy": { ja: "おとりのファイルの中の名簿", en: "the list inside the decoy files" },
  between: { ja: "、", en: ", " },

  "head.label": { ja: "名簿の流出", en: "Leaked lists" },
  "head.level.act": { ja: "漏れています", en: "Leaked" },
  "head.level.watch": { ja: "疑いがあります", en: "Suspected" },
  "head.level.setup": { ja: "準備がまだです", en: "Not ready yet" },
  "head.level.calm": { ja: "漏れた知らせはありません", en: "No sign of a leak" },
  "head.leak": {
    ja: "{from}から{to}のあいだに、「{system}」の名簿が取られました。",
    en: "The list was taken between {from} and {to}, from the copy at “{system}”.",
  },
  "head.leak.sure": { ja: "確からしさ {percent} %", en: "{percent} % certain" },
  "head.leak.elsewhere": {
    ja: "ほかに考えられる所: {systems}",
    en: "Other places it may have come from: {systems}",
  },
  "head.leak.elsewhere.one": { ja: "「{system}」{percent} %", en: "“{system}” {percent} %" },
  "head.leak.heard": {
    ja: "そこにあったカナリア {all} 件のうち {hit} 件にメールが届きました。",
    en: "{hit} of the {all} canaries there got mail.",
  },
  "head.more": { ja: "ほかの流出", en: "Other leaks" },
  "head.suspected": {
    ja: "「{systems}」のカナリアにメールが届きました。漏れたかどうかは、まだ言い切れません。",
    en: "Mail came to canaries at “{systems}”. It is too early to say that the list leaked.",
  },
  "head.suspected.next": {
    ja: "下の「届いたメール」で、送り主に心当たりがないか確かめてください。",
    en: "Look below whether you know the sender.",
  },
  "head.suspicion": {
    ja: "ほかにもう 1 件、取られているかもしれません（{percent} %）。",
    en: "There may be one more leak ({percent} %).",
  },
  "head.calm": {
    ja: "カナリアに、あやしいメールは届いていません。",
    en: "No mail to canaries that a leak would explain.",
  },
  "head.setup": {
    ja: "名簿が漏れても、まだ分かりません。次の順に準備してください。",
    en: "A leak would not be noticed yet. Get ready in this order.",
  },
  "head.watched": { ja: "見張り", en: "Watching" },
  "head.watched.value": {
    ja: "カナリア {count} 件、名簿 {systems} か所",
    en: "{count} canaries in {systems} copies",
  },
  "head.mail": { ja: "メールの受け取り", en: "Taking mail" },
  "head.mail.smtp": { ja: "受けています（{listen}）", en: "Listening ({listen})" },
  "head.mail.folder": { ja: "フォルダーを見ています", en: "Reading a folder" },
  "head.mail.both": {
    ja: "受けています（{listen}）、フォルダーも見ています",
    en: "Listening ({listen}) and reading a folder",
  },
  "head.mail.failed": {
    ja: "{listen} で受けられていません。番人のログを見てください。",
    en: "Not listening at {listen}: see the guard's log.",
  },
  "head.mail.none": { ja: "受けていません", en: "No mail is taken" },
  "head.due": { ja: "次に植える日", en: "Next planting" },
  "head.due.now": { ja: "いま（{systems}）", en: "now ({systems})" },
  "head.due.on": { ja: "{day}までに", en: "by {day}" },
  "head.due.none": { ja: "まだ植えていません", en: "nothing planted yet" },
  "head.asof": { ja: "{time}の時点", en: "As of {time}" },
  "head.working": {
    ja: "新しいメールを入れて、計算し直しています…",
    en: "Working it out anew with mail that came since…",
  },
  "head.told": { ja: "担当: {who}", en: "With: {who}" },
  "head.alert": { ja: "アラートを見る", en: "See the alert" },

  "step.places": {
    ja: "カナリアのアドレスの置き場所を、misemori.yaml の canary.domains（専用のドメイン）か canary.mailboxes（ふだんのアドレス）に書く",
    en: "Name a domain kept for canaries (canary.domains) or an ordinary mailbox (canary.mailboxes) in misemori.yaml",
  },
  "step.listen": {
    ja: "メールの受け方を、canary.listen（番人が受ける）か canary.folder（メールサーバーのフォルダーを見る）に書く",
    en: "Say how mail is taken: canary.listen (by the guard) or canary.folder (a mail server's folder)",
  },
  "step.plant": {
    ja: "名簿の置き場所ごとにカナリアを植える。まずは、お店のデータベースと、名簿を渡した先から",
    en: "Plant canaries into each copy of the list, first the shop's database and whoever you gave the list to",
  },
  "step.import": {
    ja: "できた CSV をすぐに取り込み、ファイルを消す",
    en: "Import the CSV at once and delete the file",
  },
  "step.done": { ja: "済み", en: "done" },
  "step.open": { ja: "まだ", en: "to do" },

  "chart.title": { ja: "いつ、どこから", en: "When and where from" },
  "chart.caption": {
    ja: "植えた日と場所。赤は、メールが届いたカナリアの組です。",
    en: "Each mark is a set, by day and place. Red: mail came to it.",
  },
  "chart.none": { ja: "植えたものがまだありません。", en: "Nothing is planted yet." },
  "chart.label": {
    ja: "植えた組 {sets}、そのうちメールが届いた組 {hit}。{verdict}",
    en: "{sets} sets, of which {hit} got mail. {verdict}",
  },
  "chart.range": {
    ja: "帯は、名簿が取られたとみられる期間です。その前に植えた組には届き、後の組は静かなままです。",
    en: "The band is when the list was taken: sets planted before it got mail, sets planted after it stay silent.",
  },
  "key.hit": { ja: "メールが届いた", en: "Got mail" },
  "key.silent": { ja: "静か", en: "Silent" },
  "key.retired": { ja: "見張りをやめた", en: "Retired" },
  "key.band": { ja: "取られた期間", en: "When it was taken" },
  "key.mail": { ja: "最初のメール", en: "First mail" },
  "table.period": { ja: "期間", en: "Period" },
  "table.hit": { ja: "{hit}/{count} 件に届いた", en: "{hit} of {count} got mail" },
  "table.silent": { ja: "静か（{count} 件）", en: "silent ({count})" },
  "table.retired": { ja: "やめた", en: "retired" },

  "sets.title": { ja: "植えた場所", en: "Where canaries lie" },
  "sets.caption": {
    ja: "週に一度、場所ごとに新しい組を植えると、取られた週まで分かります。",
    en: "A new set each week and place tells the week in which a list was taken.",
  },
  "sets.row": {
    ja: "見張り {count} 件。最後に植えた日: {day}。",
    en: "{count} watched, last planted {day}.",
  },
  "sets.never": {
    ja: "設定に名前がありますが、まだ植えていません。",
    en: "Named in the configuration, nothing planted yet.",
  },
  "sets.stopped": { ja: "見張りをすべてやめています。", en: "No longer watched." },
  "sets.decoy": {
    ja: "番人が自分で用意したものです。ここに届いたら、おとりのファイルを持ち出した人がいます。",
    en: "Made by the guard itself. Mail to it means that somebody took a decoy file.",
  },
  "sets.senders": {
    ja: "渡した先のメール（{senders}）は、流出とみなしません。",
    en: "Its own mail ({senders}) is no leak.",
  },
  "sets.due": { ja: "植えるとき", en: "Due" },
  "sets.due.on": { ja: "次は {day}までに。", en: "Next by {day}." },
  "sets.list": { ja: "植えた組（{count}）", en: "Sets ({count})" },
  "sets.all": { ja: "すべて見る", en: "Show all" },
  "sets.leftout": {
    ja: "ほかに古い組が {count} あります（canary list で見られます）。",
    en: "{count} older sets are not shown (see canary list).",
  },
  "sets.plant": { ja: "植える", en: "Plant" },
  "sets.plant.named": { ja: "「{system}」に植える", en: "Plant at “{system}”" },
  "sets.plant.new": { ja: "新しい場所に植える", en: "Plant somewhere new" },
  "set.state.hit": { ja: "{hit}/{count} 件に届いた", en: "{hit} of {count} got mail" },
  "set.state.silent": { ja: "静か", en: "Silent" },
  "set.state.retired": { ja: "やめた", en: "Retired" },
  "set.row": { ja: "{day}に {count} 件", en: "{count} on {day}" },
  "set.row.hit": { ja: "最初のメール: {time}", en: "first mail {time}" },
  "set.open": { ja: "アドレスを見る", en: "Show addresses" },
  "set.open.named": {
    ja: "「{system}」{period} のアドレスを見る",
    en: "Show the addresses of “{system}” {period}",
  },
  "set.retire": { ja: "見張りをやめる", en: "Stop watching" },
  "set.retire.named": {
    ja: "「{system}」{period} の見張りをやめる",
    en: "Stop watching “{system}” {period}",
  },
  "set.title": { ja: "「{system}」{period}", en: "“{system}” {period}" },
  "set.note": {
    ja: "見つけた人に知られると役に立たなくなります。写したり、だれかに送ったりしないでください。",
    en: "They are of no use once known. Do not copy or send them.",
  },
  "one.retire.named": { ja: "{address} の見張りをやめる", en: "Stop watching {address}" },
  "retire.ask": { ja: "「{name}」の見張りをやめますか？", en: "Stop watching {name}?" },
  "retire.explain": {
    ja: "やめた後に届くメールは、手がかりとして数えません。もとには戻せません。名簿から消すときは、先にこちらでやめてください。",
    en: "Mail that comes later no longer counts, and this cannot be undone. Before records are deleted from the list, stop watching them here.",
  },
  "retire.done": { ja: "{count} 件の見張りをやめました。", en: "{count} are no longer watched." },

  "plant.title": { ja: "カナリアを植える", en: "Plant canaries" },
  "plant.system": { ja: "名簿の置き場所", en: "Where the list lies" },
  "plant.system.hint": {
    ja: "例: お店のデータベース、メール配信会社、倉庫",
    en: "e.g. shop database, mailing service, warehouse",
  },
  "plant.system.missing": { ja: "置き場所を書いてください。", en: "Say where." },
  "plant.period": { ja: "期間の名前", en: "Name of the period" },
  "plant.period.missing": { ja: "期間の名前を書いてください。", en: "Name the period." },
  "plant.count": { ja: "件数（1〜50）", en: "How many (1–50)" },
  "plant.count.wrong": { ja: "1 から 50 までの数にしてください。", en: "A number from 1 to 50." },
  "plant.format": { ja: "取り込むファイルの形", en: "Form of the file" },
  "plant.format.generic": { ja: "一般の CSV", en: "General CSV" },
  "plant.encoding": { ja: "文字コード", en: "Encoding" },
  "plant.encoding.shift_jis": {
    ja: "Shift_JIS（Excel、古いシステム）",
    en: "Shift_JIS (Excel, older systems)",
  },
  "plant.place": { ja: "アドレスの置き場所", en: "Where the addresses are" },
  "plant.telephone": {
    ja: "電話番号を付ける（だれにもつながらない番号です）",
    en: "With telephone numbers (they reach nobody)",
  },
  "plant.noplace": {
    ja: "先に misemori.yaml の canary.domains か canary.mailboxes を書いてください。書くと、ここで植えられます。",
    en: "First name canary.domains or canary.mailboxes in misemori.yaml.",
  },
  "plant.explain": {
    ja: "保存したファイルを、今日のうちに名簿へ取り込み、ファイルは消してください。取り込むのが遅れると、取られた日の見積もりがずれます。",
    en: "Import the file today, then delete it. A late import makes the estimate of the day wrong.",
  },
  "plant.act": { ja: "植えてファイルを保存", en: "Plant and save the file" },
  "plant.done": {
    ja: "植えました。ファイル {file} を「{system}」に取り込み、その後で消してください。",
    en: "Planted. Import {file} at “{system}”, then delete it.",
  },
  "plant.again": {
    ja: "同じ内容でもう一度行うと、同じファイルがもう一度できます（増えません）。",
    en: "Asking for the same again gives the same file again; nothing is added.",
  },

  "mails.title": { ja: "届いたメール", en: "Mail that came" },
  "mails.caption": {
    ja: "本文は残していません。リンクも開いていません。",
    en: "No text is kept, no link was opened.",
  },
  "mails.which": { ja: "見せるメール", en: "Which mail" },
  "mails.hits": { ja: "手がかり", en: "Hints" },
  "mails.aside": { ja: "除いたもの", en: "Set aside" },
  "mails.hits.none": { ja: "手がかりになるメールはありません。", en: "No mail that hints at a leak." },
  "mails.aside.none": { ja: "除いたメールはありません。", en: "Nothing was set aside." },
  "mails.more": { ja: "続きを見る", en: "Show more" },
  "mails.row": {
    ja: "「{system}」のカナリア {canaries} 件宛て、{time}",
    en: "{time}, canaries at “{system}” it came to: {canaries}",
  },
  "mails.span": { ja: "{first} 〜 {last}", en: "{first} to {last}" },
  "mails.periods": { ja: "植えた期間: {periods}", en: "planted in {periods}" },
  "mails.row.nobody": { ja: "植えていないアドレス宛て、{time}", en: "to an address never planted, {time}" },
  "mails.times": { ja: "{count} 通", en: "{count} times" },
  "mails.why": { ja: "除いた理由: {why}", en: "Set aside: {why}" },
  "mails.more.facts": { ja: "くわしく", en: "More" },
  "mails.from": {
    ja: "接続元 {address}（{helo} と名乗る）",
    en: "Connected from {address}, calling itself {helo}",
  },
  "mails.proof": { ja: "証明: {verdicts}", en: "Proof: {verdicts}" },
  "mails.hosts": { ja: "リンク先（開いていません）: {hosts}", en: "Links to (never opened): {hosts}" },
  "mails.files": { ja: "添付: {files}", en: "Attachments: {files}" },
  "mails.own": {
    ja: "「{system}」自身の正当なメールなら、misemori.yaml に次のように書くと、流出とみなさなくなります。",
    en: "If this is a letter of “{system}” itself, write this into misemori.yaml and it is no leak.",
  },
  "mails.own.unproven": {
    ja: "送り主の証明（SPF・DKIM）がないメールなので、名前を書いても除きません。だれでも名乗れるためです。",
    en: "Its sender is not proven (SPF, DKIM): naming it would not clear it, as anybody can write that name.",
  },

  "decoys.title": { ja: "おとりに触れた人", en: "Who touched decoys" },
  "decoys.caption": {
    ja: "番人が動き始めた {time} からの記録です。前のものはアラートにあります。同じ接続元は 1 分に 1 回だけ数えます。",
    en: "Since the guard started, {time}; earlier ones are in the alerts. An address counts once a minute.",
  },
  "decoys.none": { ja: "だれも触れていません。", en: "Nobody so far." },
  "decoys.taken": { ja: "中身が使われました", en: "What was in it was used" },
  "decoys.scan": { ja: "よくある下見", en: "Common scanning" },
  "decoys.act.took": { ja: "おとりのファイルを取った", en: "took a decoy file" },
  "decoys.act.asked": { ja: "おとりの管理画面を開いた", en: "opened the decoy back office" },
  "decoys.act.tried": {
    ja: "おとりの管理画面に、合言葉を入れた",
    en: "tried words at the decoy back office",
  },
  "decoys.act.entered": { ja: "おとりの管理画面に入った", en: "went into the decoy back office" },
  "decoys.row": {
    ja: "{from} から、{addresses} か所・{count} 回（{first} 〜 {last}）",
    en: "from {from}. Addresses: {addresses}, touches: {count} ({first} to {last})",
  },
  "decoys.mailed": {
    ja: "おとりのファイルの中の名簿に、メールが届きました（{hit} 件）。ファイルを持ち出した人が、名簿を使っています。",
    en: "Mail came to the list inside the decoy files ({hit} canaries): whoever took the file uses the list.",
  },
  "decoys.more": { ja: "ほか {count} 件", en: "{count} more" },
} as const satisfies Words;

// The sentences of alerts that other rooms raise: subject, what happened, what to do.

import type { Words } from "../../kernel/index.ts";

export const kindWords = {
  "clock.subject": {
    ja: "期限が近づいています：{clock}（{due} まで）｜{shop}",
    en: "A deadline is coming: {clock} (by {due}) | {shop}",
  },
  "clock.what": {
    ja: "何が起きているか：「{incident}」の対応で、「{clock}」の期限が {due} です。期限までの時間の {gone}% が過ぎました。",
    en: 'What is happening: in "{incident}", "{clock}" is due {due}. {gone}% of its time has gone.',
  },
  "clock.late.subject": {
    ja: "期限になりました：{clock}（{due}）｜{shop}",
    en: "A deadline has come: {clock} ({due}) | {shop}",
  },
  "clock.late.what": {
    ja: "何が起きているか：「{incident}」の対応で、「{clock}」の期限（{due}）が来ましたが、済んだ記録がありません。",
    en: 'What is happening: in "{incident}", "{clock}" was due {due} and is not marked as done.',
  },
  "clock.missed": { ja: "守れないとき：{missed}", en: "If it is missed: {missed}" },
  "clock.do": {
    ja: "すること：済んでいれば「済み」と記録してください。まだなら、いま分かっていることだけで始めてください。遅れるときは理由を残してください。",
    en: "What to do: mark it as done if it is. If not, begin with what is known now, and note the reason if it will be late.",
  },
  "spam.subject": {
    ja: "お客様の迷惑メールの報告が、名簿の流出をうかがわせます｜{shop}",
    en: "Customers' spam reports hint at a leaked list | {shop}",
  },
  "spam.what": {
    ja: "何が起きているか：お客様{customers}人のうち{count}人から迷惑メールの報告があり、偶然では説明しにくい偏りがあります。名簿が持ち出されたとすれば {taken} のころです。",
    en: "What is happening: {count} of {customers} customers report spam, in a way chance hardly explains. If a list was taken, then around {taken}.",
  },
  "spam.do": {
    ja: "すること：報告の一覧を確かめ、心当たりのある一斉メールや名簿の持ち出しがないかを調べてください。まだ流出と決まったわけではありません。",
    en: "What to do: look through the reports, and for mailings or exports that could explain them. It is not certain yet that anything leaked.",
  },
  "watch.subject": {
    ja: "承認されていない変更が見つかりました：{what}｜{shop}",
    en: "A change nobody approved: {what} | {shop}",
  },
  "watch.what": {
    ja: "何が起きているか：お店のファイルかページに、承認されていない変更があります（{what}）。",
    en: "What is happening: the shop's files or pages hold a change that nobody approved ({what}).",
  },
  "watch.do": {
    ja: "すること：自分たちの更新かどうかを確かめてください。違うときは、サーバーを止めたりファイルを消したりせず、証拠を残してから直してください。",
    en: "What to do: find out whether the change is your own. If not, do not switch the server off and delete nothing: preserve the evidence first.",
  },
  "postponed.subject": {
    ja: "先に延ばした更新の期限が過ぎました：{what}｜{shop}",
    en: "A postponed update is overdue: {what} | {shop}",
  },
  "postponed.what": {
    ja: "何が起きているか：更新を先に延ばすと決めた期限が過ぎています（{what}）。知られている弱点が残ったままかもしれません。",
    en: "What is happening: the day until which an update was put off is over ({what}). A known weakness may still be open.",
  },
  "postponed.do": {
    ja: "すること：更新して「misemori watch updated」で済みにするか、理由を添えて「misemori watch postpone」で期限を改めてください。",
    en: 'What to do: update and tick it off with "misemori watch updated", or set a new day with a reason by "misemori watch postpone".',
  },
  "weak-parts.subject": {
    ja: "お店の部品に、知られている弱点があります：{what}｜{shop}",
    en: "Parts of the shop are known to be weak: {what} | {shop}",
  },
  "weak-parts.what": {
    ja: "何が起きているか：お店の {what} などに、攻撃の方法が知られている弱点があります。",
    en: "What is happening: weaknesses of {what} are known, and so is how to use them.",
  },
  "weak-parts.do": {
    ja: "すること：管理画面の「見張り」→「部品の版」で、何ができてしまうか、どの版で直るかを確かめ、制作会社に更新を頼んでください。すぐにできないときは、理由と期限を書いて延ばせます。",
    en: 'What to do: see "Watch" → "Versions" in the console for what an attacker can do and which version mends it, and have it updated. What cannot be done now can be put off there, with a reason and a day.',
  },
  "system-old.subject": {
    ja: "サーバーの更新が {what} 日されていません｜{shop}",
    en: "The server was last updated {what} days ago | {shop}",
  },
  "system-old.what": {
    ja: "何が起きているか：サーバーの OS の更新（apt upgrade など）が、{what} 日前で止まっています。",
    en: "What is happening: the packages of the server itself were last updated {what} days ago.",
  },
  "system-old.do": {
    ja: "すること：サーバーの担当者に更新を頼み、済んだら「misemori watch updated --what os」か管理画面の「見張り」→「部品の版」で済みにしてください。",
    en: 'What to do: have the server updated, then tick it off with "misemori watch updated --what os" or under "Watch" → "Versions" in the console.',
  },
  "canary.subject": {
    ja: "おとりに反応がありました：{what}｜{shop}",
    en: "A decoy was touched: {what} | {shop}",
  },
  "canary.what": {
    ja: "何が起きているか：だれも使わないはずのおとり（{what}）が使われました。",
    en: "What is happening: a decoy that nobody should ever use was used ({what}).",
  },
  "canary.do": {
    ja: "すること：メールの自動検査などの誤りでないかを確かめ、違えば流出の疑いとして記録を始めてください。",
    en: "What to do: check that it was no automatic mail scanner; if it was not, open an incident for a suspected leak.",
  },
  "canary-mailbox.subject": {
    ja: "カナリア宛てのメールを読めていません：{what}｜{shop}",
    en: "Mail to canaries cannot be read: {what} | {shop}",
  },
  "canary-mailbox.what": {
    ja: "何が起きているか：メールボックス（{what}）を読めません。その間、名簿が流出しても気づけません。{message}",
    en: "What is happening: the mailbox ({what}) cannot be read; a leaked list would not be noticed meanwhile. {message}",
  },
  "canary-mailbox.do": {
    ja: "すること：上の内容を確かめて直してください。「misemori doctor」で試せます。届いていたメールは、つながれば読みます。",
    en: 'What to do: set right what is said above; "misemori doctor" tries it. What came meanwhile is read afterwards.',
  },
  "decoy.subject": {
    ja: "おとりから取った情報で入ろうとした人がいます｜{shop}",
    en: "Somebody uses what he took from a decoy | {shop}",
  },
  "decoy.what": {
    ja: "何が起きているか：おとりのファイルにしか書いていない入口（{what}）{did}。接続元：{from}（{origin}）。最初は {since}。おとりなので、お店の情報は何も渡っていません。",
    en: "What is happening: {did} the door {what}, which stands in decoy files alone. From {from} ({origin}), since {since}. It is a decoy: nothing of the shop was given away.",
  },
  "decoy.do": {
    ja: "すること：この接続元をお店全体で止めるかを決め、ほかのファイルが取られていないか、改ざんがないかを制作会社に調べてもらってください。この接続元の支払いは、すでに強く疑って見ています。",
    en: "What to do: decide whether to turn this address away from the whole shop, and have the web company look for other files taken or changed. Payments from there are already doubted strongly.",
  },
  "decoy.took": { ja: "のファイルが取られました", en: "somebody took a file behind" },
  "decoy.asked": { ja: "が開かれました", en: "somebody opened" },
  "decoy.tried": { ja: "に違う合言葉が入力されました", en: "somebody tried other words at" },
  "decoy.entered": {
    ja: "に、おとりに書いてあった合言葉が入力されました",
    en: "somebody typed a decoy's own words at",
  },
  "decoy-card.subject": {
    ja: "おとりのカード番号で支払おうとした人がいます｜{shop}",
    en: "Somebody tried to pay with a decoy card | {shop}",
  },
  "decoy-card.what": {
    ja: "何が起きているか：だれも知らないはずのおとりのカード番号（{card}）が、支払い（{what}）で {count} 回使われました。この番号は「{place}」に置いたものです。そこが読まれ、持ち出されています。接続元：{from}（{origin}）。最初は {since}。支払いは決済会社に届いていません。",
    en: 'What is happening: a decoy card that nobody can know ({card}) was used to pay ({what}), {count} times. It was put into "{place}": that was read and taken. From {from} ({origin}), since {since}. No such payment reached the payment agency.',
  },
  "decoy-card.do": {
    ja: "すること：「{place}」にあった本物のカードや名簿も取られたものとして、漏えいの疑いの記録を始め、決済会社と制作会社に連絡してください。この接続元の支払いは、すでに強く疑って見ています。",
    en: 'What to do: take it that real cards and customers in "{place}" were taken too. Open an incident for a suspected leak, and call the payment agency and the web company. Payments from that address are already doubted strongly.',
  },
  "decoy-scan.subject": {
    ja: "設定やバックアップのファイルを探す自動の巡回がありました｜{shop}",
    en: "Somebody searches the shop for settings and backups | {shop}",
  },
  "decoy-scan.what": {
    ja: "何が起きているか：公開していないはずのファイル（{what} など）を探す接続が {count} 回ありました。接続元：{from}。おとりが答えたので、お店の情報は何も渡っていません。このような巡回はどのお店にも来ます。",
    en: "What is happening: {count} visits looked for files that are never public ({what} and the like), from {from}. Decoys answered: nothing of the shop was given away. Every shop gets such visits.",
  },
  "decoy-scan.do": {
    ja: "すること：急ぎではありません。本物の設定ファイルやバックアップが公開フォルダーに置かれていないかを、一度確かめてください。",
    en: "What to do: nothing urgent. Check once that no real settings file or backup lies in a public folder.",
  },
  "leak.subject": {
    ja: "名簿が流出しています：「{system}」から（{taken}）｜{shop}",
    en: 'A customer list has leaked: from "{system}" ({taken}) | {shop}',
  },
  "leak.what": {
    ja: "何が起きているか：名簿にまぜた見張りのアドレス（カナリア）に迷惑メールが届いています。{taken} の間に、「{system}」に渡した名簿から取られました（確かさ {percent}%）。",
    en: 'What is happening: spam comes to watch addresses (canaries) planted in the list. It was taken within {taken}, from the copy at "{system}" ({percent}% sure).',
  },
  "leak.perhaps.subject": {
    ja: "名簿が流出したかもしれません：「{system}」（{taken}）｜{shop}",
    en: 'A customer list may have leaked: "{system}" ({taken}) | {shop}',
  },
  "leak.perhaps.what": {
    ja: "何が起きているか：「{system}」の名簿にだけ入れた見張りのアドレス（カナリア）にメールが届きました。流出なら、取られたのは {taken} の間です。まだ言い切れるほどの数ではありません。",
    en: 'What is happening: mail came to a watch address (canary) that stands only in the list at "{system}". If it leaked, it was taken within {taken}. It is too early to be sure.',
  },
  "leak.mails": {
    ja: "届いたメール：{mails}通（カナリア {hit}件。まだ届いていないもの {silent}件）。送り主：{senders}",
    en: "Mail so far: {mails}, to {hit} canaries ({silent} have heard nothing). Senders: {senders}",
  },
  "leak.do": {
    ja: "すること：管理画面で「事故として対応する」を押してください（種類と期間は記入されます）。「{system}」に、その間のデータの持ち出し・不正アクセスがなかったかを問い合わせ、名簿の受け渡しを止めてください。届いたメールのリンクは開かないでください。",
    en: 'What to do: open an incident in the console (kind and window are filled in). Ask "{system}" about exports and intrusions in that time, and stop handing over lists. Do not open links in the mails.',
  },
  "leak.perhaps.do": {
    ja: "すること：「misemori canary hits」で送り主を確かめてください。「{system}」自身の正当なメールなら、設定の canary.systems に送信ドメインを足してください。そうでなければ、事故として対応を始めてください。",
    en: 'What to do: look at the senders with "misemori canary hits". If it is a letter of "{system}" itself, add its domain to canary.systems in the configuration. If not, open an incident.',
  },
  "scrub.subject": {
    ja: "カード情報が残っている場所が見つかりました：{what}｜{shop}",
    en: "Card data was found where none should be: {what} | {shop}",
  },
  "scrub.what": {
    ja: "何が起きているか：{what} に、カード番号らしいものが {count} 件残っています。",
    en: "What is happening: {what} holds {count} of what look like card numbers.",
  },
  "scrub.do": {
    ja: "すること：まず出どころを止めてください。消す前に「misemori scrub scan」で場所を確かめ、「misemori scrub fix」で伏せ字にしてください。",
    en: 'What to do: stop the source first. Look with "misemori scrub scan" before anything is removed, then mask with "misemori scrub fix".',
  },
  "sending.subject": {
    ja: "お知らせの送付を止めました：新しい調べがあります｜{shop}",
    en: "Sending the notice has stopped: a later scope is known | {shop}",
  },
  "sending.what": {
    ja: "何が起きているか：「{what}」のお知らせを送っている間に、影響範囲の新しい調べが記録されました。古い人数のまま送らないよう、自動で止めました。",
    en: 'What is happening: while the notice of "{what}" was going out, a later scope was recorded. It has stopped by itself, so that nobody is told old figures.',
  },
  "sending.do": {
    ja: "すること：新しい人数で用紙と文面を作り直し、次の報として送ってください。すでに届いた方にも、次の報が1通届きます。",
    en: "What to do: write the next report from the new figures and send that. Those told already get it, too, once.",
  },
  "other.subject": {
    ja: "確かめてほしいことがあります（{kind}）｜{shop}",
    en: "Something needs a person's look ({kind}) | {shop}",
  },
  "other.what": {
    ja: "何が起きているか：Misemori が「{kind}」について知らせています（段階：{stage}）。くわしい説明の用意がない種類のため、分かっていることだけを並べます。",
    en: 'What is happening: Misemori reports "{kind}" (stage: {stage}). There are no words for this kind yet, so only what is known is listed.',
  },
  "other.do": {
    ja: "すること：管理画面を開いて確かめてください。分からないときは、このお知らせを制作会社に転送してください。",
    en: "What to do: open the console and look. When in doubt, forward this to whoever maintains the shop.",
  },
  cost: { ja: "かかるお金：およそ {yen}円", en: "What it costs: about ¥{yen}" },
} satisfies Words;

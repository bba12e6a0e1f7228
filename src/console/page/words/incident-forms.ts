// What the forms of an incident ask, and what each says before and after it is sent.
import type { Words } from "../../../kernel/words.ts";

const opening = {
  "open.title": { ja: "事故の対応を始める", en: "Open an incident" },
  "open.intro": {
    ja: "分かっていることだけで構いません。あとから書き足せます。",
    en: "What is known so far is enough. More can be added later.",
  },
  "open.sealed": {
    ja: "相手の名前・連絡先・言葉は封をして保管し、この件の担当者だけが読めます。カード番号は書かないでください。",
    en: "Name, contact and words are sealed; only people named on this incident can read them. Write no card numbers.",
  },
  "open.act": { ja: "始める", en: "Open it" },
  "open.title.made": { ja: "{source}からの知らせ（{channel}）", en: "Hint from {source} ({channel})" },
} as const satisfies Words;

const fields = {
  "field.type": { ja: "どんな事故ですか", en: "What kind of incident" },
  "field.title": { ja: "件名（なくても構いません）", en: "Title (may be left out)" },
  "field.title.hint": {
    ja: "封をしません。お客様の名前は書かないでください。",
    en: "Not sealed: no customer's name here.",
  },
  "field.source": { ja: "だれから", en: "From whom" },
  "field.channel": { ja: "どうやって", en: "Through what" },
  "field.at": { ja: "いつ", en: "When" },
  "field.caller": { ja: "相手の名前", en: "Who called" },
  "field.caller.hint": { ja: "会社名、部署、お名前", en: "company, department, name" },
  "field.contact": { ja: "折り返しの連絡先", en: "How to reach them" },
  "field.words": { ja: "何と言われましたか", en: "What did they say" },
  "field.words.hint": { ja: "聞いたままを。", en: "As you heard it." },
  "field.why": { ja: "理由", en: "Why" },
  "field.why.missing": { ja: "理由を書いてください。", en: "Please give a reason." },
  "field.missing": { ja: "ここを書いてください。", en: "This is needed." },
  "field.target": { ja: "どの送り元ですか", en: "Which origin" },
  "field.target.hint": { ja: "例: ip 203.0.113.7", en: "e.g. ip 203.0.113.7" },
  "field.what": { ja: "何の費用ですか", en: "What it is for" },
  "field.from": { ja: "どこから", en: "From whom" },
  "field.yen": { ja: "金額（円）", en: "Yen" },
  "field.state": { ja: "状態", en: "State" },
  "field.person": { ja: "名前", en: "Name" },
  "field.person.hint": {
    ja: "管理画面に入るときの名前をそのまま",
    en: "exactly as they sign in to this console",
  },
  "field.demander": { ja: "だれが求めていますか", en: "Who asks" },
  "field.asked": { ja: "何を求められましたか", en: "What they ask" },
  "field.due": { ja: "いつまで", en: "By when" },
  "field.received": { ja: "いつ求められましたか", en: "When they asked" },
  "field.orElse": { ja: "過ぎるとどうなりますか", en: "What happens if it is missed" },
  "field.to": { ja: "渡した相手（組織）", en: "Received by (organisation)" },
  "field.to.hint": { ja: "例: 県警サイバー犯罪対策課", en: "e.g. the police's cybercrime desk" },
  "field.thing": { ja: "渡したもの", en: "What was handed over" },
  "field.thing.hint": { ja: "例: 調査報告書（第1版）", en: "e.g. forensic report, first version" },
  "field.receiver": { ja: "受け取った人の名前", en: "Who received it" },
  "field.receiver.hint": { ja: "封をして保管します。", en: "Kept sealed." },
  "field.receiverContact": { ja: "その人の連絡先", en: "How to reach them" },
  "field.through": { ja: "渡し方", en: "How" },
  "field.handedAt": { ja: "いつ渡しましたか", en: "When" },
  "field.handedWhy": { ja: "なぜ渡しましたか", en: "Why" },
  "field.sha256": { ja: "照合の値（SHA-256。なくても構いません）", en: "SHA-256 (may be left out)" },
  "field.windowFrom": { ja: "侵入のはじめ", en: "Intrusion from" },
  "field.windowTo": { ja: "侵入のおわり", en: "Intrusion until" },
  "field.how": { ja: "なぜ分かりましたか", en: "How it is known" },
  "field.known": {
    ja: "漏えい、またはそのおそれを知った時",
    en: "When the leak, or its likelihood, became known",
  },
  "field.known.hint": {
    ja: "個人情報保護委員会への期限は、ここから数えます。",
    en: "The commission's dates count from here.",
  },
  "field.people": { ja: "影響のある人数（おそれを含む）", en: "People affected or possibly so" },
  "field.propertyRisk": {
    ja: "カード番号などがあり、お金の被害が起こりうる",
    en: "Card numbers or the like: money could be lost",
  },
  "field.onPurpose": {
    ja: "だれかが不正に持ち出したおそれがある",
    en: "Somebody may have taken it on purpose",
  },
  "field.sensitive": { ja: "病歴・信条などの要配慮個人情報がある", en: "Sensitive data (health, creed …)" },
  "field.encrypted": { ja: "すべて強く暗号化され、鍵は無事", en: "All strongly encrypted, the key is safe" },
  "field.europeans": { ja: "欧州にお住まいのお客様がいる", en: "Some buyers live in Europe" },
  "field.keepDays": { ja: "個人情報を保管する日数", en: "Days to keep the personal data" },
} as const satisfies Words;

const asking = {
  write: { ja: "書く", en: "Write it down" },
  written: { ja: "書きました。", en: "Written down." },
  "why.because": { ja: "{type}への対応のため", en: "Because of: {type}" },
  "act.ask": { ja: "{act}: 行いますか?", en: "{act}?" },
  "act.taken": { ja: "受け付けました: {act}", en: "Taken: {act}" },
  "act.does.pause-cards": {
    ja: "カード払いだけを止めます。お店は開いたままで、ほかの支払い方法は使えます。いつでも再開できます。",
    en: "Only card payments stop. The shop stays open with its other ways to pay. It can be undone at any time.",
  },
  "act.does.stop-shop": {
    ja: "お店全体を止め、お客様にはお知らせのページを出します。サーバーは動いたままで、証拠は残ります。再開できます。",
    en: "The whole shop stops and buyers see an honest page. The server stays on and the evidence stays. It can be undone.",
  },
  "act.does.preserve-evidence": {
    ja: "ログ、設定、Misemori の記録を写して一つの包みにし、照合の値を付けます。お店は止まりません。大きいと数分かかります。",
    en: "Logs, configuration and Misemori's records are copied into one package with its hash. The shop goes on. It may take minutes when there is much.",
  },
  "act.does.block-origin": {
    ja: "この送り元からのアクセスをすべて断ります。同じ送り元を使うほかのお客様も入れなくなります。元に戻せます。",
    en: "Everything from this origin is refused, honest buyers behind it too. It can be undone.",
  },
  "act.does.end-sessions": {
    ja: "お店の全員がログアウトします。次に使うときにログインし直してもらいます。元には戻せません。",
    en: "Everybody is signed out of the shop and has to sign in again. It cannot be undone.",
  },
  "act.does.open-look-up": {
    ja: "お客様が、自分に影響があったかを確かめられるページを開きます。あとで閉じられます。",
    en: "A page opens where customers can look up whether they were affected. It can be closed again.",
  },
  "act.does.other": { ja: "この操作は記録に残ります。", en: "This act is written into the journal." },
  "undo.does": {
    ja: "安全を確かめてから行ってください。だれが、なぜ戻したかが記録に残ります。",
    en: "Do this when it is known to be safe. Who undid it and why is on record.",
  },
  "mark.ask.done": { ja: "済みにしますか?", en: "Mark it as done?" },
  "mark.ask.not-applicable": { ja: "当てはまらないのですか?", en: "Does it not apply?" },
  "mark.explain.done": {
    ja: "{what}。いまの時刻とあなたの名前が残ります。",
    en: "{what}. The time and your name are kept.",
  },
  "mark.explain.not-applicable": {
    ja: "{what}。あとで必ず理由を聞かれます。だれに確かめたかも書いてください。",
    en: "{what}. You will be asked why: write whom you asked, too.",
  },
  "mark.why.done": { ja: "どうやって済ませたか", en: "How it was done" },
  "mark.why.not-applicable": { ja: "なぜ当てはまらないか", en: "Why it does not apply" },
  "mark.hint.done": { ja: "例: 電話で山田さんに伝えた", en: "e.g. told Ms Yamada by telephone" },
  "mark.hint.not-applicable": {
    ja: "例: 欧州への発送はない（弁護士に確認）",
    en: "e.g. we never ship to Europe (lawyer asked)",
  },
  "cost.ask": { ja: "見積もり・費用", en: "Quote or cost" },
  "cost.explain": {
    ja: "同じ費用の見積もりは並べて比べられます。決めたら「採用」、請求が来たら「請求済み」にします。",
    en: "Quotes for the same thing stand side by side. Mark the one you take as chosen, and as billed when the bill comes.",
  },
  unname: { ja: "外す", en: "Take off" },
  "unname.named": { ja: "{person}さんを担当から外す", en: "Take {person} off" },
  "unname.ask": { ja: "{person}さんを担当から外しますか?", en: "Take {person} off?" },
  "unname.explain": {
    ja: "この人は、封をした言葉と一覧を読めなくなります。",
    en: "They can no longer read what is sealed.",
  },
  "facts.ask": { ja: "分かったこと", en: "What is known" },
  "facts.explain": {
    ja: "期限と「次にすること」が、これで決まります。変わったらまた書き直せます。",
    en: "Dates and next steps follow from this. State it again whenever it changes.",
  },
  "demand.ask": { ja: "求められた期限", en: "A demand with a date" },
  "demand.explain": {
    ja: "モールやカード会社から「いつまでに」と言われたことを、時刻まで書きます。書いたものは変えられません。",
    en: "What a mall or card company wants by when, to the minute. It cannot be changed once written.",
  },
  "handed.ask": { ja: "渡した記録", en: "Handed over" },
  "handed.bag": { ja: "{bag}。", en: "{bag}." },
  "handed.explain": {
    ja: "だれに、いつ、なぜ渡したかを残します。受け取った人の名前と連絡先は封をします。ほかの欄に人の名前は書かないでください。",
    en: "Keeps who received it, when and why. The receiver's name and contact are sealed; write no person's name elsewhere.",
  },
  "window.ask": { ja: "侵入の期間", en: "Window of the intrusion" },
  "window.explain": {
    ja: "分かっている範囲で構いません。だれに影響があったかは、この期間から調べます。",
    en: "As far as known. Who was affected is worked out from this window.",
  },
  "name.ask": { ja: "担当者を加える", en: "Name somebody on this incident" },
  "name.explain": {
    ja: "この人は、封をした言葉とお客様の一覧を読めるようになります。",
    en: "They will be able to read what is sealed and the list of customers.",
  },
  "note.ask": { ja: "メモ", en: "A note" },
  "note.explain": {
    ja: "封をして保管し、担当者だけが読めます。カード番号は書かないでください。",
    en: "Sealed; only people named can read it. Write no card numbers.",
  },
  "hint.ask": { ja: "新しい知らせ", en: "A further hint" },
  "hint.explain": {
    ja: "相手の名前・連絡先・言葉は封をして保管します。",
    en: "Name, contact and words are sealed.",
  },
  "close.ask": { ja: "この件を終えますか?", en: "Close this incident?" },
  "close.explain": {
    ja: "終えたあと、決めた日数が過ぎると個人情報の鍵を捨てます。それまでは開き直せます。記録は残ります。",
    en: "Once the days are over the key of its personal data is destroyed. Until then it can be reopened. The record stays.",
  },
  "close.act": { ja: "終える", en: "Close it" },
  "close.done": { ja: "この件を終えました。", en: "The incident is closed." },
  "close.why": { ja: "対応が済んだため", en: "All is done" },
  "reopen.ask": { ja: "開き直しますか?", en: "Reopen it?" },
  "reopen.explain": {
    ja: "個人情報の鍵を捨てる日は取り消されます。",
    en: "The day the key is destroyed is called off.",
  },
  "reopen.act": { ja: "開き直す", en: "Reopen" },
} as const satisfies Words;

export const incidentFormWords = { ...opening, ...fields, ...asking } as const satisfies Words;

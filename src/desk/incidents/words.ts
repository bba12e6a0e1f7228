// An incident in a shopkeeper's words: kinds, states, who told us how, acts and what came of them, and what to do next.

import type { Words } from "../../kernel/index.ts";

const types = {
  "type.card-leak": { ja: "カード情報の漏えい（おそれを含む）", en: "Card data leaked (or likely)" },
  "type.personal-leak": { ja: "個人情報の漏えい（おそれを含む）", en: "Personal data leaked (or likely)" },
  "type.email-leak": { ja: "メールアドレスの漏えい", en: "E-mail addresses leaked" },
  "type.card-testing": { ja: "クレジットマスター攻撃", en: "Card testing" },
  "type.backdoor": { ja: "改ざん・バックドア", en: "Defacement or backdoor" },
  "type.suspected": { ja: "まだ分からない（疑いのある段階）", en: "Not known yet (suspected)" },
  "state.open": { ja: "対応中", en: "open" },
  "state.closed": { ja: "終了", en: "closed" },
  "state.key-destroyed": { ja: "終了（個人情報は消去済み）", en: "closed (personal data destroyed)" },
} as const satisfies Words;

const hints = {
  "source.alert": { ja: "Misemori のお知らせ", en: "an alert of Misemori" },
  "source.card-company": { ja: "カード会社", en: "card company" },
  "source.agency": { ja: "決済代行会社", en: "payment agency" },
  "source.customer": { ja: "お客様", en: "customer" },
  "source.police": { ja: "警察", en: "police" },
  "source.mall": { ja: "ショッピングモール", en: "shopping mall" },
  "source.vendor": { ja: "制作会社・保守会社", en: "vendor" },
  "source.ipa": { ja: "情報処理推進機構（IPA）", en: "IPA" },
  "source.press": { ja: "報道", en: "press" },
  "source.staff": { ja: "お店の人", en: "own staff" },
  "source.other": { ja: "そのほか", en: "other" },
  "channel.telephone": { ja: "電話", en: "telephone" },
  "channel.email": { ja: "メール", en: "e-mail" },
  "channel.letter": { ja: "郵便", en: "letter" },
  "channel.fax": { ja: "ファクス", en: "fax" },
  "channel.visit": { ja: "訪問", en: "visit" },
  "channel.web": { ja: "お問い合わせフォーム", en: "web form" },
  "channel.own": { ja: "自分で気づいた", en: "noticed ourselves" },
  "through.in-person": { ja: "手渡し", en: "in person" },
  "through.post": { ja: "郵便・宅配便", en: "post or courier" },
  "through.email": { ja: "メール", en: "e-mail" },
  "through.upload": { ja: "ファイルの受け渡しサービス", en: "file upload" },
  "through.fax": { ja: "ファクス", en: "fax" },
  "through.other": { ja: "そのほか", en: "another way" },
} as const satisfies Words;

const sendings = {
  "sending.trial": { ja: "お知らせを自分あてに試しました", en: "A notice was tried out" },
  "sending.started": { ja: "お知らせを送り始めました", en: "Sending a notice began" },
  "sending.paused": { ja: "お知らせの送付を止めました", en: "Sending a notice was paused" },
  "sending.resumed": { ja: "お知らせの送付を続けました", en: "Sending a notice went on" },
  "sending.done": { ja: "お知らせを送り終えました", en: "A notice has gone out" },
  "sending.decided": {
    ja: "届いたか分からない方について決めました",
    en: "It was decided whether a notice had arrived",
  },
  "sending.channel.email": { ja: "メール", en: "e-mail" },
  "sending.channel.letter": { ja: "手紙", en: "letter" },
  "sending.reason.stale": { ja: "影響範囲が新しくなったため", en: "a later scope is known" },
} as const satisfies Words;

const acts = {
  "act.pause-cards": { ja: "カード払いを止める", en: "Pause card payments" },
  "act.stop-shop": { ja: "お店を止めて、お知らせを出す", en: "Stop the shop with an honest page" },
  "act.preserve-evidence": { ja: "証拠を保全する", en: "Preserve evidence" },
  "act.block-origin": { ja: "送り元を閉め出す", en: "Block an origin" },
  "act.end-sessions": { ja: "全員にログインし直してもらう", en: "Make everybody sign in again" },
  "act.open-look-up": { ja: "お客様の確認ページを開く", en: "Open the look-up page" },
  "undo.pause-cards": { ja: "カード払いを再開する", en: "Take cards again" },
  "undo.stop-shop": { ja: "お店を再開する", en: "Open the shop again" },
  "undo.block-origin": { ja: "閉め出しをやめる", en: "Unblock the origin" },
  "undo.open-look-up": { ja: "確認ページを閉じる", en: "Close the look-up page" },
  "act.state.begun": { ja: "実行中", en: "under way" },
  "act.state.done": { ja: "済み", en: "done" },
  "act.state.failed": { ja: "できませんでした", en: "failed" },
  "act.state.undoing": { ja: "元に戻しています", en: "being undone" },
  "act.state.undone": { ja: "元に戻しました", en: "undone" },
  "outcome.paused": { ja: "カード払いを止めました。", en: "Card payments are paused." },
  "outcome.already-paused": {
    ja: "カード払いはもう止まっていました。",
    en: "Card payments were paused already.",
  },
  "outcome.resumed": { ja: "カード払いを再開しました。", en: "Card payments are open again." },
  "outcome.already-open": { ja: "カード払いはもう開いていました。", en: "Card payments were open already." },
  "outcome.shop-stopped": {
    ja: "お店を止めました。どのページにも、止めているというお知らせが出ます。",
    en: "The shop is stopped; every page says so.",
  },
  "outcome.shop-already-stopped": { ja: "お店はもう止まっていました。", en: "The shop was stopped already." },
  "outcome.shop-opened": { ja: "お店を再開しました。", en: "The shop is open again." },
  "outcome.shop-already-open": { ja: "お店はもう開いていました。", en: "The shop was open already." },
  "outcome.origin-blocked": { ja: "この接続元を閉め出しました。", en: "This origin is turned away." },
  "outcome.origin-already-blocked": {
    ja: "この接続元はもう閉め出していました。",
    en: "This origin was turned away already.",
  },
  "outcome.origin-unblocked": {
    ja: "この接続元の閉め出しをやめました。",
    en: "This origin is let in again.",
  },
  "outcome.origin-not-blocked": {
    ja: "この接続元は閉め出していませんでした。",
    en: "This origin was not turned away.",
  },
  "outcome.kept-for-other": {
    ja: "この件では要らなくなりましたが、対応中の別の件がまだ必要としているので、そのままにしてあります。最後の件で元に戻すと、元に戻ります。",
    en: "This incident needs it no longer, but another open one still does, so it was left as it is. It ends when the last one undoes it.",
  },
  "outcome.sessions-ended": {
    ja: "全員をログアウトさせました。お客様は、もう一度ログインします。",
    en: "Everybody is signed out; buyers sign in again.",
  },
  "outcome.look-up-open": {
    ja: "確認ページを開きました。お客様は、お店の /__misemori/lookup で確かめられます。",
    en: "The look-up page is open: customers find it at /__misemori/lookup of the shop.",
  },
  "outcome.look-up-closed": { ja: "確認ページを閉じました。", en: "The look-up page is closed." },
  "outcome.look-up-was-closed": {
    ja: "確認ページはもう閉じていました。",
    en: "The look-up page was closed already.",
  },
  "outcome.preserved": {
    ja: "証拠を保全しました。ハッシュ値を紙にも控えてください。",
    en: "Evidence is preserved. Write its hash on paper, too.",
  },
  "outcome.preserved-own": {
    ja: "Misemori の記録と設定を保全しました。アクセスログなども残すには、設定の incidents.preserve に書いて、もう一度押してください。",
    en: "Misemori's own records and configuration are preserved. To keep access logs and more, name them under incidents.preserve and do it again.",
  },
  "outcome.preserved-partly": {
    ja: "証拠を保全しましたが、読めなかったものがあります。一覧は包みの中の metadata/files.jsonl にあります。",
    en: "Evidence is preserved, but some of it could not be read: see metadata/files.jsonl in the package.",
  },
} as const satisfies Words;

const steps = {
  "next.pause-cards": {
    ja: "カード払いを止めてください。お店は開けたままで、ほかの支払い方法は使えます。",
    en: "Pause card payments. The shop stays open, other ways to pay go on.",
  },
  "next.stop-shop": {
    ja: "お店を止めて、お知らせのページを出してください。サーバーの電源は切らないでください。",
    en: "Stop the shop and show an honest page. Do not switch the server off.",
  },
  "next.preserve-evidence": {
    ja: "証拠を保全してください。サーバーの電源を切らず、ファイルを消さず、入れ直しもしないでください。先に直すと、誰に影響があったか分からなくなります。",
    en: "Preserve the evidence. Do not switch the server off, do not delete, do not reinstall: repaired first, nobody can tell any more who was affected.",
  },
  "next.call-acquirer": {
    ja: "カード会社（または決済代行会社）へ電話してください。分かっていることだけで構いません。",
    en: "Call the card company (or payment agency). What is known so far is enough.",
  },
  "next.say-known": {
    ja: "漏えい、またはそのおそれを知った日時を書いてください。委員会への期限はそこから数えます。",
    en: "Write down when the leak, or its likelihood, became known: the commission's dates count from there.",
  },
  "next.ask-forensic": {
    ja: "調査会社（カード会社が認めたフォレンジック機関）に見積もりを頼み、費用の欄に「{what}」として控えてください。",
    en: "Ask a forensic firm the card brands accept for a quote, and note it as a cost named “{what}”.",
  },
  "next.choose-forensic": {
    ja: "調査会社の見積もりから選び、費用の欄で「採用」にしてください。頼まないときは「見送り」にします。",
    en: "Choose among the forensic quotes and mark one as chosen; mark them as dropped when none is needed.",
  },
  "next.scope": {
    ja: "誰に影響があったかを調べてください（misemori incident scope）。",
    en: "Find out who was affected (misemori incident scope).",
  },
  "next.report-preliminary": {
    ja: "個人情報保護委員会へ速報を出してください。分かっていることだけで構いません。",
    en: "Send the commission its preliminary report. Only what is known is asked.",
  },
  "next.report-europe": {
    ja: "欧州の監督機関へ知らせてください。",
    en: "Tell the European supervisory authority.",
  },
  "next.ask-police": {
    ja: "警察のサイバー犯罪窓口に相談してください。",
    en: "Consult the police's cybercrime desk.",
  },
  "next.tell-ipa": { ja: "IPA に届け出てください。", en: "Report to IPA." },
  "next.answer-demand": {
    ja: "求められた期限までに答えてください。",
    en: "Answer the demand before its time is over.",
  },
  "next.speak-first": {
    ja: "先に公表・報道されました。お客様はいま知りたがっています。分かっていること、まだ分からないこと、次にいつ知らせるかを、お店のページと窓口で伝えてください。",
    en: "It is public already, and customers want to know now. Say on the shop's page and at the desk what is known, what is not, and when more will be told.",
  },
  "next.tell-persons": {
    ja: "影響のあったお客様へ、メールと書状で知らせてください。",
    en: "Tell the persons affected, by e-mail and letter.",
  },
  "next.tell-europeans": {
    ja: "欧州にお住まいのお客様へ知らせてください。",
    en: "Tell the buyers who live in Europe.",
  },
  "next.report-final": {
    ja: "個人情報保護委員会へ確報を出してください（9 項目）。",
    en: "Send the commission its final report (all nine items).",
  },
  "next.resume-cards": {
    ja: "することは済みました。安全を確かめたら、カード払いを再開してください。",
    en: "All is done. When it is known to be safe, take cards again.",
  },
  "next.open-shop": {
    ja: "することは済みました。安全を確かめたら、お店を再開してください。",
    en: "All is done. When it is known to be safe, open the shop again.",
  },
  "next.close": {
    ja: "この件を終えられます。終えると、決めた日数のあとに個人情報の鍵を捨てます。",
    en: "The incident can be closed. Some days after closing the key of its personal data is destroyed.",
  },
} as const satisfies Words;

const costs = {
  "cost.forensic": { ja: "調査会社（フォレンジック）", en: "forensic firm" },
  "cost.lawyer": { ja: "弁護士", en: "lawyer" },
  "cost.letters": { ja: "書状・送料", en: "letters and postage" },
  "cost.call-centre": { ja: "問い合わせ窓口", en: "call centre" },
  "cost.reissue": { ja: "カードの再発行", en: "card reissue" },
  "cost.apology": { ja: "お詫びの品", en: "apology gifts" },
  "cost.state.quote": { ja: "見積もり", en: "quote" },
  "cost.state.chosen": { ja: "採用", en: "chosen" },
  "cost.state.billed": { ja: "請求済み", en: "billed" },
  "cost.state.paid": { ja: "支払い済み", en: "paid" },
  "cost.state.dropped": { ja: "見送り", en: "dropped" },
} as const satisfies Words;

const papers = {
  "paper.email": { ja: "メール", en: "e-mail" },
  "paper.letter": { ja: "手紙", en: "letter" },
  "paper.page": { ja: "お知らせのページ", en: "notice page" },
  "paper.hold-page": { ja: "お店を止めているあいだのページ", en: "hold page" },
  "paper.qa": { ja: "よくあるご質問", en: "questions and answers" },
  "paper.desk-script": { ja: "電話の受け答え", en: "desk script" },
  "paper.for.confirmed": { ja: "（漏えいした方へ）", en: " to those whose data leaked" },
  "paper.for.possible": { ja: "（可能性のある方へ）", en: " to those possibly affected" },
  "paper.for.notAffected": { ja: "（漏えいしていない方へ）", en: " to those not affected" },
  "paper.in.ja": { ja: "日本語", en: "Japanese" },
  "paper.in.en": { ja: "英語", en: "English" },
  "paper.name": {
    ja: "{paper}{whom}・{language}・第{report}報",
    en: "{paper}{whom}, {language}, report {report}",
  },
} as const satisfies Words;

export const incidentWords = {
  ...types,
  ...hints,
  ...sendings,
  ...acts,
  ...steps,
  ...costs,
  ...papers,
} as const satisfies Words;

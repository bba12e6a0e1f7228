// What the API says when something about an incident is refused, and what to do then.

import type { Words } from "../kernel/index.ts";

export const incidentApiWords = {
  "incident.unknown": { ja: "この件は見つかりません。", en: "There is no such incident." },
  "incident.unknown.hint": { ja: "一覧を開き直してください。", en: "Open the list again." },
  "incident.closed": { ja: "この件は終えてあります。", en: "This incident is closed." },
  "incident.closed.hint": {
    ja: "続けるには、理由を書いて開き直してください。",
    en: "Reopen it with a reason to go on.",
  },
  "incident.not-closed": { ja: "この件はまだ終わっていません。", en: "This incident is not closed." },
  "incident.not-closed.hint": { ja: "そのまま続けられます。", en: "Just go on." },
  "incident.destroyed": {
    ja: "この件の保管期間は終わり、個人情報の鍵は捨てられました。",
    en: "The keeping time of this incident is over, and the key of its personal data is destroyed.",
  },
  "incident.destroyed.hint": {
    ja: "新しいことが分かったときは、新しい件として開いてください。",
    en: "When something new is known, open a new incident.",
  },
  "incident.clocks-open": {
    ja: "まだ済んでいない期限が{count}件あるので、終えられません。",
    en: "It cannot be closed yet: {count} dates are neither met nor ruled out.",
  },
  "incident.clocks-open.hint": {
    ja: "それぞれ「済み」か「当てはまらない」を、理由とともに記してください。",
    en: "Mark each of them as done or not applicable, with a reason.",
  },
  "incident.not-named": {
    ja: "この件の担当として名前の挙がっている人だけができます。",
    en: "Only people named on this incident may do that.",
  },
  "incident.not-named.hint": {
    ja: "名前の挙がっている人に、担当に加えてもらってください。",
    en: "Ask somebody who is named to add you.",
  },
  "incident.last-named": {
    ja: "最後の一人は外せません。",
    en: "The last person named cannot be taken off.",
  },
  "incident.last-named.hint": { ja: "先に別の人を加えてください。", en: "Name somebody else first." },
  "incident.full": { ja: "この件にはもう書き足せません。", en: "This incident can hold no more." },
  "incident.full.hint": { ja: "新しい件として開いてください。", en: "Open a new incident." },
  "incident.many": { ja: "対応中の件が多すぎます。", en: "There are too many open incidents." },
  "incident.many.hint": { ja: "済んだものを終えてください。", en: "Close those that are over." },
  "incident.entry-unknown": { ja: "その記入は見つかりません。", en: "There is no such entry." },
  "incident.entry-unknown.hint": { ja: "番号を確かめてください。", en: "Check the number." },
  "incident.clock-unknown": { ja: "その期限はこの件にありません。", en: "This incident has no such date." },
  "incident.clock-unknown.hint": {
    ja: "この件の期限の一覧から選んでください。",
    en: "Choose one of the incident's own.",
  },
  "incident.demand-taken": {
    ja: "同じ印の要求が、別の内容ですでに書かれています。",
    en: "A demand with this mark stands there already, and says something else.",
  },
  "incident.demand-taken.hint": {
    ja: "書かれたものは変えられません。新しい要求として書いてください。",
    en: "What was written is never changed: write a new demand.",
  },
  "incident.window-wrong": {
    ja: "期間の終わりが始まりより前です。",
    en: "The window ends before it begins.",
  },
  "incident.window-wrong.hint": { ja: "日時を確かめてください。", en: "Check the times." },
  "incident.act-away": {
    ja: "この操作は、この Misemori ではできません。",
    en: "This Misemori cannot do that.",
  },
  "incident.act-away.hint": {
    ja: "制作会社に頼むか、お店の管理画面で行ってください。",
    en: "Ask your vendor, or do it in the shop's own admin pages.",
  },
  "incident.act-unknown": { ja: "その操作は行われていません。", en: "There was no such act." },
  "incident.act-unknown.hint": { ja: "この件を開き直してください。", en: "Open the incident again." },
  "incident.key-used": {
    ja: "同じ印の操作が、別の内容ですでに行われています。",
    en: "This key belongs to another act already.",
  },
  "incident.key-used.hint": {
    ja: "操作ごとに新しい印を付けてください。",
    en: "Use a new key for each click.",
  },
  "incident.no-way-back": {
    ja: "この操作は元に戻せません。",
    en: "This act cannot be undone.",
  },
  "incident.no-way-back.hint": {
    ja: "済んでいて、戻し方のある操作だけ元に戻せます。",
    en: "Only acts that are done and have a way back can be.",
  },
  "incident.inquiry-unknown": { ja: "そのお問い合わせは見つかりません。", en: "There is no such inquiry." },
  "incident.inquiry-unknown.hint": { ja: "一覧を開き直してください。", en: "Open the list again." },
  "incident.inquiries-full": {
    ja: "この件のお問い合わせは、もう記録できません。",
    en: "This incident can hold no more inquiries.",
  },
  "incident.inquiries-full.hint": {
    ja: "新しい件として開き、そちらに記録してください。",
    en: "Open a new incident and write it there.",
  },
  "incident.paper-changed": {
    ja: "開いているあいだに、{by} さんが先に保存しました。",
    en: "{by} saved it while you had it open.",
  },
  "incident.paper-changed.hint": {
    ja: "あなたの文面は消えていません。新しい版を開いて見比べ、必要なところを書き足してから保存してください。",
    en: "Yours is not lost: open the newer version, compare, put in what is missing and save again.",
  },
  "incident.paper-unknown": { ja: "その版はありません。", en: "There is no such version." },
  "incident.paper-unknown.hint": { ja: "版の一覧から選んでください。", en: "Choose one of the list." },
  "incident.paper-hole": { ja: "「{hole}」を埋められません。", en: "“{hole}” cannot be filled in." },
  "incident.paper-hole.hint": {
    ja: "二重のかっこの中に書けるのは、次の言葉だけです：{known}",
    en: "Only these may stand between double braces: {known}",
  },
  "incident.paper-empty": { ja: "文面がありません。", en: "There is no text." },
  "incident.paper-empty.hint": {
    ja: "文面を書いてから保存してください。",
    en: "Write something before saving it.",
  },
  "incident.addressees-missing": {
    ja: "宛名の一覧がまだありません。",
    en: "There is no list of addressees yet.",
  },
  "incident.addressees-missing.hint": {
    ja: "影響のあった人を調べ（incident scope --incident）、そのあとで「分かっていること」を保存してください。",
    en: "Find out who was affected (incident scope --incident), then save the facts of the notices.",
  },
  "incident.person-unknown": {
    ja: "その人は、宛名の一覧にいません。",
    en: "Nobody in the list of addressees is known by that.",
  },
  "incident.person-unknown.hint": {
    ja: "メールアドレス・注文番号・personId のどれかを、そのまま入れてください。",
    en: "Give an e-mail address, an order number or a personId as it is.",
  },
  "notice.facts": {
    ja: "「{where}」の書き方が違います。",
    en: "“{where}” is not written as it should be.",
  },
  "notice.facts.hint": {
    ja: "形はそのままで、値だけを書いてください。日付は 2026-11-22、分からないものは空（null）です。",
    en: "Keep the form and fill in values: days as 2026-11-22, nothing (null) for what is not known.",
  },
  "incident.busy": { ja: "ほかの人も書き込んでいます。", en: "Others are writing, too." },
  "incident.busy.hint": { ja: "もう一度お試しください。", en: "Try again." },
  "incident.sending-unknown": {
    ja: "そのお知らせはまだ送り始めていません。",
    en: "This notice has not been started.",
  },
  "incident.sending-unknown.hint": {
    ja: "第何報か、メールか手紙かを確かめてください。",
    en: "Check which report it is, and whether e-mail or letter.",
  },
  "incident.sending-missing": {
    ja: "まだ送れません。足りないもの：{missing}",
    en: "It cannot go out yet. Missing: {missing}",
  },
  "incident.sending-missing.hint": {
    ja: "facts＝分かっていることの用紙、scope＝影響の調べ、addressees＝宛名の一覧、stale＝用紙が古い調べのまま、mail-server＝設定の notices.from か送信サーバー、letter-parts＝Typst と書体、letter-sender＝設定の notices.letters。順にそろえてください。",
    en: "facts: the form of what is known; scope: who was affected; addressees: the list with addresses; stale: the form speaks of an older scope; mail-server: notices.from or a mail server in the configuration; letter-parts: Typst and font; letter-sender: notices.letters. Provide them in this order.",
  },
  "incident.sending-reason": {
    ja: "このまま送るには理由が要ります（直すべき指摘 {errors}件、試し送り：{tried}）。",
    en: "Sending this as it is needs a reason ({errors} open errors, trial: {tried}).",
  },
  "incident.sending-reason.hint": {
    ja: "文面を直して試し送りをするか、理由を書いてください。お名前とともに記録に残ります。",
    en: "Mend the text and try it out, or give a reason: it is kept with your name.",
  },
  "incident.sending-stale": {
    ja: "新しい調べがあるので、この報は続けられません。",
    en: "A later scope is known: this report cannot go on.",
  },
  "incident.sending-stale.hint": {
    ja: "新しい人数で用紙と文面を作り直し、次の報として送ってください。すでに届いた方にも届きます。",
    en: "Write the next report from the new figures and send that: it goes to those told already as well.",
  },
  "incident.sending-decided": {
    ja: "その方は、もう別の状態になっています。",
    en: "This person is in another state by now.",
  },
  "incident.sending-decided.hint": { ja: "一覧を読み直してください。", en: "Read the list again." },
  "incident.sending-trial": {
    ja: "試し送りができませんでした：{note}",
    en: "The trial did not go out: {note}",
  },
  "incident.sending-trial.hint": {
    ja: "送信サーバーの設定とあて先を確かめてください（misemori doctor でも調べられます）。",
    en: "Check the mail server's settings and the address (misemori doctor looks at them, too).",
  },
  "incident.mailbox-unset": {
    ja: "戻りメールと返信を読む場所が決まっていません。",
    en: "Nobody has said where returned mails and replies lie.",
  },
  "incident.mailbox-unset.hint": {
    ja: "設定の notices.mailbox に、mbox ファイルか Maildir フォルダーを書いてください。",
    en: "Name an mbox file or a Maildir folder under notices.mailbox.",
  },
  "incident.mailbox-unreadable": {
    ja: "戻りメールを読めませんでした：{reason}",
    en: "The returned mails could not be read: {reason}",
  },
  "incident.mailbox-unreadable.hint": {
    ja: "場所と、読む権限があるかを確かめてください。",
    en: "Check where they lie and whether they may be read.",
  },
  "incident.letters-unknown": {
    ja: "その名前の手紙はありません。",
    en: "There is no letter file of that name.",
  },
  "incident.letters-unknown.hint": {
    ja: "送付の一覧にあるファイルの名前を使ってください。",
    en: "Use a name from the list of sendings.",
  },
} as const satisfies Words;

/** What an incident opened from an alert begins with. */
export const openingWords = {
  window: {
    ja: "お知らせから：「{system}」のカナリアに届いたメール",
    en: 'from the alert: mail to canaries planted at "{system}"',
  },
} satisfies Words;

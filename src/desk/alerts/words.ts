// Every sentence of an alert, for a phone's lock screen (subjects) and for the mail itself (lines).

import type { Words } from "../../kernel/index.ts";

export const alertWords = {
  "subject.began": {
    ja: "カードの不正な試みを止めています（{attempts}件、手数料{fees}）｜{shop}",
    en: "Card attack being stopped ({attempts} tries, {fees} in fees) | {shop}",
  },
  "subject.new-method": {
    ja: "攻撃のやり方が変わりました（{attempts}件、手数料{fees}）｜{shop}",
    en: "The attack changed its method ({attempts} tries, {fees} in fees) | {shop}",
  },
  "subject.budget-near": {
    ja: "手数料が上限に近づいています（残り{left}）｜{shop}",
    en: "Fees are nearing the limit ({left} left) | {shop}",
  },
  "subject.budget-spent": {
    ja: "手数料が上限に達しました。初めてのお客様のカードを止めています｜{shop}",
    en: "Fees reached the limit: cards are paused for new buyers | {shop}",
  },
  "subject.cards-paused": {
    ja: "カード決済を止めました。お店とほかの支払い方法は開いています｜{shop}",
    en: "Cards are paused; the shop and other ways to pay stay open | {shop}",
  },
  "subject.cards-resumed": {
    ja: "カード決済を再開しました｜{shop}",
    en: "Cards are open again | {shop}",
  },
  "subject.ended": {
    ja: "攻撃はおさまりました（{attempts}件、手数料{fees}、防いだ損{saved}）｜{shop}",
    en: "The attack is over ({attempts} tries, {fees} in fees, {saved} saved) | {shop}",
  },
  what: {
    ja: "何が起きているか：{since} から、盗まれたカード番号を試すような決済が {attempts} 件ありました。",
    en: "What is happening: since {since} there were {attempts} attempts that look like testing of stolen cards.",
  },
  where: { ja: "主な出どころ：{crowds}", en: "Mostly from: {crowds}" },
  done: {
    ja: "Misemori がしたこと：{stopped} 件を止めました。決済会社まで届いたのは {reached} 件です。",
    en: "What Misemori did: stopped {stopped} of them; {reached} reached the payment agency.",
  },
  cardsOpen: {
    ja: "カード決済：続いています。いつものお客様は買い物ができます。",
    en: "Cards: open. Your usual buyers can shop.",
  },
  cardsSpent: {
    ja: "カード決済：初めてのお客様の分だけ止めています。いつものお客様は買い物ができます。",
    en: "Cards: paused for new buyers only. Your usual buyers can shop.",
  },
  cardsPaused: {
    ja: "カード決済：止めています。お店とほかの支払い方法は開いています。",
    en: "Cards: paused. The shop and other ways to pay are open.",
  },
  cost: {
    ja: "かかったお金：手数料 {fees}（防いだ損 {saved}、上限まで残り {left}）",
    en: "What it costs: {fees} in fees ({saved} saved, {left} left until the limit)",
  },
  next: {
    ja: "担当は{owner}さんです。くわしい様子と操作はこちら:",
    en: "{owner} has this alert. Details and what you can do:",
  },
  nextOver: { ja: "くわしい様子はこちら:", en: "Details:" },
  theOwner: { ja: "店主", en: "the owner" },
  nextCalled: {
    ja: "{owner}さんにお知らせしています。くわしい様子と「担当する」はこちら:",
    en: "Sent to: {owner}. Details, and the button to take it:",
  },
  calm: {
    ja: "いますぐの操作は要りません。大事な変化があったときだけ、また知らせます。",
    en: "Nothing must be done right now. You will hear again only when something important changes.",
  },
  act: {
    ja: "時間のあるときに、保留中の注文と上限の金額を確かめてください。",
    en: "When you have a moment, look at orders on hold and at the limit.",
  },
  over: {
    ja: "1 時間、新しい試みがありませんでした。発送の前に、保留中の注文を確かめてください。",
    en: "There were no new attempts for an hour. Check the orders on hold before you ship.",
  },
  lastToday: {
    ja: "お知らせが 1 日の上限（{cap}通）に達しました。このあとは管理画面だけに出します。",
    en: "This is the last message for now ({cap} a day); later changes show in the console only.",
  },
  lastRepeat: {
    ja: "この件の呼びかけはこれで最後です。だれかが担当するまで、管理画面には残り続けます。",
    en: "This is the last call for this alert; it stays in the console until somebody takes it.",
  },
  "subject.reminder": { ja: "【返事待ち】", en: "[No answer yet] " },
  "subject.repeat": { ja: "【まだ担当者がいません】", en: "[Still nobody has it] " },
  "why.reminder": {
    ja: "まだお返事がありません。担当していただけると、ほかの人は呼ばれません。",
    en: "There is no answer yet. If you take it, nobody else is called.",
  },
  "why.repeat": {
    ja: "まだだれも担当していません。ほかに呼べる人がいないため、もう一度お知らせします。",
    en: "Nobody has taken it, and there is nobody else to call: you hear of it again.",
  },
  "why.unanswered": {
    ja: "{before}さんから返事がないため、あなたに移りました。",
    en: "{before} did not answer, so it is yours now.",
  },
  "why.asleep": {
    ja: "{before}さんはお休みの時間のため、あなたにお知らせします。",
    en: "{before} has quiet hours, so it comes to you.",
  },
  "why.unreachable": {
    ja: "{before}さんに連絡がつかないため、あなたに移りました。",
    en: "{before} cannot be reached, so it is yours now.",
  },
  "why.left": {
    ja: "{before}さんが担当表から外れたため、あなたに移りました。",
    en: "{before} is no longer in the responsibility sheet, so it is yours now.",
  },
  "trial.subject": { ja: "試しのお知らせです｜{shop}", en: "This is a trial message | {shop}" },
  "trial.text": {
    ja: "{person}さんへのお知らせが届くかを試しています。何もする必要はありません。",
    en: "This only tests whether messages reach {person}. There is nothing to do.",
  },
  "guard.worker.lost.subject": {
    ja: "Misemori の一部が落ち、入れ直しました｜{shop}",
    en: "A part of Misemori stopped and was replaced | {shop}",
  },
  "guard.worker.lost.what": {
    ja: "何が起きているか：決済を見張る働き手の 1 つ（番号 {worker}）が止まりました（{reason}）。お店は開いたままです。",
    en: "What is happening: one of the gate's workers (number {worker}) stopped ({reason}). The shop stays open.",
  },
  "guard.worker.lost.do": {
    ja: "したこと：新しい働き手を入れました。くり返すようなら、制作会社にこのメールを転送してください。",
    en: "What was done: a new one took its place. If this repeats, forward this mail to whoever maintains the shop.",
  },
  "guard.store.trouble.subject": {
    ja: "Misemori が記録を書けません｜{shop}",
    en: "Misemori cannot write its records | {shop}",
  },
  "guard.store.trouble.what": {
    ja: "何が起きているか：記録を書けませんでした（{reason}）。ディスクがいっぱいかもしれません。",
    en: "What is happening: records could not be written ({reason}). The disk may be full.",
  },
  "guard.store.trouble.do": {
    ja: "したこと：お店は開いたまま、実績のないカードの試みは止めています。ディスクの空きを確かめてください。",
    en: "What was done: the shop stays open; unproven card attempts are stopped. Check the free space on the disk.",
  },
  "guard.config.refused.subject": {
    ja: "設定ファイルに間違いがあり、前の設定のまま動いています｜{shop}",
    en: "The configuration has mistakes; the old one stays in force | {shop}",
  },
  "guard.config.refused.what": {
    ja: "何が起きているか：書き換えられた misemori.yaml に間違いが {count} 個あります。",
    en: "What is happening: the changed misemori.yaml has {count} mistakes.",
  },
  "guard.config.refused.do": {
    ja: "したこと：前の設定のまま動き続けています。「misemori config check」が直し方を示します。",
    en: 'What was done: the old configuration stays in force. "misemori config check" shows what to correct.',
  },
  "guard.config.waiting.subject": {
    ja: "設定ファイルが書きかけに見えるため、前の設定のまま動いています｜{shop}",
    en: "The configuration looks cut off; the old one stays in force | {shop}",
  },
  "guard.config.waiting.what": {
    ja: "何が起きているか：書き換えられた misemori.yaml が、途中で切れているように見えます（なくなったもの：{lost}）。",
    en: "What is happening: the changed misemori.yaml looks as if its end were missing (gone: {lost}).",
  },
  "guard.config.waiting.do": {
    ja: "したこと：前の設定のまま動き続けています。わざと消したのなら、最後の行に「...」を加えて保存してください。そうでなければ、ファイルを元に戻してください。",
    en: 'What was done: the old configuration stays in force. If it was meant, add a last line "..." and save; otherwise put the file right.',
  },
  "guard.cost": {
    ja: "かかったお金：0円（手数料は増えていません）",
    en: "What it costs: ¥0 (no fees came from this)",
  },
} satisfies Words;

// The sentences of alerts about the shop's files: subject, what happened, since when, what to do.

import type { Words } from "../../kernel/index.ts";

export const watchAlertWords = {
  "watch-malicious.subject": {
    ja: "裏口とみられるプログラムが見つかりました：{path}｜{shop}",
    en: "A file that looks like a backdoor: {path} | {shop}",
  },
  "watch-malicious.what": {
    ja: "何が起きているか：「{tree}」の {path} が、外から操るためのプログラム（裏口）とみられます。",
    en: 'What is happening: {path} in "{tree}" looks like a program for controlling the shop from outside (a backdoor).',
  },
  "watch-malicious.do": {
    ja: "すること：(1) 消さないでください。いつ入られたかを調べる証拠です。お店から外すときは、管理画面の「見張り」の「ファイル」で「隔離する」を押します（あとで戻せます）。(2) サーバーの電源を切らないでください。(3) 制作会社にこのお知らせを転送し、電話してください。(4) だれも身に覚えがなければ、カードの受付を止め、このお知らせから「事故の対応」を始めてください。",
    en: 'What to do: (1) Do not delete it: it shows when somebody came in. To take it out of the shop, press "Quarantine" in the console under "Watch", "Files" (there is a way back). (2) Do not switch the server off. (3) Forward this to whoever maintains the shop, and call them. (4) If nobody knows the file, pause cards and open an incident from this alert.',
  },
  "watch-script.subject": {
    ja: "画像などのフォルダーにプログラムが現れました：{path}｜{shop}",
    en: "A program appeared in a folder for uploads: {path} | {shop}",
  },
  "watch-script.what": {
    ja: "何が起きているか：「{tree}」の {path} に、プログラムとして動くファイルがあります。ここは画像や記録だけが置かれる場所です。",
    en: 'What is happening: {path} in "{tree}" can be run as a program, in a folder meant for pictures and logs only.',
  },
  "watch-script.do": {
    ja: "すること：消さず、サーバーの電源も切らずに、制作会社に確かめてください。だれも置いた覚えがなければ、侵入の疑いとして「事故の対応」を始めてください。",
    en: "What to do: delete nothing and do not switch the server off; ask whoever maintains the shop. If nobody put it there, open an incident.",
  },
  "watch-unapproved.subject": {
    ja: "承認していない変更があります：{path}｜{shop}",
    en: "A change nobody approved: {path} | {shop}",
  },
  "watch-unapproved.what": {
    ja: "何が起きているか：「{tree}」に、承認していない変更が {count} 件あります（{path} など）。中身に裏口の特徴は見つかっていません。",
    en: 'What is happening: "{tree}" holds {count} changes that nobody approved ({path} …). They do not look like backdoors.',
  },
  "watch-unapproved.do": {
    ja: "すること：制作会社やご自分の更新かどうかを確かめてください。そうなら管理画面の「見張り」の「ファイル」で中身を見て承認します（「misemori watch check」「misemori watch approve」でも同じです）。違えば、消さず、電源を切らずに、制作会社へ連絡してください。",
    en: 'What to do: find out whether it is an update of yours. If so, look at it and approve it in the console under "Watch", "Files" (or with "misemori watch check" and "misemori watch approve"). If not, delete nothing, leave the server on and call whoever maintains the shop.',
  },
  "watch-window.what": {
    ja: "何が起きているか：{window} の作業時間に行われた変更が {count} 件、承認を待っています（{path} など）。",
    en: "What is happening: {count} changes made in the window of {window} wait to be approved ({path} …).",
  },
  "watch-blind.subject": {
    ja: "お店のファイルを見張れていません：{reason}｜{shop}",
    en: "The shop's files cannot be watched: {reason} | {shop}",
  },
  "watch-blind.what": {
    ja: "何が起きているか：「{tree}」の {path} を見張れません（{reason}）。この間に置かれた裏口には、気づけないことがあります。",
    en: 'What is happening: {path} of "{tree}" cannot be watched ({reason}). A backdoor placed there may go unnoticed.',
  },
  "watch-blind.do": {
    ja: "すること：管理画面の「見張り」の「ファイル」を開き、出ている案内に従ってください。分からないときは制作会社に転送してください。",
    en: 'What to do: open "Watch", "Files" in the console and follow what it says. When in doubt, forward this to whoever maintains the shop.',
  },
  "watch-rules.subject": {
    ja: "YARA の規則の一部が使えません｜{shop}",
    en: "Some YARA rules cannot be used | {shop}",
  },
  "watch-rules.what": {
    ja: "何が起きているか：YARA の規則 {path} など {count} 件が使えません。ほかの規則と Misemori 自身の規則では、いままでどおり見張っています。",
    en: "What is happening: {count} YARA rule files cannot be used ({path} …). The other rules and Misemori's own go on watching.",
  },
  "watch-rules.do": {
    ja: "すること：どこが悪いかは番人のログ（watch.rules）に出ています。そのファイルを直すか、フォルダーから外してください。急ぎません。",
    en: "What to do: the guard's log (watch.rules) says what is wrong. Mend the file or take it out of the folder. There is no hurry.",
  },
  seen: {
    ja: "いつ：{first} に見つけました。最後に問題がなかったのを確かめたのは {clean}、ファイルが書かれたのは {written} です。",
    en: "When: found {first}; last known to be as approved {clean}; the file was written {written}.",
  },
  why: { ja: "そう考える理由：{why}", en: "Why: {why}" },
  several: { ja: "同じようなファイルが、全部で {count} 個あります。", en: "There are {count} such files." },
  "reason.unreadable": { ja: "読む権限がない", en: "no right to read" },
  "reason.too-deep": { ja: "フォルダーが深すぎる", en: "too deep" },
  "reason.missing": { ja: "フォルダーがない", en: "the folder is missing" },
  "reason.no-events": { ja: "変更の知らせが届かない", en: "no events come" },
  "reason.manifest": {
    ja: "承認の記録がないか、書き換えられている",
    en: "what was approved is missing or was changed",
  },
  "reason.windows": { ja: "作業時間の記録が書き換えられている", en: "the record of windows was changed" },
  "reason.rules": { ja: "YARA の規則が使えない", en: "a YARA rule file cannot be used" },
  "reason.rollback": {
    ja: "承認の記録が、記録（journal）に最後に書かれたものと違う",
    en: "what was approved is not what the journal names last",
  },
  "reason.storm": { ja: "変更が多すぎる", en: "too many changes" },
} satisfies Words;

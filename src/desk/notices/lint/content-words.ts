// What the lint says of rules 9 to 18: why a finding matters to the reader of a notice, and a better wording.

import type { Words } from "../../../kernel/index.ts";

export const contentWords = {
  "9.happened": { ja: "「何が起きたか」の見出しがありません。", en: "There is no heading “What happened”." },
  "9.happened.better": { ja: "「何が起きたか」という見出しを付けてください。", en: "Add it." },
  "9.which": { ja: "「どの情報か」の見出しがありません。", en: "There is no heading “Which data”." },
  "9.which.better": {
    ja: "「漏えいした情報」という見出しを付けてください。",
    en: "Add a heading “Which of your data”.",
  },
  "9.we": { ja: "「当店がしていること」の見出しがありません。", en: "There is no heading “What we do”." },
  "9.we.better": {
    ja: "「当店の対応」という見出しを付けてください。",
    en: "Add a heading “What we are doing”.",
  },
  "9.you": {
    ja: "「お客様にお願いしたいこと」の見出しがありません。",
    en: "There is no heading “What you should do”.",
  },
  "9.you.better": { ja: "「お客様にお願いしたいこと」という見出しを付けてください。", en: "Add it." },
  "10.none": { ja: "何が漏れていないのかが書かれていません。", en: "It does not say what did not leak." },
  "10.none.better": {
    ja: "「パスワードは漏えいしていません。別の場所に保管しており、記録を調べて確かめました。」のように書いてください。",
    en: "Say it: “Passwords did not leak. They are kept elsewhere, and the logs show no access.”",
  },
  "10.how": { ja: "漏れていないと言える理由が書かれていません。", en: "It does not say how that is known." },
  "10.how.better": {
    ja: "どう確かめたのか（「アクセスの記録をすべて調べた」「もともと保存していない」など）を続けて書いてください。",
    en: "Say how: “we checked every entry of the access log”, “we never store it”.",
  },
  "11.harm": {
    ja: "これから起こりうる被害（不正利用、なりすましの電話、迷惑メールなど）が書かれていません。",
    en: "Harm that may follow (fraud, false calls, spam) is not named.",
  },
  "11.harm.better": {
    ja: "考えられる被害と、その見分け方を1〜2文で書いてください。",
    en: "Name it and how to recognise it, in one or two sentences.",
  },
  "11.contact": {
    ja: "お問い合わせ先（電話かメール）が書かれていません。",
    en: "No telephone number or e-mail address to ask at.",
  },
  "11.contact.better": { ja: "電話番号とメールアドレスを書いてください。", en: "Give both." },
  "11.hours": { ja: "受付の曜日と時間が書かれていません。", en: "The hours of the desk are missing." },
  "11.hours.better": {
    ja: "「平日 9:00〜17:00」のように書いてください。",
    en: "Write for example “weekdays 9:00–17:00”.",
  },
  "12.offer": {
    ja: "補償や費用について書かれていません。何もしない場合も、そう書かないと問い合わせが増えます。",
    en: "It does not say what is offered. Even “nothing” must be said.",
  },
  "12.offer.better": {
    ja: "「補償は○○です」または「このたびは金銭の補償は予定していません」と書いてください。",
    en: "Say “we pay for …” or “no compensation is planned”.",
  },
  "12.reissue": {
    ja: "カードの再発行の手数料を誰が払うのかが書かれていません。",
    en: "It does not say who pays for a new card.",
  },
  "12.reissue.better": {
    ja: "「カードの再発行の手数料は、お客様のご負担にはなりません。」のように書いてください。",
    en: "Write: “A new card costs you nothing.”",
  },
  "13.vague": {
    ja: "「強化」「徹底」だけでは、何をしたのかが分かりません。",
    en: "“Strengthened” alone does not say what was done.",
  },
  "13.vague.better": {
    ja: "何を、いつした（する）のかを書いてください。例:「11月20日に、管理画面のパスワードをすべて変更しました。」",
    en: "Say what and when: “On 20 November we changed every administrator's password.”",
  },
  "13.none": {
    ja: "対策が、済んだものか予定か、いつかという形で1つも書かれていません。",
    en: "No measure is given with “done” or “planned” and a date.",
  },
  "13.none.better": {
    ja: "「実施済み（11月20日）:…」「予定（12月末まで）:…」のように書いてください。",
    en: "Write “done (20 November): …”, “planned (by 31 December): …”.",
  },
  "14.hint": {
    ja: "いつ気づいたか（指摘を受けた日）が書かれていません。",
    en: "The day of the first hint is missing.",
  },
  "14.hint.better": {
    ja: "「○年○月○日、カード会社から連絡を受けました。」と書いてください。",
    en: "Give it: “On 6 December 2019 a card company told us.”",
  },
  "14.stop": {
    ja: "カード決済やお店を止めた日が書かれていません。",
    en: "The day cards or the shop were stopped is missing.",
  },
  "14.stop.better": {
    ja: "「○年○月○日、カード決済を停止しました。」と書いてください。",
    en: "Give it: “On 6 December 2019 we stopped card payments.”",
  },
  "14.forensics": {
    ja: "調査が終わった日が書かれていません。",
    en: "The day the investigation ended is missing.",
  },
  "14.forensics.better": {
    ja: "終わった日か、いつ終わる予定かを書いてください。",
    en: "Give it, or when it is expected to end.",
  },
  "14.report": {
    ja: "個人情報保護委員会や警察に届けた日が書かれていません。",
    en: "The day the commission and the police were told is missing.",
  },
  "14.report.better": {
    ja: "「○年○月○日に個人情報保護委員会へ報告し、警察に相談しました。」と書いてください。",
    en: "Give it.",
  },
  "14.delay": {
    ja: "最初の日付から {days} 日たっていますが、なぜ時間がかかったのかが書かれていません。",
    en: "{days} days lie between the first date and the last, unexplained.",
  },
  "14.delay.better": {
    ja: "なぜこの時期になったのか、誰が決めたのかを正直に書いてください。",
    en: "Say honestly why it took so long, and who decided.",
  },
  "15.gone": {
    ja: "「明細を確認してください」という文が、前の版から消えています。お客様を守る文です。",
    en: "“Check your statement” stood in the version before and is gone. It protects the reader.",
  },
  "15.gone.better": {
    ja: "戻してください。消すよう頼まれたのなら、誰に頼まれたかを記録してください。",
    en: "Put it back; if somebody asked for it, record who.",
  },
  "15.missing": {
    ja: "カードの明細を確かめるようお願いする文がありません。",
    en: "Nothing asks the reader to check the card statement.",
  },
  "15.missing.better": {
    ja: "「カードの明細に、身に覚えのない請求がないかご確認ください。」と書いてください。",
    en: "Write: “Please check your card statement for charges you do not recognise.”",
  },
  "15.liability": {
    ja: "誰が払うか、誰の責任かについての文が、前の版から変わっています。記録に印が付きます。",
    en: "A sentence on who pays or is liable differs from the version before. It is marked in the record.",
  },
  "15.liability.better": {
    ja: "誰に頼まれたか、なぜ変えるかを書いて保存してください。迷うときは弁護士に相談してください。",
    en: "Save it with who asked for it and why; ask a lawyer when in doubt.",
  },
  "16.date": {
    ja: "件名（題名）に日付がありません。第一報・第二報と続くと、どれが新しいか分からなくなります。",
    en: "The title has no date; with a second report nobody knows which is newer.",
  },
  "16.date.better": {
    ja: "「（2026年11月22日）」のように、題名に日付を入れてください。",
    en: "Put the date into the title.",
  },
  "16.empty": {
    ja: "決まり文句です。読む人には何も伝わらず、かえって不信を招きます。",
    en: "An empty phrase; it tells nothing and costs trust.",
  },
  "16.empty.better": {
    ja: "消すか、実際にしたことに置きかえてください。",
    en: "Leave it out, or say what was really done.",
  },
  "16.named": {
    ja: "ほかの会社（{name}）の名前が出ています。責任を押しつけたように読まれ、争いのもとになります。",
    en: "Another company ({name}) is named; it reads like passing the blame, and can be contested.",
  },
  "16.named.better": {
    ja: "「外部の調査会社」「システムの提供会社」のように、名前を出さずに書いてください。",
    en: "Write “an outside investigator”, “the supplier of the system”.",
  },
  "17.scope": {
    ja: "人数（{number}）が、調査の結果のどの人数とも合いません。",
    en: "The number of people ({number}) is none the scope gives.",
  },
  "17.scope.better": { ja: "調査の結果の人数に直してください。", en: "Use the scope's number." },
  "17.other": {
    ja: "人数（{number}）が、ほかの書面（{paper}）にありません。",
    en: "The number of people ({number}) does not stand in the other paper ({paper}).",
  },
  "17.other.better": { ja: "同じ人数にそろえてください。", en: "Make them agree." },
  "18.telephone": {
    ja: "電話番号（{value}）が、ほかの書面（{paper}）と違います。",
    en: "The telephone number ({value}) differs from the other paper ({paper}).",
  },
  "18.telephone.better": { ja: "どちらかに直してください。", en: "Make them agree." },
  "18.mail": {
    ja: "メールアドレス（{value}）が、ほかの書面（{paper}）と違います。",
    en: "The e-mail address ({value}) differs from the other paper ({paper}).",
  },
  "18.mail.better": { ja: "どちらかに直してください。", en: "Make them agree." },
  "18.hours": {
    ja: "受付時間（{value}）が、ほかの書面（{paper}）と違います。",
    en: "The hours ({value}) differ from the other paper ({paper}).",
  },
  "18.hours.better": { ja: "どちらかに直してください。", en: "Make them agree." },
} as const satisfies Words;

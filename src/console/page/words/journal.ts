// Sentences of the journal's page. What an entry's kind and facts are called stands in the journal's own catalogue.
import type { Words } from "../../../kernel/words.ts";

export const journalPageWords = {
  "journal.title": { ja: "記録", en: "Journal" },
  "journal.intro": {
    ja: "だれが、いつ、何をしたか。書き換えたり消したりすれば、必ず分かるようになっています。",
    en: "Who did what when. Any change or removal would show.",
  },
  "journal.kind": { ja: "種類", en: "Kind" },
  "journal.day": { ja: "日", en: "Day" },
  "journal.all": { ja: "すべて", en: "All" },
  "journal.none": { ja: "当てはまる記録はありません。", en: "No such entries." },
  "journal.none.here": {
    ja: "ここまでには、当てはまる記録はありません。",
    en: "No such entries so far.",
  },
  "journal.incident": { ja: "この件を見る", en: "See the incident" },
  yes: { ja: "はい", en: "yes" },
  no: { ja: "いいえ", en: "no" },
  "journal.older": { ja: "もっと前を見る", en: "Older entries" },
  "journal.export": {
    ja: "警察やカード会社に渡すときは、サーバーで次のコマンドを使います。順に、書き換えがないことを確かめる、日ごとに読めるページを作る、照合できる写しを作る、です。",
    en: "To hand it to the police or a card company, use these on the server: they prove that nothing was changed, make a page to read, and make a copy that proves itself.",
  },
  "journal.group.incident": { ja: "事故対応", en: "Incidents" },
  "journal.group.evidence": { ja: "証拠", en: "Evidence" },
  "journal.group.cards": { ja: "カード払い", en: "Card payments" },
  "journal.group.hold": { ja: "保留", en: "Holds" },
  "journal.group.attack": { ja: "攻撃", en: "Attacks" },
  "journal.group.spam": { ja: "迷惑メールの報告", en: "Spam reports" },
  "journal.group.watch": { ja: "ファイルの見張り", en: "File watch" },
  "journal.group.canary": { ja: "カナリア", en: "Canaries" },
  "journal.group.login": { ja: "ログイン", en: "Sign-ins" },
  "journal.group.token": { ja: "API トークン", en: "API tokens" },
  "journal.group.config": { ja: "設定", en: "Configuration" },
  "journal.group.guard": { ja: "Misemori の動き", en: "Misemori itself" },
  "journal.group.journal": { ja: "記録への署名", en: "Signatures" },
} as const satisfies Words;

// Sentences of the shop's versions: weak parts and what they allow, what is put off until when, the server's own updates.
import type { Words } from "../../../kernel/words.ts";

export const watchVersionsWords = {
  "versions.lead": {
    ja: "お店が何でできているかを、サーバーのファイルとお店のページから毎日調べ、攻撃の方法が知られている弱点と照らし合わせます。",
    en: "Every day the guard looks at the server's files and the shop's pages for what the shop is made of, and meets it with weaknesses whose use is known.",
  },
  "versions.unseen": {
    ja: "まだ調べていません。番人を始めて数分で最初の点検が済みます。",
    en: "Not looked at yet. The first look comes some minutes after the guard began.",
  },
  "versions.looked": { ja: "最後に調べたとき: {time}", en: "Last looked at: {time}" },
  "versions.list": {
    ja: "弱点の一覧: {count} 件、{until} まで。それより後に分かったものは「misemori watch versions --update」で取り入れます。",
    en: "List of weaknesses: {count} entries, up to {until}. What came later is taken in with “misemori watch versions --update”.",
  },
  "versions.unread": {
    ja: "お店のフォルダーを読めませんでした。misemori.yaml の watch.trees の path と、権限を確かめてください。",
    en: "The shop's folders could not be read. Check the paths under watch.trees in misemori.yaml, and the rights.",
  },
  "versions.look": { ja: "いま調べる", en: "Look now" },
  "versions.looking": { ja: "いま調べています…", en: "Looking now…" },
  "versions.weak": { ja: "知られている弱点", en: "Known weaknesses" },
  "versions.weak.none": {
    ja: "一覧にある弱点に当たる部品は、見つかっていません。",
    en: "No part meets a weakness of the list.",
  },
  "versions.fixed": { ja: "{fixed} で直っています", en: "mended in {fixed}" },
  "versions.fixed.inferred": {
    ja: "次の版 {fixed} で直ったとみられます",
    en: "probably mended in the next release, {fixed}",
  },
  "versions.fixed.none": {
    ja: "直した版は、まだ知られていません",
    en: "no release that mends it is known",
  },
  "versions.fixed.ended": {
    ja: "いまも直されている系列へ上げてください",
    en: "go to a line that is still mended",
  },
  "versions.where": { ja: "見つけた場所: {path}", en: "Found in {path}" },
  "versions.more": { ja: "ほか {count} 件の弱点", en: "{count} further weaknesses" },
  "versions.source": { ja: "公表元", en: "Source" },
  "versions.state.open": { ja: "決めていません", en: "Undecided" },
  "versions.state.put-off": { ja: "延ばしています", en: "Put off" },
  "versions.state.over": { ja: "期限が過ぎました", en: "Overdue" },
  "versions.put-off": {
    ja: "{until} まで延ばしています。{who}、理由: {why}",
    en: "Put off until {until} by {who}: {why}",
  },
  "versions.put-off.title": { ja: "ほかに延ばしている更新", en: "Also put off" },
  "versions.postpone": { ja: "延ばす…", en: "Put off…" },
  "versions.postpone.anew": { ja: "期限を改める…", en: "Set a new day…" },
  "versions.postpone.ask": { ja: "「{name}」の更新を延ばしますか？", en: "Put the update of “{name}” off?" },
  "versions.postpone.explain": {
    ja: "あなたの名前・理由・期限が記録に残ります。期限が過ぎると、お知らせします。",
    en: "Your name, the reason and the day are kept on record. When the day is over you are told.",
  },
  "versions.postpone.why": { ja: "理由", en: "Reason" },
  "versions.postpone.hint": {
    ja: "例: 制作会社の作業が 12 月 10 日",
    en: "e.g. the vendor works on it on 10 December",
  },
  "versions.postpone.missing": {
    ja: "理由を書いてください。あとで見た人が、判断の訳を知るためです。",
    en: "Write a reason, for whoever looks at this later.",
  },
  "versions.postpone.until": { ja: "いつまで（その日の終わりまで）", en: "Until (the end of that day)" },
  "versions.postpone.day": {
    ja: "きょうから 1 年先までの日を選んでください。",
    en: "Choose a day from today to a year from now.",
  },
  "versions.postpone.act": { ja: "延ばす", en: "Put off" },
  "versions.postpone.done": { ja: "記録しました。", en: "Recorded." },
  "versions.tick": { ja: "更新した", en: "Updated" },
  "versions.tick.ask": { ja: "「{name}」を更新済みにしますか？", en: "Tick “{name}” off as updated?" },
  "versions.tick.explain": {
    ja: "あなたの名前で記録に残ります。部品の版が実際に変わったかは、次の点検で分かります。",
    en: "It is recorded in your name. Whether the part's version really changed shows at the next look.",
  },
  "versions.system": { ja: "サーバーの OS", en: "The server itself" },
  "versions.system.age": {
    ja: "最後に更新したのは {day}（{days} 日前）です。{max} 日を過ぎるとお知らせします。",
    en: "Last updated on {day} ({days} days ago). You are told after {max} days.",
  },
  "versions.system.unknown": {
    ja: "このサーバーには、更新の記録が見つかりません。更新したら「更新した」を押して、日付を残してください。",
    en: "This server has no record of updates. After an update press “Updated” to keep the date.",
  },
  "versions.system.old": { ja: "古くなっています", en: "Too old" },
  "versions.system.fine": { ja: "新しいです", en: "Recent" },
  "versions.ticked": { ja: "済みにした更新", en: "Ticked off" },
  "versions.ticked.one": { ja: "{what}: {time}、{who}", en: "{what}: {who}, {time}" },
  "versions.parts": { ja: "お店の部品", en: "What the shop is made of" },
  "versions.parts.none": {
    ja: "部品は見つかりませんでした。misemori.yaml の watch.trees に、お店のソフトのフォルダーを書くと、ファイルからも調べます。",
    en: "No part was found. Name the folder of the shop's software under watch.trees in misemori.yaml to have its files looked at, too.",
  },
  "versions.parts.part": { ja: "部品", en: "Part" },
  "versions.parts.version": { ja: "版", en: "Version" },
  "versions.parts.where": { ja: "どこから", en: "Seen in" },
  "versions.parts.other": {
    ja: "ほかに、部品の中の部品と OS のパッケージが {count} 個（弱点があるときだけ上に出ます）。",
    en: "And {count} libraries and packages of the system, shown above only when they are weak.",
  },
  "versions.unknown": { ja: "版は不明", en: "version unknown" },
  "versions.name.plugin": { ja: "{name}（プラグイン）", en: "{name} (plugin)" },
  "versions.name.page": { ja: "{name}（ページから）", en: "{name} (seen on a page)" },
  "versions.name.os": { ja: "サーバーの OS", en: "the server itself" },
} as const satisfies Words;

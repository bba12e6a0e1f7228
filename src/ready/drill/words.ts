// Everything a drill says to a person, Japanese and English.

import type { Words } from "../../kernel/index.ts";

export const WORDS = {
  title: { ja: "訓練: クレジットマスター攻撃(カード番号の総当たり)", en: "Drill: card testing" },
  gate: { ja: "店守(Misemori)", en: "Misemori" },
  quiet: { ja: "攻撃なし", en: "no attack" },
  "one-address": { ja: "1つのアドレスから", en: "from one address" },
  "one-network": { ja: "1つのネットワーク内でアドレスを替える", en: "addresses of one network" },
  "many-countries": { ja: "多くの国の数千アドレスから", en: "thousands of addresses, many countries" },
  "browser-like": { ja: "本物のブラウザを装う", en: "like a real browser" },
  "challenge-solver": { ja: "確認の計算問題も解く", en: "solves the challenge" },
  "slow-and-low": { ja: "1日かけて、ゆっくり少しずつ", en: "slow and low, over a day" },
  "direct-api": { ja: "画面を開かずAPIを直接呼ぶ", en: "straight to the API" },
  adaptive: { ja: "止められるたびに手口を替える", en: "changes method when stopped" },
  columnAttack: { ja: "攻撃", en: "attack" },
  columnAttempts: { ja: "試行", en: "tries" },
  columnReached: { ja: "決済会社に届いた数", en: "reached gateway" },
  columnBound: { ja: "理論上の下限", en: "bound" },
  columnYen: { ja: "手数料", en: "fees" },
  columnStopped: { ja: "止まるまで", en: "stopped after" },
  columnTurnedAway: { ja: "断られた客", en: "honest turned away" },
  columnChallenged: { ja: "確認を求められた客", en: "honest challenged" },
  never: { ja: "止まらず", en: "never" },
  notStated: { ja: "—", en: "—" },
  seconds: { ja: "{n}秒", en: "{n} s" },
  summary: {
    ja: "お客さま のべ{buyers}人のうち、断られた人 {turnedAway}人、確認を求められた人 {challenged}人({share}%)。",
    en: "Of {buyers} honest visits, {turnedAway} turned away and {challenged} challenged ({share}%).",
  },
  compared: { ja: "同じ攻撃を「{name}」で受けた場合", en: "The same attacks against “{name}”" },
  live: {
    ja: "{target} に対して、いまから約{seconds}秒の訓練をします。管理画面の「いま」をご覧ください。",
    en: "Playing for about {seconds} s against {target}. Watch the console's first page.",
  },
  unknownAttack: {
    ja: "「{name}」という攻撃はありません。選べるもの:{names}",
    en: "there is no attack called {name}; choose from: {names}",
  },
} as const satisfies Words;

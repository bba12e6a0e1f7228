// The sentences about a responsibility sheet that is wrong; a part of words.ts.

import type { Words } from "../kernel/index.ts";

export const peopleWords = {
  "problem.slackOneWay": {
    ja: "alerts.slack には、webhook か token のどちらか 1 つが必要です。",
    en: "alerts.slack needs either webhook or token, one of the two.",
  },
  "hint.slackOneWay": {
    ja: "1 つのチャンネルに出すだけなら webhook、人ごとに送るなら token を書いてください。",
    en: "Write webhook to post to one channel, token to reach people one by one.",
  },
  "problem.personTwice": { ja: "「{name}」という名前が 2 回あります。", en: '"{name}" stands there twice.' },
  "hint.personTwice": {
    ja: "どちらの人か分かるように、名前を変えてください。",
    en: "Rename one, so that it is clear who is meant.",
  },
  "problem.personUnknown": {
    ja: "「{name}」という人は people にいません。",
    en: 'Nobody under people is called "{name}".',
  },
  "hint.personUnknown": {
    ja: "people に書き加えるか、名前を合わせてください。",
    en: "Add the person under people, or write the name as it stands there.",
  },
  "problem.channelUnset": {
    ja: "「{channel}」では、この人に知らせられません。",
    en: 'This person cannot be told by "{channel}".',
  },
  "hint.channelUnset": {
    ja: "alerts.{channel} を書き、この人の宛先も書いてください（email と webhook は alerts の分だけで使えます）。",
    en: "Write alerts.{channel} and the person's own address on it (email and webhook need only the former).",
  },
  "problem.personUnreached": {
    ja: "{name}さんに知らせる方法がありません。",
    en: "There is no way to tell {name} anything.",
  },
  "hint.personUnreached": {
    ja: "alerts に email などの送り方を書いてください。",
    en: "Configure e-mail or another channel under alerts.",
  },
  "problem.deputyIsOwner": {
    ja: "代わりの人が、担当する人と同じです。",
    en: "The deputy is the owner himself.",
  },
  "hint.deputyIsOwner": {
    ja: "別の人にするか、deputy を消してください。",
    en: "Name somebody else, or remove deputy.",
  },
  "problem.vendorUnreached": {
    ja: "takesAlerts が true ですが、この会社に送るメールがありません。",
    en: "takesAlerts is true, but there is no e-mail to reach this company.",
  },
  "hint.vendorUnreached": {
    ja: "vendor.email と alerts.email を書くか、takesAlerts を false にしてください。",
    en: "Write vendor.email and alerts.email, or set takesAlerts to false.",
  },
  "problem.rangeEmpty": {
    ja: "始まりと終わりが同じ時刻です。",
    en: "It begins and ends at the same time.",
  },
  "hint.rangeEmpty": {
    ja: "22:00-07:00 のように書くか、消してください。",
    en: "Write it like 22:00-07:00, or remove it.",
  },
} satisfies Words;

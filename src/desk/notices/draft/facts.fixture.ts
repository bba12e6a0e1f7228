// Facts of three incidents as an owner would fill them in: a tampered form, a mall's payment log, a stolen mailing list.

import type { NoticeFacts } from "../contract.ts";

const MAIL_ONLY = { confirmed: ["email"], possible: ["email"], notAffected: [] } as const;

export const CARD_LEAK: NoticeFacts = {
  shop: {
    name: "山田牡蠣店",
    company: "山田水産",
    president: "山田太郎",
    url: "https://kaki.example.jp/",
    relation: "",
  },
  type: "card-leak",
  today: "2026-11-22",
  days: {
    hint: "2026-11-06",
    hintFrom: "カード会社",
    cardsStopped: "2026-11-06",
    siteStopped: "2026-11-09",
    forensicsEnded: "2026-11-20",
    policeTold: "2026-11-07",
    commissionTold: "2026-11-08",
  },
  window: { from: "2025-12-01", to: "2026-11-06" },
  cause: "お店のソフトの弱点を使って、支払いページが書き換えられていました。",
  counts: { confirmed: 491, possible: 0, notAffected: 2_600 },
  scopeRunId: "run-1",
  items: {
    confirmed: ["card-number", "expiry", "security-code", "holder"],
    possible: ["card-number", "expiry"],
    notAffected: [],
  },
  safe: [
    { what: "住所、電話番号、パスワード", how: "別の場所に保管していて、記録をすべて調べて確かめました" },
  ],
  misused: null,
  measures: [
    { what: "カードでの支払いを停止しました", state: "done", day: "2026-11-06" },
    { what: "お店のソフトを新しい版に入れ替えました", state: "done", day: "2026-11-15" },
    { what: "支払いページの書き換えを毎日点検します", state: "planned", day: "2026-12-20" },
  ],
  offers: { reissue: "shop", more: "身に覚えのない請求は、カード会社の決まりにそって補償されます。" },
  delay: null,
  restart: null,
  desk: {
    telephone: "0120-000-000",
    email: "toiawase@kaki.example.jp",
    hours: "平日 9:00〜17:00",
    until: "2027-03-31",
    lookUpUrl: "https://kaki.example.jp/__misemori/lookup",
  },
};

export const MALL_LOG: NoticeFacts = {
  ...CARD_LEAK,
  shop: {
    ...CARD_LEAK.shop,
    relation: "当店は「島のモール」に出店していて、支払いはモールが受け付けています。",
  },
  today: "2027-02-25",
  counts: { confirmed: 98, possible: 94_145, notAffected: 310_000 },
  delay: { why: "読まれた記録を1件ずつ確かめるのに時間がかかりました", decidedBy: "山田太郎" },
};

export const EMAIL_LEAK: NoticeFacts = {
  ...CARD_LEAK,
  type: "email-leak",
  counts: { confirmed: 1_200, possible: 80, notAffected: 0 },
  items: MAIL_ONLY,
  safe: [
    {
      what: "氏名、住所、カードの情報",
      how: "メールの名簿とは別に保管していて、記録をすべて調べて確かめました",
    },
  ],
  offers: { reissue: null, more: "none" },
};

const ENGLISH: readonly (readonly [string, string])[] = [
  ["山田牡蠣店", "Yamada Oysters"],
  ["山田水産", "Yamada Fisheries"],
  ["山田太郎", "Taro Yamada"],
  ["カード会社", "a card company"],
];

/** The same facts as an English reader would be told them. */
export function inEnglish(facts: NoticeFacts): NoticeFacts {
  const text = ENGLISH.reduce((all, [ja, en]) => all.replaceAll(ja, en), JSON.stringify(facts));
  const told = JSON.parse(text) as NoticeFacts;
  return {
    ...told,
    shop: {
      ...told.shop,
      relation:
        told.shop.relation === "" ? "" : "Our shop stands in the Island Mall, which takes the payments.",
    },
    cause: "The payment page had been changed through a weakness of the shop's software.",
    safe: [
      { what: "Your address and password", how: "they are kept elsewhere and every log entry was checked" },
    ],
    measures: [
      { what: "we stopped card payments", state: "done", day: "2026-11-06" },
      { what: "the payment page will be checked every day", state: "planned", day: "2026-12-20" },
    ],
    offers: {
      ...told.offers,
      more: told.offers.more === "none" ? "none" : "Your card company refunds false charges.",
    },
    delay:
      told.delay === null
        ? null
        : { why: "each record had to be checked by itself", decidedBy: "Taro Yamada" },
    desk: { ...told.desk, hours: "weekdays 9:00 to 17:00" },
  };
}

// The few words a renderer adds by itself.

import type { Words } from "../../../kernel/index.ts";

export const renderWords = {
  hole: { ja: "「{hole}」を埋められません。", en: "“{hole}” cannot be filled in." },
  "hole.hint": {
    ja: "二重のかっこの中に書けるのは、次の言葉だけです：{known}",
    en: "Only these may stand between double braces: {known}",
  },
  order: { ja: "{day}のご注文（番号 {ref}）", en: "no. {ref} of {day}" },
  "order.undated": { ja: "ご注文番号 {ref}", en: "no. {ref}" },
  "orders.more": { ja: "ほか{count}件", en: "and {count} more" },
  "orders.none": { ja: "記録に残っていません（会員登録のみ）", en: "none on record (you only signed up)" },
  nameless: { ja: "お客様", en: "customer" },
} as const satisfies Words;

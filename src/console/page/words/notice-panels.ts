// What an incident's page says of its notices and inquiries, in one line each.
import type { Words } from "../../../kernel/words.ts";

export const noticePanelWords = {
  "panel.notices": { ja: "お知らせ", en: "Notices" },
  "panel.notices.caption": { ja: "お客さまに何を伝えるか", en: "What customers are told" },
  "panel.notices.facts": {
    ja: "まだ「分かっていること」を書いていません。",
    en: "The facts are not written down yet.",
  },
  "panel.notices.mend": { ja: "直すところのある文が{count}通あります。", en: "{count} papers need mending." },
  "panel.notices.stale": {
    ja: "調べ直しで人数が変わりました。文を確かめてください。",
    en: "The count of people has changed: check the papers.",
  },
  "panel.notices.ready": { ja: "文はそろっています。", en: "The papers are ready." },
  "panel.notices.go": { ja: "お知らせを作る・送る", en: "Write and send notices" },
  "panel.inquiries": { ja: "お問い合わせ", en: "Inquiries" },
  "panel.inquiries.caption": { ja: "聞かれたことと、お答え", en: "What people ask, and the answers" },
  "panel.inquiries.count": {
    ja: "まだ {open}件、お答えした {answered}件",
    en: "{open} open, {answered} answered",
  },
  "panel.inquiries.go": { ja: "お問い合わせを開く", en: "Open the inquiries" },
} as const satisfies Words;

// Sentences around every page: navigation, live state, language, errors of the connection.
import type { Words } from "../../../kernel/words.ts";

export const shellWords = {
  "nav.label": { ja: "ページ", en: "Pages" },
  "nav.now": { ja: "いま", en: "Now" },
  "nav.holds": { ja: "保留中の注文", en: "Orders on hold" },
  "nav.holds.short": { ja: "保留", en: "On hold" },
  "nav.alerts": { ja: "アラート", en: "Alerts" },
  "nav.settings": { ja: "設定", en: "Settings" },
  "nav.count": { ja: "{count}件", en: "{count}" },
  skip: { ja: "本文へ移動", en: "Skip to content" },
  "language.other": { ja: "English", en: "日本語" },
  "language.switch": { ja: "English に切り替え", en: "日本語に切り替え" },
  "scheme.dark": { ja: "暗い画面にする", en: "Use dark colours" },
  "scheme.light": { ja: "明るい画面にする", en: "Use light colours" },
  "live.on": { ja: "最新の状態を表示中", en: "Live" },
  "live.off": {
    ja: "つながっていません。{time}の状態を表示しています。つなぎ直しています…",
    en: "Not live. This is how it was at {time}. Reconnecting…",
  },
  "live.never": { ja: "Misemori につないでいます…", en: "Connecting to Misemori…" },
  loading: { ja: "読み込んでいます…", en: "Loading…" },
  "trouble.reach": {
    ja: "Misemori につながりません。動いているか、ネットワークを確かめてください。",
    en: "Misemori cannot be reached. Check that it runs, and your network.",
  },
  again: { ja: "もう一度試す", en: "Try again" },
  close: { ja: "閉じる", en: "Close" },
  back: { ja: "やめる", en: "Back" },
  "page.none": { ja: "このページはありません。", en: "There is no such page." },
  "page.none.go": { ja: "「いま」へ戻る", en: "Go to Now" },
  "view.chart": { ja: "グラフ", en: "Chart" },
  "view.table": { ja: "表", en: "Table" },
  "view.label": { ja: "{what}の見せ方", en: "How to show: {what}" },
  "who.misemori": { ja: "Misemori（自動）", en: "Misemori (by itself)" },
  "who.api": { ja: "{name}（API）", en: "{name} (API)" },
} as const satisfies Words;

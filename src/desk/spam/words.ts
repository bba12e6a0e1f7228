// What is said when reports or the files they are held against cannot be read.

import type { Words } from "../../kernel/index.ts";

export const spamWords = {
  unreadable: { ja: "{path} を読めません（{reason}）。", en: "{path} cannot be read ({reason})." },
  unreadableHint: { ja: "パスと権限を確かめてください。", en: "Check the path and the rights." },
  columns: {
    ja: "{path} に、必要な列がありません：{lacking}",
    en: "{path} lacks columns that are needed: {lacking}",
  },
  columnsHint: {
    ja: "--map 項目=見出し で列を指定してください（例 email=メール,order_date=受注日）。",
    en: "Say which columns they are with --map, as email=Mail,order_date=Ordered.",
  },
  many: {
    ja: "一度に扱える数（{max}）を超えています。",
    en: "That is more than can be handled at once ({max}).",
  },
  manyHint: { ja: "期間を分けて入れてください。", en: "Split it by time." },
  noMails: {
    ja: "{path} はメールの箱（mbox か Maildir）ではないようです。",
    en: "{path} does not look like a mailbox (mbox or Maildir).",
  },
  noMailsHint: {
    ja: "メールソフトから mbox で書き出すか、Maildir のフォルダーを指定してください。",
    en: "Export it as mbox from your mail program, or name a Maildir folder.",
  },
  badTime: { ja: "「{value}」は日時として読めません。", en: "“{value}” cannot be read as a time." },
  badTimeHint: {
    ja: "2026-11-22 か 2026-11-22T10:30 の形で、今日までの日を指定してください。",
    en: "Write it as 2026-11-22 or 2026-11-22T10:30, and no later than today.",
  },
  forgotten: {
    ja: "{year} 年の報告は廃棄されています。",
    en: "The reports of {year} were destroyed.",
  },
  forgottenHint: {
    ja: "廃棄した年の報告は、もう受け付けません。",
    en: "No more reports of a destroyed year are taken.",
  },
  badWho: {
    ja: "どのお客さまの報告かが分かりません。",
    en: "Whose report it is cannot be told.",
  },
  badWhoHint: {
    ja: "--address にメールアドレスか、--member に会員番号を指定してください。",
    en: "Give an e-mail address with --address, or a member id with --member.",
  },
} as const satisfies Words;

export type SpamWord = keyof typeof spamWords;

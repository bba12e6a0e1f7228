// What the owner reads when returned mails cannot be read.

import type { Words } from "../../../kernel/index.ts";

export const bounceWords = {
  none: {
    ja: "「{path}」はメールの保管ファイルではないようです。",
    en: "“{path}” does not look like a mailbox.",
  },
  noneHint: {
    ja: "メールソフトから mbox 形式で書き出すか、Maildir のフォルダーを指定してください。",
    en: "Export it as mbox from your mail program, or name a Maildir folder.",
  },
  many: { ja: "「{path}」の戻りメールが多すぎます。", en: "“{path}” holds too many returned mails." },
  manyHint: {
    ja: "いくつかに分けて、順に読ませてください。",
    en: "Split it and read the parts one after the other.",
  },
  unreadable: { ja: "「{path}」を読めませんでした。", en: "“{path}” could not be read." },
  unreadableHint: {
    ja: "場所と、読む権限があるかを確かめてください。",
    en: "Check where it is and whether you may read it.",
  },
} as const satisfies Words;

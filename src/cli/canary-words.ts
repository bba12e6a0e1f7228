// The sentences of `misemori canary`.

import type { Words } from "../kernel/index.ts";

export const canaryCliWords = {
  "verb.canary": {
    ja: "名簿にまぜる見張りの記録（カナリア）を植え、漏れた時と場所を調べる",
    en: "plant watch records (canaries) in customer lists, and tell when and where a list leaked",
  },
  "verb.bracket": {
    ja: "届いたメールから、名簿がいつ、どこから取られたかを調べる",
    en: "tell from mails that arrived when a list was taken, and from which copy",
  },
  "option.fromFiles": {
    ja: "植えた表（canary,system,plantedAt）と届いたメールの表（receivedAt,canary）の CSV",
    en: "CSV of what was planted (canary,system,plantedAt) and of mails (receivedAt,canary)",
  },
  "option.mails": {
    ja: "届いたメールの CSV（植えたものはこの機械の記録から）",
    en: "CSV of mails (what was planted is taken from this machine's record)",
  },
  "option.zone": { ja: "日時の時間帯", en: "time zone of the times" },
  unreadable: {
    ja: "{name}：読めない行が {count} 行あります（最初は {first} 行目）。",
    en: "{name}: {count} rows cannot be read (the first is line {first}).",
  },
  twoFiles: {
    ja: "植えた表と、届いたメールの表が必要です。",
    en: "What was planted and the mails that arrived are needed.",
  },
  "twoFiles.hint": {
    ja: "misemori canary bracket --from-files 植えた表.csv メール.csv、または --mails メール.csv",
    en: "misemori canary bracket --from-files PLANTED.csv MAILS.csv, or --mails MAILS.csv",
  },
  badZone: { ja: "時間帯「{zone}」を知りません。", en: 'No time zone is called "{zone}".' },
  "badZone.hint": { ja: "例：Asia/Tokyo", en: "For example: Asia/Tokyo" },
} as const satisfies Words;

export type CanaryCliWord = keyof typeof canaryCliWords;

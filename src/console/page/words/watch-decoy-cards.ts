// Sentences of the list of decoy card numbers on the page about leaked lists.
import type { Words } from "../../../kernel/words.ts";

export const watchDecoyCardWords = {
  "cards.title": { ja: "おとりのカード番号", en: "Decoy card numbers" },
  "cards.caption": {
    ja: "だれのものでもない番号です。注文の備考や古い表に置くと、どこで見つかっても、そこから持ち出されたと分かります。",
    en: "Numbers that are nobody's. Put one into an order's notes or an old table: wherever it turns up, that place was read.",
  },
  "cards.own": {
    ja: "解約した自分のカードをおとりにするには、番人のコンピューターで misemori canary card add を使います。カード番号を管理画面に入れることはできません。",
    en: "To use a cancelled card of your own, run misemori canary card add on the guard's computer: a card number must not be typed into this console.",
  },
  "cards.none": { ja: "まだありません。", en: "None yet." },
  "cards.make": { ja: "番号を作る", en: "Make a number" },
  "cards.kind.made": { ja: "作った番号", en: "made" },
  "cards.kind.bait": { ja: "番人が用意", en: "the guard's own" },
  "cards.kind.own": { ja: "自分のカード", en: "own card" },
  "cards.row": { ja: "{masked}・{day}から", en: "{masked}, since {day}" },
  "cards.more": { ja: "残り {count} 件も見る", en: "Show {count} more" },
  "cards.remove": { ja: "見張りをやめる", en: "Stop watching" },
  "cards.remove.named": {
    ja: "「{place}」の {masked} の見張りをやめる",
    en: "Stop watching {masked} in “{place}”",
  },
  "cards.remove.ask": {
    ja: "「{place}」のおとり {masked} の見張りをやめますか",
    en: "Stop watching {masked} in “{place}”?",
  },
  "cards.remove.explain": {
    ja: "見つかっても、おとりとは分からなくなります。元に戻せません。置いた番号も消してください。",
    en: "It is no longer known as a decoy anywhere, and this cannot be undone. Take the number out of its place, too.",
  },
  "cards.removed": { ja: "見張りをやめました。", en: "No longer watched." },
  "cards.at": { ja: "どこに置きますか", en: "Where will it lie?" },
  "cards.at.hint": { ja: "例：注文の備考、古い会員表", en: "order notes, the old members' table …" },
  "cards.at.missing": {
    ja: "見つかったときに、どこから持ち出されたかを伝えるために要ります。",
    en: "Needed to tell where it was copied from.",
  },
  "cards.made": {
    ja: "「{place}」に置いてください。この番号は、閉じるともう見られません。番人は数秒で見張り始めます。",
    en: "Put it into “{place}”. Once closed, the number is never shown again. The guard watches for it within seconds.",
  },
  "cards.copy": { ja: "番号をコピー", en: "Copy the number" },
  "cards.copied": { ja: "コピーしました", en: "Copied" },
  "cards.done": { ja: "置く用意ができました", en: "I have it" },
} as const satisfies Words;

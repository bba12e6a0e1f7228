// What the owner reads about printed letters and their lists.

import type { Words } from "../../../kernel/index.ts";

export const letterWords = {
  folderWarning: {
    ja: "「{folder}」に置く手紙と一覧は、お客さまの氏名と住所です。暗号にはなっていません。印刷会社に渡したら消し、クラウドや共有の場所には置かないでください。",
    en: "The letters and lists in “{folder}” are your customers' names and addresses, and not encrypted. Delete them once the printer has them, and keep them off cloud and shared folders.",
  },
  folder: {
    ja: "「{folder}」に手紙を書けませんでした({reason})。",
    en: "The letters could not be written to “{folder}” ({reason}).",
  },
  folderHint: {
    ja: "空き容量と、そのフォルダーに書けるかを確かめて、もう一度始めてください。印刷済みの束は、同じ名前で作り直されます。",
    en: "Check free space and whether you may write there, then start again; an unfinished batch is made again under the same name.",
  },
  "head.reference": { ja: "照合番号", en: "reference" },
  "head.page": { ja: "最初のページ", en: "first page" },
  "head.pages": { ja: "ページ数", en: "pages" },
  "head.postcode": { ja: "郵便番号", en: "postcode" },
  "head.address": { ja: "住所{row}", en: "address {row}" },
  "head.name": { ja: "氏名", en: "name" },
  "head.class": { ja: "区分", en: "class" },
  "head.subject": { ja: "件名", en: "subject" },
  "head.signs": { ja: "印刷できない字", en: "signs that cannot be printed" },
  "class.confirmed": { ja: "漏えいを確認", en: "confirmed" },
  "class.possible": { ja: "おそれあり", en: "possible" },
  "class.notAffected": { ja: "影響なし", en: "not affected" },
  order: {
    ja: "手紙が住所の順になっていません(お客さま一覧を作り直してください)。",
    en: "The addressees are out of order.",
  },
  orderHint: {
    ja: "宛名の一覧をもう一度作ってから、始めてください。",
    en: "Make the list of addressees again, then start.",
  },
} as const satisfies Words;

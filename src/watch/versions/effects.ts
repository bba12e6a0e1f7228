// What a known weakness lets an attacker do, in a shopkeeper's words: advisories say it in a line of English each, in a handful of kinds.

import { say, type Language, type Words } from "../../kernel/index.ts";

const effectWords = {
  "end-of-life": {
    ja: "作った人たちの修正が、もう出ません。これから見つかる弱点は、直らないままになります。",
    en: "Its makers mend it no longer: what is found from now on stays open.",
  },
  code: {
    ja: "攻撃者がサーバーで好きなプログラムを動かせます。お客様の情報を盗まれ、裏口を置かれるおそれがあります。",
    en: "An attacker can run programs on the server: take customers' data, leave a backdoor.",
  },
  records: {
    ja: "攻撃者がデータベースの中身（お客様の情報や注文）を読んだり、書き換えたりできます。",
    en: "An attacker can read or alter what is in the database: customers, orders, secrets.",
  },
  script: {
    ja: "攻撃者のスクリプトが、お客様や担当者のブラウザーで動きます。カード番号や、管理画面に入る権利を盗まれるおそれがあります。",
    en: "An attacker's script runs in the browser of customers or staff: cards and sign-ins can be stolen.",
  },
  files: {
    ja: "攻撃者が、見せるつもりのないサーバーのファイルを読んだり、消したりできます。",
    en: "An attacker can read or delete files of the server that were never meant for him.",
  },
  access: {
    ja: "権限のない人が、管理画面や、ほかのお客様の代わりに操作できます。",
    en: "Somebody without the right to it can act in the administration or as another customer.",
  },
  lure: {
    ja: "お店のアドレスに見えるリンクから、にせのページへお客様を誘えます。",
    en: "Customers can be led from what looks like the shop's address to a false page.",
  },
  unclear: {
    ja: "何ができるかは、公表された説明だけでは分かりません。攻撃者に使われるものとして扱ってください。",
    en: "What is published does not say what can be done. Treat it as usable by attackers.",
  },
} satisfies Words;

type Effect = keyof typeof effectWords;

/** The gravest first: the first that fits is told. */
const SIGNS: readonly (readonly [Effect, RegExp])[] = [
  ["end-of-life", /has had no fixes/i],
  [
    "code",
    /code (?:can be run|on the server|injection)|run code|PHP can be run|write PHP|uploaded|sometimes? the server|in some shops the server/i,
  ],
  ["records", /SQL injection|shop's secrets|disclos|altered/i],
  ["script", /cross-site scripting|script of an attacker/i],
  ["files", /folders can be/i],
  [
    "access",
    /bypass|administrator|sessions?\b|authorisation|change payment|untrusted|Host header|where only the shop/i,
  ],
  ["lure", /redirect/i],
];

export function sayEffect(summary: string, language: Language): string {
  const effect = SIGNS.find(([, sign]) => sign.test(summary))?.[0] ?? "unclear";
  return say(effectWords, language, effect);
}

// The sentences of this room: why a platform was recognised, and why a route was proposed.

import type { Words } from "../../kernel/index.ts";

export const ATTEMPT_WORDS = {
  "recognised.wp-json": {
    ja: "WordPress の REST API に WooCommerce の窓口(wc/store)があります",
    en: "the WordPress REST API offers WooCommerce's wc/store",
  },
  "recognised.woo-page": {
    ja: "トップページに WooCommerce の印があります",
    en: "the front page carries WooCommerce's marks",
  },
  "recognised.wordpress-page": {
    ja: "トップページは WordPress です",
    en: "the front page is made by WordPress",
  },
  "recognised.magento-page": {
    ja: "トップページに Magento の印があります",
    en: "the front page carries Magento's marks",
  },
  "recognised.magento-rest": {
    ja: "Magento の REST API が答えます",
    en: "Magento's REST API answers",
  },
  "recognised.vendure-api": {
    ja: "Vendure の /shop-api が答えます",
    en: "Vendure's /shop-api answers",
  },
  "recognised.graphql-api": {
    ja: "/shop-api に GraphQL の窓口があります",
    en: "/shop-api speaks GraphQL",
  },
  "recognised.eccube4-token": {
    ja: "ページに EC-CUBE 4 の印(eccube-csrf-token)があります",
    en: "the page carries EC-CUBE 4's eccube-csrf-token",
  },
  "recognised.eccube4-script": {
    ja: "ページが EC-CUBE 4 のスクリプトを読み込みます",
    en: "the page loads EC-CUBE 4's script",
  },
  "recognised.eccube2-cookie": {
    ja: "EC-CUBE 2 のクッキー(ECSESSID)を返します",
    en: "the shop sets EC-CUBE 2's cookie ECSESSID",
  },
  "recognised.eccube2-script": {
    ja: "ページが EC-CUBE 2 のスクリプトを読み込みます",
    en: "the page loads EC-CUBE 2's scripts",
  },
  "recognised.eccube2-paths": {
    ja: "ページに EC-CUBE 2 の形の住所(products/list.php など)があります",
    en: "the page links to EC-CUBE 2's addresses (products/list.php …)",
  },
  "recognised.nothing": {
    ja: "知っているショップソフトの印は見つかりませんでした",
    en: "no mark of a known shop system was found",
  },
  "learned.cards": {
    ja: "カード番号が{count}回送られました",
    en: "card numbers were sent {count} times",
  },
  "learned.tokens": {
    ja: "カードのトークンが{count}回送られました",
    en: "card tokens were sent {count} times",
  },
  "learned.words": {
    ja: "支払いに関する項目が{count}回送られました",
    en: "payment fields were sent {count} times",
  },
  "learned.declines": {
    ja: "支払いを断る返事が{count}回ありました",
    en: "{count} answers read like a refused payment",
  },
} as const satisfies Words;

export type AttemptWord = keyof typeof ATTEMPT_WORDS;

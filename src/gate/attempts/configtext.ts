// Writes the first misemori.yaml of a shop, with comments in Japanese for the person who will change it.

import { say } from "../../kernel/index.ts";
import type { Recognition } from "./recognise.ts";
import { ATTEMPT_WORDS } from "./words.ts";

export interface ShopAddress {
  /** As buyers type it. */
  readonly shopUrl: string;
  /** Where the shop itself listens. */
  readonly upstream: string;
  readonly shopName: string;
}

/** A whole configuration file; every value is quoted so that nothing in a name can change its meaning. */
export function configTextFor(recognised: Recognition, shop: ShopAddress): string {
  const share = Math.round(recognised.confidence * 100);
  const reasons = recognised.reasons.map((reason) => `  #   - ${say(ATTEMPT_WORDS, "ja", reason)}`);
  return `# 店守 Misemori の設定ファイル
# 「#」から行の終わりまでは説明です。書き換えて保存すると、お店を止めずに読み直されます。
# 書き間違いがあれば、前の設定のまま動き続け、直すところをすべてお知らせします。

shop:
  # お店の名前(案内ページやお知らせに出ます)
  name: ${quoted(shop.shopName)}
  # お客様が開く住所
  url: ${quoted(shop.shopUrl)}
  # お店のソフトが動いている場所。店守がここへ取り次ぎます
  upstream: ${quoted(shop.upstream)}
  # カード払いを止めている間も使える支払い方法(お店での呼び名)
  otherPayments: ["代金引換", "銀行振込"]
  # カードが使えないお客様のための電話番号(任意)
  # telephone: "03-0000-0000"

platform:
  # 見分けた結果: ${recognised.preset} (確かさ ${share}%)
${reasons.join("\n")}
  preset: ${quoted(recognised.preset)}
${routesText(recognised)}
gate:
  listen: "0.0.0.0:8080"
  # "watch" にすると、すべて通したうえで「止めていたはずのもの」だけを記録します。最初の数日はおすすめです
  mode: "judge"
  # 手前に nginx やロードバランサーがある場合は、その住所(例: ["127.0.0.1", "10.0.0.0/8"])
  trustedProxies: []

costs:
  # 決済代行会社が1回の試みごとに取る手数料(円)。断られた分も含みます
  feeYen: 20
  # 平均のご注文額(円)と粗利の割合
  averageOrderYen: 6000
  marginShare: 0.3

budget:
  # 不審な試みに使ってよい手数料の上限(円)。超える前にカード払いだけを止めます
  perHourYen: 1000
  perDayYen: 5000

alerts:
  # お知らせの受け手の名前
  owner: "owner"
  language: "ja"
  # メールで知らせる場合は、次の行の「#」を外して書き換えてください
  # email:
  #   to: ["owner@example.jp"]
  #   from: "misemori@example.jp"
  #   smtp: { host: "smtp.example.jp", port: 587 }
`;
}

function routesText(recognised: Recognition): string {
  if (recognised.preset === "custom") {
    return `  # カードの支払いに届く道を、お店に合わせて書いてください
  routes:
    - name: "checkout"
      method: "POST"
      path: "/checkout"
      speaks: "page"
      fields:
        card: ["card_number"]
        email: ["email"]
        method: ["payment_method"]
      # カードでない支払い方法の値
      notCard: ["cod", "bank"]
      # 支払いが通ったとき・断られたときの見分け方
      approved:
        - redirectTo: "/complete"
      declined:
        - bodyHas: "カードがご利用になれません"
`;
  }
  if (recognised.preset === "eccube4") {
    return `  # EC-CUBE 4 は、ご注文を確定する送信(/shopping/checkout)に支払方法を書きません。
  # そのため、代金引換や銀行振込のご注文も、カードのご注文と同じように見守ります
  routes: []
`;
  }
  return `  # 決まった道のほかにカードの支払いに届く道があれば、ここに足します
  routes: []
`;
}

/** Double-quoted YAML is JSON's string; control characters have no place in a name or an address. */
function quoted(text: string): string {
  return JSON.stringify(text.replace(/\p{Cc}/gu, " ").trim());
}

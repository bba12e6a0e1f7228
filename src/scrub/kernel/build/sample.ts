// What shops' logs are made of, in a few kilobytes: from it the tables learn which bytes are rare. Only speed depends on it,
// never what is found.

/** Deterministic, so that the kernel comes out byte for byte the same each time. */
export function sampleLog(): Uint8Array {
  let state = 7;
  const pick = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  const any = (list: readonly string[]): string => list[pick(list.length)] ?? "";
  const letters = (alphabet: string, length: number): string => {
    return Array.from({ length }, () => alphabet.charAt(pick(alphabet.length))).join("");
  };
  const time = (): string => `${10 + pick(14)}:${10 + pick(50)}:${10 + pick(50)}`;
  const kana = (): string => String.fromCharCode(0x3041 + pick(0x56), 0x30a1 + pick(0x5a));
  const japanese = (): string => any(WORDS) + any([any(WORDS), any(WORDS), kana() + kana()]);
  const hex = (length: number): string => letters("0123456789abcdef", length);
  const claims = (): string =>
    Buffer.from(JSON.stringify({ sub: letters(LETTERS, 12), name: japanese() })).toString("base64url");
  const path = (): string =>
    any(PATHS) +
    any([
      "",
      String(pick(99_999)),
      `?category_id=${pick(99)}&name=${encodeURIComponent(japanese())}&page=${pick(40)}`,
    ]);
  const accessLine = (): string =>
    `${1 + pick(223)}.${pick(256)}.${pick(256)}.${pick(256)} - - [22/Nov/2026:${time()} +0900] "GET ${path()} HTTP/1.1" 200 ${pick(200_000)} "${any(SITES)}" "${any(AGENTS)}"`;
  const form = (): string =>
    `POST ${any(PATHS)} name=${encodeURIComponent(japanese())}&mail=${letters(LETTERS, 6)}%40example.jp&tel=03-${letters("0123456789", 4)}-${letters("0123456789", 4)}`;
  const lines = [
    () =>
      `[2026-11-22 ${time()}] app.INFO: ${any(SAYINGS)} {"time":${1_763_807_097_123 + pick(1e9)},"name":"${escaped(japanese())}"} []`,
    () =>
      `{"level":"info","time":${1_763_807_097_123 + pick(1e9)},"pid":${pick(32_768)},"hostname":"web-${pick(9)}","req":{"id":"${hex(24)}","method":"GET","url":"${path()}"},"msg":"${japanese()}"}`,
    () =>
      `INSERT INTO dtb_order VALUES (${pick(99_999)},'2026-11-22 ${time()}','${japanese()}、${any(WORDS)}を注文','090${letters("0123456789", 8)}',${pick(99_999)}.00,NULL);`,
    () =>
      `cookie: session=${letters(LETTERS, 40)}; authorization: Bearer eyJhbGciOiJIUzI1NiJ9.${claims()}.${letters(LETTERS, 43)}`,
    () => `sha256 ${hex(64)} ${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)} 0x${hex(12)}`,
    form,
    () => `#${pick(40)} ${any(FILES)}(${pick(999)}): ${any(CALLS)}()`,
    () => Array.from({ length: 12 }, () => any(ENGLISH)).join(" "),
    () =>
      `GET ${any(PATHS)}?q=${encodeURIComponent(japanese() + japanese())}&page=${pick(30)}&sort=${any(ENGLISH)}`,
  ];
  const parts: Uint8Array[] = [];
  for (let i = 0; i < 200; i++) {
    // Most of what a shop keeps is its web server's log.
    for (const line of [accessLine, accessLine, accessLine, ...lines]) parts.push(Buffer.from(`${line()}\n`));
    for (const kanji of JAPANESE)
      parts.push(Uint8Array.from([...Array.from({ length: 30 }, () => kanji(pick)).flat(), 0x0a]));
  }
  return Buffer.concat(parts);
}

const escaped = (words: string): string =>
  words.replaceAll(/./gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A character of Shift_JIS, EUC-JP, UTF-8: half of them hiragana, then kanji, katakana, signs. */
const JAPANESE: readonly ((pick: (below: number) => number) => readonly number[])[] = [
  (pick) => {
    const kind = pick(10);
    if (kind < 5) return [0x82, 0x9f + pick(0x53)];
    if (kind < 8) return [0x88 + pick(16), 0x9f + pick(0x5e)];
    if (kind < 9) return [0x83, 0x40 + pick(0x3f)];
    return [0x81, 0x41 + pick(6)];
  },
  (pick) => {
    const kind = pick(10);
    if (kind < 5) return [0xa4, 0xa1 + pick(0x53)];
    if (kind < 8) return [0xb0 + pick(31), 0xa1 + pick(0x5e)];
    if (kind < 9) return [0xa5, 0xa1 + pick(0x56)];
    return [0xa1, 0xa2 + pick(6)];
  },
  (pick) => {
    const kind = pick(10);
    if (kind < 5) return [0xe3, 0x81 + pick(2), 0x80 + pick(0x40)];
    if (kind < 8) return [0xe4 + pick(6), 0x80 + pick(0x40), 0x80 + pick(0x40)];
    if (kind < 9) return [0xe3, 0x82 + pick(2), 0x80 + pick(0x40)];
    return [0xe3, 0x80, 0x81 + pick(2)];
  },
];

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** What shops say. */
const WORDS = (
  "ワンピース 黒 チェア コーヒー 送料無料 財布 セール プレゼント 北海道 メニュー 商品 お届け 限定 新商品 人気 " +
  "予約 在庫 注文 確認 会員 登録 変更 退会 配送 送料 無料 税込 円 個 枚 数量 合計 小計 支払 銀行 振込 代引 " +
  "後払い 東京都 大阪府 京都府 神奈川県 福岡県 愛知県 沖縄県 市 区 町 丁目 番地 号室 山田 太郎 佐藤 花子 鈴木 " +
  "一郎 高橋 田中 伊藤 渡辺 小林 加藤 様 御中 株式会社 有限会社 店 本店 支店 赤 白 青 緑 黄色 茶色 紺 灰色 " +
  "桃色 紫 シャツ パンツ スカート ジャケット コート 靴 帽子 鞄 時計 指輪 食器 皿 鍋 包丁 箸 机 椅子 棚 布団 " +
  "枕 毛布 照明 電球 扇風機 掃除機 洗濯 米 味噌 醤油 酒 焼酎 茶 抹茶 菓子 和菓子 洋菓子 果物 林檎 蜜柑 葡萄 " +
  "苺 桃 梨 野菜 肉 牛肉 豚肉 鶏肉 魚 鮭 海老 蟹 海苔 昆布 塩 砂糖 油 犬 猫 子供 男性 女性 春 夏 秋 冬 " +
  "母の日 父の日 誕生日 お歳暮 お中元 福袋 詰め合わせ 手作り 国産 有機 天然 無添加 送付 発送 済み 受付 " +
  "ありがとうございます お問い合わせ カートに入れる ログイン パスワード を 忘れた方 は こちら から です ます " +
  "しました ください 検索 結果 件 一覧 次へ 前へ エラー 失敗 成功 開始 終了 更新 削除 追加 保存 画像 説明 " +
  "価格 定価 割引 クーポン ポイント レビュー 評価 返品 交換 キャンセル"
).split(" ");
const PATHS = [
  "/products/list",
  "/products/detail/",
  "/html/template/default/assets/js/function.js",
  "/html/template/default/assets/css/style.css",
  "/cart",
  "/mypage/login",
  "/shopping/confirm",
  "/html/upload/save_image/",
  "/wp-content/plugins/woocommerce/assets/client/blocks/",
  "/wp-admin/admin-ajax.php",
  "/robots.txt",
];
const SITES = [
  "-",
  "https://shop.example.jp/",
  "https://shop.example.jp/products/list",
  "https://www.google.com/",
];
const AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15",
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36 Edg/120.0.0.0",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/121.0",
];
const SAYINGS = [
  'Matched route "product_detail".',
  "The current order is confirmed, sending customer mail",
  'Uncaught PHP Exception: "No route found" at /var/www/html/vendor/symfony/http-kernel/RouterListener.php line 156',
  "executing query SELECT description, discount FROM dtb_product WHERE category_id = ?",
  "User has been authenticated successfully, token refreshed",
  "payment gateway answered within 312 ms",
  "customer logged in",
  "order mail was sent to the customer, card payment accepted",
  "Session expired; redirecting to the login page",
];
/** What is said in logs, and names programs give to things. */
const ENGLISH = (
  "about access account action active added address admin after agent allowed already amount api application argument array " +
  "attempt auth available backend basket before billing body boolean branch browser cache called callback cannot cart catalog " +
  "category change channel charset checkout class client closed code column comment commit complete config connection console " +
  "content context controller cookie core count country created cron currency current customer daemon dashboard database date " +
  "debug default delete delivery deprecated detail device directory discount done download driver duplicate during email empty " +
  "enabled encoding entity entry error event exception exchange executed expected export extension factory failed false fatal " +
  "field file filter finished first float folder footer foreign form format forward found frame from function gateway general " +
  "global group guest handler header health hidden history host html image import index info input insert instance integer " +
  "internal interval inventory invalid invoice item javascript job key kernel language last layout length level library limit " +
  "line listener loader local locale lock login logout mail main manifest mapping maximum member memory menu message method " +
  "middleware migration minimum missing mobile mode model module monitor month mutex name network next node notice null number " +
  "object offset open option order output owner package page parameter parent parser password patch path payment pending " +
  "permission php plugin point pool port post price primary process product profile prompt property provider proxy public " +
  "query queue quantity random range rate read reason received record redirect reference refresh refund region register release " +
  "remote render request required reserved reset resource response result retry return review role root route rule runtime " +
  "sale schema scope script search second select sent server service session setting shipping shop signature size slow socket " +
  "source sql stack staging start state status step stock storage store stream string style subject submit success sum support " +
  "symbol sync system table target task tax template terminal test text theme thread time timeout title token total trace " +
  "transaction transfer trigger true type undefined unexpected unique unknown update upload upstream user valid value variable " +
  "vendor verify version view visitor volume wait warning webhook website week width window with worker write year zone"
).split(" ");
const FILES = [
  "/var/www/html/vendor/symfony/http-kernel/HttpKernel.php",
  "/var/www/html/src/Eccube/Controller/ShoppingController.php",
  "/var/www/html/wp-includes/class-wp-hook.php",
  "/app/node_modules/express/lib/router/layer.js",
  "/var/www/html/app/proxy/entity/src/Eccube/Entity/Customer.php",
];
const CALLS = [
  "Symfony\\Component\\HttpKernel\\HttpKernel->handleRaw",
  "handle",
  "do_action",
  "Twig\\Template->render",
  "Object.<anonymous>",
];

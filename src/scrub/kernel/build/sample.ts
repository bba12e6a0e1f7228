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
  const kana = (): string => String.fromCharCode(0x3041 + pick(0xbb));
  const japanese = (): string => any(WORDS) + any([any(WORDS), kana() + kana() + kana() + kana()]);
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
    () =>
      `POST ${any(PATHS)} name=${encodeURIComponent(japanese())}&mail=${letters(LETTERS, 6)}%40example.jp&tel=03-${letters("0123456789", 4)}-${letters("0123456789", 4)}`,
    () => `#${pick(40)} ${any(FILES)}(${pick(999)}): ${any(CALLS)}()`,
  ];
  const parts: Uint8Array[] = [];
  for (let i = 0; i < 200; i++) {
    // Most of what a shop keeps is its web server's log.
    for (const line of [accessLine, accessLine, accessLine, ...lines]) parts.push(Buffer.from(`${line()}\n`));
    const hiragana = Array.from({ length: 30 }, () => [0x82, 0x9f + pick(0x53)]).flat();
    parts.push(Uint8Array.from([...hiragana, 0x0a]));
  }
  return Buffer.concat(parts);
}

const escaped = (words: string): string =>
  words.replaceAll(/./gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const WORDS = [
  "ワンピース",
  "黒",
  "チェア",
  "コーヒー",
  "送料無料",
  "財布",
  "セール",
  "プレゼント",
  "北海道",
  "メニュー",
  "商品",
  "お届け",
];
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

// The demonstration shop's pages as HTML text: catalogue, product, cart. Every value is escaped; there is no script.

import { COD_FEE_YEN, findProduct, PRODUCTS, SHIPPING_YEN, type Product } from "./catalogue.ts";
import type { Session } from "./sessions.ts";

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const GROUPED = new Intl.NumberFormat("ja-JP");

export function yenText(amount: number): string {
  return `${GROUPED.format(amount)}円`;
}

export interface CartLine {
  readonly product: Product;
  readonly quantity: number;
}

export function linesOf(cart: ReadonlyMap<string, number>): readonly CartLine[] {
  return [...cart].flatMap(([slug, quantity]) => {
    const product = findProduct(slug);
    return product === undefined ? [] : [{ product, quantity }];
  });
}

export function totalOf(lines: readonly CartLine[], payment: "card" | "cod" | "bank"): number {
  const goods = lines.reduce((sum, line) => sum + line.product.priceYen * line.quantity, 0);
  return goods + SHIPPING_YEN + (payment === "cod" ? COD_FEE_YEN : 0);
}

/** A whole page. `body` is HTML that was escaped by its maker. */
export function page(title: string, cartCount: number, body: string): string {
  return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)} | 浜の店 みなと屋</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
</head>
<body>
<header class="bar"><a class="brand" href="/">浜の店 みなと屋</a><nav><a href="/guide">ご利用案内</a><a href="/cart">かご(${cartCount})</a></nav></header>
<main>
${body}
</main>
<footer>浜の店 みなと屋は、Misemori(店守)のためのお試し用の店です。商品は届きません。</footer>
</body>
</html>
`;
}

export function countOf(session: Session | undefined): number {
  let count = 0;
  for (const quantity of session?.cart.values() ?? []) count += quantity;
  return count;
}

export function homePage(session: Session | undefined): string {
  const items = PRODUCTS.map(
    (product) =>
      `<a class="item" href="/products/${product.slug}"><span class="picture ${product.tone}" aria-hidden="true">${product.mark}</span><div><strong>${product.name}</strong><small>${product.unit}</small><br><span class="price">${yenText(product.priceYen)}</span></div></a>`,
  ).join("\n");
  return page(
    "海と山のおいしいもの",
    countOf(session),
    `<h1>海と山の、毎日のおいしいもの。</h1>
<p class="lead">朝に揚がった牡蠣、山あいのお茶、よく眠れる枕。小さな港町から、作り手の顔が見える品だけをお届けします。</p>
<div class="grid">
${items}
</div>`,
  );
}

export function productPage(session: Session, product: Product): string {
  const quantities = [1, 2, 3, 4, 5].map((n) => `<option value="${n}">${n}</option>`).join("");
  return page(
    product.name,
    countOf(session),
    `<div class="two">
<div class="picture ${product.tone}" aria-hidden="true">${product.mark}</div>
<div>
<h1>${product.name}</h1>
<p class="lead">${product.lead}</p>
<p>${product.text}</p>
<p><span class="price">${yenText(product.priceYen)}</span> <span class="unit">(税込・${product.unit})</span></p>
<form method="post" action="/cart">
<input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="product" value="${product.slug}">
<label for="quantity">数量</label>
<select id="quantity" name="quantity">${quantities}</select>
<button class="full">かごに入れる</button>
</form>
</div>
</div>`,
  );
}

export function linesTable(lines: readonly CartLine[], payment: "card" | "cod" | "bank"): string {
  const rows = lines
    .map(
      ({ product, quantity }) =>
        `<tr><td>${product.name} <span class="unit">×${quantity}</span></td><td class="number">${yenText(product.priceYen * quantity)}</td></tr>`,
    )
    .join("");
  const cod =
    payment === "cod" ? `<tr><td>代引手数料</td><td class="number">${yenText(COD_FEE_YEN)}</td></tr>` : "";
  return `<table>${rows}<tr><td>送料</td><td class="number">${yenText(SHIPPING_YEN)}</td></tr>${cod}<tr class="total"><td>合計(税込)</td><td class="number">${yenText(totalOf(lines, payment))}</td></tr></table>`;
}

export function cartPage(session: Session): string {
  const lines = linesOf(session.cart);
  if (lines.length === 0) {
    return page(
      "かご",
      0,
      `<h1>かご</h1><p>かごは空です。</p><p><a class="button" href="/">商品を見る</a></p>`,
    );
  }
  const removals = lines
    .map(
      ({ product }) =>
        `<form method="post" action="/cart/remove"><input type="hidden" name="csrf" value="${session.csrf}"><input type="hidden" name="product" value="${product.slug}"><button class="plain">${product.name}を取り消す</button></form>`,
    )
    .join("\n");
  return page(
    "かご",
    countOf(session),
    `<h1>かご</h1>
<div class="panel">${linesTable(lines, "card")}</div>
<p><a class="button full" href="/checkout">ご購入手続きへ</a></p>
<div class="grid">${removals}</div>`,
  );
}

export function guidePage(session: Session | undefined): string {
  return page(
    "ご利用案内",
    countOf(session),
    `<h1>ご利用案内</h1>
<h2>お支払い方法</h2><p>クレジットカード、代金引換(手数料${yenText(COD_FEE_YEN)})、銀行振込(前払い)がご利用いただけます。</p>
<h2>送料</h2><p>全国一律${yenText(SHIPPING_YEN)}です。</p>
<h2>お問い合わせ</h2><p>電話 000-000-0000(平日 10:00〜17:00)</p>`,
  );
}

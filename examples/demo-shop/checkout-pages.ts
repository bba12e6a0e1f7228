// The demonstration shop's pages around paying: checkout (also after a decline), 3-D Secure, thanks, list of orders.

import { countOf, escapeHtml, linesOf, linesTable, page, totalOf, yenText } from "./pages.ts";
import type { Order, Session } from "./sessions.ts";

export interface CheckoutFields {
  readonly name: string;
  readonly email: string;
  readonly tel: string;
  readonly zip: string;
  readonly address: string;
  readonly payment: "card" | "cod" | "bank";
}
export const NO_FIELDS: CheckoutFields = {
  name: "",
  email: "",
  tel: "",
  zip: "",
  address: "",
  payment: "card",
};

/** What went wrong, as the page says it. `data-error` on the box is what a guard reads. */
export type CheckoutTrouble = "card-declined" | "gateway" | "form" | "expired";
const TROUBLES: Readonly<Record<CheckoutTrouble, string>> = {
  "card-declined":
    "<p><strong>カードをご利用いただけませんでした。</strong></p><p>カード番号・有効期限・セキュリティコードをお確かめのうえ、もう一度お試しいただくか、ほかのお支払い方法をお選びください。</p>",
  gateway:
    "<p><strong>ただいまカード決済をご利用いただけません。</strong></p><p>しばらくしてからお試しいただくか、代金引換・銀行振込をご利用ください。</p>",
  form: "<p><strong>入力内容をお確かめください。</strong></p><p>お名前・メールアドレス・電話番号・ご住所と、カード払いの場合はカード番号・有効期限・セキュリティコードが必要です。</p>",
  expired:
    "<p><strong>画面の有効期限が切れました。</strong></p><p>お手数ですが、もう一度ご入力ください。</p>",
};

function errorBox(trouble: CheckoutTrouble | undefined): string {
  return trouble === undefined
    ? ""
    : `<div class="error" role="alert" data-error="${trouble}">${TROUBLES[trouble]}</div>`;
}

const PAYMENTS: readonly (readonly [CheckoutFields["payment"], string])[] = [
  ["card", "クレジットカード"],
  ["cod", "代金引換(+330円)"],
  ["bank", "銀行振込(前払い)"],
];

function textField(name: string, label: string, value: string, extra: string): string {
  return `<label for="${name}">${label}</label><input id="${name}" name="${name}" value="${escapeHtml(value)}" maxlength="200" ${extra}>`;
}

function cardFields(): string {
  return `<fieldset class="panel"><legend>カード情報</legend>
<label for="card_number">カード番号</label><input id="card_number" name="card_number" inputmode="numeric" autocomplete="cc-number" maxlength="23">
<div class="row">
<div><label for="card_expiry">有効期限(月/年)</label><input id="card_expiry" name="card_expiry" placeholder="MM/YY" autocomplete="cc-exp" maxlength="5"></div>
<div><label for="card_code">セキュリティコード</label><input id="card_code" name="card_code" inputmode="numeric" autocomplete="cc-csc" maxlength="4"></div>
</div>
</fieldset>`;
}

/** The card fields are always empty again: what was typed there is not sent back. */
export function checkoutPage(session: Session, fields: CheckoutFields, trouble?: CheckoutTrouble): string {
  const lines = linesOf(session.cart);
  const choices = PAYMENTS.map(
    ([value, label]) =>
      `<label class="choice"><input type="radio" name="payment" value="${value}"${value === fields.payment ? " checked" : ""}>${label}</label>`,
  ).join("\n");
  return page(
    "ご購入手続き",
    countOf(session),
    `<h1>ご購入手続き</h1>
${errorBox(trouble)}
<form method="post" action="/checkout" class="two wide">
<div>
<input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="order" value="${session.orderRef ?? ""}">
<input type="hidden" name="total" value="${totalOf(lines, "card")}">
<h2>お届け先</h2>
${textField("name", "お名前", fields.name, 'autocomplete="name"')}
${textField("email", "メールアドレス", fields.email, 'type="email" autocomplete="email"')}
<div class="row"><div>${textField("tel", "電話番号", fields.tel, 'type="tel" autocomplete="tel"')}</div><div>${textField("zip", "郵便番号", fields.zip, 'inputmode="numeric" autocomplete="postal-code"')}</div></div>
${textField("address", "ご住所", fields.address, 'autocomplete="street-address"')}
<h2>お支払い方法</h2>
${choices}
${cardFields()}
</div>
<aside class="panel"><h2>ご注文内容</h2>${linesTable(lines, fields.payment)}<button class="full">注文を確定する</button></aside>
</form>`,
  );
}

export function securePage(session: Session, id: string, failed: boolean): string {
  return page(
    "本人認証",
    countOf(session),
    `<h1>カード会社の本人認証(お試し)</h1>
${failed ? '<div class="error" role="alert" data-error="secure"><p>パスワードが違います。</p></div>' : ""}
<form method="post" action="/checkout/3ds/${id}" class="panel">
<input type="hidden" name="csrf" value="${session.csrf}">
<label for="password">カード会社のアプリに届いた6桁のパスワード</label>
<input id="password" name="password" inputmode="numeric" autocomplete="one-time-code" maxlength="6">
<button class="full">認証する</button>
</form>`,
  );
}

export function thanksPage(session: Session | undefined, order: Order): string {
  const note =
    order.payment === "bank"
      ? "<p>お振込先をメールでお送りしました。ご入金を確かめてから発送します。</p>"
      : order.payment === "cod"
        ? "<p>商品と引き換えに、配達員へお支払いください。</p>"
        : "<p>クレジットカードでのお支払いを承りました。</p>";
  return page(
    "ご注文ありがとうございます",
    countOf(session),
    `<h1>ご注文ありがとうございます</h1>
<div class="panel"><p>ご注文番号 <strong>${order.ref}</strong></p><p>合計 <span class="price">${yenText(order.totalYen)}</span></p>${note}</div>
<p><a class="button" href="/">お店に戻る</a></p>`,
  );
}

export interface OrderRow {
  readonly order: Order;
  /** What the guard said just now; "unknown" when it was not asked or did not answer (then: do not ship a held order). */
  readonly guard: "shippable" | "not-shippable" | "unknown";
}

export function ordersPage(rows: readonly OrderRow[]): string {
  const body = rows
    .map(({ order, guard }) => {
      const mayShip = guard === "shippable" || (guard === "unknown" && !order.hold);
      const state = mayShip
        ? '<span class="tag">発送できます</span>'
        : '<span class="tag stop">発送しないでください(店守が確認待ちにしています)</span>';
      return `<tr><td>${order.ref}</td><td>${escapeHtml(order.name)}</td><td>${order.payment}</td><td class="number">${yenText(order.totalYen)}</td><td>${state}</td></tr>`;
    })
    .join("\n");
  return page(
    "受注一覧",
    0,
    `<h1>受注一覧</h1><table><tr><th>番号</th><th>お名前</th><th>支払い</th><th class="number">合計</th><th>状態</th></tr>${body}</table>`,
  );
}

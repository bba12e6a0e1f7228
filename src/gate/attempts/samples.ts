// Requests and answers for this room's tests, written after the shapes real shops send. Not part of the product's doors.

import { parseIp, type Ip } from "../../kernel/index.ts";
import type { ArrivedRequest, ShopAnswer } from "../http/way.ts";

/** A card number of Visa's published test set. */
export const CARD = "4111111111111111";
export const SPACED_CARD = "4111 1111 1111 1111";

export interface RequestDraft {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly scheme?: "http" | "https";
}

/** A request as the wire would hand it over (unreserved escapes undone, dot segments as sent). */
export function arrived(draft: RequestDraft): ArrivedRequest {
  const cut = draft.target.indexOf("?");
  const rawPath = cut < 0 ? draft.target : draft.target.slice(0, cut);
  const rawHeaders = Object.entries(draft.headers ?? {}).flat();
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(draft.headers ?? {})) headers[name.toLowerCase()] = value;
  return {
    method: draft.method ?? "POST",
    target: draft.target,
    path: rawPath.replace(/%(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]|3[0-9]|2d|2e|5f|7e)/gi, (escape) =>
      decodeURIComponent(escape),
    ),
    query: cut < 0 ? "" : draft.target.slice(cut + 1),
    rawHeaders,
    headers,
    httpVersion: "1.1",
    clientIp: parseIp("203.0.113.7") ?? ("203.0.113.7" as Ip),
    scheme: draft.scheme ?? "https",
    host: "shop.example",
  };
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function form(target: string, values: Readonly<Record<string, string>>): Sent {
  return {
    request: arrived({ target, headers: { "content-type": "application/x-www-form-urlencoded" } }),
    body: bytes(new URLSearchParams(values).toString()),
  };
}

export function json(target: string, value: unknown, method = "POST"): Sent {
  return {
    request: arrived({ target, method, headers: { "content-type": "application/json" } }),
    body: bytes(JSON.stringify(value)),
  };
}

export interface Sent {
  readonly request: ArrivedRequest;
  readonly body: Uint8Array;
}

export function page(
  status: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): ShopAnswer {
  return {
    status,
    headers: { "content-type": "text/html; charset=UTF-8", ...headers },
    body: bytes(html),
    shopMs: 900,
  };
}

export function redirect(location: string): ShopAnswer {
  return { status: 302, headers: { location }, body: new Uint8Array(), shopMs: 900 };
}

export function said(status: number, value: unknown): ShopAnswer {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: bytes(JSON.stringify(value)),
    shopMs: 900,
  };
}

/** Tries to pay as each platform sends them. */
export const woo = form("/?wc-ajax=checkout", {
  payment_method: "stripe",
  "wc-stripe-payment-method": "pm_1Abc2Def3",
});
export const store = json("/wp-json/wc/store/v1/checkout", { payment_method: "stripe", payment_data: [] });
export const orderPay = form("/checkout/order-pay/77/?pay_for_order=true&key=wc_order_k", {
  woocommerce_pay: "1",
  payment_method: "stripe",
});
export const addCard = form("/my-account/add-payment-method/", {
  woocommerce_add_payment_method: "1",
  payment_method: "woocommerce_payments",
});
export const module2 = form("/shopping/load_payment_module.php", { mode: "next", card_token: "abcdef" });
export const checkout4 = form("/shopping/checkout", { "_shopping_order[_token]": "x" });
export const sln = form("/shopping/sln_card_payment", { "card[Token]": "abcdef" });
export const paygent = form("/paygent_payment/payment_credit", { card_token: "abcdef" });
export const magento = json("/rest/V1/guest-carts/abc/payment-information", {
  paymentMethod: { method: "braintree", additional_data: { payment_method_nonce: "tokencc_bh_a1b2c3d4e5" } },
});
export const magentoGraphql = json("/graphql", {
  query: 'mutation { placeOrder(input: {cart_id: "x"}) { order { order_number } } }',
});
export const vendure = json("/shop-api", {
  query: 'mutation { addPaymentToOrder(input: {method: "card", metadata: {}}) { __typename } }',
});

/** A notice as WooCommerce prints it. */
export const NOTICE = (text: string): string =>
  `<ul class="woocommerce-error" role="alert">\n\t\t\t<li>\n\t\t\t${text}\t\t</li>\n\t</ul>\n`;

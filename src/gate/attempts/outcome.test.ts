// Tests of how attempts end: answers in the shapes of the real software, per preset and route, and the pages after redirects.

import { test } from "node:test";
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ShopAnswer } from "../http/way.ts";
import { createRouteTable, type OutcomeReading } from "./index.ts";
import { PRESET_NAMES, routeRule, type PresetName } from "./rules.ts";
import { presetNamed } from "./presets/index.ts";
import { arrived, form, json, page, redirect, said, type Sent } from "./samples.ts";

function endOf(preset: PresetName, sent: Sent, answer: ShopAnswer): OutcomeReading {
  const route = createRouteTable({ preset, routes: [] }).match(sent.request);
  assert.ok(route !== undefined);
  const reading = route.readAttempt(sent.request, sent.body);
  assert.notEqual(reading.noAttempt, true, sent.request.target);
  return route.readOutcome(sent.request, answer);
}

type End = "approved" | "declined" | "error" | "pending";
type Case = readonly [
  name: string,
  preset: PresetName,
  sent: Sent,
  answer: ShopAnswer,
  end: End,
  more?: Partial<OutcomeReading>,
];

const woo = form("/?wc-ajax=checkout", {
  payment_method: "stripe",
  "wc-stripe-payment-method": "pm_1Abc2Def3",
});
const store = json("/wp-json/wc/store/v1/checkout", { payment_method: "stripe", payment_data: [] });
const orderPay = form("/checkout/order-pay/77/?pay_for_order=true&key=wc_order_k", {
  woocommerce_pay: "1",
  payment_method: "stripe",
});
const addCard = form("/my-account/add-payment-method/", {
  woocommerce_add_payment_method: "1",
  payment_method: "woocommerce_payments",
});
const module2 = form("/shopping/load_payment_module.php", { mode: "next", card_token: "abcdef" });
const checkout4 = form("/shopping/checkout", { "_shopping_order[_token]": "x" });
const sln = form("/shopping/sln_card_payment", { "card[Token]": "abcdef" });
const paygent = form("/paygent_payment/payment_credit", { card_token: "abcdef" });
const magento = json("/rest/V1/guest-carts/abc/payment-information", {
  paymentMethod: { method: "braintree", additional_data: { payment_method_nonce: "tokencc_bh_a1b2c3d4e5" } },
});
const magentoGraphql = json("/graphql", {
  query: 'mutation { placeOrder(input: {cart_id: "x"}) { order { order_number } } }',
});
const vendure = json("/shop-api", {
  query: 'mutation { addPaymentToOrder(input: {method: "card", metadata: {}}) { __typename } }',
});

const NOTICE = (text: string): string =>
  `<ul class="woocommerce-error" role="alert">\n\t\t\t<li>\n\t\t\t${text}\t\t</li>\n\t</ul>\n`;

const CASES: readonly Case[] = [
  [
    "classic checkout, order received",
    "woocommerce",
    woo,
    said(200, {
      result: "success",
      redirect: "https://shop.example/checkout/order-received/812/?key=wc_order_a",
      order_id: 812,
    }),
    "approved",
    { orderRef: "812" },
  ],
  [
    "classic checkout, card declined",
    "woocommerce",
    woo,
    said(200, {
      result: "failure",
      messages: NOTICE("The card was declined."),
      refresh: false,
      reload: false,
    }),
    "declined",
    { declineCode: "card_declined" },
  ],
  [
    "classic checkout, wrong security code",
    "woocommerce",
    woo,
    said(200, { result: "failure", messages: NOTICE("The card's security code is incorrect.") }),
    "declined",
    { declineCode: "incorrect_cvc" },
  ],
  [
    "classic checkout, a field is missing",
    "woocommerce",
    woo,
    said(200, {
      result: "failure",
      messages:
        '<ul class="woocommerce-error" role="alert"><li data-id="billing_first_name"><strong>名</strong> は必須入力項目です。</li></ul>',
    }),
    "error",
  ],
  [
    "classic checkout, expired session",
    "woocommerce",
    woo,
    said(200, { result: "failure", messages: NOTICE("Sorry, your session has expired."), reload: true }),
    "error",
  ],
  [
    "classic checkout, 3-D Secure to come",
    "woocommerce",
    woo,
    said(200, { result: "success", redirect: "#wc-stripe-confirm-pi:812:pi_1_secret_2:abc", order_id: 812 }),
    "pending",
    { orderRef: "812" },
  ],
  ["classic checkout, server error", "woocommerce", woo, page(500, "Internal Server Error"), "error"],
  [
    "Store API, paid",
    "woocommerce",
    store,
    said(200, {
      order_id: 55,
      status: "processing",
      payment_result: {
        payment_status: "success",
        payment_details: [],
        redirect_url: "https://shop.example/…",
      },
    }),
    "approved",
    { orderRef: "55" },
  ],
  [
    "Store API, declined",
    "woocommerce",
    store,
    said(400, {
      code: "woocommerce_rest_checkout_process_payment_error",
      message: "Your card was declined.",
      data: { status: 400 },
    }),
    "declined",
    { declineCode: "card_declined" },
  ],
  [
    "Store API, failure in the result",
    "woocommerce",
    store,
    said(200, {
      order_id: 55,
      status: "failed",
      payment_result: { payment_status: "failure", payment_details: [] },
    }),
    "declined",
    { orderRef: "55" },
  ],
  [
    "Store API, invalid nonce",
    "woocommerce",
    store,
    said(403, {
      code: "woocommerce_rest_invalid_nonce",
      message: "Nonce is invalid.",
      data: { status: 403 },
    }),
    "error",
  ],
  [
    "order-pay, paid",
    "woocommerce",
    orderPay,
    redirect("https://shop.example/checkout/order-received/77/?key=wc_order_k"),
    "approved",
    { orderRef: "77" },
  ],
  [
    "order-pay, declined on the page",
    "woocommerce",
    orderPay,
    page(200, `<html>${NOTICE("カードが拒否されました。")}</html>`),
    "declined",
    { declineCode: "card_declined" },
  ],
  [
    "add card, told on the next page",
    "woocommerce",
    addCard,
    redirect("https://shop.example/my-account/payment-methods/"),
    "pending",
    { awaitPage: "/my-account/payment-methods/" },
  ],
  [
    "PayPal order handed out",
    "woocommerce",
    json("/?wc-ajax=ppc-create-order", { payment_method: "ppcp-gateway" }),
    said(200, { success: true, data: { id: "5O190127TN364715T" } }),
    "pending",
  ],
  [
    "PayPal approval refused",
    "woocommerce",
    json("/?wc-ajax=ppc-approve-order", { order_id: "5O190127TN364715T" }),
    said(200, { success: false, data: { name: "", message: "INSTRUMENT_DECLINED", code: 0 } }),
    "declined",
    { declineCode: "INSTRUMENT_DECLINED" },
  ],
  ["EC-CUBE 2, paid", "eccube2", module2, redirect("https://shop.example/shopping/complete.php"), "approved"],
  [
    "EC-CUBE 2, declined on the module's page",
    "eccube2",
    module2,
    page(200, '<span class="attention">このカードはご利用いただけません。(42G120000)</span>'),
    "declined",
    { declineCode: "42G120000" },
  ],
  [
    "EC-CUBE 2, 3-D Secure",
    "eccube2",
    module2,
    page(200, '<form><input type="hidden" name="PaReq" value="x"></form>'),
    "pending",
  ],
  ["EC-CUBE 2, cart changed", "eccube2", module2, redirect("/cart/"), "error"],
  ["EC-CUBE 2, wrong move", "eccube2", module2, page(200, "不正なページ移動です。"), "error"],
  ["EC-CUBE 4, paid", "eccube4", checkout4, redirect("/shopping/complete"), "approved"],
  [
    "EC-CUBE 4, error page follows",
    "eccube4",
    checkout4,
    redirect("https://shop.example/shopping/error"),
    "pending",
    { awaitPage: "/shopping/error" },
  ],
  ["EC-CUBE 4, cart is empty", "eccube4", checkout4, redirect("/cart"), "error"],
  [
    "SLN, back to its own page",
    "eccube4",
    sln,
    redirect("/shopping/sln_card_payment"),
    "pending",
    { awaitPage: "/shopping/sln_card_payment" },
  ],
  [
    "Paygent, declined on its page",
    "eccube4",
    paygent,
    page(200, "<p>決済に失敗しました。カードの有効期限が切れています（2003）</p>"),
    "declined",
    { declineCode: "expired_card" },
  ],
  ["Magento REST, placed", "magento2", magento, said(200, "000000042"), "approved"],
  [
    "Magento REST, declined",
    "magento2",
    magento,
    said(400, { message: "Transaction has been declined. Please try again later." }),
    "declined",
    { declineCode: "card_declined" },
  ],
  [
    "Magento REST, no such cart",
    "magento2",
    magento,
    said(404, {
      message: "No such entity with %fieldName = %fieldValue",
      parameters: { fieldName: "cartId" },
    }),
    "error",
  ],
  [
    "Magento REST, too many requests",
    "magento2",
    magento,
    said(429, { message: "Too many requests" }),
    "error",
  ],
  [
    "Magento GraphQL, placed",
    "magento2",
    magentoGraphql,
    said(200, { data: { placeOrder: { order: { order_number: "000000043" } } } }),
    "approved",
    { orderRef: "000000043" },
  ],
  [
    "Magento GraphQL, declined",
    "magento2",
    magentoGraphql,
    said(200, { errors: [{ message: "Unable to place order: Transaction has been declined." }], data: null }),
    "declined",
  ],
  [
    "Magento GraphQL, no shipping method",
    "magento2",
    magentoGraphql,
    said(200, {
      errors: [{ message: "Unable to place order: The shipping method is missing." }],
      data: null,
    }),
    "error",
  ],
  [
    "Vendure, settled",
    "vendure",
    vendure,
    said(200, {
      data: { addPaymentToOrder: { __typename: "Order", code: "T3D8RPGZVPJZ2XQD", state: "PaymentSettled" } },
    }),
    "approved",
    { orderRef: "T3D8RPGZVPJZ2XQD" },
  ],
  [
    "Vendure, declined under an alias",
    "vendure",
    vendure,
    said(200, {
      data: {
        x: {
          __typename: "PaymentDeclinedError",
          errorCode: "PAYMENT_DECLINED_ERROR",
          paymentErrorMessage: "insufficient_funds",
        },
      },
    }),
    "declined",
    { declineCode: "PAYMENT_DECLINED_ERROR" },
  ],
  [
    "Vendure, declined in a batch",
    "vendure",
    vendure,
    said(200, [{ data: { a: { code: "x" } } }, { data: { b: { errorCode: "PAYMENT_FAILED_ERROR" } } }]),
    "declined",
  ],
  [
    "Vendure, wrong state",
    "vendure",
    vendure,
    said(200, {
      data: {
        addPaymentToOrder: { __typename: "OrderPaymentStateError", errorCode: "ORDER_PAYMENT_STATE_ERROR" },
      },
    }),
    "error",
  ],
  [
    "Vendure, invalid document",
    "vendure",
    vendure,
    said(400, { errors: [{ message: "Syntax Error" }] }),
    "error",
  ],
];

for (const [name, preset, sent, answer, end, more] of CASES) {
  test(`${name}: ${end}`, () => {
    const reading = endOf(preset, sent, answer);
    assert.equal(reading.outcome, end);
    for (const [key, value] of Object.entries(more ?? {})) {
      assert.equal(reading[key as keyof OutcomeReading], value, key);
    }
  });
}

test("every preset route knows an approval, a decline and what a server error is", () => {
  for (const preset of PRESET_NAMES) {
    for (const rule of presetNamed(preset).routes) {
      assert.ok(rule.approved.length + rule.pending.length > 0, `${preset} ${rule.name} approves`);
      assert.ok(rule.declined.length > 0, `${preset} ${rule.name} declines`);
      const target = `${rule.path.replace(/:[A-Za-z]+/g, "x").replace(/\*$/, "p")}${rule.query === undefined ? "" : `?${rule.query}`}`;
      const request = arrived({
        method: rule.method,
        target,
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
      const route = createRouteTable({ preset, routes: [] }).match(request);
      assert.equal(route?.readOutcome(request, page(503, "busy")).outcome, "error", `${preset} ${rule.name}`);
    }
  }
});

test("awaited pages tell the end", () => {
  const read = (preset: PresetName, target: string, html: string): string | undefined =>
    createRouteTable({ preset, routes: [] }).readAwaitedPage(
      arrived({ method: "GET", target }),
      page(200, html),
    )?.outcome;
  assert.equal(read("eccube4", "/shopping/error", "<p>決済エラー(42G020000)</p>"), "declined");
  assert.equal(read("eccube4", "/shopping/error", "<p>「お茶」の在庫が不足しております。</p>"), "error");
  assert.equal(read("eccube4", "/shopping/error", "<p>何かの理由</p>"), "declined");
  assert.equal(read("eccube4", "/shopping/complete", "ありがとうございます"), "approved");
  assert.equal(
    read("eccube4", "/shopping/sln_card_payment", '<div class="ec-alert-warning">K98</div>'),
    "declined",
  );
  assert.equal(read("eccube4", "/shopping", "ご注文手続き"), undefined);
  assert.equal(read("eccube2", "/shopping/complete.php", ""), "approved");
  assert.equal(
    read(
      "woocommerce",
      "/my-account/payment-methods/",
      '<div class="woocommerce-message">Payment method successfully added.</div>',
    ),
    "approved",
  );
  assert.equal(
    read("woocommerce", "/my-account/payment-methods/", NOTICE("Your card was declined.")),
    "declined",
  );
  assert.equal(read("woocommerce", "/my-account/payment-methods/", "<table></table>"), undefined);
  assert.equal(read("magento2", "/checkout/onepage/success/", ""), "approved");
  assert.equal(read("magento2", "/catalog/x.html", '<div class="message-error">'), undefined);
});

test("the answer is read in the legacy encoding of an old shop", () => {
  const euc = Buffer.from("b7e8bad1a4cbbcbac7d4a4b7a4dea4b7a4bf", "hex");
  const answer: ShopAnswer = {
    status: 200,
    headers: { "content-type": "text/html; charset=EUC-JP" },
    body: euc,
    shopMs: 1,
  };
  assert.equal(endOf("eccube2", module2, answer).outcome, "declined");
  const meta = Buffer.concat([
    Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=EUC-JP">'),
    euc,
  ]);
  assert.equal(endOf("eccube2", module2, { ...answer, headers: {}, body: meta }).outcome, "declined");
});

test("an answer too long to be read stays pending, or is judged by its status", () => {
  const cut: ShopAnswer = { status: 200, headers: {}, body: undefined, shopMs: 1 };
  assert.equal(endOf("woocommerce", woo, cut).outcome, "pending");
  assert.equal(endOf("woocommerce", woo, { ...cut, status: 502 }).outcome, "error");
});

test("the owner's patterns decide, with all given parts, and redirects can be awaited", () => {
  const rule = routeRule({
    name: "pay",
    path: "/pay",
    approved: [{ status: [200, 201], bodyHas: "thank you" }, { json: { at: "/result/ok", is: true } }],
    declined: [{ bodyHas: "refused" }, { json: { at: "/result/codes/*", is: ["05", "51"] } }],
    error: [{ json: { at: "/a~1b", is: 3 } }],
    pending: [{ redirectTo: "/pay/result" }],
    orderAt: "/result/no",
  });
  const routes = createRouteTable({ preset: "custom", routes: [rule] });
  const request = arrived({ target: "/pay" });
  const end = (answer: ShopAnswer): OutcomeReading => {
    const reading = routes.match(request)?.readOutcome(request, answer);
    assert.ok(reading !== undefined);
    return reading;
  };
  assert.equal(end(page(200, "Thank You")).outcome, "approved");
  assert.equal(end(page(202, "Thank You")).outcome, "pending");
  assert.equal(end(said(200, { result: { ok: true, no: 9 } })).orderRef, "9");
  assert.equal(end(said(200, { result: { codes: ["00", "51"] } })).outcome, "declined");
  assert.equal(end(said(200, { "a/b": 3 })).outcome, "error");
  assert.equal(end(redirect("https://shop.example/pay/result?x=1")).awaitPage, "/pay/result");
  const shown = routes.readAwaitedPage(
    arrived({ method: "GET", target: "/pay/result?x=1" }),
    page(200, "refused"),
  );
  assert.equal(shown?.outcome, "declined");
});

test("reading an answer never throws", () => {
  const tables = PRESET_NAMES.map((preset) => createRouteTable({ preset, routes: [] }));
  const requests = [woo, store, module2, checkout4, magento, magentoGraphql, vendure].map(
    (sent) => sent.request,
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 599 }),
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.json().map((text) => new TextEncoder().encode(text)),
        fc.constant(undefined),
      ),
      fc.dictionary(
        fc.constantFrom("location", "content-type"),
        fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string())),
      ),
      (status, body, headers) => {
        for (const routes of tables) {
          for (const request of requests) {
            routes.match(request)?.readOutcome(request, { status, headers, body, shopMs: 0 });
            routes.readAwaitedPage({ ...request, method: "GET" }, { status, headers, body, shopMs: 0 });
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("an order reference in an answer is never a card number", () => {
  const answer = said(200, {
    result: "success",
    order_id: "4111111111111111",
    redirect: "/order-received/4111111111111111",
  });
  assert.equal(endOf("woocommerce", woo, answer).orderRef, null);
});

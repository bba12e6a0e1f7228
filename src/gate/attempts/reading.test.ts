// Tests of what is read from tries to pay in the shapes that each platform sends.

import { test } from "node:test";
import assert from "node:assert/strict";
import { reveal } from "../../kernel/index.ts";
import { createRouteTable, type AttemptReading } from "./index.ts";
import { routeRule, type PresetName, type RouteDraft } from "./rules.ts";
import { bytes, CARD, form, json, SPACED_CARD, type Sent } from "./samples.ts";

function readBy(preset: PresetName, sent: Sent): AttemptReading {
  const route = createRouteTable({ preset, routes: [] }).match(sent.request);
  assert.ok(route !== undefined, sent.request.target);
  return route.readAttempt(sent.request, sent.body);
}

function readOwn(draft: Partial<RouteDraft>, sent: Sent): AttemptReading {
  const rule = routeRule({ name: "own", path: "/pay", fields: { card: ["card"] }, ...draft });
  const route = createRouteTable({ preset: "custom", routes: [rule] }).match(sent.request);
  assert.ok(route !== undefined);
  return route.readAttempt(sent.request, sent.body);
}

function assertCard(reading: AttemptReading, digits = CARD): void {
  assert.ok(reading.pan !== null, "a card number was expected");
  assert.equal(reveal(reading.pan), digits);
  assert.equal(reading.payment, "card");
}

test("EC-CUBE 2: a number in four pieces is put together, a token is taken as it is", () => {
  const target = "/shopping/load_payment_module.php";
  const pieces = { card_no01: "4111", card_no02: "1111", card_no03: "1111", card_no04: "1111" };
  const reading = readBy(
    "eccube2",
    form(target, { mode: "next", ...pieces, security_code: "123", card_month: "01" }),
  );
  assertCard(reading);
  const token = readBy("eccube2", form(target, { mode: "next", card_token: "0a1b2c3d4e5f" }));
  assert.equal(token.token, "0a1b2c3d4e5f");
  assert.equal(token.payment, "card");
});

test("EC-CUBE 2: going back and deleting a card are no tries; confirm counts only with a card", () => {
  const target = "/shopping/load_payment_module.php";
  assert.equal(readBy("eccube2", form(target, { mode: "return" })).noAttempt, true);
  assert.equal(readBy("eccube2", form(target, { mode: "deletecard" })).noAttempt, true);
  assert.equal(readBy("eccube2", form("/shopping/confirm.php", { mode: "confirm" })).noAttempt, true);
  assertCard(readBy("eccube2", form("/shopping/confirm.php", { mode: "confirm", card_no: SPACED_CARD })));
  assert.notEqual(readBy("eccube2", form(`${target}?mode=next`, { transactionid: "x" })).noAttempt, true);
});

test("EC-CUBE 4: the checkout's token field is read, an order without one stays unknown", () => {
  const sent = form("/shopping/checkout", {
    "_shopping_order[_token]": "csrf-abc",
    "_shopping_order[sample_payment_token]": "tok-998877",
  });
  const reading = readBy("eccube4", sent);
  assert.equal(reading.token, "tok-998877");
  assert.equal(reading.routeName, "checkout");
  const plain = readBy("eccube4", form("/shopping/checkout", { "_shopping_order[_token]": "csrf-abc" }));
  assert.equal(plain.payment, "unknown");
  assert.equal(plain.token, null);
  const confirm = readBy("eccube4", form("/shopping/confirm", { "_shopping_order[_token]": "csrf-abc" }));
  assert.equal(confirm.noAttempt, true);
});

test("WooCommerce: method, e-mail and token of the classic checkout", () => {
  const reading = readBy(
    "woocommerce",
    form("/?wc-ajax=checkout", {
      billing_email: "hana@example.jp",
      payment_method: "stripe",
      "wc-stripe-payment-method": "pm_1Abc2Def3Ghi",
      "wc-stripe-payment-token": "new",
    }),
  );
  assert.equal(reading.payment, "card");
  assert.equal(reading.email, "hana@example.jp");
  assert.equal(reading.token, "pm_1Abc2Def3Ghi");
});

test("WooCommerce: cash on delivery and bank transfer are other payments, also when a token is left over", () => {
  for (const method of ["cod", "bacs", "bankjp", "COD"]) {
    const values = { payment_method: method, "wc-stripe-payment-token": "12" };
    assert.equal(readBy("woocommerce", form("/?wc-ajax=checkout", values)).payment, "other", method);
  }
});

test("a second, hidden method does not turn a card try into cash on delivery", () => {
  const request = form("/?wc-ajax=checkout", {}).request;
  const twice = bytes("payment_method=cod&payment_method=stripe&wc-stripe-payment-method=pm_1Abc2Def3");
  assert.equal(readBy("woocommerce", { request, body: twice }).payment, "card");
  const query = form("/?wc-ajax=checkout&payment_method=cod", { payment_method: "stripe" });
  assert.notEqual(readBy("woocommerce", query).payment, "other");
  const withCard = bytes(`payment_method=cod&card_number=${CARD}`);
  assert.equal(readBy("woocommerce", { request, body: withCard }).payment, "card");
});

test("WooCommerce Store API: key–value payment data, nested address, order from the path", () => {
  const body = {
    billing_address: { email: "taro@example.jp", first_name: "太郎" },
    payment_method: "stripe",
    payment_data: [
      { key: "wc-stripe-payment-method", value: "pm_1Abc2Def3Ghi" },
      { key: "wc-stripe-is-deferred-intent", value: true },
    ],
  };
  const reading = readBy("woocommerce", json("/wp-json/wc/store/v1/checkout/4711", body));
  assert.equal(reading.token, "pm_1Abc2Def3Ghi");
  assert.equal(reading.email, "taro@example.jp");
  assert.equal(reading.orderRef, "4711");
  const cod = json("/wp-json/wc/store/v1/checkout", { payment_method: "cod" });
  assert.equal(readBy("woocommerce", cod).payment, "other");
});

test("WooCommerce: a checkout inside a batch counts, a cart batch does not", () => {
  const target = "/wp-json/wc/store/v1/batch";
  const cart = { requests: [{ path: "/wc/store/v1/cart/add-item", method: "POST", body: { id: 1 } }] };
  assert.equal(readBy("woocommerce", json(target, cart)).noAttempt, true);
  const checkout = {
    requests: [
      ...cart.requests,
      { path: "/wc/store/v1/checkout?x=1", method: "POST", body: { payment_method: "stripe" } },
    ],
  };
  assert.notEqual(readBy("woocommerce", json(target, checkout)).noAttempt, true);
});

test("PayPal's form inside JSON is opened for the e-mail address", () => {
  const reading = readBy(
    "woocommerce",
    json("/?wc-ajax=ppc-create-order", {
      nonce: "x",
      payment_method: "ppcp-credit-card-gateway",
      form_encoded: "billing_email=ken%40example.jp&billing_phone=0312345678&payment_method=ppcp-gateway",
    }),
  );
  assert.equal(reading.email, "ken@example.jp");
  assert.equal(reading.payment, "unknown");
});

test("Magento: payment-information gives card, method and e-mail; a method that needs no card is other", () => {
  const target = "/rest/default/V1/guest-carts/aB3dE/payment-information";
  const body = {
    email: "ann@example.com",
    paymentMethod: { method: "paypal_payflowpro", additional_data: { cc_number: CARD, cc_cid: "123" } },
  };
  const reading = readBy("magento2", json(target, body));
  assertCard(reading);
  assert.equal(reading.email, "ann@example.com");
  const check = { email: "ann@example.com", paymentMethod: { method: "checkmo" } };
  assert.equal(readBy("magento2", json(target, check)).payment, "other");
});

test("Magento: bulk bodies are arrays and are read all the same", () => {
  const target = "/rest/all/async/bulk/V1/guest-carts/byCartId/payment-information";
  const body = [1, 2].map(() => ({
    cartId: "x",
    email: "a@example.com",
    paymentMethod: {
      method: "braintree",
      additional_data: { payment_method_nonce: "tokencc_bh_a1b2c3d4e5" },
    },
  }));
  assert.equal(readBy("magento2", json(target, body)).token, "tokencc_bh_a1b2c3d4e5");
});

test("amounts are read in yen as Japanese forms write them", () => {
  const cases: readonly (readonly [string, number | null])[] = [
    ["1980", 1980],
    ["1,980", 1980],
    ["¥1,980", 1980],
    ["￥１，９８０", 1980],
    ["1980円", 1980],
    ["1980.00", 1980],
    ["-5", null],
    ["0", null],
    ["abc", null],
    ["9".repeat(30), null],
  ];
  for (const [written, yen] of cases) {
    const sent = form("/pay", { total: written });
    assert.equal(readOwn({ fields: { amount: ["total"] } }, sent).amountYen, yen, written);
  }
});

const noTry = (when: Record<string, string | string[]>, values: Record<string, string>): boolean =>
  readOwn({ when }, form("/pay", values)).noAttempt === true;

test("`when` takes lists, any value, refusals and the sight of a card", () => {
  assert.ok(!noTry({ mode: ["a", "b"] }, { mode: "b" }));
  assert.ok(noTry({ mode: ["a", "b"] }, { mode: "c" }));
  assert.ok(!noTry({ mode: "*" }, { mode: "" }), "PHP's isset is true for an empty value");
  assert.ok(noTry({ mode: "*" }, { other: "x" }));
  assert.ok(!noTry({ mode: "*" }, { mode: "x" }));
  assert.ok(noTry({ mode: "!back" }, { mode: "back" }));
  assert.ok(!noTry({ mode: "!back" }, {}));
  assert.ok(noTry({ ":card": "*" }, { a: "b" }));
  assert.ok(!noTry({ ":card": "*" }, { a: CARD }));
});

const refOf = (value: string): string | null =>
  readOwn({ fields: { order: ["order_id"] } }, form("/pay", { order_id: value })).orderRef;

test("an order reference is plain and short, and never a card", () => {
  assert.equal(refOf("A-1001"), "A-1001");
  assert.equal(refOf("<script>"), null);
  assert.equal(refOf(SPACED_CARD.replaceAll(" ", "-")), null);
  assert.equal(refOf("x".repeat(200)), null);
});

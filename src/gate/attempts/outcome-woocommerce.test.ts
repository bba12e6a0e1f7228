// Tests of how attempts end at WooCommerce shops.

import { test } from "node:test";
import assert from "node:assert/strict";
import type { ShopAnswer } from "../http/way.ts";
import { createRouteTable, type OutcomeReading } from "./index.ts";
import type { PresetName } from "./rules.ts";
import { NOTICE, addCard, json, orderPay, page, redirect, said, store, woo, type Sent } from "./samples.ts";

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

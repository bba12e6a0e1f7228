// Tests of how attempts end at EC-CUBE, Magento and Vendure shops.

import { test } from "node:test";
import assert from "node:assert/strict";
import type { ShopAnswer } from "../http/way.ts";
import { createRouteTable, type OutcomeReading } from "./index.ts";
import type { PresetName } from "./rules.ts";
import {
  checkout4,
  magento,
  magentoGraphql,
  module2,
  page,
  paygent,
  redirect,
  said,
  sln,
  vendure,
  type Sent,
} from "./samples.ts";

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

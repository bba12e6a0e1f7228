// Vendure 1–3: one GraphQL endpoint; a declined payment is a field of the answer, not an error. Source: vendure-ecommerce/vendure
// shop-api schema (addPaymentToOrder and its ErrorResult types) and the payments plugin (Stripe, Mollie, Braintree).

import { routeRule, type AnswerPattern, type Preset, type RouteDraft, type RouteRule } from "../rules.ts";

const FIELDS = {
  card: [
    "metadata.cardNumber",
    "metadata.card_number",
    "metadata.number",
    "metadata.card",
    "cardNumber",
    "number",
  ],
  token: [
    "metadata.token",
    "metadata.nonce",
    "metadata.paymentMethodId",
    "metadata.payment_method",
    "metadata.sourceId",
    "metadata.paymentToken",
    "metadata.savedCard",
    "token",
    "nonce",
  ],
  amount: ["metadata.amount", "amount"],
  email: ["emailAddress", "metadata.email", "email"],
  order: ["orderCode"],
  method: ["input.method", "method"],
};

const NOT_CARD = [
  "cash-on-delivery",
  "cod",
  "bank-transfer",
  "cash",
  "invoice",
  "daibiki",
  "konbini",
  "furikomi",
  "purchase-order",
];

/** Under an alias the answer's key changes, so "*" stands for it; batches have an index before. */
function anywhere(is: readonly string[]): readonly AnswerPattern[] {
  return ["/data/*/errorCode", "/*/data/*/errorCode"].map((at) => ({ json: { at, is } }));
}

function mutation(draft: Partial<RouteDraft> & Pick<RouteDraft, "name">): RouteRule {
  return routeRule({
    path: "/shop-api",
    speaks: "graphql",
    graphql: ["addPaymentToOrder"],
    fields: FIELDS,
    notCard: NOT_CARD,
    declined: [
      ...anywhere(["PAYMENT_DECLINED_ERROR", "PAYMENT_FAILED_ERROR"]),
      { json: { at: "/data/*/__typename", is: ["PaymentDeclinedError", "PaymentFailedError"] } },
      { json: { at: "/data/*/paymentErrorMessage", is: true } },
    ],
    error: [
      ...anywhere([
        "ORDER_PAYMENT_STATE_ERROR",
        "INELIGIBLE_PAYMENT_METHOD_ERROR",
        "ORDER_STATE_TRANSITION_ERROR",
        "NO_ACTIVE_ORDER_ERROR",
      ]),
      { json: { at: "/errors", is: true } },
    ],
    approved: [
      { json: { at: "/data/*/state", is: ["PaymentAuthorized", "PaymentSettled"] } },
      { json: { at: "/*/data/*/state", is: ["PaymentAuthorized", "PaymentSettled"] } },
      { json: { at: "/data/*/__typename", is: ["Order"] } },
      { json: { at: "/data/*/code", is: true } },
    ],
    pending: [{ json: { at: "/data", is: true } }],
    orderAt: "/data/*/code",
    ...draft,
  });
}

const routes: readonly RouteRule[] = [
  mutation({ name: "add-payment" }),
  // These hand out an intent with which the browser asks the agency itself: the outcome comes by webhook.
  mutation({
    name: "create-intent",
    graphql: [
      "createStripePaymentIntent",
      "createMolliePaymentIntent",
      "createPaymentIntent",
      "createKomojuSession",
    ],
    approved: [],
  }),
  // The customer's saved cards.
  mutation({
    name: "save-card",
    graphql: ["addPaymentMethod", "savePaymentMethod", "createSetupIntent", "addSavedCard"],
    approved: [{ json: { at: "/data", is: true } }],
  }),
];

export const vendure: Preset = {
  name: "vendure",
  routes,
  awaited: [],
  restRoute: false,
  backOffice: ["/admin-api", "/admin/", "/dashboard/"],
};

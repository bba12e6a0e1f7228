// Magento 2 / Adobe Commerce 2.3–2.4: REST (guest and customer carts, also asynchronous and bulk), GraphQL, and the pages of
// multishipping, PayPal, Braintree and instant purchase. Source: magento/magento2 etc/webapi.xml, schema.graphqls, routes.xml.

import { routeRule, type AnswerPattern, type Preset, type RouteDraft, type RouteRule } from "../rules.ts";

const FIELDS = {
  card: ["cc_number", "additional_data.cc_number", "payment.cc_number", "card_number", "number"],
  token: [
    "payment_method_nonce",
    "additional_data.payment_method_nonce",
    "paymentMethodNonce",
    "public_hash",
    "additional_data.token",
    "additional_data.cc_token",
    "cc_stripejs_token",
    "payment_element",
    "gmo_token",
    "mp_token",
    "MpToken",
    "opaqueDataValue",
    "stateData",
    "paypal_express_token",
    "payment_method_id",
    "token",
  ],
  amount: ["grand_total", "base_grand_total", "amount"],
  email: ["email", "billingAddress.email", "billing_address.email", "guest_email"],
  order: [],
  method: [
    "paymentMethod.method",
    "payment_method.code",
    "method.method",
    "payment.method",
    "code",
    "method",
  ],
};

const NOT_CARD = [
  "checkmo",
  "banktransfer",
  "cashondelivery",
  "purchaseorder",
  "free",
  "companycredit",
  "custompayment",
];

/** Sentences of Magento and its gateways for a refused card. */
const DECLINES: readonly AnswerPattern[] = [
  "declin",
  "authorization",
  "was not authorized",
  "payment failed",
  "payment transaction failed",
  "could not be processed",
  "security code",
  "insufficient funds",
  "card number",
  "expired card",
  "card has expired",
  "Gateway rejected",
  "Transaction has been declined",
  "A server error stopped your order from being placed",
  "お取り扱いできません",
  "決済に失敗",
  "決済エラー",
  "ご利用できません",
  "拒否",
].map((bodyHas) => ({ status: [400, 401, 402, 403, 422], bodyHas }));

const REST_ERRORS: readonly AnswerPattern[] = [
  { bodyHas: "No such entity" },
  { bodyHas: "%fieldName" },
  { bodyHas: "The shipping method is missing" },
  { bodyHas: "The shipping address is missing" },
  { bodyHas: "Not all of your products are available" },
  { bodyHas: "out of stock" },
  { bodyHas: "isn't authorized to access" },
  { bodyHas: "is required. Enter and try again" },
  { status: [401, 404, 405, 429, 500, 503] },
];

/** A plain order id (a number or a quoted number) is the answer to a placed order; `true` to a set method. */
const REST_APPROVED: readonly AnswerPattern[] = [{ status: [200, 201] }];

function rest(name: string, path: string, more: Partial<RouteDraft> = {}): readonly RouteRule[] {
  const draft = {
    speaks: "json",
    fields: FIELDS,
    notCard: NOT_CARD,
    approved: REST_APPROVED,
    declined: DECLINES,
    error: REST_ERRORS,
    pending: [{ status: 202 }],
    ...more,
  } as const;
  // The asynchronous and bulk doors take the same call: the bank is asked later, by a queue.
  const queued = { ...draft, approved: [], pending: [{ status: [200, 202] }] } as const;
  const inBulk = path.replace(
    /:(\w)(\w*)/g,
    (_, first: string, others: string) => `by${first.toUpperCase()}${others}`,
  );
  return [
    routeRule({ name, path: `/rest/:store/V1${path}`, ...draft }),
    routeRule({ name: `${name}-default`, path: `/rest/V1${path}`, ...draft }),
    routeRule({ name: `${name}-async`, path: `/async/V1${path}`, ...queued }),
    routeRule({ name: `${name}-bulk`, path: `/async/bulk/V1${inBulk}`, ...queued }),
  ];
}

const MUTATIONS = [
  "placeOrder",
  "setPaymentMethodAndPlaceOrder",
  "placeNegotiableQuoteOrder",
  "placeNegotiableQuoteOrderV2",
  "placePurchaseOrder",
  "completeOrder",
  "createPaymentOrder",
  "syncPaymentOrder",
  "addProductsToCartAndPlaceOrder",
  "createPayflowProToken",
  "handlePayflowProResponse",
  "createPaypalExpressToken",
  "createVaultCardSetupToken",
  "createVaultCardPaymentToken",
];

const GRAPHQL_DECLINED: readonly AnswerPattern[] = [
  { json: { at: "/errors/*/extensions/category", is: ["graphql-payment"] } },
  ...[
    "Unable to place order: Transaction",
    "Unable to place order: Payment",
    "Unable to place order: A server error",
    "declin",
    "security code",
    "insufficient funds",
    "not authorized by",
    "Gateway rejected",
    "payment failed",
    "お取り扱いできません",
    "決済に失敗",
  ].map((bodyHas) => ({ bodyHas, json: { at: "/errors", is: true } })),
  { json: { at: "/data/*/errors/*/code", is: ["UNABLE_TO_PLACE_ORDER"] }, bodyHas: "declin" },
];

const graphql: RouteRule = routeRule({
  name: "graphql",
  path: "/graphql",
  speaks: "graphql",
  graphql: MUTATIONS,
  fields: FIELDS,
  notCard: NOT_CARD,
  declined: GRAPHQL_DECLINED,
  // Any other error in the answer is one of ours; that is known without a pattern.
  error: [
    "The shipping method is missing",
    "The shipping address is missing",
    "The billing address is missing",
    "Could not find a cart",
    "cart isn't active",
    "cart is not active",
    "Guest email for cart is missing",
    "out of stock",
    "payment method is not available",
    "payment method is missing",
  ].map((bodyHas) => ({ bodyHas })),
  approved: [
    { json: { at: "/data/*/order/order_number", is: true } },
    { json: { at: "/data/*/order/order_id", is: true } },
    { json: { at: "/data/*/orderV2/number", is: true } },
    { json: { at: "/*/data/*/order/order_number", is: true } },
  ],
  orderAt: "/data/*/order/order_number",
});

/** Setting a method asks the gateway only when a card comes along (vault, Payflow, tokens that are checked at once). */
const graphqlMethod: RouteRule = routeRule({
  ...graphql,
  name: "graphql-set-method",
  graphql: ["setPaymentMethodOnCart"],
  when: { ":card": "*" },
  approved: [{ json: { at: "/data/*/cart", is: true } }],
});

function page(name: string, path: string, more: Partial<RouteDraft> = {}): RouteRule {
  return routeRule({
    name,
    path,
    fields: FIELDS,
    notCard: NOT_CARD,
    approved: [
      { redirectTo: "/checkout/onepage/success" },
      { redirectTo: "/multishipping/checkout/success" },
      { json: { at: "/success", is: true } },
    ],
    declined: [
      { redirectTo: "/checkout/onepage/failure" },
      { json: { at: "/error_messages", is: true } },
      { json: { at: "/error", is: "true" } },
      { json: { at: "/success", is: "false" } },
    ],
    pending: [
      { redirectTo: "/checkout/cart" },
      { redirectTo: "/paypal/express/review" },
      { redirectTo: "/multishipping/checkout" },
    ],
    ...more,
  });
}

const PUT = { method: "PUT" } as const;
const WITH_CARD = { when: { ":card": "*" } } as const;

const routes: readonly RouteRule[] = [
  ...rest("guest-payment", "/guest-carts/:cartId/payment-information"),
  ...rest("payment", "/carts/mine/payment-information"),
  ...rest("negotiable-payment", "/negotiable-carts/:cartId/payment-information"),
  ...rest("guest-order", "/guest-carts/:cartId/order", PUT),
  ...rest("order", "/carts/mine/order", PUT),
  ...rest("guest-set-payment", "/guest-carts/:cartId/set-payment-information", WITH_CARD),
  ...rest("set-payment", "/carts/mine/set-payment-information", WITH_CARD),
  ...rest("guest-select-method", "/guest-carts/:cartId/selected-payment-method", { ...PUT, ...WITH_CARD }),
  ...rest("select-method", "/carts/mine/selected-payment-method", { ...PUT, ...WITH_CARD }),
  ...rest("purchase-order", "/purchase-order-carts/:cartId/payment-information"),
  ...rest("vault-payment-services", "/payments/vault/*", WITH_CARD),
  graphqlMethod,
  graphql,
  page("soap", "/soap/*", {
    speaks: "json",
    when: { services: ["quoteGuestCartManagement*", "quoteCartManagement*", "checkout*PaymentInformation*"] },
  }),
  page("onepage-save-order", "/checkout/onepage/saveOrder", { speaks: "json" }),
  page("multishipping", "/multishipping/checkout/overviewPost"),
  page("instant-purchase", "/instantpurchase/button/placeOrder", { speaks: "json" }),
  page("paypal-place-order", "/paypal/express/placeOrder"),
  page("paypal-authorize", "/paypal/express/onAuthorization", { speaks: "json" }),
  page("paypal-token", "/paypal/express/getTokenData", { speaks: "json" }),
  page("payflow-secure-token", "/paypal/transparent/requestSecureToken", { speaks: "json" }),
  page("payflow-response", "/paypal/transparent/response", { speaks: "json" }),
  page("braintree-place-order", "/braintree/paypal/placeOrder"),
  page("braintree-review", "/braintree/paypal/review"),
  page("braintree-apple", "/braintree/applepay/review", WITH_CARD),
  page("authorizenet", "/authorizenet/directpost_payment/place", { speaks: "json" }),
  page("payment-services-order", "/paymentservicespaypal/order/create", { speaks: "json" }),
  page("payment-services-smart", "/paymentservicespaypal/smartbuttons/placeorder"),
  page("payment-services-vault", "/paymentservicespaypal/vault/*", { speaks: "json" }),
  page("stripe-add-card", "/stripe/customer/paymentmethods", WITH_CARD),
  page("stripe-cards", "/stripe/customer/cards", WITH_CARD),
];

const ALERTS: readonly AnswerPattern[] = [
  { bodyHas: "message-error" },
  { bodyHas: 'data-ui-id="message-error"' },
];

export const magento2: Preset = {
  name: "magento2",
  routes,
  awaited: [
    { path: "/checkout/onepage/success", approved: [], declined: [], error: [], otherwise: "approved" },
    { path: "/checkout/onepage/failure", approved: [], declined: [], error: [], otherwise: "declined" },
    { path: "/paypal/express/review", approved: [], declined: ALERTS, error: [] },
    { path: "/checkout/cart", approved: [], declined: ALERTS, error: [{ bodyHas: "out of stock" }] },
    { path: "/multishipping/checkout/*", approved: [], declined: ALERTS, error: [] },
  ],
  restRoute: false,
  backOffice: ["/admin/", "/rest/v1/integration/"],
};

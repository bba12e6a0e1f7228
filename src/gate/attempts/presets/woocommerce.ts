// WooCommerce 6–10 with its usual payment plugins (Stripe, WooPayments, PayPal Payments, Square, Braintree). Sources:
// woocommerce/woocommerce (WC_AJAX, WC_Form_Handler, Store API), woocommerce-gateway-stripe, woocommerce-payments and
// woocommerce-paypal-payments, where each route is registered.

import { routeRule, type AnswerPattern, type Preset, type RouteDraft, type RouteRule } from "../rules.ts";

const FIELDS = {
  card: [
    "card_number",
    "cardnumber",
    "card-number",
    "wc-*card-number",
    "wc_card_number",
    "ccnumber",
    "cc_number",
    "number",
  ],
  token: [
    "wc-stripe-payment-method",
    "wc-stripe-*payment-method",
    "wc_stripe_payment_method",
    "wc-stripe-payment-token",
    "stripe_source",
    "stripe_token",
    "stripe_payment_method",
    "payment_method_id",
    "wcpay-payment-method",
    "wcpay-setup-intent",

    "wc-woocommerce_payments-payment-token",
    "wc-stripe-setup-intent",
    "wc-stripe-confirmation-token",
    "wcpay-confirmation-token",
    "wc-square-credit-card-payment-nonce",
    "wc-square-credit-card-payment-token",
    "wc_braintree_credit_card_payment_nonce",
    "wc-braintree-credit-card-payment-token",
    "braintree_cc_nonce_key",
    "vault_setup_token",
    "saved_credit_card",
    "paypal_order_id",
    "omise_token",
    "payjp_token",
    "komoju_payment_token",
  ],
  amount: ["amount", "order_total"],
  email: [
    "billing_email",
    "billing_address.email",
    "billing.email",
    "email",
    "payer.email_address",
    "account_email",
  ],
  order: ["order_id", "stripe_order_id"],
  method: ["payment_method"],
};

/** Gateways of core and of Japanese plugins that need no card. */
const NOT_CARD = [
  "cod",
  "cod2",
  "bacs",
  "cheque",
  "bankjp",
  "postofficebank",
  "atstore",
  "komoju_konbini",
  "komoju_bank_transfer",
  "gmo_cs",
  "gmopg_cs",
  "stripe_konbini",
  "stripe_customer_balance",
  "paygent_cs",
  "paygent_atm",
  "paygent_bn",
  "sbps_cs",
  "omise_konbini",
];

/** Field errors carry the field's id; they are found before any gateway is asked. */
const FORM_ERRORS: readonly AnswerPattern[] = [
  { bodyHas: 'data-id=\\"' },
  { bodyHas: 'data-id="' },
  { bodyHas: "is a required field" },
  { bodyHas: "は必須入力項目" },
  { bodyHas: "session has expired" },
  { bodyHas: "セッションの有効期限" },
  { bodyHas: "We were unable to process your order, please try again" },
  { bodyHas: "terms and conditions" },
  { bodyHas: "Invalid payment method" },
  { bodyHas: "No shipping method" },
];

const AJAX_APPROVED: readonly AnswerPattern[] = [
  { json: { at: "/redirect", is: true }, bodyHas: "order-received" },
  { redirectTo: "order-received" },
];
/** Success with a "#…confirm…" redirect: the browser has yet to do 3-D Secure. */
const AJAX_PENDING: readonly AnswerPattern[] = [{ json: { at: "/result", is: "success" } }];
const AJAX_DECLINED: readonly AnswerPattern[] = [
  { json: { at: "/result", is: ["failure", "fail", "error"] } },
  { bodyHas: "woocommerce-error" },
  { bodyHas: "wc-block-components-notice-banner is-error" },
];
const JSON_APPROVED: readonly AnswerPattern[] = [
  { status: 200, json: { at: "/success", is: true } },
  { json: { at: "/result", is: "success" } },
];
const JSON_DECLINED: readonly AnswerPattern[] = [
  { json: { at: "/success", is: "false" } },
  { json: { at: "/error", is: true } },
  { json: { at: "/result", is: ["failure", "fail", "error"] } },
];
const STORE_API = {
  speaks: "json",
  approved: [{ status: 200, json: { at: "/payment_result/payment_status", is: ["success"] } }],
  declined: [
    { json: { at: "/payment_result/payment_status", is: ["failure", "error"] } },
    {
      json: {
        at: "/code",
        is: ["woocommerce_rest_checkout_process_payment_error", "woocommerce_rest_payment_error"],
      },
    },
    { status: 402 },
  ],
  pending: [{ json: { at: "/payment_result/payment_status", is: ["pending"] } }],
  orderAt: "/order_id",
} as const;

function payment(draft: RouteDraft): RouteRule {
  return routeRule({
    fields: FIELDS,
    notCard: NOT_CARD,
    approved: AJAX_APPROVED,
    declined: AJAX_DECLINED,
    error: FORM_ERRORS,
    pending: AJAX_PENDING,
    orderAt: "/order_id",
    ...draft,
  });
}

/** One of WooCommerce's own AJAX calls: "?wc-ajax=NAME" on any path, by any method. */
function ajax(name: string, call: string, more: Partial<RouteDraft> = {}): RouteRule {
  return payment({
    name,
    path: "/*",
    query: `wc-ajax=${call}`,
    speaks: "json",
    approved: JSON_APPROVED,
    declined: JSON_DECLINED,
    error: [],
    ...more,
  });
}

const CLASSIC = { approved: AJAX_APPROVED, declined: AJAX_DECLINED, error: FORM_ERRORS } as const;
/** Nothing is paid yet: the browser goes on to the gateway with what this call hands out. */
const HANDS_OUT = { approved: [], pending: JSON_APPROVED } as const;

const routes: readonly RouteRule[] = [
  ajax("checkout", "checkout", CLASSIC),
  // Stripe: cards behind express buttons, 3-D Secure, saved cards.
  ajax("stripe-create-order", "wc_stripe_create_order", CLASSIC),
  ajax("stripe-pay-for-order", "wc_stripe_pay_for_order", CLASSIC),
  ajax("stripe-create-intent", "wc_stripe_create_payment_intent", HANDS_OUT),
  ajax("stripe-update-intent", "wc_stripe_update_payment_intent", HANDS_OUT),
  ajax("stripe-setup-intent", "wc_stripe_create_setup_intent", HANDS_OUT),
  ajax("stripe-init-setup", "wc_stripe_init_setup_intent", HANDS_OUT),
  ajax("stripe-confirm-setup", "wc_stripe_create_and_confirm_setup_intent"),
  ajax("stripe-change-payment", "wc_stripe_confirm_change_payment"),
  // WooPayments.
  ajax("wcpay-create-order", "wcpay_create_order", CLASSIC),
  ajax("wcpay-pay-for-order", "wcpay_pay_for_order", CLASSIC),
  payment({
    name: "wcpay-setup-intent",
    path: "/wp-admin/admin-ajax.php",
    when: { action: ["create_setup_intent", "wc_stripe_*", "*_create_order", "wcpay_*"] },
    speaks: "json",
    approved: JSON_APPROVED,
    declined: JSON_DECLINED,
  }),
  // PayPal Payments: buttons on product pages need no page view at all.
  ajax("paypal-create-order", "ppc-create-order", HANDS_OUT),
  ajax("paypal-approve-order", "ppc-approve-order"),
  ajax("paypal-approve-subscription", "ppc-approve-subscription"),
  ajax("paypal-setup-token", "ppc-create-setup-token", HANDS_OUT),
  ajax("paypal-payment-token", "ppc-create-payment-token"),
  ajax("paypal-payment-token-guest", "ppc-update-customer-id"),
  ajax("paypal-vault", "ppc-vault-paypal", HANDS_OUT),
  ajax("paypal-capture-card", "ppc-capture-card-payment"),
  // Square and Braintree.
  ajax("square-express", "square_digital_wallet_process_checkout", CLASSIC),
  ajax("braintree-express", "wc_braintree_apple_pay_process_payment", CLASSIC),
  // Store API (blocks checkout), its order-pay and its batch.
  payment({ name: "store-checkout", path: "/wp-json/wc/store/v1/checkout", ...STORE_API }),
  payment({ name: "store-checkout-old", path: "/wp-json/wc/store/checkout", ...STORE_API }),
  payment({ name: "store-order-pay", path: "/wp-json/wc/store/v1/checkout/:order", ...STORE_API }),
  payment({ name: "store-order-pay-old", path: "/wp-json/wc/store/checkout/:order", ...STORE_API }),
  payment({
    name: "store-batch",
    path: "/wp-json/wc/store/v1/batch",
    when: { "requests.path": ["/wc/store/v1/checkout*", "/wc/store/checkout*"] },
    ...STORE_API,
    approved: [{ json: { at: "/responses/*/body/payment_result/payment_status", is: ["success"] } }],
    declined: [
      { json: { at: "/responses/*/body/payment_result/payment_status", is: ["failure", "error"] } },
      { json: { at: "/responses/*/body/code", is: ["woocommerce_rest_checkout_process_payment_error"] } },
    ],
    orderAt: "/responses/*/body/order_id",
  }),
  payment({
    name: "core-batch",
    path: "/wp-json/batch/v1",
    when: { "requests.path": ["/wc/store/v1/checkout*", "/wc/store/checkout*"] },
    ...STORE_API,
  }),
  // Pages with forms. WooCommerce acts on these fields whatever the page's address is.
  payment({ name: "order-pay", path: "/checkout/order-pay/:order", orderAt: undefined }),
  payment({ name: "order-pay-page", path: "/*", when: { woocommerce_pay: "*" } }),
  payment({
    name: "add-payment-method",
    path: "/*",
    when: { woocommerce_add_payment_method: "*" },
    approved: [],
    pending: [{ redirectTo: "payment-methods" }],
  }),
  payment({ name: "checkout-page", path: "/*", when: { woocommerce_checkout_place_order: "*" } }),
  payment({
    name: "change-payment-method",
    path: "/*",
    when: { woocommerce_change_payment: "*" },
  }),
  payment({
    name: "rest-route-in-form",
    path: "/*",
    when: { rest_route: ["/wc/store/v1/checkout*", "/wc/store/checkout*"] },
    ...STORE_API,
  }),
];

export const woocommerce: Preset = {
  name: "woocommerce",
  routes,
  awaited: [
    { path: "/checkout/order-received/:order", approved: [], declined: [], error: [], otherwise: "approved" },
    {
      path: "/payment-methods",
      approved: [{ bodyHas: "woocommerce-message" }, { bodyHas: "notice-banner is-success" }],
      declined: [{ bodyHas: "woocommerce-error" }, { bodyHas: "notice-banner is-error" }],
      error: [],
    },
    {
      path: "/checkout",
      approved: [],
      declined: [{ bodyHas: "woocommerce-error" }, { bodyHas: "notice-banner is-error" }],
      error: FORM_ERRORS.slice(2),
    },
  ],
  restRoute: true,
  backOffice: ["/wp-admin/", "/wp-cron.php", "/xmlrpc.php"],
};

// EC-CUBE 4.0–4.3 (and 3.0's paths where they are the same): /shopping/confirm asks the payment method to verify,
// /shopping/checkout asks it to pay; agencies' plugins add pages of their own. Sources: EC-CUBE/ec-cube ShoppingController,
// EC-CUBE/sample-payment-plugin, and the controllers of the GMO-PG, SLN, Remise, Paygent, VeriTrans and Stripe plugins.

import { routeRule, type AnswerPattern, type Preset, type RouteDraft, type RouteRule } from "../rules.ts";
import {
  JAPANESE_DECLINES,
  JAPANESE_ERRORS,
  JAPANESE_FIELDS,
  SENT_TO_BANK,
  STOCK_PAYMENTS,
} from "./japanese.ts";

const approved: readonly AnswerPattern[] = [
  { redirectTo: "/shopping/complete" },
  { json: { at: "/status", is: ["success", "succeeded"] } },
  { json: { at: "/success", is: true } },
  { json: { at: "/redirect_url", is: true } },
];
/** The reason stands on the error page that follows; see `awaited`. */
const pending: readonly AnswerPattern[] = [{ redirectTo: "/shopping/error" }, ...SENT_TO_BANK];
const error: readonly AnswerPattern[] = [
  { redirectTo: "/cart" },
  { redirectTo: "/shopping/login" },
  ...JAPANESE_ERRORS,
];
const declined: readonly AnswerPattern[] = [
  ...JAPANESE_DECLINES,
  { json: { at: "/error", is: true } },
  { json: { at: "/status", is: ["error", "failed", "declined"] } },
];

function payment(draft: RouteDraft): RouteRule {
  return routeRule({ fields: JAPANESE_FIELDS, approved, declined, error, pending, ...draft });
}

const CARD_SAVED: readonly AnswerPattern[] = [
  { redirectTo: "complete" },
  { bodyHas: "登録しました" },
  { bodyHas: "登録が完了" },
  { bodyHas: "変更しました" },
];

const routes: readonly RouteRule[] = [
  payment({ name: "checkout", path: "/shopping/checkout" }),
  // PaymentMethod::verify checks a card's validity with the agency; without a card or token nothing is asked.
  payment({ name: "confirm", path: "/shopping/confirm", when: { ":card": "*" } }),
  payment({ name: "choice", path: "/shopping", when: { ":card": "*" } }),
  payment({ name: "redirect-to", path: "/shopping/redirect_to", when: { ":card": "*" } }),
  // GMO-PG (GmoPaymentGateway 3.x; 4.x pays at /shopping/checkout).
  payment({ name: "gmo", path: "/shopping/gmo_payment" }),
  payment({ name: "gmo-token", path: "/shopping/tokenProcess" }),
  payment({ name: "gmo-card-edit", path: "/mypage/gmo_card_edit", approved: CARD_SAVED }),
  payment({ name: "gmo-change-card", path: "/mypage/change_card", approved: CARD_SAVED }),
  payment({ name: "gmo-other", path: "/gmo_payment_gateway/*", when: { ":card": "*" } }),
  // SLN (e-SCOTT Smart).
  payment({ name: "sln", path: "/shopping/sln_card_payment" }),
  payment({ name: "sln-edit-card", path: "/mypage/sln_edit_card", approved: CARD_SAVED }),
  // Paygent.
  payment({ name: "paygent", path: "/paygent_payment/payment_credit", when: { delete_card: "!1" } }),
  payment({ name: "paygent-other", path: "/paygent_payment/*", when: { ":card": "*" } }),
  payment({ name: "paygent-card", path: "/mypage/paygent_card*", approved: CARD_SAVED }),
  // Remise sends to its own page; the attempt is counted when the order leaves for there.
  payment({ name: "remise", path: "/shopping/remise_payment" }),
  payment({ name: "remise-other", path: "/remise_payment4/*", when: { ":card": "*" } }),
  // VeriTrans.
  payment({ name: "veritrans", path: "/shopping/vt4g_payment" }),
  payment({ name: "veritrans-card", path: "/mypage/vt4g_account_id", approved: CARD_SAVED }),
  // SB Payment Service and Epsilon.
  payment({ name: "sbps", path: "/shopping/sbps_payment" }),
  payment({ name: "sbps-other", path: "/sbps/*", when: { ":card": "*" } }),
  payment({ name: "epsilon", path: "/shopping/epsilon_payment" }),
  payment({ name: "epsilon-other", path: "/epsilon/*", when: { ":card": "*" } }),
  // Stripe plugins speak JSON with the browser.
  payment({ name: "stripe-card", path: "/plugin/stripe_payment_gateway/credit_card", speaks: "json" }),
  payment({ name: "stripe-intent", path: "/plugin/stripe_payment_gateway/payment_intent", speaks: "json" }),
  payment({ name: "stripe-button", path: "/plugin/stripe_payment_gateway/pr_pay", speaks: "json" }),
  payment({ name: "stripe-update-method", path: "/plugin/striperec/:order/update_method" }),
  payment({ name: "stripe-presubscribe", path: "/plugin/StripeRec/presubscribe", speaks: "json" }),
  payment({ name: "stripe4", path: "/stripe/*", when: { ":card": "*" }, speaks: "json" }),
  payment({ name: "plugin-page", path: "/plugin/*", when: { ":card": "*" } }),
  payment({ name: "sample-card-info", path: "/mypage/sample_payment_card_info", approved: CARD_SAVED }),
  // Any other page under these roots once a card or token is posted to it: plugins are many.
  payment({ name: "shopping-page", path: "/shopping/*", when: { ":card": "*" } }),
  payment({ name: "mypage-page", path: "/mypage/*", when: { ":card": "*" }, approved: CARD_SAVED }),
  // Agent commerce of 4.4.
  payment({ name: "agent-checkout", path: "/checkout_sessions/:order/complete", speaks: "json" }),
  payment({ name: "agent-checkout-ucp", path: "/checkout-sessions/:order/complete", speaks: "json" }),
];

export const eccube4: Preset = {
  name: "eccube4",
  routes,
  awaited: [
    { path: "/shopping/complete", approved: [], declined: [], error: [], otherwise: "approved" },
    // Errors of the shop itself are few and known; whatever else is said after a checkout comes from the payment.
    {
      path: "/shopping/error",
      approved: [],
      declined: JAPANESE_DECLINES,
      error: JAPANESE_ERRORS,
      otherwise: "declined",
    },
    {
      path: "/shopping/sln_card_payment",
      approved: [],
      declined: [...JAPANESE_DECLINES, { bodyHas: "ec-alert-warning" }, { bodyHas: "errormsg" }],
      error: [{ bodyHas: "入力項目をご確認" }, ...JAPANESE_ERRORS],
    },
    {
      path: "/paygent_payment/payment_credit",
      approved: [],
      declined: JAPANESE_DECLINES,
      error: JAPANESE_ERRORS,
    },
    { path: "/shopping", approved: [], declined: JAPANESE_DECLINES, error: JAPANESE_ERRORS },
  ],
  restRoute: false,
  backOffice: ["/admin/"],
  // /shopping/checkout carries nothing but a form token: the shop charges by what its session got at /shopping/confirm.
  // Whatever else touches the order or the cart may make a new order with the shop's default payment.
  choice: {
    makes: "/shopping/confirm",
    field: "Payment",
    // Only the confirmation page holds a form that goes to the checkout; a refused choice shows the form before again.
    // The quotation mark matters: a buyer's own text is shown on these pages, too, but with its quotation marks escaped.
    accepted: [{ status: 200, bodyHas: '/shopping/checkout"' }],
    refused: [{ bodyHas: '/shopping/confirm"' }],
    follows: ["/shopping/checkout"],
    forgets: ["/shopping/*", "/cart/*", "/products/add_cart/*", "/mypage/login", "/login", "/logout"],
    sessions: ["eccube"],
    notCard: STOCK_PAYMENTS,
    chooseAt: "/shopping",
  },
};

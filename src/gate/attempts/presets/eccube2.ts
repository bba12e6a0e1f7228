// EC-CUBE 2.11–2.25: the purchase goes shopping/confirm.php → shopping/load_payment_module.php (the payment module's page,
// where the card is typed or its token posted) → shopping/complete.php. Sources: EC-CUBE/ec-cube2 (html/shopping,
// LC_Page_Shopping_Confirm, LC_Page_Shopping_LoadPaymentModule) and the published modules of the agencies.

import { routeRule, type AnswerPattern, type Preset, type RouteDraft, type RouteRule } from "../rules.ts";
import {
  JAPANESE_DECLINES,
  JAPANESE_ERRORS,
  JAPANESE_FIELDS,
  SENT_TO_BANK,
  STOCK_PAYMENTS,
} from "./japanese.ts";

/** Modules render their own page again with the reason in red ("attention"), or send to the error page. */
const declined: readonly AnswerPattern[] = JAPANESE_DECLINES;
const approved: readonly AnswerPattern[] = [
  { redirectTo: "/shopping/complete.php" },
  { redirectTo: "shopping/complete.php" },
  { bodyHas: "ご注文の受付が完了" },
];
const error: readonly AnswerPattern[] = [
  { redirectTo: "/cart/" },
  { redirectTo: "/shopping/payment.php" },
  ...JAPANESE_ERRORS,
];

/** Modes of a module's page that only go back, delete or show. */
const NOT_PAYING = ["!return", "!back", "!deletecard", "!delete", "!del", "!getlist", "!load"];

function modulePage(draft: RouteDraft): RouteRule {
  return routeRule({
    fields: JAPANESE_FIELDS,
    approved,
    declined,
    error,
    pending: SENT_TO_BANK,
    when: { mode: NOT_PAYING },
    ...draft,
  });
}

const routes: readonly RouteRule[] = [
  modulePage({ name: "module", path: "/shopping/load_payment_module.php" }),
  // Modules that bring a page of their own beside the common one.
  modulePage({ name: "sln-module", path: "/shopping/load_sln_payment_module.php" }),
  modulePage({ name: "smartphone-module", path: "/sphone/shopping/load_payment_module.php" }),
  modulePage({ name: "mobile-module", path: "/mobile/shopping/load_payment_module.php" }),
  modulePage({ name: "two-click-module", path: "/twoClick/load_payment_module.php" }),
  modulePage({ name: "two-click-confirm", path: "/twoClick/confirm.php", when: { mode: "confirm" } }),
  // Old modules (2.4) had pages of their own.
  modulePage({ name: "card-page", path: "/shopping/card.php" }),
  // The order is confirmed here; it reaches a gateway itself only when a card or token comes along.
  modulePage({ name: "confirm", path: "/shopping/confirm.php", when: { mode: "confirm", ":card": "*" } }),
  modulePage({ name: "payment-choice", path: "/shopping/payment.php", when: { ":card": "*" } }),
  // Cards kept for later are checked by the agency when they are registered.
  modulePage({
    name: "register-card",
    path: "/mypage/card.php",
    approved: [{ bodyHas: "登録しました" }, { bodyHas: "登録が完了" }, { redirectTo: "card_complete" }],
  }),
  modulePage({
    name: "register-card-gmo",
    path: "/mypage/change_card.php",
    approved: [{ bodyHas: "登録しました" }, { bodyHas: "登録が完了" }, { bodyHas: "変更しました" }],
  }),
  modulePage({
    name: "register-card-sln",
    path: "/mypage/sln_edit_card.php",
    approved: [{ bodyHas: "登録しました" }, { bodyHas: "登録が完了" }],
  }),
  // Modules put pages under user_data; any of them counts once a card or token is posted to it.
  modulePage({ name: "user-data", path: "/user_data/*", when: { ":card": "*" } }),
  modulePage({ name: "mypage", path: "/mypage/*", when: { ":card": "*" } }),
];

export const eccube2: Preset = {
  name: "eccube2",
  routes,
  awaited: [
    { path: "/shopping/complete.php", approved: [], declined: [], error: [], otherwise: "approved" },
    {
      path: "/shopping/load_payment_module.php",
      approved: [],
      declined: [...declined, { bodyHas: 'class="attention"' }],
      error: JAPANESE_ERRORS,
    },
    { path: "/error.php", approved: [], declined, error: JAPANESE_ERRORS, otherwise: "error" },
  ],
  restRoute: false,
  backOffice: ["/admin/"],
  // Convenience stores, transfers and wallets have modules too; their last request names no payment.
  choice: {
    makes: "/shopping/payment.php",
    field: "payment_id",
    accepted: [{ redirectTo: "confirm.php" }],
    refused: [],
    follows: [
      "/shopping/load_payment_module.php",
      "/sphone/shopping/load_payment_module.php",
      "/mobile/shopping/load_payment_module.php",
    ],
    forgets: [
      "/cart/*",
      "/twoClick/*",
      "/shopping/index.php",
      "/shopping/deliv.php",
      "/shopping/multiple.php",
      "/shopping/nonmember_input.php",
      "/shopping/payment.php",
      "/frontparts/login_check.php",
    ],
    sessions: ["ECSESSID", "PHPSESSID"],
    notCard: STOCK_PAYMENTS,
    chooseAt: "/shopping/payment.php",
  },
};

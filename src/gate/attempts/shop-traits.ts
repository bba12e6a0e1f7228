// What must be known of a shop's software to stop it or to end its sessions: which cookies are its sessions, where it
// hands out tokens, and which of its paths agencies call rather than buyers.

import type { ArrivedRequest } from "../http/way.ts";
import { matchPath, pathPattern, queryParts, segmentsOf } from "./paths.ts";
import type { PresetName } from "./rules.ts";

export interface ShopTraits {
  /** Exact names, or with a final "*" for all that begin so. */
  readonly sessionCookies: readonly string[];
  /** Lower-case field in which answers hand out session tokens that come back as "Authorization: Bearer"; null: none. */
  readonly tokenField: string | null;
  /** Called by payment agencies and certificate authorities: goes on while the shop is stopped. */
  isAgencyCall(request: ArrivedRequest): boolean;
}

interface Traits {
  readonly sessionCookies: readonly string[];
  readonly tokenField?: string;
  readonly agencyPaths: readonly string[];
}

/** Where the shop's own software listens to agencies. Plugins' paths differ: the owner names his under gate.stopped.paths. */
const TRAITS: Readonly<Record<PresetName, Traits>> = {
  eccube2: { sessionCookies: ["ECSESSID", "PHPSESSID"], agencyPaths: [] },
  eccube4: {
    // "Stay signed in" is a session by another name.
    sessionCookies: ["eccube", "eccube_remember_me", "PHPSESSID"],
    agencyPaths: ["/gmo_payment_gateway/receive", "/stripe/webhook/endpoint"],
  },
  woocommerce: {
    // wordpress_<hash> opens the back office, wordpress_logged_in_<hash> the rest.
    sessionCookies: ["wordpress_*", "wp_woocommerce_session_*", "PHPSESSID"],
    agencyPaths: ["/wc-api/*"],
  },
  magento2: {
    sessionCookies: ["PHPSESSID", "admin", "persistent_shopping_cart"],
    agencyPaths: ["/paypal/ipn", "/stripe/webhooks"],
  },
  vendure: {
    sessionCookies: ["session", "session.sig"],
    tokenField: "vendure-auth-token",
    agencyPaths: ["/payments/stripe", "/payments/mollie/*"],
  },
  custom: {
    // What the usual languages and frameworks call it unless told otherwise.
    sessionCookies: [
      "PHPSESSID",
      "JSESSIONID",
      "ASP.NET_SessionId",
      ".AspNetCore.*",
      "connect.sid",
      "laravel_session",
      "remember_web_*",
      "sessionid",
      "session",
      "session.sig",
      "sid",
    ],
    agencyPaths: [],
  },
};

/** Certificates run out while a shop is stopped for weeks. */
const CERTIFICATES = "/.well-known/acme-challenge/";

export function shopTraits(options: {
  readonly preset: PresetName;
  /** Instead of the preset's own, unless empty. */
  readonly sessionCookies: readonly string[];
  /** Further paths that agencies call; a final "*" takes any ending. */
  readonly agencyPaths: readonly string[];
}): ShopTraits {
  const { sessionCookies, tokenField, agencyPaths } = TRAITS[options.preset];
  const patterns = [...agencyPaths, ...options.agencyPaths].map(pathPattern);
  return {
    sessionCookies: options.sessionCookies.length > 0 ? options.sessionCookies : sessionCookies,
    tokenField: tokenField ?? null,
    isAgencyCall: (request) => {
      if (request.path.startsWith(CERTIFICATES)) return true;
      const segments = segmentsOf(request.path);
      if (patterns.some((pattern) => matchPath(pattern, segments, 0) !== undefined)) return true;
      // WooCommerce's other spelling, at the front page alone: elsewhere other scripts would answer.
      return (
        options.preset === "woocommerce" &&
        segments.length === 0 &&
        queryParts(request.query).some(([name]) => name === "wc-api")
      );
    },
  };
}

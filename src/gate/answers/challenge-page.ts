// The pages around a challenge: the one that solves itself, and the three it can end in. Signing, sealing and checking
// stand in challenges.ts.

import { type Language, say } from "../../kernel/index.ts";
import type { Reply } from "../http/way.ts";
import { escapeHtml, markup, pageReply, type Html, type ShopCard } from "./page.ts";
import { waysOn } from "./ways-on.ts";
import { WIDGET_PATHS } from "./widget-files.ts";
import { WORDS } from "./words.ts";

export interface ChallengePage {
  readonly shop: ShopCard;
  readonly language: Language;
  readonly nonce: string;
  readonly scheme: "http" | "https";
  /** Address the widget fetches its challenge from. */
  readonly challengeUrl: string;
  /** Address the solved form goes to. */
  readonly action: string;
  /** The buyer's own request, sealed; null when the page stands alone and only gives a ticket. */
  readonly sealed: string | null;
  readonly checkoutPath: string;
  readonly status: number;
  /** True when an earlier solution came too late. */
  readonly again: boolean;
  readonly headers?: readonly (readonly [string, string])[];
}

export function challengePage(page: ChallengePage): Reply {
  const { language, shop } = page;
  const alone = page.sealed === null;
  const nonce = escapeHtml(page.nonce);
  const w = (key: keyof typeof WORDS): Html => escapeHtml(say(WORDS, language, key));
  const sealed = alone
    ? ""
    : markup`<input type="hidden" name="sealed" value="${escapeHtml(page.sealed)}" />`;
  // Twice, as only one is ever shown: without scripts at once, with scripts for whom the check does not end.
  const ways = waysOn(shop, language, page.checkoutPath);
  const help = waysOn(shop, language, page.checkoutPath, "help-ways");
  return pageReply({
    language,
    shop,
    status: page.status,
    title: say(WORDS, language, "challengeTitle"),
    icon: "lock",
    nonce: page.nonce,
    policy: policyFor(page),
    ...(page.headers === undefined ? {} : { headers: page.headers }),
    head: markup`<noscript
        ><style nonce="${nonce}">
          #challenge,
          .lead,
          .note,
          .help {
            display: none;
          }
        </style></noscript
      >
      <script nonce="${nonce}" src="${WIDGET_PATHS.widget as string as Html}" type="module"></script>
      <script nonce="${nonce}" src="${WIDGET_PATHS.page as string as Html}" type="module"></script>`,
    main: markup`<p class="lead">${w(alone ? "challengeLeadAlone" : "challengeLead")}</p>
      <form
        id="challenge"
        method="post"
        action="${escapeHtml(page.action)}"
        data-challenge="${escapeHtml(page.challengeUrl)}"
        data-worker="${WIDGET_PATHS.worker as string as Html}"
        data-working="${w("statusWorking")}"
        data-done="${w(alone ? "statusDoneAlone" : "statusDone")}"
        data-failed="${w("statusFailed")}"
        data-stale="${w("staleLead")}"
      >
        <div class="status" id="status" role="status" aria-live="polite">
          <span class="spin" aria-hidden="true"></span
          ><span id="status-words">${w(page.again ? "statusAgain" : "statusWorking")}</span>
        </div>
        <input type="hidden" name="altcha" value="" />${sealed as Html}
        <button class="button" id="go" type="submit">
          ${w(alone ? "challengeButtonAlone" : "challengeButton")}
        </button>
      </form>
      <altcha-widget></altcha-widget>
      <noscript
        ><p class="status">${w("scriptOff")}</p>
        ${ways}</noscript
      >
      <p class="soft note">${alone ? w("challengeAfter") : w("notCharged")}</p>
      <details class="help" id="help">
        <summary>${w("helpTitle")}</summary>
        ${help}
      </details>`,
  });
}

/**
 * Where the solved form may lead: the shop's own answer often redirects to a bank's page (3-D Secure, hosted payment),
 * and browsers hold redirects after a form against form-action, so other https addresses must be allowed.
 */
function policyFor(page: ChallengePage): string {
  const forms = page.scheme === "https" ? "'self' https:" : "'self' https: http:";
  return `script-src 'nonce-${page.nonce}'; worker-src 'self'; connect-src 'self'; form-action ${forms}`;
}

export function endPage(page: {
  readonly shop: ShopCard;
  readonly language: Language;
  readonly nonce: string;
  readonly end: "solved" | "stale" | "failed";
  readonly checkoutPath: string;
  readonly headers?: readonly (readonly [string, string])[];
}): Reply {
  const { language, end } = page;
  const w = (key: keyof typeof WORDS): Html => escapeHtml(say(WORDS, language, key));
  const back =
    page.checkoutPath === "/"
      ? ("" as Html)
      : markup`<p><a class="button" href="${escapeHtml(page.checkoutPath)}">${w("wayCheckout")}</a></p>`;
  const ways = end === "solved" ? ("" as Html) : waysOn(page.shop, language, page.checkoutPath);
  return pageReply({
    language,
    shop: page.shop,
    status: end === "solved" ? 200 : 400,
    title: say(WORDS, language, `${end}Title`),
    icon: end === "solved" ? "done" : end === "stale" ? "back" : "lock",
    nonce: page.nonce,
    ...(page.headers === undefined ? {} : { headers: page.headers }),
    main: markup`<p class="lead">${w(`${end}Lead`)}</p>
      <p class="soft">${w("notCharged")}</p>
      ${back}${ways}`,
  });
}

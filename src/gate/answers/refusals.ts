// The plain refusals: "not this payment" and "cards are paused". Why it came to that is the judge's; here it is said
// calmly, with a way on.

import { chooseLanguage, say, type Random } from "../../kernel/index.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import type { PaymentRoute } from "../attempts/contract.ts";
import type { Refusals } from "./contract.ts";
import { escapeHtml, type Html, markup, pageNonce, pageReply, type ShopCard } from "./page.ts";
import { machineReply, speechFor } from "./speech.ts";
import { checkoutPathOf, chooseAgain, waysOn } from "./ways-on.ts";
import { WORDS } from "./words.ts";

/** A pause is looked at again by the gate within minutes; programs may come back then. */
const RETRY_AFTER_SECONDS = 300;

interface Refused {
  readonly code: "misemori.refused" | "misemori.cards-paused";
  readonly status: 403 | 503;
  readonly title: "blockTitle" | "pauseTitle";
  readonly lead: "blockLead" | "pauseLead";
  readonly icon: "lock" | "pause";
}
const BLOCK: Refused = {
  code: "misemori.refused",
  status: 403,
  title: "blockTitle",
  lead: "blockLead",
  icon: "lock",
};
const PAUSE: Refused = {
  code: "misemori.cards-paused",
  status: 503,
  title: "pauseTitle",
  lead: "pauseLead",
  icon: "pause",
};

const noMore = "" as Html;

export function createRefusals(options: ShopCard & { readonly random: Random }): Refusals {
  const answer = (
    what: Refused,
    request: ArrivedRequest,
    route: PaymentRoute,
    chooseAt: string | undefined,
  ): Reply => {
    const language = chooseLanguage(request.headers["accept-language"]);
    const speaks = speechFor(request, route);
    const title = say(WORDS, language, what.title);
    const retry: readonly (readonly [string, string])[] =
      what.status === 503 ? [["Retry-After", String(RETRY_AFTER_SECONDS)]] : [];
    if (speaks !== "page") {
      const message = `${title}${language === "ja" ? "。" : ". "}${say(WORDS, language, what.lead)}`;
      const waysOnFields = {
        otherPayments: options.otherPayments,
        ...(chooseAt === undefined ? {} : { chooseAt }),
        telephone: options.telephone ?? null,
        contactUrl: options.contactUrl ?? null,
        retryAfterSeconds: what.status === 503 ? RETRY_AFTER_SECONDS : null,
      };
      return machineReply(speaks, what.status, { code: what.code, message, ...waysOnFields }, retry);
    }
    return pageReply({
      language,
      shop: options,
      status: what.status,
      title,
      icon: what.icon,
      nonce: pageNonce(options.random),
      headers: retry,
      main: markup`<p class="lead">${escapeHtml(say(WORDS, language, what.lead))}</p>
        <p class="soft">${escapeHtml(say(WORDS, language, "notCharged"))}</p>
        ${chooseAt === undefined ? noMore : chooseAgain(language, chooseAt)}
        ${waysOn(options, language, chooseAt ?? checkoutPathOf(request))}`,
    });
  };
  return {
    block: (request, route, chooseAt) => answer(BLOCK, request, route, chooseAt),
    pause: (request, route, chooseAt) => answer(PAUSE, request, route, chooseAt),
  };
}

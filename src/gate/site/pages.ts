// The pages of the stopped shop and of a turned-away origin: plain, calm, without scripts, with a way on; a short JSON
// for programs.

import { chooseLanguage, say, type Language, type Random } from "../../kernel/index.ts";
import { escapeHtml, markup, pageNonce, pageReply, type Html, type ShopCard } from "../answers/page.ts";
import { wantsJson } from "../http/pages.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import { SITE_WORDS } from "./words.ts";

type Word = keyof typeof SITE_WORDS;

export interface SitePages {
  stopped(request: ArrivedRequest, sentence: string | null): Reply;
  blocked(request: ArrivedRequest): Reply;
  /** Asks before the link is used up: what previews links must not use it. */
  askPass(request: ArrivedRequest, token: string): Reply;
  passUsed(request: ArrivedRequest): Reply;
}

export interface SitePageTools extends ShopCard {
  readonly random: Random;
  /** The shop's public address: its own contact page cannot be opened either. */
  readonly shopUrl: string;
}

/** Nobody knows when the shop opens again; programs and search engines come back after an hour. */
const RETRY_AFTER_SECONDS = 3_600;

export function createSitePages(tools: SitePageTools): SitePages {
  const contactUrl = outsideContact(tools);
  const page = (
    request: ArrivedRequest,
    status: number,
    title: Word,
    main: (language: Language) => Html,
  ): Reply => {
    const language = chooseLanguage(request.headers["accept-language"]);
    const retry: readonly (readonly [string, string])[] =
      status === 503 ? [["Retry-After", String(RETRY_AFTER_SECONDS)]] : [];
    return pageReply({
      language,
      shop: tools,
      status,
      title: say(SITE_WORDS, language, title),
      icon: status === 503 ? "pause" : "lock",
      nonce: pageNonce(tools.random),
      main: main(language),
      policy: "form-action 'self'",
      headers: [...retry, ["Vary", "Accept"]],
    });
  };
  const program = (...given: ProgramReply): Reply => programReply(tools, contactUrl, ...given);
  return {
    stopped: (request, sentence) =>
      isProgram(request)
        ? program(request, 503, "misemori.shop-stopped", "stoppedTitle", sentence)
        : page(request, 503, "stoppedTitle", (language) => {
            const lead = sentence ?? say(SITE_WORDS, language, "stoppedLead");
            return markup`<p class="lead">${escapeHtml(lead)}</p>
              <p><strong>${text(language, "stoppedOrders")}</strong></p>
              <p class="soft">${text(language, "stoppedNothing")}</p>
              ${help(tools, contactUrl, language, ["wayMail", "wayLater"])}`;
          }),
    blocked: (request) =>
      isProgram(request)
        ? program(request, 403, "misemori.origin-blocked", "blockedTitle", null)
        : page(
            request,
            403,
            "blockedTitle",
            (language) => markup`<p class="lead">${text(language, "blockedLead")}</p>
              ${help(tools, contactUrl, language, ["wayMail", "wayOtherLine", "wayLater"])}`,
          ),
    askPass: (request, token) =>
      page(
        request,
        200,
        "passTitle",
        (language) => markup`<p class="lead">${text(language, "passLead")}</p>
          <form method="post" action="/__misemori/pass">
            <input type="hidden" name="t" value="${escapeHtml(token)}" />
            <button class="button" type="submit">${text(language, "passButton")}</button>
          </form>`,
      ),
    passUsed: (request) =>
      page(
        request,
        410,
        "passUsedTitle",
        (language) => markup`<p class="lead">${text(language, "passUsedLead")}</p>`,
      ),
  };
}

type ProgramReply = [
  request: ArrivedRequest,
  status: number,
  code: string,
  title: Word,
  message: string | null,
];

function programReply(
  tools: SitePageTools,
  contactUrl: string | undefined,
  ...[request, status, code, title, message]: ProgramReply
): Reply {
  const language = chooseLanguage(request.headers["accept-language"]);
  const error = {
    code,
    message: message ?? say(SITE_WORDS, language, title),
    telephone: tools.telephone ?? null,
    contactUrl: contactUrl ?? null,
    retryAfterSeconds: status === 503 ? RETRY_AFTER_SECONDS : null,
  };
  const headers: [string, string][] = [
    ["Content-Type", "application/json; charset=utf-8"],
    ["Cache-Control", "no-store"],
    ["Content-Language", language],
    ["Vary", "Accept, Accept-Language"],
    ["X-Content-Type-Options", "nosniff"],
  ];
  if (status === 503) headers.push(["Retry-After", String(RETRY_AFTER_SECONDS)]);
  return { status, headers, body: JSON.stringify({ error }) };
}

/** JSON when it is asked for, or spoken, and pages are not. */
function isProgram({ headers }: ArrivedRequest): boolean {
  if (wantsJson(headers["accept"])) return true;
  const asksPage = headers["accept"]?.includes("text/html") === true;
  return !asksPage && /^application\/(?:[a-z0-9.+-]{1,60}\+)?json/i.test(headers["content-type"] ?? "");
}

/** A contact page in the shop itself is no way on while the shop does not answer. */
function outsideContact({ contactUrl, shopUrl }: SitePageTools): string | undefined {
  if (contactUrl === undefined || !URL.canParse(contactUrl)) return undefined;
  return new URL(contactUrl).host === new URL(shopUrl).host ? undefined : contactUrl;
}

function help(
  { telephone }: ShopCard,
  contactUrl: string | undefined,
  language: Language,
  more: readonly Word[],
): Html {
  const items: Html[] = [];
  if (telephone !== undefined && telephone !== "") {
    const href = escapeHtml(`tel:${telephone.replace(/[^\d+]/g, "")}`);
    items.push(
      markup`<li>${text(language, "wayTelephone")}<br /><a class="tel" href="${href}">${escapeHtml(telephone)}</a></li>`,
    );
  }
  if (contactUrl !== undefined) {
    const label = text(language, "wayContact");
    items.push(markup`<li><a href="${escapeHtml(contactUrl)}">${label}</a></li>`);
  }
  for (const word of more) items.push(markup`<li>${text(language, word)}</li>`);
  return markup`<section class="ways" aria-labelledby="ways">
    <h2 id="ways">${text(language, "helpTitle")}</h2>
    <ul>
      ${items.join("") as Html}
    </ul>
  </section>`;
}

function text(language: Language, word: Word): Html {
  return escapeHtml(say(SITE_WORDS, language, word));
}

// What a buyer can do instead: shown on every page that does not let him on at once.

import { type Language, say } from "../../kernel/index.ts";
import type { ArrivedRequest } from "../http/way.ts";
import { escapeHtml, markup, type Html, type ShopCard } from "./page.ts";
import { WORDS } from "./words.ts";

/** A list of ways on; never empty: "a little later" and the shop's front page are always there. */
export function waysOn(shop: ShopCard, language: Language, checkoutPath: string, id = "ways"): Html {
  const items: Html[] = [];
  if (shop.otherPayments.length > 0) {
    const names = shop.otherPayments.map((name) => markup`<span>${escapeHtml(name)}</span>`).join("") as Html;
    items.push(
      markup`<li>
        ${text(language, "wayPayments")}
        <div class="pay">${names}</div>
        <a class="line" href="${escapeHtml(checkoutPath)}">${text(language, "wayCheckout")}</a>
      </li>`,
    );
  }
  if (shop.telephone !== undefined && shop.telephone !== "") {
    const href = escapeHtml(`tel:${shop.telephone.replace(/[^\d+]/g, "")}`);
    items.push(
      markup`<li>
        ${text(language, "wayTelephone")}<br /><a class="tel" href="${href}">${escapeHtml(shop.telephone)}</a>
      </li>`,
    );
  }
  if (shop.contactUrl !== undefined) {
    items.push(markup`<li>${link(shop.contactUrl, say(WORDS, language, "wayContact"))}</li>`);
  }
  items.push(markup`<li>${text(language, "wayLater")}</li>`);
  if (shop.otherPayments.length === 0) {
    items.push(markup`<li>${link("/", say(WORDS, language, "wayShop"))}</li>`);
  }
  return markup`<section class="ways" aria-labelledby="${escapeHtml(id)}">
    <h2 id="${escapeHtml(id)}">${text(language, "waysTitle")}</h2>
    <ul>
      ${items.join("") as Html}
    </ul>
  </section>`;
}

/** For buyers who may have chosen no card at all: choosing again makes it plain. */
export function chooseAgain(language: Language, chooseAt: string): Html {
  return markup`<p>${text(language, "chooseAgain")} ${link(chooseAt, say(WORDS, language, "chooseLink"))}</p>`;
}

/** The page the buyer came from if it is the shop's own, else the front page. Never another site. */
export function checkoutPathOf(request: ArrivedRequest): string {
  const referer = request.headers["referer"];
  if (referer === undefined || referer.length > 2000 || !URL.canParse(referer)) return "/";
  const url = new URL(referer);
  if (url.host !== request.host || url.pathname.startsWith("/__misemori/")) return "/";
  // "//elsewhere" in a path would become another site in a link.
  return url.pathname.startsWith("//") ? "/" : url.pathname + url.search;
}

function text(language: Language, key: keyof typeof WORDS): Html {
  return escapeHtml(say(WORDS, language, key));
}

function link(href: string, label: string): Html {
  return markup`<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`;
}

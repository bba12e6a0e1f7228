// The gate's own pages: small, calm, readable without scripts, styles or pictures from anywhere else.

import { chooseLanguage, say, type Language } from "../../kernel/index.ts";
import type { ShopSign } from "./settings.ts";
import type { Reply } from "./way.ts";
import { PAGE_WORDS } from "./words.ts";

/** What a page needs to know of the request that it answers. */
export interface Asked {
  readonly method: string;
  readonly accept: string | undefined;
  readonly acceptLanguage: string | undefined;
}

interface Wording {
  readonly title: keyof typeof PAGE_WORDS;
  readonly text: keyof typeof PAGE_WORDS;
  /** The name for programs. */
  readonly code: string;
}

const REFUSED: Wording = { title: "refusedTitle", text: "refusedText", code: "request_refused" };
const WORDINGS: ReadonlyMap<number, Wording> = new Map<number, Wording>([
  [408, { title: "slowTitle", text: "slowText", code: "request_timeout" }],
  [413, { title: "tooLargeTitle", text: "tooLargeText", code: "body_too_large" }],
  [414, { title: "refusedTitle", text: "refusedText", code: "target_too_long" }],
  [431, { title: "refusedTitle", text: "refusedText", code: "headers_too_large" }],
  [502, { title: "downTitle", text: "downText", code: "shop_unreachable" }],
  [503, { title: "busyTitle", text: "busyText", code: "shop_busy" }],
  [504, { title: "lateTitle", text: "lateText", code: "shop_timeout" }],
]);

/** A page (or JSON, when the client prefers it) for an error status. */
export function errorReply(status: number, asked: Asked, shop: ShopSign): Reply {
  const language = chooseLanguage(asked.acceptLanguage);
  const wording = WORDINGS.get(status) ?? REFUSED;
  const headers: [string, string][] = [
    ["Cache-Control", "no-store"],
    ["Content-Language", language],
    ["Vary", "Accept, Accept-Language"],
    ["X-Content-Type-Options", "nosniff"],
  ];
  if (status === 503) headers.push(["Retry-After", "10"]);
  if (wantsJson(asked.accept)) {
    const error = {
      code: wording.code,
      message: say(PAGE_WORDS, language, wording.title),
      hint: say(PAGE_WORDS, language, wording.text),
    };
    headers.push(["Content-Type", "application/json; charset=utf-8"]);
    return { status, headers, body: JSON.stringify({ error }) };
  }
  headers.push(
    ["Content-Type", "text/html; charset=utf-8"],
    ["Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"],
    ["Referrer-Policy", "no-referrer"],
  );
  return { status, headers, body: html(status, wording, language, asked, shop) };
}

/** JSON when it is asked for by name and pages are not. */
export function wantsJson(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const asked = accept.slice(0, 500).toLowerCase();
  return /application\/(?:[a-z0-9.+-]{1,60}\+)?json/.test(asked) && !asked.includes("text/html");
}

function html(status: number, wording: Wording, language: Language, asked: Asked, shop: ShopSign): string {
  const words = (key: keyof typeof PAGE_WORDS, values: Record<string, string> = {}): string =>
    escapeHtml(say(PAGE_WORDS, language, key, values));
  // A request that may have reached the shop may have ordered something.
  const mayHaveOrdered =
    (status === 502 || status === 504) && asked.method !== "GET" && asked.method !== "HEAD";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${words(wording.title)} – ${escapeHtml(shop.name)}</title>
<style>
:root{color-scheme:light dark}
body{margin:0;font:1rem/1.8 system-ui,"Hiragino Sans","Noto Sans JP",sans-serif;background:#f7f7f5;color:#222}
main{max-width:34rem;margin:12vh auto;padding:0 1.5rem}
h1{font-size:1.35rem;line-height:1.5}
a{color:#1a5fb4}
footer{margin-top:2.5rem;color:#666;font-size:.875rem}
@media (prefers-color-scheme:dark){body{background:#1c1c1e;color:#eee}a{color:#8ab4f8}footer{color:#aaa}}
</style>
</head>
<body>
<main>
<p>${escapeHtml(shop.name)}</p>
<h1>${words(wording.title)}</h1>
<p>${words(wording.text)}</p>
${mayHaveOrdered ? `<p><strong>${words("ordered")}</strong></p>\n` : ""}${help(shop, words)}<footer>${words("code", { status: String(status) })}</footer>
</main>
</body>
</html>
`;
}

function help(
  shop: ShopSign,
  words: (key: keyof typeof PAGE_WORDS, values?: Record<string, string>) => string,
): string {
  const ways: string[] = [];
  if (shop.telephone !== undefined) {
    const number = shop.telephone.replaceAll(/[^0-9+]/g, "");
    ways.push(`<li><a href="tel:${number}">${words("call", { telephone: shop.telephone })}</a></li>`);
  }
  if (shop.contactUrl !== undefined && /^https?:\/\//.test(shop.contactUrl)) {
    ways.push(`<li><a href="${escapeHtml(shop.contactUrl)}">${words("contact")}</a></li>`);
  }
  return ways.length === 0 ? "" : `<h2>${words("helpTitle")}</h2>\n<ul>${ways.join("")}</ul>\n`;
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

// The frame of every page the gate shows: one calm card with the shop's name, light and dark, desk and phone. What
// stands in the card is left to the page.

import { escapeHtml as writtenOut, type Language, type Random, say } from "../../kernel/index.ts";
import type { Reply } from "../http/way.ts";
import { WORDS } from "./words.ts";

/** Text that is already safe HTML. Made by `escapeHtml` or written in this room. */
export type Html = string & { readonly __html: unique symbol };

export function escapeHtml(text: string): Html {
  return writtenOut(text) as Html;
}

export function markup(parts: TemplateStringsArray, ...values: readonly (Html | number)[]): Html {
  return String.raw({ raw: parts }, ...values) as Html;
}

export interface ShopCard {
  readonly shopName: string;
  readonly telephone?: string | undefined;
  readonly contactUrl?: string | undefined;
  /** Ways to pay without a card, in the shop's words. */
  readonly otherPayments: readonly string[];
}

export interface PageParts {
  readonly language: Language;
  readonly shop: ShopCard;
  readonly status: number;
  readonly title: string;
  readonly icon: "lock" | "pause" | "done" | "back";
  readonly main: Html;
  /** Elements for <head>; scripts and styles in it carry `nonce`. */
  readonly head?: Html;
  readonly nonce: string;
  /** Extra Content-Security-Policy directives; without them nothing but the own style is allowed. */
  readonly policy?: string;
  readonly headers?: readonly (readonly [string, string])[];
  /** Instead of the frame's own last line. */
  readonly footer?: string;
}

/** A nonce for the page's Content-Security-Policy: 128 bits. */
export function pageNonce(random: Random): string {
  return Buffer.from(random.bytes(16)).toString("base64");
}

export function pageReply(parts: PageParts): Reply {
  const policy = `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'nonce-${parts.nonce}'; ${parts.policy ?? "form-action 'none'"}`;
  return {
    status: parts.status,
    headers: [
      ["Content-Type", "text/html; charset=utf-8"],
      ["Cache-Control", "no-store"],
      ["Content-Language", parts.language],
      ["Vary", "Accept-Language"],
      ["Content-Security-Policy", policy],
      ["Referrer-Policy", "same-origin"],
      ["X-Content-Type-Options", "nosniff"],
      ...(parts.headers ?? []),
    ],
    body: document(parts),
  };
}

function document(parts: PageParts): string {
  const { language, shop } = parts;
  const title = escapeHtml(parts.title);
  const name = escapeHtml(shop.shopName);
  const nonce = escapeHtml(parts.nonce);
  return markup`<!doctype html>
    <html lang="${language as string as Html}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} | ${name}</title>
        <style nonce="${nonce}">
          ${STYLE}
        </style>
        ${parts.head ?? ("" as Html)}
      </head>
      <body>
        <div class="sheet">
          <header><p class="shop">${name}</p></header>
          <main>
            <div class="icon ${parts.icon as string as Html}" aria-hidden="true">${ICONS[parts.icon]}</div>
            <h1>${title}</h1>
            ${parts.main}
          </main>
          <footer><p>${escapeHtml(parts.footer ?? say(WORDS, language, "footer"))}</p></footer>
        </div>
      </body>
    </html> `;
}

/** Stroke icons drawn for this page. */
const ICONS = {
  lock: `<svg viewBox="0 0 24 24"><rect x="5" y="11" width="14" height="9" rx="2.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/></svg>`,
  pause: `<svg viewBox="0 0 24 24"><rect x="3" y="6" width="18" height="13" rx="2.5"/><path d="M3 10.5h18M10 14v2.5M14 14v2.5"/></svg>`,
  done: `<svg viewBox="0 0 24 24"><path d="M5 12.5l4.5 4.5L19 7.5"/></svg>`,
  back: `<svg viewBox="0 0 24 24"><path d="M10 6l-6 6 6 6M4 12h16"/></svg>`,
} as Readonly<Record<PageParts["icon"], Html>>;

const STYLE = `
:root{--paper:#f4f3ef;--card:#fff;--ink:#23272e;--soft:#5b626d;--line:#e4e2db;--tone:#2f5d62;--tint:#e8f0ef;--on:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#15181b;--card:#1e2327;--ink:#e9ebec;--soft:#a4adb3;--line:#323a40;--tone:#8fc6c4;--tint:#263536;--on:#10201f}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font-size:16px;-webkit-text-size-adjust:100%}
body{margin:0;font-family:system-ui,-apple-system,"Hiragino Sans","Hiragino Kaku Gothic ProN","Noto Sans JP","Noto Sans CJK JP","Yu Gothic UI",Meiryo,sans-serif;line-height:1.8}
.sheet{min-height:100vh;min-height:100svh;display:flex;flex-direction:column;align-items:center;justify-content:center;padding:24px 16px}
header,footer{width:100%;max-width:34rem;text-align:center}
.shop{margin:0 0 16px;font-weight:600;letter-spacing:.04em;overflow-wrap:anywhere}
main{width:100%;max-width:34rem;background:var(--card);border:1px solid var(--line);border-radius:16px;padding:36px 40px 32px;box-shadow:0 1px 2px rgba(0,0,0,.04),0 12px 32px rgba(0,0,0,.05)}
.icon{width:52px;height:52px;border-radius:50%;background:var(--tint);color:var(--tone);display:grid;place-items:center;margin:0 auto 16px}
.icon svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
h1{font-size:1.375rem;line-height:1.5;margin:0 0 12px;text-align:center;text-wrap:balance;word-break:auto-phrase}
p{margin:0 0 12px}
main p,footer p,.status{word-break:auto-phrase}
.note{margin:16px 0 0;text-align:center}
main>:last-child{margin-bottom:0}
.soft{color:var(--soft);font-size:.9375rem}
.status{display:flex;align-items:center;justify-content:center;gap:12px;min-height:56px;margin:20px 0 16px;padding:12px 16px;border-radius:12px;background:var(--tint);font-weight:600;line-height:1.5}
.spin{flex:none;width:20px;height:20px;border-radius:50%;border:2.5px solid var(--line);border-top-color:var(--tone);animation:turn 1s linear infinite}
[data-state=verified] .spin,[data-state=error] .spin{display:none}
@keyframes turn{to{transform:rotate(360deg)}}
@media (prefers-reduced-motion:reduce){.spin{animation-duration:4s}}
.button{display:block;width:100%;min-height:52px;padding:12px 20px;border:0;border-radius:12px;background:var(--tone);color:var(--on);font:inherit;font-weight:600;line-height:1.5;text-align:center;text-decoration:none;cursor:pointer}
.help{margin-top:20px}
.help summary{display:block;padding:8px;color:var(--soft);font-size:.9375rem;text-align:center;text-decoration:underline;text-underline-offset:3px;cursor:pointer;list-style:none}
.help summary::-webkit-details-marker{display:none}
.help .ways{margin-top:8px}
#status:not([data-state=error])~.button{background:transparent;color:var(--tone);box-shadow:inset 0 0 0 1.5px var(--tone)}
.button:hover{filter:brightness(1.08)}
a{color:var(--tone);text-underline-offset:3px}
a:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid var(--tone);outline-offset:3px}
.ways{margin-top:24px;padding-top:20px;border-top:1px solid var(--line)}
.ways h2{font-size:1rem;margin:0 0 8px}
.ways ul{list-style:none;margin:0;padding:0}
.ways li{padding:12px 0;word-break:auto-phrase;border-bottom:1px solid var(--line)}
.ways li:last-child{border-bottom:0;padding-bottom:0}
.ways a{display:inline-block;min-height:28px}
.ways a.line{margin:8px 0 4px;padding:8px 18px;border:1.5px solid var(--tone);border-radius:10px;font-weight:600;line-height:1.5;text-decoration:none}
.ways a.line:hover{background:var(--tint)}
.pay{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0 4px}
.pay span{background:var(--tint);border-radius:999px;padding:2px 14px;font-size:.9375rem}
.ways a.tel{font-size:1.25rem;font-weight:600;letter-spacing:.03em;font-variant-numeric:tabular-nums;text-decoration:none}
footer{margin-top:20px}
footer p{color:var(--soft);font-size:.8125rem;margin:0}
altcha-widget,[hidden]{display:none!important}
@media (max-width:480px){.sheet{justify-content:flex-start;padding:20px 12px}main{padding:28px 20px 24px}h1{font-size:1.25rem}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#999;--tone:#000;--tint:#fff;--on:#fff}.sheet{min-height:0;justify-content:flex-start;padding:0}main{border-radius:0;box-shadow:none;break-inside:avoid}.icon,.button,form{display:none}.ways a[href^=http]::after{content:" " attr(href);font-weight:400;overflow-wrap:anywhere}}
` as Html;

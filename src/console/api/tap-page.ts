// The page behind a message's one-tap link: plain HTML without scripts, for any phone. Opening it changes nothing (mail
// scanners open links too); its one button takes the alert. It says the same of every link that does not work.

import { createHash } from "node:crypto";
import { escapeHtml, say, type Language } from "../../kernel/index.ts";
import type { AlertTaps, TapView } from "../ports.ts";
import type { LinkLimiter } from "./limiter.ts";
import { recorded, type Recording } from "./recorded.ts";
import { tapWords } from "./tap-words.ts";

export interface TapPage {
  show(token: string, address: string, language: Language): Promise<Response>;
  /** Takes the alert and shows the page again, so that reloading it sends nothing twice. */
  take(token: string, address: string, language: Language): Promise<Response>;
}

export interface TapWiring extends Recording {
  readonly taps?: AlertTaps;
  readonly limiter: LinkLimiter;
}

const STYLE = `
:root { color-scheme: light dark }
* { box-sizing: border-box }
body { margin: 0; font: 17px/1.7 -apple-system, "Hiragino Sans", "Noto Sans JP", Roboto, sans-serif;
  color: #22282d; background: #f5f6f5; overflow-wrap: anywhere }
main { max-width: 34rem; margin: 0 auto; padding: 1rem 1.1rem 2.5rem }
.shop { margin: 0; color: #5c666e; font-size: .85rem }
h1 { font-size: 1.25rem; line-height: 1.5; margin: .3rem 0 1rem }
.card { background: #fff; border: 1px solid #e2e5e6; border-radius: 12px; padding: .3rem 1rem }
.card p { margin: .7rem 0 }
.state { margin: 1.1rem 0 .8rem; padding: .8rem 1rem; border-radius: 12px; background: #fdeeec; color: #8c1d18;
  font-weight: 600 }
.state.had { background: #e8f1f6; color: #165e83 }
form { margin: 0 }
button { display: block; width: 100%; min-height: 3.5rem; border: 0; border-radius: 12px; background: #165e83;
  color: #fff; font: inherit; font-size: 1.15rem; font-weight: 700 }
button:focus, a:focus { outline: 3px solid #d9b35b; outline-offset: 2px }
.hint { margin: .6rem 0 0; color: #5c666e; font-size: .85rem }
.more { margin: 1.6rem 0 0 }
.more a { display: inline-block; padding: .6rem 0; color: #165e83 }
@media (prefers-color-scheme: dark) {
  body { color: #e6e9eb; background: #15191c }
  .card { background: #1f2428; border-color: #333a40 }
  .shop, .hint { color: #a0a9b0 }
  .state { background: #3a1f1d; color: #ff9c92 }
  .state.had { background: #1b3442; color: #7fbddd }
  button { background: #7fbddd; color: #10212b }
  .more a { color: #7fbddd }
}`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");
const POLICY =
  `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; ` +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export function createTapPage(wiring: TapWiring): TapPage {
  const { taps, limiter } = wiring;
  return {
    show: async (token, address, language) => {
      if (!limiter.take(address)) return tooMany(language);
      const view = await taps?.look(token, language);
      return view === undefined
        ? gone(language)
        : page(200, viewBody(view, language), view.subject, language);
    },
    take: async (token, address, language) => {
      if (!limiter.take(address)) return tooMany(language);
      const end = await taps?.take(token, language);
      if (end === undefined) return gone(language);
      // Whether the journal could take it is in the log; the person on the phone has the alert either way.
      if (end.taken) await recorded(wiring, "alert.owned", `link:${end.view.person}`, { alert: end.alertId });
      return new Response(null, {
        status: 303,
        headers: { location: `/a/${token}`, "cache-control": "no-store" },
      });
    },
  };
}

function viewBody(view: TapView, language: Language): string {
  const { owner, person, isHis, state } = view;
  const isOwned = state === "owned";
  const who = isOwned ? (isHis ? "yours" : "theirs") : isHis ? "callingYou" : "calling";
  const tell = teller(language);
  return [
    `<p class="shop">${escapeHtml(view.shopName)}</p>`,
    `<h1>${escapeHtml(view.subject)}</h1>`,
    `<div class="card">${view.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("")}</div>`,
    `<p class="state${isOwned ? " had" : ""}" role="status">${tell(who, { owner })}</p>`,
    ...(isOwned
      ? []
      : [
          '<form method="post">',
          `<button type="submit" aria-describedby="hint">${tell("take")}</button>`,
          `<p class="hint" id="hint">${tell("takeHint", { person })}</p></form>`,
        ]),
    `<p class="more"><a href="${escapeHtml(view.consoleUrl)}">${tell("more")}</a></p>`,
  ].join("\n");
}

/** One answer for links that never were, were used up, or ran out: nobody learns which. */
function gone(language: Language): Response {
  const tell = teller(language);
  const body = [
    `<h1>${tell("gone")}</h1>`,
    `<div class="card"><p>${tell("gone.why")}</p><p>${tell("gone.do")}</p></div>`,
    `<p class="more"><a href="/">${tell("gone.console")}</a></p>`,
  ].join("\n");
  return page(404, body, say(tapWords, language, "gone"), language);
}

function tooMany(language: Language): Response {
  return page(429, `<h1>${teller(language)("slow")}</h1>`, say(tapWords, language, "slow"), language);
}

function page(status: number, body: string, title: string, language: Language): Response {
  const html =
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>` +
    `<body><main>\n${body}\n</main></body></html>\n`;
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "cache-control": "no-store",
      ...(status === 429 ? { "retry-after": "10" } : {}),
    },
  });
}

function teller(language: Language) {
  return (key: keyof typeof tapWords, values: Readonly<Record<string, string>> = {}): string =>
    escapeHtml(say(tapWords, language, key, values));
}

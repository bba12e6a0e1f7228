// A paper as a page anybody can put on a web server: one HTML file, nothing fetched, no scripts, readable on an old phone and on
// paper. Only for the public papers: what is for one person is mail.ts or letters.ts.

import { escapeHtml, type Language } from "../../../kernel/index.ts";
import type { NoticePaper } from "../contract.ts";
import { blocksHtml } from "./mail.ts";

export interface PageShop {
  readonly name: string;
  readonly url: string;
}

/** The shop is named below and led back to where its address is one of the web. */
export function renderPage(paper: NoticePaper, language: Language, shop: PageShop): string {
  const title = escapeHtml(paper.subject);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${blocksHtml(paper.blocks, 2)}
</main>
<footer>${footer(shop)}</footer>
</body>
</html>
`;
}

function footer({ name, url }: PageShop): string {
  const said = escapeHtml(name);
  return /^https?:\/\//i.test(url) ? `<a href="${escapeHtml(url)}">${said}</a>` : said;
}

/** The reader's own fonts and colours of paper; dark only where the reader's device is. */
const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 42em; font-family: sans-serif; line-height: 1.8; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.5; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #8888; }
li { margin: .4rem 0; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8888; padding: .3rem .6rem; text-align: left; vertical-align: top; }
footer { margin-top: 3rem; border-top: 1px solid #8888; padding-top: 1rem; }
@media print { body { padding: 0; max-width: none; } h2 { break-after: avoid; } }
`;

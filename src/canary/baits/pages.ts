// The two pages of the bait's back office: a sign-in and a list to take. They are read by intruders, so they say what such pages say
// everywhere and stand outside the catalogue.

import { escapeHtml } from "../../kernel/index.ts";

export function doorPage(shopName: string): string {
  return page(
    shopName,
    `<form method="post"><p><label>ID <input name="login_id" autocomplete="off"></label></p>
<p><label>Password <input name="password" type="password" autocomplete="off"></label></p>
<p><button>LOGIN</button></p></form>`,
  );
}

export function insidePage(shopName: string, listPath: string): string {
  return page(shopName, `<h2>Backup</h2>\n<ul><li><a href="${listPath}">customers.csv</a></li></ul>`);
}

function page(shopName: string, body: string): string {
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>${escapeHtml(shopName)} ADMIN</title></head>
<body><h1>${escapeHtml(shopName)} ADMIN</h1>
${body}
</body></html>
`;
}

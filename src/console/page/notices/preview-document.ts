// Makes a preview fit to be shown inside the console: a framed document obeys the console's own policy, which takes no styles
// from attributes, so they become rules of one stylesheet that carries the page's nonce. Pure.

const TAG = /<[a-z][^<>]*>/gi;
const STYLE = /\sstyle="([^"]*)"/i;

/** `html`: a whole document of the desk's own, where texts are escaped, so a "<" opens a tag and nothing else. */
export function previewDocument(html: string, nonce: string): string {
  const classes = new Map<string, string>();
  const classed = html.replaceAll(/<style\b[^>]*>/gi, `<style nonce="${nonce}">`).replaceAll(TAG, (tag) => {
    const style = STYLE.exec(tag)?.[1];
    if (style === undefined) return tag;
    const name = classes.get(style) ?? `misemori-${classes.size}`;
    classes.set(style, name);
    const has = /\sclass="([^"]*)"/i.exec(tag)?.[1];
    const bare = tag.replace(STYLE, "");
    return has === undefined
      ? bare.replace(/^<[a-z][a-z0-9]*/i, (open) => `${open} class="${name}"`)
      : bare.replace(/\sclass="[^"]*"/i, () => ` class="${has} ${name}"`);
  });
  if (classes.size === 0) return classed;
  const rules = [...classes].map(([style, name]) => `.${name}{${meant(style)}}`).join("\n");
  const sheet = `<style nonce="${nonce}">\n${rules}\n</style>`;
  return /<\/head>/i.test(classed) ? classed.replace(/<\/head>/i, () => `${sheet}</head>`) : sheet + classed;
}

/** An attribute's writing as CSS; nothing in it can end the rule or the sheet. */
function meant(style: string): string {
  return style
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replaceAll(/[<>{}]/g, "");
}

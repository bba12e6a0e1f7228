// What a shop's pages say of its versions: headers, generator tags, the addresses of scripts and styles. Little, and never a patch
// level of EC-CUBE: what lies on disk counts more.

import type { Component } from "./contract.ts";

/** A page as it was fetched; status 0: it was not reached. */
export interface SeenPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export function componentsOnPage(page: SeenPage, url: string): Component[] {
  if (page.status === 0) return [];
  const found: Component[] = [];
  const add = (name: string, version: string | null): void => {
    if (!found.some((one) => one.name === name)) found.push({ name, version, path: url });
  };
  for (const header of ["server", "x-powered-by"].map((name) => textOf(page, name))) {
    for (const [, name = "", version] of (header ?? "")
      .slice(0, 400)
      .matchAll(/([A-Za-z][\w.-]{0,40})(?:\/([\d][\w.+~-]{0,40}))?(?:\s|$|,)/g)) {
      if (
        /^(?:php|nginx|apache|openssl|lighttpd|openresty|litespeed|iis|microsoft-iis|asp\.net)$/i.test(name)
      )
        add(`http/${name.toLowerCase()}`, version ?? null);
    }
  }
  const generators = page.body.matchAll(
    /<meta[^>]{0,200}name=["']generator["'][^>]{0,200}content=["']([A-Za-z][\w ]{0,40}?)\s+([\d][\w.-]{0,40})["']/gi,
  );
  for (const [, name = "", version = ""] of generators) add(nameOf(name), version);
  for (const { name, version } of pluginsIn(page.body)) add(name, version);
  if (/<meta[^>]{0,200}name=["']eccube-csrf-token["']|assets\/js\/eccube\.js/i.test(page.body))
    add("http/ec-cube-4", null);
  else if (/ECSESSID=/.test(textOf(page, "set-cookie")) || /["'/]js\/eccube\.js/i.test(page.body))
    add("http/ec-cube-2", null);
  if (/data-mage-init|\/static\/version\d+\/frontend\//i.test(page.body)) add("http/magento", null);
  return found;
}

function nameOf(generator: string): string {
  const name = generator.trim().toLowerCase().replaceAll(" ", "-");
  return name === "woocommerce" ? "http/wordpress-plugin/woocommerce" : `http/${name}`;
}

/** Looked at on one page; a shop's page names some dozens. */
const ADDRESSES_MAX = 500;
const PLUGINS_MAX = 100;
const PLUGIN = /\/wp-content\/plugins\/([a-z0-9][a-z0-9_-]{0,60})\//;
/** Built with WordPress itself; the libraries beside them have numbers of their own. */
const CORE = /\/wp-includes\/(?:css|js)\/dist\//;

/** By the addresses of their files: WordPress writes the version behind each, the plugin's own or else its own. */
function pluginsIn(body: string): readonly { readonly name: string; readonly version: string | null }[] {
  const seen = new Map<string, Map<string, number>>();
  let left = ADDRESSES_MAX;
  for (const [, address = ""] of body.matchAll(/\b(?:src|href)=["']([^"'<>\s]{1,600})["']/gi)) {
    if ((left -= 1) < 0) break;
    const plugin = PLUGIN.exec(address)?.[1];
    const name =
      plugin === undefined
        ? CORE.test(address)
          ? "http/wordpress"
          : undefined
        : `http/wordpress-plugin/${plugin}`;
    if (name === undefined || (!seen.has(name) && seen.size >= PLUGINS_MAX)) continue;
    const versions = seen.get(name) ?? new Map<string, number>();
    seen.set(name, versions);
    const version = /[?&;]ver=(\d[\w.-]{0,40})/.exec(address)?.[1];
    if (version !== undefined) versions.set(version, (versions.get(version) ?? 0) + 1);
  }
  const core = mostOf(seen.get("http/wordpress"));
  return [...seen].map(([name, versions]) => {
    const version = mostOf(versions);
    // A plugin that gives none gets WordPress's.
    return { name, version: name !== "http/wordpress" && version === core ? null : version };
  });
}

/** The one most files have; null where libraries with other numbers outweigh it. */
function mostOf(versions: ReadonlyMap<string, number> | undefined): string | null {
  const all = [...(versions ?? [])].sort(([, a], [, b]) => b - a);
  const [first] = all;
  const count = all.reduce((sum, [, one]) => sum + one, 0);
  return first !== undefined && first[1] * 2 > count ? first[0] : null;
}

function textOf({ headers }: SeenPage, name: string): string {
  const value = headers[name] ?? "";
  return typeof value === "string" ? value : value.join(", ");
}

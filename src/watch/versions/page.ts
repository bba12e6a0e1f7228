// What a shop's front page says of its versions. Little, and never a patch level: what lies on disk counts more.

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
  for (const [, name = "", version = ""] of generators)
    add(`http/${name.toLowerCase().replaceAll(" ", "-")}`, version);
  if (/<meta[^>]{0,200}name=["']eccube-csrf-token["']|assets\/js\/eccube\.js/i.test(page.body))
    add("http/ec-cube-4", null);
  else if (/ECSESSID=/.test(textOf(page, "set-cookie")) || /["'/]js\/eccube\.js/i.test(page.body))
    add("http/ec-cube-2", null);
  if (/data-mage-init|\/static\/version\d+\/frontend\//i.test(page.body)) add("http/magento", null);
  return found;
}

function textOf({ headers }: SeenPage, name: string): string {
  const value = headers[name] ?? "";
  return typeof value === "string" ? value : value.join(", ");
}

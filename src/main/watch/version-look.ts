// One look at what a shop is made of in the running guard: its folders and the machine's packages aside, then its own pages, politely.

import type { LoadedConfig } from "../../config/index.ts";
import type { Clock } from "../../kernel/index.ts";
import { componentsOnPage, findAside, mergeComponents, type Component } from "../../watch/index.ts";
import { fetchShopPage } from "../gate/fetch-page.ts";
import { treesOf } from "./file-settings.ts";

export interface SeenVersions {
  readonly atMs: number;
  readonly components: readonly Component[];
  readonly lastUpdateMs: number | null;
  /** None of the shop's folders could be read. */
  readonly unread: boolean;
}

export interface VersionLookTools {
  readonly current: () => LoadedConfig;
  readonly clock: Clock;
  readonly gone: AbortSignal;
  readonly fetchPage?: typeof fetchShopPage;
  readonly systemRoot?: string;
}

/** One after the other, once a day: a shop does not feel it. */
const PAGES_MAX = 5;

export async function lookAtShopParts(tools: VersionLookTools): Promise<SeenVersions> {
  const { current, clock, gone, systemRoot = "/" } = tools;
  const loaded = current();
  const paths = treesOf(loaded).map(({ path }) => path);
  const found = await findAside({ paths, systemRoot }, gone);
  const pages = await partsOnPages(loaded, tools);
  return {
    atMs: clock.nowMs(),
    components: mergeComponents(found.components ?? [], pages),
    lastUpdateMs: found.lastUpdateMs,
    unread: found.components === null,
  };
}

async function partsOnPages(
  { config }: LoadedConfig,
  { gone, fetchPage = fetchShopPage }: VersionLookTools,
): Promise<readonly Component[]> {
  const urls = [...new Set([config.shop.url, ...config.watch.pages.map(({ url }) => url)])];
  const found: Component[] = [];
  const add = (one: Component): void => {
    const index = found.findIndex(({ name }) => name === one.name);
    if (index < 0) found.push(one);
    else if (found[index]?.version === null) found[index] = one;
  };
  for (const url of urls.slice(0, PAGES_MAX)) {
    if (gone.aborted) break;
    const { pathname, search } = new URL(url);
    componentsOnPage(await fetchPage(url, `${pathname}${search}`, gone), url).forEach(add);
  }
  if (found.some(({ name, version }) => name === "http/magento" && version === null) && !gone.aborted) {
    // Magento's own answer to this question: the line only, such as 2.4.
    const { status, body } = await fetchPage(config.shop.url, "/magento_version", gone);
    const version = status === 200 ? /^Magento\/(\d+\.\d+)\b/.exec(body)?.[1] : undefined;
    if (version !== undefined) add({ name: "http/magento", version, path: config.shop.url });
  }
  return found;
}

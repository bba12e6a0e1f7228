// The acts of `misemori watch`, on the real clock and disk.

import type { WatchActs } from "../cli/index.ts";
import { fine, refuse, say, systemClock } from "../kernel/index.ts";
import { ADVISORIES, lookAtVersions, openYaraRules, scanShop } from "../watch/index.ts";
import { fetchShopPage } from "./fetch-page.ts";
import { createWatchFilesActs } from "./watch-files.ts";
import { MAIN_WORDS } from "./words.ts";

export function createWatchActs(): WatchActs {
  return {
    ...createWatchFilesActs(),
    watchScan: async ({ rulesFolder, ...request }) => {
      const rules = rulesFolder === null ? fine(null) : await openYaraRules(rulesFolder, request.language);
      if (!rules.ok) return rules;
      return fine(await scanShop({ ...request, foreignRules: rules.value, clock: systemClock() }));
    },
    watchVersions: async ({ path, url, language, gone }) => {
      const page = url === null ? null : await fetchShopPage(url, "/");
      const report = lookAtVersions({ path, systemRoot: "/", url, page, advisories: ADVISORIES, gone });
      if (report !== null) return fine(report);
      const t = (key: "watchNoFolder" | "watchNoFolderHint"): string =>
        say(MAIN_WORDS, language, key, { path });
      return refuse("usage.path", t("watchNoFolder"), t("watchNoFolderHint"));
    },
  };
}

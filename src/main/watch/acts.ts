// The acts of `misemori watch`, on the real clock and disk.

import type { WatchActs } from "../../cli/index.ts";
import { fine, refuse, say, systemClock } from "../../kernel/index.ts";
import { lookAtVersions, NO_UPDATES, openYaraRules, readUpdateBook, scanShop } from "../../watch/index.ts";
import { fetchShopPage } from "../gate/fetch-page.ts";
import { createWatchFilesActs } from "./file-acts.ts";
import { advisoriesIn } from "./version-acts.ts";
import { MAIN_WORDS } from "../words.ts";

export function createWatchActs(): WatchActs {
  return {
    ...createWatchFilesActs(),
    watchScan: async ({ rulesFolder, ...request }) => {
      const rules = rulesFolder === null ? fine(null) : await openYaraRules(rulesFolder, request.language);
      if (!rules.ok) return rules;
      return fine(await scanShop({ ...request, foreignRules: rules.value, clock: systemClock() }));
    },
    watchVersions: async ({ path, url, recordsFolder, language, gone }) => {
      const page = url === null ? null : await fetchShopPage(url, "/");
      const advisories = await advisoriesIn(recordsFolder);
      const book = (recordsFolder === null ? NO_UPDATES : await readUpdateBook(recordsFolder)) ?? NO_UPDATES;
      const nowMs = systemClock().nowMs();
      const report = lookAtVersions({ path, systemRoot: "/", url, page, advisories, book, nowMs, gone });
      if (report !== null) return fine(report);
      const t = (key: "watchNoFolder" | "watchNoFolderHint"): string =>
        say(MAIN_WORDS, language, key, { path });
      return refuse("usage.path", t("watchNoFolder"), t("watchNoFolderHint"));
    },
  };
}

// The acts of `misemori watch`, on the real clock and disk.

import type { CliActs } from "../cli/index.ts";
import { fine, systemClock } from "../kernel/index.ts";
import { openYaraRules, scanShop } from "../watch/index.ts";

export function createWatchActs(): Pick<CliActs, "watchScan"> {
  return {
    watchScan: async ({ rulesFolder, ...request }) => {
      const rules = rulesFolder === null ? fine(null) : await openYaraRules(rulesFolder, request.language);
      if (!rules.ok) return rules;
      return fine(await scanShop({ ...request, foreignRules: rules.value, clock: systemClock() }));
    },
  };
}

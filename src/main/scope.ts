// The act of `misemori incident scope`, on the real clock and disk.

import type { CliActs } from "../cli/index.ts";
import { compareScope, runScope } from "../desk/index.ts";
import { openShopRows } from "../store/index.ts";
import { plantedIn } from "./planted.ts";
import { fine, MisemoriError, refuse, systemClock } from "../kernel/index.ts";

export function createScopeActs(): Pick<CliActs, "scopeIncident"> {
  return {
    scopeIncident: async ({ request, recordsFolder, database, earlier, language }) => {
      const tools = { clock: systemClock(), language };
      try {
        const asked = { ...request, isPlanted: await plantedIn(recordsFolder) };
        const shop = database === null ? undefined : await openShopRows(database, asked.preset);
        try {
          const whole = shop === undefined ? asked : { ...asked, shop };
          const answer = await runScope(whole, tools);
          const comparison = earlier === undefined ? null : await compareScope(earlier, answer, whole, tools);
          return fine({ answer, comparison });
        } finally {
          await shop?.close();
        }
      } catch (error) {
        if (error instanceof MisemoriError) return refuse(error.code, error.message, error.hint);
        throw error;
      }
    },
  };
}

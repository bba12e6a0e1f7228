// The act of `misemori incident scope`, on the real clock and disk, and beside a running guard where its own records are asked for.

import type { CliActs } from "../../cli/index.ts";
import { compareScope, keepRows, runScope, tablesOf, type ScopeRequest } from "../../desk/index.ts";
import { openOwnAttempts, openShopRows } from "../../store/index.ts";
import { systemClock } from "../../kernel/index.ts";
import { plantedIn } from "../canary/planted.ts";
import { openVault, told } from "./vault.ts";

type ScopeActs = Pick<CliActs, "scopeIncident">;
type Wish = Parameters<ScopeActs["scopeIncident"]>[0];

export function createScopeActs(): ScopeActs {
  return {
    scopeIncident: (wish) =>
      told(() =>
        withRows(wish, async (request) => {
          const tools = { clock: systemClock(), language: wish.language };
          const asked = { ...request, isPlanted: await plantedIn(wish.recordsFolder) };
          const answer = await runScope(asked, tools);
          const comparison =
            wish.earlier === undefined ? null : await compareScope(wish.earlier, answer, asked, tools);
          return { answer, comparison };
        }),
      ),
  };
}

/** What is to stay in a vault is copied there at once, and databases are let go before hours of logs are read. */
async function withRows<T>(wish: Wish, work: (request: ScopeRequest) => Promise<T>): Promise<T> {
  const { request, keepIn, language } = wish;
  if (keepIn === null) return whileOpen(wish, (rows) => work({ ...request, ...rows }));
  const vault = openVault(keepIn.recordsFolder, language);
  const kept = await whileOpen(wish, (rows) =>
    keepRows(vault, keepIn.incident, tablesOf(rows), request.gone),
  );
  return work({ ...request, inputs: [...request.inputs, ...kept] });
}

async function whileOpen<T>(
  { request, database, ownRecords }: Wish,
  work: (rows: Pick<ScopeRequest, "shop" | "records">) => Promise<T>,
): Promise<T> {
  const shop = database === null ? null : await openShopRows(database, request.preset);
  try {
    const records = ownRecords === null ? null : openOwnAttempts(ownRecords);
    try {
      return await work({ ...(shop === null ? {} : { shop }), ...(records === null ? {} : { records }) });
    } finally {
      records?.close();
    }
  } finally {
    await shop?.close();
  }
}

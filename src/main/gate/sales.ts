// The sales of the shop's day, out of the records of approved tries: what a budget that is a share of them grows with.

import type { Config } from "../../config/index.ts";
import { midnightOf } from "../../gate/index.ts";
import type { Clock } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";

const DAY_MS = 24 * 3_600_000;

export interface SalesTools {
  readonly config: () => Config;
  readonly store: Store;
  readonly clock: Clock;
}

/** `count` reads the records; only where the budget hangs on it. */
export function countSales({ config, store, clock }: SalesTools): {
  readonly todayYen: () => number;
  readonly count: () => Promise<void>;
} {
  let todayYen = 0;
  return {
    todayYen: () => todayYen,
    count: async () => {
      if (config().budget.salesShare === undefined) return;
      const midnightMs = midnightOf(clock.nowMs(), config().shop.timezone);
      todayYen = await salesSince(store, midnightMs, clock.nowMs());
    },
  };
}

async function salesSince(store: Store, fromMs: number, toMs: number): Promise<number> {
  const sums = await store.attempts.sums({ fromMs, toMs, bucketMs: DAY_MS });
  return sums.reduce((total, sum) => total + sum.salesYen, 0);
}

// The looks at pages as the guard opens them: what is believed before the gate listens, the rounds after the alerts are there.

import type { Config, LoadedConfig } from "../../config/index.ts";
import type { GateSettings } from "../../gate/index.ts";
import type { Clock } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import type { PageDesk } from "../../watch/index.ts";
import { runEvery } from "../chores.ts";
import { cspPlan } from "../gate/csp.ts";
import { openPageApprovals, type PageApprovals } from "./page-approvals.ts";
import { lookInChild } from "./page-look.ts";
import { namesOf, openPageWatch, type PageWatchTools } from "./page-schedule.ts";

/** An approval written by the command line takes effect within this. */
const TICK_MS = 5_000;

export async function openBelievedPages(
  loaded: LoadedConfig,
  store: Store,
  clock: Clock,
): Promise<PageApprovals> {
  const { recordsFolder, config } = loaded;
  const approvals = openPageApprovals({ recordsFolder, entries: store.journal, clock });
  await approvals.refresh(namesOf(config.watch));
  return approvals;
}

/** What the gate puts on pages now; undefined: nothing. */
export function policyFromPages(config: Config, approvals: PageApprovals): GateSettings["csp"] {
  const { page } = config.watch.csp;
  return cspPlan(config, page === undefined ? null : approvals.of(page).approval).settings;
}

export async function startPageWatch(
  tools: Omit<PageWatchTools, "look">,
): Promise<{ readonly desk: PageDesk; close(): Promise<void> }> {
  const watch = await openPageWatch({ ...tools, look: lookInChild(tools.clock) });
  const stop = runEvery(tools.log, [{ everyMs: TICK_MS, name: "watch.pages", run: watch.tick }]);
  return {
    desk: watch.desk,
    close: async () => {
      stop();
      await watch.close();
    },
  };
}

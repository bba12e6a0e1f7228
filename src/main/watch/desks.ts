// The desks of the watch in the running guard, as the console asks them: pages and versions, opened and closed together.

import type { PageDesk, VersionDesk } from "../../watch/index.ts";
import { startPageWatch } from "./page-guard.ts";
import { startVersionWatch, type VersionWatchTools } from "./version-watch.ts";

export interface WatchDesks {
  readonly pages: PageDesk;
  readonly versions: VersionDesk;
}

export async function openWatchDesks(
  ground: Parameters<typeof startPageWatch>[0] & VersionWatchTools,
): Promise<{ readonly desks: WatchDesks; close(): Promise<void> }> {
  const pages = await startPageWatch(ground);
  const versions = startVersionWatch(ground);
  return {
    desks: { pages: pages.desk, versions: versions.desk },
    close: async () => {
      await versions.close();
      await pages.close();
    },
  };
}

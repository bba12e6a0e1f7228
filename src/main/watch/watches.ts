// All kinds of watch as the guard opens them: what people may ask of each, and when each begins.

import type { FileDesk, PageDesk, VersionDesk } from "../../watch/index.ts";
import { createWatchGuard } from "./file-guard.ts";
import { startPageWatch } from "./page-guard.ts";
import { startVersionWatch } from "./version-watch.ts";

export interface Watches {
  /** What the console asks. */
  readonly desks: { readonly pages: PageDesk; readonly files: FileDesk; readonly versions: VersionDesk };
  /** The files' thread, once people can be told of what it finds. @returns the way to end it. */
  begin(): Promise<() => Promise<void>>;
  /** Ends the looks at pages and versions. */
  close(): Promise<void>;
}

export async function openWatches(
  tools: Parameters<typeof startPageWatch>[0] &
    Parameters<typeof startVersionWatch>[0] &
    Parameters<typeof createWatchGuard>[0],
): Promise<Watches> {
  const pages = await startPageWatch(tools);
  const versions = startVersionWatch(tools);
  const files = createWatchGuard(tools);
  return {
    desks: { pages: pages.desk, files: files.desk, versions: versions.desk },
    begin: files.begin,
    close: async () => {
      await versions.close();
      await pages.close();
    },
  };
}

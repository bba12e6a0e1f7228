// The thread that looks for a shop's parts on disk: thousands of folders are read in one go, which must not hold up the house's
// own thread. Started by find-aside.ts, ends when it has answered.

import { parentPort, workerData } from "node:worker_threads";
import type { FoundParts, FindWish } from "./find-aside.ts";
import { findOnDisk } from "./look.ts";
import { lastSystemUpdateMs } from "./system-updates.ts";

const { paths, systemRoot } = workerData as FindWish;
parentPort?.postMessage({
  components: findOnDisk(paths, systemRoot, new AbortController().signal),
  lastUpdateMs: lastSystemUpdateMs(systemRoot),
} satisfies FoundParts);

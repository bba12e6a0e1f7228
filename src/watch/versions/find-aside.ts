// Looks for a shop's parts on disk in a thread of its own and gives what it found.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Component } from "./contract.ts";

export interface FindWish {
  /** Folders of shops; none is fine. */
  readonly paths: readonly string[];
  /** Where the machine's own packages stand. */
  readonly systemRoot: string;
}

export interface FoundParts {
  /** Null: none of the folders can be read. */
  readonly components: readonly Component[] | null;
  /** When this machine's packages were last upgraded; null: it has no record of it. */
  readonly lastUpdateMs: number | null;
}

/** Rejects when the thread fails, or is ended by `gone`. */
export async function findAside(wish: FindWish, gone: AbortSignal): Promise<FoundParts> {
  const worker = new Worker(threadUrl(), { workerData: wish, name: "versions" });
  try {
    const [found] = (await once(worker, "message", { signal: gone })) as [FoundParts];
    return found;
  } finally {
    await worker.terminate();
  }
}

/** From source Node strips the types; in the published package the same file is plain JavaScript. */
function threadUrl(): URL {
  const file = import.meta.url.endsWith(".ts") ? "./find-thread.ts" : "./find-thread.js";
  return new URL(file, import.meta.url);
}

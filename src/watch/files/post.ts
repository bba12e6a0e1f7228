// Starts the watching thread and takes what it tells; a thread that dies is started again.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Clock } from "../../kernel/index.ts";
import type { SentrySettings, SentryWord } from "./sentry.ts";

export interface PostOrder {
  /** Holds the key that signs manifests. */
  readonly keyFile: string;
  readonly sentries: readonly SentrySettings[];
}

/** What the thread is asked for while it watches. */
export type PostAsk = "stop" | { readonly check: string };

export type PostWord = SentryWord | { readonly kind: "fell"; readonly tree: string; readonly error: string };

export interface WatchPost {
  /** Has every file of a tree read again; what is found is told as always. False: the thread is not there just now. */
  check(tree: string): boolean;
  close(): Promise<void>;
}

const AGAIN_MS = 5_000;
/** Whoever closes waits so long for a tidy end. */
const CLOSE_MS = 5_000;

export function openWatchPost(order: PostOrder, clock: Clock, onWord: (word: PostWord) => void): WatchPost {
  const closing = new AbortController();
  let thread: Worker | null = null;
  const keep = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const worker = new Worker(threadUrl(), { workerData: order, name: "watch" });
      thread = worker;
      worker.on("message", onWord);
      try {
        // Rejects when the thread dies of an error.
        await once(worker, "exit");
      } catch (error) {
        onWord({ kind: "fell", tree: "", error: error instanceof Error ? error.message : String(error) });
      }
      thread = null;
      if ((await clock.sleep(AGAIN_MS, closing.signal)) === "aborted") return;
    }
  };
  const kept = keep();
  return {
    check: (tree) => {
      thread?.postMessage({ check: tree } satisfies PostAsk);
      return thread !== null;
    },
    close: async () => {
      closing.abort();
      thread?.postMessage("stop" satisfies PostAsk);
      const ended = new AbortController();
      const tooLate = clock.sleep(CLOSE_MS, ended.signal).then(async () => void (await thread?.terminate()));
      await kept;
      ended.abort();
      await tooLate;
    },
  };
}

/** From source Node strips the types; in the published package the same file is plain JavaScript. */
function threadUrl(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./thread.ts" : "./thread.js", import.meta.url);
}

// Starts the watching thread and takes what it tells; a thread that dies is started again.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Clock } from "../../kernel/index.ts";
import type { BrokenRules } from "../scan/yara.ts";
import { THREAD_MEMORY } from "./contract.ts";
import type { SentrySettings, SentryWord } from "./sentry-contract.ts";

export interface PostOrder {
  /** Holds the key that signs manifests. */
  readonly keyFile: string;
  readonly sentries: readonly SentrySettings[];
  /** Rules of others that judge beside our own; null: none. */
  readonly rulesFolder: string | null;
  /** By tree: the hash of its manifest that the journal names last; null: it names none. */
  readonly approved: Readonly<Record<string, string | null>>;
}

export type PostWord =
  | SentryWord
  | { readonly kind: "fell"; readonly tree: string; readonly error: string }
  /** The rules' folder was compiled: how many files are used, and the first of those that are not. */
  | {
      readonly kind: "rules";
      readonly used: number;
      readonly brokenCount: number;
      readonly broken: readonly BrokenRules[];
    };

export interface WatchPost {
  /** Has every file of a tree read again; what is found is told as always. False: the thread is not there just now. */
  check(tree: string): boolean;
  /** The journal names other manifests now. */
  approved(hashes: PostOrder["approved"]): void;
  close(): Promise<void>;
}

/** What the thread is told. */
export type PostCall = "stop" | { readonly check: string } | Pick<PostOrder, "approved">;

const AGAIN_MS = 5_000;
/** Whoever closes waits so long for a tidy end. */
const CLOSE_MS = 5_000;

export function openWatchPost(order: PostOrder, clock: Clock, onWord: (word: PostWord) => void): WatchPost {
  const closing = new AbortController();
  let thread: Worker | null = null;
  let { approved } = order;
  const keep = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const worker = new Worker(threadUrl(), {
        workerData: { ...order, approved },
        name: "watch",
        resourceLimits: THREAD_MEMORY,
      });
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
      thread?.postMessage({ check: tree } satisfies PostCall);
      return thread !== null;
    },
    approved: (hashes) => {
      approved = hashes;
      thread?.postMessage({ approved } satisfies PostCall);
    },
    close: async () => {
      closing.abort();
      thread?.postMessage("stop" satisfies PostCall);
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

// What people have done to a watched tree from the console: it may read the whole shop, so it runs in a thread of its own (job-thread.ts)
// and says how far it is.

import { Worker } from "node:worker_threads";
import { fine, type Outcome } from "../../kernel/index.ts";
import type { Language } from "../../kernel/index.ts";
import type { Approved } from "./approve.ts";
import { THREAD_MEMORY, type Difference, type TreeSettings } from "./contract.ts";
import type { Explanation } from "./explain.ts";
import type { Quarantined } from "./quarantine.ts";
import type { ApproveWish } from "./tree.ts";

/** What each kind of job is told. */
export interface JobWishes {
  readonly baseline: Pick<ApproveWish, "by" | "why">;
  readonly approve: ApproveWish;
  readonly explain: { readonly differences: readonly Difference[] };
  /** `shown`: the content the person saw; null: what is there is no file that was read. */
  readonly quarantine: {
    readonly difference: Pick<Difference, "path" | "pathBytes">;
    readonly shown: string | null;
    readonly by: string;
    readonly why: string;
  };
  readonly restore: { readonly id: string };
}

/** What each kind ends with. */
export interface JobEnds {
  /** Null: broken off. */
  readonly baseline: Approved | null;
  readonly approve: Approved | null;
  readonly explain: readonly Explanation[];
  readonly quarantine: Quarantined;
  readonly restore: Quarantined;
}
export type JobKind = keyof JobWishes;

export interface JobOrder<K extends JobKind = JobKind> {
  readonly kind: K;
  readonly wish: JobWishes[K];
  readonly tree: TreeSettings;
  readonly recordsFolder: string;
  /** Holds the key that signs manifests. */
  readonly keyFile: string;
  /** Rules of others that judge beside our own; null: none. */
  readonly rulesFolder: string | null;
  /** The hash of the tree's manifest that the journal names last; null: it names none. */
  readonly approved: string | null;
  readonly language: Language;
}

export type JobWord =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "end"; readonly end: Outcome<JobEnds[JobKind]> };

/** So long an aborted job may take to put its things in order. */
const CLOSE_MS = 5_000;

/**
 * A refusal carries the code of what was in the way ("watch.seen", "watch.busy" …). Rejects when the thread dies of an error.
 * Aborted: nothing was approved, and what was being written is as it was.
 */
export async function runJob<K extends JobKind>(
  order: JobOrder<K>,
  gone: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<Outcome<JobEnds[K]> | "broken-off"> {
  const name = `watch ${order.kind}`;
  const worker = new Worker(threadUrl(), { workerData: order, name, resourceLimits: THREAD_MEMORY });
  let end: Outcome<JobEnds[JobKind]> | undefined;
  let late: NodeJS.Timeout | undefined;
  const stop = (): void => {
    worker.postMessage("stop");
    late = setTimeout(() => void worker.terminate(), CLOSE_MS);
  };
  if (gone.aborted) stop();
  else gone.addEventListener("abort", stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on("message", (word: JobWord) => {
        if (word.kind === "end") ({ end } = word);
        else onProgress(word.done, word.total);
      });
      worker.once("error", reject);
      worker.once("exit", () => resolve());
    });
  } finally {
    gone.removeEventListener("abort", stop);
    clearTimeout(late);
  }
  if (end === undefined || (end.ok && end.value === null)) return "broken-off";
  // The thread answers a job with the end of its kind.
  return end.ok ? fine(end.value as JobEnds[K]) : end;
}

/** From source Node strips the types; in the published package the same file is plain JavaScript. */
function threadUrl(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./job-thread.ts" : "./job-thread.js", import.meta.url);
}

// Long work on watched trees in the running guard: one at a time, in a thread of its own, in the journal when it is done. What takes
// longer than a request may goes on without whoever asked.

import type { LoadedConfig } from "../../config/index.ts";
import type { Clock } from "../../kernel/index.ts";
import {
  freeOwnLock,
  placesOf,
  runJob,
  type Approved,
  type FileFault,
  type FileWish,
  type JobEnds,
  type JobKind,
  type JobWishes,
  type TreeSettings,
  type TreeWork,
  type TreeWorkEnd,
} from "../../watch/index.ts";
import type { Log } from "../log.ts";
import type { FileBook } from "./file-book.ts";
import { rulesFolderOf, watchKeyFile } from "./file-settings.ts";
import type { ManifestHashes } from "./manifest-hashes.ts";

export interface FileJobs {
  /** What a tree is busy with by this. */
  work(tree: string): TreeWork | null;
  lastWork(tree: string): TreeWorkEnd | null;
  /** Approves; `onDone` when it came through. */
  approve<K extends "baseline" | "approve">(
    kind: K,
    tree: TreeSettings,
    wish: JobWishes[K],
    onDone: () => void,
  ): Promise<FileWish>;
  /** A short one. Rejects never: trouble nobody foresaw is logged and "failed". */
  short<K extends "explain" | "quarantine" | "restore">(
    kind: K,
    tree: TreeSettings,
    wish: JobWishes[K],
  ): Promise<{ readonly end: JobEnds[K] } | FileFault>;
  close(): Promise<void>;
}

/** A person on a phone waits so long before he is told that it goes on without him. */
const ANSWER_MS = 8_000;

const FAULTS: Readonly<Record<string, FileFault>> = {
  "watch.seen": "moved-on",
  "watch.busy": "busy",
  "watch.no-baseline": "no-baseline",
  "watch.manifest": "no-baseline",
  "watch.no-folder": "no-folder",
  "watch.no-file": "no-file",
  "watch.unknown": "unknown",
  "watch.back": "back",
  "watch.taken": "taken",
  "watch.spoilt": "spoilt",
};

/** Threads of short jobs at once; a person waits for one. */
const SHORTS_MAX = 4;

export interface FileJobsTools {
  readonly current: () => LoadedConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly book: FileBook;
  readonly hashes: ManifestHashes;
}

type Run = <K extends JobKind>(
  kind: K,
  tree: TreeSettings,
  wish: JobWishes[K],
  onProgress?: (done: number, total: number) => void,
) => Promise<{ readonly end: JobEnds[K] } | FileFault>;

export function openFileJobs(tools: FileJobsTools): FileJobs {
  const closing = new AbortController();
  const run = createRun(tools, closing.signal);
  const approvals = openApprovals(tools, run, closing.signal);
  const shorts = new Set<Promise<unknown>>();
  return {
    ...approvals,
    short: async (kind, tree, wish) => {
      if (shorts.size >= SHORTS_MAX || closing.signal.aborted) return "busy";
      const done = run(kind, tree, wish);
      shorts.add(done);
      try {
        return await done;
      } finally {
        shorts.delete(done);
      }
    },
    close: async () => {
      closing.abort();
      await Promise.all([...shorts, approvals.settled()]);
    },
  };
}

function createRun({ current, log, hashes }: FileJobsTools, gone: AbortSignal): Run {
  return async (kind, tree, wish, onProgress = () => undefined) => {
    const loaded = current();
    const { recordsFolder, config } = loaded;
    const failed = (error: string): FileFault => {
      log("error", "watch.job-failed", { kind, tree: tree.name, error });
      return "failed";
    };
    try {
      await hashes.refresh();
      const order = {
        kind,
        wish,
        tree,
        recordsFolder,
        keyFile: watchKeyFile(recordsFolder),
        rulesFolder: rulesFolderOf(loaded),
        approved: hashes.of([tree.name])[tree.name] ?? null,
        language: config.alerts.language,
      };
      const end = await runJob(order, gone, onProgress);
      if (end === "broken-off") return end;
      return end.ok ? { end: end.value } : (FAULTS[end.code] ?? failed(end.message));
    } catch (error) {
      return failed(String(error));
    }
  };
}

/** One at a time for all trees: a shop's machine is small, and each reads all of a tree. */
function openApprovals(
  { current, clock, log, book }: FileJobsTools,
  run: Run,
  gone: AbortSignal,
): Pick<FileJobs, "work" | "lastWork" | "approve"> & { settled(): Promise<unknown> } {
  const ends = new Map<string, TreeWorkEnd>();
  let running: { readonly tree: string; work: TreeWork; ended: Promise<FileFault | null> } | null = null;
  const record = async (
    kind: "baseline" | "approve",
    tree: string,
    approved: Approved,
    who: { readonly by: string; readonly why: string },
  ): Promise<FileFault | null> => {
    try {
      await book.approved(kind === "approve" ? "approved" : kind, tree, approved, who);
      return null;
    } catch (error) {
      log("error", "watch.journal-failed", { kind, tree, by: who.by, error: String(error) });
      return "unrecorded";
    }
  };
  return {
    work: (tree) => (running?.tree === tree ? running.work : null),
    lastWork: (tree) => ends.get(tree) ?? null,
    settled: async () => running?.ended,
    approve: async (kind, tree, wish, onDone) => {
      if (running !== null || gone.aborted) return "busy";
      const { name } = tree;
      freeOwnLock(placesOf(current().recordsFolder, name));
      const work = async (): Promise<FileFault | null> => {
        const done = await run(kind, tree, wish, (count, total) => {
          if (running !== null) running.work = { ...running.work, done: count, total };
        });
        const [approved, fault] = typeof done === "string" ? [null, done] : [done.end, null];
        if (approved !== null) onDone();
        const end = approved === null ? fault : await record(kind, name, approved, wish);
        running = null;
        const counts = { approved: approved?.approvedCount ?? 0, left: approved?.leftCount ?? 0 };
        ends.set(name, { kind, by: wish.by, endedAtMs: clock.nowMs(), fault: end, ...counts });
        return end;
      };
      const began = { kind, by: wish.by, startedAtMs: clock.nowMs(), done: 0, total: 0 };
      const ended = Promise.withResolvers<FileFault | null>();
      running = { tree: name, work: began, ended: ended.promise };
      void work().then(ended.resolve);
      return await answerInTime(ended.promise, clock);
    },
  };
}

async function answerInTime(ended: Promise<FileFault | null>, clock: Clock): Promise<FileWish> {
  const answered = new AbortController();
  const late = clock.sleep(ANSWER_MS, answered.signal).then(() => "running" as const);
  const first = await Promise.race([ended, late]);
  answered.abort();
  return first ?? "done";
}

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
import { watchKeyFile } from "./file-settings.ts";

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

interface Running {
  readonly tree: string;
  work: TreeWork;
  readonly ended: Promise<FileFault | null>;
}

export function openFileJobs(tools: {
  readonly current: () => LoadedConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly book: FileBook;
}): FileJobs {
  const { current, clock, log, book } = tools;
  const closing = new AbortController();
  const ends = new Map<string, TreeWorkEnd>();
  const shorts = new Set<Promise<unknown>>();
  let running: Running | null = null;
  const run = async <K extends JobKind>(
    kind: K,
    tree: TreeSettings,
    wish: JobWishes[K],
    onProgress: (done: number, total: number) => void = () => undefined,
  ): Promise<{ readonly end: JobEnds[K] } | FileFault> => {
    const { recordsFolder, config } = current();
    const order = { kind, wish, tree, recordsFolder, keyFile: watchKeyFile(recordsFolder) };
    try {
      const end = await runJob({ ...order, language: config.alerts.language }, closing.signal, onProgress);
      if (end === "broken-off") return end;
      if (end.ok) return { end: end.value };
      const fault = FAULTS[end.code] ?? "failed";
      if (fault === "failed") log("error", "watch.job-failed", { kind, tree: tree.name, error: end.message });
      return fault;
    } catch (error) {
      log("error", "watch.job-failed", { kind, tree: tree.name, error: String(error) });
      return "failed";
    }
  };
  const record = async (kind: "baseline" | "approve", tree: string, approved: Approved, who: Who) => {
    try {
      await book.approved(kind === "approve" ? "approved" : kind, tree, approved, who);
      return null;
    } catch (error) {
      log("error", "watch.journal-failed", { kind, tree, by: who.by, error: String(error) });
      return "unrecorded" as const;
    }
  };
  return {
    work: (tree) => (running?.tree === tree ? running.work : null),
    lastWork: (tree) => ends.get(tree) ?? null,
    approve: async (kind, tree, wish, onDone) => {
      if (running !== null || closing.signal.aborted) return "busy";
      const { name } = tree;
      freeOwnLock(placesOf(current().recordsFolder, name));
      const { by } = wish;
      const work = async (): Promise<FileFault | null> => {
        const done = await run(kind, tree, wish, (count, total) => {
          if (running !== null) running.work = { ...running.work, done: count, total };
        });
        const approved = typeof done === "string" ? null : done.end;
        if (approved !== null) onDone();
        const fault = approved === null ? (done as FileFault) : await record(kind, name, approved, wish);
        running = null;
        const [count, left] = [approved?.approvedCount ?? 0, approved?.leftCount ?? 0];
        ends.set(name, { kind, by, endedAtMs: clock.nowMs(), fault, approved: count, left });
        return fault;
      };
      const began = { kind, by, startedAtMs: clock.nowMs(), done: 0, total: 0 };
      const ended = Promise.withResolvers<FileFault | null>();
      running = { tree: name, work: began, ended: ended.promise };
      void work().then(ended.resolve);
      const answered = new AbortController();
      const late = clock.sleep(ANSWER_MS, answered.signal).then(() => "running" as const);
      const first = await Promise.race([ended.promise, late]);
      answered.abort();
      return first ?? "done";
    },
    short: (kind, tree, wish) => {
      const done = run(kind, tree, wish);
      shorts.add(done);
      return done.finally(() => shorts.delete(done));
    },
    close: async () => {
      closing.abort();
      await Promise.all([...shorts, running?.ended]);
    },
  };
}

interface Who {
  readonly by: string;
  readonly why: string;
}

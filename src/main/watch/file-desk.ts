// What people ask of the watched files: what waits and what changed in it, approving, windows, quarantine and the way back, a look now.

import { openSigningKey, type Journal } from "../../journal/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { Clock, Random } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import {
  addWindow,
  FILE_DESK,
  isWindow,
  listQuarantine,
  readWindows,
  type Explanation,
  type FileDesk,
  type Quarantined,
  type TreeSettings,
  type WaitingDifference,
  type WatchedTree,
} from "../../watch/index.ts";
import type { Log } from "../log.ts";
import { createFileBook, masked, type FileBook } from "./file-book.ts";
import { openFileJobs, type FileJobs } from "./file-jobs.ts";
import { treesOf, watchKeyFile } from "./file-settings.ts";
import type { FileSights } from "./file-sights.ts";
import type { ManifestHashes } from "./manifest-hashes.ts";
import { countsOf, openWaitingRoom, type WaitingRoom } from "./file-waiting.ts";

export interface FileDeskTools {
  readonly current: () => LoadedConfig;
  readonly journal: Pick<Journal, "write">;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly sights: FileSights;
  /** Has the watching thread read every file again; false: it is not there just now. */
  readonly check: (tree: string) => boolean;
  readonly hashes: ManifestHashes;
}

interface Ground extends FileDeskTools {
  readonly book: FileBook;
  readonly jobs: FileJobs;
  readonly room: WaitingRoom;
  readonly treeNamed: (name: string) => TreeSettings | undefined;
  readonly windows: FileDesk["windows"];
}

export function createFileDesk(tools: FileDeskTools): FileDesk & { close(): Promise<void> } {
  const { current, journal, clock } = tools;
  const book = createFileBook((kind, by, facts) => journal.write(kind, by, facts));
  const ground: Ground = {
    ...tools,
    book,
    jobs: openFileJobs({ ...tools, book }),
    room: openWaitingRoom(() => current().recordsFolder, clock),
    treeNamed: (name) => treesOf(current()).find((tree) => tree.name === name),
    windows: async () => readWindows(current().recordsFolder, await keyOf(current())),
  };
  return {
    ...seeing(ground),
    ...approving(ground),
    ...windowing(ground),
    ...quarantining(ground),
    close: ground.jobs.close,
  };
}

function seeing(ground: Ground): Pick<FileDesk, "list" | "differences" | "check"> {
  const { current, room, treeNamed, windows, sights } = ground;
  const explain = openExplaining(ground);
  return {
    list: async () => {
      const trees = treesOf(current());
      if (trees.length === 0) return [];
      const { list } = await windows();
      return trees.map((tree) => viewOf(tree, list, ground));
    },
    differences: async (name, { from, limit, explain: isExplained }) => {
      const tree = treeNamed(name);
      if (tree === undefined) return undefined;
      const { state, differences, revision } = room.of(name, (await windows()).list);
      const shown = differences.slice(from, from + Math.min(limit, FILE_DESK.pageMax));
      return {
        differences: isExplained ? await explain(tree, shown) : shown,
        total: differences.length,
        unlisted: state.unlisted,
        revision,
      };
    },
    check: (name, by) => {
      if (treeNamed(name) === undefined) return "unknown";
      if (sights.check(name) !== null || !ground.check(name)) return "busy";
      sights.asked(name, by);
      return "running";
    },
  };
}

function viewOf(tree: TreeSettings, windows: Parameters<WaitingRoom["of"]>[1], ground: Ground): WatchedTree {
  const { sights, jobs, room, current } = ground;
  const { name, path } = tree;
  const standing = sights.standing(name);
  const waiting = room.of(name, windows);
  const { passAtMs, fullPassAtMs, troubles } = waiting.state;
  const ends = [jobs.lastWork(name), sights.lastCheck(name)].flatMap((end) => end ?? []);
  return {
    name,
    path,
    hearing: current().config.watch.pollSeconds === undefined ? "live" : "polling",
    state: standing?.state ?? "starting",
    approval: standing?.approval ?? null,
    entries: standing?.entries ?? 0,
    files: standing?.files ?? 0,
    passAtMs,
    fullPassAtMs,
    blind: troubles.slice(0, FILE_DESK.blindMax),
    blindCount: troubles.length,
    waiting: countsOf(waiting),
    revision: waiting.revision,
    work: jobs.work(name) ?? sights.check(name),
    lastWork: ends.toSorted((a, b) => b.endedAtMs - a.endedAtMs)[0] ?? null,
  };
}

/** Texts kept for whoever turns pages back and forth. */
const EXPLAINED_MAX = 500;

/** With their texts; what cannot be had stays without. */
function openExplaining({ jobs, sights }: Ground) {
  const known = new Map<string, Explanation>();
  let line: Promise<unknown> = Promise.resolve();
  return async (
    tree: TreeSettings,
    differences: readonly WaitingDifference[],
  ): Promise<readonly WaitingDifference[]> => {
    // What was approved decides what is shown as before.
    const placeOf = (mark: string): string =>
      `${tree.name} ${sights.standing(tree.name)?.manifest ?? ""} ${mark}`;
    const work = async (): Promise<void> => {
      const missing = differences.filter(({ mark }) => !known.has(placeOf(mark)));
      if (missing.length === 0) return;
      const done = await jobs.short("explain", tree, { differences: missing });
      if (typeof done === "string") return;
      for (const one of done.end) known.set(placeOf(one.mark), one);
      for (const key of known.keys()) {
        if (known.size <= EXPLAINED_MAX) break;
        known.delete(key);
      }
    };
    // One after the other: two people with the same page must not read the shop twice at once.
    const done = line.then(work);
    line = done;
    await done;
    return differences.map((one) => {
      const explained = known.get(placeOf(one.mark));
      return explained === undefined
        ? one
        : { ...one, explained: { knownAs: explained.knownAs, text: explained.text } };
    });
  };
}

function approving({
  room,
  treeNamed,
  windows,
  sights,
  jobs,
}: Ground): Pick<FileDesk, "baseline" | "approve"> {
  return {
    baseline: async (name, who) => {
      const tree = treeNamed(name);
      if (tree === undefined) return "unknown";
      const state = sights.standing(name)?.state;
      if (state === undefined) return "busy";
      if (state === "approved") return "baseline-there";
      return await jobs.approve("baseline", tree, masked(who), () => undefined);
    },
    approve: async (name, wish, who) => {
      const tree = treeNamed(name);
      if (tree === undefined) return "unknown";
      const { list } = await windows();
      const { differences } = room.of(name, list);
      const ask = { paths: null, window: null, seen: null, ...masked(who) };
      if ("marks" in wish) {
        const marks = new Set(wish.marks);
        if (differences.filter(({ mark }) => marks.has(mark)).length !== marks.size) return "moved-on";
        return await jobs.approve("approve", tree, { ...ask, marks }, () => room.settle(name, marks));
      }
      const window = list.find(({ id }) => id === wish.window);
      if (window === undefined) return "window";
      const made = differences.filter((one) => one.window === window.id && one.verdict !== "malicious");
      const settle = (): void =>
        room.settle(
          name,
          made.map(({ mark }) => mark),
        );
      return await jobs.approve("approve", tree, { ...ask, window }, settle);
    },
  };
}

function windowing({
  current,
  random,
  clock,
  windows,
  book,
  log,
}: Ground): Pick<FileDesk, "windows" | "addWindow"> {
  return {
    windows,
    addWindow: async ({ fromMs, toMs, ...said }, by) => {
      if (!isWindow({ fromMs, toMs })) return "window";
      const who = maskText(said.who);
      const wish = { fromMs, toMs, who, ...masked({ by, why: said.why }), atMs: clock.nowMs() };
      const window = addWindow(current().recordsFolder, await keyOf(current()), random, wish);
      return (await isRecorded(book.window(window), log)) ? window : "unrecorded";
    },
  };
}

function quarantining(ground: Ground): Pick<FileDesk, "quarantine" | "quarantined" | "restore"> {
  const { current, room, treeNamed, jobs, book, log } = ground;
  return {
    quarantine: async (name, mark, who) => {
      const tree = treeNamed(name);
      if (tree === undefined) return "unknown";
      const difference = room.of(name, []).differences.find((one) => one.mark === mark);
      if (difference === undefined) return "moved-on";
      if (difference.after?.type !== "file") return "no-file";
      const { path, pathBytes, after } = difference;
      const wish = { difference: { path, pathBytes }, shown: after.sha256, ...masked(who) };
      const done = await jobs.short("quarantine", tree, wish);
      if (typeof done === "string") return done;
      room.settle(name, [mark]);
      return (await isRecorded(book.quarantined(done.end), log)) ? done.end : "unrecorded";
    },
    quarantined: (): readonly Quarantined[] => listQuarantine(current().recordsFolder),
    restore: async (id, by) => {
      const [tree] = treesOf(current());
      if (tree === undefined) return "unknown";
      const done = await jobs.short("restore", tree, { id });
      if (typeof done === "string") return done;
      return (await isRecorded(book.restored(done.end, by), log)) ? done.end : "unrecorded";
    },
  };
}

/** The act is done already; whoever did it must hear when it is not on record. */
async function isRecorded(entry: Promise<void>, log: Log): Promise<boolean> {
  try {
    await entry;
    return true;
  } catch (error) {
    log("error", "watch.journal-failed", { error: String(error) });
    return false;
  }
}

function keyOf({ recordsFolder }: LoadedConfig) {
  return openSigningKey(watchKeyFile(recordsFolder));
}

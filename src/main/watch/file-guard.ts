// The watch of files in the running guard: its thread, what people ask of it, and a new thread when the trees or what is approved
// change. What it tells goes through file-tidings.ts.

import { isDeepStrictEqual } from "node:util";
import type { LoadedConfig } from "../../config/index.ts";
import type { Journal, JournalEntries } from "../../journal/index.ts";
import type { Clock, Events, Random } from "../../kernel/index.ts";
import { openWatchPost, type FileDesk, type SentrySettings, type WatchPost } from "../../watch/index.ts";
import { runEvery } from "../chores.ts";
import type { Log } from "../log.ts";
import { createFileDesk } from "./file-desk.ts";
import { hearSentries } from "./file-tidings.ts";
import { createFileSights, type FileSights } from "./file-sights.ts";
import { rulesFolderOf, treesOf, watchKeyFile } from "./file-settings.ts";
import { openManifestHashes, type ManifestHashes } from "./manifest-hashes.ts";

export interface WatchGuardTools {
  readonly current: () => LoadedConfig;
  readonly events: Events;
  readonly journal: Journal;
  readonly entries: Pick<JournalEntries, "read">;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** An approval by the command line is in the journal within this. */
const HASHES_EVERY_MS = 5_000;

export interface WatchGuard {
  /** Answers at once, also before the watch began. */
  readonly desk: FileDesk;
  /** @returns the way to end it. Without a tree in the configuration there is no thread. */
  begin(): Promise<() => Promise<void>>;
}

export function createWatchGuard(tools: WatchGuardTools): WatchGuard {
  const sights = createFileSights(tools.clock);
  const hashes = openManifestHashes(tools.entries);
  let watch: ReturnType<typeof openWatch> | undefined;
  const check = (tree: string): boolean => watch?.post()?.check(tree) ?? false;
  const desk = createFileDesk({ ...tools, sights, check, hashes });
  return {
    desk,
    begin: async () => {
      await hashes.refresh();
      const begun = openWatch(tools, sights, hashes);
      watch = begun;
      return async () => {
        await desk.close();
        await begun.close();
      };
    },
  };
}

function openWatch(
  tools: WatchGuardTools,
  sights: FileSights,
  hashes: ManifestHashes,
): { readonly post: () => WatchPost | null; close(): Promise<void> } {
  const { current, events, log, clock } = tools;
  const keyFile = watchKeyFile(current().recordsFolder);
  let order = orderOf(current());
  const approved = () => hashes.of(order.sentries.map(({ tree }) => tree.name));
  const tell = hearSentries(tools);
  const open = (): WatchPost | null =>
    order.sentries.length === 0
      ? null
      : openWatchPost({ ...order, keyFile, approved: approved() }, clock, (word) => {
          sights.take(word);
          tell(word);
        });
  let post = open();
  const change = async (before: Promise<void>): Promise<void> => {
    await before;
    const next = orderOf(current());
    if (isDeepStrictEqual(next, order)) return;
    await post?.close();
    order = next;
    post = open();
    log("info", "watch.trees", { trees: order.sentries.map(({ tree }) => tree.name) });
  };
  // One after the other: the old thread must have let go of a tree before the new one takes it.
  let line = Promise.resolve();
  const stop = events.on("config.reloaded", () => {
    line = change(line);
  });
  const readOn = async (): Promise<void> => {
    if (await hashes.refresh()) post?.approved(approved());
  };
  const rest = runEvery(log, [{ everyMs: HASHES_EVERY_MS, name: "watch.hashes", run: readOn }]);
  return {
    post: () => post,
    close: async () => {
      stop();
      rest();
      await line;
      await post?.close();
    },
  };
}

function orderOf(loaded: LoadedConfig): {
  readonly sentries: readonly SentrySettings[];
  readonly rulesFolder: string | null;
} {
  const { watch, alerts } = loaded.config;
  const sentries = treesOf(loaded).map((tree) => ({
    tree,
    recordsFolder: loaded.recordsFolder,
    language: alerts.language,
    fullPassMs: watch.fullPassHours * 3_600_000,
    bytesPerSecond: watch.bytesPerSecond,
    pollMs: watch.pollSeconds === undefined ? null : watch.pollSeconds * 1000,
  }));
  return { sentries, rulesFolder: rulesFolderOf(loaded) };
}

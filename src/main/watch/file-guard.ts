// The watch in the running guard: its thread, what it tells as alerts, in the journal and to people's questions, and a new one when the
// trees change.

import { isDeepStrictEqual } from "node:util";
import type { LoadedConfig } from "../../config/index.ts";
import type { Journal } from "../../journal/index.ts";
import type { Clock, Events, Random } from "../../kernel/index.ts";
import {
  openWatchPost,
  type FileDesk,
  type PostWord,
  type SentrySettings,
  type WatchPost,
} from "../../watch/index.ts";
import type { Log } from "../log.ts";
import { createFileDesk } from "./file-desk.ts";
import { createFileSights, type FileSights } from "./file-sights.ts";
import { treesOf, watchKeyFile } from "./file-settings.ts";

export interface WatchGuardTools {
  readonly current: () => LoadedConfig;
  readonly events: Events;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface WatchGuard {
  /** Answers at once, also before the watch began. */
  readonly desk: FileDesk;
  /** @returns the way to end it. Without a tree in the configuration there is no thread. */
  begin(): () => Promise<void>;
}

export function createWatchGuard(tools: WatchGuardTools): WatchGuard {
  const sights = createFileSights(tools.clock);
  let watch: ReturnType<typeof openWatch> | undefined;
  const check = (tree: string): boolean => watch?.post()?.check(tree) ?? false;
  const desk = createFileDesk({ ...tools, sights, check });
  return {
    desk,
    begin: () => {
      const begun = openWatch(tools, sights);
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
): { readonly post: () => WatchPost | null; close(): Promise<void> } {
  const { current, events, log, clock } = tools;
  const { recordsFolder } = current();
  const keyFile = watchKeyFile(recordsFolder);
  let sentries = sentriesOf(current());
  const tell = hear(tools);
  const open = (): WatchPost | null =>
    sentries.length === 0
      ? null
      : openWatchPost({ keyFile, sentries }, clock, (word) => {
          sights.take(word);
          tell(word);
        });
  let post = open();
  const change = async (before: Promise<void>): Promise<void> => {
    await before;
    const next = sentriesOf(current());
    if (isDeepStrictEqual(next, sentries)) return;
    await post?.close();
    sentries = next;
    post = open();
    log("info", "watch.trees", { trees: sentries.map(({ tree }) => tree.name) });
  };
  // One after the other: the old thread must have let go of a tree before the new one takes it.
  let line = Promise.resolve();
  const stop = events.on("config.reloaded", () => {
    line = change(line);
  });
  return {
    post: () => post,
    close: async () => {
      stop();
      await line;
      await post?.close();
    },
  };
}

function sentriesOf(loaded: LoadedConfig): readonly SentrySettings[] {
  const { watch, alerts } = loaded.config;
  return treesOf(loaded).map((tree) => ({
    tree,
    recordsFolder: loaded.recordsFolder,
    language: alerts.language,
    fullPassMs: watch.fullPassHours * 3_600_000,
    bytesPerSecond: watch.bytesPerSecond,
    pollMs: watch.pollSeconds === undefined ? null : watch.pollSeconds * 1000,
  }));
}

function hear({ events, journal, log, clock }: WatchGuardTools): (word: PostWord) => void {
  const stages = new Map<string, string>();
  const write = (kind: string, facts: object): void => {
    journal
      .write(kind, "misemori", facts)
      .catch((error: unknown) => log("error", "journal.failed", { error: String(error) }));
  };
  return (word) => {
    switch (word.kind) {
      case "alert": {
        const { cause: name, urgent, stage, facts } = word.alert;
        const cause = causeOf(word.tree, name);
        const area = name === "blind" ? "server" : "shop";
        events.emit({
          type: "alert.raised",
          cause,
          kind: `watch-${name}`,
          area,
          urgent,
          stage,
          facts,
          atMs: word.atMs,
        });
        // The same again with other numbers is for the console alone.
        if (stages.get(cause) === stage) return;
        stages.set(cause, stage);
        return write("watch.found", { cause: name, stage, ...facts });
      }
      case "settled": {
        const cause = causeOf(word.tree, word.cause);
        events.emit({ type: "alert.settled", cause, atMs: word.atMs });
        if (stages.delete(cause)) write("watch.settled", { tree: word.tree, cause: word.cause });
        return;
      }
      case "passed":
        return log("info", "watch.passed", {
          tree: word.tree,
          quick: word.quick,
          findings: word.findings,
          ms: word.ms,
        });
      case "standing":
      case "passing":
        return undefined;
      case "fell": {
        log("error", "watch.fell", { tree: word.tree, error: word.error });
        const facts = { tree: word.tree, path: "", reason: "unreadable", count: 1 };
        const [cause, atMs] = [causeOf(word.tree, "fell"), clock.nowMs()];
        const kind = "watch-blind";
        return events.emit({
          type: "alert.raised",
          cause,
          kind,
          area: "server",
          urgent: false,
          stage: "fell",
          facts,
          atMs,
        });
      }
    }
  };
}

function causeOf(tree: string, name: string): string {
  return `watch:${tree}:${name}`;
}

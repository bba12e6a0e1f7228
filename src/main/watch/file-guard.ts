// The watch in the running guard: its thread, what it tells as alerts and in the journal, and a new one when the trees change.

import { isDeepStrictEqual } from "node:util";
import type { LoadedConfig } from "../../config/index.ts";
import type { Journal, JournalEntries } from "../../journal/index.ts";
import type { Clock, Events } from "../../kernel/index.ts";
import { openWatchPost, type PostWord, type SentrySettings, type WatchPost } from "../../watch/index.ts";
import { runEvery } from "../chores.ts";
import type { Log } from "../log.ts";
import { rulesFolderOf, treesOf, watchKeyFile } from "./file-settings.ts";
import { openManifestHashes } from "./manifest-hashes.ts";

export interface WatchGuardTools {
  readonly current: () => LoadedConfig;
  readonly events: Events;
  readonly journal: Journal;
  readonly entries: Pick<JournalEntries, "read">;
  readonly clock: Clock;
  readonly log: Log;
}

/** An approval by the command line is in the journal within this. */
const HASHES_EVERY_MS = 5_000;

/** @returns the way to end it. Without a tree in the configuration there is no thread. */
export async function openWatchGuard(tools: WatchGuardTools): Promise<() => Promise<void>> {
  const { current, events, log, clock } = tools;
  const { recordsFolder } = current();
  const keyFile = watchKeyFile(recordsFolder);
  const hashes = openManifestHashes(tools.entries);
  await hashes.refresh();
  let order = orderOf(current());
  const approved = () => hashes.of(order.sentries.map(({ tree }) => tree.name));
  const open = (): WatchPost | null =>
    order.sentries.length === 0
      ? null
      : openWatchPost({ ...order, keyFile, approved: approved() }, clock, hear(tools));
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
  return async () => {
    stop();
    rest();
    await line;
    await post?.close();
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
      case "rules": {
        const { used, brokenCount, broken } = word;
        const how = brokenCount === 0 ? "info" : "warn";
        return log(how, "watch.rules", {
          used,
          brokenCount,
          broken: broken.map(({ file, reason }) => `${file}: ${reason ?? "too large"}`),
        });
      }
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

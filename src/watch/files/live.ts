// Hears of changes in a tree from the file system: one watch per folder on Linux, one for the whole tree where the system can.
// Tells paths, not what happened: what is there now is looked at. A burst that may have overflowed the system's queue is told
// as such, and so is anything that leaves a part of the tree unheard.

import { readFileSync, watch, type FSWatcher } from "node:fs";
import { isWithin } from "./order.ts";
import { absolute, joined } from "./walk-tree.ts";

export interface LiveEvents {
  /** From now on this folder is heard. Again is no harm. */
  addFolder(path: Buffer): void;
  /** It is gone, or moved away, with all below. */
  dropFolder(path: Buffer): void;
  hears(path: Buffer): boolean;
  close(): void;
}

export interface LiveTools {
  readonly root: Buffer;
  /** Something happened to this path. */
  readonly onPath: (path: Buffer) => void;
  /** So much at once that some may have been lost: everything must be looked at. */
  readonly onStorm: () => void;
  /** This folder (empty: the tree) is not heard. */
  readonly onDeaf: (path: Buffer, reason: string) => void;
  /** "linux" watches folder by folder. */
  readonly platform?: NodeJS.Platform;
}

/**
 * The kernel drops events when so many wait to be read (16,384 unless set otherwise) and libuv does not pass on that it did.
 * But events that wait are read in one go: whenever fewer than this come between two turns of the loop, none were dropped.
 */
const QUEUE_DEFAULT = 16_384;
const STORM_MAX = 4_096;

export function openLiveEvents(tools: LiveTools): LiveEvents {
  const { root, onPath, onStorm, onDeaf } = tools;
  const isFolderwise = (tools.platform ?? process.platform) === "linux";
  // By its path as text: a kept Buffer of a few bytes would hold the 64 KiB it was cut from, for every folder of the shop.
  const watchers = new Map<string, FSWatcher>();
  const stormAt = isFolderwise ? Math.min(STORM_MAX, Math.floor(queueLength() / 2)) : STORM_MAX;
  let inTurn = 0;
  const heard = (path: Buffer): void => {
    inTurn += 1;
    if (inTurn === 1) setImmediate(() => (inTurn = 0));
    if (inTurn === stormAt) onStorm();
    if (inTurn < stormAt) onPath(path);
  };
  /** A function of its own: what it makes must not hold a Buffer of whoever called. */
  const hear = (key: string): FSWatcher => {
    const options = { encoding: "buffer", recursive: !isFolderwise } as const;
    const watcher = watch(absolute(root, pathOf(key)), options, (_, name) =>
      heard(name === null ? pathOf(key) : joined(pathOf(key), name)),
    );
    watcher.on("error", (error) => {
      watchers.delete(key);
      watcher.close();
      if (codeOf(error) !== "ENOENT") onDeaf(pathOf(key), codeOf(error));
    });
    return watcher;
  };
  const open = (path: Buffer): void => {
    const key = keyOf(path);
    if (watchers.has(key)) return;
    try {
      watchers.set(key, hear(key));
    } catch (error) {
      // Gone again already: whoever holds it hears that.
      if (codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR") onDeaf(path, codeOf(error));
    }
  };
  open(Buffer.alloc(0));
  return {
    addFolder: (path) => {
      if (isFolderwise) open(path);
    },
    dropFolder: (path) => {
      for (const [key, watcher] of watchers) {
        if (key === "" || !isWithin(pathOf(key), path)) continue;
        watcher.close();
        watchers.delete(key);
      }
    },
    hears: (path) => !isFolderwise || watchers.has(keyOf(path)),
    close: () => {
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

/** One character for each byte. */
function keyOf(path: Buffer): string {
  return path.toString("latin1");
}

function pathOf(key: string): Buffer {
  return Buffer.from(key, "latin1");
}

function queueLength(): number {
  try {
    const length = Number(readFileSync("/proc/sys/fs/inotify/max_queued_events", "utf8"));
    return length > 1 ? length : QUEUE_DEFAULT;
  } catch {
    return QUEUE_DEFAULT;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "error";
}

// Notices that misemori.yaml changed: saved in place, replaced by rename, or swapped behind a link. Reading is read.ts.

import { createHash } from "node:crypto";
import { watch, type FSWatcher } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Clock } from "../kernel/index.ts";
import { CONFIG_BYTES_MAX } from "./parse.ts";

export interface ConfigWatchOptions {
  readonly clock: Clock;
  /** Editors write in several steps; this much quiet must follow before a change is told. */
  readonly quietMs?: number;
  /** Shared folders and container mounts do not report events; they are looked at this often. */
  readonly lookEveryMs?: number;
}

export interface ConfigWatch {
  /** Looks now (for SIGHUP): tells of a change without waiting for quiet. */
  look(): Promise<void>;
  close(): void;
}

/** Calls `onChange` once per new content. A file that is missing for a moment tells nothing. */
export async function watchConfig(
  path: string,
  onChange: () => void,
  { clock, quietMs = 300, lookEveryMs = 5_000 }: ConfigWatchOptions,
): Promise<ConfigWatch> {
  const file = resolve(path);
  const ended = new AbortController();
  let known = await digestOf(file);
  let quiet = new AbortController();

  const look = async (): Promise<void> => {
    const now = await digestOf(file);
    if (ended.signal.aborted || now === undefined || now === known) return;
    known = now;
    onChange();
  };
  const stirred = async (): Promise<void> => {
    quiet.abort();
    quiet = new AbortController();
    if ((await clock.sleep(quietMs, AbortSignal.any([quiet.signal, ended.signal]))) === "elapsed")
      await look();
  };
  const lookNowAndThen = async (): Promise<void> => {
    while ((await clock.sleep(lookEveryMs, ended.signal)) === "elapsed") await look();
  };

  const watcher = watchFolder(file, () => void stirred());
  void lookNowAndThen();
  return {
    look,
    close: () => {
      ended.abort();
      watcher?.close();
    },
  };
}

/** The folder is watched, not the file: a rename over the file would leave a watch on the old one. */
function watchFolder(file: string, onEvent: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(dirname(file), { persistent: false }, (_, name) => {
      if (name === null || name === basename(file) || name.startsWith("..")) onEvent();
    });
    // A watch that breaks (folder removed, no handles left) is replaced by the regular look.
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

async function digestOf(file: string): Promise<string | undefined> {
  try {
    const { size, mtimeMs } = await stat(file);
    // Too large to be a configuration: reading it will refuse it, its size is enough to see that it changed.
    if (size > CONFIG_BYTES_MAX) return `${size} ${mtimeMs}`;
    return createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
  } catch {
    return undefined;
  }
}

// Notices that misemori.yaml changed: saved in place, replaced by rename, or swapped behind a link. Reading is read.ts.

import { createHash } from "node:crypto";
import { watch, type FSWatcher } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Clock } from "../kernel/index.ts";
import { CONFIG_BYTES_MAX } from "./parse.ts";

export interface ConfigWatchOptions {
  readonly clock: Clock;
  /** Editors and copies write in several steps; a file must have stood still for this long before its change is told. */
  readonly quietMs?: number;
  /** Shared folders and container mounts do not report events; they are looked at this often. */
  readonly lookEveryMs?: number;
}

export interface ConfigWatch {
  close(): void;
}

/** How often a file is seen unchanged within `quietMs` before it is believed to stand still. */
const STILL_LOOKS = 3;
/** A file that never stands still is left to the next regular look. */
const LOOKS_MAX = 200;

/** Calls `onChange` once per new content that stands still. A file that is missing for a moment tells nothing. */
export async function watchConfig(
  path: string,
  onChange: () => void,
  { clock, quietMs = 300, lookEveryMs = 5_000 }: ConfigWatchOptions,
): Promise<ConfigWatch> {
  const file = resolve(path);
  const ended = new AbortController();
  let known = await digestOf(file);
  let isLooking = false;
  let stirredMeanwhile = false;

  const standsStill = async (): Promise<string | undefined> => {
    let before = await signatureOf(file);
    let still = 0;
    for (let looks = 0; looks < LOOKS_MAX && before !== undefined; looks++) {
      if ((await clock.sleep(quietMs / STILL_LOOKS, ended.signal)) !== "elapsed") return undefined;
      const now = await signatureOf(file);
      still = now === before ? still + 1 : 0;
      if (still === STILL_LOOKS) return now;
      before = now;
    }
    return undefined;
  };
  const look = async (): Promise<void> => {
    if ((await digestOf(file)) === known) return;
    const still = await standsStill();
    const now = await digestOf(file);
    // Written to again while it was read: the event of that write brings us back.
    if (still === undefined || (await signatureOf(file)) !== still) return;
    if (ended.signal.aborted || now === undefined || now === known) return;
    known = now;
    onChange();
  };
  const stirred = async (): Promise<void> => {
    stirredMeanwhile = true;
    if (isLooking) return;
    isLooking = true;
    while (stirredMeanwhile && !ended.signal.aborted) {
      stirredMeanwhile = false;
      await look();
    }
    isLooking = false;
  };
  const lookNowAndThen = async (): Promise<void> => {
    while ((await clock.sleep(lookEveryMs, ended.signal)) === "elapsed") await stirred();
  };

  const watcher = watchFolder(file, () => void stirred());
  void lookNowAndThen();
  return {
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

/** Changes with every write, replacement and swapped link. */
async function signatureOf(file: string): Promise<string | undefined> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
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

// Where the watch keeps its things, away from the shop's tree: one folder per tree in the records folder, rights 0700. Files are
// written aside, made durable and then named, so that a half-written one is never taken for a whole one.

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import { filesWords } from "./words.ts";

export interface TreePlaces {
  readonly folder: string;
  readonly manifest: string;
  /** The manifest before this one. */
  readonly previous: string;
  /** What the running guard remembers of what it found. */
  readonly state: string;
  readonly lock: string;
}

export function watchFolder(recordsFolder: string): string {
  return join(recordsFolder, "watch");
}

export function placesOf(recordsFolder: string, tree: string): TreePlaces {
  const folder = join(watchFolder(recordsFolder), "trees", tree);
  return {
    folder,
    manifest: join(folder, "manifest"),
    previous: join(folder, "manifest.previous"),
    state: join(folder, "state.json"),
    lock: join(folder, "lock"),
  };
}

export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Whole or not at all, also over a power cut. */
export function writeWhole(path: string, text: string | Uint8Array): void {
  makeFolder(dirname(path));
  const aside = `${path}.new-${process.pid}`;
  try {
    writeFileSync(aside, text, { mode: 0o600, flush: true });
    renameSync(aside, path);
    syncFolder(dirname(path));
  } finally {
    rmSync(aside, { force: true });
  }
}

export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** One writer per tree; the lock of a process that is gone counts for nothing. Throws "watch.busy". */
export async function alone<T>(places: TreePlaces, language: Language, work: () => Promise<T>): Promise<T> {
  makeFolder(places.folder);
  takeLock(places, language);
  try {
    return await work();
  } finally {
    rmSync(places.lock, { force: true });
  }
}

/**
 * A lock of this very process that none of its threads holds any more: one was ended hard, or (in a container) the guard before had
 * the same number. Only for whoever knows that none is at work.
 */
export function freeOwnLock({ lock }: TreePlaces): void {
  if (Number(readTextOr(lock, "0")) === process.pid) rmSync(lock, { force: true });
}

function takeLock({ lock }: TreePlaces, language: Language): void {
  for (let tries = 0; tries < 2; tries++) {
    try {
      writeFileSync(lock, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      if (isAlive(Number(readTextOr(lock, "0")))) break;
      rmSync(lock, { force: true });
    }
  }
  throw new MisemoriError(
    "watch.busy",
    say(filesWords, language, "busy"),
    say(filesWords, language, "busyHint"),
  );
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

export function readTextOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
}

/** Changes whenever the file is replaced; "" when there is none. */
export function signatureOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats === undefined ? "" : `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
}

// Keeps two guards out of one folder. The kernel holds the lock for us (an open SQLite write transaction), so it is
// gone the moment its process is, however it died; the pid beside it is only for the message.

import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MisemoriError } from "../../kernel/index.ts";
import { troubleOf } from "./trouble.ts";

/** Returns the way to let go. Throws "store.in-use" with the holder's pid. */
export function lockFolder(folder: string): () => void {
  const path = join(folder, "guard.lock");
  const pidPath = join(folder, "guard.pid");
  let lock: DatabaseSync | undefined;
  try {
    closeSync(openSync(path, "a", 0o600));
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec("PRAGMA journal_mode = DELETE");
    lock.exec("BEGIN EXCLUSIVE");
    writeFileSync(pidPath, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    lock?.close();
    const trouble = troubleOf(error, path);
    if (trouble.code !== "store.busy") throw trouble;
    throw new MisemoriError(
      "store.in-use",
      `another Misemori (process ${holderOf(pidPath)}) uses ${folder}`,
      "stop it first, or give this one its own records.folder",
      error,
    );
  }
  const held = lock;
  let locked = true;
  return () => {
    if (!locked) return;
    locked = false;
    held.close();
  };
}

function holderOf(pidPath: string): string {
  try {
    return readFileSync(pidPath, "utf8").trim().slice(0, 20);
  } catch {
    return "unknown";
  }
}

// A lock that one process holds at a time, for short work on files beside the databases. The system holds it for us (an open SQLite
// write transaction), so it is gone the moment its process is, however it died.

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { troubleOf } from "./trouble.ts";

/** Longer than re-wrapping ten thousand keys takes; then whoever holds it hangs. */
const WAIT_MS_MAX = 60_000;
const BETWEEN_MS = 10;

/** Waits for its turn; resolves to the way to let go. Throws "store.busy" after a minute. Makes the file and its folder (0700). */
export async function lockFile(path: string): Promise<() => void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Only SQLite opens and closes the file: any other close in this process would drop the lock another piece of it holds.
  for (let waitedMs = 0; ; waitedMs += BETWEEN_MS) {
    const lock = new DatabaseSync(path, { timeout: 0 });
    try {
      lock.exec("BEGIN EXCLUSIVE");
      return () => lock.close();
    } catch (error) {
      lock.close();
      const trouble = troubleOf(error, path);
      if (trouble.code !== "store.busy" || waitedMs >= WAIT_MS_MAX) throw trouble;
    }
    await wait(BETWEEN_MS);
  }
}

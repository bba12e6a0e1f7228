// When the machine's packages were last changed: from apt's own history, else from the date of the list of packages. Reads only.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { UpdateBook } from "./postponements.ts";

/** Null when this machine has no such record. Local time of the machine, as apt writes it. */
export function lastSystemUpdateMs(root: string): number | null {
  return fromHistory(join(root, "var/log/apt/history.log")) ?? modifiedMs(root);
}

/** Histories are turned over monthly and stay below a megabyte. */
const HISTORY_BYTES_MAX = 16 * 1024 * 1024;

function fromHistory(path: string): number | null {
  try {
    if (statSync(path).size > HISTORY_BYTES_MAX) return null;
    return lastUpgradeMs(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** The end of the last entry that upgraded anything; installing something new is no update. */
export function lastUpgradeMs(history: string): number | null {
  const entry = history.split(/\n\n+/).findLast((one) => /^Upgrade: /m.test(one) && /^End-Date: /m.test(one));
  const found = /^End-Date: (\d{4}-\d\d-\d\d)\s+(\d\d:\d\d:\d\d)/m.exec(entry ?? "");
  const ms = found === null ? Number.NaN : Date.parse(`${found[1]}T${found[2]}`);
  return Number.isNaN(ms) ? null : ms;
}

function modifiedMs(root: string): number | null {
  for (const path of ["var/lib/dpkg/status", "lib/apk/db/installed"]) {
    try {
      return statSync(join(root, path)).mtimeMs;
    } catch {
      // The other kind of system, or none.
    }
  }
  return null;
}

/** The later of what the machine's own records say and what somebody ticked off as "os"; null: neither is known. */
export function systemUpdatedMs(recordMs: number | null, book: UpdateBook): number | null {
  const tickedMs = book.updated.findLast(({ what }) => what === "os")?.atMs ?? null;
  return recordMs === null && tickedMs === null ? null : Math.max(recordMs ?? 0, tickedMs ?? 0);
}

/** Older than allowed, and not put off until a day that is still to come. */
export function isSystemOld(
  updatedMs: number | null,
  book: UpdateBook,
  daysMax: number,
  nowMs: number,
): boolean {
  const isPutOff = book.postponed.some(({ component, untilMs }) => component === "os" && untilMs >= nowMs);
  return updatedMs !== null && !isPutOff && nowMs - updatedMs > daysMax * DAY_MS;
}

const DAY_MS = 86_400_000;

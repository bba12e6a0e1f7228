// How many connections the system lets this process hold: more than its file handles allow would end in failing writes
// and an unreachable shop instead of a refused connection.

import { readFileSync } from "node:fs";
import type { GateSettings } from "../gate/index.ts";

/** Records, logs, console, threads and libraries hold some sixty; leaving connections and mail need a few more. */
const OWN_HANDLES = 320;

/** Most file handles this process may have, or undefined where the system does not say. */
export function openFilesMax(limitsFile = "/proc/self/limits"): number | undefined {
  try {
    const found = /^Max open files\s+(\d+)/m.exec(readFileSync(limitsFile, "utf8"));
    return found?.[1] === undefined ? undefined : Number(found[1]);
  } catch {
    return undefined;
  }
}

/** The same settings with no more connections than the handles allow; at least ten, or nobody could come in. */
export function withinHandles(settings: GateSettings, handles: number | undefined): GateSettings {
  const { limits } = settings;
  if (handles === undefined) return settings;
  const room = Math.max(10, handles - limits.upstreamConnectionsMax - OWN_HANDLES);
  if (limits.connectionsMax <= room) return settings;
  return { ...settings, limits: { ...limits, connectionsMax: room } };
}

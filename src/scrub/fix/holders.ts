// Who holds files open for writing: asked of Linux' /proc, for many files by one look at all programs. Where that cannot be
// known, the answer says so.

import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { together } from "./together.ts";

/**
 * "held": a program writes into it, as into a log. "worked-on": one reads and writes it, as databases do; bytes changed under
 * such a program may break its file or be written back. "unknown": no /proc, or processes of other users that may not be
 * looked at.
 */
export type Held = "held" | "worked-on" | "free" | "unknown";

export interface HeldFile {
  readonly dev: bigint;
  readonly ino: bigint;
}

export interface Holders {
  /** By a look that begins after the question; those who ask within some milliseconds share it. */
  look(file: HeldFile): Promise<Held>;
  /** By the last look that was made: good enough to begin with, never to end with. False when there was none. */
  wasFree(file: HeldFile): boolean;
}

/** What flags' last octal digits say: 0 read only, 1 write only, 2 both. */
const ACCESS_MODE = 3;
const BOTH = 2;

export function openHolders(proc = "/proc"): Holders {
  let last: Look | undefined;
  const ask = together((files: readonly HeldFile[]) => {
    last = lookAtAll(proc);
    return files.map((file) => heldBy(last, file));
  });
  return {
    look: ask,
    wasFree: (file) => last?.seesAll === true && !last.open.has(keyOf(file)),
  };
}

/** Which files are open, and where /proc says how. */
interface Look {
  readonly open: ReadonlyMap<string, readonly string[]>;
  readonly seesAll: boolean;
}

/** In one go, without letting others in between: it is over sooner, and what it says is younger. */
function lookAtAll(proc: string): Look {
  const open = new Map<string, string[]>();
  const pids = namesIn(proc)?.filter((name) => /^\d+$/.test(name)) ?? [];
  let seesAll = pids.length > 0;
  for (const pid of pids) {
    if (pid === String(process.pid)) continue;
    const fds = namesIn(`${proc}/${pid}/fd`);
    seesAll &&= fds !== undefined;
    for (const fd of fds ?? []) {
      const key = openFile(`${proc}/${pid}/fd/${fd}`);
      if (key === null) continue;
      const infos = open.get(key) ?? [];
      infos.push(`${proc}/${pid}/fdinfo/${fd}`);
      open.set(key, infos);
    }
  }
  return { open, seesAll };
}

/** Undefined when it may not be seen. A process that ended meanwhile holds nothing. */
function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return code === "ESRCH" || (code === "ENOENT" && folder.endsWith("/fd")) ? [] : undefined;
  }
}

function openFile(link: string): string | null {
  try {
    // Pipes, sockets and the like have names without a slash: no need to ask more about them.
    if (!readlinkSync(link).startsWith("/")) return null;
    return keyOf(statSync(link, { bigint: true }));
  } catch {
    // Closed between two looks.
    return null;
  }
}

function heldBy(look: Look | undefined, file: HeldFile): Held {
  const modes = (look?.open.get(keyOf(file)) ?? []).map(accessMode);
  if (modes.includes(BOTH)) return "worked-on";
  if (modes.some((mode) => mode !== 0)) return "held";
  return look?.seesAll === true ? "free" : "unknown";
}

function accessMode(info: string): number {
  try {
    const flags = /^flags:\s+(\d+)/m.exec(readFileSync(info, "latin1"))?.[1];
    return flags === undefined ? 1 : Number.parseInt(flags, 8) & ACCESS_MODE;
  } catch {
    return 0;
  }
}

function keyOf({ dev, ino }: HeldFile): string {
  return `${dev}:${ino}`;
}

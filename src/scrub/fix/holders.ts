// Who holds a file open for writing: asked of Linux' /proc. Where that cannot be known, the answer says so.

import { readdir, readFile, readlink, stat } from "node:fs/promises";

/**
 * "held": a program writes into it, as into a log. "worked-on": one reads and writes it, as databases do; bytes changed under
 * such a program may break its file or be written back. "unknown": no /proc, or processes of other users that may not be
 * looked at.
 */
export type Held = "held" | "worked-on" | "free" | "unknown";

/** What flags' last octal digits say: 0 read only, 1 write only, 2 both. */
const ACCESS_MODE = 3;
const BOTH = 2;

export async function heldForWriting(
  file: { readonly dev: bigint; readonly ino: bigint },
  proc = "/proc",
): Promise<Held> {
  let names: string[];
  try {
    names = (await readdir(proc)).filter((name) => /^\d+$/.test(name));
  } catch {
    return "unknown";
  }
  if (names.length === 0) return "unknown";
  let unseen = false;
  let held = false;
  for (const name of names) {
    if (name === String(process.pid)) continue;
    const seen = await holdsIn(`${proc}/${name}`, file);
    if (seen === "worked-on") return seen;
    held ||= seen === "held";
    unseen ||= seen === "unknown";
  }
  if (held) return "held";
  return unseen ? "unknown" : "free";
}

async function holdsIn(folder: string, file: { readonly dev: bigint; readonly ino: bigint }): Promise<Held> {
  let open: string[];
  try {
    open = await readdir(`${folder}/fd`);
  } catch (error) {
    // A process that ended meanwhile holds nothing.
    const code = error instanceof Error && "code" in error ? error.code : "";
    return code === "ENOENT" || code === "ESRCH" ? "free" : "unknown";
  }
  let held = false;
  for (const fd of open) {
    try {
      // Pipes, sockets and the like have names without a slash: no need to ask more about them.
      if (!(await readlink(`${folder}/fd/${fd}`)).startsWith("/")) continue;
      const seen = await stat(`${folder}/fd/${fd}`, { bigint: true });
      if (seen.ino !== file.ino || seen.dev !== file.dev) continue;
      const flags = /^flags:\s+(\d+)/m.exec(await readFile(`${folder}/fdinfo/${fd}`, "latin1"))?.[1];
      const mode = flags === undefined ? 1 : Number.parseInt(flags, 8) & ACCESS_MODE;
      if (mode === BOTH) return "worked-on";
      held ||= mode !== 0;
    } catch {
      // Closed between two looks.
    }
  }
  return held ? "held" : "free";
}

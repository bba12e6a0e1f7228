// Who holds a file open for writing: asked of Linux' /proc. Where that cannot be known, the answer says so.

import { readdir, readFile, readlink, stat } from "node:fs/promises";

/** "unknown": no /proc, or processes of other users that may not be looked at. */
export type Held = "held" | "free" | "unknown";

/** What flags' last octal digits say: 0 read only, 1 write only, 2 both. */
const ACCESS_MODE = 3;

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
  for (const name of names) {
    if (name === String(process.pid)) continue;
    const seen = await holdsIn(`${proc}/${name}`, file);
    if (seen === "held") return "held";
    unseen ||= seen === "unknown";
  }
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
  for (const fd of open) {
    try {
      // Pipes, sockets and the like have names without a slash: no need to ask more about them.
      if (!(await readlink(`${folder}/fd/${fd}`)).startsWith("/")) continue;
      const seen = await stat(`${folder}/fd/${fd}`, { bigint: true });
      if (seen.ino !== file.ino || seen.dev !== file.dev) continue;
      const flags = /^flags:\s+(\d+)/m.exec(await readFile(`${folder}/fdinfo/${fd}`, "latin1"))?.[1];
      if (flags === undefined || (Number.parseInt(flags, 8) & ACCESS_MODE) !== 0) return "held";
    } catch {
      // Closed between two looks.
    }
  }
  return "free";
}

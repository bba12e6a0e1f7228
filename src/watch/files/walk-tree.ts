// Walks one tree in the order of its paths: folders, files, links and the rest, as the file system names them. Follows no link,
// opens no file, holds the names of the folders on the way only.

import { lstatSync, readdirSync, readlinkSync, statSync, type Stats } from "node:fs";
import { FILE_LIMITS, type EntryType, type SeenEntry, type TroubleReason } from "./contract.ts";

export type Walked =
  | { readonly kind: "entry"; readonly entry: SeenEntry }
  | { readonly kind: "trouble"; readonly path: Buffer; readonly reason: TroubleReason };

/**
 * `start`: a path in the tree to begin at (it is given, too); empty: the whole tree, whose own folder is not given.
 * `enters`: false for folders that are not looked at. What vanishes while it is walked was never there.
 */
export function* walkTree(root: Buffer, start: Buffer, enters: (path: Buffer) => boolean): Generator<Walked> {
  const stack: { readonly folder: Buffer; readonly names: readonly Buffer[]; at: number }[] = [];
  const open = (folder: Buffer): Walked | undefined => {
    if (stack.length > FILE_LIMITS.depthMax) return { kind: "trouble", path: folder, reason: "too-deep" };
    const names = namesIn(absolute(root, folder));
    if (names === "gone") return undefined;
    if (names === "unreadable") return { kind: "trouble", path: folder, reason: "unreadable" };
    stack.push({ folder, names, at: 0 });
    return undefined;
  };
  const meet = function* (path: Buffer): Generator<Walked> {
    if (!enters(path)) return;
    const entry = seenAt(root, path);
    if (entry === undefined) return;
    yield { kind: "entry", entry };
    if (entry.type !== "folder") return;
    const trouble = open(path);
    if (trouble !== undefined) yield trouble;
  };
  if (start.length > 0) yield* meet(start);
  else {
    const names = namesIn(root);
    if (typeof names === "string") yield { kind: "trouble", path: start, reason: "missing" };
    else stack.push({ folder: start, names, at: 0 });
  }
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const name = top.names[top.at];
    top.at += 1;
    if (name === undefined) stack.pop();
    else yield* meet(joined(top.folder, name));
  }
}

/** Says which folder a tree's path leads to, empty where it leads nowhere: another mark, another folder. */
export function rootMarkOf(root: Buffer | string): string {
  try {
    const { dev, ino } = statSync(root);
    return `${dev}:${ino}`;
  } catch {
    return "";
  }
}

/** Undefined: nothing is there (any more). */
export function seenAt(root: Buffer, path: Buffer): SeenEntry | undefined {
  const place = absolute(root, path);
  try {
    const stats = lstatSync(place);
    const type = typeOf(stats);
    return {
      path,
      type,
      size: type === "file" ? stats.size : 0,
      mode: stats.mode & 0o7777,
      uid: stats.uid,
      gid: stats.gid,
      mtimeMs: stats.mtimeMs,
      ctimeMs: stats.ctimeMs,
      inode: stats.ino,
      link: type === "link" ? readlinkSync(place, { encoding: "buffer" }) : null,
    };
  } catch {
    return undefined;
  }
}

export function absolute(root: Buffer, path: Buffer): Buffer {
  return path.length === 0 ? root : joined(root, path);
}

const SLASH = Buffer.from("/");

export function joined(folder: Buffer, name: Buffer): Buffer {
  return folder.length === 0 ? name : Buffer.concat([folder, SLASH, name]);
}

function typeOf(stats: Stats): EntryType {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "folder";
  return stats.isSymbolicLink() ? "link" : "special";
}

function namesIn(folder: Buffer): Buffer[] | "gone" | "unreadable" {
  try {
    return readdirSync(folder, { encoding: "buffer" }).sort(Buffer.compare);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return code === "ENOENT" || code === "ENOTDIR" ? "gone" : "unreadable";
  }
}

// Which files a fix goes through: given ones as they are, folders with all that lies in them. Links inside a folder are not
// followed: what they lead to is either in the folder anyway, or nobody asked for it.

import { lstat, opendir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { reasonOf, type FixReason } from "./contract.ts";
import { ORIGINAL_SUFFIX } from "./original.ts";
import { NEW_FILE } from "./replace.ts";

export type Walked =
  | { readonly path: string; readonly bytes: number; readonly why: null; readonly detail: "" }
  | { readonly path: string; readonly bytes: 0; readonly why: FixReason; readonly detail: string };

/** Folders in folders; deeper ones are made by accident or malice. */
const DEPTH_MAX = 200;

export async function* walkFiles(paths: readonly string[]): AsyncGenerator<Walked> {
  for (const path of paths) {
    try {
      const real = await realpath(path);
      const seen = await lstat(real);
      if (seen.isDirectory()) yield* inFolder(path, real, 0);
      else yield { path, bytes: seen.size, why: null, detail: "" };
    } catch (error) {
      yield { path, bytes: 0, ...reasonOf(error) };
    }
  }
}

async function* inFolder(folder: string, root: string, depth: number): AsyncGenerator<Walked> {
  if (depth > DEPTH_MAX) {
    yield { path: folder, bytes: 0, why: "unreadable", detail: `> ${DEPTH_MAX}` };
    return;
  }
  try {
    for await (const entry of await opendir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) yield* inFolder(path, root, depth + 1);
      else if (entry.isSymbolicLink()) {
        if (await leadsOut(path, root)) yield { path, bytes: 0, why: "leads-out", detail: "" };
      } else if (entry.isFile() && !NEW_FILE.test(entry.name) && !isOriginal(entry.name)) {
        const seen = await lstat(path).catch(() => null);
        if (seen !== null) yield { path, bytes: seen.size, why: null, detail: "" };
      }
    }
  } catch (error) {
    yield { path: folder, bytes: 0, ...reasonOf(error) };
  }
}

async function leadsOut(link: string, root: string): Promise<boolean> {
  try {
    return !`${await realpath(link)}${sep}`.startsWith(`${root}${sep}`);
  } catch {
    // A link to nothing, or in a circle, leads nowhere.
    return false;
  }
}

function isOriginal(name: string): boolean {
  return /\.misemori-original(?:\.\d{1,3}|\.part)?$/.test(name) && name.includes(ORIGINAL_SUFFIX);
}

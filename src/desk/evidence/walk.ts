// Walks the paths a person named and says what stands there, without ever following a link or leaving the tree.

import type { BigIntStats } from "node:fs";
import { lstat, opendir, readlink, realpath, statfs } from "node:fs/promises";
import { shownPath } from "./names.ts";
import type { LeftOut } from "./contract.ts";

export interface Found {
  readonly path: Buffer;
  readonly kind: "file" | "folder" | "left-out";
  readonly stat: BigIntStats | null;
  readonly reason?: LeftOut;
  readonly detail?: string;
  readonly target?: string;
}

/** Folders inside folders; deeper ones are made by a mistake or to trap. */
const DEPTH_MAX = 500;
/** proc, sysfs, devpts, debugfs, tracefs, securityfs, cgroup (1, 2), bpf, efivars: what the kernel makes up while one reads. */
const SYSTEM_TYPES = new Set([
  0x9fa0, 0x62656572, 0x1cd1, 0x64626720, 0x74726163, 0x73636673, 0x27e0eb, 0x63677270, 0xcafe4a11,
  0xde5e81e4,
]);
const SEPARATOR = Buffer.from("/");

/**
 * `skip` are absolute real paths that stay out as "own": the bag itself, the guard's keys. Nothing below them is taken either,
 * whatever was named. Roots inside other roots are taken once.
 */
export async function* walkTrees(roots: readonly string[], skip: readonly string[]): AsyncGenerator<Found> {
  const own = new Set(skip);
  const real = await Promise.all(roots.map((root) => realpath(root).catch(() => root)));
  const distinct = [...new Set(real)].filter(
    (root) => !real.some((other) => other !== root && root.startsWith(other === "/" ? "/" : `${other}/`)),
  );
  for (const root of distinct) {
    // On the way down a skipped folder is met by itself; one that is named, or something below it, is not.
    if (skip.some((path) => root.startsWith(`${path}/`))) yield leftOut(Buffer.from(root), "own");
    else yield* walkTree(Buffer.from(root), own);
  }
}

interface Waiting {
  readonly path: Buffer;
  readonly depth: number;
  readonly device: bigint | null;
}

async function* walkTree(root: Buffer, own: ReadonlySet<string>): AsyncGenerator<Found> {
  const waiting: Waiting[] = [{ path: root, depth: 0, device: null }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const found = await lookAt(next, own);
    yield found;
    if (found.kind !== "folder") continue;
    const inside = await listOf(next.path);
    if (!Array.isArray(inside)) {
      yield leftOut(next.path, "unreadable", inside.code);
      continue;
    }
    for (const name of inside.toSorted((a, b) => Buffer.compare(b, a))) {
      const path = Buffer.concat(next.path.length === 1 ? [next.path, name] : [next.path, SEPARATOR, name]);
      waiting.push({ path, depth: next.depth + 1, device: found.stat?.dev ?? null });
    }
  }
}

async function lookAt({ path, depth, device }: Waiting, own: ReadonlySet<string>): Promise<Found> {
  const shown = shownPath(path);
  if (own.has(shown)) return leftOut(path, "own");
  if (depth > DEPTH_MAX) return leftOut(path, "too-deep");
  let stat;
  try {
    stat = await lstat(path, { bigint: true });
  } catch (error) {
    const code = codeOf(error);
    return leftOut(path, code === "ENOENT" ? "missing" : "unreadable", code);
  }
  if (stat.isSymbolicLink()) {
    const target = await readlink(path, { encoding: "buffer" }).then(shownPath, () => "");
    return { path, kind: "left-out", stat, reason: "symlink", target };
  }
  if (stat.isFile()) return { path, kind: "file", stat };
  if (!stat.isDirectory()) return { path, kind: "left-out", stat, reason: "special", detail: kindOf(stat) };
  const crossed = stat.dev !== device;
  if (crossed && (await isSystem(path))) return { path, kind: "left-out", stat, reason: "system" };
  return { path, kind: "folder", stat };
}

async function listOf(path: Buffer): Promise<Buffer[] | { readonly code: string }> {
  const names: Buffer[] = [];
  try {
    // The types promise strings; asked for buffers it gives buffers.
    for await (const entry of await opendir(path, { encoding: "buffer" as BufferEncoding })) {
      names.push(Buffer.from(entry.name));
    }
    return names;
  } catch (error) {
    return { code: codeOf(error) };
  }
}

async function isSystem(path: Buffer): Promise<boolean> {
  const system = await statfs(path).catch(() => null);
  return system !== null && SYSTEM_TYPES.has(system.type);
}

function kindOf(stat: BigIntStats): string {
  if (stat.isFIFO()) return "pipe";
  if (stat.isSocket()) return "socket";
  return stat.isBlockDevice() || stat.isCharacterDevice() ? "device" : "unknown";
}

function leftOut(path: Buffer, reason: LeftOut, detail?: string): Found {
  return { path, kind: "left-out", stat: null, reason, ...(detail === undefined ? {} : { detail }) };
}

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "error";
}

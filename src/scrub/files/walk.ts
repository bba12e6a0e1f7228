// Walks the given paths down to regular files, in the order of their names. Follows no link out, enters no folder twice, and
// names everything it does not give. Opens and reads nothing. Scan and fix both walk by it.

import { globSync, lstatSync, readdirSync, readlinkSync, realpathSync, statSync, statfsSync } from "node:fs";
import type { Stats } from "node:fs";
import { resolve, sep } from "node:path";
import type { WalkReason } from "./contract.ts";
import { below } from "./names.ts";

export type Found =
  | {
      readonly kind: "file";
      readonly bytes: Buffer;
      readonly shown: Buffer;
      readonly size: number;
      /** Hard links to it. */
      readonly names: number;
    }
  | { readonly kind: "stdin" }
  | { readonly kind: "skipped"; readonly shown: Buffer; readonly reason: WalkReason };

export interface WalkWish {
  /** As given: files, folders, patterns, "-" for stdin. */
  readonly paths: readonly string[];
  /** Where relative paths begin. */
  readonly folder: string;
}

/** Folders in folders; file systems end at a few hundred. */
const DEPTH_MAX = 512;
/** File systems that are a view into the kernel: their files have no end or no content of their own. */
const PSEUDO = new Set([0x9fa0, 0x62656572, 0x27e0eb, 0x63677270, 0x64626720, 0x74726163, 0x1cd1]);
/** Names a pattern may come to. */
const MATCHES_MAX = 1_000_000;

export function* walk(wish: WalkWish): Generator<Found> {
  const roots = rootsOf(wish);
  const reals = roots.flatMap((root) => (root.real === undefined ? [] : [root.real]));
  const seen = new Set<string>();
  for (const root of roots) {
    if (root.given === "-") {
      yield { kind: "stdin" };
      continue;
    }
    const shown = Buffer.from(root.given);
    if (root.real === undefined) {
      yield { kind: "skipped", shown, reason: root.tooMany === true ? "too-many-paths" : "missing" };
      continue;
    }
    // Given twice, or lying in another one: read once.
    if (seen.has(root.real)) continue;
    seen.add(root.real);
    if (reals.some((other) => other !== root.real && isBelow(root.real ?? "", other))) continue;
    yield* enter(Buffer.from(root.real), shown, reals);
  }
}

interface Root {
  readonly given: string;
  readonly real: string | undefined;
  readonly tooMany?: boolean;
}

function rootsOf({ paths, folder }: WalkWish): Root[] {
  return paths.flatMap((given): Root[] => {
    if (given === "-") return [{ given, real: undefined }];
    const real = realOf(resolve(folder, given));
    if (real !== undefined || !/[*?[{]/.test(given)) return [{ given, real }];
    const matches = globSync(given, { cwd: folder });
    if (matches.length > MATCHES_MAX) return [{ given, real: undefined, tooMany: true }];
    if (matches.length === 0) return [{ given, real: undefined }];
    return matches.sort().map((match) => ({ given: match, real: realOf(resolve(folder, match)) }));
  });
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

interface Step {
  readonly bytes: Buffer;
  readonly shown: Buffer;
  readonly depth: number;
  readonly device: number;
}

function* enter(bytes: Buffer, shown: Buffer, roots: readonly string[]): Generator<Found> {
  // A stack of what is still to be seen; the names of one folder at a time are held.
  const stack: Step[] = [{ bytes, shown, depth: 0, device: -1 }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const stats = statOf(step.bytes);
    if (stats === undefined) {
      yield { kind: "skipped", shown: step.shown, reason: "unreadable" };
      continue;
    }
    if (!stats.isDirectory()) {
      const found = notFolder(step, stats, roots);
      if (found !== undefined) yield found;
      continue;
    }
    const names = namesIn(step, stats);
    if (typeof names === "string") {
      yield { kind: "skipped", shown: step.shown, reason: names };
      continue;
    }
    for (const name of names.toReversed()) {
      stack.push({
        bytes: below(step.bytes, name),
        shown: below(step.shown, name),
        depth: step.depth + 1,
        device: stats.dev,
      });
    }
  }
}

function statOf(path: Buffer): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function namesIn(step: Step, stats: Stats): Buffer[] | WalkReason {
  if (step.depth > DEPTH_MAX) return "too-deep";
  try {
    if (stats.dev !== step.device && PSEUDO.has(statfsSync(step.bytes).type)) return "pseudo-files";
    return readdirSync(step.bytes, { encoding: "buffer" }).sort(Buffer.compare);
  } catch {
    return "unreadable";
  }
}

function notFolder({ bytes, shown }: Step, stats: Stats, roots: readonly string[]): Found | undefined {
  if (stats.isFile()) return { kind: "file", bytes, shown, size: stats.size, names: stats.nlink };
  if (stats.isSymbolicLink()) {
    const reason = linkReason(bytes, roots);
    return reason === undefined ? undefined : { kind: "skipped", shown, reason };
  }
  return { kind: "skipped", shown, reason: stats.isFIFO() ? "fifo" : stats.isSocket() ? "socket" : "device" };
}

/** A link to something that is read anyway needs no word. */
function linkReason(path: Buffer, roots: readonly string[]): WalkReason | undefined {
  try {
    const target = realpathSync(path, { encoding: "buffer" }).toString("utf8");
    if (!roots.some((root) => isBelow(target, root))) return "link-out";
    return statSync(path).isFile() || statSync(path).isDirectory() ? undefined : "device";
  } catch {
    return linkIsLoop(path) ? undefined : "link-broken";
  }
}

/** A link that leads to itself hides nothing. */
function linkIsLoop(path: Buffer): boolean {
  try {
    readlinkSync(path);
    statSync(path);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ELOOP";
  }
}

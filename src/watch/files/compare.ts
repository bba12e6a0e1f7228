// Compares a tree with its manifest in one pass over both, side by side in the order of their paths: what is held in memory
// does not grow with the shop.

import { setImmediate } from "node:timers/promises";
import type { FileContent } from "./content.ts";
import type { ApprovedEntry, Difference, SeenEntry, TroubleReason } from "./contract.ts";
import { meet, type DifferTools } from "./differ.ts";
import type { Manifest, ManifestEnd } from "./manifest.ts";
import { comparePaths, isWithin } from "./order.ts";
import { rootMarkOf, walkTree } from "./walk-tree.ts";

export interface CompareRequest extends DifferTools {
  readonly manifest: Pick<Manifest, "batches"> | null;
  /** What kept size, times and inode counts as unchanged; otherwise every file is read. */
  readonly quick: boolean;
  /** In a quick pass, files without an entry that were not touched since are not judged again (wall time). */
  readonly sinceMs: number;
  /** Empty: the whole tree. */
  readonly start: Buffer;
  readonly gone: AbortSignal;
  /** Called between files: what is urgent gets its turn. */
  readonly breath: () => Promise<void>;
  /** A folder was met, and is read only after this. */
  readonly onFolder?: (path: Buffer) => void;
}

export type Compared =
  | {
      readonly kind: "same";
      readonly before: ApprovedEntry | null;
      readonly after: SeenEntry;
      readonly sha256: string | null;
    }
  | {
      readonly kind: "different";
      readonly difference: Difference;
      readonly before: ApprovedEntry | null;
      readonly after: SeenEntry | undefined;
      readonly content: FileContent | null;
    }
  /** `before`: kept as it was approved, since nothing can be said of it now. */
  | { readonly kind: "trouble"; readonly path: Buffer; readonly reason: TroubleReason }
  | { readonly kind: "untold"; readonly before: ApprovedEntry }
  | { readonly kind: "end"; readonly end: ManifestEnd };

/** Paths looked at before other work of the program gets its turn. */
const PATHS_PER_BREATH = 64;
/** The tree itself. */
const NO_PATH = Buffer.alloc(0);

export async function* compareTree(request: CompareRequest): AsyncGenerator<Compared> {
  const { manifest, start, root, rule, gone } = request;
  const walk = walkTree(root, start, (path) => rule(path) !== "unseen");
  let blind: Buffer | null = null;
  let paths = 0;
  const troubles: Compared[] = [];
  const next = (): SeenEntry | undefined => {
    for (let step = walk.next(); step.done !== true; step = walk.next()) {
      if (step.value.kind === "entry") {
        if (step.value.entry.type === "folder") request.onFolder?.(step.value.entry.path);
        return step.value.entry;
      }
      blind = step.value.path;
      troubles.push({ kind: "trouble", path: step.value.path, reason: step.value.reason });
    }
    return undefined;
  };
  const rest = async (): Promise<void> => {
    paths += 1;
    await (paths % PATHS_PER_BREATH === 0 ? setImmediate() : undefined);
    await request.breath();
  };
  let seen = next();
  for await (const { entries, end } of manifest?.batches() ?? []) {
    for (const before of entries) {
      if (gone.aborted) return;
      if (!isWithin(before.path, start)) continue;
      for (; seen !== undefined && comparePaths(seen.path, before.path) < 0; seen = next()) {
        yield* troubles.splice(0);
        yield* one(null, seen, request);
        await rest();
      }
      yield* troubles.splice(0);
      if (seen?.path.equals(before.path) === true) {
        yield* one(before, seen, request);
        seen = next();
      } else if (blind !== null && isWithin(before.path, blind)) {
        yield { kind: "untold", before };
      } else if (rootMarkOf(root) === "") {
        // The whole tree was taken away while it was read: nothing of it was removed.
        blind = NO_PATH;
        yield { kind: "trouble", path: NO_PATH, reason: "missing" };
        yield { kind: "untold", before };
      } else yield* one(before, undefined, request);
      await rest();
    }
    if (end !== null) yield { kind: "end", end };
  }
  for (; seen !== undefined && !gone.aborted; seen = next()) {
    yield* troubles.splice(0);
    yield* one(null, seen, request);
    await rest();
  }
  yield* troubles;
}

async function* one(
  before: ApprovedEntry | null,
  after: SeenEntry | undefined,
  request: CompareRequest,
): AsyncGenerator<Compared> {
  const path = after?.path ?? before?.path;
  if (path === undefined) return;
  if (after !== undefined && request.quick && isAsBefore(before, after, request)) {
    yield { kind: "same", before, after, sha256: before?.sha256 ?? null };
    return;
  }
  const met = await meet(path, before, after, request);
  if (met.kind === "unreadable") {
    yield { kind: "trouble", path, reason: "unreadable" };
    if (before !== null) yield { kind: "untold", before };
  } else if (met.kind === "different") yield { ...met, before, after };
  else if (after !== undefined) yield { kind: "same", before, after, sha256: met.sha256 };
}

function isAsBefore(before: ApprovedEntry | null, after: SeenEntry, request: CompareRequest): boolean {
  if (before === null)
    return after.type === "file" && request.rule(after.path) !== "watched" && after.ctimeMs < request.sinceMs;
  return (
    before.type === after.type &&
    before.size === after.size &&
    before.mtimeMs === after.mtimeMs &&
    before.ctimeMs === after.ctimeMs &&
    before.inode === after.inode &&
    before.mode === after.mode &&
    before.uid === after.uid &&
    before.gid === after.gid
  );
}

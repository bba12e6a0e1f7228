// What a sentry holds a tree against: the manifest with its table in memory, and the approval windows. Other programs write
// both; a manifest that cannot be believed is trouble, and counts for nothing.

import { existsSync, readdirSync } from "node:fs";
import type { SigningKey } from "../../journal/index.ts";
import { MisemoriError, type Language } from "../../kernel/index.ts";
import type { Approval, Trouble } from "./contract.ts";
import { readIntoTable, type IndexTable } from "./index-table.ts";
import { asideOf, openManifest, type Manifest } from "./manifest.ts";
import { signatureOf, type TreePlaces } from "./places.ts";
import { readWindows, type ApprovalWindow } from "./windows.ts";

/** What is approved of a tree, as people ask for it. none: nothing ever was. foreign: it cannot be believed, or was taken away. */
export interface TreeStanding {
  readonly state: "none" | "approved" | "foreign";
  readonly entries: number;
  readonly files: number;
  readonly bytes: number;
  /** Hex; "" without a manifest. */
  readonly manifest: string;
  /** The newest approval. */
  readonly approval: Approval | null;
}

export interface ApprovedSide {
  manifest(): Manifest | null;
  /** Null: nothing was approved, or it cannot be believed. */
  table(): IndexTable | null;
  windows(): readonly ApprovalWindow[];
  troubles(): readonly Trouble[];
  /** True when the manifest is another one than before, or is believed now and was not. */
  reload(): Promise<boolean>;
  close(): void;
  /** It was written over while it was read: until the next reload there is none. */
  distrust(): void;
}

export function standingOf(
  side: Pick<ApprovedSide, "table" | "manifest">,
  { folder, manifest }: TreePlaces,
): TreeStanding {
  const end = side.table()?.end;
  // Approved texts are kept from the first approval on, and stay when the manifest does not. A first approval that was killed
  // leaves the manifest it was writing beside them.
  const hasTexts = readdirSync(folder).some((name) => name.startsWith("texts-"));
  const isForeign = existsSync(manifest) || (hasTexts && !existsSync(asideOf(manifest)));
  const { entries = 0, files = 0, bytes = 0, approvals = [] } = end ?? {};
  return {
    state: end !== undefined ? "approved" : isForeign ? "foreign" : "none",
    entries,
    files,
    bytes,
    manifest: side.manifest()?.sha256 ?? "",
    approval: approvals.at(-1) ?? null,
  };
}
/** An approval writes its manifest, then the journal, which is looked at every few seconds. */
const GRACE_MS = 30_000;

export function openApprovedSide(
  places: TreePlaces,
  of: {
    readonly tree: string;
    readonly recordsFolder: string;
    readonly key: SigningKey;
    readonly language: Language;
    readonly monoMs: () => number;
    /** The hash the journal names last for this tree, null: it names none; undefined: not known, nothing is compared. */
    readonly expected: () => string | null | undefined;
  },
): ApprovedSide {
  const { tree, recordsFolder, key, language, monoMs, expected } = of;
  const unbelieved: Trouble = { path: places.manifest, reason: "manifest" };
  let windows = readWindows(recordsFolder, key);
  let manifest: Manifest | null = null;
  let table: IndexTable | null = null;
  let trouble: Trouble | null = null;
  let seen: string | null = null;
  const doubt = openDoubt(monoMs, expected);
  let standing: Standing = "believed";
  const weighOne = (): void => {
    standing = doubt(manifest?.sha256 ?? null);
  };
  return {
    manifest: () => (standing === "believed" ? manifest : null),
    table: () => (standing === "believed" ? table : null),
    windows: () => windows.list,
    troubles: () => [
      ...(trouble === null ? [] : [trouble]),
      ...(standing === "old" ? [{ path: places.manifest, reason: "rollback" } as const] : []),
      ...(windows.refused === 0 ? [] : [{ path: tree, reason: "windows" } as const]),
    ],
    reload: async () => {
      windows = readWindows(recordsFolder, key);
      const now = signatureOf(places.manifest);
      const before = standing;
      if (now === seen) {
        weighOne();
        return standing !== before;
      }
      seen = now;
      table?.close();
      [manifest, table, trouble] = [null, null, unbelieved];
      try {
        const read = await openManifest(places, key, tree, language);
        if (read !== null)
          [table, manifest, trouble] = [await readIntoTable(read, places.folder), read, null];
      } catch (error) {
        if (!(error instanceof MisemoriError)) throw error;
      }
      weighOne();
      return true;
    },
    close: () => table?.close(),
    distrust: () => {
      table?.close();
      [manifest, table, trouble, seen] = [null, null, unbelieved, null];
    },
  };
}

/** doubted: not what the journal names, which may only be slow; old: it had the time. */
type Standing = "believed" | "doubted" | "old";

/** A manifest that is signed by us may still be an older one that was put back. */
function openDoubt(
  monoMs: () => number,
  expected: () => string | null | undefined,
): (sha256: string | null) => Standing {
  let sinceMs: number | null = null;
  let hadOne = false;
  let isOld = false;
  return (sha256) => {
    const wanted = expected();
    if (sha256 === null || wanted === undefined || sha256 === wanted) {
      sinceMs = null;
      isOld = false;
      hadOne ||= sha256 !== null;
      return "believed";
    }
    sinceMs ??= monoMs();
    isOld ||= monoMs() - sinceMs >= GRACE_MS;
    // While watching, a new approval comes before its entry; at the start the entry is there.
    return isOld ? "old" : hadOne ? "believed" : "doubted";
  };
}

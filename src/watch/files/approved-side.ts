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
  /** True when the manifest is another one than before. */
  reload(): Promise<boolean>;
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

export function openApprovedSide(
  places: TreePlaces,
  of: {
    readonly tree: string;
    readonly recordsFolder: string;
    readonly key: SigningKey;
    readonly language: Language;
  },
): ApprovedSide {
  const { tree, recordsFolder, key, language } = of;
  const unbelieved: Trouble = { path: places.manifest, reason: "manifest" };
  let windows = readWindows(recordsFolder, key);
  let manifest: Manifest | null = null;
  let table: IndexTable | null = null;
  let trouble: Trouble | null = null;
  let seen: string | null = null;
  return {
    manifest: () => manifest,
    table: () => table,
    windows: () => windows.list,
    troubles: () => [
      ...(trouble === null ? [] : [trouble]),
      ...(windows.refused === 0 ? [] : [{ path: tree, reason: "windows" } as const]),
    ],
    reload: async () => {
      windows = readWindows(recordsFolder, key);
      const now = signatureOf(places.manifest);
      if (now === seen) return false;
      seen = now;
      [manifest, table, trouble] = [null, null, unbelieved];
      try {
        const read = await openManifest(places, key, tree, language);
        if (read !== null) [table, manifest, trouble] = [await readIntoTable(read), read, null];
      } catch (error) {
        if (!(error instanceof MisemoriError)) throw error;
      }
      return true;
    },
    distrust: () => {
      [manifest, table, trouble, seen] = [null, null, unbelieved, null];
    },
  };
}

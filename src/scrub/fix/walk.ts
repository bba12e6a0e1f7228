// Which files a fix goes through: those the one walker finds (files/walk.ts), without what Misemori itself laid beside them, and
// the rest with the reason in fix's words.

import type { WalkReason } from "../files/contract.ts";
import { showName } from "../files/names.ts";
import { walk } from "../files/walk.ts";
import type { FixReason } from "./contract.ts";
import { isKeptOriginal } from "./original.ts";
import { NEW_FILE } from "./replace.ts";

export type Walked = Unwalked | WalkedFile;

export interface WalkedFile {
  readonly path: string;
  readonly bytes: number;
  /** Hard links to it. */
  readonly names: number;
  readonly why: null;
}

export interface Unwalked {
  readonly path: string;
  readonly bytes: 0;
  readonly why: FixReason;
  readonly detail: string;
}

/** @param paths whole ones: files, folders, patterns. Links in folders are not followed, and told when they lead out. */
export function* walkFiles(paths: readonly string[]): Generator<Walked> {
  for (const found of walk({ paths, folder: "/" })) {
    if (found.kind === "stdin") continue;
    const path = found.shown.toString();
    if (found.kind === "skipped") {
      const why = REASONS[found.reason];
      if (why !== null) yield { path, bytes: 0, why, detail: why === "unreadable" ? found.reason : "" };
    } else if (!Buffer.from(path).equals(found.shown)) {
      // Names are text from here on; one that is no UTF-8 would be another file's.
      yield { path: showName(found.shown).path, bytes: 0, why: "broken", detail: "UTF-8?" };
    } else if (!isOurs(path)) {
      yield { path, bytes: found.size, names: found.names, why: null };
    }
  }
}

/** A link to nowhere leads nowhere, and needs no word. */
const REASONS: Readonly<Record<WalkReason, FixReason | null>> = {
  missing: "missing",
  unreadable: "unreadable",
  "too-deep": "unreadable",
  "too-many-paths": "unreadable",
  "link-out": "leads-out",
  "link-broken": null,
  device: "not-a-file",
  fifo: "not-a-file",
  socket: "not-a-file",
  "pseudo-files": "not-a-file",
};

function isOurs(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return NEW_FILE.test(name) || isKeptOriginal(name);
}
